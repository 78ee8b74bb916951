"""Schema errors in the words of the field catalogue: what was found, what is expected, what was meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from evaluator.formula.display import number_text
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.rubric.schema import submission_schema
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.keys import Misfits, Path, field_at, inside_document, key_findings
from evaluator.submission.scale import other_year
from evaluator.submission.scan import Broken
from evaluator.submission.shown import shown
from evaluator.submission.suggest import date_suggestion, suggestion


def schema_findings(rubric: Rubric, data: dict[str, Any], *, whole: bool = True) -> list[Finding]:
    """What the rubric's schema has against some data.

    jsonschema-rs decides; only rejected data pay for jsonschema's explanation. Data that are not `whole`
    hold a BROKEN where a value could not be read, of which the scan has said everything.
    """
    import jsonschema_rs

    schema = submission_schema(rubric)
    if whole and jsonschema_rs.Draft202012Validator(schema).is_valid(data):
        return []
    misfits = Misfits()
    findings: list[Finding] = []
    errors = schema_errors(schema, data)
    for error in errors:
        path: Path = tuple(error.absolute_path)
        if isinstance(error.instance, Broken):
            continue
        if not misfits.add(error, path):
            findings += _explain(rubric, error, path, data)
    findings += key_findings(rubric, misfits)
    if whole and not findings:
        raise RuntimeError("jsonschema-rs refused what jsonschema finds nothing wrong with")
    first: dict[str, Finding] = {}
    for entry in findings:
        about_key = entry.code == "schema-required"
        first.setdefault(f"{entry.pointer} {entry.found}" if about_key else entry.pointer, entry)
    return list(first.values())


def schema_errors(schema: dict[str, Any], data: Any) -> list[Any]:
    """jsonschema's errors on data with exact numbers, outermost first."""
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"integer": _is_integer, "number": _is_number}
    )
    exact: Any = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"pattern": _pattern}, type_checker=checker
    )
    return list(exact(schema).iter_errors(data))


_NOT_BLANK = r"[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"


def _is_integer(_: object, value: object) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_: object, value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[Any]:
    """`pattern` as JSON Schema means it: `$` is the end of the text, blanks are those of ECMAScript."""
    from jsonschema.exceptions import ValidationError

    exact = pattern.replace("$", r"\Z").replace(r"\S", _NOT_BLANK)
    if isinstance(instance, str) and not re.search(exact, instance):
        yield ValidationError("the text does not match the pattern")


def _explain(
    rubric: Rubric, error: Any, path: Path, data: Mapping[str, Any] = MappingProxyType({})
) -> Iterator[Finding]:
    """One schema error about a value, with what was probably meant in view of all the `data`."""
    field = field_at(rubric, path)
    inside = field is not None and inside_document(field, path)
    title = str(error.schema.get("title", "")) or _place_title(path)
    if field and inside:
        title = f"{field.title}的{'文号' if path[-1] == '文号' else '成文日期'}"
        field = None
    found = shown(error.instance)
    pointer = pointer_of(path)
    if field:
        hint = suggestion(field, error.instance, other_year(rubric, data, field))
        if field.type == "boolean" and path[0] != "data":
            hint += "这一列是写 true，否写 false。"
        hint += f"口径：{field.definition}"
        wanted = expected_of(field)
        title = field.title
    else:
        hint = str(error.schema.get("description", ""))
        wanted = _expected_of_schema(error.schema)
        if error.schema.get("format") == "date":
            hint = date_suggestion(error.instance)
        elif error.validator == "type" and type(error.instance) in (int, Decimal):
            hint = f'请加双引号，如 "{found}"。{hint}' if wanted == "文字" else hint
    match error.validator:
        case "anyOf" if isinstance(error.instance, dict):
            yield from _document_parts(rubric, error, path)
        case "minimum" | "maximum":
            yield finding(
                "schema-range", pointer, title=title, found=found, expected=wanted, hint=hint
            )
        case "enum" | "const":
            options = (
                error.validator_value if error.validator == "enum" else [error.validator_value]
            )
            near = _nearest(rubric, error.instance, options)
            if len(options) <= MOST_OPTIONS:
                listed = "、".join(map(shown, options))
            else:
                some = "、".join(map(shown, (near or options)[:MOST_OPTIONS]))
                listed = f"规定的 {len(options)} 个之一，{'相近的有' if near else '如'} {some}"
            if near and not field:
                quoted = shown(near[0]) if isinstance(near[0], str) else f" {near[0]}"
                hint = f"是否要写{quoted}？{hint}"
            yield finding(
                "schema-enum", pointer, title=title, found=found, expected=listed, hint=hint
            )
        case "minItems" | "maxItems":
            most = error.schema.get("maxItems", "不限")
            expected = f"{error.schema.get('minItems', 0)} 至 {most} 条"
            yield finding("schema-items", pointer, title=title, expected=expected, hint=hint)
        case "pattern" | "minLength" | "maxLength":
            yield finding(
                "schema-text", pointer, title=title, found=found, hint=_text_hint(error, hint, path)
            )
        case _:
            yield finding(
                "schema-type", pointer, title=title, found=found, expected=wanted, hint=hint
            )


