"""Findings as text, JSON, SARIF and GitHub commands: one result, four forms that agree."""

import dataclasses
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evaluator.reporters import dumps, findings_json, github, sarif
from evaluator.rubric.compiled import Rubric
from evaluator.submission.checked import Checked, reported
from evaluator.submission.findings import Finding, finding
from evaluator.submission.shown import CONTROLS
from evaluator.submission.validate import validate
from evaluator.text_report import text_report
from tests.conftest import ROOT, SUBMISSIONS
from tests.samples import as_bytes, nanwan, sample, told, told_with, validated

INVALID = sorted((SUBMISSIONS / "invalid").glob("*.json"))


def checked(rubric: Rubric, name: str, everything: bool = False) -> Checked:
    raw = (SUBMISSIONS / name).read_bytes()
    result = validate(raw, {rubric.content.id: rubric}.get, (rubric.content.id,))
    return reported(name, result.findings, result.text, everything)


def test_the_first_and_the_last_line_say_whether_the_file_may_be_sent(rubric: Rubric) -> None:
    good = text_report(checked(rubric, "binhai-2021.json")).splitlines()
    bad = text_report(checked(rubric, "invalid/01-percent-as-text.json")).splitlines()
    assert good[0] == "binhai-2021.json：可以报送（错误 0 处，警告 0 处，未填报 0 项）。"
    assert good[-1].startswith("可以报送（错误 0 处，警告 0 处，未填报 0 项）：")
    assert bad[0].startswith("invalid/01-percent-as-text.json：不能报送（错误 1 处")
    assert bad[-1].startswith("不能报送（错误 1 处") and "再检查一次" in bad[-1]


def test_the_offending_line_is_shown_with_a_caret_under_the_place(rubric: Rubric) -> None:
    lines = text_report(checked(rubric, "invalid/01-percent-as-text.json")).splitlines()
    (place,) = [number for number, line in enumerate(lines) if line.endswith("^")]
    assert lines[place - 1] == '  13 │    "参训干部教师数": "82%",'
    # Chinese characters take two columns on a terminal: 3 spaces, the key with its quotes, ": "
    assert lines[place] == "     │ " + " " * (3 + 2 + 2 * 7 + 2) + "^"


def test_warnings_never_look_like_errors_and_strict_makes_them_stand_in_the_way(
    rubric: Rubric,
) -> None:
    report = checked(rubric, "beishan-2021.json")
    text = text_report(report)
    assert "错误 1/" not in text
    assert "已说明 1/4" in text and "未填报 1/9" in text
    assert report.sendable(strict=False) and not report.sendable(strict=True)
    assert (
        text_report(report, strict=True)
        .splitlines()[0]
        .endswith("不能报送（错误 0 处，警告 0 处，已说明 4 处，未填报 9 项）。")
    )


def test_colour_is_only_where_it_is_asked_for(rubric: Rubric) -> None:
    report = checked(rubric, "invalid/01-percent-as-text.json")
    assert "\033[" not in text_report(report)
    assert "\033[31;1m错误 1/1\033[0m" in text_report(report, colour=True)


def repeated(number: int) -> list[Finding]:
    return [
        dataclasses.replace(
            finding("schema-type", f"/学校/{place}/学生数", title="学生数", found="“x”"),
            line=place + 5,
            column=3,
        )
        for place in range(number)
    ]


def test_repeats_over_schools_are_one_finding_with_its_count_and_first_place() -> None:
    report = reported("a.json", repeated(300), "")
    assert [(entry.count, entry.pointer) for entry in report.findings] == [(300, "/学校/0/学生数")]
    assert report.count("error") == 300
    assert "同类共 300 处，这是第一处" in text_report(report)
    assert len(reported("a.json", repeated(300), "", everything=True).findings) == 300


def test_no_more_than_100_findings_are_listed_unless_all_are_asked_for() -> None:
    many = [
        finding("schema-unknown", f"/data/甲{place}", found=f"甲{place}") for place in range(130)
    ]
    report = reported("a.json", many, "")
    text = text_report(report)
    assert text.count("不认识的键") == 100
    assert "错误还有 30 处没有列出，用 --all 列出全部。" in text
    assert text_report(report, everything=True).count("不认识的键") == 130


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_json_keeps_its_published_schema(rubric: Rubric, path: Any) -> None:
    schema = json.loads((ROOT / "docs" / "findings-1.schema.json").read_text(encoding="utf-8"))
    report = checked(rubric, f"invalid/{path.name}")
    data = json.loads(json.dumps(findings_json([report], strict=False)))
    Draft202012Validator(schema).validate(data)
    keys = set(schema["$defs"]["finding"]["properties"])
    assert keys == {field.name for field in dataclasses.fields(Finding)}
    assert data["files"][0]["sendable"] is False


