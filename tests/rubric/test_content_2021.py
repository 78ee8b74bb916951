"""district-2021 says what rubric-2021.md says: row by row, rule by rule."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from evaluator.formula.values import parse_number
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.methods import Checklist, Piecewise, Threshold

TABLE = (Path(__file__).parent / "table_2021.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if re.match(r"\| \d", line)
]
ABBREVIATED = {"11-4", "11-5", "11-6"}
"""Rows whose formula the table only sketches (“7 项”); tests.yaml works them out."""


def test_the_rubric_has_the_85_indicators_of_the_table_in_its_order(rubric: Rubric) -> None:
    assert len(ROWS) == 85
    assert [row[0] for row in ROWS] == list(rubric.indicators)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_an_indicator_is_as_its_row_says(rubric: Rubric, row: list[str]) -> None:
    identifier, title, points, formula, scoring, standard, departments = row
    indicator = rubric.indicators[identifier]
    assert indicator.title == title
    assert indicator.points == Fraction(points)
    assert list(indicator.departments) == departments.split("、")
    marks = [mark for mark in ("国", "市", "拟") if mark in re.sub("（.*?）", "", standard)]
    assert {entry.origin for entry in indicator.standard} == set(marks)
    if identifier not in ABBREVIATED and not scoring.startswith("清单"):
        assert (indicator.value or "").replace(" ", "") == formula.replace(" ", "")
    method, *conditions = (part.strip() for part in scoring.split(" ; "))
    score = indicator.score
    if method.startswith("清单"):
        assert isinstance(score, Checklist)
        parts = method.removeprefix("清单 ")
        wanted = [Fraction("1.25")] * 4 if "×" in parts else [Fraction(n) for n in parts.split("+")]
        assert [part.points for part in score.parts] == wanted
        conditions_in_order = [part.when.replace(" ", "") for part in score.parts]
        assert conditions_in_order == [part.replace(" ", "") for part in formula.split(";")]
    elif method.startswith("达标"):
        assert isinstance(score, Threshold)
        assert score.at_least == Fraction(method.removeprefix("达标 ≥"))
    else:
        assert isinstance(score, Piecewise)
        knots = [knot.split("→") for knot in method.removeprefix("折线 ").split(", ")]
        assert list(score.knots) == [(parse_number(at), Fraction(share)) for at, share in knots]
    assert indicator.zero_denominator == (
        "zero"
        if "零分母→零分" in conditions
        else "not_applicable"
        if {"零分母→不适用", "无农村学校→不适用"} & set(conditions)
        else "error"
    )
    applies = {
        "适用条件 中职学校数 > 0": "中职学校数 > 0",
        "适用条件 全市招生系统已启用": "全市招生系统已启用",
        "无小学记录→不适用": 'count(学校, where=学段 == "小学") > 0',
        "无初中记录→不适用": 'count(学校, where=学段 == "初中") > 0',
    }
    named = [applies[condition] for condition in conditions if condition in applies]
    assert [indicator.applies_when] == (named or [None])
    assert not indicator.bonus


CHAPTERS = [
    ("加强党的全面领导", 100, 8),
    ("坚持五育并举", 170, 15),
    ("突出优质均衡", 270, 22),
    ("提升教育支撑创新发展能力", 60, 5),
    ("深化教育领域综合改革", 130, 13),
    ("夯实发展基础", 270, 22),
]


def test_the_chapters_have_their_points_and_indicators(rubric: Rubric) -> None:
    content = rubric.content
    assert content.points == 1000
    for chapter, (title, points, number) in zip(content.chapters, CHAPTERS, strict=True):
        items = {item.id for item in content.plan.items if item.chapter == chapter.id}
        belonging = [entry for entry in content.indicators if entry.plan.item in items]
        assert (chapter.title, chapter.points, len(belonging)) == (title, points, number)
        assert sum(entry.points for entry in belonging) == points


def test_all_25_plan_items_are_listed_and_5_14_and_20_say_why_they_are_unscored(
    rubric: Rubric,
) -> None:
    items = rubric.content.plan.items
    assert [item.id for item in items] == list(range(1, 26))
    unscored = [item for item in items if not item.scored]
    assert [item.id for item in unscored] == [5, 14, 20]
    assert all(item.points == 0 and item.reason for item in unscored)
    assert all(item.heading and item.text for item in items)


WITHOUT_WORDS = {"6-1", "6-3", "7-4", "8-2", "13-1", "13-2", "17-1", "19-2"}
EQUITY = "推进国家义务教育优质均衡发展县创建工作"
INCLUSIVE = "积极推进全国学前教育普及普惠县创建工作"
RESTS_ON = {
    **{f"22-{number}": (11, EQUITY) for number in range(1, 7)},
    **{f"11-{number}": (11, EQUITY) for number in (2, 3, 4, 5, 6, 8, 9, 10)},
    **{f"10-{number}": (10, INCLUSIVE) for number in (1, 2, 3, 6, 7, 9)},
    "25-3": (23, "应急演练"),
}


def test_every_quotation_stands_in_the_plan_word_for_word(rubric: Rubric) -> None:
    texts = {item.id: "".join(item.text.split()) for item in rubric.content.plan.items}
    for indicator in rubric.content.indicators:
        words = indicator.plan
        assert str(words.item) == indicator.id.split("-")[0]
        if words.text is not None:
            assert "".join(words.text.split()) in texts[words.quoted_from or words.item]


def test_indicators_without_plan_words_say_what_they_rest_on(rubric: Rubric) -> None:
    bases = {entry.id: entry.plan.basis for entry in rubric.content.indicators if entry.plan.basis}
    assert set(bases) == WITHOUT_WORDS
    assert set(bases.values()) <= {"依据国家标准，非要点原文", "本指标体系提出，非要点原文"}
    for identifier, (item, text) in RESTS_ON.items():
        words = rubric.indicators[identifier].plan
        assert (words.quoted_from or words.item, words.text) == (item, text)


def test_grades_deadlines_and_the_ungraded_limit(rubric: Rubric) -> None:
    content = rubric.content
    assert [(grade.name, grade.at_least) for grade in content.grades] == [
        ("优秀", Fraction(9, 10)),
        ("良好", Fraction(4, 5)),
        ("合格", Fraction(13, 20)),
        ("不合格", Fraction(0)),
    ]
    assert (content.graded_from, content.ungraded) == (Fraction(17, 20), "暂不评级")
    assert content.rectification.below == Fraction(17, 20)
    assert [(entry.below, entry.days) for entry in content.rectification.deadlines] == [
        (Fraction(2, 5), 30),
        (Fraction(13, 20), 60),
        (Fraction(17, 20), 90),
    ]
    assert content.score_digits == 2
    assert content.bonus is None
    assert content.districts == ()
    assert "拟" in content.points_basis


RULES = [
    ("V1", "veto", None, True),
    ("V2", "demote", None, True),
    ("V3", "demote", None, False),
    ("V4", "cap", "不合格", True),
    ("V5", "cap", "良好", False),
    ("V6", "cap", "良好", True),
    ("V7", "cap", "良好", True),
]


def test_the_seven_rules_have_their_effects(rubric: Rubric) -> None:
    found = [(rule.id, rule.effect, rule.at_most, rule.fact) for rule in rubric.content.rules]
    assert found == RULES
    by_id = {rule.id: rule for rule in rubric.content.rules}
    assert by_id["V3"].on_missing == "undecided"
    assert by_id["V5"].on_missing == "holds"
    assert by_id["V5"].when == 'value("24-1") < 0 or value("24-2") < 0'
    assert rubric.rules["V3"].lookup_arguments("value") == ("7-2",) * 6
    assert all(rule.basis.text and rule.basis.origin in ("国", "拟") for rule in by_id.values())


def test_the_four_prompts_never_pronounce_a_verdict(rubric: Rubric) -> None:
    prompts = {prompt.id: prompt for prompt in rubric.content.prompts}
    assert list(prompts) == ["Q1", "Q2", "Q3", "Q4"]
    wording = "可能涉及问责情形，建议提请市政府教育督导委员会研判"
    assert all(wording in prompt.text for prompt in prompts.values())
    assert all("国教督〔2021〕2号" in prompt.basis.text for prompt in prompts.values())
    assert rubric.prompts["Q4"].lookup_arguments("holds") == ("V1", "V2", "V3", "V4", "V5", "V7")
    assert prompts["Q3"].for_each == "indicator"
    assert prompts["Q2"].when == 'value("19-1") < 0.5'


CITY_REGISTER = [
    "巡访问题到期应整改数",
    "创新实验室任务数",
    "新建改扩建幼儿园任务数",
    "应移交配套幼儿园数",
    "新建改扩建中小学任务数",
    "全市招生系统已启用",
    "满意度得分",
    "上年反馈问题数",
    "教育平台活跃师生数",
    "防控督查问题数",
]
DOCUMENTS = [
    "区市教育规划",
    "区市学校布局规划",
    "联席会议制度",
    "结果发布机制",
    "限期整改机制",
    "协同联动机制",
    "问责机制",
]
MONEY_AND_MEANS = [
    "公办园公用经费财政拨款",
    "满意度得分",
    "义务教育教师年平均工资",
    "公务员年平均工资",
    "教师培训经费",
    "年度公用经费预算",
    "本年一般公共预算教育支出",
    "上年一般公共预算教育支出",
    "本年年均在校学生数",
    "上年年均在校学生数",
    "公用经费实拨额",
    "公用经费应拨额",
    "教育费附加等使用额",
    "教育费附加等征收额",
]
NEVER_NULL = ["标识码", "名称", "学段", "城乡", "主记录", "学生数", "全校学生数", "寄宿制"]


def test_the_fields_have_the_types_and_marks_of_the_catalogue(rubric: Rubric) -> None:
    fields = rubric.content.fields
    assert {key for key in fields if fields[key].source == "city"} == set(CITY_REGISTER)
    assert {key for key in fields if fields[key].type == "document"} == set(DOCUMENTS)
    assert {key for key in fields if fields[key].type == "decimal"} == set(MONEY_AND_MEANS)
    assert [key for key in fields if fields[key].type == "boolean"] == ["全市招生系统已启用"]
    assert fields["应配备教研员学科数"].min == 14
    assert (fields["满意度得分"].min, fields["满意度得分"].max) == (0, 100)
    table = rubric.content.tables["学校"]
    assert table.key == ("标识码", "学段")
    assert {key for key in table.fields if table.fields[key].required} == set(NEVER_NULL)
    assert table.fields["学段"].values == ("小学", "初中")
    assert table.fields["城乡"].values == ("城区", "镇区", "乡村")
    assert table.fields["学生数"].min == 1


def test_every_field_says_its_owner_period_scope_and_definition(rubric: Rubric) -> None:
    entries = list(rubric.content.fields.values())
    entries += rubric.content.tables["学校"].fields.values()
    for entry in entries:
        assert entry.department and entry.period
        assert entry.scope in ("属地", "属管"), entry.title
        assert len(entry.definition) > 20, entry.title
        assert entry.type != "integer" or entry.unit
