"""Data with mistakes, made ready for the checks that do not touch them: what is unsound counts as not known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.places import Path

LISTS = ("not_applicable", "stated", "explanations", "evidence")
_TEXTS: dict[str, tuple[str, ...]] = {
    "district": ("code", "name", "kind"),
    "prepared_by": ("unit",),
}


@dataclass(frozen=True)
class Holed:
    """Data of a submission's form, null where the file's own are unsound.

    `unknown` names the fields, columns, tables and lists of which something is not known; an entry of a
    list or a record keeps its place.
    """

    data: dict[str, Any]
    unknown: frozenset[str] = frozenset()

    def entries(self) -> dict[str, Any]:
        """The data as a submission is built of: texts empty and list entries away where they are not known."""
        lists = {title: self.data[title] for title in LISTS if title in self.unknown}
        known = {
            title: [entry for entry in entries if entry is not None]
            for title, entries in lists.items()
        }
        texts = {
            home: {key: self.data[home][key] or "" for key in keys} for home, keys in _TEXTS.items()
        }
        return {**self.data, **texts, "prepared_on": self.data["prepared_on"] or "", **known}


def holed(rubric: Rubric, data: Any, unsound: Collection[Path]) -> Holed:
    """The sound part of some data that the schema may have rejected at the paths given."""
    content = rubric.content
    cells = {_cell(rubric, path) for path in unsound}
    unknown: set[str] = set()

    def sound(*path: str | int) -> Any:
        """The value of a path; None where it is unsound or absent."""
        here = data
        for number, part in enumerate(path):
            if path[:number] in cells or not isinstance(here, dict | list):
                return None
            if isinstance(part, int) is not isinstance(here, list):
                return None
            if isinstance(here, dict) and part not in here:
                return None
            here = here[part]  # type: ignore[index]
        return None if path in cells else here

    lost = {path for path in cells if path}
    groups: dict[str, dict[str, Any]] = {group: {} for group in content.groups}
    for key, entry in content.fields.items():
        path = ("data", entry.group or "", key)
        groups[entry.group or ""][key] = sound(*path)
        if () in cells or any(path[:length] in lost for length in (1, 2, 3)):
            unknown.add(key)
    tables: dict[str, list[dict[str, Any]]] = {}
    for title, table in content.tables.items():
        rows = sound(title)
        tables[title] = []
        whole = isinstance(rows, list)
        for place in range(len(rows) if whole else 0):
            record = {key: sound(title, place, key) for key in table.fields}
            broken = (title, place) in cells
            gone = {key for key in record if broken or (title, place, key) in cells}
            unknown |= gone
            for key in gone & {*table.key, table.label}:
                record[key] = f"第 {place + 1} 条"
            tables[title].append(record)
        if not whole:
            unknown |= {title, *table.fields}
    lists: dict[str, list[Any]] = {}
    for title in LISTS:
        entries = sound(title)
        lists[title] = [
            sound(title, place) for place in range(len(entries) if isinstance(entries, list) else 0)
        ]
        if None in lists[title] or (isinstance(data, dict) and title in data and entries is None):
            unknown.add(title)
    made = {
        **{home: {key: sound(home, key) for key in keys} for home, keys in _TEXTS.items()},
        "year": content.year,
        "prepared_on": sound("prepared_on"),
        "data": groups,
        **tables,
        **lists,
    }
    return Holed(made, frozenset(unknown))


def _cell(rubric: Rubric, path: Path) -> Path:
    """The value that a check would use and an unsound path lies in: a field, a record's cell, a list's entry."""
    deep = path[:1] == ("data",) or (path and path[0] in rubric.content.tables)
    return path[: 3 if deep else 2]
