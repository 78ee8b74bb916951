"""Exact numbers: what a rubric may write, roots that compare by their squares, bounds on length."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.formula.values import (
    Missing,
    Root,
    ZeroDenominator,
    as_number,
    bounded,
    merge,
    order,
    parse_number,
    square_root,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Fraction(0)),
        ("45", Fraction(45)),
        ("0.45", Fraction(9, 20)),
        ("0.10", Fraction(1, 10)),
        ("-1", Fraction(-1)),
        ("+3.5", Fraction(7, 2)),
        ("-0.5", Fraction(-1, 2)),
        ("70%", Fraction(7, 10)),
        ("-0.5%", Fraction(-1, 200)),
        ("33.3%", Fraction(333, 1000)),
        ("1/15", Fraction(1, 15)),
        ("2/4", Fraction(1, 2)),
        (" 70% ", Fraction(7, 10)),
        ("1" + "0" * 63, Fraction(10**63)),
    ],
)
def test_a_rubric_number_is_read_exactly(text: str, value: Fraction) -> None:
    assert parse_number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "一",
        "七成",
        "０.５",
        "٣",
        "²",
        "1e3",
        "1E3",
        ".5",
        "5.",
        "1,000",
        "1_000",
        "0x10",
        "1/0",
        "1/15%",
        "1.5/2",
        "-1/15",
        "--1",
        "70%%",
        "nan",
        "inf",
        "NaN",
        "1 2",
        "1" * 65,
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="不是数"):
        parse_number(text)


@pytest.mark.parametrize(
    ("square", "root"),
    [
        (Fraction(0), Fraction(0)),
        (Fraction(1), Fraction(1)),
        (Fraction(1, 4), Fraction(1, 2)),
        (Fraction(9, 16), Fraction(3, 4)),
        (Fraction(10**40), Fraction(10**20)),
        (Fraction((10**30 + 1) ** 2, 49), Fraction(10**30 + 1, 7)),
    ],
)
def test_a_rational_root_is_exact(square: Fraction, root: Fraction) -> None:
    found = square_root(square)
    assert isinstance(found, Fraction)
    assert found == root


@pytest.mark.parametrize(
    ("square", "digits"),
    [
        (Fraction(2), "1.414213562373095048801688724209698"),
        (Fraction(1, 3), "0.5773502691896257645091487805019575"),
        (Fraction(3, 4), "0.8660254037844386467637231707529362"),
    ],
)
def test_an_irrational_root_has_34_digits(square: Fraction, digits: str) -> None:
    root = square_root(square)
    assert isinstance(root, Root)
    assert root.decimal() == Decimal(digits)


ROOT_2 = Root(Fraction(2))


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        (1, 2, -1),
        (Fraction(1, 2), Fraction(2, 4), 0),
        (Fraction(-1), Fraction(-2), 1),
        (ROOT_2, Fraction(3, 2), -1),
        (Fraction(3, 2), ROOT_2, 1),
        (ROOT_2, -5, 1),
        (-5, ROOT_2, -1),
        (ROOT_2, 0, 1),
        (ROOT_2, Root(Fraction(3)), -1),
        (ROOT_2, Root(Fraction(2)), 0),
        # the root cut to 34 digits lies below the root, one unit more above it
        (ROOT_2, Fraction("1.414213562373095048801688724209698"), 1),
        (ROOT_2, Fraction("1.414213562373095048801688724209699"), -1),
    ],
)
def test_roots_are_ordered_by_their_squares(left: object, right: object, sign: int) -> None:
    assert order(left, right) == sign  # type: ignore[arg-type]


def test_a_root_stands_in_arithmetic_with_34_digits() -> None:
    assert as_number(ROOT_2) == Fraction("1.414213562373095048801688724209698")
    assert as_number(7) == 7


@given(st.fractions(min_value=0, max_value=10**9, max_denominator=10**6))
def test_the_root_of_a_square_is_the_number_itself(value: Fraction) -> None:
    assert square_root(value * value) == value


@given(
    st.fractions(min_value=0, max_value=100, max_denominator=1000),
    st.fractions(min_value=-100, max_value=100, max_denominator=1000),
)
def test_a_root_and_a_number_are_ordered_as_exact_arithmetic_orders_them(
    square: Fraction, number: Fraction
) -> None:
    expected = 1 if number < 0 else (square > number**2) - (square < number**2)
    assert order(square_root(square), number) == expected


@pytest.mark.parametrize(
    ("text", "short_enough"),
    [
        ("0", True),
        ("1e400", True),
        ("1e-400", True),
        ("1e401", False),
        ("1e-401", False),
        ("9" * 64, True),
        ("9" * 65, False),
        ("0." + "1" * 64, True),
        ("0." + "1" * 65, False),
        ("NaN", False),
        ("Infinity", False),
    ],
)
def test_a_number_has_at_most_64_digits_and_an_exponent_of_400(
    text: str, short_enough: bool
) -> None:
    assert bounded(Decimal(text)) is short_enough


def test_missing_wins_over_zero_denominator_and_every_place_is_named_once() -> None:
    zero = ZeroDenominator(("丙",))
    assert merge(1, zero) == ZeroDenominator(("丙",))
    assert merge(zero, Missing(("甲",)), 5, Missing(("乙", "甲"))) == Missing(("甲", "乙"))
