"""What was meant by a wrong value: tables of value → suggestion for each type of field."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.dates import date_suggestion
from evaluator.submission.suggest import suggestion

COUNT = "在园幼儿数"  # integer, 人, 1 to 300,000
PART = "参训干部教师数"  # integer, 人, from 0
MONEY = "本年一般公共预算教育支出"  # decimal, 万元, 0 to 3,000,000
TRAINING = "教师培训经费"  # decimal, 万元, 0 to 20,000
WAGE = "义务教育教师年平均工资"  # decimal, 元, 0 to 600,000
SCORE = "满意度得分"  # decimal, 分, 0 to 100
SWITCH = "全市招生系统已启用"  # boolean
PLAN = "区市教育规划"  # document

ALONE = "这里只填一个值，不加方括号。"
ASK = "是否要填 {}？数不加引号、单位和千分位逗号，用半角数字。"
RATE = "这里要填的是{}，不是比率；比率由程序计算，请填原始数。"
EMPTY = "不掌握的请写 null（不加引号），确实没有的写 0。"
NARROW = "表格里的列太窄，显示不下这个数，只显示了 #；请回到表格把这一列拉宽，再填写看到的数；不掌握的写 null。"
NO_TEXT = "这里只能填数（{}），不加文字和其他符号。"
ROUGH = "这里要填准确的数（人），不填约数；请核对后只写数字。"
SEVERAL = "像是几个数写在了一起；这里只填一个数（人），请只留这一项的数。"
RANGE = "这里只填一个准确的数（人），不填范围。"
SHEET = "这是表格软件算式出错的标记，请回到表格改正算式，填写正确的数；不掌握的写 null。"
NEGATIVE = "这里不能是负数，请填{}本身，不填增减数。"
TOO_LARGE = "请核对是否多写了几位数，或单位不对。"
SHORTENED = (
    "像是被表格软件改成了科学记数，末几位已经丢失；请把那一列的格式改为数值，重新填写完整的数。"
)
NO_WHOLE = "这里要填整数（人），请核对是否填了比率、均值或多了小数点。"

NUMBERS: list[tuple[str, Any, str]] = [
    (PART, "82%", RATE.format("人数")),
    (PART, "82.5％", RATE.format("人数")),
    (MONEY, "82%", RATE.format("金额（万元）")),
    (WAGE, "82%", RATE.format("金额（元）")),
    (SCORE, "88.5%", "是否要填 88.5？这里按百分制填分数，不加百分号和引号。"),
    (PART, "12,345", ASK.format("12345")),
    (PART, "12，345", ASK.format("12345")),
    (PART, "1 234", ASK.format("1234")),
    (COUNT, "38654 39870", SEVERAL),
    (COUNT, "38.5 39.5", SEVERAL),
    (PART, "１２３", ASK.format("123")),
    (PART, " 12 ", ASK.format("12")),
    (PART, "　12\n", ASK.format("12")),
    (PART, "12人", ASK.format("12")),
    (MONEY, "376.97000000000005", ASK.format("376.97")),
    (MONEY, "0.30000000000000004万元", ASK.format("0.3")),
    (MONEY, "376.9699999999999", ASK.format("376.97")),
    (MONEY, "0.0000000000000001", ASK.format("0.0000000000000001")),
    (MONEY, "376.97000005", ASK.format("376.97000005")),
    (PART, "13170.00000000003", ASK.format("13170")),
    (PART, Decimal("13169.99999999997"), "像是计算留下的尾数，是否要填 13170？"),
    (PART, Decimal("12.5"), NO_WHOLE),
    (PART, "3²", f"数后面有上标或序号，请删去。{ASK.format('3')}"),
    (PART, "38654①", f"数后面有上标或序号，请删去。{ASK.format('38654')}"),
    (PART, "#######", NARROW),
    (PART, "−452", NEGATIVE.format("人数")),
    (PART, "–452", NEGATIVE.format("人数")),
    (PART, "‒452", NEGATIVE.format("人数")),
    (PART, "（452）", f"数不用圆括号括起，是否要填 452？圆括号在财务报表中表示负数。{NEGATIVE.format('人数')}"),
    (PART, "88,93", NO_TEXT.format("人")),
    (SCORE, "88,93", "数里不用逗号，是否要填 88.93？"),
    (WAGE, "88,93", NO_TEXT.format("元")),
    (PART, "1.60E+05", SHORTENED),
    (WAGE, "1.1e5", SHORTENED),
    (PART, "12 人", ASK.format("12")),
    (PART, "共13170人", ASK.format("13170")),
    (PART, "合计：13170", ASK.format("13170")),
    (PART, "13170名教师", ASK.format("13170")),
    (PART, "13170名幼儿", NO_TEXT.format("人")),
    (PART, "100分", "这里要填的是人数，不是分数；请核对是否填错了地方。"),
    (SCORE, "88.5分", ASK.format("88.5")),
    (MONEY, "10,234.52万元", ASK.format("10234.52")),
    (PART, "/", EMPTY),
    (PART, "／", EMPTY),
    (PART, "无", EMPTY),
    (PART, "—", EMPTY),
    (PART, "——", EMPTY),
    (PART, "-", EMPTY),
    (PART, "", EMPTY),
    (PART, "　", EMPTY),
    (PART, "N/A", EMPTY),
    (PART, "暂无", EMPTY),
    (PART, "null", EMPTY),
    (PART, "不适用", "不掌握的请写 null（不加引号），确实没有的写 0；此项工作本区市没有的，请填 0 并在 not_applicable 中写明原因。"),
    (PART, "约500", ROUGH),
    (PART, "约1.5万", ROUGH),
    (PART, "500人左右", ROUGH),
    (PART, "500多", ROUGH),
    (PART, "500-600人", RANGE),
    (PART, "500～600", RANGE),
    (PART, "38654.00元", "这里要填的是人数，不是以元计的金额；请核对是否填错了地方。"),
    (PART, "1 8654人（含民办）", f"数的中间多了空格；{ASK.format('18654')}说明请写在 explanations 中。"),
    (PART, "12万", TOO_LARGE),
    (PART, "1.2万", "是否要填 12000？数不加引号、单位和千分位逗号，用半角数字。"),
    (PART, "待统计", EMPTY),
    (PART, "暂未统计", EMPTY),
    (PART, "88..93", NO_TEXT.format("人")),
    (PART, "≈38654", ROUGH),
    (PART, "同上", "请写出这个数（人），不写“同上”。"),
    (PART, "见附件", EMPTY),
    (PART, "参见附件", EMPTY),
    (PART, "待核", EMPTY),
    (PART, "×", EMPTY),
    (PART, "暂缺", EMPTY),
    (PART, "无数据", EMPTY),
    (PART, "#N/A", SHEET),
    (PART, "#DIV/0!", SHEET),
    (PART, "=SUM(A1:A5)", "这里填人数，不填算式，请填原始数或算出的数。"),
    (PART, "13170/13411", "这里填人数，不填算式，请填原始数或算出的数。"),
    (MONEY, "12+30.5", "这里填金额（万元），不填算式，请填原始数或算出的数。"),
    (PART, "13l70", "数里夹了字母，是否要填 13170？"),
    (PART, "1317O", "数里夹了字母，是否要填 13170？"),
    (PART, "13170（含聘用）", ASK.format("13170") + "说明请写在 explanations 中。"),
    (PART, "13170人(含聘用)", ASK.format("13170") + "说明请写在 explanations 中。"),
    (PART, "13170人次", "这里填人数，不填人次，同一人只计一次；若 13170 是人数，请填 13170。"),
    (MONEY, "426181元", "这里以万元计，只写数：原数以元计的填 42.6181，以万元计的填 426181。"),
    (PART, "NaN", NO_TEXT.format("人")),
    (PART, "½", NO_TEXT.format("人")),
    (SCORE, "满意", NO_TEXT.format("分")),
    (PART, "12.5", "这里要填整数（人），“12.5”不是整数。"),
    (PART, Decimal("12.5"), NO_WHOLE),
    (PART, Decimal("0.8802"), NO_WHOLE),
    (PART, True, "这里要填数（人），不填是或否。"),
    (PART, False, "这里要填数（人），不填是或否。"),
    (PART, -5, NEGATIVE.format("人数")),
    (MONEY, Decimal("-0.5"), NEGATIVE.format("金额（万元）")),
    (COUNT, 0, "这一项要作除数，不能为 0；确实不掌握的写 null。"),
    (COUNT, -5, NEGATIVE.format("人数")),
    ("应配备教研员学科数", 13, "不能小于 14，请核对。"),
    (PART, 10**9, TOO_LARGE),
    (SCORE, Decimal("100.01"), TOO_LARGE),
    (MONEY, 10**60, TOO_LARGE),
    (MONEY, 102345200, "是否把元当作万元填了？若是，应填 10234.52（万元）。"),
    (MONEY, Decimal("102345200.00"), "是否把元当作万元填了？若是，应填 10234.52（万元）。"),
    ("年度联席会议次数", "三次", ASK.format("3")),
    (PART, "三万", ASK.format("30000")),
    (PART, "三所", ASK.format("3")),
    (PART, "十二", ASK.format("12")),
    (PART, "一万三千一百七十人", ASK.format("13170")),
    (PART, "约三千", ROUGH),
    (PART, "一般", NO_TEXT.format("人")),
    (PART, "1.33千", ASK.format("1330")),
    (MONEY, "1.33千", "这里以万元计，只写数：原数以元计的填 0.133，以万元计的填 1330。"),
    (MONEY, "三万元", ASK.format("3")),
    (PART, "两", ASK.format("2")),
    (PART, "两千", ASK.format("2000")),
    (PART, "三万五", ASK.format("35000")),
    (PART, "一万二千人", ASK.format("12000")),
    (PART, "三万零五", ASK.format("30005")),
    (PART, "二三十", NO_TEXT.format("人")),
    (PART, "1.8w", ASK.format("18000")),
    (PART, "18240、", ASK.format("18240")),
    (MONEY, "一亿三千万元", ASK.format("13000")),
    (MONEY, "¥23.33万", ASK.format("23.33")),
    (TRAINING, "¥233300元", ASK.format("23.33")),
    (TRAINING, "¥233300", ASK.format("23.33")),
    (TRAINING, "23万3300元", ASK.format("23.33")),
    (TRAINING, "贰拾叁万叁仟叁佰元整", ASK.format("23.33")),
    (TRAINING, "贰拾叁万元整", ASK.format("23")),
    (PART, [13170], ALONE + "是否要填 13170？"),
    (PART, ["13170人"], ALONE + ASK.format("13170")),
    (PART, [10**9], ALONE + TOO_LARGE),
    (PART, [], ALONE),
    (PART, [1, 2], ALONE),
    (PART, [True], ALONE + "这里要填数（人），不填是或否。"),
    (PART, [None], ALONE),
    (PART, {"值": 12}, "这里只填一个数（人），不加花括号。"),
    (PART, None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "expected"), NUMBERS, ids=lambda part: repr(part)[:24])
def test_a_wrong_number_is_answered_with_what_was_meant(
    rubric: Rubric, key: str, value: Any, expected: str
) -> None:
    assert suggestion(rubric.content.fields[key], value) == expected


@pytest.mark.parametrize(
    ("key", "value", "never"),
    [
        (COUNT, "0", "填 0？"),
        (COUNT, "-5", "填 -5？"),
        (COUNT, "99999999", "填 99999999？"),
        (COUNT, "", "写 0"),
        (COUNT, "无", "写 0"),
        (PART, "1,2", "填 12？"),
        (MONEY, "102345200元", "填 102345200？"),
        (WAGE, "11.76万元", "填 11.76？"),
    ],
)
def test_what_the_field_refuses_or_was_not_meant_is_never_proposed(
    rubric: Rubric, key: str, value: str, never: str
) -> None:
    assert never not in suggestion(rubric.content.fields[key], value)


@pytest.mark.parametrize(
    ("key", "value", "proposed"),
    [(MONEY, "102345200元", "10234.52"), (WAGE, "11.76万元", "117600")],
)
def test_a_unit_written_beside_the_number_is_converted(
    rubric: Rubric, key: str, value: str, proposed: str
) -> None:
    assert proposed in suggestion(rubric.content.fields[key], value)


TRUE, FALSE, EITHER = (
    "请写 true（不加引号）。",
    "请写 false（不加引号）。",
    "是写 true，否写 false，不加引号。",
)
UNKNOWN = "不掌握的请写 null；是写 true，否写 false，都不加引号。"
DOCUMENT = '有此件的写 {"文号": "…", "日期": "2021-06-30"}，没有的写 false，不掌握的写 null。'
BOTH = '{"文号": "滨政发〔2021〕12号", "日期": "2021-06-30"}'
HAVE_IT = '有此件的，请写文号和日期：{"文号": "…", "日期": "2021-06-30"}。'
HAVE_NOT = "没有此件的请写 false（不加引号），不掌握的写 null。"
NO_NUMBER = (
    '已经印发的，请把文号和日期分开写：{"文号": "…", "日期": "…"}；'
    "没有印发的写 false（不加引号），不掌握的写 null。"
)

OTHERS: list[tuple[str, Any, str]] = [
    (SWITCH, "是", TRUE),
    (SWITCH, "有", TRUE),
    (SWITCH, "√", TRUE),
    (SWITCH, "True", TRUE),
    (SWITCH, 1, TRUE),
    (SWITCH, "１", TRUE),
    (SWITCH, "否", FALSE),
    (SWITCH, "无", FALSE),
    (SWITCH, "没有", FALSE),
    (SWITCH, "×", FALSE),
    (SWITCH, 0, FALSE),
    (SWITCH, "已启用", TRUE),
    (SWITCH, "未启用", FALSE),
    (SWITCH, "没有启用", FALSE),
    (SWITCH, "尚未启用", FALSE),
    (SWITCH, "不是", FALSE),
    (SWITCH, "尚未", FALSE),
    (SWITCH, "招生系统", EITHER),
    (SWITCH, "不清楚", EITHER),
    (SWITCH, "", UNKNOWN),
    (SWITCH, "/", UNKNOWN),
    (SWITCH, "null", UNKNOWN),
    (SWITCH, "待核", UNKNOWN),
    (PLAN, "参见附件1", HAVE_NOT),
    (SWITCH, "未填报", UNKNOWN),
    (SWITCH, {}, EITHER),
    (PLAN, "滨政发〔2021〕12号，2021年6月30日", f"请把文号和日期分开写：{BOTH}。"),
    (PLAN, "滨政发〔2021〕12号（二〇二一年六月三十日）", f"请把文号和日期分开写：{BOTH}。"),
    (PLAN, "2021-06-30 滨政发〔2021〕12号", f"请把文号和日期分开写：{BOTH}。"),
    (PLAN, "陆政发〔2021〕12号 二〇二一年六月三十日", '请把文号和日期分开写：{"文号": "陆政发〔2021〕12号", "日期": "2021-06-30"}。'),
    (PLAN, "2021年6月30日", '请把文号和日期分开写：{"文号": "…", "日期": "2021-06-30"}。'),
    (PLAN, "滨政发〔2021〕12号", '请把文号和日期分开写：{"文号": "滨政发〔2021〕12号", "日期": "…"}。'),
    (PLAN, "拟于12月出台", NO_NUMBER),
    (PLAN, "已印发", NO_NUMBER),
    (PLAN, "《滨海区教育规划（2021）》", NO_NUMBER),
    (PLAN, "2021年6月30日印发", NO_NUMBER),
    (PLAN, "6月30号印发", NO_NUMBER),
    (PLAN, "没有文号，2021-06-30印发", NO_NUMBER),
    (PLAN, True, HAVE_IT),
    (PLAN, "是", HAVE_IT),
    (PLAN, "有", HAVE_IT),
    (PLAN, "无", HAVE_NOT),
    (PLAN, "否", HAVE_NOT),
    (PLAN, "", HAVE_NOT),
    (PLAN, "/", HAVE_NOT),
    (PLAN, "false", HAVE_NOT),
    (PLAN, 0, DOCUMENT),
    (PLAN, 12, DOCUMENT),
    (PLAN, [], DOCUMENT),
]  # fmt: skip


@pytest.mark.parametrize("value", ["11033.8㎡", "11033.8m²", "11033.8 平方米"])
def test_a_number_with_the_field_s_own_unit_is_proposed(rubric: Rubric, value: str) -> None:
    area = rubric.content.tables["学校"].fields["教学及辅助用房面积"]
    assert suggestion(area, value) == ASK.format("11033.8")


@pytest.mark.parametrize(("key", "value", "expected"), OTHERS, ids=lambda part: repr(part)[:24])
def test_a_wrong_yes_no_or_document_is_answered_with_how_to_write_it(
    rubric: Rubric, key: str, value: Any, expected: str
) -> None:
    assert suggestion(rubric.content.fields[key], value) == expected


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("学段", "小学部", "是否要填“小学”？"),
        ("学段", "初中部", "是否要填“初中”？"),
        ("学段", "初级中学", "是否要填“初中”？"),
        ("学段", " 小学 ", "是否要填“小学”？"),
        ("学段", "小", "是否要填“小学”？"),
        ("城乡", "镇", "是否要填“镇区”？"),
        ("城乡", "乡村地区", "是否要填“乡村”？"),
        ("城乡", "城市", "是否要填“城区”？"),
        ("城乡", "农村", "是否要填“乡村”？"),
        ("城乡", "城镇", ""),
        ("学段", "高中", ""),
        ("学段", "", ""),
        ("学段", None, ""),
        ("学段", 1, ""),
    ],
)
def test_a_wrong_choice_is_answered_with_the_near_one(
    rubric: Rubric, key: str, value: Any, expected: str
) -> None:
    assert suggestion(rubric.content.tables["学校"].fields[key], value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021/9/1", '是否要写 "2021-09-01"？'),
        ("2021年9月1日", '是否要写 "2021-09-01"？'),
        ("2021.9.1", '是否要写 "2021-09-01"？'),
        ("2021-9-1", '是否要写 "2021-09-01"？'),
        ("20210901", '是否要写 "2021-09-01"？'),
        (20210901, '是否要写 "2021-09-01"？'),
        ("２０２１－９－１", '是否要写 "2021-09-01"？'),
        (" 2021-09-01\n", '是否要写 "2021-09-01"？'),
        ("198009", '缺少日，请照原件写全年月日，如 "1980-09-01"。'),
        ("2021年9月", '缺少日，请照原件写全年月日，如 "2021-09-01"。'),
        ("2021-9", '缺少日，请照原件写全年月日，如 "2021-09-01"。'),
        ("2021/13/1", '没有 13 月，请核对月和日，写成如 "2021-09-01" 的日期。'),
        ("21-06-31", '2021 年 6 月没有 31 日，请核对月和日，写成如 "2021-09-01" 的日期。'),
        ("2021年06月30号", '是否要写 "2021-06-30"？'),
        ("21-06-30", '年份写四位：是否要写 "2021-06-30"？'),
        ("2021-12-20 00:00:00", '只写日期，不写时间：是否要写 "2021-12-20"？'),
        ("2021-06-30T00:00:00", '只写日期，不写时间：是否要写 "2021-06-30"？'),
        ("2021/6/30 9:15", '只写日期，不写时间：是否要写 "2021-06-30"？'),
        (44550, '像是表格软件里日期的序号：是否要写 "2021-12-20"？'),
        (Decimal("44377.0"), '像是表格软件里日期的序号：是否要写 "2021-06-30"？'),
        ("202113", '请写全年月日，如 "2021-09-01"。'),
        ("2021/2/30", '2021 年 2 月没有 30 日，请核对月和日，写成如 "2021-09-01" 的日期。'),
        ("二〇二一年九月一日", '是否要写 "2021-09-01"？'),
        ("二〇二一年六月三十日", '是否要写 "2021-06-30"？'),
        ("二○二一年六月三十日", '是否要写 "2021-06-30"？'),
        ("两千零二十一年七月十九日", '是否要写 "2021-07-19"？'),
        ("2021–12–20", '是否要写 "2021-12-20"？'),
        ("2021—12—20", '是否要写 "2021-12-20"？'),
        ("2021。6。30", '是否要写 "2021-06-30"？'),
        ("30/06/2021", '年写在前：是否要写 "2021-06-30"？'),
        ("6/30/2021", '年写在前：是否要写 "2021-06-30"？'),
        ("06.07.2021", '年写在前：是否要写 "2021-07-06" 或 "2021-06-07"？'),
        ("31/31/2021", '请写全年月日，年写在前，如 "2021-09-01"。'),
        ("44441", '像是表格软件里日期的序号：是否要写 "2021-09-02"？'),
        ("", '请写全年月日，如 "2021-09-01"。'),
        (None, '请写全年月日，如 "2021-09-01"。'),
    ],
)
def test_a_date_written_otherwise_is_answered_with_the_iso_form(value: Any, expected: str) -> None:
    assert date_suggestion(value) == expected
    assert suggestion(field("date"), value) == expected


def field(kind: Any) -> Field:
    return Field(title="甲", type=kind, period="时点", department="教育", definition="甲。")


def test_a_number_where_a_text_belongs_is_to_be_quoted() -> None:
    assert suggestion(field("text"), 2990103001) == "请写成文字，前后加双引号。"
    assert suggestion(field("text"), Decimal("1.5")) == "请写成文字，前后加双引号。"
    assert suggestion(field("text"), None) == ""


@pytest.mark.parametrize("key", [PART, MONEY, SCORE, SWITCH, PLAN])
@pytest.mark.parametrize(
    "value",
    [
        *("1e99999", "1e999999999999999999", "-1e-99999", "9" * 39, "校" * 1000, "1" + ",000" * 1000),
        *("Infinity", "sNaN", "1_0", "\x00", "甲\x1b[31m", "\u202e甲", '甲"，乙', "\n甲\n"),
    ],
    ids=lambda value: ascii(value)[:24],
)  # fmt: skip
def test_a_suggestion_is_short_and_safe_to_print(rubric: Rubric, key: str, value: str) -> None:
    said = suggestion(rubric.content.fields[key], value)
    assert len(said) < 150
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", said)


def test_a_column_that_takes_no_null_is_not_offered_null(rubric: Rubric) -> None:
    column = rubric.content.tables["学校"].fields["寄宿制"]
    assert "null" not in suggestion(column, "/")


@pytest.mark.parametrize(
    ("now", "last_year", "advice"),
    [
        (3142560, 426181, "是否多写了一位数？若是，应填 314256（万元）。"),
        (Decimal("3142560.0000000005"), 426181, "是否多写了一位数？若是，应填 314256（万元）。"),
        (3142560, 314, "是否把元当作万元填了？若是，应填 314.256（万元）。"),
        (3142560, 2, "请核对是否多写了几位数，或单位不对。"),
        (3142560, None, "是否把元当作万元填了？若是，应填 314.256（万元）。"),
    ],
)
def test_last_year_s_number_decides_which_slip_is_told(
    rubric: Rubric, now: int | Decimal, last_year: int | None, advice: str
) -> None:
    before = None if last_year is None else Fraction(last_year)
    assert suggestion(rubric.content.fields[MONEY], now, before) == advice


@pytest.mark.parametrize(
    "text", ["38,654" + ",654" * 1500, "38 654" + " 654" * 1500, "38654" + "（" * 40_000]
)
def test_a_very_long_text_for_a_number_is_refused_without_being_taken_apart(
    rubric: Rubric, text: str
) -> None:
    field = rubric.content.fields[COUNT]
    assert suggestion(field, text) == "这里只填一个数（人），不写别的。"


def test_a_number_in_brackets_is_asked_about_without_its_commas(rubric: Rubric) -> None:
    field = rubric.content.fields[COUNT]
    assert "是否要填 12345？" in suggestion(field, "(12,345)")
    assert "圆括号" not in suggestion(field, "(1,2)")
