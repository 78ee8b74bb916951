"""Published rates beside the recomputed ones: ±0.02 percentage points, and the likely cause in words."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding
from tests.samples import changed, nanwan, scored, validated


def compared(
    rubric: Rubric, indicator: str, value: str, changes: dict[Any, Any] | None = None
) -> list[Finding]:
    stated = [{"indicator": indicator, "value": value, "source": "公报"}]
    data = changed(nanwan(), {("stated",): stated, **(changes or {})})
    found = validated(rubric, data).findings
    return [entry for entry in found if entry.code.startswith("stated")]


# 11,062 ÷ 10,000 − 1 = 10.62 %
GROWTH = {"本年一般公共预算教育支出": 11062, "上年一般公共预算教育支出": 10000}


@pytest.mark.parametrize("value", ["10.62%", "10.60%", "10.64%", "10.6%", "10.625%", "0.1062"])
def test_a_rate_within_two_hundredths_of_a_point_is_accepted(rubric: Rubric, value: str) -> None:
    assert compared(rubric, "24-1", value, GROWTH) == []


@pytest.mark.parametrize(
    "value", ["10.59%", "10.65%", "10.641%", "10.599%", "11%", "-10.62%", "0%"]
)
def test_a_rate_further_off_is_told(rubric: Rubric, value: str) -> None:
    found = compared(rubric, "24-1", value, GROWTH)
    assert [(entry.code, entry.severity, entry.pointer) for entry in found] == [
        ("stated-differs", "warning", "/stated/0/value")
    ]
    assert value in found[0].message
    assert "10.62%" in found[0].message


# 1,628 ÷ (1,628 + 4,243) = 27.73 %, and not 1,628 ÷ 4,243 = 38.37 %
VOCATIONAL = {
    "中职招生数": 1628,
    "普通高中招生数": 4243,
    "中职学校数": 2,
    "中职专业课教师数": 10,
    "双师型教师数": 5,
    ("not_applicable",): [],
}


# 1,000 teachers, 14,120 children: 1:14.12
TEACHERS = {"在园幼儿数": 14120, "幼儿园专任教师数": 1000}


@pytest.mark.parametrize(
    ("indicator", "value", "changes", "cause"),
    [
        ("24-1", "1.06%", GROWTH, "小数点"),
        ("24-1", "1.062%", GROWTH, "小数点"),
        ("24-1", "106.2%", GROWTH, "小数点"),
        ("24-1", "10.62", GROWTH, "百分号"),
        ("10-6", "14.12", TEACHERS, '是否要写 "1:14.12"？'),
        ("24-1", "-10.62%", GROWTH, "正负号"),
        ("13-1", "38.37%", VOCATIONAL, "用错了分母"),
        # 84 ÷ (84 + 86) for 84 ÷ 86
        ("23-5", "49.41%", {}, "用错了分母"),
        # 997 ÷ 1,812 = 55.02 %, the rate of 10-3, in the line of 10-2 (88.02 %)
        ("10-2", "55.02%", {}, "10-3"),
        # 5 ÷ 9 = 55.56 %, the rate of 10-5
        ("10-3", "55.56%", {}, "10-5"),
        ("10-2", "12.34%", {}, "分子、分母和时期"),
    ],
)
def test_a_difference_names_its_likely_cause(
    rubric: Rubric, indicator: str, value: str, changes: dict[Any, Any], cause: str
) -> None:
    found = compared(rubric, indicator, value, changes)
    assert [entry.code for entry in found] == ["stated-differs"]
    assert cause in found[0].hint


def test_the_right_share_is_accepted(rubric: Rubric) -> None:
    assert compared(rubric, "13-1", "27.73%", VOCATIONAL) == []


@pytest.mark.parametrize(
    ("indicator", "value", "told"),
    [
        # −0.7983 percentage points
        ("7-3", "-0.80", False),
        ("7-3", "-0.78", False),
        ("7-3", "-0.82", True),
        ("7-3", "0.80", True),
        # 88.5 points
        ("18-2", "88.5", False),
        ("18-2", "88.6", True),
        # 125 ÷ 1,812 = 6.898 %
        ("10-6", "6.90%", False),
        ("10-6", "5.00%", True),
    ],
)
def test_other_units_are_compared_too(
    rubric: Rubric, indicator: str, value: str, told: bool
) -> None:
    assert bool(compared(rubric, indicator, value)) is told


@pytest.mark.parametrize(
    ("indicator", "changes"), [("13-1", {}), ("10-2", {"在园幼儿数": None}), ("1-1", {})]
)
def test_what_cannot_be_recomputed_is_said_to_be_uncompared(
    rubric: Rubric, indicator: str, changes: dict[str, None]
) -> None:
    found = compared(rubric, indicator, "50%", changes)
    assert [(entry.code, entry.severity) for entry in found] == [("stated-unknown", "info")]


def test_a_stated_rate_is_never_scored(rubric: Rubric) -> None:
    data = changed(
        nanwan(), {("stated",): [{"indicator": "10-2", "value": "99%", "source": "公报"}]}
    )
    assert scored(rubric, data).indicators == scored(rubric, nanwan()).indicators


def test_a_rate_that_was_rounded_too_far_is_told_so(rubric: Rubric) -> None:
    # 10,656 ÷ 10,000 − 1 = 6.56 %
    growth = {"本年一般公共预算教育支出": 10656, "上年一般公共预算教育支出": 10000}
    (one,) = compared(rubric, "24-1", "6.6%", growth)
    (none,) = compared(rubric, "24-1", "7%", growth)
    assert "只保留了 1 位小数" in one.hint and "舍去了小数" in none.hint
    (share,) = compared(rubric, "24-1", "0.07", growth)
    assert "像是写成了小数" in share.hint
    (whole,) = compared(rubric, "24-1", "7.00%", growth)
    assert "舍去了小数" not in whole.hint
    assert "小数" not in compared(rubric, "24-1", "6.7%", growth)[0].hint


FORMER = "对调以后正好与公布数相符，可能是本年和上年的数填反了"


def test_this_year_and_last_year_exchanged_are_told_where_a_published_rate_shows_it(
    rubric: Rubric,
) -> None:
    exchanged = {"本年一般公共预算教育支出": 10000, "上年一般公共预算教育支出": 11062}
    (entry,) = compared(rubric, "24-1", "10.62%", exchanged)
    assert entry.hint.startswith(
        f"「本年一般公共预算教育支出」和「上年一般公共预算教育支出」{FORMER}"
    )
    assert FORMER not in compared(rubric, "24-1", "9.62%", exchanged)[0].hint


def test_years_exchanged_and_a_sign_left_out_may_look_the_same(rubric: Rubric) -> None:
    # the myopia rate falls by 0.7983 points; with the years exchanged it rises by as much
    (entry,) = compared(rubric, "7-3", "0.80")
    assert FORMER in entry.hint
    assert "也可能只是公布数多写或漏写了负号" in entry.hint


def test_a_difference_that_comes_of_a_figure_copied_from_last_year_says_so(
    rubric: Rubric,
) -> None:
    copied = {"本年一般公共预算教育支出": 11062, "上年一般公共预算教育支出": 11062}
    (entry,) = compared(rubric, "24-1", "10.62%", copied)
    assert entry.hint.startswith(
        "所用的「本年一般公共预算教育支出」与上年的数完全相同（另有警告），差异多半由此而来"
    )
    said = {("explanations",): [{"field": "本年一般公共预算教育支出", "text": "两年相同，属实"}]}
    (entry,) = compared(rubric, "24-1", "10.62%", {**copied, **said})
    assert "上年的数完全相同" not in entry.hint


def test_a_share_published_as_a_fraction_is_asked_for_as_a_percentage(rubric: Rubric) -> None:
    (entry,) = compared(rubric, "24-1", "0.11", GROWTH)
    assert '公布数像是写成了小数，请写成百分率：公布的是 11% 的，写 "11%"。' in entry.hint
