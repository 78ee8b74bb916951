"""Values as text: half-up, grouped by thousands, and more digits rather than a step across a limit."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.formula.display import grouped, half_up, number_text, rounded
from evaluator.formula.values import Root, order

F = Fraction


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0", 2, "0.00"),
        ("5", 2, "5.00"),
        ("1.005", 2, "1.01"),
        ("1.0049999", 2, "1.00"),
        ("2.675", 2, "2.68"),
        ("6.005", 2, "6.01"),
        ("0.5", 0, "1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-0.5", 0, "-1"),
        ("-1.005", 2, "-1.01"),
        ("-1.0049", 2, "-1.00"),
        ("-2.5", 0, "-3"),
        ("10/3", 3, "3.333"),
        ("20/3", 3, "6.667"),
        ("-20/3", 3, "-6.667"),
        ("1234567.895", 2, "1234567.90"),
        ("123456789012345678901234567890.125", 2, "123456789012345678901234567890.13"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: str, places: int, text: str) -> None:
    assert str(half_up(F(value), places)) == text


def test_a_root_is_rounded_from_its_digits() -> None:
    assert str(half_up(Root(F(2)), 4)) == "1.4142"


@pytest.mark.parametrize(
    ("value", "limit", "text"),
    [
        ("0.89999", "0.9", "0.89999"),
        ("0.9", "0.9", "0.90"),
        ("0.90001", "0.9", "0.90001"),
        ("0.895", "0.9", "0.895"),
        ("0.894", "0.9", "0.89"),
        ("0.8999999999", "0.9", "0.8999999999"),
        ("-0.001", "0", "-0.001"),
        ("0.001", "0", "0.001"),
        ("0", "0", "0.00"),
        ("-1/20000000", "0", "-0.0000001"),
        ("0.501787", "0.5", "0.502"),
        ("0.5", "0.5", "0.50"),
        ("0.0666", "1/15", "0.0666"),
        ("0.06666", "1/15", "0.06666"),
        ("1333/20000", "1/15", "0.06665"),
    ],
)
def test_more_digits_are_printed_beside_a_limit(value: str, limit: str, text: str) -> None:
    number = -F(value[1:]) if value.startswith("-") else F(value)
    assert f"{rounded(number, 2, [F(limit)]):f}" == text


@given(
    st.fractions(min_value=-10, max_value=10, max_denominator=10**7),
    st.sampled_from([F(0), F(9, 10), F(1, 2), F(1, 15), F(1)]),
)
def test_a_printed_value_is_on_its_own_side_of_every_limit(
    value: Fraction, limit: Fraction
) -> None:
    assert order(F(rounded(value, 2, [limit])), limit) == order(value, limit)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("12", "12"),
        ("1234.5", "1,234.5"),
        ("12400", "12,400"),
        ("-12400.50", "−12,400.50"),
        ("1000000", "1,000,000"),
    ],
)
def test_thousands_are_grouped_and_the_minus_is_a_true_one(number: str, text: str) -> None:
    assert grouped(Decimal(number)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (22765, "22,765"),
        (0, "0"),
        (-5, "−5"),
        (F(1, 2), "0.5"),
        (F(5, 4), "1.25"),
        (F(12345), "12,345"),
        (F(1, 3), "0.3333"),
        (F(2, 3), "0.6667"),
        (F(1, 100000), "0.0000"),
        (F("20388.1234"), "20,388.1234"),
        (Root(F(2)), "1.4142"),
    ],
)
def test_a_number_in_a_calculation_is_exact_when_short(value: object, text: str) -> None:
    assert number_text(value) == text  # type: ignore[arg-type]
