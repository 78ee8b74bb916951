"""This year's values against last year's: slipped digits, another unit, copies and large changes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evaluator.formula.display import number_text
from evaluator.formula.values import Cell, Number
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.findings import Finding, finding
from evaluator.submission.model import Submission, field_pointer
from evaluator.submission.scale import slip_between, written


def compare_last_year(rubric: Rubric, submission: Submission) -> Iterator[Finding]:
    """A this-year value against its last-year partner: slipped digits, wrong unit, or a large change."""
    for key, entry in rubric.content.fields.items():
        if entry.last_year is None:
            continue
        now, before = submission.fields[key], submission.fields[entry.last_year]
        if not isinstance(now, int | Fraction) or not isinstance(before, int | Fraction):
            continue
        if now == before:
            if copied_from_last_year(now, before):
                yield finding(
                    "last-year-same",
                    field_pointer(rubric, key),
                    related=(field_pointer(rubric, entry.last_year),),
                    title=entry.title,
                    found=number_text(now),
                )
            continue
        said = _change(entry, now, before)
        if said:
            yield finding(
                "last-year-ratio",
                field_pointer(rubric, key),
                related=(field_pointer(rubric, entry.last_year),),
                title=entry.title,
                found=f"为 {number_text(now)}，上年为 {number_text(before)}，{said[0]}",
                hint=said[1],
            )


TELLING_DIGITS = 4
"""Significant digits from which on two equal numbers are hardly a coincidence: 1,234, not 12 or 12,000."""


def copied_from_last_year(now: Cell, before: Cell) -> bool:
    """Whether a number equals last year's beyond coincidence."""
    return (
        isinstance(now, int | Fraction)
        and now == before
        and significant_digits(now) >= TELLING_DIGITS
    )


def significant_digits(number: Number) -> int:
    """How many digits a decimal number has without the zeros at either end."""
    exact = Fraction(number)
    while exact.denominator != 1:
        exact *= 10
    return len(str(abs(exact.numerator)).rstrip("0"))


FAR = 100
"""Times by which two years differ from which on a slip of digits or of the unit is the likelier reason."""


def like_a_slip(field: Field, now: Cell, before: Cell) -> bool:
    """Whether two years differ as by a slip of digits or of the unit, not as two years do."""
    if not isinstance(now, int | Fraction) or not isinstance(before, int | Fraction):
        return False
    if now == 0 or before == 0:
        return False
    ratio = Fraction(now) / before
    far = max(ratio, 1 / ratio) >= FAR
    return far or slip_between(field, Fraction(now), Fraction(before)) is not None


def _truly(now: Number) -> str:
    """How a figure that looks like a slip is explained: by its own number."""
    return f"属实的，请在 explanations 中说明原因，并写明 {written(Fraction(now))}。"


def _change(field: Field, now: Number, before: Number) -> tuple[str, str] | None:
    if before == 0 or now == 0:
        return "其中一年为 0", "请核对是否漏填；确实为零的请在 explanations 中说明。"
    if slip := slip_between(field, Fraction(now), Fraction(before)):
        return f"相差约{slip.times}倍", f"{slip.advice}也请核对上年的数。{_truly(now)}"
    ratio = Fraction(now) / before
    change = abs(ratio - 1)
    if (larger := max(ratio, 1 / ratio)) >= FAR:
        digits = len(str(int(larger))) - 2
        times = number_text(int(larger) // 10**digits * 10**digits)
        advice = "请核对两年的单位，以及有没有多写或少写几位数。"
        return f"相差约 {times} 倍", advice + _truly(now)
    if change > 1:
        return "变化超过 100%", "请核对两年的口径和单位。"
    if change > Fraction(3, 10):
        return "变化超过 30%", "请核对数据，属实的请在 explanations 中说明原因。"
    return None
