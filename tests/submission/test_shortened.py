"""Whole numbers that a spreadsheet wrote in scientific notation, with the last digits lost."""

import datetime

import pytest

from evaluator.batch import evaluated
from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding
from tests.samples import raw, validated

COUNT = '"中小学在校生数": 160496'
SCHOOL = '"学生数": 810'


def told(rubric: Rubric, sound: str, written: str) -> list[Finding]:
    text = raw("binhai").decode()
    assert text.count(sound) >= 1
    found = validated(rubric, text.replace(sound, written, 1).encode())
    return [entry for entry in found.findings if entry.code == "number-shortened"]


@pytest.mark.parametrize("written", ["1.60E+05", "1.6E+05", "1.605e5", "16050E1"])
def test_digits_that_scientific_notation_left_out_are_asked_for(
    rubric: Rubric, written: str
) -> None:
    (entry,) = told(rubric, COUNT, f'"中小学在校生数": {written}')
    assert (entry.severity, entry.pointer, entry.line) == (
        "warning",
        "/data/学校与学生/中小学在校生数",
        30,
    )
    assert "请与原表核对" in entry.hint


def test_the_number_that_is_taken_is_told(rubric: Rubric) -> None:
    (entry,) = told(rubric, COUNT, '"中小学在校生数": 1.605E+05')
    assert "现按 160,500 计算，恰好是这个数的，写成 160500" in entry.hint


def test_a_column_is_looked_at_too(rubric: Rubric) -> None:
    (entry,) = told(rubric, SCHOOL, '"学生数": 8.1E+02')
    assert entry.title == "学生数"


@pytest.mark.parametrize("written", ["1.60496E+05", "160496.0", "160496E0", "1604960e-1"])
def test_a_number_with_all_its_digits_is_accepted(rubric: Rubric, written: str) -> None:
    assert told(rubric, COUNT, f'"中小学在校生数": {written}') == []


def test_an_amount_of_money_may_be_in_scientific_notation(rubric: Rubric) -> None:
    sound = '"本年一般公共预算教育支出": 454148.70'
    assert told(rubric, sound, '"本年一般公共预算教育支出": 4.54E+05') == []


def test_the_evaluation_owes_nothing_to_how_a_number_is_written(rubric: Rubric) -> None:
    text = raw("binhai").decode()
    evaluations = []
    for written in ("160500", "1.605E+05"):
        found = validated(rubric, text.replace("160496", written, 1).encode())
        assert found.submission
        result = evaluated(rubric, found.submission, found.findings, datetime.date(2021, 12, 31))
        evaluations.append((result.notes, result.indicators))
    assert evaluations[0] == evaluations[1]
