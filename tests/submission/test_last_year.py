"""A value beside last year's: slipped digits, a wrong unit, a large change."""

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding
from tests.samples import changed, nanwan, validated

NOW, BEFORE = "本年年均在校学生数", "上年年均在校学生数"


def about_last_year(rubric: Rubric, changes: dict[str, float]) -> list[Finding]:
    found = validated(rubric, changed(nanwan(), changes)).findings
    return [entry for entry in found if entry.code == "last-year-ratio"]


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (100, 100, None),
        (130, 100, None),
        (130.01, 100, "30%"),
        (70, 100, None),
        (69.99, 100, "30%"),
        (150, 100, "30%"),
        (200, 100, "30%"),
        (200.01, 100, "100%"),
        (500, 100, "100%"),
        (799.99, 100, "100%"),
        (800, 100, "十倍"),
        (1250, 100, "十倍"),
        (1250.01, 100, "100%"),
        (1000, 100, "十倍"),
        (1062, 100, "十倍"),
        (100, 1000, "十倍"),
        (100, 1062, "十倍"),
        (5000, 100, "100%"),
        (1000000, 100, "一万倍"),
        (100, 1000000, "一万倍"),
        (1103000, 100, "一万倍"),
    ],
)
def test_a_change_is_told_with_its_likely_cause(
    rubric: Rubric, now: float, before: float, words: str | None
) -> None:
    found = about_last_year(rubric, {NOW: now, BEFORE: before})
    if words is None:
        assert found == []
    else:
        assert [entry.severity for entry in found] == ["warning"]
        assert found[0].pointer == f"/data/经费/{NOW}"
        assert words in found[0].message


def test_yuan_beside_wan_yuan_is_answered_with_the_unit(rubric: Rubric) -> None:
    money = {"本年一般公共预算教育支出": 1000000, "上年一般公共预算教育支出": 100}
    found = about_last_year(rubric, money)
    assert found[0].hint.startswith("是否把元当作万元填了？若是，应填 100（万元）。")


@pytest.mark.parametrize(
    ("now", "times", "advice"),
    [
        (31.4256, "一万倍", "是否把亿元当作万元填了？若是，应填 314256（万元）。"),
        (31425.6, "十倍", "是否少写了一位数？若是，应填 314256（万元）。"),
        (3142.56, "一百倍", "是否少写了两位数？若是，应填 314256（万元）。"),
        (0.1, "3,100,000 倍", "请核对两年的单位"),
    ],
)
def test_the_factor_between_the_years_is_the_right_one(
    rubric: Rubric, now: float, times: str, advice: str
) -> None:
    money = {"本年一般公共预算教育支出": now, "上年一般公共预算教育支出": 318181}
    (found,) = about_last_year(rubric, money)
    assert f"相差约{times}" in found.message.replace("约 ", "约")
    assert advice in found.hint


def test_pupils_are_not_told_about_units_of_money(rubric: Rubric) -> None:
    (found,) = about_last_year(rubric, {NOW: 1000000, BEFORE: 100})
    assert "多写了四位数" in found.hint and "元" not in found.hint


@pytest.mark.parametrize(("now", "before", "told"), [(0, 1907, 1), (1920, 0, 1), (0, 0, 0)])
def test_a_year_of_zero_is_told(rubric: Rubric, now: int, before: int, told: int) -> None:
    found = about_last_year(rubric, {"本年近视学生数": now, "上年近视学生数": before})
    assert len(found) == told


@pytest.mark.parametrize("field", [NOW, BEFORE])
def test_a_null_beside_a_value_is_not_compared(rubric: Rubric, field: str) -> None:
    data = changed(nanwan(), {field: None})
    assert "last-year-ratio" not in {entry.code for entry in validated(rubric, data).findings}


def test_the_four_pairs_of_the_rubric_are_compared(rubric: Rubric) -> None:
    pairs = {
        key: entry.last_year for key, entry in rubric.content.fields.items() if entry.last_year
    }
    assert pairs == {
        "本年近视学生数": "上年近视学生数",
        "本年视力监测学生数": "上年视力监测学生数",
        "本年一般公共预算教育支出": "上年一般公共预算教育支出",
        "本年年均在校学生数": "上年年均在校学生数",
    }
