"""What a district most likely meant where a field takes a number, in its unit, and something else was given.

Suggestions are phrased as questions or instructions and never applied.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from evaluator.formula.display import number_text
from evaluator.rubric.model import Field
from evaluator.submission.blank import plain, stands_for_nothing
from evaluator.submission.bounds import not_allowed, of_unit
from evaluator.submission.dates import iso_date
from evaluator.submission.numerals import HYPHENS, in_digits, plain_number
from evaluator.submission.scale import without_residue, written
from evaluator.submission.shown import short

_MONEY = {
    "元": Fraction(1),
    "千元": Fraction(1000),
    "万元": Fraction(10_000),
    "亿元": Fraction(10**8),
}
_TENS = {"千": 1000, "万": 10_000, "w": 10_000, "W": 10_000, "亿": 10**8}
_COUNTED = {*"人所个家处件次间名班套台册项年份", "年度", "㎡", "m2", "平方米", "平米"}
_AMOUNT = re.compile(
    r"([¥$])?([-+]?(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]{1,40})(?:\.[0-9]{1,20})?|\.[0-9]{1,20}) *((?:[^0-9 .,]|(?<=m)2)*)"
)
LONGEST = 200
"""Characters of a text that is looked at: the patterns take time in the square of its length."""
_BEHIND = re.compile(r"(?<=[0-9元]) *[、。；;,，整正]+$")
"""Behind a number: what divides it from the next one in a list, and `整` behind an amount of money."""
_IN_ALL = re.compile(r"^(?:一共|总共|共计|合计|总计|共)[有为:]? *(?=[0-9])")
"""Before a number that is a sum."""
_WITH_REMARK = re.compile(r"(.*[^ ]) *[(\[].*[)\]]", re.S)
"""A value with a remark in brackets behind it."""
_SUM = re.compile(r"=.*|[0-9.]+(?: *[/*+×÷] *[0-9.]+)+ *=?.*", re.S)
"""An arithmetic expression, or a spreadsheet's."""
_COMMA = re.compile(r"([0-9]{1,15}),([0-9]{1,2}|[0-9]{4,9})")
"""A comma that divides no thousands: for the decimal point, or by mistake."""
_IN_BRACKETS = re.compile(r"\(((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\)")
ROUGH = re.compile(r"约|近|左右|上下|多|余|以[上下]|不[到足]|超|^[><≥≤~≈]|\+$")
"""In a text that should be a number: it is none that was counted."""
_GAP = re.compile(r"(?<=[0-9]) +(?=[0-9])")
_RANGE = re.compile(r"([0-9]+(?:\.[0-9]+)?) *(?:-+|~|至|到) *([0-9]+(?:\.[0-9]+)?) *[^0-9]{0,3}")
_HYPHENED = re.compile(r"[0-9]+(?:-[0-9]+){2,}")
"""A date or a code."""
_SEVERAL = re.compile(r"[0-9]+(?:\.[0-9]+)?(?: +[0-9]+(?:\.[0-9]+)?)+")
_RAISED = re.compile("([0-9０-９])[⁰¹²³⁴-⁹①-⑳]+")
_SHORTENED = re.compile(r"[0-9]+(?:\.[0-9]+)?E\+?[0-9]{1,3}", re.I)
_LIKE_DIGITS = str.maketrans("OoQlI|", "000111")
TOO_NARROW = "#{2,}"
"""What a spreadsheet shows in the place of a number that its column is too narrow for."""
SHEET_ERROR = rf"(?:#(?:DIV/0!|REF!|N/A|VALUE!|NAME\?|NULL!|NUM!)|{TOO_NARROW})"
"""What it shows in the place of a value it could not compute or show."""


def number_suggestion(field: Field, value: object, other_year: Fraction | None) -> str:
    """A sentence for the number that was probably meant; empty where nothing is likely.

    `other_year`: the number given for the same thing in the year before or after, in the field's unit.
    """
    if isinstance(value, bool):
        return f"这里要填数（{field.unit}），不填是或否。"
    if isinstance(value, int | Decimal):
        return not_allowed(field, Fraction(value), other_year)
    if isinstance(value, dict):
        return f"这里只填一个数（{field.unit}），不加花括号。"
    if not isinstance(value, str):
        return ""
    text = plain(value)
    if len(text) > LONGEST:
        return f"这里只填一个数（{field.unit}），不写别的。"
    if text == "同上":
        return f"请写出这个数（{field.unit}），不写“同上”。"
    if stands_for_nothing(text):
        return _empty(field, text)
    if _RAISED.search(value):
        lowered = _RAISED.sub(r"\1", value)
        return f"数后面有上标或序号，请删去。{number_suggestion(field, lowered, other_year)}"
    text = _IN_ALL.sub("", _BEHIND.sub("", text.translate(HYPHENS)))
    odd = _odd_form(field, text) or _no_number(field, text)
    return odd or _written_number(field, value, text, other_year)


