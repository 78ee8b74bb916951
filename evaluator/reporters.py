"""Findings for programs: one result in several forms (json, sarif, github)."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluator import __version__
from evaluator.submission.checked import OF_EMPTY, Checked, Kind, kind_of, what_to_do
from evaluator.submission.findings import Finding, Place
from evaluator.submission.messages import MESSAGES
from evaluator.submission.severity import Severity
from evaluator.submission.shown import CONTROLS, visible


def findings_json(files: Sequence[Checked], strict: bool) -> dict[str, Any]:
    """All files' findings, format findings/1 (see findings.schema.json)."""
    return {
        "format": "findings/1",
        "engine_version": __version__,
        "files": [
            {
                "file": os.fsencode(checked.name).decode(errors="replace"),
                "sendable": checked.sendable(strict),
                "unchecked": checked.unchecked,
                "errors": checked.count("error"),
                "warnings": checked.count("warning"),
                "explained": checked.count("explained"),
                "empty": checked.empty,
                "causes": [finding_json(entry) for entry in checked.causes],
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
    kinds = {_rule_id(entry): entry for checked in files for entry in checked.findings}
    identifiers = sorted(kinds)
    rules = [_rule(identifier, kinds[identifier]) for identifier in identifiers]
    results = [
        {
            "ruleId": _rule_id(entry),
            "ruleIndex": identifiers.index(_rule_id(entry)),
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


_OF_CHECKS = ("check-failed", "check-warned")
"""Findings whose words are those of the rubric's check: each check is a rule of its own."""


def _rule_id(entry: Finding) -> str:
    return entry.check if entry.code in _OF_CHECKS else entry.code


def _rule(identifier: str, entry: Finding) -> dict[str, Any]:
    """The rule that a finding is of."""
    severity, message, _ = MESSAGES[entry.code]
    text = entry.title if entry.code in _OF_CHECKS else _without_values(message)
    return {
        "id": identifier,
        "shortDescription": {"text": text},
        "defaultConfiguration": {"level": _LEVELS[_severity(entry.code, severity)]},
    }


_VALUE = re.compile(r"[“「（]?\{\w*\}[”」）]?")


def _without_values(message: str) -> str:
    """The text of a kind of finding, without the values that are filled in: `「{title}」未填报。`."""
    return _VALUE.sub("…", message).format()


def _location(name: str, entry: Finding | Place) -> dict[str, Any]:
    from urllib.parse import quote

    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(name))}}
    if entry.line is not None:
        physical["region"] = {"startLine": entry.line, "startColumn": entry.column}
    location: dict[str, Any] = {"physicalLocation": physical}
    if entry.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": entry.pointer}]
    return location


def _related(name: str, place: Place) -> dict[str, Any]:
    message = {"message": {"text": place.title}} if place.title else {}
    return {**_location(name, place), **message}


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
        return visible(text)

    lines = []
    for entry in checked.findings:
        place = f"file={escaped(checked.name, ':,')}"
        if entry.line is not None:
            place += f",line={entry.line},col={entry.column}"
        place += f",title={escaped(entry.code, ':,')}"
        kind = kind_of(entry)
        same = f"（同类共 {entry.count:,} 处，这是第一处）" if entry.count > 1 else ""
        told = "".join((entry.message, *what_to_do(entry), same))
        lines.append(f"::{_COMMANDS[kind]} {place}::{escaped(visible(told))}")
    return "\n".join(lines)


def dumps(data: dict[str, Any]) -> str:
    """JSON to be read by people as well: Chinese as it is, control and invisible characters escaped."""
    return _HIDDEN.sub(
        lambda sign: json.dumps(sign[0])[1:-1], json.dumps(data, ensure_ascii=False, indent=1)
    )


_HIDDEN = re.compile(rf"(?!\n){CONTROLS.pattern}")
