"""Personal data in a text: telephone and identity numbers, addresses, and names that are announced as such."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from evaluator.submission.numerals import DASHES
from evaluator.submission.shown import CONTROLS

TELEPHONE = "电话号码"
_SIGNS = {"-": DASHES, ".": "·•・"}
_LIKE = str.maketrans({sign: plain for plain, signs in _SIGNS.items() for sign in signs})
"""Dashes and dots that separate digits as `-` and `.` do, beside those that NFKC makes the same."""
_NO_TELEPHONE = re.compile(
    r"(?:https?://|www\.|\.(?:cn|com|net|org)\b|(?:编号|代码|标识码|文号|批号)[ :为是]*)"
    r"(?:(?![,;()])[!-~])*"
)
"""Web addresses, and numbers that are said to be of something else."""
_START, _END = r"(?<!\w)(?<!\d\.)", r"(?!\w|\.\d| ?[元万亿人])"
"""Not inside a longer number or word, and no amount."""
_TELEPHONE = re.compile(
    rf"{_START}(?:(?:\+?86[-. ]?)?1[3-9]\d(?:[-. ]?\d{{4}}){{2}}"
    rf"|\(?0(?:10|2\d|[3-9]\d{{2}})[-. )]{{0,2}}\d{{3,4}}[-. ]?\d{{4}}){_END}",
    re.A,
)
_LOCAL = re.compile(rf"{_START}[2-8]\d{{2,3}}[-. ]?\d{{4}}{_END}", re.A)
"""A telephone number without area code: only the name of an office has no other number of 7 or 8 digits."""
_LABEL = "联系人|填报人|经办人|审核人|联系方式|电话|手机|QQ|微信"
_ANNOUNCED = re.compile(rf"(?:{_LABEL})(?:号码?)? ?: ?[^\s,;()。、]{{1,12}}", re.I)
_IN_UNIT = re.compile(rf"(?:{_LABEL}).{{0,12}}", re.I)
"""Whom to ask has no place in the name of an office, in whatever form it is said."""
_PERSONAL = (
    (re.compile(r"(?<!\w)\d{6}(?:19|20)\d{9}[0-9X](?!\w)", re.A | re.I), "身份证号码"),
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}", re.A), "电子邮件地址"),
)


def personal_data(text: str, *, unit: bool = False) -> Iterator[tuple[str, str]]:
    """What a public report must not hold: each found part, and its kind; a telephone number's first.

    `unit`: whether the text is the name of the reporting office.
    """
    plain = unicodedata.normalize("NFKC", CONTROLS.sub(" ", text)).translate(_LIKE)
    read = _NO_TELEPHONE.sub("\n", plain)
    number = _TELEPHONE.search(read) or (unit and _LOCAL.search(read))
    if number:
        yield number[0], TELEPHONE
    for pattern, kind in _PERSONAL:
        if found := pattern.search(plain):
            yield found[0], kind
    if not number and (found := (_IN_UNIT if unit else _ANNOUNCED).search(read)):
        yield found[0], "姓名或联系方式"