def number_advice(field: Field, raw: str) -> str:
    """What to do about a number alone in a form that JSON has not; empty where only the form is wrong."""
    text = plain(raw).translate(HYPHENS)
    if len(text) > LONGEST:
        return ""
    if (found := _AMOUNT.fullmatch(text)) and not found[1] and not found[3]:
        return not_allowed(field, plain_number(found[2]))
    if iso_date(text) or _HYPHENED.fullmatch(text):
        return f"这里要填数（{field.unit}），不填日期或编号。"
    return _odd_form(field, text)


def _odd_form(field: Field, text: str) -> str:
    """What was meant by a number in brackets, with a comma that divides no thousands, or two; empty for any other."""
    if _RANGE.fullmatch(text):
        return f"这里只填一个准确的数（{field.unit}），不填范围。"
    if _SEVERAL.fullmatch(text) and not _AMOUNT.fullmatch(text):
        whole = "".join(text.split())
        if whole.count(".") > 1 or not_allowed(field, Fraction(whole)):
            return f"像是几个数写在了一起；这里只填一个数（{field.unit}），请只留这一项的数。"
    if bracketed := _IN_BRACKETS.fullmatch(text):
        refused = not_allowed(field, -plain_number(bracketed[1]))
        digits = bracketed[1].replace(",", "")
        meant = digits if refused else f"-{digits}"
        return f"数不用圆括号括起，是否要填 {meant}？圆括号在财务报表中表示负数。{refused}"
    if (comma := _COMMA.fullmatch(text)) and field.type == "decimal":
        forms = (f"{comma[1]}.{comma[2]}", comma[1] + comma[2])
        fitting = [form for form in forms if not not_allowed(field, Fraction(form))]
        return f"数里不用逗号，是否要填 {fitting[0]}？" if len(fitting) == 1 else ""
    return ""


def _written_number(field: Field, value: str, text: str, other_year: Fraction | None) -> str:
    """What is said of a text that may hold a number; `value` as it stands, `text` in plain signs."""
    if (noted := _WITH_REMARK.fullmatch(text)) and _AMOUNT.fullmatch(noted[1]):
        return f"{number_suggestion(field, noted[1], other_year)}说明请写在 explanations 中。"
    share = text.endswith("%")
    found = _AMOUNT.fullmatch(in_digits(text.removesuffix("%")))
    if share and not (found and field.unit == "分"):
        return f"这里要填的是{of_unit(field)}，不是比率；比率由程序计算，请填原始数。"
    if found and found[1] and not found[3] and field.unit == "万元":
        return _in_yuan_or_not(field, plain_number(found[2]), other_year)
    if found and found[3] == "千" and field.unit == "万元":
        return _in_yuan_or_not(field, plain_number(found[2]) * 1000, other_year)
    if found and found[3] == "人次" and field.unit == "人":
        return f"这里填人数，不填人次，同一人只计一次；若 {found[2]} 是人数，请填 {found[2]}。"
    number = _in_unit(field, found[2], found[3]) if found else None
    if number is None:
        return _no_amount(field, text, found[3] if found else "")
    number = without_residue(number)
    if field.type == "integer" and number.denominator != 1:
        return f"这里要填整数（{field.unit}），“{short(value)}”不是整数。"
    if wrong := not_allowed(field, number, other_year):
        return wrong
    if found and found[3] == "元" and field.unit == "万元":
        return _in_yuan_or_not(field, plain_number(found[2]), other_year)
    if share:
        return f"是否要填 {written(number)}？这里按百分制填分数，不加百分号和引号。"
    return _asked(number)


