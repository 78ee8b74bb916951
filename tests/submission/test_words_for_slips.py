"""What a clerk is told of one slip: one finding, in words that lead to the sound form."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import GONE, changed, nanwan, validated

PLAN = ("data", "党的领导", "区市教育规划")
REASON = ("not_applicable", 0, "reason")

CHANGED: list[tuple[dict[Any, Any], str, str]] = [
    # what is changed, the code of the only error, words of its text
    ({("prepared_on",): "2021-01-20"}, "date-early", "早于 6 份文件的成文日期"),
    ({(*PLAN, "日期"): "2022-07-19"}, "date-future", "晚于填报日期 2021-12-20"),
    ({(*PLAN, "文号"): "无"}, "document-number", "没有此件的，整项写 false"),
    ({(*PLAN, "文号"): "待发文"}, "document-number", "请照文件写文号"),
    ({PLAN: {"文号": "无", "日期": "无"}}, "document-empty", "没有此件的，整项写 false"),
    ({PLAN: {"文号": "", "日期": ""}}, "document-empty", "没有此件的，整项写 false"),
    ({REASON: "无"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "/"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "——"}, "text-says-nothing", "请写明为什么不适用"),
    ({("explanations",): [{"field": "骨干教师数", "text": "名册待核"}]}, "schema-enum", '请写 "field": "学校"'),
    ({("explanations",): [{"field": "学校.护校队人数", "text": "名册待核"}]}, "schema-enum", '请写 "field": "学校"'),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "words"), CHANGED)
def test_a_wrong_value_is_one_finding_with_the_right_words(
    rubric: Rubric, changes: dict[Any, Any], code: str, words: str
) -> None:
    findings = validated(rubric, changed(nanwan(), changes)).findings
    (entry,) = [entry for entry in findings if entry.severity == "error"]
    assert (entry.check or entry.code) == code
    assert words in entry.message + entry.hint


@pytest.mark.parametrize("number", ["A-12", "政发〔二〇二一〕八号", "南政发〔2021〕8号", "第１号"])
def test_a_document_number_has_a_digit_or_a_letter(rubric: Rubric, number: str) -> None:
    assert validated(rubric, changed(nanwan(), {(*PLAN, "文号"): number})).submission
