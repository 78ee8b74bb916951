"""One figure that several findings have in common, told once before them, with the slip that would explain them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.far_off import far_off
from evaluator.submission.findings import Finding, finding, path_of
from evaluator.submission.last_year import compare_last_year
from evaluator.submission.model import Submission, cell_text, with_fields
from evaluator.submission.outcomes import IndicatorOutcome, indicator_outcome
from evaluator.submission.rubric_checks import judge_check
from evaluator.submission.scale import advice
from evaluator.submission.severity import Severity
from evaluator.submission.stated import compare_stated

_WITH_ANOTHER_SOURCE = ("stated-differs", "last-year-ratio", "last-year-same")
_OF_RELATIONS = ("check-failed", "check-warned", "rate-far-off", *_WITH_ANOTHER_SOURCE)
"""Findings about figures that do not fit together: any of these may be the wrong one."""
BEYOND_CHANCE = 3
"""Findings that share a figure from which on it is told although no slip would explain them."""
_SLIPS = [(factor, more) for factor in (10, 10_000) for more in (True, False)]
_KINDS: tuple[tuple[Severity, str], ...] = (("error", "错误"), ("warning", "警告"))


@dataclass(frozen=True)
class Findings:
    """All findings about a submission, with what they were made of; see `run_checks`."""

    rubric: Rubric
    submission: Submission
    outcomes: Mapping[str, IndicatorOutcome]
    unknown: frozenset[str]
    all: Sequence[Finding]


def common_causes(findings: Findings) -> Iterator[Finding]:
    """For findings that have one figure in common, and none with the others, a finding at that figure.

    Of several such figures it is the one at which a slip of digits or of the unit would explain them,
    where what is published or last year's bears that out.
    """
    told = [entry for entry in findings.all if entry.code in _OF_RELATIONS and not entry.explained]
    figures = [_figures(entry) for entry in told]
    holders: dict[str, set[int]] = {}
    for number, pointers in enumerate(figures):
        for pointer in pointers:
            holders.setdefault(pointer, set()).add(number)
    shared: dict[frozenset[int], list[str]] = {}
    for pointer, numbers in holders.items():
        if len(numbers) > 1 and all(
            holders[other] <= numbers for number in numbers for other in figures[number]
        ):
            shared.setdefault(frozenset(numbers), []).append(pointer)
    explained: set[int] = set()
    for together, common in shared.items():
        group = [told[number] for number in sorted(together)]
        if len(common) > 1 and not any(entry.code in _WITH_ANOTHER_SOURCE for entry in group):
            continue
        slips = [(at, slip) for at in common for slip in _explaining(findings, at, group)]
        if len(slips) == 1:
            explained |= together
            yield _told(findings, *slips[0], group)
        elif len(common) == 1 and len(group) >= BEYOND_CHANCE:
            explained |= together
            yield _told(findings, common[0], "", group)
    for number, entry in enumerate(told):
        if entry.check.startswith("subset-") and len(figures[number]) == 2:
            together = frozenset().union(*(holders[at] for at in figures[number]))
            if len(together) > 1 and not together & explained:
                explained |= together
                yield from _swapped(findings, entry, [told[other] for other in sorted(together)])


def _figures(entry: Finding) -> set[str]:
    """The fields and cells that a finding is about, not the tables as a whole."""
    return {
        pointer
        for pointer in (entry.pointer, *entry.related)
        if len(path := path_of(pointer)) == 3 and path[0] != "stated"
    }


def _told(findings: Findings, pointer: str, slip: str, group: Sequence[Finding]) -> Finding:
    home, place, key = path_of(pointer)
    rubric, submission = findings.rubric, findings.submission
    if home == "data":
        field, value, title = rubric.content.fields[key], submission.fields[key], ""
    else:
        record = submission.tables[home][int(place)]
        field, value = rubric.content.tables[home].fields[key], record[key]
        title = f"{rubric.record_name(home, record)}的"
    return finding(
        "common-cause",
        pointer,
        title=f"{title}「{field.title}」",
        found=cell_text(value, field),
        expected=_counted(group),
        hint=slip,
    )


def _counted(group: Sequence[Finding]) -> str:
    """How many errors and warnings: `2 处错误、1 处警告`."""
    number = Counter(entry.severity for entry in group)
    return "、".join(f"{number[kind]} 处{name}" for kind, name in _KINDS if number[kind])


def _explaining(findings: Findings, pointer: str, group: Sequence[Finding]) -> Iterator[str]:
    """The slips at a district's field without which the findings would not be, nor any other, in words."""
    home, _, key = path_of(pointer)
    value = findings.submission.fields.get(key) if home == "data" else None
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return
    field = findings.rubric.content.fields[key]
    gone = {_identity(entry) for entry in group}
    others = [entry for entry in findings.all if _identity(entry) not in gone]
    known = {_identity(entry) for entry in others}
    for factor, more in _SLIPS:
        meant = Fraction(value) / factor if more else Fraction(value) * factor
        if _allowed(field, meant) and all(
            _identity(entry) in known for entry in _with(findings, {key: meant}, others)
        ):
            yield advice(field, meant, factor, more=more)


