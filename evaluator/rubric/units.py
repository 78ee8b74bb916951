"""The closed set of units an indicator's value may have, and how a value is printed in each."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, assert_never

from evaluator.formula.display import grouped, number_text, rounded
from evaluator.formula.values import Number, Root, as_number

Unit = Literal["percent", "percentage_point", "ratio", "yuan", "count", "score"]


def value_text(value: Number | Root, unit: Unit, limits: Iterable[Number] = ()) -> str:
    """The value as the report prints it, e.g. `89.61%`, `1:15.20`, `−0.35 个百分点`, `512.30 元`.

    More decimals are printed where the usual two would carry the value onto or across one of `limits`.
    """
    match unit:
        case "percent":
            share = as_number(value) * 100
            return f"{grouped(rounded(share, 2, [limit * 100 for limit in limits]))}%"
        case "percentage_point":
            return f"{grouped(rounded(value, 2, limits))} 个百分点"
        case "ratio":
            if value == 0:
                return "0"
            inverse = [1 / Fraction(limit) for limit in limits if limit]
            return f"1:{grouped(rounded(1 / Fraction(as_number(value)), 2, inverse))}"
        case "yuan":
            return f"{grouped(rounded(value, 2, limits))} 元"
        case "count":
            return number_text(value, 2, limits)
        case "score":
            return f"{grouped(rounded(value, 2, limits))} 分"
        case _:
            assert_never(unit)


def limit_text(limit: Number, unit: Unit) -> str:
    """A threshold or knot in its unit, without needless zeros: `80%`, `1:15`, `500 元`, `−0.5 个百分点`."""
    match unit:
        case "percent":
            return f"{number_text(Fraction(limit) * 100)}%"
        case "percentage_point":
            return f"{number_text(Fraction(limit))} 个百分点"
        case "ratio":
            return f"1:{number_text(1 / Fraction(limit))}" if limit else "0"
        case "yuan":
            return f"{number_text(Fraction(limit))} 元"
        case "count":
            return number_text(Fraction(limit))
        case "score":
            return f"{number_text(Fraction(limit))} 分"
        case _:
            assert_never(unit)


def distance_text(value: Number | Root, limit: Number, unit: Unit) -> str:
    """How far a value is from a limit; two percentages are percentage points apart.

    Ratios printed 1:n are told apart by their n, which is what a reader sees.
    """
    exact = abs(Fraction(as_number(value)) - limit)
    if unit == "percent":
        return f"{_visible(exact * 100)} 个百分点"
    if unit == "ratio":
        if not value or not limit:
            return "应降为 0" if value else "现为 0"
        return f"每 1 人对应的人数相差 {_visible(abs(1 / Fraction(as_number(value)) - 1 / Fraction(limit)))}"
    suffix = {"percentage_point": " 个百分点", "yuan": " 元", "count": "", "score": " 分"}[unit]
    return _visible(exact) + suffix


def _visible(distance: Number) -> str:
    """At least two decimals, and enough that a distance that is not zero does not read as zero."""
    return grouped(rounded(distance, 2, [0]))
