"""Missing, zero denominator and not applicable at an indicator: what is asked first, and what each scores."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evaluator.scoring.result import Evaluation, IndicatorResult
from tests.samples import indicator, nanwan, said, scored, validated
from tests.small_rubric import TABLE, number, scored_by, small_rubric, submission

RATIO = {"method": "piecewise", "knots": [["0", "0"], ["1", "1"]]}
FLAG = {"type": "boolean"}
FIELDS = {"甲": number(), "乙": number(), "开": FLAG, "关": FLAG}
USES_ALL = [
    {"id": "W01", "severity": "warning", "require": "甲 + 乙 >= 0 and (开 or not 开) and (关 or not 关)",
     "message": "核对", "hint": "核对"},
]  # fmt: skip


def one(
    tmp_path: Path, about: dict[str, Any], data: dict[str, Any]
) -> tuple[Evaluation, IndicatorResult]:
    """The result of one indicator of 1,000 points on four reported values; a reason is given where asked."""
    rubric = small_rubric(
        tmp_path / "small", [scored_by("1-1", "1000", **about)], FIELDS, checks=USES_ALL
    )
    given = submission({"甲": 1, "乙": 2, "开": True, "关": False, **data})
    given["not_applicable"] = [{"indicator": "1-1", "reason": "没有此项"}]
    found = [code for code, severity, _ in said(validated(rubric, given)) if severity == "error"]
    if found in (["not-applicable-claim"], ["not-applicable-unknown"]):
        del given["not_applicable"]
    evaluation = scored(rubric, given)
    return evaluation, indicator(evaluation, "1-1")


def by_ratio(**more: Any) -> dict[str, Any]:
    return {"value": "甲 / 乙", "unit": "percent", "score": RATIO, **more}


def by_list(*conditions: str, **more: Any) -> dict[str, Any]:
    points = str(1000 // len(conditions))
    parts = [
        {"title": f"第{place}项", "when": when, "points": points}
        for place, when in enumerate(conditions, 1)
    ]
    return {"score": {"method": "checklist", "parts": parts}, **more}


RATING = {"score": {"method": "rating", "scale": {"A": "1", "B": "0.8", "C": "0.6", "D": "0"}}}


@pytest.mark.parametrize(
    ("about", "data", "status", "score"),
    [
        (by_ratio(), {}, "scored", "500.00"),
        (by_ratio(applies_when="开"), {}, "scored", "500.00"),
        # applies_when is asked first, whatever the value's fields hold
        (by_ratio(applies_when="关"), {}, "not_applicable", None),
        (by_ratio(applies_when="关"), {"甲": None}, "not_applicable", None),
        (by_ratio(applies_when="关"), {"乙": 0}, "not_applicable", None),
        (by_list("开", "开", applies_when="关"), {}, "not_applicable", None),
        ({**RATING, "applies_when": "关"}, {}, "not_applicable", None),
        (by_ratio(applies_when="关"), {"关": None}, "missing", "0.00"),
        (by_ratio(applies_when="开"), {"开": None, "乙": 0}, "missing", "0.00"),
        # zero denominators
        (by_ratio(zero_denominator="not_applicable"), {"乙": 0}, "not_applicable", None),
        (by_ratio(zero_denominator="zero"), {"乙": 0}, "scored", "0.00"),
        # missing, and missing before zero denominator
        (by_ratio(zero_denominator="zero"), {"甲": None}, "missing", "0.00"),
        (by_ratio(zero_denominator="not_applicable"), {"甲": None, "乙": 0}, "missing", "0.00"),
        (by_ratio(zero_denominator="zero"), {"甲": None, "乙": 0}, "missing", "0.00"),
        (by_ratio(zero_denominator="zero"), {"甲": 0}, "scored", "0.00"),
        # the parts of a checklist are judged one by one
        (by_list("开", "关"), {}, "scored", "500.00"),
        (by_list("开", "关"), {"关": None}, "scored", "500.00"),
        (by_list("开", "关"), {"开": None}, "scored", "0.00"),
        (by_list("开", "甲 / 乙 > 0"), {"乙": 0}, "scored", "500.00"),
        (by_list("甲 / 乙 > 0", "关"), {"乙": 0, "关": None}, "scored", "0.00"),
        (by_list("开", "关"), {"开": None, "关": None}, "missing", "0.00"),
        (RATING, {}, "pending", None),
    ],
)  # fmt: skip
def test_an_outcome_has_its_status_and_score(
    tmp_path: Path, about: dict[str, Any], data: dict[str, Any], status: str, score: str | None
) -> None:
    if about.get("value") and not about.get("applies_when"):
        about = {"zero_denominator": "zero", **about}
    _, result = one(tmp_path, about, data)
    assert result.status == status
    assert result.self_score == (None if score is None else Decimal(score))


def test_a_zero_denominator_is_told_as_what_there_is_and_not_as_a_sentence(tmp_path: Path) -> None:
    evaluation, _ = one(tmp_path, by_ratio(zero_denominator="zero"), {"乙": 0})
    (problem,) = evaluation.problems
    assert (problem.actual, problem.gap) == ("分母为零（乙）", "须先有此项工作")


def test_the_missing_places_are_named_and_listed_apart_from_problems(tmp_path: Path) -> None:
    evaluation, result = one(tmp_path, by_ratio(zero_denominator="zero"), {"甲": None})
    assert "甲" in result.reason
    assert [(entry.indicator, entry.places, entry.days) for entry in evaluation.missing] == [
        ("1-1", ("甲",), 30)
    ]
    assert evaluation.missing[0].deadline.isoformat() == "2022-01-30"
    assert evaluation.problems == ()
    assert evaluation.overall.missing_indicators == 1
    assert evaluation.overall.applicable_points == 1000
    assert result.lost == 1000


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    _, result = one(tmp_path, by_list("开", "关"), {"关": None})
    assert [(part.title, part.met) for part in result.parts] == [("第1项", True), ("第2项", None)]
    assert "关" in result.parts[1].reason
    assert "第2项" in result.reason


def test_a_zero_denominator_that_scores_zero_is_a_problem(tmp_path: Path) -> None:
    evaluation, result = one(tmp_path, by_ratio(zero_denominator="zero"), {"乙": 0})
    assert result.value is None
    assert [(entry.indicator, entry.days) for entry in evaluation.problems] == [("1-1", 30)]


def test_nothing_applicable_has_no_rate_and_no_grade(tmp_path: Path) -> None:
    evaluation, result = one(tmp_path, by_ratio(applies_when="关"), {})
    overall = evaluation.overall
    assert (overall.applicable_points, overall.self_score) == (0, 0)
    assert (overall.rate, overall.scaled_score) == (None, None)
    assert (overall.grade, overall.graded) == ("暂不评级", False)
    assert evaluation.chapters[0].rate is None
    assert (result.rate, result.lost) == (None, None)
    assert [(entry.indicator, entry.reason) for entry in evaluation.not_applicable] == [
        ("1-1", "没有此项")
    ]


def table_of(*rows: tuple[str, int | None, int | None]) -> dict[str, Any]:
    records = [
        {"标识码": f"0{place}", "名称": name, "学生数": pupils, "图书数": books}
        for place, (name, pupils, books) in enumerate(rows)
    ]
    return {"学校": records}


@pytest.mark.parametrize(
    ("value", "status", "score", "places"),
    [
        ("share(学校, 图书数 >= 100)", "scored", "500.00", ()),
        ("share(学校, 图书数 >= 100, where=学生数 > 1)", "scored", "500.00", ()),
        ("mean(学校, 图书数) / 1000", "missing", "0.00", ("乙校（01）的图书数",)),
        ("cv(学校, 图书数 / 学生数, weight=学生数)", "missing", "0.00", ("乙校（01）的图书数",)),
        ("share(学校, 学生数 > 1, where=图书数 > 1)", "missing", "0.00", ("乙校（01）的图书数",)),
        ("sum(学校, 学生数) / sum(学校, 图书数)", "missing", "0.00", ("乙校（01）的图书数",)),
        ("count_true(cv(学校, 图书数) <= 1, cv(学校, 学生数) <= 1) / 2", "scored", "500.00", ()),
        ("share(学校, 图书数 > 1, where=学生数 > 9999)", "not_applicable", None, ()),
    ],
)
def test_a_null_of_one_school(
    tmp_path: Path, value: str, status: str, score: str | None, places: tuple[str, ...]
) -> None:
    about = {"value": value, "unit": "percent", "score": RATIO}
    rubric = small_rubric(
        tmp_path / "small",
        [scored_by("1-1", "1000", zero_denominator="not_applicable", **about)],
        {"甲": number()},
        {"学校": TABLE},
        [{"id": "W01", "severity": "warning", "require": "sum(学校, 学生数 + 图书数) + 甲 > 0",
          "message": "核对", "hint": "核对"}],
    )  # fmt: skip
    data = submission({"甲": 1}, **table_of(("甲校", 54, 177), ("乙校", 54, None)))
    if status == "not_applicable":
        data["not_applicable"] = [{"indicator": "1-1", "reason": "没有此项"}]
    evaluation = scored(rubric, data)
    result = indicator(evaluation, "1-1")
    assert result.status == status
    assert result.self_score == (None if score is None else Decimal(score))
    assert tuple(place for entry in evaluation.missing for place in entry.places) == places


def test_a_districts_null_is_named_once_and_no_school_is_blamed(tmp_path: Path) -> None:
    about = {"value": "share(学校, 图书数 > 甲)", "unit": "percent", "score": RATIO}
    rubric = small_rubric(
        tmp_path / "small",
        [scored_by("1-1", "1000", zero_denominator="zero", **about)],
        {"甲": number()},
        {"学校": TABLE},
        [{"id": "W01", "severity": "warning", "require": "sum(学校, 学生数) > 0",
          "message": "核对", "hint": "核对"}],
    )  # fmt: skip
    data = submission({"甲": None}, **table_of(("甲校", 54, 177), ("乙校", 54, None)))
    evaluation = scored(rubric, data)
    assert [entry.places for entry in evaluation.missing] == [("甲",)]
    result = indicator(evaluation, "1-1")
    assert (result.records, result.records_judged) == ((), None)


def test_a_district_without_vocational_schools_loses_no_points(rubric: Any) -> None:
    evaluation = scored(rubric, nanwan())
    out = [entry.indicator for entry in evaluation.not_applicable]
    assert out == ["13-1", "13-2", "13-3"]
    assert evaluation.overall.points == 1000
    assert evaluation.overall.applicable_points == 960
    item = next(entry for entry in evaluation.items if entry.id == 13)
    assert (item.applicable_points, item.rate) == (0, None)
    chapter = evaluation.chapters[3]
    assert (chapter.points, chapter.applicable_points) == (60, 20)
    assert all("13-" not in entry.indicator for entry in evaluation.problems)


@pytest.mark.parametrize(
    ("data", "cause"),
    [({"开": False}, "开为否"), ({"乙": 0}, "乙为0"), ({"开": False, "乙": 0}, "开为否")],
)
def test_the_cause_is_what_decided(tmp_path: Path, data: dict[str, Any], cause: str) -> None:
    about = by_ratio(applies_when="开", zero_denominator="not_applicable")
    evaluation, result = one(tmp_path, about, data)
    assert evaluation.not_applicable[0].cause == cause
    assert result.reason == f"{cause}，不适用，分值不计入基数。区市说明：没有此项"


def test_the_cause_of_an_empty_selection_is_its_table(tmp_path: Path) -> None:
    about = {
        "value": "share(学校, 图书数 > 1, where=学生数 > 9999)",
        "unit": "percent",
        "score": RATIO,
    }
    rubric = small_rubric(
        tmp_path / "small",
        [scored_by("1-1", "1000", zero_denominator="not_applicable", **about)],
        {"甲": number()},
        {"学校": TABLE},
        [{"id": "W01", "severity": "warning", "require": "甲 >= 0", "message": "核对", "hint": "核对"}],
    )  # fmt: skip
    data = submission({"甲": 1}, **table_of(("甲校", 54, 177)))
    data["not_applicable"] = [{"indicator": "1-1", "reason": "没有此项"}]
    assert scored(rubric, data).not_applicable[0].cause == "学校表中没有符合范围的记录"