def _no_amount(field: Field, text: str, unit: str) -> str:
    """What is asked about a text in which no amount in the field's unit can be seen."""
    if unit in _MONEY:
        return f"这里要填的是{of_unit(field)}，不是以{unit}计的金额；请核对是否填错了地方。"
    if unit == "分":
        return f"这里要填的是{of_unit(field)}，不是分数；请核对是否填错了地方。"
    if ROUGH.search(text) and re.search("[0-9]", in_digits(text)):
        return f"这里要填准确的数（{field.unit}），不填约数；请核对后只写数字。"
    closed = _GAP.sub("", text)
    if closed != text and (whole := _AMOUNT.fullmatch(closed)) and not whole[1]:
        return f"数的中间多了空格；{number_suggestion(field, closed, None)}"
    return f"这里只能填数（{field.unit}），不加文字和其他符号。"


def _no_number(field: Field, text: str) -> str:
    """What to do about a text that was computed, not computed, or mistyped; empty for any other."""
    if re.fullmatch(TOO_NARROW, text):
        return (
            "表格里的列太窄，显示不下这个数，只显示了 #；"
            "请回到表格把这一列拉宽，再填写看到的数；不掌握的写 null。"
        )
    if re.fullmatch(SHEET_ERROR, text, re.I):
        return "这是表格软件算式出错的标记，请回到表格改正算式，填写正确的数；不掌握的写 null。"
    if _SUM.fullmatch(text):
        return f"这里填{of_unit(field)}，不填算式，请填原始数或算出的数。"
    if _SHORTENED.fullmatch(text):
        return (
            "像是被表格软件改成了科学记数，末几位已经丢失；"
            "请把那一列的格式改为数值，重新填写完整的数。"
        )
    if meant := mistyped(text):
        return f"数里夹了字母，是否要填 {meant}？"
    return ""


def mistyped(text: str) -> str:
    """The digits of a number in which letters stand for some: `13l7O` → `13170`; empty for any other text."""
    digits = sum(sign.isdigit() for sign in text)
    whole = re.fullmatch(r"[0-9OoQlI|]+(?:\.[0-9OoQlI|]+)?", text[:30])
    if not whole or not 0 < len(text) - text.count(".") - digits < digits:
        return ""
    meant = text.translate(_LIKE_DIGITS)
    return meant if meant[0] != "0" or meant.startswith("0.") else ""


def _in_yuan_or_not(field: Field, number: Fraction, other_year: Fraction | None) -> str:
    """What to ask about an amount in 元, or without its unit, where 万元 may be meant, as far as the field takes it."""
    in_yuan, as_written = without_residue(number / 10_000), without_residue(number)
    fitting = [meant for meant in (in_yuan, as_written) if not not_allowed(field, meant)]
    match fitting:
        case []:
            return not_allowed(field, as_written, other_year)
        case [only]:
            return _asked(only)
        case _:
            return (
                f"这里以万元计，只写数：原数以元计的填 {written(in_yuan)}，"
                f"以万元计的填 {written(as_written)}。"
            )


def _asked(meant: Fraction) -> str:
    """A number as a question."""
    return f"是否要填 {written(meant)}？数不加引号、单位和千分位逗号，用半角数字。"


def _in_unit(field: Field, digits: str, unit: str) -> Fraction | None:
    """The number in the field's unit; None for a unit that is not the field's and cannot be converted."""
    number = plain_number(digits)
    if field.unit in _MONEY and unit in _TENS:
        unit += "元"
    elif unit[:1] in _TENS and unit not in _MONEY:
        number, unit = number * _TENS[unit[0]], unit[1:]
    if unit in _MONEY and field.unit in _MONEY:
        return number * _MONEY[unit] / _MONEY[field.unit]
    own = plain(field.unit or "")
    counted = unit.removeprefix("名")
    if counted != unit and counted and counted in field.title:
        return number
    return number if unit in _COUNTED or unit in ("", own) else None


def _empty(field: Field, text: str) -> str:
    known = "" if field.required else "不掌握的请写 null（不加引号）"
    if field.min is not None and field.min > 0:
        least = "为 0" if field.min <= 1 else f"小于 {number_text(field.min)}"
        return f"{known or '请填数'}，这一项不能{least}。"
    applies = (
        "；此项工作本区市没有的，请填 0 并在 not_applicable 中写明原因" if text == "不适用" else ""
    )
    return f"{known}{'，' if known else ''}确实没有的写 0{applies}。"
