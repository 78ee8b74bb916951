"""A number beside the other year's: how many digits too many or too few, or which unit of money was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, NamedTuple

from evaluator.formula.display import number_text
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field

WITHIN = Fraction(5, 4)
"""How far from a power of ten two years may be apart to be taken for a slip of digits: 8 to 12.5 times."""
NEARBY = Fraction(2)
"""The same where a wrong unit would make ten thousand times, or the number cannot stand anyway."""
_TIMES = {10: "十", 100: "一百", 1000: "一千", 10_000: "一万"}
_DIGITS = {10: "一", 100: "两", 1000: "三", 10_000: "四"}
_MISTAKEN: dict[tuple[str | None, bool], str] = {
    ("万元", True): "元",
    ("万元", False): "亿元",
    ("元", False): "万元",
}
"""The unit that was meant for the field's, by whether the number is too large."""


class Slip(NamedTuple):
    """By how much two years differ, in words, and what to do about it."""

    times: str
    advice: str


def slip_between(
    field: Field, value: Fraction, other: Fraction, within: Fraction = WITHIN
) -> Slip | None:
    """The slip that would explain a value so far from the other year's; None where none does."""
    if value <= 0 or other <= 0:
        return None
    ratio = value / other
    for factor, times in _TIMES.items():
        near = NEARBY if factor == 10_000 else within
        if factor / near <= ratio <= factor * near:
            return Slip(times, advice(field, value / factor, factor, more=True))
        if factor / near <= 1 / ratio <= factor * near:
            return Slip(times, advice(field, value * factor, factor, more=False))
    return None


def advice(field: Field, meant: Fraction, factor: int, *, more: bool) -> str:
    """Asks for the slip, with the number that was then meant if the field takes it."""
    meant = without_residue(meant)
    unit = _MISTAKEN.get((field.unit, more)) if factor == 10_000 else None
    if unit:
        cause = f"把{unit}当作{field.unit}填了"
    else:
        cause = f"{'多' if more else '少'}写了{_DIGITS[factor]}位数"
    assert field.min is not None and field.max is not None
    whole = field.type != "integer" or meant.denominator == 1
    if not whole or not field.min <= meant <= field.max:
        return f"是否{cause}？请核对。"
    if field.type == "integer" and not more:
        return f"是否{cause}？若是，应在 {number_text(meant)}（{field.unit}）左右。"
    return f"是否{cause}？若是，应填 {written(meant)}（{field.unit}）。"


_RESIDUE = re.compile(r"-?[0-9]+\.([0-9]*?)(?:0{5,}|9{5,})[0-9]{1,3}")
_FLOAT_DIGITS = 15
"""Significant digits of a number from which on binary arithmetic (double precision) may not have kept it."""


def without_residue(number: Fraction) -> Fraction:
    """A number as it was before binary arithmetic left its residue in it: 376.97 of 376.97000000000005."""
    text = written(number)
    found = _RESIDUE.fullmatch(text)
    if found is None or len(text.replace(".", "").lstrip("-0")) < _FLOAT_DIGITS:
        return number
    return round(number, len(found[1]))


def written(number: Fraction) -> str:
    """A finite decimal as JSON writes it, exact."""
    with localcontext(prec=100):
        digits = f"{Decimal(number.numerator) / number.denominator:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def other_year(rubric: Rubric, data: Mapping[str, Any], field: Field) -> Fraction | None:
    """The number the data give for the same thing in the other year; None where there is none."""
    fields = rubric.content.fields
    pairs = {key: entry.last_year for key, entry in fields.items() if entry.last_year}
    key = next((key for key, entry in fields.items() if entry is field), "")
    other = pairs.get(key) or next((now for now, before in pairs.items() if before == key), "")
    if not other:
        return None
    groups = data.get("data")
    group = groups.get(fields[other].group) if isinstance(groups, dict) else None
    value = group.get(other) if isinstance(group, dict) else None
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return Fraction(value) if number and value is not None else None
