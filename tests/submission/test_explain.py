"""Schema errors in words: keys, places, near names, and one finding for what repeats over the schools."""

import json
import re
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.explain import judged
from evaluator.submission.findings import Finding
from evaluator.submission.validate import grouped, in_file_order
from tests.samples import GONE, changed, nanwan, validated

PRE = ("data", "学前教育")


def written(data: Any) -> bytes:
    """As a clerk's editor writes it: one line for each key."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def line_of(data: Any, text: str) -> int:
    lines = written(data).decode().split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def told(rubric: Rubric, changes: dict[Any, Any]) -> tuple[list[Finding], Any]:
    data = changed(nanwan(), changes)
    return list(validated(rubric, written(data)).findings), data


def renamed(old: str, new: str) -> dict[Any, Any]:
    return {(*PRE, old): GONE, (*PRE, new): 1812}


@pytest.mark.parametrize(
    "key", ["在院幼儿数", "在园幼儿", "在园幼儿数 ", "在园幼儿数（人）", "在園幼儿数"]
)
def test_a_misspelt_key_is_one_finding_at_the_key_with_the_right_one(
    rubric: Rubric, key: str
) -> None:
    findings, data = told(rubric, renamed("在园幼儿数", key))
    assert [(entry.code, entry.found, entry.expected) for entry in findings] == [
        ("schema-typo", key, "在园幼儿数")
    ]
    assert (findings[0].line, findings[0].column) == (line_of(data, f'"{key}"'), 4)
    assert findings[0].pointer == f"/data/学前教育/{key}"
    assert "是否要写「在园幼儿数」？" in findings[0].hint
    assert "在园幼儿总数" in findings[0].hint or "口径" in findings[0].hint


def test_two_misspelt_keys_are_two_findings_each_with_its_own(rubric: Rubric) -> None:
    changes = {**renamed("在园幼儿数", "在院幼儿数"), (*PRE, "公办园在园幼儿数"): GONE}
    findings, _ = told(rubric, {**changes, (*PRE, "公办园在院幼儿数"): 900})
    pairs = {(entry.code, entry.found, entry.expected) for entry in findings}
    assert pairs == {
        ("schema-typo", "在院幼儿数", "在园幼儿数"),
        ("schema-typo", "公办园在院幼儿数", "公办园在园幼儿数"),
    }


def test_a_key_unlike_any_missing_one_is_unknown_and_the_missing_is_told_too(
    rubric: Rubric,
) -> None:
    findings, data = told(rubric, renamed("在园幼儿数", "联系电话"))
    found = {(entry.code, entry.pointer, entry.found, entry.line) for entry in findings}
    assert found == {
        ("schema-unknown", "/data/学前教育/联系电话", "联系电话", line_of(data, '"联系电话"')),
        ("schema-required", "/data/学前教育", "在园幼儿数", line_of(data, '"学前教育"')),
    }


def test_a_field_in_the_wrong_group_is_one_finding_with_the_right_group(rubric: Rubric) -> None:
    findings, data = told(
        rubric, {(*PRE, "在园幼儿数"): GONE, ("data", "经费", "在园幼儿数"): 1812}
    )
    assert [(entry.code, entry.pointer) for entry in findings] == [
        ("schema-misplaced", "/data/经费/在园幼儿数")
    ]
    assert "“学前教育”组" in findings[0].hint
    assert (findings[0].line, findings[0].column) == (line_of(data, '"在园幼儿数"'), 4)


def test_a_field_beside_the_groups_is_one_finding_with_its_group(rubric: Rubric) -> None:
    findings, _ = told(rubric, {(*PRE, "在园幼儿数"): GONE, ("在园幼儿数",): 1812})
    assert [(entry.code, entry.pointer) for entry in findings] == [
        ("schema-misplaced", "/在园幼儿数")
    ]
    assert "“学前教育”组" in findings[0].hint


def test_a_missing_key_says_that_null_is_possible_and_what_it_means(rubric: Rubric) -> None:
    findings, data = told(rubric, {(*PRE, "在园幼儿数"): GONE})
    assert [(entry.code, entry.pointer, entry.title) for entry in findings] == [
        ("schema-required", "/data/学前教育", "在园幼儿数")
    ]
    assert "null" in findings[0].hint and "口径：" in findings[0].hint
    assert (findings[0].line, findings[0].column) == (line_of(data, '"学前教育"'), 11)


@pytest.mark.parametrize(
    ("changes", "code", "pointer", "says"),
    [
        ({("district", "code"): "99010"}, "schema-text", "/district/code", "六位数字"),
        ({("district", "code"): "990103000000"}, "schema-text", "/district/code", "是否要写 990103？"),
        ({("district", "code"): " 990103"}, "schema-text", "/district/code", "前后有空格"),
        ({("district", "name"): "南湾 区"}, "schema-text", "/district/name", "不加空格"),
        ({("prepared_on",): "2021/12/20"}, "schema-text", "/prepared_on", '"2021-12-20"'),
        ({("prepared_by", "unit"): ""}, "schema-text", "/prepared_by/unit", "不能为空"),
        ({("prepared_by", "unit"): "校" * 61}, "schema-text", "/prepared_by/unit", "最多 60 个字，现有 61 个"),
        ({("not_applicable", 0, "indicator"): "13－1"}, "schema-enum", "/not_applicable/0/indicator", "“13-1”"),
        ({("not_applicable", 0, "indicator"): "13-11"}, "schema-enum", "/not_applicable/0/indicator", "是否要写“13-1"),
        ({("explanations",): [{"field": "在院幼儿数", "text": "属实"}]}, "schema-enum", "/explanations/0/field", "是否要写“在园幼儿数”？"),
        ({("year",): "2021"}, "schema-enum", "/year", "2021"),
        ({"在园幼儿数": "82%"}, "schema-type", "/data/学前教育/在园幼儿数", "不是比率"),
        ({"在园幼儿数": 300001}, "schema-range", "/data/学前教育/在园幼儿数", "1 至 300,000"),
        ({"本年一般公共预算教育支出": 102345200}, "schema-range", "/data/经费/本年一般公共预算教育支出", "10234.52（万元）"),
        ({"区市教育规划": "滨政发〔2021〕12号"}, "schema-type", "/data/党的领导/区市教育规划", '"文号": "滨政发〔2021〕12号"'),
        ({"区市教育规划": {"文号": "甲", "日期": "2021年9月1日"}}, "schema-text", "/data/党的领导/区市教育规划/日期", '"2021-09-01"'),
        ({"区市教育规划": {"文号": "甲", "日期": 20210901}}, "schema-type", "/data/党的领导/区市教育规划/日期", "2021-09-01"),
        ({"区市教育规划": {"文号": "甲", "成文日期": "2021-09-01"}}, "schema-typo", "/data/党的领导/区市教育规划/成文日期", "「日期」"),
        ({("学校", 0, "学段"): "小学部"}, "schema-enum", "/学校/0/学段", "是否要填“小学”？"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_once_with_what_to_do(
    rubric: Rubric, changes: dict[Any, Any], code: str, pointer: str, says: str
) -> None:
    findings, _ = told(rubric, changes)
    errors = [entry for entry in findings if entry.severity == "error"]
    assert [(entry.code, entry.pointer) for entry in errors] == [(code, pointer)]
    assert says in errors[0].message + errors[0].hint
    assert errors[0].line is not None and errors[0].column is not None


def test_what_repeats_over_the_schools_is_one_finding_with_count_and_first_place(
    rubric: Rubric,
) -> None:
    changes = {("学校", place, "学生数"): "120人" for place in (1, 2, 3, 5)}
    findings, data = told(rubric, changes)
    assert len(findings) == 4
    one = grouped(in_file_order(findings))
    assert [(entry.code, entry.pointer, entry.count) for entry in one] == [
        ("schema-type", "/学校/1/学生数", 4)
    ]
    assert one[0].line == line_of(data, '"120人"')
    assert one[0].related == ("/学校/2/学生数", "/学校/3/学生数", "/学校/5/学生数")


def test_different_missing_keys_of_schools_are_not_grouped_into_one(rubric: Rubric) -> None:
    gone = {("学校", 0, "学生数"): GONE, ("学校", 1, "名称"): GONE, ("学校", 2, "学生数"): GONE}
    findings, _ = told(rubric, gone)
    assert {(entry.found, entry.count) for entry in grouped(findings)} == {
        ("学生数", 2),
        ("名称", 1),
    }


def test_different_published_rates_are_not_grouped_into_one(rubric: Rubric) -> None:
    stated = [
        {"indicator": identifier, "value": "1.23%", "source": "公报"}
        for identifier in ("10-2", "10-3")
    ]
    findings, _ = told(rubric, {("stated",): stated})
    differing = [entry for entry in grouped(findings) if entry.code == "stated-differs"]
    assert [entry.pointer for entry in differing] == ["/stated/0/value", "/stated/1/value"]
    assert [entry.count for entry in differing] == [1, 1]


def test_single_findings_stay_as_they_are_when_grouped(rubric: Rubric) -> None:
    findings, _ = told(rubric, {"在园幼儿数": "1812", "满意度得分": 101, ("学校", 0, "学生数"): 0})
    assert grouped(findings) == findings


def test_findings_in_file_order_go_down_the_file_and_those_of_no_place_stand_last() -> None:
    def at(line: int | None, column: int | None) -> Finding:
        return Finding("a", "error", "", "", "", line=line, column=column)

    mixed = [at(3, 1), at(None, None), at(1, 9), at(1, 2), at(2, 5)]
    order = [(entry.line, entry.column) for entry in in_file_order(mixed)]
    assert order == [(1, 2), (1, 9), (2, 5), (3, 1), (None, None)]


def test_a_slip_of_syntax_hides_no_mistake_elsewhere(rubric: Rubric) -> None:
    data = changed(nanwan(), {"满意度得分": 101, (*PRE, "在园幼儿数"): GONE})
    raw = written(data).replace('"学前教育": {'.encode(), '"学前教育"： {'.encode())
    raw = raw.replace(b'"year": 2021', b'"year": 2,021')
    found = {(entry.code, entry.pointer) for entry in validated(rubric, raw).findings}
    assert found == {
        ("json-thousands", "/year"),
        ("json-wide-sign", "/data/学前教育"),
        ("schema-required", "/data/学前教育"),
        ("schema-range", "/data/教育督导/满意度得分"),
    }


@pytest.mark.parametrize(
    "key", ["\x1b[31m", "\u202e甲", "甲\x00", "在园幼儿\u200b数", "甲\n"], ids=ascii
)
def test_a_message_about_a_key_is_safe_to_print(rubric: Rubric, key: str) -> None:
    for changes in ({(*PRE, key): 5}, renamed("在园幼儿数", key)):
        for entry in judged(rubric, changed(nanwan(), changes)).findings:
            assert not re.search(
                r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e]", entry.message + entry.hint
            )
