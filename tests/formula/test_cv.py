"""差异系数: pupil-weighted, divided by P, exact at its limit (教督〔2017〕6号)."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluator.formula.display import half_up
from evaluator.formula.functions import cv
from evaluator.formula.values import Root, ZeroDenominator, order
from tests.formula.running import run, schools

# The published worked example of domain.md.
EXAMPLE = schools(学生数=[45, 37, 89, 76, 55], 图书数=[279, 137, 935, 160, 402])
WEIGHTED = "cv(学校, 图书数 / 学生数, weight=学生数)"


def test_the_published_example_gives_0_5153() -> None:
    value = run(WEIGHTED, tables=EXAMPLE)
    assert isinstance(value, Root)
    assert str(half_up(value, 4)) == "0.5153"
    assert str(half_up(value, 2)) == "0.52"


def test_the_unweighted_variant_gives_0_49_and_would_flip_the_limit() -> None:
    unweighted = run("cv(学校, 图书数 / 学生数)", tables=EXAMPLE)
    assert isinstance(unweighted, Root)
    assert str(half_up(unweighted, 2)) == "0.49"
    assert run("cv(学校, 图书数 / 学生数) <= 0.50", tables=EXAMPLE) is True
    assert run(f"{WEIGHTED} <= 0.50", tables=EXAMPLE) is False


def test_the_sum_is_divided_by_p_and_not_by_n_less_one() -> None:
    # values 1 and 3: mean 2, Σ(x−2)²/2 = 1, CV 1/2; divided by n−1 it would be √2/2
    assert run("cv(学校, 面积)", tables=schools(面积=[1, 3])) == Fraction(1, 2)


BORDER = schools(学生数=[54, 54], 图书数=[177, 59])


def test_two_schools_exactly_at_the_limit_reach_it() -> None:
    value = run(WEIGHTED, tables=BORDER)
    assert isinstance(value, Fraction)
    assert value == Fraction(1, 2)
    assert run(f"{WEIGHTED} <= 0.50", tables=BORDER) is True
    assert run(f"{WEIGHTED} < 0.50", tables=BORDER) is False
    assert run(f"{WEIGHTED} > 0.50", tables=BORDER) is False


@pytest.mark.parametrize(("books", "reached"), [(177, True), (178, False), (176, True)])
def test_one_book_more_no_longer_reaches_the_limit(books: int, reached: bool) -> None:
    table = schools(学生数=[54, 54], 图书数=[books, 59])
    assert run(f"{WEIGHTED} <= 0.50", tables=table) is reached


def test_a_root_just_beyond_the_limit_is_not_rounded_onto_it() -> None:
    # CV² = 0.25 + 1/(4·10⁶²): the root agrees with 0.5 in its first 60 digits
    beyond = Root(Fraction(1, 4) + Fraction(1, 4 * 10**62))
    assert str(beyond.decimal()).rstrip("0") == "0.5"
    assert order(beyond, Fraction(1, 2)) == 1


@pytest.mark.parametrize("books", [1, 5, 279])
def test_one_record_has_no_difference(books: int) -> None:
    table = schools(学生数=[45], 图书数=[books])
    assert run(WEIGHTED, tables=table) == 0
    assert run(f"{WEIGHTED} <= 0.50", tables=table) is True


def test_equal_schools_have_no_difference() -> None:
    table = schools(学生数=[10, 20, 30], 图书数=[50, 100, 150])
    assert run(WEIGHTED, tables=table) == 0


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (WEIGHTED, schools(学生数=[45, 37], 图书数=[0, 0])),
        ("cv(学校, 图书数)", schools(图书数=[0])),
        ("cv(学校, 图书数, where=图书数 > 1000)", schools(图书数=[5, 7])),
        ("cv(学校, 图书数, weight=学生数)", schools(学生数=[0, 0], 图书数=[5, 7])),
    ],
)
def test_a_mean_of_zero_or_nothing_selected_is_a_zero_denominator(text: str, table: object) -> None:
    assert isinstance(run(text, tables=table), ZeroDenominator)  # type: ignore[arg-type]


def test_only_the_selected_records_count() -> None:
    table = schools(学段=["小学", "小学", "初中"], 学生数=[54, 54, 900], 图书数=[177, 59, 1])
    text = "cv(学校, 图书数 / 学生数, weight=学生数, where=学段 == '小学')"
    assert run(text, tables=table) == Fraction(1, 2)


WEIGHTS = st.lists(st.integers(1, 5000), min_size=2, max_size=8)


@given(WEIGHTS, st.data())
def test_the_order_of_the_schools_and_the_unit_change_nothing(
    weights: list[int], data: st.DataObject
) -> None:
    values = [Fraction(data.draw(st.integers(0, 10**6)), 100) for _ in weights]
    assume(any(values))
    first = cv(values, weights, "学校")
    assert first == cv(values[::-1], weights[::-1], "学校")
    assert first == cv([value * 10000 for value in values], weights, "学校")


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=8))
def test_a_school_counts_as_often_as_it_has_pupils(values: list[int]) -> None:
    counted = [value for place, value in enumerate(values) for _ in range(place + 1)]
    weights = [place + 1 for place in range(len(values))]
    assert cv(values, weights, "学校") == cv(counted, [1] * len(counted), "学校")


def test_a_negative_weight_leaves_no_variation_to_speak_of() -> None:
    table = schools(学生数=[10, -4, 3], 图书数=[100, 7, 90])
    assert run("cv(学校, 图书数, weight=学生数)", tables=table) == ZeroDenominator(("学校",))
