"""One mistake that the scan and the schema have both met, made one finding."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from evaluator.submission.findings import Finding

_RETOLD = {"schema-type": "json-quotes", "schema-run-together": "json-comma"}
"""Findings of the schema that tell a slip of syntax at the same place again, with what it is part of."""
_LOST = {
    "json-no-key": "是否漏了键「{key}」？请在值的前面补上键和冒号。",
    "json-comment": "「{key}」写在了注释里，等于没有写；请去掉注释的符号，把这一项照常写出。",
}
"""Slips of syntax to which a key may have been lost, with what is said of it."""


def told_once(
    syntax: Sequence[Finding], found: Sequence[Finding]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings about the syntax and those of the schema, no mistake in both of them."""
    retold = {(_RETOLD.get(entry.code), entry.pointer) for entry in found}
    left = [one for one in syntax if (one.code, _about(one)) not in retold]
    lost: list[Finding] = []
    for place, slip in enumerate(left):
        entry = next((one for one in found if one not in lost and _lost_to(one, slip)), None)
        if entry is not None:
            lost.append(entry)
            left[place] = replace(slip, hint=_LOST[slip.code].format(key=entry.found))
    return tuple(left), tuple(entry for entry in found if entry not in lost)


def _about(slip: Finding) -> str:
    """The pointer of the value or key that a slip of syntax is about: of a missing comma, the key behind it."""
    return f"{slip.pointer}/{slip.found}" if slip.code == "json-comma" else slip.pointer


def _lost_to(entry: Finding, slip: Finding) -> bool:
    """Whether a key that is missing stands in a comment, or a value stands in its object without a key."""
    if entry.code != "schema-required":
        return False
    if slip.code == "json-comment":
        return bool(re.search(rf"(?<!\w){re.escape(entry.found)}", slip.found))
    return slip.code == "json-no-key" and slip.pointer == entry.pointer
