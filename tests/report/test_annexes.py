"""The annexes: notes that say where, explanations that do not vanish, tables that can be worked with."""

import hashlib
import json
from typing import Any

from evaluator.batch import printable
from evaluator.report.cells import Cell, shift
from evaluator.report.grid import Column, Grid, Row, Setting, scaled
from evaluator.report.notes import lacking, told, unchecked, warnings
from evaluator.report.page import WIDE_WIDTH
from evaluator.report.sections.annex_calculations import ENTRY, calculations
from evaluator.report.sections.annex_ledger import MISSING, PROBLEMS
from evaluator.report.sections.annex_ledger import SETTING as LEDGER
from evaluator.report.sections.annex_notes import data_notes
from evaluator.report.sections.annex_provenance import CHECKING, provenance
from evaluator.report.sections.annex_scores import score_details
from evaluator.report.text import Text
from evaluator.report.typography import choose_faces, text_width
from evaluator.rubric.compiled import Rubric
from evaluator.scoring.engine import evaluate
from evaluator.scoring.result import Evaluation
from tests.conftest import ROOT
from tests.samples import DATE, changed, nanwan, sample, scored, validated

FACES = choose_faces([""])
MILLIMETRE = 72 / 25.4


def evaluation(rubric: Rubric, data: dict[str, Any]) -> Evaluation:
    """As `evaluate` scores it: with what its report's typography has to say."""
    result = printable(validated(rubric, data))
    assert result.submission is not None, result.findings
    return evaluate(rubric, result.submission, on=DATE, findings=result.findings)


def written(block: Any) -> str:
    """Every text of a block and of those inside it."""
    if isinstance(block, Text):
        return "".join(run.text for run in block.runs)
    if isinstance(block, Grid):
        rows = ([block.header] if block.header else []) + block.rows
        lines = (line for row in rows for cell in row.cells for line in cell.lines)
        return "".join(run.text for line in lines for run in line.runs)
    return "".join(map(written, block.parts())) if hasattr(block, "parts") else ""


def annex(section: Any, of: Evaluation, *more: Any) -> list[str]:
    return [written(block) for block in section(of, *more, FACES, 1, "附件")]


def test_a_text_with_personal_data_is_told_without_them(rubric: Rubric) -> None:
    reason = {("not_applicable", 0, "reason"): "经办人 370202198001011234 称没有"}
    notes = evaluation(rubric, changed(nanwan(), reason)).notes
    (told,) = warnings([n for n in notes if n.code == "text-personal"])
    assert told.startswith("不适用说明第1条像是有姓名、联系方式或身份证号码。")
    assert "370202" not in told


def test_texts_with_hidden_characters_are_one_note_with_their_places_and_codes(
    rubric: Rubric,
) -> None:
    data = changed(
        nanwan(),
        {
            ("prepared_by", "unit"): "南湾区\u202e教育局\u202c",
            ("学校", 0, "名称"): "甲\u200b小学",
            ("explanations",): [{"field": "在园幼儿数", "text": "属\u202e实"}],
        },
    )
    notes = [n for n in evaluation(rubric, data).notes if n.code == "text-controls"]
    assert warnings(notes) == [
        "数据说明第1条、填报单位、学校表第1条（名称）含看不见的字符U+202E、U+202C、U+200B，"
        "本报告以代码表示。核对建议：多半是从网页或其他软件粘贴时带入的，请删去后重新输入。"
    ]


def test_texts_with_damaged_characters_are_a_note_of_their_own(rubric: Rubric) -> None:
    changes = {("prepared_by", "unit"): "南湾区教育\ufffd局", ("学校", 0, "名称"): "甲\ufffd小学"}
    notes = evaluation(rubric, changed(nanwan(), changes)).notes
    assert warnings([n for n in notes if n.code == "text-damaged"]) == [
        "填报单位、学校表第1条（名称）有损坏的字符U+FFFD，原来的字已经丢失。"
        "核对建议：多半是文件转换编码时造成的，请对照原文重新输入这个字。"
    ]
    assert {n.code for n in notes}.isdisjoint({"text-controls", "foreign-character"})


def test_every_text_with_characters_of_no_face_is_named(rubric: Rubric) -> None:
    data = changed(
        nanwan(),
        {
            ("prepared_by", "unit"): "南湾区😀教育局",
            ("data", "党的领导", "区市教育规划", "文号"): "南政发😀〔2021〕3号",
            ("explanations",): [{"field": "在园幼儿数", "text": "属实😀"}],
        },
    )
    notes = [n for n in evaluation(rubric, data).notes if n.code == "foreign-character"]
    assert len(notes) == 3
    (said,) = warnings(notes)
    assert said.startswith(
        "区市教育规划的文号、数据说明第1条、填报单位有字库以外的字U+1F600，本报告以“〓”代替。"
    )


