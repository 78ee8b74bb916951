"""The first of the typical mistakes, and what only looks suspicious: each changes one place of a text.

A sample keeps its number: new mistakes are added at the end of mistakes_in_content.py.
"""

import re
from collections.abc import Callable
from typing import NamedTuple


class Mistake(NamedTuple):
    """The mistake in words, a pattern that matches one place, what takes its place, the encoding."""

    slug: str
    description: str
    pattern: str
    replacement: str | Callable[[re.Match[str]], str]
    encoding: str = "utf-8"


def more(by: int) -> Callable[[re.Match[str]], str]:
    """The number of group 2, larger by so many."""
    return lambda found: f"{found[1]}{int(found[2]) + by}"


def value_of(field: str) -> str:
    """A pattern for a field's number: group 1 is all before it, group 2 the number."""
    return rf'^(   "{field}": )(\d[\d.]*)'


def stated(indicator: str, value: str) -> str:
    """The list `stated` with one published rate."""
    source = "《南湾区2021年教育发展情况公告》"
    return f'"stated": [\n  {{"indicator": "{indicator}", "value": "{value}", "source": "{source}"}}\n ]'


EMPTY_STATED = r'"stated": \[\]'

FIRST = (
    Mistake(
        "percent-as-text",
        '应填人数的地方填了百分率，而且写成文字：参训干部教师数填 `"82%"`',
        value_of("参训干部教师数"),
        r'\1"82%"',
    ),
    Mistake(
        "slash-for-empty",
        '用 `"/"` 表示没有：应移交配套幼儿园数没有的填 `0`，不掌握的填 `null`',
        value_of("应移交配套幼儿园数"),
        r'\1"/"',
    ),
    Mistake(
        "full-width-digits",
        '数字用全角字符写成文字：在园幼儿数填 `"１８１２"`',
        value_of("在园幼儿数"),
        r'\1"１８１２"',
    ),
    Mistake(
        "thousands-separator",
        "数字带千位分隔符：六十岁以上人口数填 `18,240`，JSON 语法被破坏",
        r'^(   "六十岁以上人口数": )18240',
        r"\g<1>18,240",
    ),
    Mistake(
        "yuan-for-wan-yuan",
        "应填万元的填成了元：本年一般公共预算教育支出大了一万倍，超过上限",
        r'^(   "本年一般公共预算教育支出": )(\d+)\.(\d\d)',
        r"\1\2\g<3>00",
    ),
    Mistake(
        "typo-in-key",
        "填报项名称写错一个字：“在园幼儿数”写成“在院幼儿数”",
        r'"在园幼儿数"',
        '"在院幼儿数"',
    ),
    Mistake(
        "missing-field",
        "漏报一个填报项：删去了“幼儿班数”前的“班额达标幼儿班数”一行",
        r'^   "班额达标幼儿班数": .*\n',
        "",
    ),
    Mistake(
        "part-larger-than-whole",
        "部分大于总体：持证专任教师数大于专任教师总数",
        value_of("持证专任教师数"),
        r"\g<1>1\2",
    ),
    Mistake(
        "duplicate-key",
        "同一个填报项写了两次，两个数不同：中小学校数",
        r'^   "中小学校数": (\d+),\n',
        r'   "中小学校数": \1,\n   "中小学校数": 7,\n',
    ),
    Mistake(
        "trailing-comma",
        "最后一项后面多一个逗号：“校级干部数”之后",
        r'^(   "校级干部数": \d+)$',
        r"\1,",
    ),
    Mistake(
        "five-digit-code",
        "区市代码少一位：`99010` 只有五位",
        '"code": "990103"',
        '"code": "99010"',
    ),
    Mistake(
        "date-with-slashes",
        "日期写成 `2021/7/19`，应为 `2021-07-19`",
        '"2021-07-19"',
        '"2021/7/19"',
    ),
    Mistake(
        "applicable-claimed-away",
        "对适用的指标 10-4 声明不适用：当年有建园任务，指标适用",
        r'(  \{"indicator": "13-3", .*\})$',
        r'\1,\n  {"indicator": "10-4", "reason": "本年度建园项目由开发企业承担"}',
    ),
    Mistake(
        "no-reason",
        "指标 13-2 按数据不适用（中职学校数为 0），却没有写明原因",
        r'^  \{"indicator": "13-2", .*\n',
        "",
    ),
    Mistake(
        "two-main-records",
        "一贯制学校的小学、初中两行都填了主记录，每校只能有一行",
        r'"主记录": false',
        '"主记录": true',
    ),
    Mistake(
        "wrong-rubric",
        "量规编号不存在：`district-2012`",
        '"rubric": "district-2021"',
        '"rubric": "district-2012"',
    ),
    Mistake(
        "wrong-year",
        "年度仍是上一年的：`2020`，与 2021 年度的量规不符",
        '"year": 2021',
        '"year": 2020',
    ),
    Mistake(
        "negative-number",
        "人数填成负数：三年转出学生数",
        value_of("三年转出学生数"),
        r"\1-\2",
    ),
    Mistake(
        "nan",
        "由表格软件带出的 `NaN`：满意度得分",
        value_of("满意度得分"),
        r"\1NaN",
    ),
    Mistake(
        "total-off-by-300",
        "合计多了 300：学校表学生数之和加学校表外学生数不等于义务教育在校生数",
        value_of("义务教育在校生数"),
        more(300),
    ),
    Mistake(
        "full-width-comma",
        "两项之间用了全角逗号“，”：“幼儿园数”之后",
        r'^(   "幼儿园数": \d+),$',
        r"\1，",
    ),
)

