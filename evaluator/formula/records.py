"""Functions over the records of a table: which are selected, and what is computed from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from evaluator.formula.closures import OUTCOMES
from evaluator.formula.functions import cv, mean
from evaluator.formula.scope import Chosen, Scope, Table
from evaluator.formula.steps import Column, Columns, Step
from evaluator.formula.syntax import CallNode
from evaluator.formula.values import (
    Missing,
    Number,
    Outcome,
    Record,
    Records,
    Result,
    Root,
    ZeroDenominator,
    as_number,
    merge,
)


@dataclass(frozen=True)
class Selection:
    """What a function over records looks at; `judged` lets a record with an outcome fail by itself.

    `condition` stands for `where`: the same for the same condition, wherever it is written.
    """

    table: str
    condition: str
    where: Step | None
    weight: Step
    operand: Step
    judged: bool

    def gather(self, scope: Scope) -> tuple[Column, Column] | Missing | ZeroDenominator:
        """The selected records' values and weights, or the outcome of any of them."""
        table = scope.tables[self.table]
        chosen = self.chosen(scope, table)
        records = chosen.records
        columns = Columns(scope, records)
        values, weights = columns.of(self.operand), columns.of(self.weight)
        if not chosen.outcomes and not columns.special:
            return values, weights
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
        return merge(*outcomes) if outcomes else (_numbers(values), _numbers(weights))

    def chosen(self, scope: Scope, table: Table) -> Chosen:
        """The records that the condition selects, asked once for each scope."""
        if self.where is None:
            return Chosen(table.records, ())
        key = (self.table, self.condition)
        if key not in scope.chosen:
            columns = Columns(scope, table.records)
            answers = columns.of(self.where)
            scope.chosen[key] = Chosen(
                [
                    record
                    for record, answer in zip(table.records, answers, strict=True)
                    if answer is True
                ],
                _outcomes(answers, table, table.records) if columns.special else (),
            )
        return scope.chosen[key]


def _numbers(column: Column) -> Column:
    """The same with each root as a number."""
    return [as_number(value) if isinstance(value, Root) else value for value in column]


def _outcomes(results: Column, table: Table, records: Records) -> list[Outcome]:
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


def aggregated(node: CallNode, selection: Selection) -> Step:
    """The function's value over the selected records, computed once for each scope, or for each group."""
    key = repr(node)

    def run(scope: Scope, record: Record | None) -> Result:
        if key not in scope.memo:
            gathered = selection.gather(scope)
            scope.memo[key] = (
                gathered
                if isinstance(gathered, OUTCOMES)
                else _aggregate(node.function, selection.table, *gathered)
            )
        return scope.memo[key]

    def column(columns: Columns) -> Column:
        scope, groups, title = columns.scope, columns.groups, selection.table
        if groups is None or title != columns.title:
            return [run(scope, None)] * len(columns)
        of_all = Columns(scope, columns.records)
        values, weights = of_all.of(selection.operand), of_all.of(selection.weight)
        if selection.where is not None:
            answers = of_all.of(selection.where)
            groups = [[place for place in group if answers[place] is True] for group in groups]
        if of_all.special:
            return [run(scope.of(title, group), None) for group in columns.groups or ()]
        return [
            _aggregate(
                node.function, title, [values[at] for at in group], [weights[at] for at in group]
            )
            for group in groups
        ]

    return Step(run, column)


def _aggregate(function: str, table: str, values: Sequence[Any], weights: Sequence[Any]) -> Result:
    """`values` and `weights`: numbers, or truths that count 1 and 0."""
    match function:
        case "count":
            return len(values)
        case "sum":
            total: Number = sum(values)
            return total
        case "mean" | "share":
            return mean(values, weights, table)
        case _:
            return cv(values, weights, table)
