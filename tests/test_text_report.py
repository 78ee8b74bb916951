"""What a reader of the text is told however much is wrong: the end of checking, the empty fields, bounded lines."""

import dataclasses
import json
import re

import pytest

from evaluator.reporters import findings_json, github, sarif
from evaluator.rubric.compiled import Rubric
from evaluator.screen import width
from evaluator.submission.checked import reported
from evaluator.submission.findings import finding
from evaluator.text_report import text_report
from tests.samples import changed, nanwan, told, told_with, validated


def test_where_the_checking_stopped_is_told_and_the_number_is_a_least_one(rubric: Rubric) -> None:
    members = ",".join(f'"a":{place % 2 or "1,000"}' for place in range(30_000))
    lines = text_report(told(rubric, f"{{{members}}}".encode())).splitlines()
    assert "错误 10,000 处以上（合为 " in lines[0]
    assert any("检查停在此处，其后的内容没有检查" in line for line in lines)
    assert "请先改正以上错误" in lines[-1]


def test_the_cap_hides_neither_what_is_empty_nor_where_the_checking_stopped() -> None:
    errors = [
        finding("schema-unknown", f"/data/甲{place}", found=f"甲{place}") for place in range(130)
    ]
    empty = [finding("null-field", f"/data/乙{place}", title=f"乙{place}") for place in range(3)]
    stopped = finding("schema-stopped", found="130")
    skipped = finding("stated-unknown", indicator="1-1", title="丙")
    text = text_report(reported("a.json", [*errors, *empty, skipped, stopped], ""))
    assert text.count("不认识的键") == 100 and "错误还有 30 处没有列出" in text
    assert text.count("未填报。") == 3
    assert "检查停在此处" in text and "提示还有 1 处没有列出" in text


def test_the_head_counts_places_and_says_in_how_many_findings_they_are_told(rubric: Rubric) -> None:
    changes = {("学校", place, "网络多媒体教室数"): "53间" for place in range(4)}
    report = told_with(rubric, {**changes, "在园幼儿数": "一"})
    text = text_report(report)
    assert text.splitlines()[0].endswith("（错误 5 处（合为 2 条），警告 0 处，未填报 0 项）。")
    assert re.findall(r"^错误 (\d/\d)", text, re.M) == ["1/2", "2/2"]
    (file,) = findings_json([report], strict=False)["files"]
    assert file["errors"] == 5 == sum(entry["count"] for entry in file["findings"])
    results = sarif([report])["runs"][0]["results"]
    assert sum(result["occurrenceCount"] for result in results) == 5
    assert "（同类共 4 处，这是第一处）" in github(report)


def test_places_that_are_not_named_are_counted(rubric: Rubric) -> None:
    places = range(len(nanwan()["学校"]))
    report = told_with(rubric, {("学校", place, "网络多媒体教室数"): "53间" for place in places})
    (line,) = [line for line in text_report(report).splitlines() if line.startswith("  涉及：")]
    assert line.endswith(f"等 {len(places) - 1} 处。")


@pytest.mark.parametrize("field", ["在编教职工数"])
def test_the_line_of_a_warning_is_shown_with_its_caret(rubric: Rubric, field: str) -> None:
    lines = text_report(told_with(rubric, {field: 302})).splitlines()
    (place,) = [number for number, line in enumerate(lines) if line.startswith("警告 1/1")]
    assert f'"{field}": 302' in lines[place + 1]
    assert lines[place + 2].endswith("^")


def test_a_note_and_an_empty_field_show_no_line(rubric: Rubric) -> None:
    text = text_report(told_with(rubric, {"中小学校数": None}))
    assert "│" not in text


def test_the_caret_stands_right_after_combining_marks() -> None:
    assert (width("e\u0301"), width("学e\u0301")) == (1, 3)


@pytest.mark.parametrize("room", [40, 60, 80])
def test_the_line_of_a_finding_and_its_caret_fit_the_terminal(rubric: Rubric, room: int) -> None:
    report = told_with(rubric, {("学校", 0, "城乡"): "城", ("prepared_by", "unit"): ""})
    wide = [line for line in text_report(report).splitlines() if "│" in line]
    fitted = [line for line in text_report(report, room=room).splitlines() if "│" in line]
    assert len(wide) == len(fitted)
    assert max(map(width, wide)) > room >= max(map(width, fitted))
    for line, caret in zip(fitted[::2], fitted[1::2], strict=True):
        at = width(caret) - 1
        assert any(width(line[:place]) == at and line[place] == '"' for place in range(len(line)))


def test_no_key_of_a_file_makes_a_line_long(rubric: Rubric) -> None:
    key, text = "长" * 100_000, "字" * 100_000
    data = changed(nanwan(), {("data", "学前教育", key): {"甲": 1}})
    data[key] = text
    reports = [
        told(rubric, data),
        told(rubric, b'{"data": {"' + key.encode() + b'": 1,2,}}'),
        told(rubric, b'{"data": {"' + key.encode()),
    ]
    for report in reports:
        lines = text_report(report).splitlines()
        assert max(map(len, lines)) < 1_000
        assert all(len(line) < 120 for line in lines if "　/" in line)
        assert len(json.dumps(findings_json([report], strict=False))) < 50_000
        assert len(json.dumps(sarif([report]))) < 50_000
        assert len(github(report)) < 20_000


def test_of_many_records_without_a_value_the_first_are_named(rubric: Rubric) -> None:
    schools = nanwan()["学校"]
    rows = [dict(school) for school in schools for _ in range(4)]
    for number, row in enumerate(rows):
        row["标识码"] = f"{2990103000 + number}"
        row["专任教师数"] = None
    report = told_with(rubric, {("学校",): rows})
    (entry,) = [entry for entry in report.findings if entry.code == "null-records"]
    assert entry.found.startswith(f"{len(rows)} 条记录未填报：")
    assert entry.found.endswith("等") and entry.found.count("、") == 9


def test_the_last_line_says_that_empty_fields_cost_points_only_where_they_do(
    rubric: Rubric,
) -> None:
    scored = text_report(told_with(rubric, {"排查安全隐患数": None})).splitlines()[-1]
    assert "未填报的指标得 0 分" in scored
    report = told_with(rubric, {})
    only_checked = dataclasses.replace(
        report, findings=(finding("null-field", "/data/甲", title="甲"),)
    )
    assert "未填报的不影响得分" in text_report(only_checked).splitlines()[-1]


def test_the_definition_of_a_column_is_told_once(rubric: Rubric) -> None:
    changes = {("学校", place, "学生数"): f"{place}间" for place in range(3)}
    result = validated(rubric, changed(nanwan(), {**changes, "在园幼儿数": "一些"}))
    text = text_report(reported("a.json", result.findings, result.text, everything=True))
    assert text.count("口径：") == 2 and text.count("口径同上。") == 2