def _document_parts(rubric: Rubric, error: Any, path: Path) -> Iterator[Finding]:
    """A document object that is almost right: what is wrong inside it."""
    misfits = Misfits()
    for inner in error.context:
        if inner.schema_path[0] != 1:
            continue
        deeper: Path = (*path, *inner.relative_path)
        if not misfits.add(inner, deeper):
            yield from _explain(rubric, inner, deeper)
    yield from key_findings(rubric, misfits)


MOST_OPTIONS = 5
"""How many of the values that a field allows are named where it allows many."""


def _nearest(rubric: Rubric, value: object, options: Sequence[object]) -> list[object]:
    """The options most like a value, nearest first; the title of an indicator or field stands for it."""
    names: dict[str, object] = {}
    for option in options:
        named = rubric.indicators.get(str(option)) or rubric.content.fields.get(str(option))
        if named is not None:
            names[named.title] = option
    names |= {str(option): option for option in options}
    close = difflib.get_close_matches(str(value), names, n=MOST_OPTIONS, cutoff=0.5)
    return list(dict.fromkeys(names[name] for name in close))


def _place_title(path: Path) -> str:
    """What a place without a title of its own is called: `indicators 第 2 项`, `学校第 4 条`."""
    if path and isinstance(path[-1], int):
        above = str(path[-2]) if len(path) > 1 else "文件"
        return f"{above}{' ' if above.isascii() else ''}第 {path[-1] + 1} 项"
    return str(path[-1]) if path else "文件"


def _text_hint(error: Any, hint: str, path: Path) -> str:
    """How a text that does not fit should be written."""
    text = error.instance
    if error.schema.get("format") == "date":
        return hint
    if error.validator == "maxLength":
        return f"最多 {error.validator_value} 个字，现有 {len(text)} 个。{hint}"
    if not text.strip():
        return f"不能为空。{hint}"
    if path == ("district", "code"):
        digits = re.sub(r"\D", "", text)
        if len(digits) > 6:
            return f"是否要写 {digits[:6]}？{hint}"
    if text != text.strip():
        return f"前后有空格或换行，请删去。{hint}"
    return hint


def expected_of(field: Field) -> str:
    """What a field accepts, in words, e.g. `1 至 500,000 的整数（人），或 null（未填报）`."""
    null = "" if field.required else "，或 null（未填报）"
    match field.type:
        case "integer" | "decimal":
            assert field.min is not None and field.max is not None
            kind = "整数" if field.type == "integer" else "数"
            bounds = f"{number_text(field.min)} 至 {number_text(field.max)}"
            return f"{bounds} 的{kind}（{field.unit}）{null}"
        case "boolean":
            return f"true 或 false{null}"
        case "enum":
            return "、".join(f"“{value}”" for value in field.values) + null
        case "date":
            return f"“2021-09-01”式的日期{null}"
        case "document":
            return f'false，或 {{"文号": "…", "日期": "2021-09-01"}}{null}'
        case "text":
            return f"文字{null}"


_TYPES = {
    "object": "{…}",
    "array": "[…]",
    "string": "文字",
    "integer": "整数",
    "number": "数",
    "boolean": "true 或 false",
    "null": "null",
}


def _expected_of_schema(schema: dict[str, Any]) -> str:
    kinds = schema.get("type", [])
    listed = [kinds] if isinstance(kinds, str) else kinds
    return "或".join(_TYPES[kind] for kind in listed)
