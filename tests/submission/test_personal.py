"""Personal data are found in whatever form they are written, and nothing else is taken for them."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.personal import personal_data
from tests.samples import changed, nanwan, validated

UNIT = ("prepared_by", "unit")
REASON = ("not_applicable", 0, "reason")


@pytest.mark.parametrize(
    "text",
    [
        "办公室13900000000",
        "办公室１３９００００００００",
        "办公室139.0000.0000",
        "办公室139·0000·0000",
        "办公室+8613900000000",
        "办公室+86 139-0000-0000",
        "办公室 139 0000 0000",
        "请拨0532－85912345",
        "请拨0532—85912345",
        "请拨（0532）8591 2345",
        "请拨053285912345",
        "请拨010-65001234转801",
        "公告 http://www.binhai.gov.cn/t2021.html，13900000000",
    ],
)
def test_a_telephone_number_is_found_however_its_digits_are_set_apart(text: str) -> None:
    assert [kind for _, kind in personal_data(text)] == ["电话号码"]


@pytest.mark.parametrize(
    "text",
    [
        "http://www.binhai.gov.cn/n28356/202112/t20211215_13800000001.html",
        "binhai.gov.cn/n28356/13800000001",
        "（统一社会信用代码11370203005678901X）、项目编号15912345678",
        "项目编号：１５９１２３４５６７８",
        "生产总值 15912345678 元",
        "支出13912345678.50元",
        "2021-2022学年，2021.09.01—2022.08.31",
        "第0.13912345678",
        "在园幼儿 85912345 人",
        "政府微信公众号：滨海发布",
        "填报人员已培训，联系电话已公布",
        "a" * 2000 + ".cn" * 500,
    ],
)
def test_other_numbers_and_web_addresses_are_no_personal_data(text: str) -> None:
    assert list(personal_data(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区教育局（联系人：王某某）", "联系人:王某某"),
        ("填报人 : 李某", "填报人 : 李某"),
        ("QQ：1234567890", "QQ:1234567890"),
        ("微信号：binhai_x", "微信号:binhai_x"),
        ("电话：85912345", "电话:85912345"),
    ],
)
def test_whom_to_ask_is_told_where_it_is_announced(text: str, found: str) -> None:
    assert list(personal_data(text)) == [(found, "姓名或联系方式")]


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        (UNIT, "滨海区教育局 85912345", "text-telephone"),
        (UNIT, "填报人李某", "text-personal"),
        (UNIT, "区教育局QQ1234567890", "text-personal"),
        (UNIT, "（联系人：王某，0532－85912345）", "text-telephone"),
        (REASON, "联系人：王某", "text-personal"),
        (REASON, "经办人 370202 19800101 123x，370202198001011234", "text-personal"),
        (REASON, "经办 ｊｙｊ＠ｅｘａｍｐｌｅ.gov.cn", "text-personal"),
    ],
)
def test_personal_data_of_a_file_are_told_once(
    rubric: Rubric, place: tuple[Any, ...], text: str, code: str
) -> None:
    found = validated(rubric, changed(nanwan(), {place: text})).findings
    assert [entry.code for entry in found if entry.code.startswith("text-")] == [code]
