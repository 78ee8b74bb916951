"""Reports of unusual evaluations and of texts that a district should not have written."""

import re

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from tests.report.drawing import drawn
from tests.report.edges import (
    with_all_missing,
    with_full_marks,
    with_nothing_applicable,
    with_texts,
    without_problems,
)
from tests.report.reading import empty_share, fonts, opened, pages, text
from tests.samples import nanwan, scored

Evaluations = dict[str, Evaluation]


def test_a_small_district_has_a_report(rubric: Rubric) -> None:
    assert "附件5数据来源与校验" in text(drawn(scored(rubric, nanwan())))


def test_without_problems_nothing_is_asked_for(evaluations: Evaluations) -> None:
    said = text(drawn(without_problems(evaluations["binhai"])))
    assert "没有列为问题的指标" in said
    assert "没有列为问题、需要限期整改的指标。请滨海区人民政府继续做好各项工作" in said
    assert "没有需要整改的问题，也没有需要补报的数据" in said
    assert "整改完成情况列入下一年度评价" not in said
    assert "申报数据未列佐证材料" in said


def test_full_marks_fit_the_columns_of_the_totals(evaluations: Evaluations) -> None:
    evaluation = with_full_marks(evaluations["binhai"])
    said = "".join(page.extract_text() for page in opened(drawn(evaluation)).pages[:4])
    rates = said[said.index("表1 得分汇总") :].split("限制性规定。")[0]
    scored = [chapter for chapter in (*evaluation.chapters, evaluation.overall) if chapter.rate]
    assert len(re.findall(r"100\.00%", rates)) == len(scored)


def test_the_parts_of_a_section_are_numbered_without_a_gap(evaluations: Evaluations) -> None:
    said = text(drawn(evaluations["lingang"], slug="lingang"))
    section = said[said.index("四、主要成绩") : said.index("五、存在问题")]
    assert re.findall("（[一二三四五六七]）", section) == ["（一）", "（二）", "（三）", "（四）"]

    evaluation = evaluations["beishan"]
    chapters = {entry.id: entry.chapter for entry in evaluation.indicators}
    found = tuple(entry for entry in evaluation.problems if chapters[entry.indicator] != 2)
    said = text(drawn(evaluation.model_copy(update={"problems": found}), slug="beishan"))
    section = said[said.index("五、存在问题") : said.index("六、整改意见和时限")]
    titles = [*(entry.title for entry in evaluation.chapters if entry.id != 2), "未填报的指标"]
    for numeral, title in zip("一二三四五六", titles, strict=True):
        assert f"（{numeral}）{title}（" in section


def test_all_missing_is_a_list_with_a_deadline(rubric: Rubric) -> None:
    evaluation = with_all_missing(rubric)
    said = text(drawn(evaluation))
    assert f"未填报的指标（{len(evaluation.missing)}个）" in said
    assert f"未填报的指标{len(evaluation.missing)}个，名称、数据和责任部门见" in said
    section = said[said.index("五、存在问题") : said.index("六、整改意见和时限")]
    assert f"下列{len(evaluation.missing)}个指标请于2022年1月30日前补报数据" in section
    assert section.count("2022年1月30日") == 1
    assert "序号指标未填报的数据责任部门" in section
    for entry in evaluation.missing:
        assert entry.title.replace(" ", "") in section


def test_many_missing_values_and_checks_are_tables(rubric: Rubric) -> None:
    evaluation = with_all_missing(rubric)
    said = text(drawn(evaluation))
    annex = said[said.index("附件3数据核对说明") : said.index("附件4计算过程")]
    assert "未填报的数据用到它的指标未填报的数据用到它的指标" in annex
    assert "未能检查的勾稽关系未能检查的勾稽关系" in annex
    for note in evaluation.notes:
        if note.code == "null-field":
            name = note.message.split("「")[1].split("」")[0]
            assert re.sub("[“”‘’ ]", "", name) in re.sub("[“”‘’]", "", annex)
    assert "、“" not in annex[annex.index("下表所列") : annex.index("不适用的指标")]


def test_the_signature_stands_on_a_page_with_text(rubric: Rubric, evaluations: Evaluations) -> None:
    for evaluation in (
        *evaluations.values(),
        with_full_marks(evaluations["binhai"]),
        with_all_missing(rubric),
        with_nothing_applicable(evaluations["binhai"]),
    ):
        (page,) = [page for page in pages(drawn(evaluation)) if "＿＿＿＿2021年12月31日" in page]
        before, listed, _ = page.partition("附件：1.得分明细表2.问题整改台账")
        assert listed
        assert before.endswith("。")
        assert "整改完成情况列入下一年度评价。" in before or "请妥善保存申报数据" in before


