"""Values, limits and distances in their units, as the report prints them."""

from fractions import Fraction

import pytest

from evaluator.formula.values import Root
from evaluator.rubric.units import Unit, distance_text, limit_text, value_text

F = Fraction


@pytest.mark.parametrize(
    ("value", "unit", "limits", "text"),
    [
        (F(20400, 22765), "percent", ["0.8", "0.9"], "89.61%"),
        (F(89999, 100000), "percent", ["0.9"], "89.999%"),
        (F(9, 10), "percent", ["0.9"], "90.00%"),
        (F(1, 3), "percent", [], "33.33%"),
        (F(0), "percent", ["0"], "0.00%"),
        (F(51, 50), "percent", ["0.85"], "102.00%"),
        (F(1234), "percent", [], "123,400.00%"),
        (F(-1, 50), "percent", ["0"], "−2.00%"),
        (F(-1, 20000000), "percent", ["0"], "−0.00001%"),
        (F(-7, 20), "percentage_point", [], "−0.35 个百分点"),
        (F(-4999, 10000), "percentage_point", ["0.5"], "−0.50 个百分点"),
        (F(1, 15), "ratio", ["1/15"], "1:15.00"),
        (F(1333, 20000), "ratio", ["1/15"], "1:15.004"),
        (F(5, 76), "ratio", [], "1:15.20"),
        (F(0), "ratio", ["1/15"], "0"),
        (F(425), "yuan", ["500"], "425.00 元"),
        (F(49999999, 100000), "yuan", ["500"], "499.99999 元"),
        (F(1234567, 100), "yuan", [], "12,345.67 元"),
        (3, "count", [], "3"),
        (F(7, 2), "count", [], "3.5"),
        (F("88.93"), "score", ["85", "90"], "88.93 分"),
        (F("89.996"), "score", ["90"], "89.996 分"),
        (Root(F(1, 3)), "percent", [], "57.74%"),
    ],
)  # fmt: skip
def test_a_value_in_its_unit(value: object, unit: Unit, limits: list[str], text: str) -> None:
    assert value_text(value, unit, [F(limit) for limit in limits]) == text  # type: ignore[arg-type]


def test_a_falling_percentage_point_beside_its_knot_keeps_its_side() -> None:
    assert value_text(F(-4999, 10000), "percentage_point", [F(-1, 2)]) == "−0.4999 个百分点"


@pytest.mark.parametrize(
    ("limit", "unit", "text"),
    [
        ("0.8", "percent", "80%"),
        ("0.005", "percent", "0.5%"),
        ("-0.5", "percentage_point", "−0.5 个百分点"),
        ("1/15", "ratio", "1:15"),
        ("0", "ratio", "0"),
        ("500", "yuan", "500 元"),
        ("30000", "yuan", "30,000 元"),
        ("6", "count", "6"),
        ("85", "score", "85 分"),
    ],
)
def test_a_limit_has_no_needless_zeros(limit: str, unit: Unit, text: str) -> None:
    assert limit_text(F(limit), unit) == text


@pytest.mark.parametrize(
    ("distance", "unit", "text"),
    [
        (F(1, 200), "percent", "0.50 个百分点"),
        (F(1, 1000000), "percent", "0.0001 个百分点"),
        (F(0), "percent", "0.00 个百分点"),
        (F(3, 10), "percentage_point", "0.30 个百分点"),
        (F(75), "yuan", "75.00 元"),
        (F(1, 100), "score", "0.01 分"),
        (F(2), "count", "2.00"),
    ],
)
def test_a_distance_that_is_not_zero_does_not_read_as_zero(
    distance: Fraction, unit: Unit, text: str
) -> None:
    assert distance_text(distance, 0, unit) == text


def test_two_ratios_are_told_apart_by_what_stands_after_the_colon() -> None:
    assert distance_text(Fraction(1, 20), Fraction(1, 15), "ratio") == "每 1 人对应的人数相差 5.00"


def test_a_ratio_of_zero_has_no_distance_in_people() -> None:
    assert distance_text(Fraction(0), Fraction(1, 15), "ratio") == "现为 0"
    assert distance_text(Fraction(1, 15), Fraction(0), "ratio") == "应降为 0"
