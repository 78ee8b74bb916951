"""勾稽 and plausibility: the rubric's checks and the general detectors, over data the schema accepted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from evaluator.formula.scope import Scope, Table
from evaluator.formula.values import Missing, Record, ZeroDenominator
from evaluator.formula.words import substituted, words
from evaluator.rubric.compiled import DataCheck, Rubric
from evaluator.rubric.methods import Piecewise
from evaluator.submission.findings import Finding, finding, path_of, pointer_of
from evaluator.submission.last_year import compare_last_year
from evaluator.submission.model import Submission, cell_text, field_pointer
from evaluator.submission.outcomes import IndicatorOutcome, NotApplicable
from evaluator.submission.stated import compare_stated

Outcomes = Mapping[str, IndicatorOutcome]


def run_checks(
    rubric: Rubric,
    submission: Submission,
    outcomes: Outcomes,
    unknown: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Every finding of the checks, in the rubric's order; a check that meets a null is listed as skipped.

    `unknown`: names of fields, columns, tables and lists with a mistake that has been told (see
    `holes`); nothing is said about them, and `outcomes` are those that do not rest on them.
    """
    scope = submission.scope
    findings = list(_records(rubric, submission))
    twice = {path_of(entry.pointer)[0] for entry in findings}
    for check in rubric.checks:
        if not twice & _tables_of(rubric, check):
            findings += _check(rubric, check, scope, unknown)
    findings += _null_fields(rubric, submission, unknown)
    findings += compare_last_year(rubric, submission)
    findings += _applicability(rubric, submission, outcomes, "not_applicable" not in unknown)
    findings += _all_full(rubric, outcomes)
    if "stated" not in unknown:
        findings += compare_stated(rubric, submission, outcomes)
    return findings


def _records(rubric: Rubric, submission: Submission) -> Iterator[Finding]:
    """Records of one key; until they are mended, no check over their table means anything."""
    for title, table in rubric.content.tables.items():
        seen: dict[tuple[object, ...], int] = {}
        for place, record in enumerate(submission.tables[title]):
            key = tuple(record[name] for name in table.key)
            first = seen.setdefault(key, place)
            if first != place:
                yield finding(
                    "record-duplicate",
                    pointer_of((title, place)),
                    related=(pointer_of((title, first)),),
                    title=table.title,
                    found=rubric.record_name(title, record),
                    expected=f"第 {first + 1} 条和第 {place + 1} 条",
                )


def _tables_of(rubric: Rubric, check: DataCheck) -> set[str]:
    """The tables whose records a check looks at."""
    named = set(check.formula.field_names)
    found = {title for title, columns in rubric.names.tables.items() if named & set(columns)}
    return found | {title for title in (check.each, check.per and check.per[0]) if title}


def _check(
    rubric: Rubric, check: DataCheck, scope: Scope, unknown: frozenset[str]
) -> Iterator[Finding]:
    lost = unknown & check.formula.named
    if check.each is not None:
        table = scope.tables[check.each]
        for place, record in enumerate(table.records):
            name = table.name_of(record)
            if all(record.get(key, True) is not None for key in lost) and not lost - record.keys():
                pointer = pointer_of((check.each, place))
                yield from _judge(rubric, check, scope, pointer, record, name)
    elif lost or (check.per and unknown & {*check.per}):
        return
    elif check.per is not None:
        title, column = check.per
        table = scope.tables[title]
        groups: dict[object, list[int]] = {}
        for place, record in enumerate(table.records):
            groups.setdefault(record[column], []).append(place)
        for places in groups.values():
            members = [table.records[place] for place in places]
            group = Scope(scope.fields, {**scope.tables, title: Table(members, table.name_of)})
            name = table.name_of(members[0])
            yield from _judge(rubric, check, group, pointer_of((title, places[0])), None, name)
    else:
        yield from _judge(rubric, check, scope, "", None, "")


def _judge(
    rubric: Rubric, check: DataCheck, scope: Scope, pointer: str, record: Record | None, name: str
) -> Iterator[Finding]:
    result = check.formula.evaluate(scope, record)
    if result is True:
        return
    if not pointer:
        district = [key for key in check.formula.field_names if key in rubric.content.fields]
        pointer = field_pointer(rubric, district[0]) if district else ""
    named = check.formula.field_names
    related = [field_pointer(rubric, key) for key in named if key in rubric.content.fields]
    path = path_of(pointer)
    if len(path) == 2:
        columns = rubric.content.tables[path[0]].fields
        judged = [key for key in named if key in columns and columns[key].unit is not None]
        related += [pointer_of((*path, key)) for key in judged]
        pointer = pointer_of((*path, *judged[:1]))
    if isinstance(result, Missing | ZeroDenominator):
        yield finding(
            "check-skipped",
            pointer,
            check=check.code,
            related=tuple(related),
            found=words(check.formula),
            expected="、".join(result.places),
        )
        return
    code = "check-failed" if check.severity == "error" else "check-warned"
    subject = f"{name}：" if name else ""
    values = f"（应满足 {words(check.formula)}，现为 {substituted(check.formula, scope, record)}）"
    yield finding(
        code,
        pointer,
        check=check.code,
        related=tuple(related),
        found=subject + check.message + values,
        hint=check.hint,
    )


