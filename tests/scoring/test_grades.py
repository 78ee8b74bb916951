"""等级: half-open bands on the exact rate, then cap → one demotion → veto; ungraded below 85 % applicable."""

from pathlib import Path
from typing import Any

import pytest

from evaluator.scoring.result import Evaluation
from tests.samples import scored
from tests.small_rubric import BASIS, by_score, number, small_rubric, submission

ALWAYS = 'value("1-1") >= 0'


def rule(place: int, effect: str, at_most: str | None = None) -> dict[str, Any]:
    about = {"effect": effect, "when": ALWAYS, "basis": BASIS, "text": "规定", "title": "规定"}
    return {"id": f"V{place}", **about, **({"at_most": at_most} if at_most else {})}


def graded(tmp_path: Path, score: float, rules: list[dict[str, Any]] | None = None) -> Evaluation:
    """The Evaluation of one indicator of 1,000 points whose score is the number reported."""
    rubric = small_rubric(
        tmp_path / "small", [by_score("1-1", "1000", "甲")], {"甲": number()}, rules=rules or []
    )
    return scored(rubric, submission({"甲": score}))


@pytest.mark.parametrize(
    ("score", "grade", "rate"),
    [
        (1000, "优秀", "100.00%"),
        (900, "优秀", "90.00%"),
        (899.99, "良好", "89.999%"),
        (899.995, "优秀", "90.00%"),
        (899.994, "良好", "89.999%"),
        (850, "良好", "85.00%"),
        (849.99, "良好", "84.999%"),
        (800, "良好", "80.00%"),
        (799.99, "合格", "79.999%"),
        (650, "合格", "65.00%"),
        (649.99, "不合格", "64.999%"),
        (0.01, "不合格", "0.001%"),
        (0, "不合格", "0.00%"),
        (999.99, "优秀", "99.999%"),
    ],
)
def test_a_band_begins_at_its_limit_and_ends_below_the_next(
    tmp_path: Path, score: float, grade: str, rate: str
) -> None:
    overall = graded(tmp_path, score).overall
    assert overall.grade == overall.grade_by_rate == grade
    assert overall.rate is not None
    assert overall.rate.text == rate


def test_the_bands_are_said_in_words_without_a_gap(tmp_path: Path) -> None:
    assert [band.text for band in graded(tmp_path, 1).grades] == [
        "90%及以上",
        "80%及以上、不足90%",
        "65%及以上、不足80%",
        "不足65%",
    ]


@pytest.mark.parametrize(
    ("score", "effects", "grade"),
    [
        (950, [], "优秀"),
        (950, [("cap", "良好")], "良好"),
        (950, [("cap", "合格"), ("cap", "良好")], "合格"),
        (950, [("cap", "良好"), ("cap", "合格")], "合格"),
        (950, [("cap", "不合格")], "不合格"),
        (700, [("cap", "良好")], "合格"),
        (100, [("cap", "良好")], "不合格"),
        (950, [("demote", None)], "良好"),
        (950, [("demote", None), ("demote", None)], "良好"),
        (850, [("demote", None)], "合格"),
        (700, [("demote", None)], "不合格"),
        (100, [("demote", None)], "不合格"),
        (950, [("cap", "良好"), ("demote", None)], "合格"),
        (950, [("demote", None), ("cap", "良好")], "合格"),
        (950, [("cap", "不合格"), ("demote", None)], "不合格"),
        (850, [("cap", "良好"), ("demote", None)], "合格"),
        (950, [("veto", None)], "不合格"),
        (950, [("veto", None), ("cap", "良好"), ("demote", None)], "不合格"),
    ],
)
def test_the_lowest_cap_then_one_demotion_then_veto(
    tmp_path: Path, score: float, effects: list[tuple[str, str | None]], grade: str
) -> None:
    rules = [rule(place, *effect) for place, effect in enumerate(effects, 1)]
    evaluation = graded(tmp_path, score, rules)
    assert evaluation.overall.grade == grade
    assert evaluation.overall.grade_by_rate == graded(tmp_path, score).overall.grade
    assert {entry.state for entry in evaluation.rules} <= {"holds"}


