"""What the syntax has against a value, with the advice of the place where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.amounts import number_advice
from evaluator.submission.explain import advice_for
from evaluator.submission.findings import Finding, finding, path_in
from evaluator.submission.forms import node_at, takes_text
from evaluator.submission.keys import field_at
from evaluator.submission.places import Path
from evaluator.submission.read import Document
from evaluator.submission.shown import short
from evaluator.submission.verdict import contract

_ADVISED = ("json-percent", "json-unquoted", "json-value", "json-unit")
_OF_NUMBERS = ("json-number-form", "json-parentheses")


def advised(rubric: Rubric, document: Document) -> Iterator[Finding]:
    """The syntax findings; those about an unreadable value, or one left out, with advice for its place."""
    unreadable = document.scanned.unreadable if document.scanned else {}
    data = document.data
    for entry in document.findings:
        path = path_in(data, entry.pointer)
        raw = entry.found if entry.code == "json-parentheses" else unreadable.get(path, "")
        if not path:
            yield entry
        elif entry.code in _OF_NUMBERS:
            yield _of_number(rubric, entry, path, raw)
        elif entry.code in _ADVISED:
            yield _of_value(rubric, entry, path, raw, data)
        else:
            yield entry


def _of_number(rubric: Rubric, entry: Finding, path: Path, raw: str) -> Finding:
    """A finding about the form of a number, with what the field would say of the number."""
    field = field_at(rubric, path)
    if field is None or field.type not in ("integer", "decimal") or not raw:
        return entry
    told = number_advice(field, raw)
    return replace(entry, hint=told, title=field.title) if told else entry


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
