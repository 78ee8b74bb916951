"""Small pieces of official Chinese."""

import datetime
from decimal import Decimal

import pytest

from evaluator.report.words import (
    counted,
    date_text,
    government,
    listed,
    numeral,
    plain,
    printed,
    quoted,
    rated,
    sentence,
    valued,
)
from evaluator.scoring.result import District, Evaluation, IndicatorValue


def test_dates_have_no_zeros_before_them() -> None:
    assert date_text(datetime.date(2021, 7, 5)) == "2021年7月5日"


@pytest.mark.parametrize(
    ("score", "text"), [("955.00", "955"), ("624.30", "624.30"), ("0.00", "0"), ("1.25", "1.25")]
)
def test_whole_scores_have_no_decimals_in_a_sentence(score: str, text: str) -> None:
    assert plain(Decimal(score)) == text


@pytest.mark.parametrize(
    ("names", "text"),
    [(["甲"], "甲"), (["甲", "乙", "丙"], "甲、乙、丙"), (list("甲乙丙丁"), "甲、乙、丙等4所")],
)
def test_long_lists_name_the_first_and_count_all(names: list[str], text: str) -> None:
    assert listed(names, 3, "所") == text


def test_what_there_is_none_of_is_left_out() -> None:
    assert counted([("计分", 81), ("未填报", 0), ("不适用", 4)], "个") == "计分81个、不适用4个"


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三")]
)
def test_numerals(number: int, text: str) -> None:
    assert numeral(number) == text


def test_quotation_marks_nest() -> None:
    assert quoted("锻造“三化一型”干部队伍") == "“锻造‘三化一型’干部队伍”"
    assert printed("「家访学生数」有 1 条记录未填报。") == "“家访学生数”有1条记录未填报。"


@pytest.mark.parametrize(
    ("title", "value", "said"),
    [
        ("甲率", "80.00%", "“甲率”（80.00%）"),
        ("甲率（增长率）", "−2.58%", "“甲率（增长率）”（−2.58%）"),
        ("甲年度变化（百分点）", "−3.42 个百分点", "“甲年度变化”（−3.42个百分点）"),
        ("甲拨款（元）", "600.00 元", "“甲拨款”（600.00元）"),
    ],
)
def test_a_value_stands_beside_its_title_with_its_unit_once(
    title: str, value: str, said: str, evaluations: dict[str, Evaluation]
) -> None:
    entry = (
        evaluations["binhai"]
        .indicators[0]
        .model_copy(update={"title": title, "value": IndicatorValue(exact="1/2", text=value)})
    )
    assert valued(entry) == said


def test_a_score_rate_is_never_printed_as_the_value(evaluations: dict[str, Evaluation]) -> None:
    growth = next(entry for entry in evaluations["lingang"].indicators if entry.id == "24-1")
    assert rated(growth) == (
        "“一般公共预算教育支出只增不减（增长率）”（实际值−2.58%，得分率0.00%）"
    )


def test_a_sentence_has_one_full_stop() -> None:
    assert sentence("未作说明") == sentence("未作说明。") == "未作说明。"


@pytest.mark.parametrize(
    ("kind", "body"),
    [("市辖区", "人民政府"), ("县级市", "人民政府"), ("功能区", "管理委员会")],
)
def test_the_addressed_body_follows_from_the_district_s_kind(kind: str, body: str) -> None:
    assert government(District(code="990101", name="甲区", kind=kind)) == f"甲区{body}"
