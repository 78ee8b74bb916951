"""The lint: each rule broken in one place of a copied rubric is told with its file, line and id."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from evaluator.rubric.source import RubricError
from tests.rubric_copy import BALANCE, FOUNDATION, GROWTH, PARTY, REFORM, VOCATIONAL, RubricCopy
from tests.small_rubric import number, scored_by, small_rubric

Copy = Callable[[], RubricCopy]


class Slip(NamedTuple):
    """One edit: in `file`, the first `old` after `after` becomes `new`; told where `new` begins + `below`."""

    name: str
    file: str
    after: str
    old: str
    new: str
    subject: str
    message: str
    below: int = 0
    told_in: str = ""
    told_at: str = ""


SLIPS = [
    Slip("item points", "plan.yaml", "id: 1\n", "points: 20", "points: 21", "要点第1项", "合计 20，与写明的 21"),
    Slip("chapter points", "rubric.yaml", "id: 4,", "points: 60", "points: 61", "提升教育支撑创新发展能力", "合计 60，与写明的 61", told_in="rubric.yaml", told_at="id: 4,"),
    Slip("version in words", "rubric.yaml", "", 'version: "1.0"', 'version: "1.0版；已核准"', "", "应为字母、数字和 . + - 写成的版本号"),
    Slip("full marks", "rubric.yaml", "", "points: 1000", "points: 999", "满分", "合计 1,000，与写明的 999"),
    Slip("indicator points", PARTY, "id: 1-2", "points: 10", "points: 12", "要点第1项", "合计 22，与写明的 20", told_in="plan.yaml", told_at="    points: 20"),
    Slip("checklist points", REFORM, "id: 19-4", "points: 1.25", "points: 1.5", "19-4", "清单各部分合计", told_in=REFORM, told_at="- id: 19-4"),
    Slip("knots out of order", BALANCE, "id: 10-2", "[[70%, 0], [80%, 0.6], [90%, 1]]", "[[80%, 0], [70%, 0.6], [90%, 1]]", "10-2", "从小到大", told_at="  score:"),
    Slip("knots equal", BALANCE, "id: 10-2", "[80%, 0.6]", "[70%, 0.6]", "10-2", "不得重复", told_at="  score:"),
    Slip("one knot", BALANCE, "id: 10-1", "[[75%, 0], [85%, 1]]", "[[85%, 1]]", "10-1", "至少要有 2 项"),
    Slip("share above 1", BALANCE, "id: 10-1", "[85%, 1]", "[85%, 1.1]", "10-1", "超出允许的范围"),
    Slip("no full marks", BALANCE, "id: 10-1", "[85%, 1]", "[85%, 0.9]", "10-1", "没有任何一点能得满分", told_at="  score:"),
    Slip("threshold without limit", FOUNDATION, "id: 24-1", "    at_least: 0\n", "", "24-1", "须写且只写一个", told_at="  score:"),
    Slip("unknown method", BALANCE, "id: 10-1", "method: piecewise", "method: linear", "10-1", "没有这种计分方法", told_at="  score:"),
    Slip("unknown unit", BALANCE, "id: 10-1", "unit: percent", "unit: percents", "10-1", "不在允许的取值中"),
    Slip("unknown field", BALANCE, "id: 10-1", "value: 在园幼儿数", "value: 在院幼儿数", "10-1", "是否要写“在园幼儿数”"),
    Slip("hostile formula", BALANCE, "id: 10-1", "value: 在园幼儿数 / 学前三年适龄人口数", "value: __import__('os').getpid()", "10-1", "只能直接调用列出的函数"),
    Slip("hostile checklist", PARTY, "id: 1-1", "when: 区市教育规划", "when: __import__('os')", "1-1", "没有函数"),
    Slip("hostile check", "checks.yaml", "id: E01", "require: 公办园在园幼儿数", "require: __import__('os') + 公办园在园幼儿数", "E01", "没有函数"),
    Slip("hostile rule", "rubric.yaml", "id: V5", 'when: value("24-1") < 0', 'when: value("24-1").real < 0', "V5", "公式"),
    Slip("look-up in an indicator", FOUNDATION, "id: 22-1", "value: 义务教育教师年平均工资", 'value: value("24-1") + 义务教育教师年平均工资', "22-1", "没有函数“value”"),
    Slip("true-or-false value", BALANCE, "id: 10-1", "数 / 学前三年适龄人口数", "数 > 学前三年适龄人口数", "10-1", "结果应为“数”", told_at="  value: 在园幼儿数 >"),
    Slip("value of no field", BALANCE, "id: 10-1", "value: 在园幼儿数 / 学前三年适龄人口数", "value: 1 / 0 #", "10-1", "没有用到任何填报项", told_at="  value: 1 / 0"),
    Slip("applies_when no condition", VOCATIONAL, "id: 13-1", "applies_when: 中职学校数 > 0", "applies_when: 中职学校数", "13-1", "结果应为“是否”"),
    Slip("plan item missing", "plan.yaml", "", "  - id: 25\n", "  - id: 26\n", "要点", "一项不缺", told_in="plan.yaml", told_at="items:"),
    Slip("plan words misquoted", GROWTH, "id: 8-4", "text: 推进中小学创新实验室建设", "text: 推进中小学创新实验室建设工作", "8-4", "不在要点第8项的原文中"),
    Slip("plan words without their space", PARTY, "id: 1-1", "《xx 市“十四五”", "《xx市“十四五”", "1-1", "只差空格", told_at="    text: 印发《xx市"),
    Slip("more decimals than scores", PARTY, "id: 1-2", "points: 10", "points: 10.005", "1-2", "分值 10.005 多于 2 位小数"),
    Slip("rule on a checklist's value", "rubric.yaml", "id: V5", 'value("24-2")', 'value("1-1")', "V5", "指标“1-1”按清单计分，没有数值", told_at='    when: value("24-1") < 0'),
    Slip("remedy that says nothing", BALANCE, "id: 10-5", "  remedy: ", "  remedy: 请提高它。 #", "10-5", "整改要求太短"),
    Slip("plan words of another item", FOUNDATION, "id: 25-3", "from: 23", "from: 24", "25-3", "不在要点第24项的原文中", below=1),
    Slip("plan words and basis", PARTY, "id: 3-1", "    item: 3\n", "    item: 3\n    basis: 本指标体系提出\n", "3-1", "须写且只写一个", told_at="  plan:"),
    Slip("id of another item", PARTY, "", "- id: 4-2", "- id: 3-2", "3-2", "应以要点项号 4 开头"),
    Slip("id twice", PARTY, "", "- id: 4-2", "- id: 4-1", "4-1", "编号重复"),
    Slip("check id twice", "checks.yaml", "", "- id: E03", "- id: E02", "E02", "编号重复"),
    Slip("unscored with indicators", "plan.yaml", "id: 15\n", "    text:", "    scored: false\n    reason: 不计分\n    text:", "要点第15项", "却写明不计分", told_at="  - id: 15"),
    Slip("scored without indicators", "plan.yaml", "id: 5\n", "    scored: false\n", "", "5", "须写 scored: false", told_at="  - id: 5"),
    Slip("grades out of order", "rubric.yaml", "", "{name: 良好, at_least: 80%}", "{name: 良好, at_least: 95%}", "等级", "从高到低", told_at="grades:"),
    Slip("last grade above 0", "rubric.yaml", "", "{name: 不合格, at_least: 0%}", "{name: 不合格, at_least: 1%}", "等级", "从 0 起", told_at="grades:"),
    Slip("grade called as no grade", "rubric.yaml", "", "ungraded: 暂不评级", "ungraded: 合格", "等级", "名称不得相同", told_at="grades:"),
    Slip("unknown grade in a cap", "rubric.yaml", "id: V5", "at_most: 良好", "at_most: 中等", "V5", "没有名为“中等”的等级"),
    Slip("cap without grade", "rubric.yaml", "id: V6", "    at_most: 良好\n", "", "V6", "at_most", told_at="  - id: V6"),
    Slip("rule neither formula nor fact", "rubric.yaml", "id: V7", "    fact: true\n", "", "V7", "之一", told_at="  - id: V7"),
    Slip("deadlines out of order", "rubric.yaml", "", "{below: 40%, days: 30}", "{below: 70%, days: 30}", "整改期限", "从低到高", told_at="  deadlines:"),
    Slip("rule on an unknown indicator", "rubric.yaml", "id: V5", 'value("24-2")', 'value("24-9")', "V5", "没有指标“24-9”", told_at='    when: value("24-1") < 0'),
    Slip("prompt on an unknown rule", "rubric.yaml", "id: Q4", 'holds("V7")', 'holds("V9")', "Q4", "V9", told_at="    when: count_true(holds"),
    Slip("holds in a rule", "rubric.yaml", "id: V5", "when: value", 'when: holds("V3") or value', "V5", "holds 只能用在提示里"),
    Slip("unused field", "fields.yaml", "", "  民办学校数:\n", "  闲置数: {title: 闲置数, group: 党的领导, type: integer, unit: 个, min: 0, max: 9, period: 时点, department: 教育, definition: 无人使用}\n\n  民办学校数:\n", "闲置数", "没有任何指标、检查或规定用到"),
    Slip("unknown group", "fields.yaml", "  民办学校数:\n", "group: 党的领导", "group: 党建", "民办学校数", "分组“党建”", told_at="  民办学校数:"),
    Slip("name of a function", "fields.yaml", "", "  民办学校数:\n", "  max: {title: 最大, group: 党的领导, type: integer, unit: 个, min: 0, max: 9, period: 时点, department: 教育, definition: 与函数同名}\n\n  民办学校数:\n", "max", "不能作为公式里的名字"),
    Slip("unknown last year", "fields.yaml", "  本年近视学生数:\n", "last_year: 上年近视学生数", "last_year: 上年近视人数", "本年近视学生数", "没有填报项“上年近视人数”"),
    Slip("unknown whole", "fields.yaml", "  双覆盖民办学校数:\n", "subset_of: 民办学校数", "subset_of: 民办学校总数", "双覆盖民办学校数", "是否要写“民办学校数”"),
    Slip("number without bounds", "fields.yaml", "  民办学校数:\n", "    max: 500\n", "", "民办学校数", "min 和 max", told_at="  民办学校数:"),
    Slip("denominator that can be zero", "fields.yaml", "  学前三年适龄人口数:\n", "min: 1", "min: 0", "10-1", "分母“学前三年适龄人口数”可以为 0", told_in=BALANCE, told_at="  value: 在园幼儿数 / 学前三年适龄人口数"),
    Slip("zero_denominator taken away", BALANCE, "id: 10-4", "  zero_denominator: not_applicable\n", "", "10-4", "分母“新建改扩建幼儿园任务数”可以为 0", told_at="  value: 新建改扩建幼儿园完成数"),
    Slip("record key that may be null", "fields.yaml", "      学段:\n", "        required: true\n", "", "学校", "须是本表中不得为空", told_at="  学校:"),
    Slip("part titles too few", BALANCE, "id: 11-5", "    - 每百名学生拥有网络多媒体教室数\n", "", "11-5", "与公式里 count_true 的条件个数不符", told_at="  part_titles:"),
    Slip("parts of one name", PARTY, "id: 1-1", "      - title: 区市学校布局规划", "      - title: 区市“十四五”教育规划", "1-1", "同名", told_at="    parts:"),
    Slip("bonus without a cap", PARTY, "id: 4-2", "  points: 15", "  bonus: true\n  points: 15", "4-2", "没有写 bonus 的上限"),
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_told_with_file_line_and_id(rubric_copy: Copy, slip: Slip) -> None:
    copy = rubric_copy()
    line = copy.replace(slip.file, slip.old, slip.new, slip.after) + slip.below
    file = slip.told_in or slip.file
    if slip.told_at:
        text = copy.text(file)
        start = text.index(slip.after) if file == slip.file else 0
        start = text.rfind("\n", 0, start) + 1
        place = text.find(slip.told_at, start)
        line = text.count("\n", 0, place if place >= 0 else text.index(slip.told_at)) + 1
    found = [problem for problem in copy.problems() if slip.message in problem.message]
    assert [(p.place.file, p.place.line, p.subject) for p in found[:1]] == [
        (file, line, slip.subject)
    ]
    assert str(found[0]).startswith(f"{file}:{line}：{slip.subject}")


def retold(copy: RubricCopy, file: str, of: str, to: str, key: str, name: str, other: str) -> int:
    """Give `to` the text of `of` with the names and a digit changed; the line of the changed text."""
    lines = copy.text(file).split("\n")
    home = next(place for place, line in enumerate(lines) if of in line)
    source = next(line for line in lines[home:] if line.strip().startswith(f"{key}: "))
    target = next(place for place, line in enumerate(lines) if to in line)
    place = next(n for n in range(target, len(lines)) if lines[n].strip().startswith(f"{key}: "))
    lines[place] = source.replace(name, other) + "5%"
    copy.write(file, "\n".join(lines))
    return place + 1


def test_a_remedy_that_only_changes_names_and_digits_is_told(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    line = retold(copy, BALANCE, "id: 10-1", "id: 10-5", "remedy", "幼儿园", "幼儿园")
    problem = copy.problems()[0]
    assert str(problem.place) == f"{BALANCE}:{line}"
    assert problem.subject == "10-5"
    assert "整改要求与“10-1”" in problem.message


def test_a_definition_that_only_changes_names_and_digits_is_told(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    line = retold(
        copy,
        "fields.yaml",
        "  专职保安达标学校数:",
        "  封闭化管理学校数:",
        "definition",
        "民办学校数",
        "幼儿园数",
    )
    problem = copy.problems()[0]
    assert str(problem.place) == f"fields.yaml:{line}"
    assert problem.subject == "封闭化管理学校数"
    assert "口径与“专职保安达标学校数”" in problem.message


@pytest.mark.parametrize("tail", ["", " ", "，", "。。", "　", "5%", "（一）"[:1]])
def test_a_definition_is_not_another_for_a_space_or_a_sign(rubric_copy: Copy, tail: str) -> None:
    copy = rubric_copy()
    line = retold(
        copy,
        "fields.yaml",
        "  专职保安达标学校数:",
        "  封闭化管理学校数:",
        "definition",
        "，",
        tail + "，",
    )
    found = [str(problem.place) for problem in copy.problems() if "只差名称" in problem.message]
    assert found == [f"fields.yaml:{line}"]


@pytest.mark.parametrize("text", ["", "封闭化管理学校数", "……", "2021年9月1日。"])
def test_a_definition_must_say_something(rubric_copy: Copy, text: str) -> None:
    copy = rubric_copy()
    lines = copy.text("fields.yaml").split("\n")
    home = next(place for place, line in enumerate(lines) if "  封闭化管理学校数:" in line)
    place = next(n for n in range(home, len(lines)) if "definition: " in lines[n])
    lines[place] = f"    definition: '{text}'"
    copy.write("fields.yaml", "\n".join(lines))
    problem = copy.problems()[0]
    assert (str(problem.place), problem.subject) == (f"fields.yaml:{place + 1}", "封闭化管理学校数")
    assert "太短" in problem.message or "不能为空" in problem.message


def test_parts_of_a_checklist_have_no_more_decimals_than_scores(tmp_path: Path) -> None:
    parts = [
        {"title": f"第{place}项", "when": "甲 > 0", "points": points}
        for place, points in enumerate(("999.995", "0.005"), 1)
    ]
    about = scored_by("1-1", "1000", score={"method": "checklist", "parts": parts})
    with pytest.raises(RubricError) as caught:
        small_rubric(tmp_path / "small", [about], {"甲": number()})
    assert [problem.message for problem in caught.value.problems] == [
        "“第1项”的分值 999.995 多于 2 位小数（score_digits）",
        "“第2项”的分值 0.005 多于 2 位小数（score_digits）",
    ]


DATED = {"开学日期": {"type": "date"}}


@pytest.mark.parametrize(
    ("date", "fits"),
    [
        ("2021-09-01", True),
        ("2021-9-1", False),
        ("20210901", False),
        ("2021年9月1日", False),
        ("2021-02-29", False),
    ],
)
def test_a_text_beside_a_date_must_be_an_iso_date(tmp_path: Path, date: str, fits: bool) -> None:
    parts = [{"title": "按时开学", "when": f'开学日期 <= "{date}"', "points": "1000"}]
    about = scored_by("1-1", "1000", score={"method": "checklist", "parts": parts})
    try:
        small_rubric(tmp_path / "small", [about], DATED)
        said = []
    except RubricError as error:
        said = [problem.message for problem in error.problems]
    assert bool(said) != fits
    assert all("日期须写成 2021-09-01 的样子" in message for message in said)


def test_a_name_of_both_a_district_and_a_record_field_is_told(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    text = copy.text("fields.yaml")
    entry = text[text.index("      护校队人数:") : text.index("      卫生专业技术人员数:")]
    new = entry.replace("护校队人数", "幼儿班数", 2).replace("definition: ", "definition: 每校")
    copy.replace("fields.yaml", entry, entry + new)
    line = copy.text("fields.yaml").split("\n").index("      幼儿班数:") + 1
    found = [p for p in copy.problems() if "既是区市的填报项，又是记录表的字段" in p.message]
    assert [(str(p.place), p.subject) for p in found] == [(f"fields.yaml:{line}", "幼儿班数")]


def test_a_text_that_no_enum_value_equals_is_told_where_the_formula_stands(
    rubric_copy: Copy,
) -> None:
    copy = rubric_copy()
    line = copy.replace(REFORM, 'where=城乡 != "城区"', 'where=城乡 != "市区"', "id: 21-3")
    found = [problem for problem in copy.problems() if "市区" in problem.message]
    assert [(str(p.place), p.subject) for p in found] == [(f"{REFORM}:{line}", "21-3")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("per: [学校, 标识码]", "per: [学堂, 标识码]"),
        ("per: [学校, 标识码]", "per: [学校, 编码]"),
        ("each: 学校", "each: 学堂"),
    ],
)
def test_a_check_over_an_unknown_table_is_told(rubric_copy: Copy, old: str, new: str) -> None:
    copy = rubric_copy()
    copy.replace("checks.yaml", old, new)
    problems = copy.problems()
    assert problems
    assert problems[0].place.file == "checks.yaml"
    assert problems[0].subject in ("E07", "E13")


def test_a_check_that_comes_after_an_unknown_one_is_told(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    copy.replace("checks.yaml", "after: E07", "after: E70")
    problem = copy.problems()[0]
    assert (problem.place.file, problem.subject) == ("checks.yaml", "E08")
    assert "E70" in problem.message


def test_a_formulas_problem_shows_a_caret_under_the_place(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    copy.replace(BALANCE, "value: 在园幼儿数", "value: 在院幼儿数", after="id: 10-1")
    message = copy.problems()[0].message
    assert message.endswith("^")
    assert "第 1 个字符处" in message


def test_a_plan_that_lost_its_last_item_is_told(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    copy.replace("plan.yaml", "count: 25", "count: 26")
    assert "须从第1项到第26项依次列出" in copy.problems()[0].message
