"""Values and scores of the 滨海区 sample worked out by hand."""

from decimal import Decimal

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from tests.samples import indicator, sample, scored


@pytest.fixture(scope="module")
def binhai(rubric: Rubric) -> Evaluation:
    return scored(rubric, sample("binhai"))


@pytest.mark.parametrize(
    ("identifier", "value", "substituted", "score"),
    [
        # (98.2030… − 60) ÷ 40 = 0.95507… of 10
        ("1-2", "98.20%", "13,170 ÷ 13,411", "9.55"),
        ("2-1", "100.00%", "110 ÷ 110", "10.00"),
        # 41/42 = 97.619 %: 27.619 ÷ 30 of 20
        ("3-1", "97.62%", "41 ÷ 42", "18.41"),
        # 87/512 = 16.992 %: 11.992 ÷ 15 of 15
        ("4-2", "16.99%", "87 ÷ 512", "11.99"),
        # −0.84998: 0.7 + 0.3 × 0.34998 ÷ 0.5 = 0.909988 of 15
        ("7-3", "−0.85 个百分点", "(88,016 ÷ 156,002 − 87,412 ÷ 152,632) × 100", "13.65"),
        # 34,012 ÷ 38,654 = 87.9909 %: 0.6 + 0.4 × 0.79909 = 0.919637 of 20
        ("10-2", "87.99%", "(20,989 + 13,023) ÷ 38,654", "18.39"),
        # 2,737 ÷ 38,654 > 1/15
        ("10-6", "1:14.12", "2,737 ÷ 38,654", "10.00"),
        # 13,391,000 ÷ 20,989 = 638.00
        ("10-9", "638.00 元", "1,339.1 × 10,000 ÷ 20,989", "5.00"),
        ("11-2", "0.00%", "0 ÷ 3,260", "15.00"),
        # 14,508 ÷ 14,699 = 98.70 %
        ("11-10", "98.70%", "14,508 ÷ (14,596 + 555 − 452)", "5.00"),
        # 88.93: 0.9 + 0.1 × 3.93 ÷ 5 = 0.9786 of 15
        ("18-2", "88.93 分", "88.93", "14.68"),
        # 137,419.97 ÷ 138,640 = 99.12 %: 9.12 ÷ 10 of 20
        ("22-1", "99.12%", "137,419.97 ÷ 138,640", "18.24"),
        # 27,967.7 ÷ 426,181 = 6.5624 %
        ("24-1", "6.56%", "454,148.7 ÷ 426,181 − 1", "30.00"),
    ],
)  # fmt: skip
def test_an_indicator_is_as_worked_out_by_hand(
    binhai: Evaluation, identifier: str, value: str, substituted: str, score: str
) -> None:
    result = indicator(binhai, identifier)
    assert result.value is not None
    assert result.value.text == value
    assert result.trace is not None
    assert result.trace.substituted == substituted
    assert result.trace.result == value
    assert result.self_score == Decimal(score)
    assert value in result.reason


def test_the_parts_of_a_checklist_add_up_exactly(binhai: Evaluation) -> None:
    result = indicator(binhai, "19-4")
    assert [part.score for part in result.parts] == [Decimal("1.25")] * 4
    assert result.self_score == Decimal("5.00")


def test_a_count_of_variations_has_a_part_for_each_of_the_seven_items(binhai: Evaluation) -> None:
    parts = indicator(binhai, "11-4").parts
    assert len(parts) == 7
    assert parts[6].title == "每百名学生拥有网络多媒体教室数"
    assert all("≤ 0.50" in part.detail for part in parts if part.met)


def test_a_share_lists_every_school_that_fails_and_counts_those_judged(binhai: Evaluation) -> None:
    result = indicator(binhai, "23-4")
    # 106 schools with a main record, whatever their rows
    assert result.records_judged == 106
    assert result.value is not None
    failing = len(result.records)
    assert result.value.exact in (f"{106 - failing}/106", f"{(106 - failing) // 2}/53")
    assert all(entry.key and entry.name.startswith("滨海区") for entry in result.records)


def test_the_plan_words_and_the_standard_stand_beside_the_score(binhai: Evaluation) -> None:
    result = indicator(binhai, "22-1")
    assert (result.plan.item, result.plan.quoted_from) == (22, 11)
    assert result.plan.text == "推进国家义务教育优质均衡发展县创建工作"
    assert indicator(binhai, "6-1").plan.basis == "本指标体系提出，非要点原文"
    assert indicator(binhai, "7-2").standard_mark == "国（50%）、拟（33%）"
    assert indicator(binhai, "10-2").full_marks_at == "≥90%"
    assert indicator(binhai, "7-3").full_marks_at == "≤−1 个百分点"
    assert indicator(binhai, "11-2").full_marks_at == "0%"


def test_the_reported_fields_are_kept_with_their_owner(binhai: Evaluation) -> None:
    fields = {entry.key: entry for entry in binhai.fields}
    assert fields["在园幼儿数"].reported == "38,654"
    assert fields["本年一般公共预算教育支出"].reported == "454,148.7"
    assert fields["全市招生系统已启用"].reported == "是"
    assert fields["全市招生系统已启用"].city_register is True
    assert fields["区市教育规划"].reported == "滨政发〔2021〕12号（2021-06-30）"
    assert fields["区市教育规划"].department == "教育"