def test_explanations_that_belong_to_no_finding_are_printed(rubric: Rubric) -> None:
    data = changed(
        sample("beishan"),
        {("explanations", 0): {"field": "校外培训机构数", "text": "按9月1日台账填报"}},
    )
    result = scored(rubric, data)
    assert [entry.field for entry in result.explanations if not entry.attached] == [
        "校外培训机构数"
    ]
    said = annex(data_notes, result)
    assert "其他说明（1条）1.校外培训机构数：按9月1日台账填报。" in "".join(said)


def test_a_list_of_the_file_has_its_chinese_name_where_a_hint_points_to_it(
    rubric: Rubric,
) -> None:
    notes = evaluation(rubric, sample("lingang")).notes
    (note,) = [n for n in notes if n.code == "stated-differs" and "22-5" in n.hint]
    assert " explanations " in note.hint
    assert "请在“数据说明”（explanations）中对所用的填报项说明，并写明指标22-5。" in told(note)
    schema = json.loads((ROOT / "rubrics/district-2021/submission.schema.json").read_text())
    assert schema["properties"]["explanations"]["title"] == "数据说明"


def test_an_older_evaluation_has_no_explanations(rubric: Rubric) -> None:
    content = scored(rubric, nanwan()).model_dump(mode="json")
    del content["explanations"]
    assert Evaluation.model_validate(content).explanations == ()


def test_a_check_that_one_school_escapes_names_the_school(rubric: Rubric) -> None:
    data = changed(nanwan(), {("学校", 0, "骨干教师数"): None})
    notes = [n for n in evaluation(rubric, data).notes if n.code == "check-skipped"]
    name = data["学校"][0]["名称"]
    (said,) = unchecked(notes)
    assert f"“骨干教师数 ≤ 专任教师数”（缺{name}（" in said
    assert said.endswith("）的骨干教师数）。")
    many = {("学校", place, "骨干教师数"): None for place in range(5)}
    notes = [
        n for n in evaluation(rubric, changed(nanwan(), many)).notes if n.code == "check-skipped"
    ]
    (said,) = unchecked(notes)
    assert said.endswith("等5条学校记录的骨干教师数）。")


def test_values_without_an_explanation_are_told_together(rubric: Rubric) -> None:
    notes = [n for n in evaluation(rubric, sample("beishan")).notes if n.code == "null-field"]
    told_together = lacking(notes)[-1]
    assert told_together.startswith("“校长书记讲授思政课学校数”（6-3）、“家访学生数”（9-3）、")
    assert told_together.endswith("未填报。括号内用到它们的指标按未填报处理，得0分。区市未作说明。")


def test_a_missing_or_explained_value_is_told_with_what_the_district_says(rubric: Rubric) -> None:
    result = evaluation(rubric, sample("beishan"))
    missing = next(n for n in result.notes if n.code == "null-field" and n.explained)
    assert f"区市说明：{missing.explained}" in lacking([missing])[0]
    assert told(missing).endswith(missing.explained.removesuffix("。") + "。")


def test_the_ledger_has_room_to_write_in_and_a_column_for_points_lost() -> None:
    for columns in (PROBLEMS, MISSING):
        width = sum(column.width for column in columns)
        room = [column.width * WIDE_WIDTH / width for column in columns[-2:]]
        assert min(room) >= 20 * MILLIMETRE
    assert "失分" in [column.heading for column in PROBLEMS]


def test_three_hundred_pieces_of_evidence_keep_their_checksums_in_two_lines(
    rubric: Rubric,
) -> None:
    indicators = [entry.id for entry in rubric.content.indicators]
    data = nanwan() | {
        "evidence": [
            {
                "id": f"E{number:03d}",
                "title": f"第{number}号材料",
                "sha256": hashlib.sha256(str(number).encode()).hexdigest(),
                "indicators": indicators[: number % 12 + 1],
            }
            for number in range(300)
        ]
    }
    blocks = provenance(scored(rubric, data), (), FACES, 5, "")
    grid: Any = blocks[-1]
    while not isinstance(grid, Grid):
        grid = grid.parts()[-1]
    assert len(grid.rows) == 300
    assert {len(row.cells[-1].lines) for row in grid.rows} == {2}
    assert max(len(row.cells[3].lines) for row in grid.rows) <= 2


def test_commands_to_check_a_report_stand_whole_in_a_table(rubric: Rubric) -> None:
    grids: list[Grid] = []

    def collect(block: Any) -> None:
        if isinstance(block, Grid):
            grids.append(block)
        for part in block.parts() if hasattr(block, "parts") else ():
            collect(part)

    for block in provenance(scored(rubric, nanwan()), (), FACES, 5, ""):
        collect(block)
    commands = next(grid for grid in grids if "命令" in written(grid))
    assert [row.cells[1].lines[0].runs[0].text for row in commands.rows] == [
        command for _, command in CHECKING
    ]


