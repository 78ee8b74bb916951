"""Findings for people and programs: one result, several forms (text, json, sarif, github)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluator import __version__
from evaluator.screen import width
from evaluator.submission.checked import KINDS, OF_EMPTY, Checked, Kind, kind_of
from evaluator.submission.findings import Finding, Place
from evaluator.submission.messages import MESSAGES, Severity
from evaluator.submission.shown import visible

MOST = 100
"""How many findings of a file are shown unless all are asked for."""

_COLOURS: dict[Kind, str] = {
    "error": "31",
    "warning": "33",
    "explained": "32",
    "empty": "33",
    "info": "36",
}


# -- text


def text_report(
    checked: Checked,
    *,
    strict: bool = False,
    everything: bool = False,
    colour: bool = False,
    preview: str = "",
) -> str:
    """The whole report of one file: verdict, findings by kind, preview, what to do next.

    The first and the last line say whether the file may be sent.
    """
    lines = [f"{checked.name}：{_verdict(checked, strict)}{_counts(checked)}。"]
    left = len(checked.findings) if everything else MOST
    for kind, title in KINDS.items():
        group = checked.of(kind)
        for number, entry in enumerate(group[:left], 1):
            lines += ["", *_finding_lines(entry, number, len(group), checked.text, colour)]
        if len(group) > left:
            lines += ["", f"{title}还有 {len(group) - left} 处没有列出，用 --all 列出全部。"]
        left = max(left - len(group), 0)
    if preview:
        lines += ["", preview]
    lines += ["", f"{_verdict(checked, strict)}{_counts(checked)}：{_advice(checked, strict)}"]
    return "\n".join(lines)


def _verdict(checked: Checked, strict: bool) -> str:
    return "可以报送" if checked.sendable(strict) else "不能报送"


def _counts(checked: Checked) -> str:
    explained = checked.count("explained")
    noted = f"已说明 {explained} 处，" if explained else ""
    return (
        f"（错误 {checked.count('error')} 处，警告 {checked.count('warning')} 处，{noted}"
        f"未填报 {checked.empty} 项）"
    )


def _advice(checked: Checked, strict: bool) -> str:
    if checked.unchecked:
        return f"请先改正以上 {checked.count('error')} 处错误，再检查一次；勾稽关系等其余内容尚未检查。"
    if checked.count("error"):
        return f"请改正以上 {checked.count('error')} 处错误，再检查一次。"
    if checked.count("warning"):
        strictly = "按 --strict 的要求须先处理警告：" if strict else ""
        empty = f"还有 {checked.empty} 项未填报，请补报。" if checked.empty else ""
        return f"没有错误。{strictly}请逐条核对警告，有误的改正，属实的在 explanations 中写明原因。{empty}"
    if checked.empty:
        strictly = "按 --strict 的要求须先补报" if strict else "请尽量补报"
        return f"没有错误。未填报的指标得 0 分，{strictly}。"
    if checked.count("explained"):
        return "没有错误，需要核对之处都已说明，可以直接报送。"
    return "没有发现问题，可以直接报送。"


def _finding_lines(entry: Finding, number: int, total: int, text: str, colour: bool) -> list[str]:
    """A finding with its place, the line of the file with a caret, the message and what to do."""
    kind = kind_of(entry)
    head = f"{KINDS[kind]} {number}/{total}"
    if colour:
        head = f"\033[{_COLOURS[kind]};1m{head}\033[0m"
    place = f"　第 {entry.line} 行第 {entry.column} 列" if entry.line is not None else ""
    where = f"　{entry.pointer}" if entry.pointer else ""
    same = f"　同类共 {entry.count} 处，这是第一处" if entry.count > 1 else ""
    lines = [f"{head}{visible(place + where + same)}"]
    if entry.line is not None and entry.severity == "error":
        lines += _source_line(text, entry.line, entry.column or 1)
    lines.append(f"  {visible(entry.message)}")
    lines += [f"  {visible(sentence)}" for sentence in _what_to_do(entry)]
    if entry.places:
        lines.append(f"  {visible(_other_places(entry))}")
    return lines


def _what_to_do(entry: Finding) -> list[str]:
    """The advice, or the district's explanation in its place; an empty field costs points all the same."""
    said = [f"区市说明：{entry.explained}"] if entry.explained else []
    advice = [entry.hint] if entry.hint and kind_of(entry) != "explained" else []
    return [*advice, *said]


MOST_PLACES = 6
"""How many of the other places a finding is about are named."""


