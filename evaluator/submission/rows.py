"""Rows of a table that are no records: its headings, its totals and empty ones, pasted along with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Table
from evaluator.submission.findings import Finding, finding, path_of, pointer_of
from evaluator.submission.shown import short

_TOTALS = re.compile(r".*(?:合计|总计|小计|共计|平均|均值)[数值]?:?", re.S)


@dataclass(frozen=True)
class Records:
    """Data without the rows that are no records, with a finding for each.

    `kept`: the places in the file of the records that are left, by table, where rows were taken out.
    """

    data: dict[str, Any]
    findings: tuple[Finding, ...] = ()
    kept: Mapping[str, list[int]] = field(default_factory=dict)

    def in_file(self, entry: Finding) -> Finding:
        """A finding about the data that are left, with the places that its records have in the file."""
        related = tuple(map(self._in_file, entry.related))
        return replace(entry, pointer=self._in_file(entry.pointer), related=related)

    def _in_file(self, pointer: str) -> str:
        title, *rest = path_of(pointer) or ("",)
        if title not in self.kept or not rest or not rest[0].isdecimal():
            return pointer
        return pointer_of((title, self.kept[title][int(rest[0])], *rest[1:]))


def records_only(rubric: Rubric, data: dict[str, Any]) -> Records:
    """Take the rows out of the tables that are empty, or whose name or key is the column's heading or says 合计."""
    findings: list[Finding] = []
    kept: dict[str, list[int]] = {}
    for title, table in rubric.content.tables.items():
        rows = data.get(title)
        if not isinstance(rows, list):
            continue
        told = {place: code for place, row in enumerate(rows) if (code := _no_record(table, row))}
        if told:
            kept[title] = [place for place in range(len(rows)) if place not in told]
            data = {**data, title: [rows[place] for place in kept[title]]}
        for place, code in told.items():
            called = rows[place].get(table.label)
            findings.append(finding(code, pointer_of((title, place)), found=short(str(called))))
    return Records(data, tuple(findings), kept)


def _no_record(table: Table, row: Any) -> str:
    """The code of the finding about a row that is no record; empty for a record."""
    if not isinstance(row, dict):
        return ""
    if row and all(value in (None, "") for value in row.values()):
        return "row-empty"
    for key in (table.label, table.key[0]):
        value = row.get(key)
        if not isinstance(value, str):
            continue
        text = "".join(unicodedata.normalize("NFKC", value).split())
        if text in (key, table.fields[key].title):
            return "row-of-headings"
        if _TOTALS.fullmatch(text):
            return "row-of-totals"
    return ""
