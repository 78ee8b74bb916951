"""This year's values against last year's: slipped digits, another unit, copies and large changes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from evaluator.formula.display import number_text
from evaluator.formula.values import Number
from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, finding
from evaluator.submission.model import Submission, field_pointer


def compare_last_year(rubric: Rubric, submission: Submission) -> Iterator[Finding]:
    """A this-year value against its last-year partner: slipped digits, wrong unit, or a large change."""
    for key, entry in rubric.content.fields.items():
        if entry.last_year is None:
            continue
        now, before = submission.fields[key], submission.fields[entry.last_year]
        if not isinstance(now, int | Fraction) or not isinstance(before, int | Fraction):
            continue
        if now == before:
            if significant_digits(now) >= TELLING_DIGITS:
                yield finding(
                    "last-year-same",
                    field_pointer(rubric, key),
                    related=(field_pointer(rubric, entry.last_year),),
                    title=entry.title,
                    found=number_text(now),
                )
            continue
        said = _change(now, before)
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


def significant_digits(number: Number) -> int:
    """How many digits a decimal number has without the zeros at either end."""
    exact = Fraction(number)
    while exact.denominator != 1:
        exact *= 10
    return len(str(abs(exact.numerator)).rstrip("0"))


def _change(now: Number, before: Number) -> tuple[str, str] | None:
    if before == 0 or now == 0:
        return "其中一年为 0", "请核对是否漏填；确实为零的请在 explanations 中说明。"
    ratio = Fraction(now) / before
    larger = max(ratio, 1 / ratio)
    if larger >= 5000:
        return "相差约一万倍", "请核对是否一年按元、一年按万元填报。"
    if 8 <= larger <= Fraction(25, 2):
        return "相差约十倍", "请核对是否多写或少写了一位数。"
    change = abs(ratio - 1)
    if change > 1:
        return "变化超过 100%", "请核对两年的口径和单位。"
    if change > Fraction(3, 10):
        return "变化超过 30%", "请核对数据，属实的请在 explanations 中说明原因。"
    return None
