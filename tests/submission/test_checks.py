"""Every check of checks.yaml: the smallest change of a valid submission that raises it, and only it."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import changed, nanwan, said, validated

REASONS = nanwan()["not_applicable"]


def reason(indicator: str) -> dict[Any, Any]:
    """The change that adds a reason why an indicator does not apply."""
    return {("not_applicable",): [*REASONS, {"indicator": indicator, "reason": "没有任务"}]}


ALL = "/data/学校与学生"
PARTY = "/data/党的领导"
PRE = "/data/学前教育"
DUTY = "/data/义务教育"
WORK = "/data/职业与继续教育"
STAFF = "/data/教师队伍"
MONEY = "/data/经费"
FIT = "/data/体质健康"

CASES: list[tuple[str, dict[Any, Any], str]] = [
    # 997 + 816 = 1,813 > 1,812
    ("E01", {"普惠性民办园在园幼儿数": 816}, f"{PRE}/公办园在园幼儿数"),
    ("E02", {"大班额班数": 1}, f"{DUTY}/大班额班数"),
    ("E03", {"应训干部教师数": 375, "参训干部教师数": 375}, f"{PARTY}/应训干部教师数"),
    ("E04", {"中职招生数": 5}, f"{WORK}/中职学校数"),
    ("E05", {"中职专业课教师数": 3}, f"{WORK}/中职学校数"),
    ("E06", {"联席会议制度": False}, f"{PARTY}/联席会议制度"),
    # the two rows of one school both main; the district then has a sixth school
    ("E07", {("学校", 4, "主记录"): True, "义务教育学校数": 6}, "/学校/3"),
    # 426 + 231 = 657
    ("E08", {("学校", 3, "全校学生数"): 656, ("学校", 4, "全校学生数"): 656}, "/学校/3/全校学生数"),
    ("E09", {"义务教育在校生数": 3232}, f"{ALL}/义务教育在校生数"),
    ("E09", {("学校", 0, "学生数"): 560}, f"{ALL}/义务教育在校生数"),
    # 14 + 15 + 13 + 11 + 6 + 10 = 69 classes, three more make 72 > 71
    ("E10", {("学校", 0, "教学班数"): 17}, f"{ALL}/义务教育班数"),
    # 190 teachers, 62 more make 252 > 376 − 125
    ("E11", {("学校", 0, "专任教师数"): 95}, f"{ALL}/专任教师总数"),
    ("E12", {("学校", 4, "全校学生数"): 9999}, "/学校/3/全校学生数"),
    ("E13", {("学校", 0, "教学班数"): 0}, "/学校/0/教学班数"),
    ("W01", {"专职思政课教师数": 25}, "/data/德育与思政/专职思政课教师数"),
    ("W02", {"创新实验室完成数": 3}, "/data/学生发展/创新实验室任务数"),
    ("W03", {"新建改扩建幼儿园完成数": 2}, f"{PRE}/新建改扩建幼儿园任务数"),
    ("W04", {"新建改扩建中小学完成数": 2}, f"{DUTY}/新建改扩建中小学任务数"),
    # 291 + 6 − 9 = 288
    ("W05", {"初中毕业生数": 289}, f"{DUTY}/初中毕业生数"),
    ("W06", {"完成督导评估学校数": 5}, "/data/教育督导/完成督导评估学校数"),
    ("W07", {"义务教育教师年平均工资": 118200.01}, f"{STAFF}/义务教育教师年平均工资"),
    ("W08", {"在编教职工数": 302}, f"{STAFF}/在编教职工数"),
    ("W09", {"教师培训经费": 457.40}, f"{STAFF}/教师培训经费"),
    ("W10", {"公用经费实拨额": 351.85}, f"{MONEY}/公用经费实拨额"),
    ("W11", {"教育费附加等使用额": 614.08}, f"{MONEY}/教育费附加等使用额"),
    ("W12", {("学校", 0, "高于规定学历教师数"): 34}, "/学校/0/高于规定学历教师数"),
    ("W13", {("学校", 1, "骨干教师数"): 37}, "/学校/1/骨干教师数"),
    ("W14", {("学校", 4, "体育艺术专任教师数"): 17}, "/学校/4/体育艺术专任教师数"),
    # 561 pupils: 300 元 make 16.83 万元, 50,000 元 make 2,805
    ("W15", {("学校", 0, "教学仪器设备值"): 16.82}, "/学校/0/教学仪器设备值"),
    ("W15", {("学校", 0, "教学仪器设备值"): 2805.01}, "/学校/0/教学仪器设备值"),
    ("W16", {("学校", 0, "全校学生数"): 49, ("学校", 0, "学生数"): 49, "义务教育在校生数": 2420}, "/学校/0/全校学生数"),
    ("W17", {("学校", 4, "保健教师数"): 1}, "/学校/4/护校队人数"),
    ("W17", {("学校", 4, "护校队人数"): 1}, "/学校/4/护校队人数"),
    ("W17", {("学校", 4, "卫生专业技术人员数"): 1}, "/学校/4/护校队人数"),
    ("W18", {"义务教育学校数": 4, "提供课后服务义务教育学校数": 4}, f"{ALL}/义务教育学校数"),
    # 3 % of 2,996 is 89.88
    ("W19", {"学校表外义务教育学生数": 90, "义务教育在校生数": 2996}, f"{ALL}/学校表外义务教育学生数"),
    # 90 % of 3,629 is 3,266.1
    ("W20", {"本年视力监测学生数": 3266}, f"{FIT}/本年视力监测学生数"),
    ("W21", {"体质健康应测学生数": 3266, "体质健康参测学生数": 3266}, f"{FIT}/体质健康应测学生数"),
    ("W22", {"计划督导评估学校数": 2, "完成督导评估学校数": 2}, "/data/教育督导/计划督导评估学校数"),
    ("W23", {"专职思政课教师应配数": 5, "专职思政课教师数": 5}, "/data/德育与思政/专职思政课教师应配数"),
    ("W24", {"年度公用经费预算": 351.83}, f"{STAFF}/年度公用经费预算"),
    ("W26", {"三年转出学生数": 30, "初中毕业生数": 267}, f"{DUTY}/三年转出学生数"),
    # 20 % and 80 % of 3,484 are 696.8 and 2,787.2, of 3,411 they are 682.2 and 2,728.8
    ("W27", {"本年近视学生数": 2788, "上年近视学生数": 2728}, f"{FIT}/本年近视学生数"),
    ("W27", {"本年近视学生数": 696, "上年近视学生数": 683}, f"{FIT}/本年近视学生数"),
    ("W28", {"本年近视学生数": 2787, "上年近视学生数": 2729}, f"{FIT}/上年近视学生数"),
    ("W28", {"本年近视学生数": 697, "上年近视学生数": 682}, f"{FIT}/上年近视学生数"),
    # 363 × 5 = 1,815 > 1,812
    ("W29", {"幼儿园专任教师数": 363, "专任教师总数": 600, "应训干部教师数": 600}, f"{PRE}/幼儿园专任教师数"),
    ("W30", {"义务教育教师年平均工资": 29999.99}, f"{STAFF}/义务教育教师年平均工资"),
    ("W30", {"义务教育教师年平均工资": 400000.01, "公务员年平均工资": 400000.01}, f"{STAFF}/义务教育教师年平均工资"),
    # 2,932 ÷ 147 = 19.95
    ("W31", {"义务教育班数": 147}, f"{ALL}/义务教育在校生数"),
    # 1,812 ÷ 152 = 11.92 and 1,812 ÷ 45 = 40.27
    ("W32", {"幼儿班数": 152}, f"{PRE}/在园幼儿数"),
    ("W32", {"幼儿班数": 45, "班额达标幼儿班数": 45}, f"{PRE}/在园幼儿数"),
    # 5,332.18 × 5,000 = 26,660,900 元; 5,277.77 × 5,000 = 26,388,850 元
    ("W33", {"本年一般公共预算教育支出": 2666.08, "上年一般公共预算教育支出": 2691.67}, f"{MONEY}/本年一般公共预算教育支出"),
    ("W34", {"本年一般公共预算教育支出": 2666.09, "上年一般公共预算教育支出": 2638.88}, f"{MONEY}/上年一般公共预算教育支出"),
    # 2,932 × 600 = 1,759,200 元, × 6,000 = 17,592,000 元
    ("W35", {"公用经费应拨额": 175.91, "公用经费实拨额": 175.91}, f"{MONEY}/公用经费应拨额"),
    ("W35", {"公用经费应拨额": 1759.21, "公用经费实拨额": 1759.21, "年度公用经费预算": 1759.21}, f"{MONEY}/公用经费应拨额"),
    ("W36", {"创新实验室任务数": 0, **reason("8-4")}, "/data/学生发展/创新实验室任务数"),
    ("W37", {"新建改扩建幼儿园任务数": 0, **reason("10-4")}, f"{PRE}/新建改扩建幼儿园任务数"),
    ("W39", {"满意度得分": 0.8893}, "/data/教育督导/满意度得分"),
    ("W39", {"满意度得分": 1}, "/data/教育督导/满意度得分"),
    ("W39", {"满意度得分": 8.893}, "/data/教育督导/满意度得分"),
    ("W40", {"公务员年平均工资": 500000.01}, f"{STAFF}/公务员年平均工资"),
    # 457.39 × 0.001 = 0.45739
    ("W41", {"教师培训经费": 0.4573}, f"{STAFF}/教师培训经费"),
    # 132 pupils to 33 teachers are just 4
    ("W42", {("学校", 0, "学生数"): 131, "义务教育在校生数": 2502}, "/学校/0/专任教师数"),
    ("W43", {("学校", 0, "护校队人数"): 51}, "/学校/0/护校队人数"),
    # 561 × 60 = 33,660
    ("W44", {("学校", 0, "教学及辅助用房面积"): 33660.1}, "/学校/0/教学及辅助用房面积"),
    # 15 % of 3,449 are 517.35
    ("W45", {"体质健康优良学生数": 517}, f"{FIT}/体质健康优良学生数"),
    ("W46", {"全市招生系统已启用": False, **reason("16-2")}, "/data/综合改革/全市招生系统已启用"),
    # 561 pupils
    ("W47", {("学校", 0, "教学班数"): 5}, "/学校/0/学生数"),
    ("W50", {("学校", 0, "体育运动场馆面积"): 560.9}, "/学校/0/体育运动场馆面积"),
    # 1,812 ÷ 60 = 30.2
    ("W48", {"幼儿园专任教师数": 60}, f"{PRE}/在园幼儿数"),
    ("W49", {"公用经费实拨额": 175.91}, f"{MONEY}/公用经费实拨额"),
    ("W38", {"新建改扩建中小学任务数": 0, **reason("11-1")}, f"{DUTY}/新建改扩建中小学任务数"),
]  # fmt: skip


def name(part: Any) -> str:
    return part if isinstance(part, str) and len(part) == 3 else ""


@pytest.mark.parametrize(("check", "changes", "pointer"), CASES, ids=name)
def test_a_check_is_raised_alone_at_its_place(
    rubric: Rubric, check: str, changes: dict[Any, Any], pointer: str
) -> None:
    result = validated(rubric, changed(nanwan(), changes))
    severity = "error" if check.startswith("E") else "warning"
    assert said(result) == [(f"check-{check}", severity, pointer)]
    assert (result.submission is None) == (severity == "error")


def test_public_funds_above_all_spending_are_told_and_above_the_usual_range(rubric: Rubric) -> None:
    too_much = {
        "公用经费应拨额": 10234.53,
        "公用经费实拨额": 10234.53,
        "年度公用经费预算": 10234.53,
    }
    result = validated(rubric, changed(nanwan(), too_much))
    assert said(result) == [
        ("check-W25", "warning", f"{MONEY}/公用经费实拨额"),
        ("check-W35", "warning", f"{MONEY}/公用经费应拨额"),
        ("rate-far-off", "warning", "/data/教师队伍/教师培训经费"),
    ]


def test_the_table_has_every_check_of_the_rubric(rubric: Rubric) -> None:
    tabled = {check for check, _, _ in CASES} | {"W25"}
    assert tabled == {check.id for check in rubric.content.checks}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"普惠性民办园在园幼儿数": 815},
        {"应训干部教师数": 376, "参训干部教师数": 376},
        {("学校", 0, "教学班数"): 16},
        {("学校", 0, "专任教师数"): 94},
        {"初中毕业生数": 288},
        {"义务教育教师年平均工资": 118200},
        {("学校", 0, "教学仪器设备值"): 16.83},
        {("学校", 0, "教学仪器设备值"): 2805},
        {("学校", 0, "全校学生数"): 50, ("学校", 0, "学生数"): 50, "义务教育在校生数": 2421},
        {"本年视力监测学生数": 3267},
        {"计划督导评估学校数": 3, "完成督导评估学校数": 3},
        {"专职思政课教师应配数": 6, "专职思政课教师数": 6},
        {"三年转出学生数": 29, "初中毕业生数": 268},
        {"年度公用经费预算": 351.84},
        {"公用经费应拨额": 175.92, "公用经费实拨额": 175.92},
        {"体质健康优良学生数": 518},
        {"义务教育班数": 146},
        {"幼儿班数": 151},
        {"创新实验室任务数": 0, "创新实验室完成数": 0, **reason("8-4")},
        {"联席会议制度": False, "年度联席会议次数": 0},
        {"满意度得分": 30},
        {("学校", 0, "教学班数"): 6},
        {("学校", 0, "体育运动场馆面积"): 561},
        {"幼儿园专任教师数": 61},
        {"全市招生系统已启用": False, "网上办理入学人数": 0, **reason("16-2")},
    ],
    ids=lambda part: repr(part)[:50],
)
def test_a_value_on_the_limit_raises_nothing(rubric: Rubric, changes: dict[Any, Any]) -> None:
    assert said(validated(rubric, changed(nanwan(), changes))) == []


def test_a_school_listed_twice_is_told(rubric: Rubric) -> None:
    same = {"标识码": "2990103001", "名称": "南湾区云川小学"}
    data = changed(nanwan(), {("学校", 1, key): value for key, value in same.items()})
    assert said(validated(rubric, data)) == [
        ("record-duplicate", "error", "/学校/1"),
    ]


def test_a_school_without_a_main_record_is_told(rubric: Rubric) -> None:
    data = changed(nanwan(), {("学校", 0, "主记录"): False})
    assert said(validated(rubric, data)) == [("check-E07", "error", "/学校/0")]


def test_a_check_names_the_school_and_both_numbers(rubric: Rubric) -> None:
    data = changed(nanwan(), {("学校", 1, "骨干教师数"): 37})
    message = validated(rubric, data).findings[0].message
    assert "南湾区秋石小学" in message
    assert "37" in message
    assert "36" in message


@pytest.mark.parametrize(
    "changes",
    [
        # no main record: its own figures seem to stand in another row
        {("学校", 0, "主记录"): False},
        # two: the school seems to be two
        {("学校", 4, "主记录"): True},
        # two, of which one has the figures of the stage only
        {("学校", 4, "主记录"): True, ("学校", 4, "全校学生数"): 100},
    ],
)
def test_what_follows_from_a_wrong_main_record_is_not_told_beside_it(
    rubric: Rubric, changes: dict[Any, Any]
) -> None:
    found = validated(rubric, changed(nanwan(), changes)).findings
    assert [entry.check for entry in found] == ["check-E07"]


def test_a_check_that_comes_after_another_is_made_for_all_other_records(rubric: Rubric) -> None:
    changes = {("学校", 0, "主记录"): False, ("学校", 4, "护校队人数"): 1}
    found = validated(rubric, changed(nanwan(), changes)).findings
    assert [(entry.check, entry.pointer) for entry in found] == [
        ("check-E07", "/学校/0"),
        ("check-W17", "/学校/4/护校队人数"),
    ]


def test_two_schools_of_one_code_are_both_named_and_none_is_to_be_deleted(rubric: Rubric) -> None:
    data = nanwan()
    data["学校"][5] |= {"标识码": data["学校"][2]["标识码"], "学段": data["学校"][2]["学段"]}
    (entry,) = validated(rubric, data).findings
    assert (entry.code, entry.pointer) == ("record-key", "/学校/5")
    assert all(data["学校"][place]["名称"] in entry.message for place in (2, 5))
    assert entry.hint.startswith("请核对两条的标识码、学段")
    data["学校"][5]["名称"] = None
    codes = [found.code for found in validated(rubric, data).findings]
    assert "record-duplicate" in codes and "record-key" not in codes
