"""勾稽: the rubric's own checks over the data, with both sides' values and the places of all they look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evaluator.formula.failing import failing
from evaluator.formula.scope import Scope, Table
from evaluator.formula.values import Missing, Record, ZeroDenominator
from evaluator.formula.words import places_listed, words
from evaluator.rubric.compiled import DataCheck, Rubric
from evaluator.submission.findings import Finding, finding, pointer_of
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
    rubric: Rubric, check: DataCheck, scope: Scope, unknown: frozenset[str] = frozenset()
) -> Iterator[Finding]:
    """What a check has against the data: once, for each record, or for each group of records.

    Nothing, where it looks at one of the `unknown` fields, columns or tables (see `holes`).
    """
    lost = unknown & check.formula.named
    if check.each is not None:
        table = scope.tables[check.each]
        for place, record in enumerate(table.records):
            name = table.name_of(record)
            if all(record.get(key, True) is not None for key in lost) and not lost - record.keys():
                yield from _judge(rubric, check, scope, (place,), record, name)
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
            yield from _judge(rubric, check, group, places, None, name)
    else:
        yield from _judge(rubric, check, scope, (), None, "")


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


def _judge(
    rubric: Rubric,
    check: DataCheck,
    scope: Scope,
    records: Sequence[int],
    record: Record | None,
    name: str,
) -> Iterator[Finding]:
    result = check.formula.evaluate(scope, record)
    if result is True:
        return
    related = _concerned(rubric, check, records)
    pointer = related[0] if related else ""
    if isinstance(result, Missing | ZeroDenominator):
        yield finding(
            "check-skipped",
            pointer,
            check=check.code,
            related=tuple(related),
            found=words(check.formula),
            expected=(f"{name}的" if record else "") + places_listed(result.places),
        )
        return
    code = "check-failed" if check.severity == "error" else "check-warned"
    subject = f"{name}：" if name else ""
    wanted, there = failing(check.formula, scope, record)
    values = f"（应满足 {wanted}，现为 {there}）"
    yield finding(
        code,
        pointer,
        check=check.code,
        related=tuple(related),
        found=subject + check.message + values,
        hint=check.hint,
    )
