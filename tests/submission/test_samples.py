"""The sample files: three districts without errors, 21 typical mistakes that are each found."""

import re
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import INVALID, SUBMISSIONS, nanwan, said, sample, validated

PRE = "/data/学前教育"

FOUND: dict[str, list[tuple[str, str]]] = {
    "01-percent-as-text": [("schema-type", "/data/党的领导/参训干部教师数")],
    "02-slash-for-empty": [("schema-type", f"{PRE}/应移交配套幼儿园数")],
    "03-full-width-digits": [("schema-type", f"{PRE}/在园幼儿数")],
    "04-thousands-separator": [("json-syntax", "")],
    "05-yuan-for-wan-yuan": [("schema-range", "/data/经费/本年一般公共预算教育支出")],
    "06-typo-in-key": [("schema-required", PRE), ("schema-unknown", f"{PRE}/在院幼儿数")],
    "07-missing-field": [("schema-required", PRE)],
    "08-part-larger-than-whole": [("subset-持证专任教师数", "/data/教师队伍/持证专任教师数")],
    "09-duplicate-key": [("json-duplicate", "")],
    "10-trailing-comma": [("json-syntax", "")],
    "11-five-digit-code": [("schema-text", "/district/code")],
    "12-date-with-slashes": [("schema-type", "/data/党的领导/区市教育规划")],
    "13-applicable-claimed-away": [("not-applicable-claim", "/not_applicable/3")],
    "14-no-reason": [("not-applicable-reason", "/data/职业与继续教育/双师型教师数")],
    "15-two-main-records": [("check-E07", "/学校/3")],
    "16-wrong-rubric": [("rubric-unknown", "/rubric")],
    "17-wrong-year": [("schema-enum", "/year")],
    "18-negative-number": [("schema-range", "/data/义务教育/三年转出学生数")],
    "19-nan": [("json-constant", "")],
    "20-total-off-by-300": [("check-E09", "/data/学校与学生/学校表外义务教育学生数")],
    "21-full-width-comma": [("json-syntax", "")],
}


@pytest.mark.parametrize(("name", "expected"), FOUND.items(), ids=FOUND)
def test_the_mistake_of_an_invalid_sample_is_found(
    rubric: Rubric, name: str, expected: list[tuple[str, str]]
) -> None:
    result = validated(rubric, (INVALID / f"{name}.json").read_bytes())
    errors = [(code, at) for code, severity, at in said(result) if severity == "error"]
    assert errors == expected
    assert result.submission is None


def test_every_invalid_sample_is_in_the_table_and_in_the_readme() -> None:
    files = {path.stem for path in INVALID.glob("*.json")}
    assert files == set(FOUND)
    readme = (INVALID / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\((.*?)\.json\)", readme)) == files


@pytest.mark.parametrize(
    "name", ["04-thousands-separator", "10-trailing-comma", "21-full-width-comma"]
)
def test_broken_json_is_told_at_the_line_of_the_mistake(rubric: Rubric, name: str) -> None:
    text = (INVALID / f"{name}.json").read_text(encoding="utf-8")
    entry = validated(rubric, text.encode()).findings[0]
    place = {
        "04-thousands-separator": "18,240",
        "10-trailing-comma": '"校级干部数"',
        "21-full-width-comma": "，\n",
    }[name]
    line = text[: text.index(place)].count("\n") + 1
    assert entry.line in (line, line + 1)
    assert entry.column is not None and entry.column > 0


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
