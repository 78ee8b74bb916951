"""Numbers in texts: with separators, and in Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_HANZI = re.compile(
    "[零〇一二两三四五六七八九十](?:[零〇一二两三四五六七八九十百千万亿]{,20}[零〇一二两三四五六七八九十百千])?"
)
"""A number in Chinese numerals; a last 万 or 亿 may belong to the unit, as in `三万元`."""

_RATE = re.compile(
    r"1[:比/](?P<ratio>[0-9]{1,6}(?:\.[0-9]{1,6})?)"
    r"|(?P<sign>-)?(?P<number>[0-9]{1,12}(?:\.[0-9]{1,12})?) *(?P<unit>%|个?百分点)?"
)
_OTHER_UNIT = re.compile("[‰倍万亿成]|1[:比](?![0-9])")
_PER_MILLE = re.compile(r"(-?[0-9]{1,12}(?:\.[0-9]{1,11})?) *‰")
_COLONS = str.maketrans("∶꞉ː", ":::")
"""Signs that are written for a colon, beside those that NFKC makes the same."""
_THOUSANDS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
DASHES = "‐‑‒–—―−"
"""Signs that are written for a hyphen or a minus."""
HYPHENS = str.maketrans(DASHES, "-" * len(DASHES))
_FALLEN = re.compile("下降|减少|降低|减幅|降幅|负")


def plain_number(digits: str) -> Fraction:
    """A number written with separators between its digits."""
    return Fraction(digits.replace(",", "").replace(" ", ""))


def in_digits(text: str, most: int = 1) -> str:
    """A text with its first `most` numbers (0: all) in Chinese numerals in digits: `一万三千人` → `13000人`."""
    return _HANZI.sub(lambda found: str(_number(found[0])), text, count=most)


def rate_in(text: str, *, percent: bool) -> str:
    """The only rate in a text, as it should be written: `增长6.56%` → `6.56%`; empty where it has none or several.

    `percent`: whether it is a share, to be written with its sign, or percentage points.
    """
    plain = unicodedata.normalize("NFKC", text).translate(HYPHENS | _COLONS)
    plain = _THOUSANDS.sub(lambda found: found[0].replace(",", ""), plain)
    plain = re.sub(r"百分之([0-9.]+)", r"\1%", in_digits(plain))
    rates = [*_RATE.finditer(plain)]
    if len(rates) != 1 or _OTHER_UNIT.search(plain):
        return ""
    [rate] = rates
    if rate["ratio"]:
        return f"1:{rate['ratio']}" if rate["ratio"].strip("0.") else ""
    minus = "-" if rate["sign"] or _FALLEN.search(plain) else ""
    return f"{minus}{rate['number']}{'%' if percent and rate['unit'] else ''}"


def per_mille(text: str) -> tuple[str, Fraction] | None:
    """The number before the sign ‰, and its tenth: what a percentage of the same size would be; None for any other text."""
    found = _PER_MILLE.fullmatch(unicodedata.normalize("NFKC", text).translate(HYPHENS).strip())
    return (found[1], Fraction(found[1]) / 10) if found else None


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
