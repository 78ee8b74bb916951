"""Rates so far from their standard that a digit was probably lost or added."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding
from tests.samples import changed, sample, validated

PSYCHOLOGISTS, SCHOOLS = "配备专职心理教师学校数", "中小学校数"


def found(rubric: Rubric, changes: dict[Any, Any]) -> list[Finding]:
    findings = validated(rubric, changed(sample("binhai"), changes)).findings
    return [entry for entry in findings if entry.code == "rate-far-off"]


def test_a_figure_with_a_digit_too_few_is_told_with_its_rate(rubric: Rubric) -> None:
    (entry,) = found(rubric, {PSYCHOLOGISTS: 9})
    assert entry.severity == "warning"
    assert entry.pointer == f"/data/学生发展/{PSYCHOLOGISTS}"
    assert entry.related == (f"/data/学校与学生/{SCHOOLS}",)
    assert "指标 8-2（专职心理教师配备率）为 " in entry.message
    assert "不到满分标准（100%）的 1/5" in entry.message
    assert f"「{PSYCHOLOGISTS}」9 所、「{SCHOOLS}」" in entry.hint


def test_a_rate_of_five_times_a_low_standard_is_told(rubric: Rubric) -> None:
    numbers = {"老年人智能技术培训人数": 25_001, "六十岁以上人口数": 100_000}
    (entry,) = found(rubric, numbers)
    assert "为 25.001%，超过满分标准（5%）的 5 倍" in entry.message


@pytest.mark.parametrize(
    ("trained", "all_of_them", "told"),
    [
        (999, 100_000, True),
        (1_000, 100_000, False),
        (25_000, 100_000, False),
        (25_001, 100_000, True),
        (0, 100_000, False),
    ],
)
def test_a_fifth_of_the_standard_and_five_times_it_are_not_far_nor_is_zero(
    rubric: Rubric, trained: int, all_of_them: int, told: bool
) -> None:
    numbers = {"老年人智能技术培训人数": trained, "六十岁以上人口数": all_of_them}
    assert bool(found(rubric, numbers)) is told


def test_rates_that_share_a_wrong_figure_are_one_finding_at_it(rubric: Rubric) -> None:
    (entry,) = found(rubric, {"校外培训机构数": 2140})
    assert entry.pointer == "/data/校外培训/校外培训机构数"
    assert "指标 12-1" in entry.message and "指标 12-2" in entry.message
    assert "：「校外培训机构数」2,140 家；" in entry.hint
    assert len(entry.related) == 2


def test_a_figure_that_is_doubted_already_is_not_doubted_again(rubric: Rubric) -> None:
    assert found(rubric, {"公用经费应拨额": 10_000_000}) == []


def test_a_rate_that_is_truly_low_is_explained_at_its_figure(rubric: Rubric) -> None:
    said = [{"field": PSYCHOLOGISTS, "text": "本区市专职心理教师编制少，正在招聘。"}]
    (entry,) = found(rubric, {PSYCHOLOGISTS: 9, ("explanations",): said})
    assert entry.explained == "本区市专职心理教师编制少，正在招聘。"
