"""Missing and zero denominator in formulas: a test for each sentence of design.md on typed outcomes."""

from fractions import Fraction
from typing import Any

import pytest

from evaluator.formula.trace import trace
from evaluator.formula.values import Missing, ZeroDenominator
from tests.formula.running import compiled, run, schools

NULLS = {"甲": 5, "乙": 0, "丙": None, "丁": None}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("甲 / 乙", ZeroDenominator(("乙",))),
        ("甲 / (乙 * 甲 - 乙)", ZeroDenominator(("乙", "甲"))),
        ("甲 + 甲 / 乙", ZeroDenominator(("乙",))),
        ("甲 / 乙 > 1", ZeroDenominator(("乙",))),
        ("max(甲 / 乙, 1)", ZeroDenominator(("乙",))),
        ("- (甲 / 乙)", ZeroDenominator(("乙",))),
        ("丙", Missing(("丙",))),
        ("丙 + 丁 + 丙", Missing(("丙", "丁"))),
        ("-丙", Missing(("丙",))),
    ],
)
def test_an_outcome_is_typed_and_names_its_places(text: str, outcome: object) -> None:
    assert run(text, NULLS) == outcome


def test_zero_is_a_number_and_null_is_none() -> None:
    assert run("乙 / 甲", NULLS) == 0
    assert run("丙 / 甲", NULLS) == Missing(("丙",))


@pytest.mark.parametrize(
    "text",
    [
        "甲 > 0 or 丙 > 0",
        "丙 > 0 or 甲 > 0",
        "甲 < 0 and 丙 > 0",
        "丙 * 0",
        "if_else(甲 > 0, 甲, 丙)",
        "if_else(丙 > 0, 甲, 甲)",
        "max(甲, 丙)",
        "甲 < 0 < 丙",
        "not 丙 > 0",
        "丙 - 丙",
        "close(甲, 甲, 丙)",
    ],
)
def test_a_formula_that_names_a_null_is_missing_without_short_circuit(text: str) -> None:
    assert run(text, NULLS) == Missing(("丙",))


@pytest.mark.parametrize("text", ["甲 / 乙 + 丙", "丙 + 甲 / 乙", "丙 / 乙", "max(甲 / 乙, 丙)"])
def test_missing_wins_over_zero_denominator(text: str) -> None:
    assert run(text, NULLS) == Missing(("丙",))


TABLE = schools(学段=["小学", "小学", "初中"], 学生数=[100, 300, 200], 图书数=[0, 0, 0])


@pytest.mark.parametrize(
    "text",
    [
        "share(学校, 学生数 > 1, where=学段 == '高中')",
        "mean(学校, 学生数, where=学段 == '高中')",
        "cv(学校, 学生数, where=学段 == '高中')",
        "cv(学校, 图书数)",
        "cv(学校, 图书数 / 学生数, weight=学生数)",
    ],
)
def test_nothing_selected_or_a_mean_of_zero_is_a_zero_denominator(text: str) -> None:
    assert isinstance(run(text, tables=TABLE), ZeroDenominator)


def test_counting_nothing_gives_zero() -> None:
    assert run("count(学校, where=学段 == '高中')", tables=TABLE) == 0


