"""未填报: a warning at the field, checks that are skipped and listed, and the district's explanation."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import changed, nanwan, said, sample, validated


def test_a_null_field_is_warned_about_and_its_checks_are_skipped_and_listed(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), {"家访学生数": None}))
    pointer = "/data/学生发展/家访学生数"
    assert said(result) == [
        ("subset-家访学生数", "info", pointer),
        ("null-field", "warning", pointer),
    ]
    assert result.findings[0].code == "check-skipped"
    assert "9-3" in result.findings[1].hint
    assert result.submission is not None


@pytest.mark.parametrize("place", ["学校表外义务教育学生数", ("学校", 1, "教学班数")])
def test_a_null_that_only_checks_use_costs_no_points(rubric: Rubric, place: Any) -> None:
    findings = validated(rubric, changed(nanwan(), {place: None})).findings
    hints = [entry.hint for entry in findings if entry.code in ("null-field", "null-records")]
    assert hints == ["它不用于计分；请补报，否则用到它的勾稽检查不能进行。"]


def test_a_null_that_several_checks_name_skips_each_of_them(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), {"在园幼儿数": None}))
    skipped = {entry.check for entry in result.findings if entry.code == "check-skipped"}
    assert skipped == {
        "subset-公办园在园幼儿数",
        "subset-普惠性民办园在园幼儿数",
        "check-E01",
        "check-W29",
        "check-W32",
        "check-W48",
    }
    nulls = [entry for entry in result.findings if entry.code == "null-field"]
    assert [entry.pointer for entry in nulls] == ["/data/学前教育/在园幼儿数"]
    assert all(number in nulls[0].hint for number in ("10-1", "10-2", "10-3", "10-6"))


def test_nulls_of_records_are_counted_in_one_warning(rubric: Rubric) -> None:
    gaps = {("学校", 1, "骨干教师数"): None, ("学校", 3, "骨干教师数"): None}
    assert said(validated(rubric, changed(nanwan(), gaps))) == [
        ("check-W13", "info", "/学校/1/骨干教师数"),
        ("check-W13", "info", "/学校/3/骨干教师数"),
        ("null-records", "warning", "/学校/1/骨干教师数"),
    ]


def test_a_null_in_a_sum_over_records_skips_the_check(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), {("学校", 2, "教学班数"): None}))
    assert ("check-E10", "info", "/data/学校与学生/义务教育班数") in said(result)


def test_a_submission_of_nulls_alone_is_valid_and_says_so(rubric: Rubric) -> None:
    data = nanwan()
    fields = rubric.content.fields
    nulls: dict[Any, Any] = {key: None for key in fields if not fields[key].required}
    result = validated(rubric, changed(data, {**nulls, ("not_applicable",): []}))
    codes = [entry.code for entry in result.findings]
    assert codes.count("null-field") == len(nulls)
    assert {entry.severity for entry in result.findings} == {"warning", "info"}


OVER = {"在编教职工数": 302}


@pytest.mark.parametrize(
    ("changes", "field", "check"),
    [
        (OVER, "在编教职工数", "check-W08"),
        (OVER, "核定编制数", "check-W08"),
        ({"家访学生数": None}, "家访学生数", "null-field"),
        ({"本年年均在校学生数": 9000}, "本年年均在校学生数", "last-year-ratio"),
        ({("学校", 1, "骨干教师数"): 37}, "学校", "check-W13"),
        ({("学校", 1, "骨干教师数"): None}, "学校", "null-records"),
    ],
)
def test_an_explanation_stands_beside_the_warning_it_concerns(
    rubric: Rubric, changes: dict[Any, Any], field: str, check: str
) -> None:
    text = f"{nanwan()['学校'][1]['名称']}的骨干教师数等情况属实"
    told = {("explanations",): [{"field": field, "text": text}]}
    result = validated(rubric, changed(nanwan(), {**changes, **told}))
    explained = {entry.check or entry.code: entry.explained for entry in result.findings}
    assert explained[check] == text


def test_an_explanation_of_another_field_is_not_attached(rubric: Rubric) -> None:
    told = {("explanations",): [{"field": "镇街数", "text": "情况属实"}]}
    result = validated(rubric, changed(nanwan(), {**OVER, **told}))
    assert [entry.explained for entry in result.findings] == [""]


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("与上年持平", False),
        ("24-1的公布数为快报数", True),
        ("指标24－1为快报数", True),
        ("指标 24–1 为快报数", True),
        ("124-1是另一项", False),
    ],
)
def test_a_field_s_explanation_excuses_a_published_rate_only_where_it_names_the_indicator(
    rubric: Rubric, text: str, explained: bool
) -> None:
    changes = {
        ("stated",): [{"indicator": "24-1", "value": "0.45%", "source": "公报"}],
        ("explanations",): [{"field": "本年一般公共预算教育支出", "text": text}],
    }
    (entry,) = validated(rubric, changed(nanwan(), changes)).findings
    assert (entry.code, bool(entry.explained)) == ("stated-differs", explained)


def test_a_chapter_of_100_percent_can_be_explained(rubric: Rubric) -> None:
    told = {("explanations",): [{"field": "使用合同示范文本机构数", "text": "逐家核对过。"}]}
    result = validated(rubric, changed(nanwan(), {"使用合同示范文本机构数": 12, **told}))
    assert [(entry.code, entry.explained) for entry in result.findings] == [
        ("all-full", "逐家核对过。")
    ]


def test_an_explanation_does_not_excuse_an_error(rubric: Rubric) -> None:
    told = {("explanations",): [{"field": "持证专任教师数", "text": "情况属实"}]}
    result = validated(rubric, changed(nanwan(), {"持证专任教师数": 377, **told}))
    assert result.submission is None
    assert [entry.explained for entry in result.findings] == [""]


ALL_FULL = [
    ({"参训干部教师数": 384, "巡访问题到期已整改数": 6}, "加强党的全面领导"),
    ({"使用合同示范文本机构数": 12}, "突出优质均衡"),
]


@pytest.mark.parametrize(("changes", "chapter"), ALL_FULL, ids=["chapter 1", "chapter 3"])
def test_a_chapter_of_nothing_but_100_percent_is_told(
    rubric: Rubric, changes: dict[str, int], chapter: str
) -> None:
    result = validated(rubric, changed(nanwan(), changes))
    assert said(result) == [("all-full", "warning", "")]
    assert chapter in result.findings[0].message


def test_the_warning_names_the_rates_it_speaks_of(rubric: Rubric) -> None:
    """4-2 has full marks from 20% on and is not among them, whatever its value."""
    changes = {"参训干部教师数": 384, "巡访问题到期已整改数": 6}
    message = validated(rubric, changed(nanwan(), changes)).findings[0].message
    assert message == (
        "「加强党的全面领导」一章满分值为 100% 的 5 项比率全部恰为 100%（指标 1-2、2-1、2-2、3-1、4-1）。"
    )


def test_a_rate_that_cannot_be_computed_leaves_nothing_to_say(rubric: Rubric) -> None:
    changes = {"参训干部教师数": 384, "巡访问题到期已整改数": None}
    found = [code for code, *_ in said(validated(rubric, changed(nanwan(), changes)))]
    assert "null-field" in found
    assert "all-full" not in found


def test_one_rate_below_100_percent_is_enough(rubric: Rubric) -> None:
    changes = {"参训干部教师数": 383, "巡访问题到期已整改数": 6}
    assert said(validated(rubric, changed(nanwan(), changes))) == []


def test_the_samples_explanations_reach_their_warnings(rubric: Rubric) -> None:
    found = validated(rubric, sample("beishan")).findings
    explained = {entry.check or entry.code for entry in found if entry.explained}
    assert {"check-W08", "check-W10", "check-W11", "null-field", "null-records"} <= explained


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("个别学校情况特殊", []),
        ("南湾区云川小学情况特殊", []),
        ("骨干教师按学区统计", []),
        ("南湾区云川小学的骨干教师数含借入的教师", ["check-W13"]),
        ("2990103001 骨干教师含借入的教师", ["check-W13"]),
    ],
)
def test_what_is_said_of_a_table_must_name_the_record_and_the_column(
    rubric: Rubric, text: str, explained: list[str]
) -> None:
    changes = {("学校", 0, "骨干教师数"): 60, ("学校", 0, "教学仪器设备值"): 0.01}
    said = {("explanations",): [{"field": "学校", "text": text}]}
    found = validated(rubric, changed(nanwan(), {**changes, **said})).findings
    assert {entry.check for entry in found} == {"check-W13", "check-W15"}
    assert [entry.check for entry in found if entry.explained] == explained
    assert all("没有写明是哪一条记录的哪一列" in e.hint for e in found if not e.explained)
