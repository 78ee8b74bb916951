"""The methods that the 2021 rubric does not use yet, scored and explained in a small rubric."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evaluator.scoring.result import IndicatorResult
from tests.samples import indicator, scored
from tests.small_rubric import number, scored_by, small_rubric, submission

STEPS = {"method": "steps", "steps": [["60", "0.3"], ["80", "0.6"], ["95", "1"]]}
DEDUCT = {"method": "deduct", "per_case": "0.15"}
AT_MOST = {"method": "threshold", "at_most": "5"}
TURNING = {"method": "piecewise", "knots": [["0", "0"], ["10", "1"], ["20", "0.5"]]}
THIRDS = {"method": "piecewise", "knots": [["0", "0"], ["3", "1"]]}


def judged(tmp_path: Path, score: Any, value: float, **main: Any) -> IndicatorResult:
    about = scored_by("1-1", "1000", value="甲", unit="count", score=score)
    rubric = small_rubric(tmp_path / "small", [about], {"甲": number()}, **main)
    return indicator(scored(rubric, submission({"甲": value})), "1-1")


@pytest.mark.parametrize(
    ("score", "value", "won"),
    [
        (STEPS, 59.99, "0.00"),
        (STEPS, 60, "300.00"),
        (STEPS, 80, "600.00"),
        (STEPS, 94.99, "600.00"),
        (STEPS, 95, "1000.00"),
        (DEDUCT, 0, "1000.00"),
        (DEDUCT, 1, "850.00"),
        (DEDUCT, 6, "100.00"),
        (DEDUCT, 7, "0.00"),
        (DEDUCT, 100, "0.00"),
        (AT_MOST, 5, "1000.00"),
        (AT_MOST, 5.01, "0.00"),
        (TURNING, 15, "750.00"),
        (TURNING, 500, "500.00"),
        (THIRDS, 1, "333.33"),
        (THIRDS, 2, "666.67"),
        (THIRDS, 0.000015, "0.01"),
        (THIRDS, 0.000014, "0.00"),
    ],
)
def test_a_method_gives_its_points_rounded_once(
    tmp_path: Path, score: Any, value: float, won: str
) -> None:
    assert judged(tmp_path, score, value).self_score == Decimal(won)


@pytest.mark.parametrize(
    ("score", "value", "full", "target"),
    [
        (STEPS, 61, "≥95", "80"),
        (DEDUCT, 2, "无扣分情形", "0"),
        (AT_MOST, 9, "≤5", "5"),
        (TURNING, 15, "10", "10"),
        (THIRDS, 1, "≥3", "3"),
    ],
)
def test_a_method_says_what_gives_full_marks_and_what_comes_next(
    tmp_path: Path, score: Any, value: float, full: str, target: str
) -> None:
    result = judged(tmp_path, score, value)
    assert result.full_marks_at == full
    assert result.next_step is not None
    assert result.next_step.target == target
    assert result.gap


def test_more_score_digits_are_kept_everywhere(tmp_path: Path) -> None:
    result = judged(tmp_path, THIRDS, 1, score_digits=4)
    assert (str(result.self_score), str(result.points)) == ("333.3333", "1000.0000")
    assert str(result.lost) == "666.6667"


def test_a_rate_never_prints_as_full_marks_when_points_are_lost(tmp_path: Path) -> None:
    result = judged(tmp_path, THIRDS, 2.99999)
    # 999.9966… is 1,000.00 rounded, so nothing is lost; 999.99 is not 100.00 %
    assert result.self_score == Decimal("1000.00")
    below = judged(tmp_path, THIRDS, 2.99997)
    assert below.self_score == Decimal("999.99")
    assert below.rate is not None
    assert below.rate.text == "99.999%"
