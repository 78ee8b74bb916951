"""One file's findings as they are reported: each of a kind, repeats made one, counted, with the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from evaluator.submission.findings import Finding
from evaluator.submission.validate import grouped, in_file_order

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


def kind_of(entry: Finding) -> Kind:
    """What a finding is to its reader; a field that is empty stays so however well it is explained."""
    if entry.code in ("null-field", "null-records"):
        return "empty"
    return "explained" if entry.severity == "warning" and entry.explained else entry.severity


@dataclass(frozen=True)
class Checked:
    """One file's findings as they are reported; `text` is the file's own, for showing lines."""

    name: str
    findings: tuple[Finding, ...]
    text: str = ""

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
    name: str, findings: Sequence[Finding], text: str, everything: bool = False
) -> Checked:
    """The findings in file order, repeats made one and cut to `MOST` unless everything is asked for."""
    ordered = in_file_order(findings)
    shown = "标准输入" if name == "-" else name
    return Checked(shown, tuple(ordered if everything else grouped(ordered)), text)