def _swapped(findings: Findings, entry: Finding, group: Sequence[Finding]) -> Iterator[Finding]:
    """A part larger than its whole where with both exchanged none of the group would be, nor any other."""
    fields, values = findings.rubric.content.fields, findings.submission.fields
    pointers = dict.fromkeys((entry.pointer, *entry.related))
    keys = [path_of(pointer)[2] for pointer in pointers]
    if len(keys) != 2 or not all(key in fields for key in keys):
        return
    numbers = [values[key] for key in reversed(keys)]
    changed = {
        key: Fraction(number)
        for key, number in zip(keys, numbers, strict=True)
        if isinstance(number, int | Fraction) and _allowed(fields[key], Fraction(number))
    }
    gone = {_identity(other) for other in group}
    others = [other for other in findings.all if _identity(other) not in gone]
    known = {_identity(other) for other in others}
    if len(changed) == 2 and all(
        _identity(found) in known for found in _with(findings, changed, others)
    ):
        told = [(fields[key].title, cell_text(values[key], fields[key])) for key in keys]
        alone = [
            f"「{title}」"
            for pointer, (title, _) in zip(pointers, told, strict=True)
            if all(pointer in _figures(other) for other in group)
        ]
        yield finding(
            "values-swapped",
            entry.pointer,
            related=entry.related,
            title=told[0][0],
            found="，".join(f"「{title}」{value}" for title, value in told),
            expected=_counted(group),
            hint=f"也可能只有{'或'.join(alone)}填错了，对的那一项不要改。" if alone else "",
        )


def _allowed(field: Field, number: Fraction) -> bool:
    assert field.min is not None and field.max is not None
    whole = field.type != "integer" or number.denominator == 1
    return whole and field.min <= number <= field.max


def _identity(entry: Finding) -> tuple[str, str, str]:
    return (entry.code, entry.check, entry.pointer)


def _with(
    findings: Findings, changed: Mapping[str, Fraction], others: Sequence[Finding]
) -> Iterator[Finding]:
    """What the checks that may look at some fields would find if they had other values."""
    rubric = findings.rubric
    tried = with_fields(findings.submission, changed)
    for check in rubric.checks:
        if changed.keys() & set(check.formula.named):
            yield from judge_check(rubric, check, tried.scope, findings.unknown, others)
    yield from compare_last_year(rubric, tried)
    wanted = {entry.indicator for entry in tried.stated}
    wanted |= {name for key in changed for name in rubric.indicators_using.get(key, ())}
    outcomes = {
        name: indicator_outcome(rubric, rubric.indicators[name], tried.scope)
        for name in wanted & findings.outcomes.keys()
    }
    yield from far_off(rubric, tried, outcomes, others)
    yield from compare_stated(rubric, tried, outcomes)
