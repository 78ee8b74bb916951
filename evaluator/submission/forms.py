"""The form of a value that a clerk can copy: its keys and what is fixed; `…` stands for what only the clerk knows."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from evaluator.submission.places import Path

MOST_KEYS = 3
"""Keys of an object that are shown; `…` stands for the others."""
_COUNTED = re.compile(r"\^\[([^\]]+)\]\{(\d+)\}\$")
"""A pattern of so many signs of one kind."""
_SCIENTIFIC = re.compile(r"[0-9.]+[eE]\+?[0-9]+")


def node_at(schema: dict[str, Any], path: Path) -> dict[str, Any]:
    """The schema of what stands at a path, also inside a document; empty for what may not stand there."""
    for step in path:
        forms = [schema, *schema.get("anyOf", ())]
        inner = (
            schema.get("items")
            if isinstance(step, int)
            else next(
                (form["properties"].get(step) for form in forms if "properties" in form), None
            )
        )
        schema = inner or {}
    return schema


def form_of(node: dict[str, Any], *, inner: bool = False) -> str:
    """One sound value as JSON: an object with its required keys, a list with one item; an inner object as {…}."""
    if "properties" in node:
        keys = node.get("required", [])
        members = [
            f"{json.dumps(key, ensure_ascii=False)}: {form_of(node['properties'][key], inner=True)}"
            for key in keys[:MOST_KEYS]
        ]
        more = ["…"] if len(keys) > MOST_KEYS else []
        return "{…}" if inner else f"{{{', '.join([*members, *more])}}}"
    if "items" in node:
        return f"[{form_of(node['items'])}, …]"
    if "const" in node:
        return json.dumps(node["const"], ensure_ascii=False)
    return '"…"' if takes_text(node) else "…"


def takes_text(node: dict[str, Any]) -> bool:
    """Whether a text may stand where a node of the schema says what may."""
    options = node.get("enum", [node["const"]] if "const" in node else [])
    return "string" in node.get("type", ()) or any(isinstance(option, str) for option in options)


def how_to_fill(node: dict[str, Any], key: str) -> str:
    """How a missing key is filled: with its form, where that is short, and what it is."""
    form = form_of(node)
    short = "{…}" not in form and ", …" not in form
    written = f'，写成 "{key}": {form}' if short else ""
    return f"请补上{written}。{node.get('description', '')}"


def pattern_advice(pattern: str, text: str) -> str:
    """How a text that does not fit a pattern should stand, or what it lacks; empty where that is not plain."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    for meant in (plain, plain.lower(), plain.upper()):
        if meant not in ("", text) and re.search(pattern, meant):
            return f'是否要写 "{meant}"？'
    counted = _COUNTED.fullmatch(pattern)
    if counted is None:
        return ""
    signs = "数字" if counted[1] == "0-9" else f"字符（{counted[1]}）"
    number = int(counted[2])
    if _SCIENTIFIC.fullmatch(plain):
        return (
            f"应为 {number} 位{signs}，像是被表格软件改成了科学记数；请把那一列设为文本，重新填写。"
        )
    if re.fullmatch(f"[{counted[1]}]+", plain):
        return f"应为 {number} 位{signs}，现为 {len(plain)} 位。"
    return f"应为 {number} 位{signs}，不能有其他字符。"
