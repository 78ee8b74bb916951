"""What was meant by a published rate that is not written as one: suggestions, never applied."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.units import Unit
from evaluator.submission.amounts import ROUGH
from evaluator.submission.numerals import rate_in, small_share
from evaluator.submission.places import Path
from evaluator.submission.scale import without_residue, written
from evaluator.submission.shown import short

_SHARES: tuple[Unit, ...] = ("percent", "ratio", "percentage_point")
_SMALL = {"‰": "千", "‱": "万"}
_COUNTED = re.compile(
    r"[^%％:：∶比]*[0-9０-９] *[人名所个处件次间班套台册项元](?!百分点)[^%％]*", re.S
)
"""A number of persons or things, or of money, which is no share of anything."""


def is_rate(path: Path) -> bool:
    """Whether a published rate stands at a path."""
    return path[0] == "stated" and path[-1] == "value"


def unit_of_rate(rubric: Rubric, path: Path, data: Mapping[str, Any]) -> Unit | None:
    """The unit of the indicator that a published rate is of; None where that is not known."""
    indicator = rubric.indicators.get(str(data["stated"][path[1]].get("indicator")))
    return indicator.unit if indicator else None


def rate_meant(text: str, unit: Unit | None) -> str:
    """How a published rate should be written; empty where that is not plain."""
    percent = unit != "percentage_point"
    if unit in _SHARES and _COUNTED.fullmatch(text):
        return ""
    if rate := rate_in(text, percent=percent):
        rough = (
            "公布数只写数；只公布了约数的，请删去这一条，约数不能比对。"
            if ROUGH.search(text)
            else ""
        )
        return f'是否要写 "{rate}"？{rough}'
    if (found := small_share(text)) and unit in _SHARES:
        number, small, share = found
        of, sign = _SMALL[small], "%" if percent else ""
        return (
            f'“{small}”是{of}分号：公布的是百分率的，请写 "{number}{sign}"；'
            f'公布的是{of}分率的，请折成百分率，写 "{written(share)}{sign}"。'
        )
    return ""


def rate_in_quotes(number: int | Decimal, unit: Unit | None) -> str:
    """How a published rate that is given as a number should be written: with its percent sign or `1:`.

    A share of at most 1 may be what a spreadsheet keeps of a percentage.
    """
    meant = without_residue(Fraction(number))
    found = f"{Decimal(number):f}" if meant == number else written(meant)
    if found != short(found):
        return "请加双引号。"
    if unit == "percent" and 0 < abs(meant) <= 1:
        share = written(without_residue(meant * 100))
        return (
            f'请加双引号和百分号：公布的是 {share}% 的写 "{share}%"，是 {found}% 的写 "{found}%"。'
        )
    if unit == "percent":
        found += "%"
    elif unit == "ratio" and meant > 1:
        found = f"1:{found}"
    return f'请加双引号，如 "{found}"。'
