"""Rates so far from what earns full marks that a digit too many or too few is as likely as the truth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from evaluator.formula.syntax import BinaryNode
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.methods import Checklist, Rating
from evaluator.rubric.model import Indicator
from evaluator.rubric.units import limit_text, value_text
from evaluator.submission.findings import Finding, finding
from evaluator.submission.model import Submission, cell_text, field_pointer
from evaluator.submission.outcomes import IndicatorOutcome

FAR = 5
"""Times by which a rate is less or more than the full-marks standard; a slip by one digit moves it tenfold."""


class _Rate(NamedTuple):
    """A rate that is far off, in words, with the district fields that it is computed from."""

    told: str
    keys: tuple[str, ...]


def far_off(
    rubric: Rubric,
    submission: Submission,
    outcomes: Mapping[str, IndicatorOutcome],
    before: Iterable[Finding],
) -> Iterator[Finding]:
    """Quotients of district figures that are far from their standard, once for all that share a figure.

    Nothing about figures that one of the findings `before` doubts already. A rate of zero is a plain
    statement: no digit makes it.
    """
    doubted = {
        pointer
        for entry in before
        if entry.severity != "info"
        for pointer in (entry.pointer, *entry.related)
    }
    rates = [
        rate
        for indicator in rubric.content.indicators
        if (rate := _far(rubric, indicator, outcomes.get(indicator.id)))
        and doubted.isdisjoint(field_pointer(rubric, key) for key in rate.keys)
    ]
    while rates:
        keys = [key for rate in rates for key in dict.fromkeys(rate.keys)]
        shared = max(keys, key=keys.count)
        together = [rate for rate in rates if shared in rate.keys]
        rates = [rate for rate in rates if shared not in rate.keys]
        yield _told(rubric, submission, shared, together)


def _far(rubric: Rubric, indicator: Indicator, value: IndicatorOutcome | None) -> _Rate | None:
    """An indicator's rate, if it is a quotient of district figures and far from its standard."""
    formula, score = rubric.values.get(indicator.id), indicator.score
    if formula is None or indicator.unit != "percent" or isinstance(score, Checklist | Rating):
        return None
    quotient = isinstance(formula.node, BinaryNode) and formula.node.operator == "/"
    if not quotient or not rubric.content.fields.keys() >= {*formula.sources}:
        return None
    standard = next(step.value for step in score.steps() if step.share == 1)
    if not isinstance(value, int | Fraction) or value <= 0 or standard <= 0:
        return None
    limits = (standard / FAR, standard * FAR)
    if limits[0] <= value <= limits[1]:
        return None
    found, wanted = value_text(value, "percent", limits), limit_text(standard, "percent")
    low = value < standard
    how = f"不到满分标准（{wanted}）的 1/{FAR}" if low else f"超过满分标准（{wanted}）的 {FAR} 倍"
    told = f"指标 {indicator.id}（{indicator.title}）为 {found}，{how}"
    return _Rate(told, formula.field_names)


def _told(rubric: Rubric, submission: Submission, shared: str, rates: list[_Rate]) -> Finding:
    """The finding about rates that have a figure in common, or about one."""
    fields = rubric.content.fields
    keys = [shared] if len(rates) > 1 else [*rates[0].keys]
    figures = "、".join(
        f"「{fields[key].title}」{cell_text(submission.fields[key], fields[key])} {fields[key].unit}"
        for key in keys
    )
    others = dict.fromkeys(key for rate in rates for key in rate.keys if key != keys[0])
    return finding(
        "rate-far-off",
        field_pointer(rubric, keys[0]),
        related=tuple(field_pointer(rubric, key) for key in others),
        title=fields[keys[0]].title,
        found="；".join(rate.told for rate in rates),
        expected=figures,
    )
