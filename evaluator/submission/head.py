"""What a file says of itself, its `format` and its `rubric`, and what was meant where it says so wrongly."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.source import RubricError
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.scanned import Broken
from evaluator.submission.shown import short, shown

FORMAT = "submission/1"

RubricById = Callable[[str], Rubric | None]


@dataclass(frozen=True)
class Head:
    """A file's data under a sound head, the rubric to check them by, and what is wrong with the head.

    `rubric` is None where the file is none of ours, or cannot be told to be of a rubric.
    """

    data: dict[str, Any]
    rubric: Rubric | None
    findings: tuple[Finding, ...]


def read_head(
    data: dict[str, Any], find_rubric: RubricById, known: Sequence[str], wanted: str
) -> Head:
    """The head of some data; see `validate` for `find_rubric`, `known` and `wanted`."""
    if layer := _layer_around(data):
        return Head(
            data, None, (finding("layer-around", pointer_of((layer,)), found=short(layer)),)
        )
    data, findings = _with_keys(data, known)
    form, identifier = data.get("format"), data.get("rubric")
    filled = isinstance(data.get("data"), dict)
    if form != FORMAT and not isinstance(form, Broken):
        findings.append(_wrong_format(data, filled))
        if not filled:
            return Head(data, None, tuple(findings))
    if wanted and isinstance(identifier, str) and identifier != wanted:
        wrong = finding("rubric-other", "/rubric", found=shown(identifier), expected=wanted)
        return Head(data, None, (*findings, wrong))
    rubric = find_rubric(identifier) if isinstance(identifier, str) else None
    if rubric is None:
        if filled:
            rubric = _likely(data, find_rubric, known)
        if not isinstance(identifier, Broken):
            findings.append(_unknown_rubric(data, rubric, known))
    if rubric is None:
        return Head(data, None, tuple(findings))
    return Head({**data, "format": FORMAT, "rubric": rubric.content.id}, rubric, tuple(findings))


def _layer_around(data: dict[str, Any]) -> str:
    """The key under which a whole submission stands in an object that is none itself; empty for none."""
    if "format" in data:
        return ""
    inner = ((key, value) for key, value in data.items() if isinstance(value, dict))
    return next((key for key, value in inner if value.get("format") == FORMAT), "")


def _with_keys(data: dict[str, Any], known: Sequence[str]) -> tuple[dict[str, Any], list[Finding]]:
    """The data with `format` and `rubric` under these names, and a finding for each that has another.

    Such a key is known by its likeness or by its value.
    """
    typos = []
    for head, values in (("format", (FORMAT,)), ("rubric", known)):
        if head in data:
            continue
        texts = {key.strip().lower(): key for key in data if isinstance(data[key], str)}
        close = difflib.get_close_matches(head, texts, n=1, cutoff=0.6)
        close += [name for name, key in texts.items() if data[key] in values]
        if close:
            key = texts[close[0]]
            data = {head if name == key else name: value for name, value in data.items()}
            pointer = pointer_of((key,))
            typos.append(finding("schema-typo", pointer, found=short(key), expected=head))
    return data, typos


def _wrong_format(data: dict[str, Any], filled: bool) -> Finding:
    found = shown(data["format"]) if "format" in data else "空缺"
    hint = (
        f'这份文件像是申报数据，请在开头照写 "format": "{FORMAT}"；其余内容已按申报数据检查。'
        if filled
        else "请核对是否选错了文件；评价结果、核查文件等不能作为申报数据评分。"
    )
    return finding("format", "/format", found=found, hint=hint)


def _unknown_rubric(data: dict[str, Any], likely: Rubric | None, known: Sequence[str]) -> Finding:
    found = shown(data["rubric"]) if "rubric" in data else "空缺"
    hint = (
        f'是否要写 "rubric": "{likely.content.id}"？其余内容已按这个量规检查。'
        if likely
        else "请改正文件中的 rubric。"
    )
    listed = "、".join(known) or "无"
    return finding("rubric-unknown", "/rubric", found=found, expected=listed, hint=hint)


def _likely(data: dict[str, Any], find_rubric: RubricById, known: Sequence[str]) -> Rubric | None:
    """The rubric that data without a right `rubric` are most likely made for: one of their year, by its id.

    Where the year is of no rubric, the only rubric there is, unless the file names another.
    """
    identifier = data.get("rubric")
    named = identifier if isinstance(identifier, str) else ""
    nearest = difflib.get_close_matches(named.strip().lower(), known, n=len(known) or 1, cutoff=0)
    for candidate in nearest:
        try:
            rubric = find_rubric(candidate)
        except RubricError:
            continue
        if rubric and (rubric.content.year == data.get("year") or (not named and len(known) == 1)):
            return rubric
    return None
