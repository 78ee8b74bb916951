"""The functions a formula may call: plain ones over values, and those over the records of a table."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul
from typing import Literal

from evaluator.formula.display import half_up
from evaluator.formula.values import (
    Number,
    Result,
    Root,
    ZeroDenominator,
    as_number,
    order,
    square_root,
)

Kind = Literal["number", "boolean", "text", "date"]
KIND_NAMES: Mapping[Kind, str] = {
    "number": "数",
    "boolean": "是否",
    "text": "文字",
    "date": "日期",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and gives; `repeats` lets the last parameter stand any number of times."""

    parameters: tuple[Kind, ...]
    result: Kind
    required: int
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class PlainFunction:
    signature: Signature
    apply: Callable[..., Result]


def _least(*values: Number) -> Number:
    return min(as_number(value) for value in values)


def _greatest(*values: Number) -> Number:
    return max(as_number(value) for value in values)


def _round(value: Number, places: Number = 0) -> Number:
    """Half-up; `places` between 0 and 10."""
    return Fraction(half_up(as_number(value), min(max(int(places), 0), 10)))


def _absolute(value: Number) -> Number:
    exact = as_number(value)
    return -exact if exact < 0 else exact


def _close(left: Number, right: Number, tolerance: Number) -> bool:
    return order(_absolute(as_number(left) - as_number(right)), tolerance) <= 0


PLAIN: Mapping[str, PlainFunction] = {
    "min": PlainFunction(Signature(("number",), "number", 2, repeats=True), _least),
    "max": PlainFunction(Signature(("number",), "number", 2, repeats=True), _greatest),
    "abs": PlainFunction(Signature(("number",), "number", 1), _absolute),
    "ceil": PlainFunction(
        Signature(("number",), "number", 1), lambda value: math.ceil(as_number(value))
    ),
    "floor": PlainFunction(
        Signature(("number",), "number", 1), lambda value: math.floor(as_number(value))
    ),
    "round": PlainFunction(Signature(("number", "number"), "number", 1), _round),
    "if_else": PlainFunction(
        Signature(("boolean", "number", "number"), "number", 3),
        lambda condition, yes, no: yes if condition else no,
    ),
    "close": PlainFunction(Signature(("number", "number", "number"), "boolean", 3), _close),
}

OVER_RECORDS: Mapping[str, tuple[Kind | None, Kind, bool]] = {
    "count": (None, "number", False),
    "sum": ("number", "number", False),
    "mean": ("number", "number", True),
    "share": ("boolean", "number", True),
    "cv": ("number", "number", True),
}
"""Name → (kind of the expression after the table's name, kind of the result, whether weight= is allowed)."""

COUNT_TRUE = "count_true"


def mean(values: Sequence[Number], weights: Sequence[Number], name: str) -> Result:
    """Σ(wᵢxᵢ) / Σwᵢ. A zero denominator when nothing is selected or the weights sum to 0."""
    whole, _ = _whole(weights)
    total = sum(whole)
    if total == 0:
        return ZeroDenominator((name,))
    parts, scale = _whole(values)
    return Fraction(sum(map(mul, whole, parts)), total * scale)


def cv(
    values: Sequence[Number], weights: Sequence[Number], name: str
) -> Fraction | Root | ZeroDenominator:
    """差异系数 of the values, weighted by pupils: CV² = P·ΣPᵢxᵢ² / (ΣPᵢxᵢ)² − 1, exact.

    教督〔2017〕6号 divides by P, not by n − 1; one record has CV 0. A zero denominator when nothing
    is selected, the mean is 0 or a weight is negative. The scales of both cancel.
    """
    parts, _ = _whole(values)
    whole, _ = _whole(weights)
    total = sum(whole)
    weighted = [*map(mul, whole, parts)]
    first = sum(weighted)
    if first == 0 or total == 0 or min(whole) < 0:
        return ZeroDenominator((name,))
    second = sum(map(mul, weighted, parts))
    return square_root(Fraction(total * second, first * first) - 1)


def _whole(numbers: Sequence[Number]) -> tuple[list[int], int]:
    """The numbers as integers of one scale, and that scale: sums of many fractions are slow."""
    scale = math.lcm(*(number.denominator for number in numbers))
    return [number.numerator * (scale // number.denominator) for number in numbers], scale
