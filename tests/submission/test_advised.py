"""What is no JSON is answered with what its place would say of it in quotation marks."""

import json

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.validate import validate
from tests.samples import nanwan

SOUND = json.dumps(nanwan(), ensure_ascii=False, indent=1)

AT_ITS_PLACE: list[tuple[str, str, str, str]] = [
    # what stands in the file, what stands there instead, the code of the only error, its hint
    ('"全市招生系统已启用": true', '"全市招生系统已启用": ', "json-value", "是写 true，否写 false，都不加引号"),
    ('"prepared_on": "2021-12-20"', '"prepared_on": ', "json-value", '请写全年月日，如 "2021-09-01"'),
    ('"unit": "南湾区教育局"', '"unit": ', "json-value", "不能为空。只写单位"),
    ('"学段": "小学"', '"学段": ', "json-value", "只能是“小学”、“初中”"),
    ('"学段": "小学"', '"学段": 小学部', "json-unquoted", "是否要填“小学”？"),
    ('"学段": "小学"', '"学段": 小学', "json-unquoted", '学段是文字，前后请加半角双引号："小学"'),
    ('"code": "990103"', '"code": 990103区', "json-unquoted", "应为 6 位数字，不能有其他字符"),
    ('"code": "990103"', '"code": 990103"', "json-half-quoted", ""),
    ('"code": "990103"', '"code": ', "json-value", "不能为空"),
    ('"name": "南湾区"', '"name": 南湾区', "json-unquoted", '区市名称是文字，前后请加半角双引号："南湾区"'),
    ('"prepared_on": "2021-12-20"', '"prepared_on": 无', "json-unquoted", '请写全年月日，如 "2021-09-01"'),
    ('"镇街数": 2', '"镇街数": 2021-09-01', "json-number-form", "这里要填数（个），不填日期或编号。"),
    ('"全市招生系统已启用": true', '"全市招生系统已启用": 2021-09-01', "json-number-form", "是写 true，否写 false"),
    ('"prepared_on": "2021-12-20"', '"prepared_on": 2021-12-20', "json-number-form", '请加双引号："2021-12-20"'),
    ('"镇街数": 2', '"镇街数": ', "json-value", "写 null"),
]  # fmt: skip


@pytest.mark.parametrize(("sound", "slip", "code", "words"), AT_ITS_PLACE)
def test_a_blank_or_bare_value_is_answered_with_what_its_place_takes(
    rubric: Rubric, sound: str, slip: str, code: str, words: str
) -> None:
    assert sound in SOUND
    written = SOUND.replace(sound, slip, 1).encode()
    (entry,) = [
        found
        for found in validate(written, {rubric.content.id: rubric}.get).findings
        if found.severity == "error"
    ]
    assert entry.code == code
    assert words in entry.hint
