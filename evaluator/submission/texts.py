"""The texts of a submission, and those that say nothing or hold what a public report must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.places import Path
from evaluator.submission.shown import CONTROLS, shown

_SHORTEST_NUMBER = 11
_TELEPHONE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?![0-9A-Za-z])")


def _any(_: str) -> bool:
    return True


def strings(
    inside: dict[str, Any] | list[Any], wanted: Callable[[str], bool] = _any, path: Path = ()
) -> Iterator[tuple[Path, str]]:
    """Every text that is wanted, with its path; the order owes nothing to that of the file's keys."""
    steps: Iterable[Any] = range(len(inside))
    if isinstance(inside, dict):
        steps = sorted(inside.keys() - {"$schema"})
    for step in steps:
        value = inside[step]
        if isinstance(value, str):
            if wanted(value):
                yield (*path, step), value
        elif isinstance(value, dict | list):
            yield from strings(value, wanted, (*path, step))


def code_points(signs: Iterable[str]) -> str:
    return "、".join(f"U+{ord(sign):04X}" for sign in signs)


def _suspect(text: str) -> bool:
    """Whether a text is worth a closer look: most hold nothing but printed signs, and are short."""
    return not text.isprintable() or text.isspace() or len(text) >= _SHORTEST_NUMBER


def text_findings(data: dict[str, Any]) -> Iterator[Finding]:
    """Texts that say nothing, or hold what a public report must not."""
    for path, value in strings(data, _suspect):
        pointer = pointer_of(path)
        if not CONTROLS.sub("", value).strip():
            yield finding("text-empty", pointer, found=shown(value))
        elif found := CONTROLS.findall(value):
            signs = code_points(dict.fromkeys(found))
            yield finding("text-controls", pointer, found=signs)
        if number := _TELEPHONE.search(value):
            yield finding("text-telephone", pointer, found=number[0])
