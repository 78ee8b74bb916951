"""How a result is explained: the formula in words, with its values, its parts, its failing records."""

from fractions import Fraction

import pytest

from evaluator.formula.trace import trace
from evaluator.formula.values import Root
from evaluator.formula.words import substituted, words
from evaluator.rubric.units import value_text
from tests.formula.running import compiled, run, schools

KINDERGARTENS = {"公办园": 12400, "普惠民办": 8000, "在园": 22765, "上年": None, "有": True}


def test_the_trace_of_design_md() -> None:
    formula, scope = compiled("(公办园 + 普惠民办) / 在园", KINDERGARTENS)
    value = formula.evaluate(scope)
    assert value == Fraction(20400, 22765)
    text = f"{substituted(formula, scope)} = {value_text(value, 'percent', [Fraction(4, 5)])}"
    assert text == "(12,400 + 8,000) ÷ 22,765 = 89.61%"


@pytest.mark.parametrize(
    ("text", "in_words", "with_values"),
    [
        ("公办园 + 普惠民办", "公办园 + 普惠民办", "12,400 + 8,000"),
        ("公办园*2/在园", "公办园 × 2 ÷ 在园", "12,400 × 2 ÷ 22,765"),
        ("公办园/(在园*2)", "公办园 ÷ (在园 × 2)", "12,400 ÷ (22,765 × 2)"),
        ("公办园-(在园-1)", "公办园 − (在园 − 1)", "12,400 − (22,765 − 1)"),
        ("(公办园-在园)-1", "公办园 − 在园 − 1", "12,400 − 22,765 − 1"),
        ("((公办园))", "公办园", "12,400"),
        ("-公办园", "−公办园", "−12,400"),
        ("-(公办园+1)", "−(公办园 + 1)", "−(12,400 + 1)"),
        ("公办园 * 0.95", "公办园 × 0.95", "12,400 × 0.95"),
        ("公办园 / 10000", "公办园 ÷ 10,000", "12,400 ÷ 10,000"),
        ("公办园 >= 12400", "公办园 ≥ 12,400", "12,400 ≥ 12,400"),
        ("公办园 != 0 and 有", "公办园 ≠ 0 且 有", "12,400 ≠ 0 且 是"),
        ("(有 or 公办园 > 1) and 有", "(有 或 公办园 > 1) 且 有", "(是 或 12,400 > 1) 且 是"),
        ("not 有", "非 有", "非 是"),
        ("max(公办园, 在园)", "最大值(公办园；在园)", "最大值(12,400；22,765)"),
        ("公办园 / 上年", "公办园 ÷ 上年", "12,400 ÷ 未填报"),
    ],
)
def test_a_formula_in_words_and_with_its_values(text: str, in_words: str, with_values: str) -> None:
    formula, scope = compiled(text, KINDERGARTENS)
    assert words(formula) == in_words
    assert substituted(formula, scope) == with_values


def test_a_comparison_that_fails_shows_the_relation_that_is_true() -> None:
    formula, scope = compiled("在园 <= 公办园", KINDERGARTENS)
    assert substituted(formula, scope) == "22,765 > 12,400"


TABLE = schools(
    学段=["小学", "小学", "初中"],
    学生数=[400, 1000, 600],
    教师数=[4, 8, None],
    图书数=[177, 59, 0],
)


def test_a_share_is_shown_as_records_that_meet_it_over_records_selected() -> None:
    formula, scope = compiled("share(学校, 教师数 * 100 >= 学生数 * 0.9)", {}, TABLE)
    explained = trace(formula, scope)
    assert explained.substituted == "1 ÷ 3"
    assert explained.records_judged == 3
    assert explained.parts == ()


def test_the_records_not_reached_are_listed_with_the_values_that_decided() -> None:
    formula, scope = compiled("share(学校, 教师数 * 100 >= 学生数 * 0.9)", {}, TABLE)
    failing = trace(formula, scope).records
    assert [(entry.record["名称"], entry.detail) for entry in failing] == [
        ("乙校", "教师数 8，学生数 1,000"),
        ("丙校", "教师数 未填报，学生数 600"),
    ]


def test_records_outside_the_scope_are_neither_judged_nor_listed() -> None:
    formula, scope = compiled("share(学校, 教师数 > 8, where=学段 == '小学')", {}, TABLE)
    explained = trace(formula, scope)
    assert explained.records_judged == 2
    assert [entry.record["名称"] for entry in explained.records] == ["甲校", "乙校"]


def test_a_record_that_misses_parts_names_them() -> None:
    text = "share(学校, count_true(学生数 >= 500, 教师数 >= 4, 图书数 >= 1) >= 3)"
    formula, scope = compiled(text, {}, TABLE)
    failing = trace(formula, scope, ("规模", "教师", "图书")).records
    assert [entry.detail for entry in failing] == [
        "3项中达到2项（应≥3项）：规模 400 < 500",
        "3项中达到1项（应≥3项）：图书 0 < 1；未填报教师",
    ]


def test_a_part_that_also_misses_a_looser_limit_is_told_once_with_both() -> None:
    text = (
        "share(学校, count_true(教师数 * 100 / 学生数 >= 1, 图书数 / 学生数 >= 0.4) >= 1 "
        "and count_true(教师数 * 100 / 学生数 >= 1 * 0.85, 图书数 / 学生数 >= 0.4 * 0.85) == 2)"
    )
    formula, scope = compiled(text, {}, TABLE)
    failing = trace(formula, scope, ("教师", "图书")).records
    assert [entry.detail for entry in failing] == [
        "2项中达到0项（应≥1项）：教师 0.80 < 1.00，未达到标准的85%（0.85）；"
        "图书 0.06 < 0.40，未达到标准的85%（0.34）",
        "2项中达到0项（应≥1项）：图书 0.00 < 0.40，未达到标准的85%（0.34）；未填报教师",
    ]


