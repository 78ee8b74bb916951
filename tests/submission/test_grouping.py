"""One slip made throughout a file is told once, with its count, its first places and a way to mend them all."""

import dataclasses
import json
import re

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.checked import reported
from evaluator.submission.findings import Finding, finding
from evaluator.submission.grouping import FEW, grouped
from evaluator.submission.messages import MESSAGES
from tests.samples import as_bytes, changed, nanwan, raw, told, told_with, validated

LINES = json.dumps(nanwan(), ensure_ascii=False, indent=1)


@pytest.mark.parametrize(
    ("plain", "written", "code", "advice"),
    [
        (",\n", "，\n", "json-wide-sign", "把 ， 都换成半角的 ,"),
        ('"', "＂", "json-quotes", '把 ＂ 都换成半角双引号 "'),
        (",\n", ";\n", "json-semicolon", "把 ; 都换成半角逗号 ,"),
        ("\n ", "\n\u3000", "json-wide-space", "把这种空格都换成半角空格"),
        ('"', '""', "json-doubled-quote", '把连在一起的两个双引号 "" 都换成一个 "'),
    ],
)
def test_a_sign_typed_wrongly_throughout_is_one_finding_that_says_what_to_replace(
    rubric: Rubric, plain: str, written: str, code: str, advice: str
) -> None:
    report = told(rubric, LINES.replace(plain, written).encode())
    (entry,) = [entry for entry in report.findings if entry.code == code]
    assert entry.count > FEW
    assert f"全文 {entry.count:,} 处可用查找替换一次改正：{advice}" in entry.hint
    assert (entry.line, len(entry.places)) in {(1, 4), (2, 4)}
    assert report.count("error") == sum(entry.count for entry in report.findings)


@pytest.mark.parametrize(
    ("pattern", "written", "code"),
    [
        (r'"(\w+)":', r'\1":', "json-half-quoted-key"),
        (r'"(\w+)":', r'"\1"":', "json-doubled-quote"),
        (r'"(\w+)":', r'"\1:', "json-open-key"),
        (r'": ', '" = ', "json-equals"),
        (r'"(\w+)": (\d+)(?=[,\n])', r'"\1：\2"', "json-value-inside"),
        (r": (\d+),", r': "\1,', "json-half-quoted"),
        (r": (\d+),", r": (\1),", "json-parentheses"),
        (r"\n ", "\n\ufeff ", "json-second-mark"),
        (r'"([^"\n]*)"', r"“\1”", "json-quotes"),
    ],
)
def test_a_slip_made_throughout_is_one_finding(
    rubric: Rubric, pattern: str, written: str, code: str
) -> None:
    text, number = re.subn(pattern, written, LINES)
    assert number > FEW
    (entry,) = told(rubric, text.encode()).findings
    assert (entry.code, entry.count) == (code, number)


def test_numbers_in_quotes_throughout_are_one_finding_that_says_how_to_mend_them(
    rubric: Rubric,
) -> None:
    text, number = re.subn(r": (\d+(?:\.\d+)?)(?=[,\n])", r': "\1"', LINES)
    (entry,) = told(rubric, text.encode()).findings
    assert entry.count == number > FEW
    assert f"全文 {number:,} 处的数都加了引号" in entry.hint
    assert "口径" not in entry.hint and "引号要留着" in entry.hint


def test_a_number_in_quotes_that_is_out_of_range_is_told_by_itself(rubric: Rubric) -> None:
    text = re.sub(r": (\d+)(?=[,\n])", r': "\1"', LINES).replace('"1812"', '"9999999"')
    assert {entry.count for entry in told(rubric, text.encode()).findings} > {1}


def test_full_width_digits_throughout_are_one_finding_with_what_to_replace(rubric: Rubric) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    text = re.sub(r"(?<=: )\d+(?=[,\n])", lambda found: found[0].translate(wide), LINES)
    (entry,) = told(rubric, text.encode()).findings
    assert entry.count > FEW
    assert f"全文 {entry.count:,} 处可用查找替换改正：把全角数字" in entry.hint


ONCE = """encoding garbled damaged as-text empty size many stopped depth cut extra second-file wrapped key no-key one-too-many
no-beginning no-header no-list merge bracket opener no-opener unclosed unclosed-here unclosed-row unclosed-list unclosed-item"""
"""Slips that a file has once, or that must be mended one by one: brackets."""


