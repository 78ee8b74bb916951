"""What a clerk is told of one slip: one finding, in words that lead to the sound form."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import GONE, INVALID, changed, nanwan, validated

PLAN = ("data", "党的领导", "区市教育规划")
REASON = ("not_applicable", 0, "reason")
CODE = ("学校", 0, "标识码")
EVIDENCE = {"id": "E001", "title": "公告", "indicators": ["10-2"]}

CHANGED: list[tuple[dict[Any, Any], str, str]] = [
    # what is changed, the code of the only error, words of its text
    ({("prepared_on",): "2021-01-20"}, "date-early", "早于 6 份文件的成文日期"),
    ({(*PLAN, "日期"): "2022-07-19"}, "date-future", "晚于填报日期 2021-12-20"),
    ({(*PLAN, "文号"): "无"}, "document-number", "没有此件的，整项写 false"),
    ({(*PLAN, "文号"): "待发文"}, "document-number", "请照文件写文号"),
    ({(*PLAN, "文号"): "拟于12月出台"}, "document-number", "没有此件的，整项写 false"),
    ({(*PLAN, "文号"): "见附件1"}, "document-number", "请照文件写文号"),
    ({(*PLAN, "文号"): "2021-07-19"}, "document-number", "请照文件写文号"),
    ({(*PLAN, "文号"): "2021年6月30号印发"}, "document-number", "请照文件写文号"),
    ({PLAN: {"文号": "2021-07-19", "日期": "南政发〔2021〕12号"}}, "document-exchanged", "文号和日期像是填反了"),
    ({(*PLAN, "日期"): None}, "schema-type", "不掌握的，整项写 null"),
    ({(*PLAN, "日期"): "无"}, "schema-text", "没有此件的，整项写 false"),
    ({PLAN: {"文号": "无", "日期": "无"}}, "document-empty", "没有此件的，整项写 false"),
    ({PLAN: {"文号": "", "日期": ""}}, "document-empty", "没有此件的，整项写 false"),
    ({PLAN: {"文号": False, "日期": False}}, "document-empty", "没有此件的，整项写 false"),
    ({PLAN: {"文号": None, "日期": None}}, "document-empty", "不掌握的，整项写 null"),
    ({(*PLAN, "名称"): "南湾区教育规划"}, "schema-unknown-part", "只写文号和日期"),
    ({(*PLAN, "year"): 2021}, "schema-unknown-part", "只写文号和日期"),
    ({("district", "kind"): GONE}, "schema-required", "缺少「kind」（区市类型）"),
    ({("district", "kind"): GONE}, "schema-required", '写成 "kind": "…"。如市辖区'),
    ({("prepared_by",): {}}, "schema-required", '写成 "unit": "…"。只写单位'),
    ({("format",): GONE}, "format", '"format": "submission/1"'),
    ({("stated",): [{"indicator": "10-2", "value": "88.02%"}]}, "schema-required", '写成 "source": "…"。在哪里公布的'),
    ({("explanations",): [{"text": "含附设班。"}]}, "schema-required", '写成 "field": "…"。要说明的填报项的键'),
    ({("prepared_by", "unit"): "…"}, "text-says-nothing", "请写单位的名称"),
    ({("evidence",): [{**EVIDENCE, "title": "无"}]}, "text-says-nothing", "请写材料的全称"),
    ({("prepared_by",): "教育局"}, "schema-type", '应为 {"unit": "…"}'),
    ({("district",): "南湾区"}, "schema-type", '应为 {"code": "…", "name": "…", "kind": "…"}'),
    ({("explanations",): {}}, "schema-type", '应为 [{"field": "…", "text": "…"}, …]'),
    ({("explanations",): "说明"}, "schema-type", '应为 [{"field": '),
    ({("学校", 0): None}, "schema-type", '应为 {"标识码": "…", "名称": "…", '),
    ({("学校", 0): []}, "schema-type", '应为 {"标识码": "…", "名称": "…", '),
    ({("学校", 0, "名称"): None}, "schema-type", "这一项必填，不能为 null"),
    ({CODE: "299010200"}, "schema-text", "应为 10 位数字，现为 9 位"),
    ({CODE: "2.9901E+09"}, "schema-text", "科学记数"),
    ({CODE: "2990-102001"}, "schema-text", "应为 10 位数字，不能有其他字符"),
    ({("district", "code"): "99010"}, "schema-text", "应为 6 位数字，现为 5 位"),
    ({("district", "code"): "９９０１０３"}, "schema-text", '是否要写 "990103"？'),
    ({("stated",): [{"indicator": "10-2", "value": "８７.９９ ％", "source": "公告"}]}, "schema-text", '是否要写 "87.99%"？'),
    ({("stated",): [{"indicator": "10-6", "value": "1∶14.5", "source": "公告"}]}, "schema-text", '是否要写 "1:14.5"？'),
    ({("stated",): [{"indicator": "24-3", "value": "1,000", "source": "公告"}]}, "schema-text", '是否要写 "1000"？'),
    ({("stated",): [{"indicator": "10-2", "value": "87.99‰", "source": "公告"}]}, "schema-text", '公布的是百分率的，请写 "87.99%"；公布的是千分率的，请折成百分率，写 "8.799%"'),
    ({("stated",): [{"indicator": "10-2", "value": "8799‱", "source": "公告"}]}, "schema-text", '公布的是万分率的，请折成百分率，写 "87.99%"'),
    ({("stated",): [{"indicator": "10-2", "value": "18337人", "source": "公告"}]}, "schema-text", "不符合要求的写法。照公布的写法"),
    ({("stated",): [{"indicator": "10-2", "value": 87.99000000000001, "source": "公告"}]}, "schema-type", '如 "87.99%"'),
    ({("stated",): [{"indicator": "10-2", "value": 10**50, "source": "公告"}]}, "schema-type", "照公布的写法"),
    ({("stated",): [{"indicator": "10-6", "value": 14.12, "source": "公告"}]}, "schema-type", '如 "1:14.12"'),
    ({("evidence",): [{**EVIDENCE, "sha256": "AB" * 32}]}, "schema-text", '是否要写 "abab'),
    ({("prepared_on",): 20211220}, "schema-type", "应为 “2021-09-01”式的日期（文字）"),
    ({REASON: "无"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "/"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "——"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "x"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "ＸＸＸ"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "不适用。"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "详见附件"}, "text-says-nothing", "请写明为什么不适用"),
    ({REASON: "请见附表2。"}, "text-says-nothing", "请写明为什么不适用"),
    ({("explanations",): [{"field": "骨干教师数", "text": "名册待核"}]}, "schema-enum", '请写 "field": "学校"'),
    ({("explanations",): [{"field": "学校.护校队人数", "text": "名册待核"}]}, "schema-enum", '请写 "field": "学校"'),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "words"), CHANGED)
def test_a_wrong_value_is_one_finding_with_the_right_words(
    rubric: Rubric, changes: dict[Any, Any], code: str, words: str
) -> None:
    findings = validated(rubric, changed(nanwan(), changes)).findings
    (entry,) = [entry for entry in findings if entry.severity == "error"]
    assert (entry.check or entry.code) == code
    assert words in entry.message + entry.hint


@pytest.mark.parametrize("number", ["A-12", "政发〔二〇二一〕八号", "南政发〔2021〕8号", "第１号"])
def test_a_document_number_has_a_digit_or_a_letter(rubric: Rubric, number: str) -> None:
    assert validated(rubric, changed(nanwan(), {(*PLAN, "文号"): number})).submission


COUNT = '"在园幼儿数": 1812'

WRITTEN: list[tuple[str, str, str, str]] = [
    # what stands in the file, what is written instead, the code of the only error, words of its text
    (COUNT, '"在园幼儿数" = 1812', "json-equals", "应为冒号"),
    (COUNT, '"在园幼儿数" => 1812', "json-equals", "应为冒号"),
    (COUNT + ",", COUNT + ";,", "json-stray", "多了“;”"),
    (COUNT, '"在园幼儿数": "1812', "json-half-quoted", "是否要填 1812？"),
    (COUNT, '"在园幼儿数": 18l2', "json-number-form", "是否要写 1812？"),
    (COUNT, '"在园幼儿数": 1812/2000', "json-word", "不填算式"),
    (COUNT, '"在园幼儿数": =SUM(A1:A5)', "json-word", "不填算式"),
    (COUNT, '"在园幼儿数": 1812（含附设班）', "json-unit", "是否要填 1812？"),
    (COUNT, '"在园\x00幼儿数": 1812', "json-control", "U+0000"),
    (COUNT, COUNT + ', "在园幼儿数": 1821', "json-duplicate", "前一处是 1812，这里是 1821"),
    (COUNT, COUNT + ", " + COUNT, "json-duplicate", "两处都是 1812"),
    (COUNT, '<!-- 学前 --> "在园幼儿数": 1812', "json-comment", "不能写注释"),
    ('"满意度得分": 88.5', '"满意度得分": 88。5', "json-number-form", "写成 88.5"),
    ('"满意度得分": 88.5', '"满意度得分": 8.8.5', "json-number-form", "有 2 个小数点"),
    ('{"文号": "南政发〔2021〕8号", "日期": "2021-07-19"}', '("南政发〔2021〕8号", "2021-07-19")', "json-parentheses", '写成 {"文号": "…"'),
    ('"prepared_by"', '\ufeff"prepared_by"', "json-second-mark", "看不见的字符"),
]  # fmt: skip


def text_of(sound: str) -> str:
    """The small sample as text, which holds `sound`."""
    text = (INVALID / "08-part-larger-than-whole.json").read_text(encoding="utf-8")
    text = text.replace('"持证专任教师数": 1376', '"持证专任教师数": 376')
    assert text.count(sound) == 1
    return text


@pytest.mark.parametrize(("sound", "written", "code", "words"), WRITTEN)
def test_a_slip_of_the_pen_is_one_finding_with_the_right_words(
    rubric: Rubric, sound: str, written: str, code: str, words: str
) -> None:
    text = text_of(sound).replace(sound, written)
    findings = validated(rubric, text.encode()).findings
    assert [entry.code for entry in findings if entry.severity == "error"] == [code]
    (entry,) = [entry for entry in findings if entry.code == code]
    assert words in entry.message + entry.hint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        *[("```json\n", "\n```\n"), ("var data = ", ";\n"), ("callback(", ");"), ("data=", "")],
        *[
            ("南湾区2021年申报数据\n", ""),
            ("南湾区申报数据：\n", ""),
            ("\n《申报》（定稿）\n\n", ""),
        ],
        ("district submission\n", "\n"),
    ],
)
def test_what_is_wrapped_around_a_submission_is_one_finding(
    rubric: Rubric, before: str, after: str
) -> None:
    text = before + text_of(COUNT) + after
    (entry,) = validated(rubric, text.encode()).findings
    assert (entry.code, entry.found) == ("json-wrapped", before.strip())


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("代码,名称,在园幼儿数\n990102,滨海区,38654\n", "CSV"),
        ("代码\t名称\r\n990102\t滨海区\r\n", "CSV"),
        ('<html><body>{\n "format": "submission/1"}</body></html>', "HTML"),
        ('<?xml version="1.0"?><a/>', "HTML"),
    ],
)
def test_a_text_of_another_form_is_named_in_one_finding(
    rubric: Rubric, text: str, form: str
) -> None:
    (entry,) = validated(rubric, text.encode()).findings
    assert entry.code == "not-json"
    assert form in entry.message


ROW = ("学校", 3)  # the primary part of a school of two rows, which has the main record
OTHER = ("学校", 4)

DOUBTED: list[tuple[dict[Any, Any], str, str]] = [
    # what is changed, the code of the only finding, its severity
    ({("学校", 0, "教学班数"): 0}, "check-E13", "error"),
    ({(*OTHER, "全校学生数"): 9999}, "check-E12", "error"),
    ({(*OTHER, "名称"): "南湾区别名学校"}, "record-names", "error"),
    ({("学校", 0, "名称"): "南湾区秋石小学"}, "record-same-name", "warning"),
    ({"公务员年平均工资": 500001}, "check-W40", "warning"),
    ({("学校", 0, "护校队人数"): 170}, "check-W43", "warning"),
    ({("学校", 0, "教学及辅助用房面积"): 110338}, "check-W44", "warning"),
    ({("学校", 0, "名称"): " 南湾区云川小学"}, "text-spaces", "warning"),
    ({("district", "kind"): "市辖区 "}, "text-spaces", "warning"),
    ({REASON: "请问 138 0013 8000"}, "text-telephone", "warning"),
    ({REASON: "请问 138-0013-8000"}, "text-telephone", "warning"),
    ({REASON: "经办人 370202198001011234"}, "text-personal", "warning"),
    ({REASON: "经办 jyj@example.gov.cn"}, "text-personal", "warning"),
    ({(*PLAN, "日期"): "1921-07-19", (*PLAN, "文号"): "南政发〔1921〕8号"}, "document-old", "warning"),
    ({(*PLAN, "文号"): "南政发〔2022〕8号"}, "document-year", "warning"),
    ({("prepared_on",): "2022-12-31"}, "date-late", "warning"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "severity"), DOUBTED)
def test_what_is_not_likely_is_told(
    rubric: Rubric, changes: dict[Any, Any], code: str, severity: str
) -> None:
    found = validated(rubric, changed(nanwan(), changes)).findings
    assert {(entry.check or entry.code, entry.severity) for entry in found} >= {(code, severity)}
    assert severity == "error" or all(entry.severity != "error" for entry in found)


@pytest.mark.parametrize(
    ("source", "doubted"),
    [
        ("《南湾区2020年教育发展情况公告》", True),
        ("《南湾区2021年教育发展情况公告》", False),
        ("《2022年政府工作报告》", False),
        ("《2020—2021年对比：2020年与2021年》", False),
        ("区政府网站", False),
    ],
)
def test_a_source_that_names_only_an_earlier_year_is_doubted(
    rubric: Rubric, source: str, doubted: bool
) -> None:
    entry = {"indicator": "10-2", "value": "88.02%", "source": source}
    found = validated(rubric, changed(nanwan(), {("stated",): [entry]})).findings
    assert ("stated-year" in {said.code for said in found}) == doubted


def test_a_growth_rate_over_last_year_is_told_from_the_ratio_to_it(rubric: Rubric) -> None:
    money = {"本年一般公共预算教育支出": 10656, "上年一般公共预算教育支出": 10000}
    entry = {"indicator": "24-1", "value": "106.56%", "source": "公告"}
    found = validated(rubric, changed(nanwan(), {**money, ("stated",): [entry]})).findings
    (told,) = [said for said in found if said.code == "stated-differs"]
    assert "正好多 100 个百分点" in told.hint


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\0" * 100, "全是空字节"),
        ('{"學校": "教育局名稱"}'.encode("big5"), "Big5"),
        ('{"学校": "滨海区学校名称"}'.encode("gbk"), "GBK"),
    ],
    ids=["nothing", "Big5", "GBK"],
)
def test_bytes_that_are_no_utf_8_are_named(rubric: Rubric, raw: bytes, words: str) -> None:
    (entry,) = validated(rubric, raw).findings
    assert words in entry.message


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({(*PLAN, "日期"): "1921-07-19"}, "document-year"),
        ({("district", "kind"): "市辖区\u2028"}, "text-controls"),
        ({("district", "kind"): "市辖区 "}, "text-spaces"),
    ],
)
def test_a_slip_that_two_checks_could_tell_is_one_warning(
    rubric: Rubric, changes: dict[Any, Any], code: str
) -> None:
    (entry,) = validated(rubric, changed(nanwan(), changes)).findings
    assert (entry.code, entry.severity) == (code, "warning")


@pytest.mark.parametrize(
    ("year", "day", "hint"),
    [
        (2020, "2021-12-20", "是否要写 2021？申报的是别的年度的，不要只改这个数"),
        (2022, "2022-12-20", "是否要写 2021？申报的是别的年度的，不要只改这个数"),
        (2022, "2023-03-20", "申报的是别的年度的，不要只改这个数，请换用那个年度的量规。"),
        ("2021", "2021-12-20", "是否要写 2021？年度是数，不加引号。"),
        ("２０２１年", "2021-12-20", "是否要写 2021？年度是数，不加引号。"),
    ],
)
def test_a_wrong_year_is_no_mere_number_to_be_changed(
    rubric: Rubric, year: object, day: str, hint: str
) -> None:
    data = changed(nanwan(), {("year",): year, ("prepared_on",): day})
    entry = next(one for one in validated(rubric, data).findings if one.pointer == "/year")
    assert entry.message.endswith("只能是 2021。")
    assert entry.hint.startswith(hint)
