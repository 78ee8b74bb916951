"""What a value that is no JSON was meant to be: each usual slip by its code, with the sound form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from evaluator.submission.amounts import LONGEST, SHEET_ERROR, TOO_NARROW, mistyped
from evaluator.submission.dates import iso_date
from evaluator.submission.shown import short


class Slip(NamedTuple):
    """The code of a finding and the words it is filled with."""

    code: str
    found: str
    expected: str = ""
    hint: str = ""


_WORDS = {
    "null": ("none", "null", "nil", "undefined", "na", "n/a"),
    "true": ("true", "yes"),
    "false": ("false", "no"),
}
_CONSTANT = re.compile(r"[-+]?(?:nan|inf|infinity)", re.I)
_PLAIN_SIGNS = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {
    0x2212: 0x2D,
    0x3000: 0x20,
    0x3002: 0x2E,
}
"""Full-width signs, the minus sign, the wide space and the full stop to their ASCII twins."""
_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_GROUPS = re.compile(r"(-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?)(?![0-9,]).*", re.S)
_PERCENT = re.compile(rf"({_NUMBER}) *%")
_WHOLE = re.compile(_NUMBER)
_COMMAS = re.compile(r"-?[0-9][0-9.]*(?:,[0-9][0-9.]*)+")
_POINTS_FOR_COMMAS = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_HEXADECIMAL = re.compile(r"0[xXbBoO][0-9A-Fa-f]+")
_SPACED = re.compile(r"-?[0-9]+(?:\s+[0-9]+)+(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]+(?:[-/.年月][0-9]+)+[日月]?")
_QUOTIENT = re.compile(r"[0-9.]+(?:/[0-9.]+)+")
_POINTS = re.compile(r"-?[0-9]+(?:\.[0-9]+){2,}")
_UNIT = re.compile(rf"({_NUMBER}) *[^0-9 .,+-].*", re.S)


def slip_of(raw: str) -> Slip:
    """The slip in a value's raw text, which is not empty; what is very long is judged by its beginning."""
    raw = raw[:LONGEST]
    found = short(" ".join(raw.split()))
    lowered = raw.lower()
    for expected, words in _WORDS.items():
        if lowered in words:
            return Slip("json-literal", found, expected)
    if re.fullmatch(TOO_NARROW, raw):
        return Slip("json-too-narrow", found)
    if re.fullmatch(SHEET_ERROR, raw):
        return Slip("json-sheet-error", found)
    if _CONSTANT.fullmatch(raw):
        return Slip("json-constant", found)
    plain = raw.translate(_PLAIN_SIGNS)
    if grouped := _GROUPS.fullmatch(plain):
        return Slip("json-thousands", found, short(grouped[1].replace(",", "")))
    if percent := _PERCENT.fullmatch(plain):
        return Slip("json-percent", found, _share(percent[1]))
    if _QUOTIENT.fullmatch(plain) and not iso_date(plain):
        return Slip("json-value", f"却写着“{found}”")
    if meant := mistyped(plain):
        asked = f"数里夹了字母，是否要写 {short(meant)}？请用数字键重新输入。"
        return Slip("json-number-form", found, hint=asked)
    if hint := _number_hint(plain, raw):
        return Slip("json-number-form", found, hint=hint)
    if unit := _UNIT.fullmatch(plain):
        return Slip("json-unit", found, short(unit[1]))
    if raw[0].isalpha():
        return Slip("json-unquoted", found)
    return Slip("json-value", f"却写着“{found}”")


def _share(number: str) -> str:
    """`82` of `82%` as the share 0.82; nothing for a number that is itself not sound or too long."""
    if len(number) > 20 or "e" in number.lower():
        return "小数"
    share = f"{Decimal(number).scaleb(-2):f}"
    return share.rstrip("0").rstrip(".")


def _number_hint(plain: str, raw: str) -> str:
    """How a number written in another way should stand; empty for what is no number."""
    if _HEXADECIMAL.fullmatch(plain):
        return "请用十进制写这个数。"
    if "\t" in raw and _SPACED.fullmatch(plain):
        return "中间有制表符，像是从表格一起复制来的几格；请只留这一项的数。"
    if _SPACED.fullmatch(plain):
        gap = "换行" if "\n" in plain or "\r" in plain else "留空格"
        return f"数的中间不{gap}；若是一个数，写成 {short(''.join(plain.split()))}。"
    if _POINTS_FOR_COMMAS.fullmatch(plain):
        turned = plain.replace(".", "").replace(",", ".")
        return f"逗号和小数点用反了；小数点用半角句点，不写千分位，写成 {short(turned)}。"
    if _DECIMAL_COMMA.fullmatch(plain):
        whole, share = plain.split(",")
        return f"数里不用逗号：若是小数点，写成 {whole}.{share}；若是千分位，写成 {whole}{share}。"
    if _COMMAS.fullmatch(plain):
        return f"数里不用逗号，写成 {short(plain.replace(',', ''))}；请核对位数。"
    if _WHOLE.fullmatch(plain):
        return _form_hint(plain, raw)
    if _POINTS.fullmatch(plain) and not iso_date(plain):
        return f"数里有 {plain.count('.')} 个小数点，请核对后只留一个。"
    if _DATE.fullmatch(plain):
        day = iso_date(plain)
        return f'日期和编号是文字，请加双引号："{day or short(raw)}"。'
    return ""


def _form_hint(plain: str, raw: str) -> str:
    sign = "-" if plain.startswith("-") else ""
    digits = plain.lstrip("+-")
    sound = sign + (re.sub(r"^0+(?=[0-9])", "", digits).removesuffix("."))
    if sound.removeprefix("-").startswith("."):
        sound = f"{sign}0{sound.removeprefix('-')}"
    written = short(sound)
    if "−" in raw:
        return f"请用半角减号，写成 {written}。"
    if "。" in raw:
        return f"小数点请用半角句点，写成 {written}。"
    if plain != raw:
        return f"请用半角数字：{written}。"
    if plain.startswith("+"):
        return f"正数前不写加号，写成 {written}。"
    if re.match(r"0[0-9]", digits):
        return f"请去掉前面的 0，写成 {written}；编号之类请加双引号。"
    if digits.startswith("."):
        return f"请补上整数部分的 0，写成 {written}。"
    if digits.endswith("."):
        return f"请去掉末尾的小数点，写成 {written}。"
    return "请核对这个数和它前后的符号。"