def test_every_slip_of_writing_is_known_as_made_throughout_or_once() -> None:
    codes = {code for code in MESSAGES if code.startswith("json-")}
    once = {f"json-{name}" for name in ONCE.split()}
    assert once <= codes
    for code in codes:
        alike = [
            dataclasses.replace(entry, found="甲", expected="乙", hint="丙")
            for entry in slips(FEW + 1, code)
        ]
        counts = [entry.count for entry in grouped(alike)]
        assert counts == ([1] * (FEW + 1) if code in once else [FEW + 1]), code


def slips(number: int, code: str = "json-thousands") -> list[Finding]:
    return [
        dataclasses.replace(
            finding(code, f"/data/甲/乙{place}", found=f"{place},000", expected=f"{place}000"),
            line=place + 1,
            column=9,
        )
        for place in range(number)
    ]


def test_a_few_slips_of_a_kind_are_told_one_by_one() -> None:
    assert [entry.count for entry in grouped(slips(FEW))] == [1] * FEW
    (entry,) = grouped(slips(FEW + 1))
    assert (entry.count, entry.hint) == (FEW + 1, slips(1)[0].hint)


def test_a_bracket_is_a_slip_of_its_own() -> None:
    assert len(grouped(slips(20, "json-unclosed-row"))) == 20


def test_the_checks_that_miss_one_field_are_one_finding_at_that_field(rubric: Rubric) -> None:
    report = told_with(rubric, {"中小学校数": None})
    (empty,) = report.of("empty")
    (skipped,) = report.of("info")
    assert (skipped.pointer, skipped.line, skipped.count) == (empty.pointer, empty.line, 1)
    assert skipped.message.startswith("因中小学校数没有可用的数据，有 2")
    assert skipped.message.endswith("等）。")
    result = validated(rubric, changed(nanwan(), {"中小学校数": None}))
    everything = reported("a.json", result.findings, result.text, everything=True)
    number = len(everything.of("info"))
    assert f"有 {number} 项勾稽没有检查（「" in skipped.message


def test_findings_made_one_stay_in_the_order_of_the_file(rubric: Rubric) -> None:
    report = told_with(rubric, {"中小学校数": None, "专任教师总数": None})
    places = [(entry.line, entry.column) for entry in report.of("info")]
    assert len(places) > 1 and places == sorted(places)


def test_checks_over_a_table_and_its_records_that_miss_one_cell_are_one_finding(
    rubric: Rubric,
) -> None:
    report = told(rubric, as_bytes(changed(nanwan(), {("学校", 0, "教学班数"): None})))
    (skipped,) = report.of("info")
    assert skipped.pointer == "/学校/0/教学班数"
    assert "有 3 项勾稽没有检查" in skipped.message


def test_fields_of_one_group_that_stand_in_another_are_one_finding(rubric: Rubric) -> None:
    lines = raw("binhai").decode().split("\n")
    assert lines[26:28] == ["  },", '  "学校与学生": {']
    merged = "\n".join([*lines[:25], f"{lines[25]},", *lines[29:]])
    lacking, moved = [
        one for one in told(rubric, merged.encode()).findings if one.severity == "error"
    ]
    assert (moved.code, moved.count, moved.line) == ("schema-misplaced", 7, 27)
    assert "“学校与学生”组" in moved.hint
    assert lacking.found == "学校与学生"


def test_groups_that_stand_beside_data_are_one_finding(rubric: Rubric) -> None:
    data = nanwan()
    beside = [*data["data"]][:3]
    moved = {name: data["data"].pop(name) for name in beside}
    (entry,) = told(rubric, {**data, **moved}).findings
    assert (entry.code, entry.count) == ("schema-misplaced", 3)


@pytest.mark.parametrize("comma", [",", ""])
def test_two_groups_run_together_are_one_finding_with_what_is_missing_between(
    rubric: Rubric, comma: str
) -> None:
    lines = raw("binhai").decode().split("\n")
    merged = "\n".join([*lines[:25], f"{lines[25]}{comma}", *lines[28:]])
    (entry,) = [one for one in told(rubric, merged.encode()).findings if one.severity == "error"]
    assert (entry.code, entry.line, entry.column) == ("schema-run-together", 27, 4)
    assert "从这里起的 8 项属于“学校与学生”，却接在“党的领导”的后面" in entry.message
    assert '“"学校与学生": {”' in entry.hint
