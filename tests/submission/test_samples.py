"""The sample files: three districts without errors, 21 typical mistakes that are each found."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import INVALID, SUBMISSIONS, nanwan, said, sample, validated

PRE = "/data/学前教育"

FOUND: dict[str, tuple[str, str, int, int]] = {
    # name: (code, pointer, line, column); every file of the folder is in test_invalid_texts
    "01-percent-as-text": ("schema-type", "/data/党的领导/参训干部教师数", 13, 15),
    "02-slash-for-empty": ("schema-type", f"{PRE}/应移交配套幼儿园数", 74, 17),
    "03-full-width-digits": ("schema-type", f"{PRE}/在园幼儿数", 65, 13),
    "04-thousands-separator": ("json-thousands", "/data/职业与继续教育/六十岁以上人口数", 110, 16),
    "05-yuan-for-wan-yuan": ("schema-range", "/data/经费/本年一般公共预算教育支出", 165, 20),
    "06-typo-in-key": ("schema-typo", f"{PRE}/在院幼儿数", 65, 4),
    "07-missing-field": ("schema-required", PRE, 64, 11),
    "08-part-larger-than-whole": (
        "subset-持证专任教师数",
        "/data/教师队伍/持证专任教师数",
        148,
        15,
    ),
    "09-duplicate-key": ("json-duplicate", "/data/学校与学生/中小学校数", 30, 4),
    "10-trailing-comma": ("json-trailing-comma", "/data/党的领导", 26, 15),
    "11-five-digit-code": ("schema-text", "/district/code", 5, 23),
    "12-date-with-slashes": ("schema-text", "/data/党的领导/区市教育规划/日期", 11, 42),
    "13-applicable-claimed-away": ("not-applicable-claim", "/not_applicable/3", 195, 3),
    "14-no-reason": ("not-applicable-reason", "/data/职业与继续教育/中职学校数", 106, 13),
    "15-two-main-records": ("check-E07", "/学校/3", 187, 3),
    "16-wrong-rubric": ("rubric-unknown", "/rubric", 4, 12),
    "17-wrong-year": ("schema-enum", "/year", 6, 10),
    "18-negative-number": ("schema-range", "/data/义务教育/三年转出学生数", 91, 15),
    "19-nan": ("json-constant", "/data/教育督导/满意度得分", 129, 13),
    "20-total-off-by-300": ("check-E09", "/data/学校与学生/义务教育在校生数", 34, 16),
    "21-full-width-comma": ("json-wide-sign", "/data/学校与学生", 32, 13),
}


@pytest.mark.parametrize(("name", "expected"), FOUND.items(), ids=FOUND)
def test_the_mistake_of_an_invalid_sample_is_found_alone_and_at_its_place(
    rubric: Rubric, name: str, expected: tuple[str, str, int, int]
) -> None:
    result = validated(rubric, (INVALID / f"{name}.json").read_bytes())
    errors = [entry for entry in result.findings if entry.severity == "error"]
    places = [
        (entry.check or entry.code, entry.pointer, entry.line, entry.column) for entry in errors
    ]
    assert places == [expected]
    assert result.submission is None


UNDER_THE_CARET = {
    "01-percent-as-text": '"82%"',
    "04-thousands-separator": "18,240",
    "06-typo-in-key": '"在院幼儿数"',
    "09-duplicate-key": '"中小学校数"',
    "10-trailing-comma": ",",
    "12-date-with-slashes": '"2021/7/19"',
    "18-negative-number": "-9",
    "19-nan": "NaN",
    "21-full-width-comma": "，",
}


@pytest.mark.parametrize(("name", "there"), UNDER_THE_CARET.items(), ids=UNDER_THE_CARET)
def test_the_place_told_is_where_the_mistake_stands_in_the_file(name: str, there: str) -> None:
    _, _, line, column = FOUND[name]
    lines = (INVALID / f"{name}.json").read_text(encoding="utf-8").split("\n")
    assert lines[line - 1][column - 1 :].startswith(there)


@pytest.mark.parametrize("slug", ["binhai", "beishan", "lingang"])
def test_a_sample_district_has_no_error(rubric: Rubric, slug: str) -> None:
    result = validated(rubric, (SUBMISSIONS / f"{slug}-2021.json").read_bytes())
    assert result.submission is not None
    assert "error" not in {entry.severity for entry in result.findings}


WARNED: dict[str, set[str]] = {
    "binhai": set(),
    "beishan": {"check-W08", "check-W10", "check-W11", "null-field", "null-records", "stated-differs"},
    "lingang": {"check-W19", "check-W20", "check-W22", "check-W24", "check-W26", "stated-differs"},
}  # fmt: skip


@pytest.mark.parametrize(("slug", "expected"), WARNED.items(), ids=WARNED)
def test_a_sample_district_has_the_warnings_it_was_made_for(
    rubric: Rubric, slug: str, expected: set[str]
) -> None:
    found = said(validated(rubric, sample(slug)))
    assert {code for code, severity, _ in found if severity == "warning"} == expected


def test_the_file_behind_the_invalid_samples_has_no_finding(rubric: Rubric) -> None:
    data: Any = nanwan()
    assert said(validated(rubric, data)) == []
