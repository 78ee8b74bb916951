"""Data with mistakes, made ready for the checks that do not touch them: what is unsound counts as not known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Table
from evaluator.submission.blank import says_nothing
from evaluator.submission.places import Path

LISTS = {
    "not_applicable": ("indicator", "reason"),
    "stated": ("indicator", "value", "source"),
    "explanations": ("field", "text"),
    "evidence": ("id", "title", "document_no", "sha256", "indicators"),
}
"""The lists of a submission with the keys of their entries."""
_TEXTS: dict[str, tuple[str, ...]] = {
    "district": ("code", "name", "kind"),
    "prepared_by": ("unit",),
}


@dataclass(frozen=True)
class Holed:
    """Data of a submission's form, null where the file's own are unsound.

    `unknown` names the fields, columns, tables and lists of which something is not known, not the lists
    of which only some entries are; an entry of a list and a record keep their place.
    """

    data: dict[str, Any]
    unknown: frozenset[str] = frozenset()

    @property
    def claims(self) -> tuple[str | None, ...]:
        """The indicators of the entries of `not_applicable`, in their places; None where not known."""
        if "not_applicable" in self.unknown:
            return (None,)
        return tuple(entry["indicator"] for entry in self.data.get("not_applicable", ()))

    def entries(self) -> dict[str, Any]:
        """The data as a submission is built of: texts are empty where not known.

        Explanations that are not known or say nothing are left out.
        """
        texts = {
            home: {key: self.data[home][key] or "" for key in keys} for home, keys in _TEXTS.items()
        }
        lists = {
            title: [
                {key: value or "" for key, value in entry.items()} for entry in self.data[title]
            ]
            for title in LISTS
            if title in self.data
        }
        if "explanations" in lists:
            lists["explanations"] = [
                said
                for said in lists["explanations"]
                if all(said.values()) and not says_nothing(said["text"])
            ]
        return {**self.data, **texts, "prepared_on": self.data["prepared_on"] or "", **lists}


def holed(rubric: Rubric, data: Any, unsound: Collection[Path]) -> Holed:
    """The sound part of some data that the schema may have rejected at the paths given."""
    part = _Sound(data, frozenset(_cell(rubric, path) for path in unsound))
    unknown: set[str] = set()
    groups: dict[str, dict[str, Any]] = {group: {} for group in rubric.content.groups}
    for key, entry in rubric.content.fields.items():
        path = ("data", entry.group or "", key)
        groups[entry.group or ""][key] = part.at(*path)
        if part.lost(path):
            unknown.add(key)
    tables = {}
    for title, table in rubric.content.tables.items():
        tables[title], lost = _records(part, title, table)
        unknown |= lost
    lists = {}
    for title, keys in LISTS.items():
        lists[title] = [
            {key: part.at(title, place, key) for key in keys} for place in range(part.length(title))
        ]
        if part.lost((title,)):
            unknown.add(title)
    made = {
        **{home: {key: part.at(home, key) for key in keys} for home, keys in _TEXTS.items()},
        "year": rubric.content.year,
        "prepared_on": part.at("prepared_on"),
        "data": groups,
        **tables,
        **lists,
    }
    return Holed(made, frozenset(unknown))


@dataclass(frozen=True)
class _Sound:
    """Data and the paths of what is unsound in them."""

    data: Any
    cells: frozenset[Path]

    def lost(self, path: Path) -> bool:
        """Whether a value is unsound or lies in something that is."""
        return any(path[:length] in self.cells for length in range(len(path) + 1))

    def at(self, *path: str | int) -> Any:
        """The value of a path; None where it is unsound or absent."""
        if self.lost(path):
            return None
        here = self.data
        for part in path:
            if isinstance(here, dict) and isinstance(part, str):
                here = here.get(part)
            elif isinstance(here, list) and isinstance(part, int):
                here = here[part]
            else:
                return None
        return here

    def length(self, title: str) -> int:
        entries = self.at(title)
        return len(entries) if isinstance(entries, list) else 0


def _records(part: _Sound, title: str, table: Table) -> tuple[list[dict[str, Any]], set[str]]:
    """The records of a table, and the names of columns of which something is not known.

    A record that has lost its name or key goes by its place.
    """
    if not isinstance(part.at(title), list):
        return [], {title, *table.fields}
    touched = {path[1] for path in part.cells if len(path) > 1 and path[0] == title}
    records: list[dict[str, Any]] = []
    unknown: set[str] = set()
    for place, row in enumerate(part.at(title)):
        if place not in touched:
            records.append({key: row[key] for key in table.fields})
            continue
        record = {key: part.at(title, place, key) for key in table.fields}
        lost = {key for key in record if part.lost((title, place, key))}
        record |= dict.fromkeys(lost & {*table.key, table.label}, nameless(place))
        records.append(record)
        unknown |= lost
    return records, unknown


def nameless(place: int) -> str:
    """What a record goes by that has lost its name or key."""
    return f"第 {place + 1} 条"


def _cell(rubric: Rubric, path: Path) -> Path:
    """The value that a check would use and an unsound path lies in: a field, a cell of a record or entry."""
    deep = path[:1] == ("data",) or (path and path[0] in {*rubric.content.tables, *LISTS})
    return path[: 3 if deep else 2]
