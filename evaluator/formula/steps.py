"""A compiled node: how it is run for one record or the district, and over many records or groups at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evaluator.formula.scope import Places, Run, Scope
from evaluator.formula.values import Missing, Record, Records, Result, Root, ZeroDenominator

Column = Sequence[Result]
"""A node's results for records, or for groups of them, in their order."""

Combine = Callable[..., Result]
"""What a node makes of its operands' results."""

_SPECIAL = frozenset((Missing, ZeroDenominator, Root))


@dataclass(slots=True)
class Columns:
    """The columns of steps over the same records, each computed once.

    `groups`: the places of the records that are judged together, of the table `title`; then a column
    has a result for each of them. `special`: the steps with an outcome or an irrational root among
    their results.
    """

    scope: Scope
    records: Records
    title: str = ""
    groups: Sequence[Places] | None = None
    special: set[Step] = field(default_factory=set)
    _known: dict[Step, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.records if self.groups is None else self.groups)

    def of(self, step: Step) -> Column:
        if step not in self._known:
            column = self._known[step] = step.column(self)
            if not _SPECIAL.isdisjoint(map(type, column)):
                self.special.add(step)
        return self._known[step]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """A compiled node; `varies` where its result is another for another record."""

    run: Run
    column: Callable[[Columns], Column]
    varies: bool = True


def fixed(run: Run) -> Step:
    """The same for every record, and so computed once for a column."""
    return Step(run, lambda columns: [run(columns.scope, None)] * len(columns), False)


def constant(value: Result) -> Step:
    return fixed(lambda scope, record: value)


def of_district(name: str) -> Step:
    """A district field; a null is missing."""
    missing = Missing((name,))

    def run(scope: Scope, record: Record | None) -> Result:
        value = scope.fields[name]
        return missing if value is None else value

    return fixed(run)


def of_record(name: str) -> Step:
    """A field of the record; a null is missing."""
    missing = Missing((name,))

    def run(scope: Scope, record: Record | None) -> Result:
        assert record is not None
        value = record[name]
        return missing if value is None else value

    def column(columns: Columns) -> Column:
        return [missing if (value := record[name]) is None else value for record in columns.records]

    return Step(run, column)


def combined(combine: Combine, general: Combine, operands: Sequence[Step]) -> Step:
    """What `combine` makes of plain results, and `general` of those with outcomes or roots among them."""

    any_of = _of_two(combine, general) if len(operands) == 2 else _of_many(combine, general)
    runs = [operand.run for operand in operands]

    def run(scope: Scope, record: Record | None) -> Result:
        return any_of(*[part(scope, record) for part in runs])

    def column(columns: Columns) -> Column:
        parts = [columns.of(operand) for operand in operands]
        return [*map(combine if columns.special.isdisjoint(operands) else any_of, *parts)]

    return Step(run, column) if any(operand.varies for operand in operands) else fixed(run)


def _of_many(combine: Combine, general: Combine) -> Combine:
    def any_of(*results: Result) -> Result:
        return (combine if _SPECIAL.isdisjoint(map(type, results)) else general)(*results)

    return any_of


def _of_two(combine: Combine, general: Combine) -> Combine:
    """The same without a loop, for the most frequent number of operands."""

    def any_of(left: Result, right: Result) -> Result:
        if type(left) in _SPECIAL or type(right) in _SPECIAL:
            return general(left, right)
        return combine(left, right)

    return any_of
