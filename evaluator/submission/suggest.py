"""What a district most likely meant: a suggestion for a value that a field does not accept.

Suggestions are phrased as questions or instructions and never applied.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from evaluator.formula.display import number_text
from evaluator.rubric.model import Field

_EMPTY = {
    "",
    "/",
    "\\",
    "-",
    "--",
    "—",
    "——",
    "无",
    "空",
    "暂无",
    "没有",
    "n/a",
    "na",
    "none",
    "null",
    "未填",
    "不适用",
    "略",
}
_YES = {"是", "有", "对", "真", "√", "y", "yes", "true", "1"}
_NO = {"否", "无", "没有", "假", "×", "n", "no", "false", "0"}
_UNITS = re.compile(r"(人|所|个|家|处|件|次|间|万元|元|㎡|平方米|m2|分|名|班|年|年度)+$")
_DATES = (
    re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_YEAR_MONTH = re.compile(r"(\d{4})[年./\-]?(\d{1,2})月?")


def suggestion(field: Field, value: object) -> str:
    """A sentence for what was probably meant by a wrong value; empty where nothing is likely."""
    match field.type:
        case "integer" | "decimal":
            return _number(field, value)
        case "boolean":
            return _boolean(value)
        case "enum":
            return _enum(field, value)
        case "date":
            return date_suggestion(value)
        case "document":
            return _document(value)
        case "text":
            return "请写成文字，前后加双引号。" if isinstance(value, int | Decimal) else ""


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip()


def _number(field: Field, value: object) -> str:
    if isinstance(value, bool):
        return f"这里要填数（{field.unit}），不填是或否。"
    if isinstance(value, int | Decimal):
        return _out_of_range(field, Fraction(value))
    if not isinstance(value, str):
        return ""
    text = _plain(value)
    if text.casefold() in _EMPTY:
        return _empty(text)
    bare = text.replace(",", "").replace(" ", "").replace("_", "")
    if bare.endswith("%"):
        return _percent(field, bare[:-1])
    bare = _UNITS.sub("", bare)
    number = _decimal(bare)
    if number is None:
        return f"这里只能填数（{field.unit}），不加文字。"
    written = f"{number:f}"
    if field.type == "integer" and number != number.to_integral_value():
        return f"这里要填整数（{field.unit}），“{value[:30]}”不是整数。"
    return f"是否要填 {written}？数不加引号、单位和千分位逗号，用半角数字。"


def _empty(text: str) -> str:
    applies = (
        "；此项工作本区市没有的，请填 0 并在 not_applicable 中写明原因" if text == "不适用" else ""
    )
    return f"不掌握的请写 null（不加引号），确实没有的写 0{applies}。"


def _percent(field: Field, text: str) -> str:
    number = _decimal(text)
    if number is None:
        return f"这里只能填数（{field.unit}）。"
    if field.unit == "分":
        return f"是否要填 {number:f}？这里按百分制填分数，不加百分号和引号。"
    return f"这里要填的是{_of_unit(field)}，不是比率；比率由程序计算，请填原始数。"


def _of_unit(field: Field) -> str:
    names = {
        "人": "人数",
        "所": "所数",
        "个": "个数",
        "家": "家数",
        "万元": "金额（万元）",
        "元": "金额（元）",
    }
    return names.get(field.unit or "", f"数（{field.unit}）")


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and len(text) < 40 else None


def _out_of_range(field: Field, number: Fraction) -> str:
    """For a number that is of the wrong kind or beyond its bounds."""
    assert field.min is not None and field.max is not None
    if field.type == "integer" and number.denominator != 1:
        return f"这里要填整数（{field.unit}），请核对是否填了比率、均值或多了小数点。"
    if number > field.max:
        ten_thousandth = number / 10000
        if field.unit == "万元" and field.min <= ten_thousandth <= field.max:
            return f"是否把元当作万元填了？若是，应填 {number_text(ten_thousandth).replace(',', '')}（万元）。"
        return "请核对是否多写了几位数，或单位不对。"
    if number < 0:
        return f"这里不能是负数，请填{_of_unit(field)}本身，不填增减数。"
    if number < field.min == 1:
        return "这一项要作除数，不能为 0；确实不掌握的写 null。"
    return f"不能小于 {number_text(field.min)}，请核对。"


def _boolean(value: object) -> str:
    text = _plain(value).casefold() if isinstance(value, str) else str(value)
    if text in _YES:
        return "请写 true（不加引号）。"
    if text in _NO:
        return "请写 false（不加引号）。"
    return "是写 true，否写 false，不加引号。"


def _enum(field: Field, value: object) -> str:
    import difflib

    text = _plain(value) if isinstance(value, str) else str(value)
    inside = [option for option in field.values if option in text or (text and text in option)]
    close = inside or difflib.get_close_matches(text, field.values, n=1)
    return f"是否要填“{close[0]}”？" if close else ""


def date_suggestion(value: object) -> str:
    """How a date written in another way should stand, or what is lacking in it."""
    text = _plain(str(value))
    for pattern in _DATES:
        if whole := pattern.fullmatch(text):
            year, month, day = (int(part) for part in whole.groups())
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f'是否要写 "{year:04d}-{month:02d}-{day:02d}"？'
    if (part := _YEAR_MONTH.fullmatch(text)) and 1 <= int(part[2]) <= 12:
        return f'缺少日，请写全年月日，如 "{part[1]}-{int(part[2]):02d}-01"。'
    return '请写全年月日，如 "2021-09-01"。'


def _document(value: object) -> str:
    form = '{"文号": "…", "日期": "2021-06-30"}'
    if value is True:
        return f"有此件的，请写文号和日期：{form}。"
    if isinstance(value, str):
        if _plain(value).casefold() in _EMPTY | _NO:
            return "没有此件的请写 false（不加引号），不掌握的写 null。"
        return f'请把文号和日期分开写：{{"文号": "{value[:30]}", "日期": "…"}}。'
    return f"有此件的写 {form}，没有的写 false，不掌握的写 null。"
