"""A submission that has passed its schema, as frozen typed data with the cells that formulas read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, partial
from typing import Any

from evaluator.formula.display import number_text
from evaluator.formula.scope import Scope, Table
from evaluator.formula.values import Cell, Record
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.findings import pointer_of
from evaluator.submission.read import Json, canonical_json, sha256_text


@dataclass(frozen=True, slots=True)
class Stated:
    """A rate the district has published: compared with the recomputed one, never scored."""

    indicator: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """佐证材料 as the district lists it; `document_no` and `sha256` may be empty."""

    id: str
    title: str
    document_no: str
    sha256: str
    indicators: tuple[str, ...]


@dataclass(frozen=True)
class Submission:
    """申报数据: who reports, the cells of fields and tables, and what is said about them.

    `fields` and `tables` hold exact cells (a document: whether there is one), `documents` the number
    and date of those there are; `scope` is the same cells as formulas see them. `content` is the data
    that all of it was read from.
    """

    code: str
    name: str
    kind: str
    year: int
    unit: str
    prepared_on: str
    fields: Mapping[str, Cell]
    documents: Mapping[str, str]
    tables: Mapping[str, tuple[Record, ...]]
    not_applicable: Mapping[str, str]
    stated: tuple[Stated, ...]
    explanations: Mapping[str, str]
    evidence: tuple[Evidence, ...]
    content: Mapping[str, Json]
    file_sha256: str
    scope: Scope

    @cached_property
    def content_sha256(self) -> str:
        """SHA-256 of the content's canonical form: the same for files that differ only in how they are written."""
        return sha256_text(canonical_json({**self.content}))


def build_submission(rubric: Rubric, data: Mapping[str, Any], file_sha256: str) -> Submission:
    """The typed submission of data that the rubric's schema has accepted."""
    content = rubric.content
    flat = {
        key: data["data"][entry.group][key]
        for key, entry in content.fields.items()
        if entry.group is not None
    }
    fields = {key: _cell(value) for key, value in flat.items()}
    tables = {
        title: tuple({key: _cell(value) for key, value in record.items()} for record in data[title])
        for title in content.tables
    }
    return Submission(
        code=data["district"]["code"],
        name=data["district"]["name"],
        kind=data["district"]["kind"],
        year=data["year"],
        unit=data["prepared_by"]["unit"],
        prepared_on=data["prepared_on"],
        fields=fields,
        documents={
            key: f"{value['文号']}（{value['日期']}）"
            for key, value in flat.items()
            if isinstance(value, dict)
        },
        tables=tables,
        not_applicable={
            entry["indicator"]: entry["reason"] for entry in data.get("not_applicable", ())
        },
        stated=tuple(
            Stated(entry["indicator"], entry["value"], entry["source"])
            for entry in data.get("stated", ())
        ),
        explanations={entry["field"]: entry["text"] for entry in data.get("explanations", ())},
        evidence=tuple(
            Evidence(
                entry["id"],
                entry["title"],
                entry.get("document_no", ""),
                entry.get("sha256", ""),
                tuple(entry["indicators"]),
            )
            for entry in data.get("evidence", ())
        ),
        content={key: value for key, value in data.items() if key != "$schema"},
        file_sha256=file_sha256,
        scope=Scope(
            fields,
            {
                title: Table(records, partial(rubric.record_name, title))
                for title, records in tables.items()
            },
        ),
    )


def with_fields(submission: Submission, changed: Mapping[str, Cell]) -> Submission:
    """The submission as formulas would see it if some of the district's fields had other values."""
    fields = {**submission.fields, **changed}
    scope = replace(submission.scope, fields=fields, memo={}, chosen={})
    return replace(submission, fields=fields, scope=scope)


def field_pointer(rubric: Rubric, key: str) -> str:
    """Where a district field stands in a submission."""
    return pointer_of(("data", rubric.content.fields[key].group or "", key))


def cell_text(cell: Cell, field: Field) -> str:
    """A cell as people read it: `12,400`, `是`, `有`, `未填报`."""
    match cell:
        case None:
            return "未填报"
        case bool():
            yes, no = ("有", "无") if field.type == "document" else ("是", "否")
            return yes if cell else no
        case str():
            return cell
        case _:
            return number_text(cell, 20)


_AS_IT_IS = frozenset((int, str, bool, type(None)))


def _cell(value: Json) -> Cell:
    """A value as formulas see it: decimals exact, a document whether there is one."""
    if type(value) in _AS_IT_IS:
        return value  # type: ignore[return-value]
    if isinstance(value, Decimal):
        numerator, denominator = value.as_integer_ratio()
        return numerator if denominator == 1 else Fraction(numerator, denominator)
    assert not isinstance(value, list)
    return True if isinstance(value, dict) else value
