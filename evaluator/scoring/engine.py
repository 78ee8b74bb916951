"""`evaluate`: rubric + submission → Evaluation. Pure: no I/O, no clock, no locale."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypedDict

from evaluator import __version__
from evaluator.formula.display import half_up, number_text, rounded
from evaluator.formula.values import Cell
from evaluator.rubric.compiled import Rubric
from evaluator.scoring.indicators import rate_of, score_indicator
from evaluator.scoring.lists import (
    list_deadlines,
    list_missing,
    list_not_applicable,
    list_problems,
    plan_deadline,
)
from evaluator.scoring.result import (
    Bonus,
    ChapterTally,
    District,
    Evaluation,
    EvidenceItem,
    Explanation,
    FieldValue,
    GradeBand,
    IndicatorResult,
    ItemTally,
    Note,
    Overall,
    Provenance,
    Rate,
    RubricReference,
    RuleResult,
    TableSummary,
    exact_text,
)
from evaluator.scoring.rules import (
    Known,
    final_grade,
    grade_by_rate,
    judge_prompts,
    judge_rules,
)
from evaluator.submission.findings import Finding, path_of
from evaluator.submission.model import Submission, cell_text
from evaluator.submission.outcomes import all_outcomes


def evaluate(
    rubric: Rubric,
    submission: Submission,
    *,
    on: datetime.date,
    findings: Sequence[Finding] = (),
) -> Evaluation:
    """Score a valid submission on the date `on`, from which deadlines run.

    `findings`: what validation said about it (no errors); warnings are kept as notes, without lines.
    """
    content = rubric.content
    scope = submission.scope
    outcomes = all_outcomes(rubric, scope)
    limits = _rate_limits(rubric)
    results = {
        indicator.id: score_indicator(
            rubric,
            indicator,
            outcomes[indicator.id],
            scope,
            submission.not_applicable.get(indicator.id, ""),
            limits,
        )
        for indicator in content.indicators
    }
    base = [result for result in results.values() if not result.bonus]
    tally = _tally(rubric, base, limits)
    by_rate = grade_by_rate(rubric, base, tally["rate"])
    known = Known(rubric, scope, outcomes, results, by_rate)
    rules = judge_rules(known)
    problems = list_problems(rubric, base, on)
    overall = _overall(rubric, base, tally, by_rate, rules, len(problems))
    states = {rule.id: rule.state for rule in rules}
    prompts = judge_prompts(replace(known, grade=overall.grade, states=states))
    return Evaluation(
        district=District(code=submission.code, name=submission.name, kind=submission.kind),
        year=submission.year,
        prepared_by=submission.unit,
        prepared_on=datetime.date.fromisoformat(submission.prepared_on),
        provenance=Provenance(
            rubric=RubricReference(
                id=content.id,
                version=content.version,
                title=content.title,
                plan=content.plan.title,
                issuer=content.issuer,
                points_basis=content.points_basis,
                sha256=rubric.digest,
            ),
            submission_content_sha256=submission.content_sha256,
            submission_file_sha256=submission.file_sha256,
            engine="evaluate",
            engine_version=__version__,
            date=on,
        ),
        grades=_bands(rubric),
        overall=overall,
        bonus=_bonus(rubric, results.values()),
        chapters=tuple(
            ChapterTally(
                id=chapter.id,
                title=chapter.title,
                **_tally(rubric, [entry for entry in base if entry.chapter == chapter.id], limits),
            )
            for chapter in content.chapters
        ),
        items=tuple(
            ItemTally(
                id=item.id,
                chapter=item.chapter,
                heading=item.heading,
                scored=item.scored,
                reason=item.reason or "",
                **_tally(rubric, [entry for entry in base if entry.item == item.id], limits),
            )
            for item in content.plan.items
        ),
        indicators=tuple(results.values()),
        rules=rules,
        prompts=prompts,
        problems=problems,
        problem_limit=f"{number_text(content.rectification.below * 100)}%",
        plan_deadline=plan_deadline(rubric, problems, on),
        deadlines=list_deadlines(rubric, problems, on),
        missing=list_missing(rubric, results.values(), outcomes, on),
        not_applicable=list_not_applicable(results.values(), submission.not_applicable),
        notes=tuple(
            Note(
                code=entry.code,
                check=entry.check,
                severity=entry.severity,
                pointer=entry.pointer,
                message=entry.message,
                hint=entry.hint,
                explained=entry.explained,
                indicators=_concerned(rubric, entry),
            )
            for entry in findings
        ),
        explanations=tuple(_explanations(rubric, submission, findings)),
        fields=tuple(_field_values(rubric, submission)),
        tables=tuple(
            TableSummary(title=content.tables[title].title, records=len(records))
            for title, records in submission.tables.items()
        ),
        evidence=tuple(
            EvidenceItem(
                id=entry.id,
                title=entry.title,
                document_no=entry.document_no,
                sha256=entry.sha256,
                indicators=entry.indicators,
            )
            for entry in submission.evidence
        ),
    )


def _explanations(
    rubric: Rubric, submission: Submission, findings: Iterable[Finding]
) -> Iterator[Explanation]:
    """Every explanation of the district, and whether a finding carries it."""
    content = rubric.content
    titles = {key: field.title for key, field in content.fields.items()}
    for table in content.tables.values():
        titles |= {key: field.title for key, field in table.fields.items()}
    attached = {key for entry in findings for key in entry.explained_by}
    for key, text in submission.explanations.items():
        yield Explanation(
            field=key, title=titles.get(key, key), text=text, attached=key in attached
        )


class TallyParts(TypedDict):
    """The fields that every `Tally` has."""

    points: Decimal
    applicable_points: Decimal
    self_score: Decimal
    rate: Rate | None


def _rate_limits(rubric: Rubric) -> list[Fraction]:
    """The score rates that decide anything: grades and deadlines."""
    limits = [grade.at_least for grade in rubric.content.grades]
    limits += [deadline.below for deadline in rubric.content.rectification.deadlines]
    return [*limits, rubric.content.rectification.below]


def _tally(
    rubric: Rubric, results: Sequence[IndicatorResult], limits: Sequence[Fraction]
) -> TallyParts:
    """Points, applicable points, score and rate of a group; nothing applicable has no rate."""
    digits = rubric.content.score_digits
    zero = half_up(0, digits)
    counted = [result for result in results if result.status in ("scored", "missing")]
    applicable = sum((result.points for result in counted), zero)
    score = sum((result.self_score or zero for result in counted), zero)
    return {
        "points": sum((result.points for result in results), zero),
        "applicable_points": applicable,
        "self_score": score,
        "rate": rate_of(score, applicable, limits) if applicable else None,
    }


def _overall(
    rubric: Rubric,
    results: Sequence[IndicatorResult],
    tally: TallyParts,
    by_rate: str,
    rules: Sequence[RuleResult],
    problems: int,
) -> Overall:
    content = rubric.content
    rate = tally["rate"]
    graded = by_rate != content.ungraded
    lacking = f"适用分值不足满分的{number_text(content.graded_from * 100)}%，{content.ungraded}"
    grade, path = final_grade(rubric, by_rate, rules) if graded else (by_rate, (lacking,))
    status = [entry.status for entry in results]
    return Overall(
        **tally,
        scaled_score=None if rate is None else _scaled(rubric, rate),
        grade_by_rate=by_rate,
        grade=grade,
        grade_path=path,
        graded=graded,
        indicators=len(results),
        scored_indicators=status.count("scored"),
        full_marks=sum(entry.rate is not None and entry.rate.exact == 1 for entry in results),
        missing_indicators=status.count("missing"),
        not_applicable_indicators=status.count("not_applicable"),
        pending_indicators=status.count("pending"),
        problems=problems,
    )


def _scaled(rubric: Rubric, rate: Rate) -> Decimal:
    """The total scaled to the full mark, with decimals enough to stay on its side of every grade."""
    content = rubric.content
    limits = [grade.at_least * content.points for grade in content.grades]
    return rounded(rate.exact * content.points, content.score_digits, [*limits, content.points])


def _bands(rubric: Rubric) -> tuple[GradeBand, ...]:
    """The grades with their half-open bands in words."""
    bands = []
    upper: str | None = None
    for grade in rubric.content.grades:
        lower = f"{number_text(grade.at_least * 100)}%"
        text = f"{lower}及以上" if upper is None else f"{lower}及以上、不足{upper}"
        if grade.at_least == 0:
            text = f"不足{upper}"
        bands.append(GradeBand(name=grade.name, at_least=grade.at_least, text=text))
        upper = lower
    return tuple(bands)


def _bonus(rubric: Rubric, results: Iterable[IndicatorResult]) -> Bonus | None:
    if rubric.content.bonus is None:
        return None
    digits = rubric.content.score_digits
    most = half_up(rubric.content.bonus.at_most, digits)
    won = sum(
        (entry.self_score or Decimal(0) for entry in results if entry.bonus), half_up(0, digits)
    )
    return Bonus(at_most=most, self_score=min(most, won))


def _field_values(rubric: Rubric, submission: Submission) -> Iterable[FieldValue]:
    for key, entry in rubric.content.fields.items():
        yield FieldValue(
            key=key,
            title=entry.title,
            group=entry.group or "",
            unit=entry.unit or "",
            department=entry.department,
            period=entry.period,
            city_register=entry.source == "city",
            reported=submission.documents.get(key) or cell_text(submission.fields[key], entry),
            exact=_exact(submission.fields[key]),
        )


def _exact(cell: Cell) -> str | None:
    """A reported number as "p/q"; other cells have no exact text of their own."""
    if isinstance(cell, bool) or not isinstance(cell, int | Fraction):
        return None
    return exact_text(cell)


def _concerned(rubric: Rubric, entry: Finding) -> tuple[str, ...]:
    """The indicators computed from the fields that a finding is about."""
    keys = {part for pointer in (entry.pointer, *entry.related) for part in path_of(pointer)}
    return tuple(
        indicator
        for indicator in rubric.indicators
        if not keys.isdisjoint(rubric.fields_of(indicator))
    )
