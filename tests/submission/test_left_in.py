"""Examples and prompts that were left in, and names of files where a document's number belongs."""

from copy import deepcopy
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding
from evaluator.submission.forms import node_at
from evaluator.submission.places import Path
from evaluator.submission.verdict import contract
from tests.samples import changed, nanwan, sample, validated

SCHOOL = ("学校", 0, "名称")
UNIT = ("prepared_by", "unit")
REASON = ("not_applicable", 0, "reason")
NUMBER = ("data", "党的领导", "区市教育规划", "文号")
EVIDENCE = {"id": "E001", "indicators": ["10-2"]}


def told(rubric: Rubric, where: Any, value: Any) -> list[Finding]:
    findings = validated(rubric, changed(nanwan(), {where: value})).findings
    return [entry for entry in findings if entry.severity != "info"]


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (SCHOOL, "示例学校"),
        (SCHOOL, "南湾区示例小学"),
        (SCHOOL, "某某学校"),
        (SCHOOL, "某小学"),
        (SCHOOL, "测试学校"),
        (SCHOOL, "南湾区测试小学1"),
        (SCHOOL, "XX小学"),
        (UNIT, "××区人民政府教育督导委员会办公室"),
        (REASON, "此处填写不适用的原因"),
        (REASON, "（请填写原因）"),
        (REASON, "示例：辖区内无中等职业学校"),
        (REASON, "XX年起无中等职业学校"),
        (NUMBER, "XX政发〔2021〕8号"),
        (NUMBER, "×政发〔2021〕×号"),
        (("stated",), [{"indicator": "10-2", "value": "88.02%", "source": "《示例公告》"}]),
        (("evidence",), [{**EVIDENCE, "title": "《某某报表》"}]),
    ],
)
def test_an_example_that_was_left_in_is_one_warning(rubric: Rubric, where: Any, value: Any) -> None:
    (entry,) = told(rubric, where, value)
    assert (entry.code, entry.severity) == ("text-example", "warning")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (SCHOOL, "南湾区实验学校"),
        (SCHOOL, "南湾区示范小学"),
        (SCHOOL, "南湾区求例小学"),
        (UNIT, "南湾区教育质量监测与测试中心"),
        (REASON, "辖区内某校已撤并，某某学校不在名单中，测试年份为2021年"),
        (REASON, "详见http://www.xx.gov.cn/xxgk/，无中等职业学校"),
        (("evidence",), [{**EVIDENCE, "title": "作业设计样例汇编"}]),
        (("stated",), [{"indicator": "10-2", "value": "88.02%", "source": "《体质健康测试公告》"}]),
        (NUMBER, "A-12X"),
    ],
)
def test_a_real_name_is_no_example(rubric: Rubric, where: Any, value: Any) -> None:
    assert told(rubric, where, value) == []


@pytest.mark.parametrize("slug", ["binhai", "beishan", "lingang"])
def test_the_samples_hold_no_example(rubric: Rubric, slug: str) -> None:
    codes = [entry.code for entry in validated(rubric, sample(slug)).findings]
    assert "text-example" not in codes


@pytest.mark.parametrize(
    ("number", "meant"),
    [
        ("南政发〔2021〕8号.pdf", '是否要写 "南政发〔2021〕8号"？'),
        ("南政发〔2021〕8号.DOCX", '是否要写 "南政发〔2021〕8号"？'),
        ("南湾区教育规划.pdf", "请照文件写文号"),
        ("2021年规划.wps", "请照文件写文号"),
    ],
)
def test_a_file_name_is_no_document_number(rubric: Rubric, number: str, meant: str) -> None:
    (entry,) = told(rubric, NUMBER, number)
    assert (entry.code, entry.severity) == ("document-file-name", "error")
    assert entry.hint.startswith(meant)


def test_a_file_name_alone_is_not_offered_as_a_number(rubric: Rubric) -> None:
    whole = NUMBER[:-1]
    (entry,) = told(rubric, whole, "南政发〔2021〕8号.pdf")
    assert '{"文号": "南政发〔2021〕8号", "日期": "…"}' in entry.hint
    (entry,) = told(rubric, whole, "南湾区教育规划.pdf")
    assert '{"文号": "…", "日期": "…"}' in entry.hint


def test_an_example_of_the_schema_that_was_copied_is_one_warning(rubric: Rubric) -> None:
    places: list[Path] = [
        UNIT,
        NUMBER[:-1],
        ("stated", 0, "source"),
        ("explanations", 0, "text"),
        ("evidence", 0, "title"),
        ("evidence", 0, "document_no"),
    ]
    lists = {
        ("stated",): [{"indicator": "10-2", "value": "88.02%", "source": "公告"}],
        ("explanations",): [{"field": "幼儿园数", "text": "含附设班。"}],
        ("evidence",): [{**EVIDENCE, "title": "报表", "document_no": "南教发〔2021〕8号"}],
    }
    for where in places:
        [example] = node_at(contract(rubric).schema, where)["examples"]
        found = validated(rubric, changed(nanwan(), {**deepcopy(lists), where: example})).findings
        (entry,) = [entry for entry in found if entry.severity != "info"]
        assert (entry.code, entry.severity) == ("text-example", "warning"), where
