"""One wrong figure behind several findings: it is told once, first, with the slip that explains them all."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evaluator.reporters import findings_json
from evaluator.rubric.compiled import Rubric
from evaluator.submission.checked import reported
from evaluator.text_report import text_report
from tests.samples import ROOT, as_bytes, changed, nanwan, raw, sample, validated

PRE = "/data/学前教育"


def causes(rubric: Rubric, changes: dict[Any, Any], slug: str = "") -> list[tuple[str, str, str]]:
    """Pointer, message and hint of each cause in a changed sample."""
    data = changed(sample(slug) if slug else nanwan(), changes)
    result = validated(rubric, data)
    return [(entry.pointer, entry.message, entry.hint) for entry in result.causes]


@pytest.mark.parametrize(
    ("changes", "pointer", "message", "slip"),
    [
        # the true values: 38,654; 13,200; 454,148.70; 20,989; 88,016; 138,640
        (
            {"在园幼儿数": 3865},
            f"{PRE}/在园幼儿数",
            "下面 3 处错误、3 处警告都涉及「在园幼儿数」（现为 3,865）。",
            "是否少写了一位数？若是，应在 38,650（人）左右。",
        ),
        (
            {"专任教师总数": 1320},
            "/data/学校与学生/专任教师总数",
            "下面 3 处错误、1 处警告都涉及「专任教师总数」（现为 1,320）。",
            "是否少写了一位数？若是，应在 13,200（人）左右。",
        ),
        (
            {"本年一般公共预算教育支出": 45.41},
            "/data/经费/本年一般公共预算教育支出",
            "下面 4 处警告都涉及「本年一般公共预算教育支出」（现为 45.41）。",
            "是否把亿元当作万元填了？若是，应填 454100（万元）。",
        ),
        (
            {"公办园在园幼儿数": 209890},
            f"{PRE}/公办园在园幼儿数",
            "下面 2 处错误、1 处警告都涉及「公办园在园幼儿数」（现为 209,890）。",
            "是否多写了一位数？若是，应填 20989（人）。",
        ),
        (
            {"本年近视学生数": 8801},
            "/data/体质健康/本年近视学生数",
            "下面 2 处警告都涉及「本年近视学生数」（现为 8,801）。",
            "是否少写了一位数？若是，应在 88,010（人）左右。",
        ),
        (
            {"公务员年平均工资": 13.864},
            "/data/教师队伍/公务员年平均工资",
            "下面 2 处警告都涉及「公务员年平均工资」（现为 13.864）。",
            "是否把万元当作元填了？若是，应填 138640（元）。",
        ),
    ],
)
def test_the_figure_that_all_findings_share_is_told_with_the_slip_that_explains_them(
    rubric: Rubric, changes: dict[Any, Any], pointer: str, message: str, slip: str
) -> None:
    assert causes(rubric, changes, "binhai") == [(pointer, message, f"请先核对这一项。{slip}")]


def test_no_slip_is_named_where_none_would_leave_the_file_without_findings(rubric: Rubric) -> None:
    [(pointer, _, hint)] = causes(rubric, {"在园幼儿数": 9000}, "binhai")
    assert (pointer, hint) == (f"{PRE}/在园幼儿数", "请先核对这一项。")


def test_two_figures_that_all_findings_share_are_not_chosen_between(rubric: Rubric) -> None:
    # 3,000 is more than 1,812, and so is 3,000 + 598: a tenth of the one or ten times the other would do
    assert causes(rubric, {"公办园在园幼儿数": 3000}) == []


def test_two_warnings_that_no_slip_explains_may_share_a_figure_by_chance(rubric: Rubric) -> None:
    # both are about the budget: it is less than the quota, and the rate published of it is ten times too large
    found = [entry.check or entry.code for entry in validated(rubric, raw("lingang")).findings]
    assert {"check-W24", "stated-differs"} <= {*found}
    assert causes(rubric, {}, "lingang") == []


def test_one_finding_and_findings_apart_have_no_common_cause(rubric: Rubric) -> None:
    assert causes(rubric, {"专职思政课教师数": 25, "在编教职工数": 302}) == []


def test_two_mistakes_apart_are_two_causes(rubric: Rubric) -> None:
    both = causes(rubric, {"在园幼儿数": 3865, "本年近视学生数": 8801}, "binhai")
    assert [pointer.rpartition("/")[2] for pointer, _, _ in both] == [
        "在园幼儿数",
        "本年近视学生数",
    ]


def test_the_figure_of_a_school_is_named_with_the_school(rubric: Rubric) -> None:
    [(pointer, message, _)] = causes(rubric, {("学校", 0, "专任教师数"): 1})
    assert pointer == "/学校/0/专任教师数"
    assert "的「专任教师数」（现为 1）" in message


def test_an_explained_warning_is_no_part_of_a_common_cause(rubric: Rubric) -> None:
    explained = {("explanations",): [{"field": "公务员年平均工资", "text": "口径不同"}]}
    assert causes(rubric, {"公务员年平均工资": 13.864, **explained}, "binhai") == []


def test_the_text_tells_the_cause_right_after_the_verdict_and_once(rubric: Rubric) -> None:
    result = validated(rubric, as_bytes(changed(sample("binhai"), {"在园幼儿数": 3865})))
    report = reported("a.json", result.findings, result.text, causes=result.causes)
    lines = text_report(report).splitlines()
    assert lines[2].startswith("先看这一项　第 1 行第 ")
    assert lines[3].startswith("  下面 3 处错误、3 处警告都涉及「在园幼儿数」")
    assert sum("都涉及" in line for line in lines) == 1


def test_programs_are_told_the_cause_beside_the_findings(rubric: Rubric) -> None:
    result = validated(rubric, as_bytes(changed(sample("binhai"), {"在园幼儿数": 3865})))
    report = reported("a.json", result.findings, result.text, causes=result.causes)
    told = json.loads(json.dumps(findings_json([report], strict=False)))
    schema = json.loads((ROOT / "docs" / "findings-1.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(told)
    [cause] = told["files"][0]["causes"]
    assert (cause["code"], cause["pointer"]) == ("common-cause", f"{PRE}/在园幼儿数")


SWAPPED = {"参训干部教师数": 13411, "应训干部教师数": 13170}


def test_a_part_and_its_whole_that_are_exchanged_are_told_once(rubric: Rubric) -> None:
    [(pointer, message, hint)] = causes(rubric, SWAPPED, "binhai")
    assert pointer == "/data/党的领导/参训干部教师数"
    assert message == (
        "下面 2 处错误可能是因为两项填反了："
        "「参训干部教师数」13,411，「应训干部教师数」13,170；对调以后都不再有。"
    )
    # the whole alone, had it been 14,000, would have left nothing to say either
    assert hint == "请对照报表核对这两项。也可能只有「应训干部教师数」填错了，对的那一项不要改。"


@pytest.mark.parametrize(
    "changes",
    [
        # one finding alone may as well be a slip in one of the two
        {"持证专任教师数": 13201},
        # exchanged, the whole would still be less than all teachers
        {"参训干部教师数": 13180, "应训干部教师数": 13170},
    ],
)
def test_two_figures_that_need_not_be_exchanged_are_not_told(
    rubric: Rubric, changes: dict[Any, Any]
) -> None:
    assert causes(rubric, changes, "binhai") == []
