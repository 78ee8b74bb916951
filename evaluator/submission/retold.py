"""One mistake that the scan and the schema have both met, made one finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, path_in
from evaluator.submission.forms import node_at
from evaluator.submission.layers import homes_of_keys
from evaluator.submission.messages import MESSAGES
from evaluator.submission.read import Document
from evaluator.submission.verdict import contract

_RETOLD = {"schema-type": "json-quotes", "schema-run-together": "json-comma"}
"""Findings of the schema that tell a slip of syntax at the same place again, with what it is part of."""
_LOST = {
    "json-no-key": "是否漏了键「{key}」？请在值的前面补上键和冒号。",
    "json-comment": "「{key}」写在了注释里，等于没有写；请去掉注释的符号，把这一项照常写出。",
}
"""Slips of syntax to which a key may have been lost, with what is said of it."""
_TWICE = "json-duplicate"
_KEEP_ONE = MESSAGES[_TWICE][2].removeprefix("{hint}")
_MISNAMED_ONE = (
    "，同处又缺少「{key}」。是否其中一处应为「{key}」？是的，请只改那一处的键；"
    "不是的，请只保留正确的一个，并补上「{key}」。"
)
_MISNAMED_GROUP = "{which}的各项属于“{key}”，同处又缺少「{key}」：{which}的键是否要写「{key}」？"


def misnamed(rubric: Rubric, document: Document, syntax: Sequence[Finding]) -> Iterator[Finding]:
    """The findings about the syntax; a key that stands twice with the one in whose place it may stand.

    That one becomes the finding's title: it is lacking beside it.
    """
    twice = Counter(_home(slip) for slip in syntax if slip.code == _TWICE)
    for slip in syntax:
        if slip.code != _TWICE or twice[_home(slip)] > 1:
            yield slip
            continue
        *home, key = path_in(document.data, slip.pointer)
        node = node_at(contract(rubric).schema, (*home,))
        properties = node.get("properties", {})
        there = _object_at(document.data, home)
        lacking = [name for name in node.get("required", ()) if name not in there]
        if "properties" in properties.get(key, {}):
            yield _misnamed_group(rubric, document, slip, lacking)
        elif len(lacking) == 1 and _alike(properties, str(key), lacking[0]):
            hint = slip.hint.removesuffix(_KEEP_ONE) + _MISNAMED_ONE.format(key=lacking[0])
            yield replace(slip, title=lacking[0], hint=hint)
        else:
            yield slip


def _misnamed_group(
    rubric: Rubric, document: Document, slip: Finding, lacking: Sequence[str]
) -> Finding:
    """An object whose key stands twice, with the key of the one that is lacking, if one of the two holds its keys."""
    assert document.scanned
    path, keys = path_in(document.data, slip.pointer), document.scanned.keys
    homes = homes_of_keys(rubric)
    for name in lacking:
        held = [
            at
            for inner, at in keys.items()
            if inner[:-1] == path and homes.get(str(inner[-1])) == (*path[:-1], name)
        ]
        if len(held) > sum(home == (*path[:-1], name) for home in homes.values()) / 2:
            which = "这里" if held[0] > keys[path] else "前一处"
            return replace(slip, title=name, hint=_MISNAMED_GROUP.format(which=which, key=name))
    return slip


def _alike(properties: Mapping[str, Any], key: str, other: str) -> bool:
    """Whether two keys take values of the same kind, so that one may stand for the other."""
    kinds = [properties.get(name, {}).get("type") for name in (key, other)]
    return kinds[0] is not None and kinds[0] == kinds[1]


def _home(slip: Finding) -> str:
    """The pointer of the object in which the key of a slip stands."""
    return slip.pointer.rpartition("/")[0]


def _object_at(data: Any, path: Iterable[str | int]) -> Mapping[str, Any]:
    """The object at a path; an empty one where it could not be read."""
    for step in path:
        inside: Any = data if isinstance(data, dict | list) else {step: None}
        data = inside[step]
    return data if isinstance(data, dict) else {}


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
            if slip.code in _LOST:
                left[place] = replace(slip, hint=_LOST[slip.code].format(key=entry.found))
    return tuple(left), tuple(entry for entry in found if entry not in lost)


def _about(slip: Finding) -> str:
    """The pointer of the value or key that a slip of syntax is about: of a missing comma, the key behind it."""
    return f"{slip.pointer}/{slip.found}" if slip.code == "json-comma" else slip.pointer


def _lost_to(entry: Finding, slip: Finding) -> bool:
    """Whether a key that is missing stands in a comment, or a value in its object without a key or with another's."""
    if entry.code != "schema-required":
        return False
    if slip.code == _TWICE:
        return (_home(slip), slip.title) == (entry.pointer, entry.found)
    if slip.code == "json-comment":
        return bool(re.search(rf"(?<!\w){re.escape(entry.found)}", slip.found))
    return slip.code == "json-no-key" and slip.pointer == entry.pointer
