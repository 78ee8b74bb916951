"""Numbers in texts: with separators, and in Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_HANZI = re.compile(
    "[零〇一二两三四五六七八九十](?:[零〇一二两三四五六七八九十百千万亿]{,20}[零〇一二两三四五六七八九十百千])?"
)
"""A number in Chinese numerals; a last 万 or 亿 may belong to the unit, as in `三万元`."""


def plain_number(digits: str) -> Fraction:
    """A number written with separators between its digits."""
    return Fraction(digits.replace(",", "").replace(" ", ""))


def in_digits(text: str, most: int = 1) -> str:
    """A text with its first `most` numbers (0: all) in Chinese numerals in digits: `一万三千人` → `13000人`."""
    return _HANZI.sub(lambda found: str(_number(found[0])), text, count=most)


def _number(numerals: str) -> int:
    total = section = digits = 0
    for sign in numerals:
        number = int(unicodedata.numeric(sign))
        if number < 10:
            digits = digits * 10 + number
        elif number < 10_000:
            section, digits = section + (digits or 1) * number, 0
        else:
            total, section, digits = (total + section + digits) * number, 0, 0
    return total + section + digits