def test_a_short_last_section_fills_the_page_before_the_signature(
    rubric: Rubric, evaluations: Evaluations
) -> None:
    for evaluation in (
        *evaluations.values(),
        *map(without_problems, evaluations.values()),
        *map(with_full_marks, evaluations.values()),
        with_all_missing(rubric),
        with_nothing_applicable(evaluations["binhai"]),
    ):
        pdf = drawn(evaluation)
        last = next(n for n, page in enumerate(pages(pdf), 1) if "附件：1.得分明细表" in page)
        assert empty_share(pdf, last - 1) < 0.35


def test_the_last_page_of_the_calculations_holds_the_whole_last_indicator(
    evaluations: Evaluations,
) -> None:
    for evaluation in (with_full_marks(evaluations["binhai"]), *evaluations.values()):
        said = pages(drawn(evaluation))
        after = next(n for n, page in enumerate(said) if page.startswith("附件5数据来源与校验"))
        assert f"{evaluation.indicators[-1].id}{evaluation.indicators[-1].title}" in said[after - 1]


@pytest.mark.parametrize("notes", [12, 14, 24])
def test_the_city_s_figures_stand_on_one_page(notes: int, evaluations: Evaluations) -> None:
    evaluation = evaluations["lingang"]
    many = (evaluation.notes * notes)[:notes]
    pdf = drawn(evaluation.model_copy(update={"notes": many}))
    (page,) = [page for page in pages(pdf) if "下列数据由市有关部门掌握" in page]
    fields = [entry.title for entry in evaluation.fields if entry.city_register]
    assert fields
    assert all(title.replace(" ", "") in page for title in fields)


@pytest.mark.parametrize("slug", ["binhai", "beishan", "lingang"])
def test_the_list_of_evidence_begins_where_the_page_before_has_room(
    slug: str, evaluations: Evaluations
) -> None:
    pdf = drawn(evaluations[slug], slug=slug)
    place = next(n for n, page in enumerate(pages(pdf), 1) if "下列材料由区市列出" in page)
    assert not pages(pdf)[place - 1].startswith("（四）") or empty_share(pdf, place - 1) < 0.3


def test_nothing_applicable_has_no_rate_and_no_grade(evaluations: Evaluations) -> None:
    said = text(drawn(with_nothing_applicable(evaluations["binhai"])))
    assert "适用分值为0分，不计算得分率和折算总分，等级为“暂不评级”" in said
    assert "没有计分的三级指标，未列出问题" in said
    assert "没有计分的三级指标，未提出整改意见" in said
    assert "None" not in said


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("<b>甲</b>", "<b>甲</b>"),
        ('<img src="/etc/passwd"/>', '<imgsrc="/etc/passwd"/>'),
        ("甲&amp;乙&", "甲&amp;乙&"),
        ("甲\u202e乙\u200b丙\u0007", "甲〈U+202E〉乙〈U+200B〉丙〈U+0007〉"),
        ("甲\r\n\t乙", "甲乙"),
        ("无空格" * 60, "无空格" * 60),
        ("A1" * 300, "A1" * 300),
    ],
)
def test_a_district_s_texts_are_printed_as_they_are_and_do_nothing(
    given: str, printed: str, evaluations: Evaluations
) -> None:
    pdf = drawn(with_texts(evaluations["lingang"], given))
    assert printed in text(pdf, first=2)
    assert not [name for name in fonts(pdf) if "Full" in name]


def test_rare_characters_bring_in_the_full_face_for_themselves(evaluations: Evaluations) -> None:
    pdf = drawn(with_texts(evaluations["lingang"], "镕䶮区"))
    assert "镕䶮区管理委员会" in text(pdf, first=1)
    assert {"Full" in name for name in fonts(pdf)} == {True, False}
    assert any("EvaluatorKai" in name for name in fonts(pdf))


def test_characters_beyond_the_basic_plane_can_be_searched_for(evaluations: Evaluations) -> None:
    pdf = drawn(with_texts(evaluations["lingang"], "\U0002b5af区"))
    assert "\U0002b5af区管理委员会" in text(pdf, first=1)


def test_characters_in_no_face_are_marked(evaluations: Evaluations) -> None:
    pdf = drawn(with_texts(evaluations["lingang"], "甲😀乙"))
    assert "甲〓乙" in text(pdf, first=1)
    assert not [name for name in fonts(pdf) if "Full" in name]


def test_a_text_longer_than_a_page_goes_on_over_pages(evaluations: Evaluations) -> None:
    evaluation = evaluations["lingang"]
    longest = "长" * 6000
    first, *others = evaluation.not_applicable
    note, *notes = evaluation.notes
    pdf = drawn(
        evaluation.model_copy(
            update={
                "not_applicable": (first.model_copy(update={"reason": longest}), *others),
                "notes": (note.model_copy(update={"explained": longest}), *notes),
            }
        )
    )
    assert sum(page.count("长") for page in pages(pdf)) >= 12000


def test_the_footer_shortens_a_long_name_and_keeps_the_reservation(
    evaluations: Evaluations,
) -> None:
    for page in pages(drawn(with_texts(evaluations["binhai"], "甲" * 30)), first=3):
        assert "…（依据自评数据测算，未经核查）" in page