def indicators_using(rubric: Rubric) -> Mapping[str, list[str]]:
    """Field name → ids of the indicators computed from it."""
    users: dict[str, list[str]] = {}
    for indicator in rubric.content.indicators:
        for key in rubric.fields_of(indicator.id):
            users.setdefault(key, []).append(indicator.id)
    return users


def _null_fields(
    rubric: Rubric, submission: Submission, unknown: frozenset[str]
) -> Iterator[Finding]:
    users = indicators_using(rubric)
    for key, value in submission.fields.items():
        if value is None and key not in unknown:
            yield finding(
                "null-field",
                field_pointer(rubric, key),
                title=rubric.content.fields[key].title,
                expected="、".join(users.get(key, ())) or "无，只用于勾稽检查",
            )
    for title, table in rubric.content.tables.items():
        records = submission.tables[title]
        for key, entry in table.fields.items():
            empty = [place for place, record in enumerate(records) if record[key] is None]
            if empty and key not in unknown:
                names = [rubric.record_name(title, records[place]) for place in empty]
                yield finding(
                    "null-records",
                    pointer_of((title, empty[0], key)),
                    related=tuple(pointer_of((title, place, key)) for place in empty[1:]),
                    title=entry.title,
                    found=f"{len(empty)} 条记录未填报：{'、'.join(names)}",
                    expected="、".join(users.get(key, ())) or "无，只用于勾稽检查",
                )


def _applicability(
    rubric: Rubric, submission: Submission, outcomes: Outcomes, claims_known: bool
) -> Iterator[Finding]:
    """Not applicable follows from the data: a reason must be given, and nothing else may be claimed."""
    for place, claimed in enumerate(submission.not_applicable):
        if not claims_known or claimed not in outcomes:
            continue
        indicator = rubric.indicators[claimed]
        if not isinstance(outcomes[claimed], NotApplicable):
            unknown = isinstance(outcomes[claimed], Missing)
            yield finding(
                "not-applicable-unknown" if unknown else "not-applicable-claim",
                pointer_of(("not_applicable", place)),
                indicator=claimed,
                title=indicator.title,
                found=_values(rubric, submission, claimed),
            )
    for identifier, outcome in outcomes.items():
        indicator = rubric.indicators[identifier]
        keys = [key for key in rubric.fields_of(identifier) if key in rubric.content.fields]
        tables = [title for title in rubric.content.tables if not keys]
        pointer = field_pointer(rubric, keys[0]) if keys else pointer_of(tuple(tables[:1]))
        unclaimed = claims_known and identifier not in submission.not_applicable
        if isinstance(outcome, NotApplicable) and unclaimed:
            yield finding(
                "not-applicable-reason",
                pointer,
                indicator=identifier,
                title=indicator.title,
                found=_values(rubric, submission, identifier),
                expected=f'{{"indicator": "{identifier}", "reason": "…"}}',
            )
        if isinstance(outcome, ZeroDenominator) and indicator.zero_denominator == "error":
            yield finding(
                "zero-denominator",
                pointer,
                indicator=identifier,
                title=indicator.title,
                found="、".join(outcome.places),
            )


def _values(rubric: Rubric, submission: Submission, indicator: str) -> str:
    """The reported values an indicator rests on, in words."""
    fields = rubric.content.fields
    said = [
        f"{key} {cell_text(submission.fields[key], fields[key])}"
        for key in rubric.fields_of(indicator)
        if key in fields
    ]
    return "，".join(said) or "学校表中没有相应的记录"


def _all_full(rubric: Rubric, outcomes: Outcomes) -> Iterator[Finding]:
    """A chapter in which every rate that may reach 100% and earns full marks there is exactly 100%."""
    for chapter in rubric.content.chapters:
        items = {item.id for item in rubric.content.plan.items if item.chapter == chapter.id}
        rates = [
            outcomes.get(indicator.id)
            for indicator in rubric.content.indicators
            if indicator.plan.item in items
            and isinstance(indicator.score, Piecewise)
            and indicator.unit == "percent"
            and max(indicator.score.knots) == (Fraction(1), Fraction(1))
        ]
        known = [rate for rate in rates if isinstance(rate, int | Fraction)]
        if None not in rates and len(known) > 1 and all(rate == 1 for rate in known):
            yield finding("all-full", title=chapter.title)
