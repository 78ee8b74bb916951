"""What the `when` of a rule or prompt may look up: value, score_rate, grade and (prompts) holds."""

from pathlib import Path
from typing import Any

import pytest

from evaluator.scoring.result import Evaluation
from tests.samples import scored
from tests.small_rubric import BASIS, by_score, number, scored_by, small_rubric, submission

VETO = {"id": "V1", "title": "规定", "effect": "veto", "basis": BASIS, "text": "规定"}
PROMPT = {"id": "Q1", "title": "提示", "basis": BASIS, "text": "提示"}


def asked(
    tmp_path: Path,
    rule: str | None = None,
    prompt: str | None = None,
    data: dict[str, Any] | None = None,
    **more: Any,
) -> Evaluation:
    """Three indicators, of which 1-3 does not apply, with one rule and one prompt."""
    rubric = small_rubric(
        tmp_path / "small",
        [
            by_score("1-1", "600", "甲"),
            by_score("1-2", "300", "乙"),
            by_score("1-3", "100", "丙", applies_when="丙 > 0"),
        ],
        {"甲": number(), "乙": number(), "丙": number()},
        rules=[{**VETO, "when": rule, **more}] if rule else [],
        prompts=[{**PROMPT, "when": prompt}] if prompt else [],
    )
    given = submission({"甲": 600, "乙": 150, "丙": 0, **(data or {})})
    given["not_applicable"] = [{"indicator": "1-3", "reason": "没有此项"}]
    return scored(rubric, given)


LOOKUPS = [
    ('value("1-2") == 150', "holds", "指标1-2为150.00 分，成立。"),
    ('value("1-2") > 150', "not_holds", "指标1-2为150.00 分，不成立。"),
    ('value("1-3") > 0', "not_holds", "指标1-3没有数值，不成立。"),
    ('score_rate("1-2") == 0.5', "holds", "指标1-2的得分率为50.00%，成立。"),
    ('score_rate("1-2") < 0.5', "not_holds", "指标1-2的得分率为50.00%，不成立。"),
    ('score_rate("1-3") < 1', "not_holds", "指标1-3没有得分率，不成立。"),
    ('score_rate("1-2", 1) < 1', "undecided", "缺少上一年度指标1-2的得分率，无法判定。"),
    ('grade() == "良好"', "holds", "等级为良好，成立。"),
    ('grade() == "优秀"', "not_holds", "等级为良好，不成立。"),
]


@pytest.mark.parametrize(("when", "state", "reason"), LOOKUPS)
def test_a_rule_looks_up(tmp_path: Path, when: str, state: str, reason: str) -> None:
    rule = asked(tmp_path, rule=when).rules[0]
    assert (rule.state, rule.reason) == (state, reason)


@pytest.mark.parametrize(("when", "state", "reason"), LOOKUPS)
def test_a_prompt_looks_up(tmp_path: Path, when: str, state: str, reason: str) -> None:
    """A prompt that holds gives its reason alone."""
    prompt = asked(tmp_path, prompt=when).prompts[0]
    assert (prompt.state, prompt.reason) == (state, reason.replace("，成立。", "。"))


def test_a_rule_sees_the_grade_by_rate_and_a_prompt_the_final_one(tmp_path: Path) -> None:
    evaluation = asked(tmp_path, rule='grade() == "良好"', prompt='grade() == "不合格"')
    assert (evaluation.overall.grade_by_rate, evaluation.overall.grade) == ("良好", "不合格")
    assert evaluation.prompts[0].state == "holds"


def test_a_prompt_asks_which_rules_hold(tmp_path: Path) -> None:
    evaluation = asked(tmp_path, rule='score_rate("1-2") < 0.6', prompt='holds("V1")')
    assert (evaluation.prompts[0].state, evaluation.prompts[0].reason) == ("holds", "V1成立。")


@pytest.mark.parametrize(("on_missing", "state"), [("holds", "holds"), ("undecided", "undecided")])
def test_a_score_rate_that_is_missing_is_as_on_missing_says(
    tmp_path: Path, on_missing: str, state: str
) -> None:
    when = 'score_rate("1-2") < 0.6'
    evaluation = asked(tmp_path, rule=when, data={"乙": None}, on_missing=on_missing)
    assert evaluation.rules[0].state == state


def test_a_rule_sees_that_too_little_applies_for_a_grade(tmp_path: Path) -> None:
    rubric = small_rubric(
        tmp_path / "small",
        [by_score("1-1", "200", "甲"), scored_by("1-2", "800", **RATED)],
        {"甲": number()},
        rules=[{**VETO, "when": 'grade() == "暂不评级"'}],
    )
    evaluation = scored(rubric, submission({"甲": 200}))
    assert evaluation.rules[0].state == "holds"
    assert evaluation.overall.grade == "暂不评级"


RATED = {"score": {"method": "rating", "scale": {"A": "1", "B": "0.8", "C": "0.6", "D": "0"}}}


def test_the_scaled_total_never_rounds_onto_a_grade(tmp_path: Path) -> None:
    rubric = small_rubric(
        tmp_path / "small",
        [by_score("1-1", "999.99", "甲"), by_score("1-2", "0.01", "乙", applies_when="乙 > 0")],
        {"甲": number(), "乙": number()},
    )
    given = submission({"甲": 899.99, "乙": 0})
    given["not_applicable"] = [{"indicator": "1-2", "reason": "没有此项"}]
    overall = scored(rubric, given).overall
    assert overall.grade == "良好"
    assert str(overall.scaled_score) == "899.999"
