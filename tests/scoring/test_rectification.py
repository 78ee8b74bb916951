"""问题 and 整改期限: every scored indicator below 85 %, with 30, 60 or 90 days from the report's date."""

import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from tests.samples import changed, indicator, nanwan, sample, scored
from tests.small_rubric import by_score, number, small_rubric, submission


def judged(tmp_path: Path, score: float, on: datetime.date) -> Evaluation:
    rubric = small_rubric(tmp_path / "small", [by_score("1-1", "1000", "甲")], {"甲": number()})
    return scored(rubric, submission({"甲": score}), on)


@pytest.mark.parametrize(
    ("score", "days"),
    [
        (0, 30),
        (399.99, 30),
        (400, 60),
        (649.99, 60),
        (650, 90),
        (849.99, 90),
        (850, None),
        (1000, None),
    ],
)
def test_the_deadline_follows_from_the_exact_rate(
    tmp_path: Path, score: float, days: int | None
) -> None:
    problems = judged(tmp_path, score, datetime.date(2021, 12, 31)).problems
    assert [problem.days for problem in problems] == ([] if days is None else [days])


@pytest.mark.parametrize(
    ("on", "deadlines"),
    [
        (datetime.date(2021, 12, 31), ["2022-01-30", "2022-03-01", "2022-03-31"]),
        (datetime.date(2024, 1, 31), ["2024-03-01", "2024-03-31", "2024-04-30"]),
        (datetime.date(2021, 1, 1), ["2021-01-31", "2021-03-02", "2021-04-01"]),
    ],
)
def test_days_are_counted_from_the_reports_date(
    tmp_path: Path, on: datetime.date, deadlines: list[str]
) -> None:
    evaluation = judged(tmp_path, 0, on)
    assert [entry.deadline.isoformat() for entry in evaluation.deadlines] == deadlines
    assert [entry.problems for entry in evaluation.deadlines] == [1, 0, 0]
    assert evaluation.problems[0].deadline.isoformat() == deadlines[0]


@pytest.mark.parametrize(
    ("score", "due"),
    [(0, datetime.date(2022, 1, 15)), (849.99, datetime.date(2022, 1, 15)), (850, None)],
)
def test_the_plan_is_due_fifteen_days_on_where_there_are_problems(
    tmp_path: Path, score: float, due: datetime.date | None
) -> None:
    assert judged(tmp_path, score, datetime.date(2021, 12, 31)).plan_deadline == due


def test_a_problem_says_what_was_found_wanted_and_lost(rubric: Rubric) -> None:
    # 5 ÷ 9 kindergartens → 4 ÷ 9 = 44.44 %: (44.44… − 40) ÷ 20 = 2/9 of 10 points
    evaluation = scored(rubric, changed(nanwan(), {"示范优质园数": 4}))
    problem = next(entry for entry in evaluation.problems if entry.indicator == "10-5")
    assert problem.actual == "44.44%"
    assert problem.standard == "≥60%"
    assert problem.lost == Decimal("7.78")
    assert problem.days == 30
    assert "15.56 个百分点" in problem.gap
    assert problem.departments == ("教育",)
    assert problem.remedy == rubric.indicators["10-5"].remedy
    assert "〔市〕" in problem.basis


@pytest.mark.parametrize(
    ("slug", "identifier", "standard", "gap"),
    [
        ("lingang", "10-6", "≥1:15", "达到满分标准的87.38%"),
        ("lingang", "3-1", "100%", "比满分标准低 8.33 个百分点"),
        ("lingang", "24-1", "≥0%", "比满分标准低 2.58 个百分点"),
        ("binhai", "11-2", "0%", ""),
    ],
)
def test_a_standard_at_the_end_of_its_scale_has_no_sign(
    rubric: Rubric, slug: str, identifier: str, standard: str, gap: str
) -> None:
    result = indicator(scored(rubric, sample(slug)), identifier)
    assert (result.full_marks_at, result.gap) == (standard, gap)


def test_problems_are_numbered_in_the_rubrics_order(rubric: Rubric) -> None:
    evaluation = scored(rubric, sample("lingang"))
    assert [entry.number for entry in evaluation.problems] == list(
        range(1, len(evaluation.problems) + 1)
    )
    order = list(rubric.indicators)
    places = [order.index(entry.indicator) for entry in evaluation.problems]
    assert places == sorted(places)
    assert len(places) == evaluation.overall.problems
    assert sum(entry.problems for entry in evaluation.deadlines) == len(places)


def test_missing_indicators_score_zero_in_a_list_of_their_own(rubric: Rubric) -> None:
    evaluation = scored(rubric, sample("beishan"))
    missing = {entry.indicator for entry in evaluation.missing}
    assert missing == {"6-3", "9-3", "12-2", "15-2", "21-2", "22-5"}
    for identifier in missing:
        result = indicator(evaluation, identifier)
        assert (result.status, result.self_score) == ("missing", Decimal("0.00"))
        assert result.reason.startswith("未填报")
    assert not missing & {entry.indicator for entry in evaluation.problems}
    assert evaluation.overall.missing_indicators == 6


def test_the_next_step_says_how_far_and_how_much(rubric: Rubric) -> None:
    # 14,500 + … : (997 + 498) ÷ 1,812 = 82.505…%, next knot 90 %
    evaluation = scored(rubric, changed(nanwan(), {"普惠性民办园在园幼儿数": 498}))
    result = indicator(evaluation, "10-2")
    # (82.5055… − 80) ÷ 10 × 0.4 + 0.6 = 0.70022… of 20 points
    assert result.self_score == Decimal("14.00")
    assert result.next_step is not None
    assert result.next_step.target == "90%"
    assert result.next_step.distance == "7.49 个百分点"
    assert result.next_step.gain == Decimal("6.00")
    assert result.next_step.full is True


def test_full_marks_have_no_next_step_and_no_gap(rubric: Rubric) -> None:
    result = indicator(scored(rubric, nanwan()), "24-1")
    assert (result.next_step, result.gap, result.lost) == (None, "", Decimal("0.00"))
