"""A part larger than its whole: one case for every `subset_of` of the catalogue."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import changed, nanwan, path_of, said, validated

# part, the smallest value above its whole, other findings that cannot be avoided
CASES: list[tuple[str, int, set[str]]] = [
    ("参训干部教师数", 385, set()),
    ("已建立党组织的中小学数", 6, set()),
    ("应建立党组织的中小学数", 7, set()),
    ("双覆盖民办学校数", 2, set()),
    ("巡访问题到期已整改数", 7, set()),
    ("已评定职级校长数", 6, set()),
    ("四十岁以下校级干部数", 25, set()),
    ("义务教育学校数", 7, set()),
    ("义务教育在校生数", 3630, {"check-E09"}),
    ("德育一校一案学校数", 7, set()),
    ("校长书记讲授思政课学校数", 7, set()),
    ("体质健康参测学生数", 3557, set()),
    ("体质健康优良学生数", 3450, set()),
    ("本年近视学生数", 3485, {"check-W27", "last-year-ratio"}),
    ("本年视力监测学生数", 1919, {"check-W20", "check-W27", "last-year-ratio"}),
    ("上年近视学生数", 3412, {"check-W28", "last-year-ratio"}),
    ("家访学生数", 3630, set()),
    ("开设劳动教育课程学校数", 7, set()),
    ("心理辅导室达标学校数", 7, set()),
    ("配备专职心理教师学校数", 7, set()),
    ("配备法治副校长学校数", 7, set()),
    ("提供课后服务义务教育学校数", 6, set()),
    ("建立家长学校的中小学数", 7, set()),
    ("公办园在园幼儿数", 1813, {"check-E01"}),
    ("普惠性民办园在园幼儿数", 1813, {"check-E01"}),
    ("幼儿园专任教师数", 377, {"check-E11", "check-W29"}),
    ("示范优质园数", 10, set()),
    ("已移交配套幼儿园数", 4, set()),
    ("班额达标幼儿班数", 67, set()),
    ("集团化办学学校数", 6, set()),
    ("大班额班数", 72, {"check-E02"}),
    ("标准班额班数", 72, {"check-E02"}),
    ("残疾儿童少年入学数", 25, set()),
    ("随迁子女公办就读数", 294, set()),
    ("符合条件随迁子女在校生数", 2933, set()),
    ("纳入资金监管机构数", 13, set()),
    ("使用合同示范文本机构数", 13, set()),
    ("完成整改培训机构数", 3, set()),
    ("双师型教师数", 1, set()),
    ("参与证书试点中职学校数", 1, set()),
    ("设立社区教育机构镇街数", 3, set()),
    ("老年人智能技术培训人数", 18241, set()),
    ("作业管理落实学校数", 7, set()),
    ("睡眠管理落实学校数", 7, set()),
    ("手机管理落实学校数", 7, set()),
    ("读物管理落实学校数", 7, set()),
    ("体质管理落实学校数", 7, set()),
    ("网上办理入学人数", 728, set()),
    ("国家课程开齐开足学校数", 7, set()),
    ("配备专职教研员学科数", 15, set()),
    ("章程和清单实施学校数", 16, set()),
    # 3,629 + 376 − 125 = 3,880
    ("教育平台活跃师生数", 3881, set()),
    ("开设人工智能课程学校数", 7, set()),
    ("上年反馈问题已整改数", 6, set()),
    ("挂牌督导学校数", 16, set()),
    ("交流轮岗校长教师数", 133, set()),
    ("交流轮岗骨干教师数", 16, set()),
    ("持证专任教师数", 377, set()),
    ("已查处师德问题数", 2, set()),
    ("专职保安达标学校数", 16, set()),
    ("封闭化管理学校数", 16, set()),
    ("报警监控达标学校数", 16, set()),
    ("已整改安全隐患数", 87, set()),
    ("已集中就餐学生数", 2541, set()),
    ("已资助困难学生数", 110, set()),
    ("卫生室隔离室达标学校数", 16, set()),
    ("完成应急演练学校数", 16, set()),
    ("防控督查问题已整改数", 4, set()),
]


@pytest.mark.parametrize(("part", "value", "others"), CASES, ids=[case[0] for case in CASES])
def test_a_part_larger_than_its_whole_is_an_error(
    rubric: Rubric, part: str, value: int, others: set[str]
) -> None:
    data = changed(nanwan(), {part: value})
    found = said(validated(rubric, data))
    pointer = "/" + "/".join(path_of(data, part))
    subject = "本年近视学生数" if part == "本年视力监测学生数" else part
    if subject != part:
        pointer = pointer.replace(part, subject)
    assert (f"subset-{subject}", "error", pointer) in found
    assert {code for code, _, _ in found} == {f"subset-{subject}"} | others


def test_the_table_has_every_subset_of_the_catalogue(rubric: Rubric) -> None:
    parts = {key for key, entry in rubric.content.fields.items() if entry.subset_of}
    assert parts == {part for part, _, _ in CASES} - {"本年视力监测学生数"}


@pytest.mark.parametrize("part", ["参训干部教师数", "持证专任教师数", "已整改安全隐患数"])
def test_a_part_equal_to_its_whole_is_fine(rubric: Rubric, part: str) -> None:
    whole = {"参训干部教师数": 384, "持证专任教师数": 376, "已整改安全隐患数": 86}[part]
    assert said(validated(rubric, changed(nanwan(), {part: whole}))) == []


LAWFULLY_ABOVE: list[tuple[dict[Any, Any], str]] = [
    ({"专职思政课教师数": 25}, "6-1"),
    ({"创新实验室完成数": 3}, "8-4"),
    ({"新建改扩建幼儿园完成数": 2}, "10-4"),
    ({"新建改扩建中小学完成数": 2}, "11-1"),
    ({"初中毕业生数": 289}, "11-10"),
    ({"完成督导评估学校数": 5}, "19-3"),
    ({"义务教育教师年平均工资": 118200.01}, "22-1"),
    ({"在编教职工数": 302}, "22-2"),
    ({"教师培训经费": 457.40}, "22-5"),
    ({"公用经费实拨额": 351.85}, "24-3"),
    ({"教育费附加等使用额": 614.08}, "24-4"),
]


@pytest.mark.parametrize(("changes", "indicator"), LAWFULLY_ABOVE, ids=str)
def test_a_rate_that_may_exceed_100_percent_is_only_warned_about(
    rubric: Rubric, changes: dict[Any, Any], indicator: str
) -> None:
    result = validated(rubric, changed(nanwan(), changes))
    assert result.submission is not None
    assert [entry.severity for entry in result.findings] == ["warning"]


@pytest.mark.parametrize(
    "changes",
    [
        {"学前三年适龄人口数": 1700},
        {"公办园公用经费财政拨款": 500},
        {"本年一般公共预算教育支出": 12000},
    ],
    ids=["10-1", "10-9", "24-1"],
)
def test_a_rate_without_an_upper_end_is_not_even_warned_about(
    rubric: Rubric, changes: dict[Any, Any]
) -> None:
    assert said(validated(rubric, changed(nanwan(), changes))) == []
