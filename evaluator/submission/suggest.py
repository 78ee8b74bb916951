"""What a district most likely meant: a suggestion for a value that a field does not accept.

Suggestions are phrased as questions or instructions and never applied.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from fractions import Fraction

from evaluator.rubric.model import Field
from evaluator.submission.amounts import number_suggestion
from evaluator.submission.blank import plain, stands_for_nothing
from evaluator.submission.dates import (
    date_suggestion,
    divided,
    is_document_number,
    number_in_file_name,
)
from evaluator.submission.shown import short, shown

_YES = {"是", "有", "对", "真", "√", "y", "yes", "true", "1"}
_NO = {"否", "无", "没有", "假", "不是", "尚未", "×", "n", "no", "false", "0"}
_NEGATION = re.compile("未|没|不|非|无")
_NEGATED = re.compile("(?:尚未|从未|没有|还没|未|没|不|非)(..+)")
_SAME = {"农村": "乡村"}
"""Another usual word for an option."""


def suggestion(field: Field, value: object, other_year: Fraction | None = None) -> str:
    """A sentence for what was probably meant by a wrong value; empty where nothing is likely.

    `other_year`: the number given for the same thing in the year before or after.
    """
    if isinstance(value, list) and field.type != "document":
        return _in_brackets(field, value, other_year)
    match field.type:
        case "integer" | "decimal":
            return number_suggestion(field, value, other_year)
        case "boolean":
            return _boolean(field, value)
        case "enum":
            return _enum(field, value)
        case "date":
            return date_suggestion(value)
        case "document":
            return _document(value)
        case "text":
            return "请写成文字，前后加双引号。" if isinstance(value, int | Decimal) else ""


def _in_brackets(field: Field, value: list[object], other_year: Fraction | None) -> str:
    """What is said of a list, which no field takes: of a single value in it, that it should stand alone."""
    alone = "这里只填一个值，不加方括号。"
    if len(value) != 1 or not isinstance(value[0], str | int | Decimal):
        return alone
    meant = f"是否要填 {shown(value[0])}？" if field.unit else ""
    return alone + (suggestion(field, value[0], other_year) or meant)


def _boolean(field: Field, value: object) -> str:
    text = plain(value).casefold() if isinstance(value, str) else str(value)
    if text in _YES or _affirms(text, field.title):
        return "请写 true（不加引号）。"
    if text in _NO or _denies(text, field.title):
        return "请写 false（不加引号）。"
    if stands_for_nothing(text) and not field.required:
        return "不掌握的请写 null；是写 true，否写 false，都不加引号。"
    return "是写 true，否写 false，不加引号。"


def _affirms(text: str, title: str) -> bool:
    """Whether a text says what a field's title asks: `已启用` where it ends so."""
    return len(text) > 1 and title.endswith(text)


def _denies(text: str, title: str) -> bool:
    """Whether a text denies what a field's title asks: `未启用` where it is about 启用."""
    found = _NEGATED.fullmatch(text)
    return found is not None and found[1] in title and not _NEGATION.search(title)


def _enum(field: Field, value: object) -> str:
    import difflib

    text = plain(value) if isinstance(value, str) else str(value)
    inside = [option for option in field.values if option in text or (text and text in option)]
    inside = inside or [_SAME[text]] if _SAME.get(text) in field.values else inside
    close = inside or difflib.get_close_matches(text, field.values, n=1)
    if not close:
        # Two signs of which one is right are not close: the first counts where no option has the other.
        like = [option for option in field.values if set(option) & set(text)]
        close = [option for option in like if len(like) == 1 and option[0] == text[0]]
    return f"是否要填“{close[0]}”？" if close else ""


def _document(value: object) -> str:
    form = '{"文号": "…", "日期": "2021-06-30"}'
    text = plain(value) if isinstance(value, str) else ""
    if value is True or text.casefold() in _YES:
        return f"有此件的，请写文号和日期：{form}。"
    if isinstance(value, str) and (stands_for_nothing(value) or text.casefold() in _NO):
        return "没有此件的请写 false（不加引号），不掌握的写 null。"
    if isinstance(value, str):
        rest, day = divided(text)
        in_file_name = number_in_file_name(rest)
        number = rest if in_file_name is None else in_file_name
        if is_document_number(number) or (day and not rest):
            parts = {"文号": short(number) or "…", "日期": day or "…"}
            return f"请把文号和日期分开写：{json.dumps(parts, ensure_ascii=False)}。"
        return (
            '已经印发的，请把文号和日期分开写：{"文号": "…", "日期": "…"}；'
            "没有印发的写 false（不加引号），不掌握的写 null。"
        )
    return f"有此件的写 {form}，没有的写 false，不掌握的写 null。"
