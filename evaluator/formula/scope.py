"""What a formula may name, and the reported values it is computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from evaluator.formula.functions import Kind, Signature
from evaluator.formula.values import Cell, Outcome, Record, Records, Result


@dataclass(frozen=True)
class Names:
    """The names a formula may use: district fields, record tables, and look-ups only rules may call."""

    fields: Mapping[str, Kind]
    tables: Mapping[str, Mapping[str, Kind]] = field(default_factory=dict)
    lookups: Mapping[str, Signature] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """The records of one table, and how one of them is named in words."""

    records: Records
    name_of: Callable[[Record], str] = str

    def of(self, places: Places) -> Table:
        """The table with some of its records."""
        return Table([self.records[place] for place in places], self.name_of)


@dataclass(frozen=True)
class Chosen:
    """The records for which a condition holds, and the outcomes of those for which it cannot be told."""

    records: Records
    outcomes: Sequence[Outcome]


@dataclass(frozen=True)
class Scope:
    """The reported values that a formula is computed from.

    `memo` keeps what has been computed over whole tables: validation, scoring and explanation ask
    for the same shares and 差异系数, and a scope never changes. Its keys are the calls' texts.
    `chosen` keeps the records that a table's condition selects, by table and condition: each of a
    district's 差异系数 is taken over the same ones. `groups`: see `places_by`.
    """

    fields: Mapping[str, Cell]
    tables: Mapping[str, Table] = field(default_factory=dict)
    lookups: Mapping[str, Callable[..., Result]] = field(default_factory=dict)
    memo: dict[str, Result] = field(default_factory=dict, compare=False, repr=False)
    chosen: dict[tuple[str, str], Chosen] = field(default_factory=dict, compare=False, repr=False)
    groups: dict[tuple[str, str], list[Places]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def places_by(self, title: str, column: str) -> list[Places]:
        """The places of a table's records, those together that have the same in a column."""
        key = (title, column)
        if key not in self.groups:
            places: dict[Cell, list[int]] = {}
            for place, record in enumerate(self.tables[title].records):
                places.setdefault(record[column], []).append(place)
            self.groups[key] = [*places.values()]
        return self.groups[key]

    def of(self, title: str, places: Places) -> Scope:
        """The same with some records of a table alone."""
        return Scope(self.fields, {**self.tables, title: self.tables[title].of(places)})


Places = Sequence[int]
"""Records of a table, by their places in it."""

Run = Callable[[Scope, Record | None], Result]
"""A compiled node: computes its result from a scope, and the record it speaks of, if any."""