def test_sarif_keeps_the_official_schema_and_points_at_the_same_places(rubric: Rubric) -> None:
    text = (ROOT / "tests" / "data" / "sarif-2.1.0.schema.json").read_text(encoding="utf-8-sig")
    reports = [checked(rubric, f"invalid/{path.name}") for path in INVALID]
    reports.append(checked(rubric, "beishan-2021.json"))
    everywhere = validated(rubric, as_bytes(nanwan()).replace(b'"', "＂".encode()))
    reports.append(reported("a.json", everywhere.findings, everywhere.text))
    log = json.loads(json.dumps(sarif(reports)))
    Draft202012Validator(json.loads(text)).validate(log)
    results = log["runs"][0]["results"]
    findings = [entry for report in reports for entry in report.findings]
    assert len(results) == len(findings)
    for result, entry in zip(results, findings, strict=True):
        region = result["locations"][0]["physicalLocation"].get("region", {})
        assert (region.get("startLine"), region.get("startColumn")) == (entry.line, entry.column)
        assert (
            log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        )
        wanted = entry.check if entry.code in ("check-failed", "check-warned") else entry.code
        assert result["ruleId"] == wanted


def test_github_commands_are_one_a_line_with_their_signs_escaped() -> None:
    entry = dataclasses.replace(
        finding("json-percent", "/甲", found="82%", expected="0.82"), line=3, column=7
    )
    command = github(Checked("夹:a,b.json", (entry,)))
    assert command.startswith(
        "::error file=夹%3Aa%2Cb.json,line=3,col=7,title=json-percent::“82%25”"
    )
    assert "\n" not in command


OVER = {"在编教职工数": 302}
SAID = {("explanations",): [{"field": "核定编制数", "text": "编制未调整，暂时超编。"}]}


def test_an_explained_warning_is_a_kind_of_its_own_and_does_not_stand_in_the_way(
    rubric: Rubric,
) -> None:
    telephone = {("prepared_by", "unit"): "南湾区教育局13900000000"}
    assert not told_with(rubric, OVER).sendable(strict=True)
    assert told_with(rubric, {**OVER, **SAID}).sendable(strict=True)
    report = told_with(rubric, {**OVER, **SAID, **telephone})
    lines = text_report(report).splitlines()
    counts = "（错误 0 处，警告 1 处，已说明 1 处，未填报 0 项）"
    assert lines[0] == f"a.json：可以报送{counts}。"
    assert lines[-1].startswith(f"可以报送{counts}：")
    (warned,) = [place for place, line in enumerate(lines) if line.startswith("警告 1/1")]
    (noted,) = [place for place, line in enumerate(lines) if line.startswith("已说明 1/1")]
    assert warned < noted
    assert lines[noted + 2] == "  区市说明：编制未调整，暂时超编。"


def test_the_last_line_asks_only_for_what_is_left_to_do(rubric: Rubric) -> None:
    def last(changes: dict[Any, Any], strict: bool = False) -> str:
        return text_report(told_with(rubric, changes), strict=strict).splitlines()[-1]

    assert "未填报的" not in last(OVER) and "在 explanations 中写明原因" in last(OVER)
    assert "explanations" not in last({**OVER, **SAID})
    assert "警告请" not in last({"排查安全隐患数": None})
    assert "explanations" not in last({"排查安全隐患数": None})
    assert "须先处理警告" in last(OVER, strict=True)


def test_programs_see_an_explained_warning_as_noted(rubric: Rubric) -> None:
    report = told_with(rubric, {**OVER, **SAID})
    (file,) = findings_json([report], strict=True)["files"]
    assert (file["warnings"], file["explained"], file["sendable"]) == (0, 1, True)
    (result,) = sarif([report])["runs"][0]["results"]
    assert result["suppressions"] == [
        {"kind": "inSource", "justification": "编制未调整，暂时超编。"}
    ]
    command = github(report)
    assert command.startswith("::notice ") and command.endswith("区市说明：编制未调整，暂时超编。")


def test_what_is_empty_is_no_warning_to_anyone(rubric: Rubric) -> None:
    report = told_with(rubric, {"排查安全隐患数": None})
    (file,) = findings_json([report], strict=False)["files"]
    assert (file["errors"], file["warnings"], file["empty"]) == (0, 0, 1)
    assert {entry["code"] for entry in file["findings"]} == {"null-field", "check-skipped"}
    assert {entry["severity"] for entry in file["findings"]} == {"info"}
    (run,) = sarif([report])["runs"]
    assert {result["level"] for result in run["results"]} == {"note"}
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["defaultConfiguration"] == {"level": "note"}
    assert all(line.startswith("::notice ") for line in github(report).splitlines())


def test_an_explained_empty_field_still_says_what_it_costs(rubric: Rubric) -> None:
    said = {("explanations",): [{"field": "排查安全隐患数", "text": "台账遗失。"}]}
    report = told_with(rubric, {"排查安全隐患数": None, **said})
    lines = text_report(report).splitlines()
    place = lines.index("  区市说明：台账遗失。")
    assert "得 0 分：23-5" in lines[place - 1]
    assert "得 0 分：23-5" in github(report) and "台账遗失" in github(report)


def test_programs_are_told_that_the_checks_have_not_been_made(rubric: Rubric) -> None:
    broken = told(rubric, as_bytes(nanwan())[:-1])
    files = findings_json([broken, told_with(rubric, {})], strict=False)["files"]
    assert [file["unchecked"] for file in files] == [True, False]


