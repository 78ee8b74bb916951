"""A formula run on values written beside it: kinds follow from the values, null stands for a number."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluator.formula.functions import Kind
from evaluator.formula.run import Formula, compile_formula
from evaluator.formula.scope import Names, Scope, Table
from evaluator.formula.values import Cell, Result

Values = Mapping[str, Cell]


def kind_of(values: Sequence[Cell]) -> Kind:
    known = next((value for value in values if value is not None), 0)
    if isinstance(known, bool):
        return "boolean"
    return "text" if isinstance(known, str) else "number"


def names_of(fields: Values, tables: Mapping[str, Sequence[Values]]) -> Names:
    return Names(
        {name: kind_of([value]) for name, value in fields.items()},
        {
            title: {name: kind_of([record[name] for record in records]) for name in records[0]}
            for title, records in tables.items()
        },
    )


def scope_of(fields: Values, tables: Mapping[str, Sequence[Values]]) -> Scope:
    return Scope(
        fields,
        {
            title: Table(records, lambda record: str(record.get("名称", "")))
            for title, records in tables.items()
        },
    )


def compiled(
    text: str, fields: Values | None = None, tables: Mapping[str, Any] | None = None
) -> tuple[Formula, Scope]:
    return (
        compile_formula(text, names_of(fields or {}, tables or {})),
        scope_of(fields or {}, tables or {}),
    )


def run(text: str, fields: Values | None = None, tables: Mapping[str, Any] | None = None) -> Result:
    formula, scope = compiled(text, fields, tables)
    return formula.evaluate(scope)


def schools(**columns: Sequence[Cell]) -> dict[str, list[dict[str, Cell]]]:
    """A table 学校 written by columns; its records are named 甲校, 乙校, 丙校 … unless they say so."""
    length = len(next(iter(columns.values())))
    named = {"名称": [f"{sign}校" for sign in "甲乙丙丁戊己庚辛"[:length]]} | columns
    return {"学校": [{key: named[key][place] for key in named} for place in range(length)]}
