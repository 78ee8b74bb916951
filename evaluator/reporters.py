"""Findings for people and programs: one result, several forms (text, json, sarif, github)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluator import __version__
from evaluator.screen import width
from evaluator.submission.findings import MESSAGES, Finding, Severity
from evaluator.submission.validate import grouped, in_file_order

MOST = 100
"""How many findings of a file are shown unless all are asked for."""

SEVERITY: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "info": "36"}
_NULLS = ("null-field", "null-records")


@dataclass(frozen=True)
class Checked:
    """One file's findings as they are reported; `text` is the file's own, for showing lines.

    `unchecked`: so much is wrong that the relations between the data have not been checked.
    """

    name: str
    findings: tuple[Finding, ...]
    text: str = ""
    unchecked: bool = False

    def count(self, severity: Severity) -> int:
        return sum(
            entry.count
            for entry in self.findings
            if entry.severity == severity and entry.code not in _NULLS
        )

    @property
    def empty(self) -> int:
        """How many fields or columns are still 未填报."""
        return sum(entry.code in _NULLS for entry in self.findings)

    def sendable(self, strict: bool) -> bool:
        """Whether the file may be sent; with `strict` warnings stand in the way too."""
        return not self.count("error") and not (strict and (self.count("warning") or self.empty))


def reported(
    name: str,
    findings: Sequence[Finding],
    text: str,
    everything: bool = False,
    unchecked: bool = False,
) -> Checked:
    """The findings in file order, repeats made one and cut to `MOST` unless everything is asked for."""
    ordered = in_file_order(findings)
    shown = "标准输入" if name == "-" else name
    return Checked(shown, tuple(ordered if everything else grouped(ordered)), text, unchecked)


# -- text


def text_report(
    checked: Checked,
    *,
    strict: bool = False,
    everything: bool = False,
    colour: bool = False,
    preview: str = "",
) -> str:
    """The whole report of one file: verdict, errors, warnings, empty fields, preview, what to do next.

    The first and the last line say whether the file may be sent.
    """
    errors = [entry for entry in checked.findings if entry.severity == "error"]
    warnings = [
        entry
        for entry in checked.findings
        if entry.severity == "warning" and entry.code not in _NULLS
    ]
    infos = [entry for entry in checked.findings if entry.severity == "info"]
    nulls = [entry for entry in checked.findings if entry.code in _NULLS]
    lines = [f"{checked.name}：{_verdict(checked, strict)}{_counts(checked)}。"]
    left = len(checked.findings) if everything else MOST
    for group in (errors, warnings, nulls, infos):
        for number, entry in enumerate(group[:left], 1):
            lines += ["", *_finding_lines(entry, number, len(group), checked.text, colour)]
        if len(group) > left:
            title = SEVERITY[group[0].severity]
            lines += ["", f"{title}还有 {len(group) - left} 处没有列出，用 --all 列出全部。"]
        left = max(left - len(group), 0)
    if preview:
        lines += ["", preview]
    lines += ["", f"{_verdict(checked, strict)}{_counts(checked)}：{_advice(checked, strict)}"]
    return "\n".join(lines)


def _verdict(checked: Checked, strict: bool) -> str:
    return "可以报送" if checked.sendable(strict) else "不能报送"


def _counts(checked: Checked) -> str:
    return (
        f"（错误 {checked.count('error')} 处，警告 {checked.count('warning')} 处，"
        f"未填报 {checked.empty} 项）"
    )


def _advice(checked: Checked, strict: bool) -> str:
    if checked.unchecked:
        return f"请先改正以上 {checked.count('error')} 处错误，再检查一次；勾稽关系等其余内容尚未检查。"
    if checked.count("error"):
        return f"请改正以上 {checked.count('error')} 处错误，再检查一次。"
    if not checked.sendable(strict):
        return "按 --strict 的要求，警告和未填报也须先处理。"
    if checked.count("warning") or checked.empty:
        return "没有错误。警告请逐条核对，情况属实的在 explanations 中写明原因；未填报的指标得 0 分，请尽量补报。"
    return "没有发现问题，可以直接报送。"


def _finding_lines(entry: Finding, number: int, total: int, text: str, colour: bool) -> list[str]:
    """A finding with its place, the line of the file with a caret, the message and what to do."""
    name = "未填报" if entry.code in _NULLS else SEVERITY[entry.severity]
    head = f"{name} {number}/{total}"
    if colour:
        head = f"\033[{_COLOURS[entry.severity]};1m{head}\033[0m"
    place = f"　第 {entry.line} 行第 {entry.column} 列" if entry.line is not None else ""
    where = f"　{entry.pointer}" if entry.pointer else ""
    same = f"　同类共 {entry.count} 处，这是第一处" if entry.count > 1 else ""
    lines = [f"{head}{place}{where}{same}"]
    if entry.line is not None and entry.severity == "error":
        lines += _source_line(text, entry.line, entry.column or 1)
    lines.append(f"  {entry.message}")
    if entry.hint:
        lines.append(f"  {entry.hint}")
    if entry.explained:
        lines.append(f"  区市已说明：{entry.explained}")
    return lines


_WINDOW = 60


def _source_line(text: str, line: int, column: int) -> list[str]:
    """The line a finding stands on, cut around its place, with a caret below."""
    from evaluator.submission.shown import visible

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
                "errors": checked.count("error"),
                "warnings": checked.count("warning"),
                "empty": checked.empty,
                "findings": [finding_json(entry) for entry in checked.findings],
            }
            for checked in files
        ],
    }


def finding_json(entry: Finding) -> dict[str, Any]:
    """A finding as an object; its keys are those of `Finding`."""
    return asdict(entry)


_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def sarif(files: Sequence[Checked]) -> dict[str, Any]:
    """The findings as a SARIF 2.1.0 log, for code-scanning tools."""
    codes = sorted({entry.code for checked in files for entry in checked.findings})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": MESSAGES[code][1]},
            "defaultConfiguration": {"level": _LEVELS[MESSAGES[code][0]]},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": entry.code,
            "ruleIndex": codes.index(entry.code),
            "level": _LEVELS[entry.severity],
            "message": {"text": f"{entry.message}{entry.hint}"},
            "locations": [_location(checked.name, entry)],
            "occurrenceCount": entry.count,
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


def _location(name: str, entry: Finding) -> dict[str, Any]:
    from urllib.parse import quote

    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(name)}}
    if entry.line is not None:
        physical["region"] = {"startLine": entry.line, "startColumn": entry.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if entry.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": entry.pointer}]
    return location


_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


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
        lines.append(
            f"::{_COMMANDS[entry.severity]} {place}::{escaped(entry.message + entry.hint)}"
        )
    return "\n".join(lines)


def dumps(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
