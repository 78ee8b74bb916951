"""Dates written otherwise than ISO 8601 has them, documents' numbers in longer texts, and what was meant by them."""

from __future__ import annotations

import contextlib
import datetime
import re
import unicodedata

from evaluator.submission.blank import plain, says_nothing
from evaluator.submission.numerals import HYPHENS, in_digits

_DATES = (
    re.compile(r"(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})[日号]?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_IN_HANZI = re.compile(r"[^\s\d]{4,6}年[^\s\d]{1,2}月[^\s\d]{1,3}[日号]")
"""A date in Chinese numerals in a longer text."""
_SHORT_YEAR = re.compile(r"(\d{2})[年./\-](\d{1,2})[月./\-](\d{1,2})[日号]?")
_YEAR_LAST = re.compile(r"(\d{1,2})[./\-](\d{1,2})[./\-](\d{4})")
_SEPARATORS = HYPHENS | str.maketrans("。、", "--")
"""Signs that stand for the hyphen between the parts of a date."""
_BETWEEN = " ,，、;；:：()（）\n\t"
"""What may stand between a document's number and its date."""
_YEAR_MONTH = re.compile(r"((?:19|20|21)\d{2})[年./\-]?(\d{1,2})月?")
_TIME = re.compile(r"(?<=[0-9日号])(?:T| +)\d{1,2}:\d{2}.*", re.S)
"""A time of day behind a date, as a spreadsheet or a program writes it."""
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.0*)?")
"""A spreadsheet's number for a day of 1954 to 2064."""
_DAY_ZERO = datetime.date(1899, 12, 30)
_FILE = re.compile(
    r"(.*?)\s*\.(?:pdf|docx?|wps|ofd|xlsx?|et|txt|jpe?g|png|tiff?|zip|rar)", re.I | re.S
)
_NUMERALS = "0-9〇零一二三四五六七八九十百"
_NUMBER = re.compile(
    rf"[〔\[(【](?:19|20)\d{{2}}[〕\])】] *第? *[{_NUMERALS}]|(?<![月{_NUMERALS}])[{_NUMERALS}]+ *号"
)
"""In a document's number: a number behind the year in brackets, or before 号; not 6月30号."""
_NUMBERED = re.compile(f"[A-Za-z{_NUMERALS}]")
_OF_DATE = re.compile(
    rf"(?:19|20)\d{{2}}([./-])\d{{1,2}}\1\d{{1,2}}(?!\d)|(?<=月)[{_NUMERALS}]+号|[{_NUMERALS}]+[年月日]"
)
"""The numbers of a date, and of a part of one."""
LONGEST = 40


def date_suggestion(value: object) -> str:
    """How a date written in another way should stand, or what is lacking in it."""
    text = unicodedata.normalize("NFKC", str(value)).strip()[:LONGEST]
    text = in_digits(text, most=0).translate(_SEPARATORS)
    if day := iso_date(text):
        return f'是否要写 "{day}"？'
    if day := iso_date(_TIME.sub("", text)):
        return f'只写日期，不写时间：是否要写 "{day}"？'
    if part := _SHORT_YEAR.fullmatch(text):
        if day := iso_date(f"20{text}"):
            return f'年份写四位：是否要写 "{day}"？'
        return _no_such_day(f"20{part[1]}", part[2], part[3])
    for pattern in _DATES:
        if whole := pattern.fullmatch(text):
            return _no_such_day(*whole.groups())
    if part := _YEAR_LAST.fullmatch(text):
        return _year_first(part[3], part[1], part[2])
    if (part := _YEAR_MONTH.fullmatch(text)) and 1 <= int(part[2]) <= 12:
        return f'缺少日，请照原件写全年月日，如 "{part[1]}-{int(part[2]):02d}-01"。'
    if _SERIAL.fullmatch(text):
        meant = _DAY_ZERO + datetime.timedelta(days=int(text[:5]))
        return f'像是表格软件里日期的序号：是否要写 "{meant}"？'
    return '请写全年月日，如 "2021-09-01"。'


def iso_date(text: str) -> str:
    """A whole date written in another way, as ISO 8601 has it; empty for what is none."""
    for pattern in _DATES:
        if whole := pattern.fullmatch(text):
            with contextlib.suppress(ValueError):
                return str(datetime.date(*map(int, whole.groups())))
    return ""


def number_in_file_name(text: str) -> str | None:
    """The document's number that a file is named after, empty where it is named otherwise; None for no file's name."""
    named = _FILE.fullmatch(text.strip())
    if named is None:
        return None
    return named[1] if is_document_number(named[1]) else ""


def is_document_number(text: str) -> bool:
    """Whether a text looks like a document's number: `政发〔2021〕8号`, `公告2021年第3号`."""
    return _NUMBER.search(unicodedata.normalize("NFKC", text)) is not None


def may_be_document_number(text: str) -> bool:
    """Whether a text can be a document's number: it says something, and has digits or letters beside a date's."""
    written = plain(text)
    return not (says_nothing(text) or iso_date(written)) and bool(
        _NUMBERED.search(_OF_DATE.sub("", written))
    )


def divided(text: str) -> tuple[str, str]:
    """A document's number and its date, as ISO 8601 has it, of a text that has both; what is not there is empty."""
    text = _IN_HANZI.sub(lambda found: in_digits(found[0], most=0), text)
    for found in _DATES[0].finditer(text):
        if day := iso_date(found[0]):
            return text.replace(found[0], "").strip(_BETWEEN), day
    return text, ""


def _year_first(year: str, one: str, other: str) -> str:
    """A date with its year last: which of the other two is the day, their numbers must tell."""
    days = [iso_date(f"{year}-{month}-{day}") for month, day in ((other, one), (one, other))]
    meant = list(dict.fromkeys(filter(None, days)))
    if not meant:
        return '请写全年月日，年写在前，如 "2021-09-01"。'
    listed = " 或 ".join(f'"{day}"' for day in meant)
    return f"年写在前：是否要写 {listed}？"


def _no_such_day(year: str, month: str, day: str) -> str:
    """What is wrong with a date that the calendar does not have."""
    wrong = f"没有 {int(month)} 月" if not 1 <= int(month) <= 12 else ""
    wrong = wrong or f"{int(year)} 年 {int(month)} 月没有 {int(day)} 日"
    return f'{wrong}，请核对月和日，写成如 "2021-09-01" 的日期。'
