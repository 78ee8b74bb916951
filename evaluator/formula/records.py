"""Functions over the records of a table: which are selected, and what is computed from them."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.formula.closures import OUTCOMES, number
from evaluator.formula.functions import cv, mean
from evaluator.formula.scope import Chosen, Run, Scope, Table
from evaluator.formula.syntax import CallNode
from evaluator.formula.values import Missing, Outcome, Record, Result, ZeroDenominator, merge


@dataclass(frozen=True)
class Selection:
    """What a function over records looks at; `judged` lets a record with an outcome fail by itself.

    `condition` stands for `where`: the same for the same condition, wherever it is written.
    """

    table: str
    condition: str
    where: Run | None
    weight: Run | None
    operand: Run | None
    judged: bool

    def gather(self, scope: Scope) -> tuple[list[Result], list[Result]] | Missing | ZeroDenominator:
        """The selected records' values and weights, or the outcome of any of them."""
        table = scope.tables[self.table]
        chosen = self.chosen(scope, table)
        values: list[Result] = []
        weights: list[Result] = []
        outcomes: list[Result] = [*chosen.outcomes]
        for record in chosen.records:
            weight: Result = 1 if self.weight is None else self.weight(scope, record)
            value: Result = 1 if self.operand is None else self.operand(scope, record)
            if self.judged and isinstance(value, OUTCOMES):
                value = _beyond(value, record) or False
            outcomes += [
                _of_record(part, table, record)
                for part in (weight, value)
                if isinstance(part, OUTCOMES)
            ]
            values.append(value)
            weights.append(weight)
        return merge(*outcomes) if outcomes else (values, weights)

    def chosen(self, scope: Scope, table: Table) -> Chosen:
        """The records that the condition selects, asked once for each scope."""
        if self.where is None:
            return Chosen(table.records, ())
        key = (self.table, self.condition)
        if key not in scope.chosen:
            answers = [(record, self.where(scope, record)) for record in table.records]
            scope.chosen[key] = Chosen(
                [record for record, answer in answers if answer is True],
                [
                    _of_record(answer, table, record)
                    for record, answer in answers
                    if isinstance(answer, OUTCOMES)
                ],
            )
        return scope.chosen[key]


def _beyond(outcome: Outcome, record: Record) -> Outcome | None:
    """An outcome's places outside the record, such as a district's field; None where it has only its own."""
    outside = tuple(place for place in outcome.places if place not in record)
    return type(outcome)(outside) if outside else None


def _of_record(outcome: Outcome, table: Table, record: Record) -> Outcome:
    """An outcome with the record's name before its own fields; a district's field is named as it is."""
    name = table.name_of(record)
    return type(outcome)(
        tuple(f"{name}的{place}" if place in record else place for place in outcome.places)
    )


def remembered(node: CallNode, run: Run) -> Run:
    key = repr(node)

    def remembered(scope: Scope, record: Record | None) -> Result:
        if key not in scope.memo:
            scope.memo[key] = run(scope, record)
        return scope.memo[key]

    return remembered


def aggregated(function: str, selection: Selection) -> Run:
    def aggregate(scope: Scope, record: Record | None) -> Result:
        gathered = selection.gather(scope)
        if isinstance(gathered, OUTCOMES):
            return gathered
        values = [number(value) for value in gathered[0]]
        weights = [number(weight) for weight in gathered[1]]
        match function:
            case "count":
                return len(values)
            case "sum":
                return sum(values)
            case "mean" | "share":
                return mean(values, weights, selection.table)
            case _:
                return cv(values, weights, selection.table)

    return aggregate