SUSPECT = (
    Mistake(
        "rate-off-by-ten",
        "公布的增长率差了十倍：24-1 公布 0.45%，应为 4.50%",
        EMPTY_STATED,
        stated("24-1", "0.45%"),
    ),
    Mistake(
        "rate-of-the-line-above",
        "公布的增长率抄了上一行：24-2 公布的是 24-1 的 4.50%",
        EMPTY_STATED,
        stated("24-2", "4.50%"),
    ),
    Mistake(
        "wrong-denominator",
        "公布的比例用错分母：4-2 公布 26.32%，是 5/(24−5)，应为 5/24",
        EMPTY_STATED,
        stated("4-2", "26.32%"),
    ),
    Mistake(
        "rate-without-percent-sign",
        "公布的比率漏写百分号：11-8 公布 95.83",
        EMPTY_STATED,
        stated("11-8", "95.83"),
    ),
    Mistake(
        "ten-times-last-year",
        "多写一位数：本年年均在校学生数是上年的约十倍",
        r'^(   "本年年均在校学生数": )(\d+)\.(\d)(\d)',
        r"\1\2\3.\4",
    ),
    Mistake(
        "telephone",
        "文字中有电话号码：指标 13-1 的不适用原因",
        r'("13-1", "reason": "[^"]*)"',
        r'\1，联系电话13900000000"',
    ),
    Mistake(
        "invisible-character",
        "文字中有看不见的字符：指标 13-1 的不适用原因",
        r'("13-1", "reason": "辖区)',
        "\\1\u200b",
    ),
    Mistake(
        "null", "不掌握的填报项填了 `null`：排查安全隐患数", value_of("排查安全隐患数"), r"\1null"
    ),
    Mistake(
        "scientific-notation",
        "表格软件把整数改成了科学记数，末几位丢失：六十岁以上人口数",
        r'^(   "六十岁以上人口数": )18240',
        r"\g<1>1.8E+04",
    ),
    Mistake(
        "example-left-in",
        "填写提示没有改成实际内容：指标 13-1 的不适用原因",
        r'("13-1", "reason": ")[^"]*"',
        r'\1此处填写不适用的原因"',
    ),
    Mistake(
        "digit-lost",
        "少写一位数：家访学生数，算得的比率不到满分标准的五分之一",
        r'^(   "家访学生数": \d+)\d',
        r"\1",
    ),
)
