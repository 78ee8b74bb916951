"""What follows from the scores: problems with their deadlines, data still to be reported, not applicable."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from evaluator.formula.display import number_text
from evaluator.formula.values import Missing
from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import (
    DeadlineCount,
    IndicatorResult,
    MissingEntry,
    NotApplicableEntry,
    ProblemEntry,
)
from evaluator.submission.outcomes import IndicatorOutcome

_FACTS = re.compile("，(?:按本指标的规定)?得")
"""Where a reason passes from what there is to the score that it gives."""


def list_problems(
    rubric: Rubric, results: Sequence[IndicatorResult], on: datetime.date
) -> tuple[ProblemEntry, ...]:
    """Every scored indicator below the limit, in the rubric's order; the missing have a list of their own."""
    rectification = rubric.content.rectification
    found: list[ProblemEntry] = []
    for result in results:
        rate = result.rate
        if result.status != "scored" or rate is None or rate.exact >= rectification.below:
            continue
        days = next(entry.days for entry in rectification.deadlines if rate.exact < entry.below)
        found.append(
            ProblemEntry(
                number=len(found) + 1,
                indicator=result.id,
                title=result.title,
                actual=result.value.text if result.value else _FACTS.split(result.reason)[0],
                standard=result.full_marks_at,
                gap=result.gap,
                lost=result.lost or Decimal(0),
                rate=rate,
                basis="；".join(f"〔{entry.origin}〕{entry.text}" for entry in result.standards),
                departments=result.departments,
                remedy=result.remedy,
                days=days,
                deadline=on + datetime.timedelta(days=days),
            )
        )
    return tuple(found)


def list_deadlines(
    rubric: Rubric, problems: Sequence[ProblemEntry], on: datetime.date
) -> tuple[DeadlineCount, ...]:
    return tuple(
        DeadlineCount(
            days=entry.days,
            deadline=on + datetime.timedelta(days=entry.days),
            below=f"{number_text(entry.below * 100)}%",
            problems=sum(problem.days == entry.days for problem in problems),
        )
        for entry in rubric.content.rectification.deadlines
    )


def plan_deadline(
    rubric: Rubric, problems: Sequence[ProblemEntry], on: datetime.date
) -> datetime.date | None:
    """By when the 整改方案 is to be sent; None without problems."""
    days = rubric.content.rectification.plan_days
    return on + datetime.timedelta(days=days) if problems else None


def list_missing(
    rubric: Rubric,
    results: Iterable[IndicatorResult],
    outcomes: Mapping[str, IndicatorOutcome],
    on: datetime.date,
) -> tuple[MissingEntry, ...]:
    days = rubric.content.rectification.missing_days
    entries = []
    for result in results:
        outcome = outcomes[result.id]
        if isinstance(outcome, Missing):
            entries.append(
                MissingEntry(
                    indicator=result.id,
                    title=result.title,
                    points=result.points,
                    places=outcome.places,
                    departments=result.departments,
                    days=days,
                    deadline=on + datetime.timedelta(days=days),
                )
            )
    return tuple(entries)


def list_not_applicable(
    results: Iterable[IndicatorResult], claimed: Mapping[str, str]
) -> tuple[NotApplicableEntry, ...]:
    """The indicators taken out of the base, with the data it follows from and the district's reason."""
    return tuple(
        NotApplicableEntry(
            indicator=result.id,
            title=result.title,
            points=result.points,
            cause=result.reason.split("，不适用")[0],
            reason=claimed.get(result.id, ""),
        )
        for result in results
        if result.status == "not_applicable"
    )
