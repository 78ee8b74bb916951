"""Rows pasted with a table that are no records: each is told once and counts for nothing."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import nanwan, said, sample, validated

Row = dict[str, Any]


def headings(row: Row) -> Row:
    return {key: key for key in row}


def totals(row: Row) -> Row:
    return {**dict.fromkeys(row, ""), "名称": "合 计", "学生数": 160791, "主记录": None}


def totals_like_a_record(row: Row) -> Row:
    return {**row, "标识码": "3990102999", "名称": "初中小计", "学生数": 9000}


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (headings, "row-of-headings"),
        (totals, "row-of-totals"),
        (totals_like_a_record, "row-of-totals"),
        (lambda row: {"标识码": "总计："}, "row-of-totals"),
        (lambda row: dict.fromkeys(row), "row-empty"),
        (lambda row: dict.fromkeys(row, ""), "row-empty"),
    ],
)
@pytest.mark.parametrize("place", [0, 3, 121])
def test_a_row_that_is_no_record_is_one_finding(
    rubric: Rubric, made: Any, code: str, place: int
) -> None:
    data = sample("binhai")
    place = min(place, len(data["学校"]))
    data["学校"].insert(place, made(data["学校"][0]))
    assert said(validated(rubric, data)) == [(code, "error", f"/学校/{place}")]


def test_records_behind_such_a_row_are_told_at_their_places_in_the_file(rubric: Rubric) -> None:
    data = nanwan()
    data["学校"].insert(0, headings(data["学校"][0]))
    data["学校"][4]["学生数"] = "120人"
    data["学校"][5]["标识码"] = data["学校"][6]["标识码"]
    data["学校"][5]["学段"] = data["学校"][6]["学段"]
    data["学校"][5]["名称"] = data["学校"][6]["名称"]
    result = validated(rubric, data)
    errors = [entry for entry in result.findings if entry.severity == "error"]
    assert [(entry.code, entry.pointer) for entry in errors[:2]] == [
        ("row-of-headings", "/学校/0"),
        ("schema-type", "/学校/4/学生数"),
    ]
    [twice] = [entry for entry in errors if entry.code == "record-duplicate"]
    assert (twice.pointer, twice.related) == ("/学校/6", ("/学校/5",))


@pytest.mark.parametrize("name", ["合计小学", "总计路中学"])
def test_a_name_with_such_a_word_in_it_is_a_schools(rubric: Rubric, name: str) -> None:
    data = nanwan()
    data["学校"][0]["名称"] = name
    assert all(not entry.code.startswith("row-") for entry in validated(rubric, data).findings)