def test_a_column_of_decimals_has_its_points_above_each_other() -> None:
    texts = ("95.10%", "−0.34个百分点", "471.00元", "1:15.85", "100%", "2项中1项")
    rows = [Row((text,)) for text in texts]
    grid = Grid([Column("实际值", 100, "decimal")], rows, FACES, Setting(9, 12))

    def starts(place: int) -> float:
        cell: Cell = grid.rows[place].cells[0]
        return shift(cell, cell.lines[0], 3, grid.tails)

    def point(place: int) -> float:

        whole = texts[place].partition(".")[0].removesuffix("%")
        return starts(place) + text_width(whole, FACES.body, 9)

    assert max(point(place) for place in range(5)) - min(point(place) for place in range(5)) < 0.01
    assert starts(5) > 0


def test_no_number_of_the_score_table_leaves_its_cell(evaluations: dict[str, Evaluation]) -> None:
    for evaluation in evaluations.values():
        (grid,) = (
            block
            for block in score_details(evaluation, choose_faces([""]), 1, "得分明细表")
            if isinstance(block, Grid)
        )
        for cell in (cell for row in grid.rows for cell in row.cells):
            across = grid.setting.across
            assert all(shift(cell, line, across, grid.tails) >= 0 for line in cell.lines)
            assert cell.align != "right" or len(cell.lines) == 1


def test_an_indicator_may_go_over_a_page_but_never_right_after_its_name(
    evaluations: dict[str, Evaluation],
) -> None:
    blocks = annex(calculations, evaluations["beishan"])
    (named,) = [text for text in blocks if "11-4　" in text]
    assert "计算式" in named and "代　入" in named and "计　分" not in named
    following = blocks[blocks.index(named) + 1]
    assert "计　分" in following and "结　果" in following


def test_every_entry_of_the_calculations_is_set_alike(evaluations: dict[str, Evaluation]) -> None:
    texts: list[Text] = []

    def collect(block: Any) -> None:
        if isinstance(block, Text) and block.runs[0].face == FACES.kai:
            texts.append(block)
        for part in block.parts() if hasattr(block, "parts") else ():
            collect(part)

    for block in calculations(evaluations["binhai"], FACES, 4, ""):
        collect(block)
    assert {text.runs[0].text for text in texts} >= {"计算式　", "代　入　", "标　准　"}
    assert {text.style for text in texts} == {ENTRY}


def test_all_schools_without_data_make_no_long_cell(rubric: Rubric) -> None:
    items = ("高于规定学历教师数", "骨干教师数", "体育艺术专任教师数", "教学及辅助用房面积")
    data = sample("binhai")
    for record in data["学校"]:
        record |= dict.fromkeys(items)
    result = evaluation(rubric, data)
    parts = next(entry for entry in result.indicators if entry.id == "11-4").parts
    assert "等" in parts[0].reason and parts[0].reason.endswith("处")
    assert max(len(part.reason) for part in parts) < 300


def test_the_counts_are_those_of_the_screen(rubric: Rubric) -> None:
    said = "".join(annex(data_notes, evaluation(rubric, sample("beishan"))))
    assert (
        "另有区市已作说明的警告4条、未填报9项、提示9条，未填报的指标得0分，其余不影响计分，供核查时参考。"
        in said
    )
    said = "".join(annex(data_notes, evaluation(rubric, sample("lingang"))))
    assert "另有警告4条、区市已作说明的警告2条，不影响计分，供核查时参考。" in said


def test_an_explanation_of_several_missing_values_is_told_once(rubric: Rubric) -> None:
    found = evaluation(rubric, sample("beishan"))
    (told_first, *others) = [
        text
        for text in lacking([note for note in found.notes if note.code == "null-records"])
        if "说明" in text
    ]
    assert "三所学校的三个数据正在重新核对" in told_first
    assert others and all(text.endswith("区市说明同上。") for text in others)
    said = "".join(annex(data_notes, found))
    assert "未填报的数据（9项，归并为5条）" in said
    assert "（应满足在编教职工数" in said


def test_the_ledger_tears_no_department_and_no_distance() -> None:
    widths = {column.heading: column.width for column in scaled(PROBLEMS, WIDE_WIDTH)}
    for heading, longest in (
        ("责任\n部门", "市场监管、"),
        ("差距", "100.00个百分点"),
        ("实际值\n满分标准", "−10.00个百分点"),
    ):
        assert text_width(longest, FACES.body, LEDGER.size) <= widths[heading] - 2 * LEDGER.across
