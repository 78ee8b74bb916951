"""One file's findings as they are reported: each of a kind, repeats made one, counted, with the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from evaluator.submission.findings import Finding
from evaluator.submission.grouping import grouped

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


STOPPED = ("json-stopped", "schema-stopped")
"""Findings that say that the checking ended at so many errors."""
ENDING = (*STOPPED, "json-many", "json-depth", "json-key", "json-unclosed")
"""Findings after which nothing more of the file was looked at."""


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
    `causes`: what several of the findings have in common.
    """

    name: str
    findings: tuple[Finding, ...]
    text: str = ""
    unchecked: bool = False
    causes: tuple[Finding, ...] = ()

    def of(self, kind: Kind) -> list[Finding]:
        return [entry for entry in self.findings if kind_of(entry) == kind]

    def count(self, kind: Kind) -> int:
        """How many places of a kind there are; an empty column of a table is one."""
        return sum(1 if kind == "empty" else entry.count for entry in self.of(kind))

    @property
    def empty(self) -> int:
        """How many fields or columns are still 未填报."""
        return self.count("empty")

    @property
    def stopped(self) -> bool:
        """Whether the checking ended at so many errors: then there are more than have been counted."""
        return any(entry.code in STOPPED for entry in self.findings)

    def sendable(self, strict: bool) -> bool:
        """Whether the file may be sent; with `strict` warnings that nobody explained stand in the way too."""
        return not self.count("error") and not (strict and (self.count("warning") or self.empty))


def reported(
    name: str,
    findings: Sequence[Finding],
    text: str,
    everything: bool = False,
    unchecked: bool = False,
    causes: Sequence[Finding] = (),
) -> Checked:
    """The findings in file order, none of them long; repeats are made one unless everything is asked for."""
    ordered = in_file_order(findings)
    told = map(_bounded, ordered if everything else in_file_order(grouped(ordered)))
    shared = map(_bounded, in_file_order(grouped(causes)))
    return Checked(shown_name(name), tuple(told), text, unchecked, tuple(shared))


LONGEST_POINTER = 200
"""Characters of a pointer that are told: what is longer is no key of ours."""


def _bounded(entry: Finding) -> Finding:
    """A finding whose pointers, which hold the file's own keys, are cut where they are too long."""
    if max(map(len, (entry.pointer, *entry.related)), default=0) <= LONGEST_POINTER:
        return entry
    return replace(
        entry,
        pointer=_cut(entry.pointer),
        related=tuple(map(_cut, entry.related)),
        places=tuple(replace(place, pointer=_cut(place.pointer)) for place in entry.places),
    )


def _cut(pointer: str) -> str:
    return pointer if len(pointer) <= LONGEST_POINTER else pointer[:LONGEST_POINTER] + "…"


def shown_name(name: str) -> str:
    """What a file is called to its reader."""
    return "标准输入" if name == "-" else name


def in_file_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader meets them in the file; those of no place stand last."""
    return sorted(
        findings, key=lambda entry: (entry.line is None, entry.line or 0, entry.column or 0)
    )
