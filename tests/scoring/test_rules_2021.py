"""The 2021 rubric's rules V1–V7 and prompts Q1–Q4 on the self-reported values."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from tests.samples import changed, nanwan, sample, scored

FACTS = ("V1", "V2", "V4", "V6", "V7")


def states(evaluation: Evaluation) -> dict[str, str]:
    return {entry.id: entry.state for entry in (*evaluation.rules, *evaluation.prompts)}


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, "not_holds"),
        # 支出 equal to last year's, and the pupils not more: growth exactly 0 twice
        ({"本年一般公共预算教育支出": 9793.80, "本年年均在校学生数": 5277.77}, "not_holds"),
        # 0.01 万元 less: −1/979380, printed it would be 0.00 %
        ({"本年一般公共预算教育支出": 9793.79, "本年年均在校学生数": 5000}, "holds"),
        # more money, but 8 % more pupils: only 24-2 falls
        ({"本年年均在校学生数": 5700}, "holds"),
        # missing counts as holding
        ({"本年一般公共预算教育支出": None}, "holds"),
        ({"上年年均在校学生数": None}, "holds"),
    ],
)
def test_v5_holds_when_either_growth_is_negative_or_missing(
    rubric: Rubric, changes: dict[str, Any], state: str
) -> None:
    evaluation = scored(rubric, changed(nanwan(), changes))
    assert states(evaluation)["V5"] == state


def test_v5_keeps_an_excellent_district_at_good(rubric: Rubric) -> None:
    evaluation = scored(rubric, nanwan())
    assert (evaluation.overall.grade_by_rate, evaluation.overall.grade) == ("优秀", "优秀")
    data = changed(nanwan(), {"本年年均在校学生数": 5700})
    capped = scored(rubric, data)
    assert (capped.overall.grade_by_rate, capped.overall.grade) == ("优秀", "良好")
    assert capped.overall.grade_path[1].startswith("限制性规定V5成立（指标24-1为")
    assert capped.overall.grade_path[1].endswith("，等级不得高于良好；由优秀改为良好")


def test_a_cap_above_the_grade_says_that_nothing_changes(rubric: Rubric) -> None:
    assert scored(rubric, sample("lingang")).overall.grade_path == (
        "按得分率评为不合格",
        "限制性规定V5成立（指标24-1为−2.58%，指标24-2为−8.10%），等级不得高于良好；"
        "按得分率已为不合格，等级不变",
    )


def test_a_prompt_that_holds_gives_its_reason(rubric: Rubric) -> None:
    prompts = scored(rubric, sample("lingang")).prompts
    assert {entry.id: entry.reason for entry in prompts if entry.state == "holds"} == {
        "Q1": "等级为不合格。",
        "Q2": "指标19-1为47.83%。",
        "Q4": "V5成立。",
    }


def test_a_missing_growth_says_why_v5_holds(rubric: Rubric) -> None:
    evaluation = scored(rubric, changed(nanwan(), {"上年年均在校学生数": None}))
    reason = next(entry.reason for entry in evaluation.rules if entry.id == "V5")
    assert "24-2" in reason
    assert "视同成立" in reason


@pytest.mark.parametrize("slug", ["binhai", "beishan", "lingang"])
def test_facts_and_the_change_over_four_years_stay_undecided(rubric: Rubric, slug: str) -> None:
    found = states(scored(rubric, sample(slug)))
    assert {found[rule] for rule in (*FACTS, "V3")} == {"undecided"}
    assert found["Q3"] == "undecided"


@pytest.mark.parametrize(
    ("solved", "found", "state"),
    [
        (5, 5, "not_holds"),
        (2, 4, "not_holds"),
        (2, 5, "holds"),
        (0, 5, "holds"),
        (None, 5, "undecided"),
    ],
)
def test_q2_asks_whether_less_than_half_was_put_right(
    rubric: Rubric, solved: int | None, found: int, state: str
) -> None:
    data = changed(nanwan(), {"上年反馈问题已整改数": solved, "上年反馈问题数": found})
    assert states(scored(rubric, data))["Q2"] == state


def test_q2_does_not_hold_without_any_problem_last_year(rubric: Rubric) -> None:
    reasons = [*nanwan()["not_applicable"], {"indicator": "19-1", "reason": "上年没有反馈问题"}]
    none = {"上年反馈问题已整改数": 0, "上年反馈问题数": 0, ("not_applicable",): reasons}
    assert states(scored(rubric, changed(nanwan(), none)))["Q2"] == "not_holds"


@pytest.mark.parametrize(("pupils", "state"), [(5332.18, "undecided"), (5700, "holds")])
def test_q4_holds_with_any_rule_that_holds_and_waits_for_those_undecided(
    rubric: Rubric, pupils: float, state: str
) -> None:
    assert states(scored(rubric, changed(nanwan(), {"本年年均在校学生数": pupils})))["Q4"] == state


def test_q1_holds_for_a_district_that_fails(rubric: Rubric) -> None:
    assert states(scored(rubric, nanwan()))["Q1"] == "not_holds"
    fields = rubric.content.fields
    data = changed(nanwan(), dict.fromkeys(fields) | {("not_applicable",): []})
    failed = scored(rubric, data)
    assert failed.overall.grade == "不合格"
    assert states(failed)["Q1"] == "holds"


def test_a_rules_result_carries_its_basis_and_its_effect_in_words(rubric: Rubric) -> None:
    rules = {entry.id: entry for entry in scored(rubric, nanwan()).rules}
    assert rules["V1"].effect_text == "一票否决，评为不合格"
    assert rules["V2"].effect_text == "降一等"
    assert rules["V5"].effect_text == "最高评为良好"
    assert rules["V4"].effect_text == "最高评为不合格"
    assert rules["V3"].basis.origin == "拟"
    assert rules["V5"].basis.origin == "国"


@pytest.mark.parametrize(
    ("slug", "grade"), [("binhai", "优秀"), ("beishan", "合格"), ("lingang", "不合格")]
)
def test_the_samples_have_different_grades(rubric: Rubric, slug: str, grade: str) -> None:
    assert scored(rubric, sample(slug)).overall.grade == grade
