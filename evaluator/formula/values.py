"""The values a formula works on: exact numbers, roots, and the typed outcomes that are no number."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

ROOT_DIGITS = 34
"""Digits of an irrational root (decimal128's precision); it is for display and never compared."""

MAX_DIGITS = 64
"""Longest number, in digits, that a rubric or a submission may hold."""

MAX_EXPONENT = 400
"""Largest absolute power of ten that a number may carry."""


@dataclass(frozen=True, slots=True)
class Root:
    """The non-negative square root of a rational that has no rational root; compared by its square."""

    square: Fraction

    def decimal(self) -> Decimal:
        """The root rounded to `ROOT_DIGITS` digits."""
        context = Context(prec=ROOT_DIGITS)
        numerator, denominator = Decimal(self.square.numerator), Decimal(self.square.denominator)
        wide = Context(prec=ROOT_DIGITS + 10)
        return context.plus(wide.sqrt(wide.divide(numerator, denominator)))


@dataclass(frozen=True, slots=True)
class Missing:
    """未填报: the named places hold null, so nothing can be computed from them."""

    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZeroDenominator:
    """A division by zero, an empty selection or a mean of zero; `places` names what came to zero."""

    places: tuple[str, ...]


Number = int | Fraction
Value = int | Fraction | Root | bool | str
Outcome = Missing | ZeroDenominator
Result = Value | Outcome

Cell = int | Fraction | bool | str | None
"""A reported value as formulas see it; None is 未填报."""
Record = Mapping[str, Cell]
Records = Sequence[Record]


def merge(*results: Result) -> Outcome:
    """The one outcome of several operands, of which at least one is an outcome: missing wins."""
    for kind in (Missing, ZeroDenominator):
        found = [result.places for result in results if isinstance(result, kind)]
        if found:
            return kind(tuple(dict.fromkeys(place for places in found for place in places)))
    raise ValueError("merge() needs at least one outcome")


def square_root(square: Fraction) -> Fraction | Root:
    """The exact root where it is rational, else a `Root`."""
    top, bottom = math.isqrt(square.numerator), math.isqrt(square.denominator)
    if top * top == square.numerator and bottom * bottom == square.denominator:
        return Fraction(top, bottom)
    return Root(square)


def as_number(value: Number | Root) -> Number:
    """The value for arithmetic; an irrational root stands in with `ROOT_DIGITS` digits."""
    return Fraction(value.decimal()) if isinstance(value, Root) else value


def order(left: Number | Root, right: Number | Root) -> int:
    """-1, 0 or 1 as left is less than, equal to or greater than right; roots compare by their squares."""
    if isinstance(left, Root) or isinstance(right, Root):
        left, right = _signed_square(left), _signed_square(right)
    return (left > right) - (left < right)


def _signed_square(value: Number | Root) -> Number:
    if isinstance(value, Root):
        return value.square
    return value * value if value >= 0 else -value * value


_NUMBER = re.compile(r"([+-]?)(\d+(?:\.\d+)?)(%?)")
_RATIO = re.compile(r"(\d+)/(\d+)")


def parse_number(text: str) -> Fraction:
    """The exact value of a rubric's number: `0.45`, `-1`, `70%` or `1/15`.

    Raises ValueError for anything else, exponents and more than `MAX_DIGITS` characters included.
    """
    text = text.strip()
    if len(text) <= MAX_DIGITS and text.isascii():
        if plain := _NUMBER.fullmatch(text):
            value = Fraction(plain[1] + plain[2])
            return value / 100 if plain[3] else value
        if (ratio := _RATIO.fullmatch(text)) and int(ratio[2]):
            return Fraction(int(ratio[1]), int(ratio[2]))
    raise ValueError(f"“{text}”不是数；可写 0.45、-1、70% 或 1/15")


def bounded(number: Decimal) -> bool:
    """Whether a parsed number is finite and short enough to compute with exactly."""
    exponent = number.as_tuple().exponent
    return (
        isinstance(exponent, int)
        and abs(exponent) <= MAX_EXPONENT
        and len(number.as_tuple().digits) <= MAX_DIGITS
    )
