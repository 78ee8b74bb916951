"""One file's findings as they are reported: each of a kind, repeats made one, counted, with the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from evaluator.submission.findings import Finding, Place, path_of, place_name

Kind = Literal["error", "warning", "explained", "empty", "info"]
"""What a finding is to its reader: a warning that the district has explained is noted, an empty field counted."""

KINDS: dict[Kind, str] = {
    "error": "错误",
    "warning": "警告",
    "explained": "已说明",
    "empty": "未填报",
    "info": "提示",
}
"""The kinds by name, in the order in which they are listed."""


OF_EMPTY = ("null-field", "null-records")
"""Findings about what is 未填报: to be reported if possible, neither an error nor a warning."""


def kind_of(entry: Finding) -> Kind:
    """What a finding is to its reader; a field that is empty stays so however well it is explained."""
    if entry.code in OF_EMPTY:
        return "empty"
    return "explained" if entry.severity == "warning" and entry.explained else entry.severity


def what_to_do(entry: Finding) -> list[str]:
    """The advice, or the district's explanation in its place; an empty field costs points all the same."""
    said = [f"区市说明：{entry.explained}"] if entry.explained else []
    advice = [entry.hint] if entry.hint and kind_of(entry) != "explained" else []
    return [*advice, *said]


@dataclass(frozen=True)
class Checked:
    """One file's findings as they are reported; `text` is the file's own, for showing lines.

    `unchecked`: so much is wrong that the relations between the data have not been checked.
    """

    name: str
    findings: tuple[Finding, ...]
    text: str = ""
    unchecked: bool = False

    def of(self, kind: Kind) -> list[Finding]:
        return [entry for entry in self.findings if kind_of(entry) == kind]

    def count(self, kind: Kind) -> int:
        """How many places of a kind there are; an empty column of a table is one."""
        return sum(1 if kind == "empty" else entry.count for entry in self.of(kind))

    @property
    def empty(self) -> int:
        """How many fields or columns are still 未填报."""
        return self.count("empty")

    def sendable(self, strict: bool) -> bool:
        """Whether the file may be sent; with `strict` warnings that nobody explained stand in the way too."""
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
    return Checked(
        shown_name(name), tuple(ordered if everything else grouped(ordered)), text, unchecked
    )


def shown_name(name: str) -> str:
    """What a file is called to its reader."""
    return "标准输入" if name == "-" else name


def in_file_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader meets them in the file; those of no place stand last."""
    return sorted(
        findings, key=lambda entry: (entry.line is None, entry.line or 0, entry.column or 0)
    )


_LISTS = ("stated", "not_applicable", "explanations", "evidence")
"""Lists whose entries are about different things; all others are tables of like records."""
_OF_KEYS = ("schema-required", "schema-unknown", "schema-typo", "schema-misplaced")


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those that repeat over a table's records made one, with their count."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for place, entry in enumerate(findings):
        path = path_of(entry.pointer)
        key: tuple[str, ...] = (str(place),)
        if len(path) >= 2 and path[1].isdigit() and path[0] not in _LISTS:
            about = entry.found if entry.code in _OF_KEYS else ""
            key = (entry.code, entry.check, about, path[0], *path[2:])
        groups.setdefault(key, []).append(entry)
    return [_one_of(group) if len(group) > 1 else group[0] for group in groups.values()]


def _one_of(group: list[Finding]) -> Finding:
    """The first of like findings, with their count and the places of the next few."""
    first, *others = group
    next_few = others[:4]
    return replace(
        first,
        count=len(group),
        related=(*first.related, *(entry.pointer for entry in next_few)),
        places=(
            *first.places,
            *(
                Place(entry.pointer, place_name(_numbered(entry.pointer)), entry.line, entry.column)
                for entry in next_few
                if entry.line is not None and entry.column is not None
            ),
        ),
    )


def _numbered(pointer: str) -> tuple[str | int, ...]:
    """A pointer into a table as a path."""
    return tuple(int(part) if part.isdigit() else part for part in path_of(pointer))