def _other_places(entry: Finding) -> str:
    listed = "、".join(
        f"{place.title}第 {place.line} 行第 {place.column} 列"
        for place in entry.places[:MOST_PLACES]
    )
    more = f"等 {len(entry.places)} 处" if len(entry.places) > MOST_PLACES else ""
    return f"涉及：{listed}{more}。"


_WINDOW = 60


def _source_line(text: str, line: int, column: int) -> list[str]:
    """The line a finding stands on, cut around its place, with a caret below."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not 0 < line <= len(rows):
        return []
    start = max(0, column - 1 - _WINDOW // 2)
    before = visible(rows[line - 1][start : column - 1].replace("\t", " "))
    after = visible(rows[line - 1][column - 1 : start + _WINDOW].replace("\t", " "))
    if start:
        before = "…" + before
    label = f"  {line} │ "
    return [f"{label}{before}{after}", f"{' ' * (len(label) - 2)}│ {' ' * width(before)}^"]


# -- for programs


def findings_json(files: Sequence[Checked], strict: bool) -> dict[str, Any]:
    """All files' findings, format findings/1 (see findings.schema.json)."""
    return {
        "format": "findings/1",
        "engine_version": __version__,
        "files": [
            {
                "file": checked.name,
                "sendable": checked.sendable(strict),
                "unchecked": checked.unchecked,
                "errors": checked.count("error"),
                "warnings": checked.count("warning"),
                "explained": checked.count("explained"),
                "empty": checked.empty,
                "findings": [finding_json(entry) for entry in checked.findings],
            }
            for checked in files
        ],
    }


def finding_json(entry: Finding) -> dict[str, Any]:
    """A finding as an object; its keys are those of `Finding`."""
    return {**asdict(entry), "severity": _severity(entry.code, entry.severity)}


def _severity(code: str, severity: Severity) -> Severity:
    """A finding's severity for programs, in step with the counts: what is 未填报 is not a warning."""
    return "info" if code in OF_EMPTY else severity


_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def sarif(files: Sequence[Checked]) -> dict[str, Any]:
    """The findings as a SARIF 2.1.0 log, for code-scanning tools."""
    codes = sorted({entry.code for checked in files for entry in checked.findings})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": _without_values(MESSAGES[code][1])},
            "defaultConfiguration": {"level": _LEVELS[_severity(code, MESSAGES[code][0])]},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": entry.code,
            "ruleIndex": codes.index(entry.code),
            "level": _LEVELS[_severity(entry.code, entry.severity)],
            "message": {"text": f"{entry.message}{entry.hint}"},
            "locations": [_location(checked.name, entry)],
            "relatedLocations": [_related(checked.name, place) for place in entry.places],
            "occurrenceCount": entry.count,
            "suppressions": _suppressions(entry),
        }
        for checked in files
        for entry in checked.findings
    ]
    driver = {"name": "evaluate", "version": __version__, "language": "zh-CN", "rules": rules}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }


_VALUE = re.compile(r"[“「（]?\{\w*\}[”」）]?")


def _without_values(message: str) -> str:
    """The text of a kind of finding, without the values that are filled in: `「{title}」未填报。`."""
    return _VALUE.sub("…", message).format()


def _location(name: str, entry: Finding | Place) -> dict[str, Any]:
    from urllib.parse import quote

    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(name)}}
    if entry.line is not None:
        physical["region"] = {"startLine": entry.line, "startColumn": entry.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if entry.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": entry.pointer}]
    return location


def _related(name: str, place: Place) -> dict[str, Any]:
    return {**_location(name, place), "message": {"text": place.title}}


def _suppressions(entry: Finding) -> list[dict[str, str]]:
    """The district's explanation of a warning, which stands in the file itself."""
    if kind_of(entry) != "explained":
        return []
    return [{"kind": "inSource", "justification": entry.explained}]


_COMMANDS: dict[Kind, str] = {
    "error": "error",
    "warning": "warning",
    "explained": "notice",
    "empty": "notice",
    "info": "notice",
}


def github(checked: Checked) -> str:
    """The findings as GitHub workflow commands, one a line."""

    def escaped(text: str, more: str = "") -> str:
        for sign in "%\r\n" + more:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    lines = []
    for entry in checked.findings:
        place = f"file={escaped(checked.name, ':,')}"
        if entry.line is not None:
            place += f",line={entry.line},col={entry.column}"
        place += f",title={escaped(entry.code, ':,')}"
        kind = kind_of(entry)
        told = "".join((entry.message, *_what_to_do(entry)))
        lines.append(f"::{_COMMANDS[kind]} {place}::{escaped(told)}")
    return "\n".join(lines)


def dumps(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