def test_the_way_to_the_grade_names_every_rule_that_acts(tmp_path: Path) -> None:
    path = graded(tmp_path, 950, [rule(1, "demote"), rule(2, "cap", "良好")]).overall.grade_path
    assert path[:2] == (
        "按得分率评为优秀",
        "限制性规定V2成立（指标1-1为950.00 分），等级不得高于良好；由优秀改为良好",
    )
    assert "V1" in path[2] and "合格" in path[2]


def test_a_fact_is_undecided_without_verification_and_changes_nothing(tmp_path: Path) -> None:
    facts = [
        {
            "id": "V1",
            "effect": "veto",
            "fact": "true",
            "basis": BASIS,
            "text": "事实",
            "title": "事实",
        }
    ]
    evaluation = graded(tmp_path, 950, facts)
    assert [entry.state for entry in evaluation.rules] == ["undecided"]
    assert evaluation.overall.grade == "优秀"


def split(tmp_path: Path, out: str, rest: str, reported: Any) -> Evaluation:
    """An indicator that does not apply where 乙 is 0, and one of the rest of the points."""
    indicators = [
        by_score("1-1", rest, "甲"),
        by_score("1-2", out, "丙 / 乙", zero_denominator="not_applicable"),
    ]
    fields = {"甲": number(), "乙": number(), "丙": number()}
    rubric = small_rubric(tmp_path / "small", indicators, fields)
    data = submission({"甲": float(rest), "乙": 0, "丙": reported})
    data["not_applicable"] = [{"indicator": "1-2", "reason": "没有此项"}]
    return scored(rubric, data)


@pytest.mark.parametrize(
    ("out", "rest", "grade"),
    [("150", "850", "优秀"), ("150.01", "849.99", "暂不评级"), ("149.99", "850.01", "优秀")],
)
def test_below_85_percent_applicable_points_there_is_no_grade(
    tmp_path: Path, out: str, rest: str, grade: str
) -> None:
    overall = split(tmp_path, out, rest, 1).overall
    assert (overall.grade, overall.graded) == (grade, grade != "暂不评级")
    assert overall.rate is not None
    assert overall.rate.text == "100.00%"
    assert overall.scaled_score == 1000


def test_the_score_is_scaled_to_full_marks_over_the_applicable_points(tmp_path: Path) -> None:
    indicators = [
        by_score("1-1", "900", "甲"),
        by_score("1-2", "100", "丙 / 乙", zero_denominator="not_applicable"),
    ]
    fields = {"甲": number(), "乙": number(), "丙": number()}
    rubric = small_rubric(tmp_path / "small", indicators, fields)
    data = submission({"甲": 600, "乙": 0, "丙": 1})
    data["not_applicable"] = [{"indicator": "1-2", "reason": "没有此项"}]
    overall = scored(rubric, data).overall
    # 600 ÷ 900 = 66.67 %, of 1,000 points 666.67
    assert (overall.applicable_points, overall.self_score) == (900, 600)
    assert str(overall.scaled_score) == "666.67"
    assert overall.rate is not None
    assert overall.rate.text == "66.67%"
    assert overall.grade == "合格"


def test_an_unrated_indicator_is_pending_and_outside_the_base(tmp_path: Path) -> None:
    rating = {"method": "rating", "scale": {"A": "1", "B": "0.8", "C": "0.6", "D": "0"}}
    indicators = [by_score("1-1", "900", "甲"), {**by_score("1-2", "100", "甲"), "score": rating}]
    for key in ("value", "unit"):
        del indicators[1][key]
    rubric = small_rubric(tmp_path / "small", indicators, {"甲": number()})
    evaluation = scored(rubric, submission({"甲": 900}))
    assert evaluation.overall.applicable_points == 900
    assert evaluation.overall.pending_indicators == 1
    assert evaluation.overall.grade == "优秀"
    assert evaluation.indicators[1].status == "pending"
    assert "待评定" in evaluation.indicators[1].reason
