"""Numbers in texts: with separators, and in Chinese numerals."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_DIGITS = "零一二三四五六七八九"
_LARGE = {"亿": 10**8, "万": 10**4}
_UNITS = _LARGE | {"千": 1000, "百": 100, "十": 10}
_USUAL = str.maketrans(
    "〇○两壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億",
    "零零二一二二三三四五六六七八九十百千万亿",
)
"""Other signs of the same meaning, those of bank forms among them."""
_SIGNS = f"{_DIGITS}〇两壹贰貳叁參肆伍陆陸柒捌玖"
_HANZI = re.compile(
    rf"[{_SIGNS}十拾][{_SIGNS}○十百千万亿拾佰仟萬億]{{,20}}(?:点[{_SIGNS}○]{{1,12}}(?!十))?"
)
"""A number in Chinese numerals, also with decimals."""
_WITH_DIGITS = re.compile(r"(?<![0-9.])([0-9]{1,8})万([0-9]{4})(?![0-9.,万亿])")
"""A number partly in digits: `23万3300`."""

_RATE = re.compile(
    r"1[:比/](?P<ratio>[0-9]{1,6}(?:\.[0-9]{1,6})?)"
    r"|(?P<sign>-)?(?P<number>[0-9]{1,12}(?:\.[0-9]{1,12})?) *(?P<unit>%|个?百分点)?"
)
_OTHER_UNIT = re.compile("[‰‱倍万亿成]|1[:比](?![0-9])")
_OF_HUNDREDTHS = {"‰": Fraction(1, 10), "‱": Fraction(1, 100)}
"""Signs of fractions smaller than a hundredth, in hundredths."""
_SMALL_SHARE = re.compile(r"(-?[0-9]{1,12}(?:\.[0-9]{1,10})?) *([‰‱])")
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
    """A text with its first `most` numbers (0: all) in Chinese numerals in digits: `一万三千人` → `13000人`.

    A last 万 or 亿 stays where it may belong to the unit: `三万元` → `3万元`.
    """
    plain = _WITH_DIGITS.sub(r"\1\2", text)
    return _HANZI.sub(lambda found: _digits(found[0]), plain, count=most)


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


def small_share(text: str) -> tuple[str, str, Fraction] | None:
    """The number before a sign ‰ or ‱, the sign, and the percentage of the same size; None for any other text."""
    plain = unicodedata.normalize("NFKC", text).translate(HYPHENS).strip()
    found = _SMALL_SHARE.fullmatch(plain)
    return (found[1], found[2], Fraction(found[1]) * _OF_HUNDREDTHS[found[2]]) if found else None


def _digits(numerals: str) -> str:
    """A number in Chinese numerals in digits; what is no exact number stays as it is."""
    whole, point, decimals = numerals.translate(_USUAL).partition("点")
    stem, unit = (whole[:-1], whole[-1]) if whole[-1] in _LARGE else (whole, "")
    if point or set(stem) & set(_LARGE):
        stem, unit = whole, ""
    number = _number(stem)
    if number is None:
        return numerals
    behind = "".join(str(_DIGITS.index(sign)) for sign in decimals)
    return f"{number}{'.' if point else ''}{behind}{unit}"


def _number(numerals: str) -> int | None:
    """A whole number in usual numerals, by units or digit by digit; None for what is none, as the estimate `二三十`."""
    if not set(numerals) <= set(_DIGITS):
        return _by_units(numerals)
    digits = [_DIGITS.index(sign) for sign in numerals]
    if len(digits) == 2 and 0 < digits[0] < digits[1]:
        return None  # 七八 and 三五 are estimates
    return int("".join(map(str, digits)))


def _by_units(numerals: str) -> int | None:
    """A number by its units: `三万五千`, or `三万五`, which leaves out the last unit."""
    for sign, unit in _UNITS.items():
        before, found, behind = numerals.partition(sign)
        if not found:
            continue
        times = 1 if sign == "十" and not before else _by_units(before)
        rest = _by_units(behind.removeprefix("零")) if behind else 0
        if times is None or rest is None or rest >= unit or (times >= 10 and unit < 10**4):
            return None
        left_out = len(behind) == 1 and unit > 10
        return times * unit + (rest * unit // 10 if left_out else rest)
    return _DIGITS.index(numerals) if len(numerals) == 1 else None
