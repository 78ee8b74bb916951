"""差距: how far a value is from full marks, as a sentence part that stands by itself."""

from fractions import Fraction

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.methods import Piecewise
from evaluator.rubric.units import Unit
from evaluator.scoring.result import PartResult
from evaluator.scoring.wording import gap_text, years_together
from tests.samples import indicator, sample, scored


def line(*knots: tuple[str, str]) -> Piecewise:
    return Piecewise.model_validate({"method": "piecewise", "knots": knots})


@pytest.mark.parametrize(
    ("method", "value", "unit", "text"),
    [
        (line(("1/20", "0"), ("1/15", "1")), "0", "ratio", "比值为0，未达到1:15"),
        (
            line(("1/20", "0"), ("1/15", "1")),
            "1/20",
            "ratio",
            "达到满分标准的75.00%",
        ),
        (line(("0", "1"), ("1/15", "0")), "1/15", "ratio", "现为1:15.00，标准为0"),
        (line(("0.7", "0"), ("0.9", "1")), "0.8", "percent", "比满分标准低 10.00 个百分点"),
        (line(("0.7", "1"), ("0.9", "0")), "0.8", "percent", "比满分标准高 10.00 个百分点"),
        (line(("0.7", "0"), ("0.9", "1")), "0.9", "percent", ""),
    ],
)
def test_a_gap(method: Piecewise, value: str, unit: Unit, text: str) -> None:
    assert gap_text(method, Fraction(value), unit) == text


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("前3年甲的值、前2年甲的值、上一年度甲的值", "前三个年度甲的值"),
        ("前3年甲的值、上一年度甲的值", "前3年甲的值、上一年度甲的值"),
        ("上一年度甲的值", "上一年度甲的值"),
    ],
)
def test_values_of_several_years_that_are_lacking_are_named_together(given: str, text: str) -> None:
    assert years_together(given) == text


def parts(met: int, of: int) -> list[PartResult]:
    return [
        PartResult(title=f"第{place}项", detail="", met=place < met, reason="")
        for place in range(of)
    ]


@pytest.mark.parametrize(
    ("value", "met", "full", "unit", "text"),
    [
        ("4/7", 4, "1", "percent", "还差3项"),
        ("0", 0, "1", "percent", "还差7项"),
        ("4/7", 4, "6/7", "percent", "还差2项"),
        ("4/7", 4, "0.8", "percent", "还差2项"),
        ("4", 4, "6", "count", "还差2项"),
        ("0", 0, "1", "count", "还差1项"),
        ("0.5", 4, "1", "percent", "比满分标准低 50.00 个百分点"),
    ],
)
def test_a_value_that_counts_parts_lacks_parts(
    value: str, met: int, full: str, unit: Unit, text: str
) -> None:
    method = line(("-1", "0"), (full, "1"))
    assert gap_text(method, Fraction(value), unit, parts(met, 7)) == text


def test_the_balance_between_schools_is_told_in_items(rubric: Rubric) -> None:
    result = indicator(scored(rubric, sample("lingang")), "11-4")
    lacking = sum(part.met is not True for part in result.parts)
    assert lacking
    assert result.gap == f"还差{lacking}项"
    assert result.next_step is not None
    assert result.next_step.distance == f"还差{lacking}项"
