"""勾稽 and plausibility: the rubric's checks and the general detectors, over data the schema accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from evaluator.formula.values import Record
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.methods import Checklist, Rating
from evaluator.rubric.model import Indicator
from evaluator.submission.applicability import judge_applicability
from evaluator.submission.far_off import far_off
from evaluator.submission.findings import Finding, finding, path_of, pointer_of
from evaluator.submission.holes import Holed, nameless
from evaluator.submission.last_year import compare_last_year
from evaluator.submission.model import Submission, field_pointer
from evaluator.submission.outcomes import IndicatorOutcome, NotApplicable
from evaluator.submission.rubric_checks import counted_tables, judge_check
from evaluator.submission.shown import short
from evaluator.submission.stated import compare_stated

Outcomes = Mapping[str, IndicatorOutcome]


def run_checks(
    rubric: Rubric,
    submission: Submission,
    outcomes: Outcomes,
    sound: Holed,
    meant: Mapping[int, str] = MappingProxyType({}),
) -> list[Finding]:
    """Every finding of the checks, in the rubric's order; a check that meets a null is listed as skipped.

    `sound`: the data that the submission was built of. Nothing is said about what is not known there,
    and `outcomes` are those that do not rest on it. `meant`: see `claims_meant`.
    """
    scope, unknown = submission.scope, sound.unknown
    findings = list(_records(rubric, submission))
    twice = {path_of(entry.pointer)[0] for entry in findings}
    for check in rubric.checks:
        if not twice & counted_tables(rubric, check):
            findings += judge_check(rubric, check, scope, unknown, findings)
    findings += _null_fields(rubric, submission, unknown)
    findings += compare_last_year(rubric, submission)
    findings += judge_applicability(rubric, submission, outcomes, sound.claims, meant)
    findings += _all_full(rubric, outcomes)
    findings += far_off(rubric, submission, outcomes, findings)
    findings += compare_stated(rubric, submission, outcomes)
    return findings


def _records(rubric: Rubric, submission: Submission) -> Iterator[Finding]:
    """Records of one key; until they are mended, nothing counted over their table means anything."""
    for title, table in rubric.content.tables.items():
        records = submission.tables[title]
        seen: dict[tuple[object, ...], int] = {}
        for place, record in enumerate(records):
            key = tuple(record[name] for name in table.key)
            first = seen.setdefault(key, place)
            if first != place:
                yield _one_key(rubric, title, records, first, place)


def _one_key(
    rubric: Rubric, title: str, records: Sequence[Record], first: int, place: int
) -> Finding:
    """Two records of one key: of one thing, or of two, one of which has the other's key."""
    table = rubric.content.tables[title]
    names = [
        str(records[number][table.label])
        for number in (first, place)
        if records[number][table.label] not in (None, nameless(number))
    ]
    two = len(set(names)) == 2
    return finding(
        "record-key" if two else "record-duplicate",
        pointer_of((title, place)),
        related=(pointer_of((title, first)),),
        title=table.title,
        indicator="、".join(table.key),
        found="和".join(map(short, names)) if two else rubric.record_name(title, records[place]),
        expected=f"第 {first + 1} 条和第 {place + 1} 条",
        hint=table.label,
    )


NAMED = 10
"""How many of the records that lack a value are named."""
_ONLY_CHECKED = "它不用于计分；请补报，否则用到它的勾稽检查不能进行。"


def _null_fields(
    rubric: Rubric, submission: Submission, unknown: frozenset[str]
) -> Iterator[Finding]:
    users = rubric.indicators_using
    for key, value in submission.fields.items():
        if value is None and key not in unknown:
            using = "、".join(users.get(key, ()))
            yield finding(
                "null-field",
                field_pointer(rubric, key),
                title=rubric.content.fields[key].title,
                expected=using,
                hint=f"用到它的指标按未填报处理，得 0 分：{using}。" if using else _ONLY_CHECKED,
            )
    for title, table in rubric.content.tables.items():
        records = submission.tables[title]
        for key, entry in table.fields.items():
            empty = [place for place, record in enumerate(records) if record[key] is None]
            if empty and key not in unknown:
                using = "、".join(users.get(key, ()))
                names = [rubric.record_name(title, records[place]) for place in empty[:NAMED]]
                listed = "、".join(names) + ("等" if len(empty) > NAMED else "")
                yield finding(
                    "null-records",
                    pointer_of((title, empty[0], key)),
                    related=tuple(pointer_of((title, place, key)) for place in empty[1:]),
                    title=entry.title,
                    found=f"{len(empty)} 条记录未填报：{listed}",
                    expected=using,
                    hint=f"请补报；用到它的指标：{using}。" if using else _ONLY_CHECKED,
                )


def _all_full(rubric: Rubric, outcomes: Outcomes) -> Iterator[Finding]:
    """A chapter in which every rate that earns full marks from 100% on, and no earlier, is exactly 100%.

    Rates that do not apply are left out; one that cannot be computed, or rests on a mistake, leaves nothing to say.
    """
    for chapter in rubric.content.chapters:
        items = {item.id for item in rubric.content.plan.items if item.chapter == chapter.id}
        rates = {
            indicator.id: outcomes.get(indicator.id)
            for indicator in rubric.content.indicators
            if indicator.plan.item in items
            and _full_at_100_percent(indicator)
            and not isinstance(outcomes.get(indicator.id), NotApplicable)
        }
        if len(rates) > 1 and all(rate == 1 for rate in rates.values()):
            keys = dict.fromkeys(key for name in rates for key in rubric.fields_of(name))
            places = [field_pointer(rubric, key) for key in keys if key in rubric.content.fields]
            yield finding(
                "all-full",
                related=tuple(places),
                title=chapter.title,
                found="、".join(rates),
                expected=len(rates),
            )


def _full_at_100_percent(indicator: Indicator) -> bool:
    score = indicator.score
    if indicator.unit != "percent" or isinstance(score, Checklist | Rating):
        return False
    return {step.value for step in score.steps() if step.share == 1} == {Fraction(1)}