def test_a_record_without_any_value_says_so_once() -> None:
    table = schools(学生数=[None, 400], 教师数=[None, 4])
    counted = "share(学校, count_true(学生数 >= 500, 教师数 >= 4) >= 2)"
    formula, scope = compiled(counted, {}, table)
    assert trace(formula, scope, ("规模", "教师")).records[0].detail == "各项数据均未填报"
    formula, scope = compiled("share(学校, 学生数 >= 教师数 * 500)", {}, table)
    assert trace(formula, scope).records[0].detail == "各项数据均未填报"


def test_many_missing_records_are_counted_not_listed() -> None:
    table = schools(教师数=[None] * 8)
    formula, scope = compiled("count_true(cv(学校, 教师数) <= 0.50)", {}, table)
    reason = trace(formula, scope, ("教师",)).parts[0].reason
    assert reason.endswith("甲校的教师数、乙校的教师数等8处")


def test_conditions_of_one_shape_are_written_once() -> None:
    text = (
        "count_true(cv(学校, 图书数 / 学生数, weight=学生数, where=学段 == '小学') <= 0.50, "
        "cv(学校, 教师数 / 学生数, weight=学生数, where=学段 == '小学') <= 0.50) / 2"
    )
    formula, _ = compiled(text, {}, TABLE)
    assert (
        words(formula) == "学校表2项数据的差异系数（按学生数加权，限学段为小学） ≤ 0.50的项数 ÷ 2"
    )


def test_many_conditions_stand_behind_the_formula_and_looser_ones_are_not_repeated() -> None:
    parts = ["学生数 >= if_else(学段 == '小学', 2, 3)", "教师数 >= 1", "图书数 >= 9", "图书数 > 1"]
    loose = [f"{part} * 0.85" for part in parts]
    text = (
        f"share(学校, count_true({', '.join(parts)}) >= 3 and count_true({', '.join(loose)}) == 4)"
    )
    formula, _ = compiled(text, {}, TABLE)
    assert words(formula) == (
        "学校表中符合“4项条件中成立的项数 ≥ 3 且 4项条件中标准按85%计时成立的项数 = 4”的比例。"
        "4项条件：学生数 ≥ (学段为小学时2，否则3)；教师数 ≥ 1；图书数 ≥ 9；图书数 > 1"
    )


@pytest.mark.parametrize(
    ("text", "in_words"),
    [
        ("sum(学校, 学生数, where=学段 != '初中')", "学校表学段不是初中的学生数合计"),
        ("count(学校) / 2", "学校表条数 ÷ 2"),
        ("mean(学校, 图书数 / 学生数)", "学校表“图书数 ÷ 学生数”的平均值"),
        ("share(学校, 教师数 >= 8)", "学校表中符合“教师数 ≥ 8”的比例"),
        ("count_true(1 > 2, 3 > 2)", "成立项数(1 > 2；3 > 2)"),
    ],
)
def test_what_is_taken_of_records_reads_as_a_phrase(text: str, in_words: str) -> None:
    assert words(compiled(text, {}, TABLE)[0]) == in_words


def test_the_parts_of_a_count_are_judged_one_by_one_with_their_limit() -> None:
    text = (
        "count_true(cv(学校, 图书数, where=学段 == '小学') <= 0.50, "
        "cv(学校, 教师数) <= 0.50, cv(学校, 图书数, where=学段 == '初中') <= 0.50, "
        "cv(学校, 学生数, weight=学生数) <= 0.20) / 4"
    )
    formula, scope = compiled(text, {}, TABLE)
    parts = trace(formula, scope, ("图书", "教师", "初中图书", "学生")).parts
    assert [(part.title, part.met) for part in parts] == [
        ("图书", True),
        ("教师", None),
        ("初中图书", None),
        ("学生", False),
    ]
    assert parts[0].detail == "0.5 ≤ 0.50"
    assert parts[1].reason == "未填报：丙校的教师数"
    assert parts[2].reason.startswith("分母为零")


def test_a_cv_just_beyond_its_limit_is_shown_with_enough_digits() -> None:
    # two schools: CV = 66668/133334 = 0.5000075
    table = schools(图书数=[100001, 33333])
    text = "count_true(cv(学校, 图书数) <= 0.50)"
    formula, scope = compiled(text, {}, table)
    part = trace(formula, scope, ("图书",)).parts[0]
    assert part.met is False
    assert part.detail == "0.50001 > 0.50"


def test_the_parts_inside_a_share_are_not_the_indicators_parts() -> None:
    text = "share(学校, count_true(学生数 >= 500, 教师数 >= 4) >= 1)"
    formula, scope = compiled(text, {}, TABLE)
    assert trace(formula, scope, ("规模", "教师")).parts == ()


def test_a_cv_is_shown_as_its_value() -> None:
    formula, scope = compiled("cv(学校, 图书数, where=学段 == '小学')", {}, TABLE)
    assert substituted(formula, scope) == "0.5"
    assert words(formula) == "学校表图书数的差异系数（限学段为小学）"
    assert isinstance(run("cv(学校, 学生数)", {}, TABLE), Root)
