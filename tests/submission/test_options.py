"""An id of an indicator that does not exist is answered with the one that was most likely meant."""

import re
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.options import nearest
from tests.samples import changed, nanwan, said, validated

CLAIMS = nanwan()["not_applicable"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1-9", "1-2"),
        ("1-22", "1-2"),
        ("13-11", "13-1"),
        ("11-11", "11-10"),
        ("10-99", "10-9"),
        ("l-1", "1-1"),
        ("I-2", "1-2"),
        ("1O-2", "10-2"),
        ("１０－２", "10-2"),
        ("1—1", "1-1"),
        ("1.1", "1-1"),
        ("1_1", "1-1"),
        ("1 - 1", "1-1"),
        ("指标1-1", "1-1"),
        ("10月2日", "10-2"),
        ("2021-10-02", "10-2"),
        ("2021/10/2", "10-2"),
        ("2021-10-02 00:00:00", "10-2"),
        ("2008/4/1", "8-4"),
        ("2013-01-01 00:00:00", "13-1"),
        ("2021/4/1", "4-1"),
        ("103", "10-3"),
        ("普惠性幼儿园覆盖率", "10-2"),
    ],
)
def test_the_nearest_id_is_of_the_same_item_and_differs_least(
    rubric: Rubric, written: str, meant: str
) -> None:
    assert nearest(rubric, written, list(rubric.indicators))[0] == meant


@pytest.mark.parametrize("written", ["", "x", "甲" * 5000, "9" * 5000, "-", "0-0-0-0-0-0"])
def test_a_text_like_no_id_is_answered_with_none(rubric: Rubric, written: str) -> None:
    assert nearest(rubric, written, list(rubric.indicators)) == []


def test_several_ids_in_one_text_are_to_be_written_apart(rubric: Rubric) -> None:
    evidence = {"id": "E001", "title": "报表", "indicators": ["10-1，10-2"]}
    stated = {"indicator": "10-1、10-2", "value": "88%", "source": "公报"}
    changes = {("evidence",): [evidence], ("stated",): [stated]}
    found = validated(rubric, changed(nanwan(), changes)).findings
    hints = {entry.pointer: entry.hint for entry in found}
    assert '"10-1", "10-2"' in hints["/evidence/0/indicators/0"]
    assert "请分成 2 条" in hints["/stated/0/indicator"]


def published(rubric: Rubric, written: str) -> Any:
    stated = {"indicator": written, "value": "88%", "source": "公报"}
    (entry,) = validated(rubric, changed(nanwan(), {("stated",): [stated]})).findings
    return entry


@pytest.mark.parametrize("written", ["1-99", "10-99", "1-22", "指标13-9", "13", "中职"])
def test_of_ids_with_other_digits_none_is_suggested(rubric: Rubric, written: str) -> None:
    entry = published(rubric, written)
    assert "相近的有" in entry.message
    assert entry.hint == "请核对是哪一个，照量规写它的编号。"


@pytest.mark.parametrize("written", ["10.2", "102", "１０－２", "10月2日", "指标10-2", "1O-2"])
def test_an_id_with_the_same_digits_is_suggested(rubric: Rubric, written: str) -> None:
    assert published(rubric, written).hint == "是否要写“10-2”？"


@pytest.mark.parametrize("written", ["13", "１３", "13-"])
def test_the_number_of_an_item_is_answered_with_its_indicators(
    rubric: Rubric, written: str
) -> None:
    named = re.findall("“([0-9]+-[0-9]+)”", published(rubric, written).message)
    assert named == ["13-1", "13-2", "13-3"]


def claims(*indicators: str) -> dict[Any, Any]:
    return {
        ("not_applicable",): [
            {"indicator": name, "reason": "辖区内没有中职学校"} for name in indicators
        ]
    }


def test_an_indicator_that_lacks_a_reason_is_preferred_where_near(rubric: Rubric) -> None:
    ids = [entry["indicator"] for entry in CLAIMS]
    assert ids == ["13-1", "13-2", "13-3"]
    result = validated(rubric, changed(nanwan(), claims("13-9", "13-3", "13-8")))
    assert [entry.hint for entry in result.findings] == [
        "是否要写“13-2”？",
        "是否要写“13-1”？",
    ]


def test_reasons_that_no_entry_can_mean_are_asked_for_beside_a_wrong_id(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), claims("13-11", "13-2")))
    assert [(entry.code, entry.message[:7]) for entry in result.findings] == [
        ("schema-enum", "「指标编号」为"),
        ("not-applicable-reason", "指标 13-3"),
    ]


def test_beside_an_entry_that_may_mean_anything_no_reason_is_asked_for(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), claims("无", "13-2")))
    assert said(result) == [("schema-enum", "error", "/not_applicable/0/indicator")]


@pytest.mark.parametrize("written", ["24-1", "24－1", "指标24-1", "24.1"])
def test_an_indicator_explained_in_place_of_a_field_is_answered_with_its_fields(
    rubric: Rubric, written: str
) -> None:
    explained = {("explanations",): [{"field": written, "text": "口径调整。"}]}
    (entry,) = validated(rubric, changed(nanwan(), explained)).findings
    assert "“本年一般公共预算教育支出”、“上年一般公共预算教育支出”" in entry.message
    assert entry.hint.startswith("24-1 是指标编号")


def test_an_indicator_claimed_twice_is_taken_for_the_near_one_that_lacks_a_reason(
    rubric: Rubric,
) -> None:
    result = validated(rubric, changed(nanwan(), claims("13-1", "13-1", "13-3")))
    assert said(result) == [("entry-repeated", "error", "/not_applicable/1/indicator")]
    assert result.findings[0].hint.startswith("是否要写“13-2”？")


def test_an_indicator_claimed_twice_beside_all_others_is_to_be_deleted(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), claims("13-1", "13-2", "13-3", "13-3")))
    assert [entry.hint for entry in result.findings] == ["请只保留一条。"]


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("三年转出学生数、三年前初一招生数", 2),
        ("三年转出学生数和三年前初一招生数", 2),
        ("三年转出学生数, 三年前初一招生数；学校", 3),
    ],
)
def test_several_fields_in_one_explanation_are_to_be_written_apart(
    rubric: Rubric, written: str, count: int
) -> None:
    explained = {("explanations",): [{"field": written, "text": "企业搬迁。"}]}
    (entry,) = validated(rubric, changed(nanwan(), explained)).findings
    assert f"一条只写一个填报项，这里写了 {count} 个，请分成 {count} 条。" in entry.hint


def test_a_field_beside_what_is_none_is_not_counted(rubric: Rubric) -> None:
    explained = {("explanations",): [{"field": "三年转出学生数、其他", "text": "企业搬迁。"}]}
    (entry,) = validated(rubric, changed(nanwan(), explained)).findings
    assert entry.hint == "是否要写“三年转出学生数”？"


@pytest.mark.parametrize("text", [" " * 200_000, "1" + " " * 200_000, "1" * 200_000])
@pytest.mark.parametrize("home", ["stated", "not_applicable"])
def test_a_very_long_id_is_not_looked_through_in_the_square_of_its_length(
    rubric: Rubric, home: str, text: str
) -> None:
    entry = {"indicator": text, "value": "1%", "source": "公报", "reason": "没有"}
    keys = {"stated": ("indicator", "value", "source"), "not_applicable": ("indicator", "reason")}
    data = changed(nanwan(), {(home,): [{key: entry[key] for key in keys[home]}]})
    found = validated(rubric, data).findings
    assert f"/{home}/0/indicator" in [one.pointer for one in found]
