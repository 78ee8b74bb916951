"""Functions over the records of a table: which are selected, and what is computed from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.formula.closures import OUTCOMES, number
from evaluator.formula.functions import cv, mean
from evaluator.formula.scope import Chosen, Run, Scope, Table
from evaluator.formula.syntax import CallNode
from evaluator.formula.values import (
    Missing,
    Outcome,
    Record,
    Records,
    Result,
    ZeroDenominator,
    merge,
)


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
        records = chosen.records
        values = _column(self.operand, scope, records)
        weights = _column(self.weight, scope, records)
        if self.judged:
            values = [
                _beyond(value, record) or False if isinstance(value, OUTCOMES) else value
                for value, record in zip(values, records, strict=True)
            ]
        outcomes = [
            *chosen.outcomes,
            *_outcomes(weights, table, records),
            *_outcomes(values, table, records),
        ]
        return merge(*outcomes) if outcomes else (values, weights)

    def chosen(self, scope: Scope, table: Table) -> Chosen:
        """The records that the condition selects, asked once for each scope."""
        if self.where is None:
            return Chosen(table.records, ())
        key = (self.table, self.condition)
        if key not in scope.chosen:
            answers = _column(self.where, scope, table.records)
            scope.chosen[key] = Chosen(
                [
                    record
                    for record, answer in zip(table.records, answers, strict=True)
                    if answer is True
                ],
                _outcomes(answers, table, table.records),
            )
        return scope.chosen[key]


def _column(run: Run | None, scope: Scope, records: Records) -> list[Result]:
    """What is computed for each record; 1 where nothing is."""
    return [1] * len(records) if run is None else [run(scope, record) for record in records]


def _outcomes(results: Sequence[Result], table: Table, records: Records) -> list[Outcome]:
    """The outcomes among the results for records, with the records' names."""
    return [
        _of_record(result, table, record)
        for result, record in zip(results, records, strict=True)
        if isinstance(result, OUTCOMES)
    ]


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
