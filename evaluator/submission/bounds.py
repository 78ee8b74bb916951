"""What may be wrong with a number for its field: its kind, its bounds, and the slip behind it."""

from __future__ import annotations

from fractions import Fraction

from evaluator.formula.display import number_text
from evaluator.rubric.model import Field
from evaluator.submission.scale import NEARBY, advice, slip_between, without_residue, written


def of_unit(field: Field) -> str:
    """What a field's number is, in words: 人数, 金额（万元）."""
    names = {
        "人": "人数",
        "所": "所数",
        "个": "个数",
        "家": "家数",
        "万元": "金额（万元）",
        "元": "金额（元）",
    }
    return names.get(field.unit or "", f"数（{field.unit}）")


def not_allowed(field: Field, number: Fraction, other_year: Fraction | None = None) -> str:
    """What may be wrong with a number that is of the wrong kind or beyond its bounds; empty for a sound one."""
    assert field.min is not None and field.max is not None
    meant = without_residue(number)
    if meant != number and field.type == "integer" and not not_allowed(field, meant):
        return f"像是计算留下的尾数，是否要填 {written(meant)}？"
    if field.type == "integer" and number.denominator != 1:
        return f"这里要填整数（{field.unit}），请核对是否填了比率、均值或多了小数点。"
    if number > field.max:
        return (
            _likely(field, number, other_year, more=True) or "请核对是否多写了几位数，或单位不对。"
        )
    if number < 0 <= field.min:
        return f"这里不能是负数，请填{of_unit(field)}本身，不填增减数。"
    if number == 0 < field.min <= 1:
        null = "" if field.required else "；确实不掌握的写 null"
        return f"这一项要作除数，不能为 0{null}。"
    if number < field.min:
        least = f"不能小于 {number_text(field.min)}，请核对。"
        return _likely(field, number, other_year, more=False) or least
    return ""


def _likely(field: Field, number: Fraction, other_year: Fraction | None, *, more: bool) -> str:
    """The slip behind a number beyond its bounds: what the other year speaks for, else another unit of money."""
    if other_year:
        slip = slip_between(field, number, other_year, NEARBY)
        return slip.advice if slip else ""
    meant = number / 10_000 if more else number * 10_000
    assert field.min is not None and field.max is not None
    if field.unit != "万元" or not field.min <= meant <= field.max:
        return ""
    return advice(field, meant, 10_000, more=more)
