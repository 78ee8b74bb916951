"""What the syntax has against a value, with the advice of the place where it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.amounts import number_advice
from evaluator.submission.explain import advice_for
from evaluator.submission.findings import Finding, finding, path_in, path_of
from evaluator.submission.forms import node_at, takes_text
from evaluator.submission.keys import field_at
from evaluator.submission.layers import first_misplaced, homes_of_keys
from evaluator.submission.places import Path
from evaluator.submission.punctuation import VALUE_INSIDE
from evaluator.submission.read import Document
from evaluator.submission.shown import short
from evaluator.submission.suggest import suggestion
from evaluator.submission.tokens import LITERAL, NUMBER
from evaluator.submission.verdict import contract

_ADVISED = ("json-percent", "json-unquoted", "json-value", "json-unit")
TOO_MANY, LEFT_OUT = "json-one-too-many", "json-no-header"
"""Slips from which on nothing stands in the object it belongs in."""
_OF_NUMBERS = ("json-number-form", "json-parentheses")


def advised(rubric: Rubric, document: Document) -> Iterator[Finding]:
    """The syntax findings; those about an unreadable value, or one left out, with advice for its place."""
    unreadable = document.scanned.unreadable if document.scanned else {}
    data = document.data
    for entry in document.findings:
        path = path_in(data, entry.pointer)
        raw = entry.found if entry.code == "json-parentheses" else unreadable.get(path, "")
        if entry.code in (TOO_MANY, LEFT_OUT):
            yield _at_its_effect(rubric, document, entry)
        elif not path:
            yield entry
        elif entry.code == VALUE_INSIDE:
            yield _apart(rubric, entry, path, raw)
        elif entry.code in _OF_NUMBERS:
            yield _of_number(rubric, entry, path, raw)
        elif entry.code in _ADVISED:
            yield _of_value(rubric, entry, path, raw, data)
        else:
            yield entry


def _at_its_effect(rubric: Rubric, document: Document, entry: Finding) -> Finding:
    """A closing bracket too many where it takes its effect: before the first key that stands in a wrong object.

    A line that was left out is told with the key that it most likely had, by the keys that stood below it.
    """
    if entry.code == LEFT_OUT:
        home = homes_of_keys(rubric).get(str(path_of(entry.pointer)[-1]))
        return replace(entry, hint=entry.hint.replace("…", str(home[-1]))) if home else entry
    scanned = document.scanned
    key = scanned and first_misplaced(rubric, scanned.keys)
    if not scanned or not key:
        return entry
    before = document.text[: scanned.keys[key]].rstrip(" \t\r\n,，")
    if not before.endswith(entry.found):
        return entry
    line, column = scanned.line_column(len(before) - 1)
    return replace(entry, line=line, column=column)


def _of_number(rubric: Rubric, entry: Finding, path: Path, raw: str) -> Finding:
    """A finding about the form of a number, with what the field would say of the number.

    A field that takes neither a number nor a text says what it takes.
    """
    field = field_at(rubric, path)
    if field is None or not raw:
        return entry
    if field.type in ("integer", "decimal"):
        told = number_advice(field, raw)
    elif entry.code == "json-number-form" and not takes_text(
        node_at(contract(rubric).schema, path)
    ):
        told = suggestion(field, raw)
    else:
        return entry
    return replace(entry, hint=told, title=field.title) if told else entry


def _apart(rubric: Rubric, entry: Finding, path: Path, value: str) -> Finding:
    """A key with its value within its quotation marks, and the two as they should stand, where that is sure."""
    key, text = (json.dumps(part, ensure_ascii=False) for part in (str(path[-1]), value))
    if not takes_text(node_at(contract(rubric).schema, path)):
        text = value if NUMBER.fullmatch(value) or LITERAL.fullmatch(value) else ""
    return (
        replace(entry, hint=f"是否要写 {key}: {text}？")
        if short(text) and short(text) == text
        else entry
    )


def _of_value(
    rubric: Rubric, entry: Finding, path: Path, raw: str, data: Mapping[str, Any]
) -> Finding:
    """A finding about what is no JSON, with what would be said of it in quotation marks; `raw` is empty for a blank."""
    field = field_at(rubric, path)
    title = field.title if field else ""
    advice = advice_for(rubric, path, raw.strip('"'), data)
    if takes_text(node_at(contract(rubric).schema, path)):
        if entry.code in _AS_NUMBER:
            entry = _instead(entry, "json-unquoted", raw)
        return replace(entry, hint=advice or entry.hint, title=title)
    if raw and advice and entry.code in ("json-unquoted", "json-value"):
        return replace(_instead(entry, "json-word", raw), hint=advice, title=title)
    return replace(entry, hint=advice or entry.hint, title=title)


_AS_NUMBER = ("json-unit", "json-percent")
"""Slips in a number, which a text is not."""


def _instead(entry: Finding, code: str, raw: str) -> Finding:
    """Another finding at the place of one."""
    return replace(
        finding(code, entry.pointer, found=short(raw)), line=entry.line, column=entry.column
    )
