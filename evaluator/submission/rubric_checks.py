"""勾稽: the rubric's own checks over the data, with both sides' values and the places of all they look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from evaluator.formula.failing import failing
from evaluator.formula.scope import Places, Scope
from evaluator.formula.values import Missing, Record, Result, ZeroDenominator
from evaluator.formula.words import places_listed, words
from evaluator.rubric.compiled import DataCheck, Rubric
from evaluator.submission.findings import Finding, finding, path_of, pointer_of
from evaluator.submission.model import field_pointer


def tables_of(rubric: Rubric, check: DataCheck) -> set[str]:
    """The tables whose records a check looks at."""
    named = set(check.formula.field_names)
    found = {title for title, columns in rubric.names.tables.items() if named & set(columns)}
    return found | {title for title in (check.each, check.per and check.per[0]) if title}


def counted_tables(rubric: Rubric, check: DataCheck) -> set[str]:
    """The tables over whose records a check counts or groups; none where it judges each by itself."""
    grouped = {check.per[0]} if check.per else set()
    return grouped | {name for name in check.formula.sources if name in rubric.content.tables}


def judge_check(
    rubric: Rubric,
    check: DataCheck,
    scope: Scope,
    unknown: frozenset[str] = frozenset(),
    before: Sequence[Finding] = (),
) -> Iterator[Finding]:
    """What a check has against the data: once, for each record, or for each group of records.

    Nothing, where it looks at one of the `unknown` fields, columns or tables (see `holes`), and where the
    check that it comes after has failed, as the findings `before` tell: of a record, for that record.
    """
    failed = [entry for entry in before if entry.check == check.after] if check.after else []
    wrong = {
        part for entry in failed for pointer in entry.related for part in path_of(pointer)[1:2]
    }
    for subject in _failing(check, scope, unknown):
        if not failed or (subject.places and not wrong & {*map(str, subject.places)}):
            yield _told(rubric, check, subject)


class _Subject(NamedTuple):
    """What a check has something against: the district, one record, or a group of them, by their places."""

    result: Result
    scope: Scope
    places: Places = ()
    record: Record | None = None


def _failing(check: DataCheck, scope: Scope, unknown: frozenset[str]) -> Iterator[_Subject]:
    """Those for which the check does not hold, or cannot be made."""
    formula, lost = check.formula, unknown & check.formula.named
    if check.each is not None:
        records = scope.tables[check.each].records
        for place, result in enumerate(formula.of_records(scope, check.each)):
            record = records[place]
            known = not lost or (lost <= record.keys() and None not in map(record.get, lost))
            if result is not True and known:
                yield _Subject(result, scope, (place,), record)
    elif lost or (check.per and unknown & {*check.per}):
        return
    elif check.per is not None:
        groups = scope.places_by(*check.per)
        for places, result in zip(groups, formula.of_groups(scope, *check.per), strict=True):
            if result is not True:
                yield _Subject(result, scope.of(check.per[0], places), places)
    elif (result := formula.evaluate(scope)) is not True:
        yield _Subject(result, scope)


def _concerned(rubric: Rubric, check: DataCheck, records: Sequence[int]) -> list[str]:
    """Pointers of all a check looks at: the numbers of the records it judges, else district fields first."""
    named = check.formula.field_names
    district = [field_pointer(rubric, key) for key in named if key in rubric.content.fields]
    table = check.each or (check.per and check.per[0])
    if not table:
        return [*district, *(pointer_of((title,)) for title in sorted(tables_of(rubric, check)))]
    columns = rubric.content.tables[table].fields
    judged = [key for key in named if key in columns and columns[key].unit is not None]
    keys: list[tuple[str, ...]] = [(key,) for key in judged] or [()]
    return [pointer_of((table, place, *key)) for place in records for key in keys] + district


def _told(rubric: Rubric, check: DataCheck, subject: _Subject) -> Finding:
    """The finding where a check does not hold (its result is false) or cannot be made."""
    result, scope, places, record = subject
    name = ""
    if title := check.each or (check.per and check.per[0]):
        table = scope.tables[title]
        name = table.name_of(record or table.records[0])
    related = _concerned(rubric, check, places)
    pointer = related[0] if related else ""
    if isinstance(result, Missing | ZeroDenominator):
        return finding(
            "check-skipped",
            pointer,
            check=check.code,
            related=tuple(related),
            found=words(check.formula),
            expected=(f"{name}的" if record else "") + places_listed(result.places),
        )
    code = "check-failed" if check.severity == "error" else "check-warned"
    head = f"{name}：" if name else ""
    wanted, there = failing(check.formula, scope, record)
    if check.per:
        wanted = wanted.replace(f"{title}表", f"该{title}各行")
    values = f"（应满足 {wanted}，现为 {there}）"
    return finding(
        code,
        pointer,
        check=check.code,
        related=tuple(related),
        title=check.message,
        found=head + check.message + values,
        hint=check.hint,
    )
