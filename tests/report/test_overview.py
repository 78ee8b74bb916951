"""概览: page 1 of every report, whatever the evaluation; the body begins on page 2."""

import re

import pytest

from evaluator.report.flow import Beside
from evaluator.report.sections.heading import heading
from evaluator.report.sections.overview import RADAR_MOST, RADAR_WIDTH, overview
from evaluator.report.text import Text
from evaluator.report.typography import choose_faces
from evaluator.report.words import government
from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from tests.report.conftest import SAMPLES
from tests.report.drawing import drawn
from tests.report.edges import (
    with_all_missing,
    with_nothing_applicable,
    with_texts,
    without_problems,
)
from tests.report.reading import pages

Evaluations = dict[str, Evaluation]
FACES = choose_faces([""])


def fits(evaluation: Evaluation, document_no: str | None = None) -> str:
    """The text of page 1, once page 2 is known to begin with the body."""
    first, second = pages(drawn(evaluation, document_no), 2)
    assert second.startswith(f"{government(evaluation.district)}：一、评价依据与过程")
    return first


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_figures_the_largest_losses_and_the_deadlines_are_on_page_one(
    slug: str, evaluations: Evaluations
) -> None:
    evaluation = evaluations[slug]
    total = evaluation.overall
    said = fits(evaluation)
    assert total.rate is not None
    assert (
        f"自评分适用分值得分率等级{total.self_score}{total.applicable_points}"
        f"{total.rate.text}{total.grade}" in said
    )
    worst = sorted(evaluation.indicators, key=lambda entry: -(entry.lost or 0))[:5]
    for entry in worst:
        rate = entry.rate.text if entry.rate and entry.status == "scored" else "未填报"
        assert f"{entry.id}{entry.title}{rate}{entry.lost}".replace(" ", "") in said
    for due in evaluation.deadlines:
        day = f"{due.deadline.year}年{due.deadline.month}月{due.deadline.day}日前完成整改"
        assert (day in said) == (due.problems > 0)
    days = [re.sub(r"[年月]", "-", day) for day in re.findall(r"(202\d年\d+月\d+)日前", said)]
    assert days == sorted(days, key=lambda day: [int(part) for part in day.split("-")])
    assert "2022年1月15日前报送整改方案" in said
    assert ("补报数据（未填报的指标）" in said) == bool(evaluation.missing)


def test_a_rule_that_holds_is_named(evaluations: Evaluations) -> None:
    assert "限制性规定V5" in fits(evaluations["lingang"])
    assert "限制性规定7项：成立1项、未判定6项。" in fits(evaluations["lingang"])


def test_the_overview_keeps_to_one_page_in_unusual_cases(
    rubric: Rubric, evaluations: Evaluations
) -> None:
    fits(with_all_missing(rubric))
    for slug in SAMPLES:
        name = "山水林田湖草沙一体化保护和系统治理示范先行综合试验区管理"
        fits(with_texts(evaluations[slug], name))
    assert "没有列为问题、需要限期整改的指标" in fits(without_problems(evaluations["binhai"]))
    nothing = fits(with_nothing_applicable(evaluations["binhai"]))
    assert "—0.00—暂不评级" in nothing
    assert "没有失分的指标" in nothing


@pytest.mark.parametrize("length", [9, 12, 15, 18, 21, 24, 27, 30])
def test_the_overview_keeps_to_one_page_for_every_name_with_all_that_it_may_hold(
    length: int, evaluations: Evaluations
) -> None:
    """A rule in two lines, five deadlines, and the longest document number."""
    name = ("双江拉祜族佤族布朗族傣族自治县" * 2)[:length]
    evaluation = with_texts(evaluations["beishan"], name)
    due = tuple(entry.model_copy(update={"problems": 2}) for entry in evaluation.deadlines)
    path = evaluations["lingang"].overall.grade_path
    overall = evaluation.overall.model_copy(update={"grade_path": (*path, "按得分率已为不合格")})
    full = evaluation.model_copy(update={"deadlines": due, "overall": overall})
    said = fits(full, "某市政督评字〔2021〕" * 3 + "12号")
    assert len(re.findall(r"日前(?:完成|补报|报送)", said)) == 5
    assert "一级指标得分率" in said


def test_below_a_very_long_title_the_radar_stands_on_the_next_page_as_large_as_ever(
    evaluations: Evaluations,
) -> None:
    for length in (1, 90, 180):
        evaluation = with_texts(evaluations["beishan"], "甲" * length)
        blocks = overview(evaluation, FACES, heading(evaluation, FACES, None))
        (beside,) = [block for block in blocks if isinstance(block, Beside)]
        radar, _ = beside.columns[0]
        assert radar.wrap(RADAR_WIDTH, 0)[1] == RADAR_MOST
    page = pages(drawn(with_texts(evaluations["beishan"], "甲" * 180)), 3)
    assert "一级指标得分率" not in page[0] and "一级指标得分率" in page[1]
    assert "一、评价依据与过程" in page[2]


def test_a_long_title_is_parted_before_the_district_s_body_and_never_inside_it(
    evaluations: Evaluations,
) -> None:
    def title(name: str) -> list[str]:
        blocks = heading(with_texts(evaluations["lingang"], name), FACES, None)
        runs = [block.runs[0] for block in blocks if isinstance(block, Text)]
        return [run.text for run in runs if run.face == FACES.title]

    ending = ["管理委员会2021年度", "履行教育职责评价报告"]
    assert title("甲乙新区") == ["甲乙新区管理委员会2021年度", ending[1]]
    assert title("甲乙新区" * 4) == ["甲乙新区" * 4, *ending]
    whole = "2021年度履行教育职责评价报告"
    long = "临港新区经济技术开发与对外贸易合作示范管理委员会直属某某"
    assert title(long) == [long[:17], f"{long[17:]}管理委员会", whole]
    assert title("W" * 180) == [f"{'W' * 180}管理委员会", whole]
