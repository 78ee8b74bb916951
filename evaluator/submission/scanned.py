"""What the position pass gives, and how much of a text it reads at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from evaluator.submission.findings import Finding
from evaluator.submission.places import Lines, Path, nearest

MAX_DEPTH = 64
MAX_FINDINGS = 10_000
"""Findings after which the pass ends: a file that has more is no submission with slips."""
MAX_VALUES = 200_000
"""Values after which the pass ends: forty times as many as the largest submission has."""


class Broken:
    """Stands for a value that could not be read; what is wrong with it has been said already."""


BROKEN = Broken()
Scanned = None | bool | int | str | Decimal | list["Scanned"] | dict[str, "Scanned"] | Broken


@dataclass
class Scan:
    """What a scan found: the data as far as it could be read, offsets by path, and syntax findings.

    `unreadable`: the raw text of each value that is no JSON (its data is BROKEN), for whoever knows
    what the value should be.
    """

    text: str
    data: Scanned = None
    values: dict[Path, int] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column from 1, counted in characters; LF, CRLF and CR end a line."""
        return self.lines.place(offset)

    def place(self, path: Path) -> tuple[int, int] | None:
        """Where the value of a path stands, or its nearest container that is there."""
        offset = nearest(self.values, path)
        return None if offset is None else self.line_column(offset)