def test_the_places_of_all_the_fields_concerned_are_told(rubric: Rubric) -> None:
    report = told_with(rubric, OVER)
    (entry,) = report.findings
    (place,) = entry.places
    assert (place.pointer, place.title) == ("/data/教师队伍/核定编制数", "「核定编制数」")
    where = f"第 {place.line} 行第 {place.column} 列"
    assert f"  涉及：「核定编制数」{where}。" in text_report(report).splitlines()
    related = sarif([report])["runs"][0]["results"][0]["relatedLocations"]
    assert [entry["physicalLocation"]["region"] for entry in related] == [
        {"startLine": place.line, "startColumn": place.column}
    ]
    schema = json.loads((ROOT / "docs" / "findings-1.schema.json").read_text(encoding="utf-8"))
    data = json.loads(json.dumps(findings_json([report], strict=False)))
    Draft202012Validator(schema).validate(data)
    assert data["files"][0]["findings"][0]["places"][0]["line"] == place.line


def test_a_check_over_a_table_points_at_the_table_too(rubric: Rubric) -> None:
    report = told_with(rubric, {("学校", 0, "教学班数"): 41})
    (entry,) = [entry for entry in report.findings if entry.check == "check-E10"]
    assert "/学校" in [place.pointer for place in entry.places]


def test_many_places_are_cut_with_their_number(rubric: Rubric) -> None:
    text = text_report(told_with(rubric, {"使用合同示范文本机构数": 12}))
    (line,) = [line for line in text.splitlines() if line.startswith("  涉及：")]
    assert line.count(" 行第 ") == 6 and line.endswith("等 13 处。")


def test_the_rules_of_a_sarif_log_have_no_blanks_to_fill_in(rubric: Rubric) -> None:
    log = sarif([checked(rubric, f"invalid/{path.name}") for path in INVALID])
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        text = rule["shortDescription"]["text"]
        assert not re.search(r"\{\w*\}|\{\{|\}\}", text)


def test_a_check_of_the_rubric_is_a_rule_of_its_own_in_its_own_words(rubric: Rubric) -> None:
    (run,) = sarif([checked(rubric, "invalid/08-part-larger-than-whole.json")])["runs"]
    (result,), (rule,) = run["results"], run["tool"]["driver"]["rules"]
    assert result["ruleId"] == rule["id"] == "subset-持证专任教师数"
    assert (
        rule["shortDescription"]["text"]
        == "「持证专任教师数」大于「专任教师总数」，部分不能大于总体。"
    )


def test_a_file_name_that_is_not_utf_8_is_told_in_every_form() -> None:
    """A name in GBK comes as lone surrogates; a SARIF address holds its bytes."""
    name = os.fsdecode("夹/甲.json".encode("gbk"))
    report = Checked(name, (finding("json-empty"),))
    (result,) = sarif([report])["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%BC%D0/%BC%D7.json"
    said = dumps(findings_json([report], strict=False))
    for text in (said, dumps(sarif([report])), github(report), text_report(report)):
        assert text.encode()
    assert "<U+DCBC>" in text_report(report)


HOSTILE = "\x1b[31m红\u202e反\u2028行\n另起\x07"


def test_a_district_s_texts_cannot_act_where_programs_print_them(rubric: Rubric) -> None:
    data = sample("beishan")
    for entry in data["explanations"]:
        entry["text"] = f"{HOSTILE}{entry['text']}"
    result = validated(rubric, data)
    report = reported("a\x07.json", result.findings, result.text)
    log = findings_json([report], strict=False)
    for said in (github(report), dumps(log), dumps(sarif([report]))):
        assert not CONTROLS.search(said.replace("\n", ""))
    assert "<U+001B>[31m红<U+202E>反<U+2028>行<U+000A>另起<U+0007>" in github(report)
    assert len(github(report).splitlines()) == len(report.findings)
    assert json.loads(dumps(log)) == json.loads(json.dumps(log))


def test_a_district_s_texts_cannot_act_on_the_terminal(rubric: Rubric, tmp_path: Path) -> None:
    """Escapes, bidirectional controls and line ends of explanations, names and keys are shown, not obeyed."""
    data = sample("beishan")
    for entry in data["explanations"]:
        entry["text"] = f"{HOSTILE}{entry['text']}"
    data["学校"][0]["名称"] = f"北山{HOSTILE}"
    data["学校"][0]["专任教师数"] = None
    result = validated(rubric, data)
    said = text_report(reported("a.json", result.findings, result.text, everything=True))
    assert "<U+001B>[31m红<U+202E>反<U+2028>行<U+000A>另起<U+0007>" in said
    assert not CONTROLS.search(said.replace("\n", ""))
    path = tmp_path / "a.json"
    path.write_bytes(as_bytes(data))
    explained = subprocess.run(
        [sys.executable, "-m", "evaluator", "explain", str(path), "11-6"],
        capture_output=True,
        cwd=ROOT,
        check=True,
    ).stdout.decode()
    assert not CONTROLS.search(explained.replace("\n", ""))
