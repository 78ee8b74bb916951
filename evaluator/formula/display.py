"""Exact values → text: rounded half-up, grouped by thousands, never rounded across a limit."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from evaluator.formula.values import Number, Root, order

MORE_DIGITS = 12
"""How many further decimals are tried before a value close to a limit is printed as it is."""


def half_up(value: Number | Root, places: int) -> Decimal:
    """The value rounded once to `places` decimals, halves away from zero."""
    exact = Fraction(value.decimal()) if isinstance(value, Root) else Fraction(value)
    scaled = abs(exact) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if exact < 0 else ''}{units}E-{places}")


def rounded(value: Number | Root, places: int, limits: Iterable[Number] = ()) -> Decimal:
    """`half_up`, with as many more decimals as keep the result on the value's own side of each limit.

    899.99/1000 beside the limit 0.9 is 0.89999 and never 0.90.
    """
    near = list(limits)
    for more in range(MORE_DIGITS + 1):
        shown = half_up(value, places + more)
        if all(order(value, limit) == order(Fraction(shown), limit) for limit in near):
            return shown
    return shown


def grouped(number: Decimal) -> str:
    """A decimal with thousands separators and a true minus sign, e.g. `12,400.50` or `−0.35`."""
    text = f"{number:,f}"
    if number == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def number_text(value: Number | Root, places: int = 4, limits: Iterable[Number] = ()) -> str:
    """A number as a calculation shows it: exact when short, else rounded to `places` decimals."""
    if isinstance(value, int):
        return grouped(Decimal(value))
    if isinstance(value, Fraction):
        for exact_places in range(places + 1):
            if (value * 10**exact_places).denominator == 1:
                return grouped(half_up(value, exact_places))
    return grouped(rounded(value, places, limits))
