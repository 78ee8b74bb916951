"""The texts of a submission, and those that say nothing or hold what a public report must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from evaluator.submission.blank import says_nothing
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.personal import TELEPHONE, personal_data
from evaluator.submission.places import Path
from evaluator.submission.shown import CONTROLS, DAMAGED, shown

_SHORTEST_NUMBER = 11
"""Characters of the shortest telephone number that is one in any text."""
_TWICE_DAMAGED = "锟斤拷"
"""What GBK makes of two characters that UTF-8 could not read."""
_SUSPECT = re.compile(f"[@:：]|{CONTROLS.pattern}|{_TWICE_DAMAGED}")
_UNIT = ("prepared_by", "unit")
_TOLD = (
    ("not_applicable", "reason", "不适用原因", "请写明为什么不适用，如“辖区内无中等职业学校”。"),
    ("explanations", "text", "说明", "请写明情况和原因；没有要说明的，删去这一条。"),
    ("stated", "source", "公布出处", "请写明公布的文件或网页的名称；没有公布过的，删去这一条。"),
    ("evidence", "title", "材料名称", "请写材料的全称；没有材料的，删去这一条。"),
)
"""Texts that must say something: list, key, what it is, and what to write."""


def strings(
    inside: dict[str, Any] | list[Any], wanted: Callable[[str], bool] = bool, path: Path = ()
) -> Iterator[tuple[Path, str]]:
    """Every text that is wanted, by default each that is not empty, with its path."""
    members: Iterable[tuple[Any, Any]]
    members = inside.items() if isinstance(inside, dict) else enumerate(inside)
    for step, value in members:
        kind = type(value)
        if kind is str:
            if wanted(value) and step != "$schema":
                yield (*path, step), value
        elif kind is dict or kind is list:
            yield from strings(value, wanted, (*path, step))


def code_points(signs: Iterable[str]) -> str:
    return "、".join(f"U+{ord(sign):04X}" for sign in signs)


def _suspect(text: str) -> bool:
    """Whether a text is worth a closer look: most hold nothing but printed signs, and are short."""
    spaced = text[:1].isspace() or text[-1:].isspace()
    return len(text) >= _SHORTEST_NUMBER or spaced or bool(_SUSPECT.search(text))


def text_findings(data: dict[str, Any]) -> Iterator[Finding]:
    """Texts that say nothing, or hold what a public report must not."""
    texts = dict(sorted(strings(data, _suspect)))
    if unit := data["prepared_by"]["unit"]:
        texts[_UNIT] = unit
    for path, value in texts.items():
        pointer = pointer_of(path)
        if not CONTROLS.sub("", value).strip():
            yield finding("text-empty", pointer, found=shown(value))
        elif hidden := CONTROLS.findall(value):
            if DAMAGED in hidden:
                yield finding("text-damaged", pointer, found=code_points(DAMAGED))
            if signs := code_points(dict.fromkeys(sign for sign in hidden if sign != DAMAGED)):
                yield finding("text-controls", pointer, found=signs)
        elif _TWICE_DAMAGED in value:
            yield finding("text-damaged", pointer, found=_TWICE_DAMAGED)
        elif value != value.strip():
            yield finding("text-spaces", pointer, found=shown(value))
        for found, kind in personal_data(value, unit=path == _UNIT):
            code = "text-telephone" if kind == TELEPHONE else "text-personal"
            yield finding(code, pointer, found=found, expected=kind)
    told: list[tuple[Path, str | None, str, str]] = [
        (_UNIT, unit, "填报单位", "请写单位的名称。"),
        *(
            ((home, place, key), entry[key], title, hint)
            for home, key, title, hint in _TOLD
            for place, entry in enumerate(data.get(home, ()))
        ),
    ]
    for path, text, title, hint in told:
        if text and CONTROLS.sub("", text).strip() and says_nothing(text):
            pointer = pointer_of(path)
            yield finding("text-says-nothing", pointer, title=title, found=shown(text), hint=hint)
