"""Whole numbers in scientific notation: the digits that a spreadsheet no longer showed may be lost."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from evaluator.formula.display import number_text
from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.places import Path


def shortened_numbers(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """Whole numbers whose last digits are not written, as in 1.6E+05; in 1.60496E+05 all of them are.

    `data` as in `beyond_schema`. How a number is written is the file's, not the content's.
    """
    for path, title, value in _exact(rubric, data):
        exponent = value.as_tuple().exponent
        if value and isinstance(exponent, int) and exponent > 0:
            yield finding(
                "number-shortened",
                pointer_of(path),
                title=title,
                found=value,
                expected=number_text(int(value)),
                hint=f"{value:f}",
            )


def _exact(rubric: Rubric, data: dict[str, Any]) -> Iterator[tuple[Path, str, Decimal]]:
    """The values of fields and columns of whole numbers that are not written as such."""
    for key, entry in rubric.content.fields.items():
        value = data["data"][entry.group or ""][key]
        if entry.type == "integer" and isinstance(value, Decimal):
            yield ("data", entry.group or "", key), entry.title, value
    for title, table in rubric.content.tables.items():
        records = data[title]
        for key, entry in table.fields.items():
            # a set of types costs little beside the checks of hundreds of records
            if entry.type == "integer" and Decimal in {type(record[key]) for record in records}:
                for place, record in enumerate(records):
                    if isinstance(value := record[key], Decimal):
                        yield (title, place, key), entry.title, value
