"""The texts of a submission, and those that say nothing or hold what a public report must not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.shown import CONTROLS, shown

_SHORTEST_NUMBER = 11
_TELEPHONE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?![0-9A-Za-z])")


def strings(data: dict[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a document with its path; the order owes nothing to that of the file's keys."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        inside: Sequence[tuple[str | int, Any]] = ()
        if isinstance(value, dict):
            inside = sorted(entry for entry in value.items() if entry[0] != "$schema")
        elif isinstance(value, list):
            inside = list(enumerate(value))
        elif isinstance(value, str):
            yield path, value
        waiting += [((*path, step), entry) for step, entry in reversed(inside)]


def code_points(signs: Iterable[str]) -> str:
    return "、".join(f"U+{ord(sign):04X}" for sign in signs)


def _suspect(text: str) -> bool:
    """Whether a text is worth a closer look: most hold nothing but printed signs, and are short."""
    return not text.isprintable() or text.isspace() or len(text) >= _SHORTEST_NUMBER


def text_findings(data: dict[str, Any]) -> Iterator[Finding]:
    """Texts that say nothing, or hold what a public report must not."""
    for path, value in strings(data):
        if not _suspect(value):
            continue
        pointer = pointer_of(path)
        if not CONTROLS.sub("", value).strip():
            yield finding("text-empty", pointer, found=shown(value))
        elif found := CONTROLS.findall(value):
            signs = code_points(dict.fromkeys(found))
            yield finding("text-controls", pointer, found=signs)
        if number := _TELEPHONE.search(value):
            yield finding("text-telephone", pointer, found=number[0])