GAPS = schools(
    学段=["小学", "初中", "小学", "小学"],
    主记录=[True, True, None, True],
    学生数=[100, None, 300, 200],
    教师数=[8, 9, 30, None],
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # 乙校 has no 学生数, so it fails; the other three pass
        ("share(学校, 学生数 >= 100)", Fraction(3, 4)),
        ("share(学校, 学生数 >= 100 or 教师数 >= 1)", Fraction(1, 2)),
        ("share(学校, not 学生数 >= 1000)", Fraction(3, 4)),
        ("share(学校, 教师数 / (学生数 - 100) >= 0)", Fraction(1, 4)),
        ("share(学校, count_true(学生数 >= 100, 教师数 >= 1) >= 1)", Fraction(1)),
        ("share(学校, count_true(学生数 >= 100, 教师数 >= 1) == 2)", Fraction(1, 2)),
    ],
)
def test_a_null_inside_a_shares_condition_makes_that_record_fail(
    text: str, value: Fraction
) -> None:
    assert run(text, tables=GAPS) == value


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("share(学校, 学段 == '小学', where=主记录)", ("丙校的主记录",)),
        ("count(学校, where=主记录)", ("丙校的主记录",)),
        ("count(学校, where=学生数 > 1)", ("乙校的学生数",)),
        ("sum(学校, 教师数, where=主记录)", ("丙校的主记录", "丁校的教师数")),
        ("sum(学校, 学生数)", ("乙校的学生数",)),
        ("mean(学校, 学生数)", ("乙校的学生数",)),
        ("cv(学校, 学生数)", ("乙校的学生数",)),
        ("cv(学校, 教师数 / 学生数)", ("乙校的学生数", "丁校的教师数")),
        ("cv(学校, 1, weight=学生数)", ("乙校的学生数",)),
        ("mean(学校, 1, weight=学生数)", ("乙校的学生数",)),
        ("share(学校, 学段 == '小学', weight=学生数)", ("乙校的学生数",)),
    ],
)
def test_a_null_in_where_weight_or_a_sum_makes_the_result_missing_and_names_the_record(
    text: str, places: tuple[str, ...]
) -> None:
    assert run(text, tables=GAPS) == Missing(places)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sum(学校, 学生数, where=学段 == '小学')", 600),
        ("mean(学校, 学生数, where=学段 == '小学')", 200),
        ("count(学校, where=学段 == '小学')", 3),
    ],
)
def test_a_null_of_a_record_that_is_not_selected_does_not_matter(text: str, value: int) -> None:
    assert run(text, tables=GAPS) == value


def test_a_zero_denominator_of_one_record_names_the_record() -> None:
    table = schools(学生数=[100, 0], 图书数=[5, 7])
    assert run("sum(学校, 图书数 / 学生数)", tables=table) == ZeroDenominator(("乙校的学生数",))


def test_missing_wins_over_zero_denominator_among_records() -> None:
    table = schools(学生数=[0, 10], 图书数=[5, None])
    assert run("sum(学校, 图书数 / 学生数)", tables=table) == Missing(("乙校的图书数",))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count_true(甲 > 0, 丙 > 0, 甲 > 1)", 2),
        ("count_true(甲 / 乙 > 1, 甲 > 1)", 1),
        ("count_true(甲 / 乙 > 1, 乙 / 乙 > 1)", 0),
        ("count_true(丙 > 0, 甲 / 乙 > 1)", 0),
        ("count_true(not 丙 > 0, 甲 > 0) / 2", Fraction(1, 2)),
    ],
)
def test_a_part_of_count_true_with_an_outcome_counts_as_not_met(text: str, value: object) -> None:
    assert run(text, NULLS) == value


def test_count_true_with_all_parts_missing_is_missing() -> None:
    assert run("count_true(丙 > 0, 丁 > 0)", NULLS) == Missing(("丙", "丁"))
    assert run("count_true(丙 > 0) + 1", NULLS) == Missing(("丙",))


TWO = schools(图书=[1, None], 学段=["小学", "小学"])


@pytest.mark.parametrize(
    ("text", "fields", "outcome"),
    [
        ("share(学校, 图书 > 空)", {"空": None}, Missing(("空",))),
        ("sum(学校, 空 + 1)", {"空": None}, Missing(("空",))),
        ("share(学校, 图书 > 空, where=空 > 0)", {"空": None}, Missing(("空",))),
        ("sum(学校, 图书 + 空)", {"空": None}, Missing(("空", "乙校的图书"))),
        ("share(学校, 1 / 零 > 0)", {"零": 0}, ZeroDenominator(("零",))),
        ("share(学校, 图书 / 零 > 0)", {"零": 0}, ZeroDenominator(("零",))),
    ],
)
def test_a_districts_field_inside_records_is_named_once_as_it_is(
    text: str, fields: dict[str, Any], outcome: Any
) -> None:
    assert run(text, fields, TWO) == outcome


def test_no_record_is_to_blame_for_a_districts_null() -> None:
    explained = trace(*compiled("share(学校, 图书 > 空)", {"空": None}, TWO))
    assert explained.records == ()
