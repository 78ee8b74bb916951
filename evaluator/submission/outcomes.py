"""The value of every indicator from the reported data, before any points are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluator.formula.run import Formula
from evaluator.formula.scope import Scope
from evaluator.formula.values import Missing, Number, Result, Root, ZeroDenominator
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.methods import Checklist, Rating
from evaluator.rubric.model import Indicator


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """不适用: the fields and tables whose data decided it; inside a record, its name and the field's."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pending:
    """待评定: a rating that no verification file has given yet."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A checklist's parts, judged one by one; an outcome counts as not met."""

    results: tuple[Result, ...]


IndicatorOutcome = Number | Root | Missing | ZeroDenominator | NotApplicable | Pending | Parts


def indicator_outcome(rubric: Rubric, indicator: Indicator, scope: Scope) -> IndicatorOutcome:
    """An indicator's exact value, its checklist's parts, or the outcome in its place.

    `applies_when` is asked first; a zero denominator makes not applicable only where the rubric says so.
    """
    applies = rubric.applies.get(indicator.id)
    if applies is not None:
        answer = applies.evaluate(scope)
        if isinstance(answer, Missing | ZeroDenominator):
            return answer
        if answer is not True:
            return NotApplicable(applies.sources)
    if isinstance(indicator.score, Rating):
        return Pending()
    if isinstance(indicator.score, Checklist):
        return _parts(rubric.checklists[indicator.id], scope)
    value = rubric.values[indicator.id].evaluate(scope)
    if isinstance(value, ZeroDenominator) and indicator.zero_denominator == "not_applicable":
        return NotApplicable(value.places)
    assert not isinstance(value, bool | str)
    return value


def _parts(formulas: tuple[Formula, ...], scope: Scope) -> Parts | Missing:
    results = tuple(formula.evaluate(scope) for formula in formulas)
    if all(isinstance(result, Missing) for result in results):
        places = (
            place for result in results if isinstance(result, Missing) for place in result.places
        )
        return Missing(tuple(dict.fromkeys(places)))
    return Parts(results)


def all_outcomes(
    rubric: Rubric, scope: Scope, unknown: frozenset[str] = frozenset()
) -> Mapping[str, IndicatorOutcome]:
    """Indicator id → outcome, in the rubric's order, without those that rest on an unknown name."""
    return {
        indicator.id: indicator_outcome(rubric, indicator, scope)
        for indicator in rubric.content.indicators
        if all(unknown.isdisjoint(entry.named) for entry in rubric.formulas_of(indicator.id))
    }


def deciding(rubric: Rubric, indicator: Indicator) -> tuple[str, ...]:
    """The fields and tables that decide whether an indicator applies; none where it always does."""
    applies = rubric.applies.get(indicator.id)
    places = applies.sources if applies else ()
    if indicator.zero_denominator == "not_applicable" and indicator.id in rubric.values:
        places += rubric.values[indicator.id].denominators
    return tuple(dict.fromkeys(places))
