"""Schema errors in the words of the field catalogue: what was found, what is expected, what was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from evaluator.formula.display import number_text
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.blank import plain, says_nothing
from evaluator.submission.dates import date_suggestion, is_document_number, iso_date
from evaluator.submission.findings import Finding, finding, path_of, pointer_of
from evaluator.submission.forms import form_of, node_at, pattern_advice, takes_text
from evaluator.submission.keys import Misfits, field_at, inside_document, key_findings
from evaluator.submission.numerals import in_digits
from evaluator.submission.options import option_finding
from evaluator.submission.places import Path
from evaluator.submission.rates import is_rate, rate_in_quotes, rate_meant, unit_of_rate
from evaluator.submission.scale import other_year
from evaluator.submission.scanned import Broken
from evaluator.submission.shown import after_hanzi, short, shown
from evaluator.submission.suggest import suggestion
from evaluator.submission.verdict import contract, exact_validator, rejections

MAX_ERRORS = 10_000
"""Schema errors after which the rest is not judged."""

_OF_OBJECT = ("schema-required", "schema-required-many", "schema-unknown-more")
"""Findings at an object that are about its keys."""


@dataclass(frozen=True)
class Judged:
    """What the schema has against some data, and the paths of the values that cannot be used for it."""

    findings: tuple[Finding, ...]
    unsound: frozenset[Path]


def judged(rubric: Rubric, data: dict[str, Any], *, whole: bool = True) -> Judged:
    """Judge data by the rubric's schema.

    Data that are not `whole` hold a BROKEN where a value could not be read, of which the scan has said
    everything. After `MAX_ERRORS` nothing is held to be sound.
    """
    rules = contract(rubric)
    if whole and rules.whole.is_valid(data):
        return Judged((), frozenset())
    misfits = Misfits()
    unsound: set[Path] = set()
    findings: list[Finding] = []
    for path, error in rejections(rules.root, data):
        if len(findings) + misfits.objects >= MAX_ERRORS:
            unsound.add(())
            findings.append(finding("schema-stopped", found=f"{MAX_ERRORS:,}"))
            break
        if misfits.add(error, path):
            unsound.update((*path, key) for key in misfits.missing.get(path, ()))
            continue
        unsound.add(path)
        if not isinstance(error.instance, Broken):
            findings += _explain(rubric, error, path, data)
    for entry in key_findings(rubric, misfits):
        findings.append(entry)
        if entry.code == "schema-typo":
            unsound.add((*path_of(entry.pointer)[:-1], entry.expected))
    if whole and not findings:
        raise RuntimeError("jsonschema-rs refused what jsonschema finds nothing wrong with")
    first: dict[str, Finding] = {}
    for entry in findings:
        about_keys = entry.code in _OF_OBJECT
        first.setdefault(f"{entry.pointer} {entry.found}" if about_keys else entry.pointer, entry)
    return Judged(tuple(first.values()), frozenset(unsound))


def _explain(
    rubric: Rubric, error: Any, path: Path, data: Mapping[str, Any] = MappingProxyType({})
) -> Iterator[Finding]:
    """One schema error about a value, with what was probably meant in view of all the `data`."""
    field = field_at(rubric, path)
    inside = field is not None and inside_document(field, path)
    title = str(error.schema["title"])
    if field and inside:
        title = f"{field.title}的{'文号' if path[-1] == '文号' else '成文日期'}"
        field = None
    found = shown(error.instance)
    pointer = pointer_of(path)
    if field:
        hint = suggestion(field, error.instance, other_year(rubric, data, field))
        if field.type == "boolean" and path[0] != "data":
            hint += "这一列是写 true，否写 false。"
        if error.instance is None and field.required:
            hint = f"这一项必填，不能为 null。{hint}"
        hint += f"口径：{field.definition}"
        wanted = expected_of(field)
        title = field.title
    else:
        wanted, hint = _of_text(rubric, error, path, data)
    match error.validator:
        case "anyOf" if isinstance(error.instance, dict) and _empty_document(error.instance):
            yield finding("document-empty", pointer, title=title)
        case "anyOf" if isinstance(error.instance, dict) and _exchanged(error.instance):
            number, day = (shown(error.instance[key]) for key in ("文号", "日期"))
            yield finding("document-exchanged", pointer, title=title, found=number, expected=day)
        case "anyOf" if isinstance(error.instance, dict):
            yield from _document_parts(rubric, error, path)
        case "minimum" | "maximum":
            yield finding(
                "schema-range", pointer, title=title, found=found, expected=wanted, hint=hint
            )
        case "enum" | "const" if path == ("year",):
            hint = _year_advice(rubric, error.instance, data)
            only = f" {rubric.content.year}"
            yield finding(
                "schema-enum", pointer, title=title, found=found, expected=only, hint=hint
            )
        case "enum" | "const":
            options = (
                error.validator_value if error.validator == "enum" else [error.validator_value]
            )
            yield option_finding(rubric, path, title, error.instance, options, hint)
        case "minItems" | "maxItems":
            most = error.schema.get("maxItems", "不限")
            expected = f"{error.schema.get('minItems', 0)} 至 {most} 条"
            if error.validator == "maxItems":
                hint = f"条数过多，各条没有检查。{hint}"
            found = f"{len(error.instance):,} 条"
            yield finding(
                "schema-items", pointer, title=title, found=found, expected=expected, hint=hint
            )
        case "pattern" | "minLength" | "maxLength":
            yield finding(
                "schema-text", pointer, title=title, found=found, hint=_text_hint(error, hint, path)
            )
        case _:
            wanted = after_hanzi(wanted)
            yield finding(
                "schema-type", pointer, title=title, found=found, expected=wanted, hint=hint
            )


_WHOLE = "没有此件的，整项写 false，不掌握的，整项写 null（都不加引号）。"
_DOCUMENT_NUMBER = f'请照文件写文号，前后加双引号，如 "政发〔2021〕8号"；{_WHOLE}'


def _of_text(rubric: Rubric, error: Any, path: Path, data: Mapping[str, Any]) -> tuple[str, str]:
    """What is expected where there is no field of the catalogue, and what to do."""
    value, hint = error.instance, str(error.schema.get("description", ""))
    if error.schema.get("format") == "date":
        unknown = value is None or (isinstance(value, str) and says_nothing(value))
        whole = _WHOLE if unknown and path[-1] == "日期" else ""
        return "“2021-09-01”式的日期（文字）", date_suggestion(value) + whole
    wanted = _expected_of_schema(error.schema, node_at(contract(rubric).schema, path))
    if error.validator == "type" and path[-1] == "文号":
        return wanted, _DOCUMENT_NUMBER
    if error.validator == "pattern" and is_rate(path):
        hint = rate_meant(value, unit_of_rate(rubric, path, data)) + hint
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    if error.validator == "type" and number and wanted == "文字":
        if is_rate(path):
            return wanted, rate_in_quotes(value, unit_of_rate(rubric, path, data)) + hint
        text = str(value)
        example = f'，如 "{text}"' if text == short(text) else ""
        return wanted, f"请加双引号{example}。{hint}"
    return wanted, hint


def _year_advice(rubric: Rubric, value: object, data: Mapping[str, Any]) -> str:
    """What to do about a wrong year: another number only where the day of the report bears it out."""
    year = rubric.content.year
    if isinstance(value, str) and in_digits(plain(value), 0).removesuffix("年") == str(year):
        return f"是否要写 {year}？年度是数，不加引号。"
    days = (str(year), str(year + 1))
    fits = str(data.get("prepared_on")).startswith(days)
    ask = f"是否要写 {year}？" if fits else ""
    return f"{ask}申报的是别的年度的，不要只改这个数，请换用那个年度的量规。"


def _empty_document(document: dict[str, Any]) -> bool:
    """Whether nothing in a document says anything, whatever the keys are called."""
    return all(
        part in (None, False) or (isinstance(part, str) and says_nothing(part))
        for part in document.values()
    )


def _exchanged(document: dict[str, Any]) -> bool:
    """Whether a document's number and date stand each in the other's place."""
    number, day = (document.get(key) for key in ("文号", "日期"))
    return (
        isinstance(number, str)
        and isinstance(day, str)
        and bool(iso_date(plain(number)))
        and is_document_number(day)
    )


def _document_parts(rubric: Rubric, error: Any, path: Path) -> Iterator[Finding]:
    """A document object that is almost right: what is wrong inside it."""
    misfits = Misfits()
    for inner in error.context:
        if inner.schema_path[0] != 1 or isinstance(inner.instance, Broken):
            continue
        deeper: Path = (*path, *inner.relative_path)
        if not misfits.add(inner, deeper):
            yield from _explain(rubric, inner, deeper)
    yield from key_findings(rubric, misfits)


def advice_for(rubric: Rubric, path: Path, value: str, data: Mapping[str, Any]) -> str:
    """What is said of a text at a place, of what it was meant to be; where it may stand there, that it takes quotes."""
    node = node_at(contract(rubric).schema, path)
    if not node:
        return ""
    if (field := field_at(rubric, path)) and not takes_text(node):
        return suggestion(field, value)
    error = next(exact_validator(node).iter_errors(value), None)
    if error is None:
        quoted = json.dumps(value, ensure_ascii=False)
        form = f"：{quoted}" if short(quoted) == quoted else ""
        return f"{node['title']}是文字，前后请加半角双引号{form}。"
    told = next(_explain(rubric, error, path, data))
    expected = _ONLY.get(told.code, "").format(expected=told.expected)
    return f"{expected}{told.hint}"


_ONLY = {"schema-enum": "只能是{expected}。", "schema-type": "应为{expected}。"}
"""What is expected, of findings whose advice does not say it."""


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
            return f'是否要写 "{digits[:6]}"？{hint}'
    if text != text.strip():
        return f"前后有空格或换行，请删去。{hint}"
    if (
        error.validator == "pattern"
        and not is_rate(path)
        and (advice := pattern_advice(error.validator_value, text))
    ):
        return f"{advice}{hint}"
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


def _expected_of_schema(rules: dict[str, Any], node: dict[str, Any]) -> str:
    """What is expected at a place: its form by the published schema, or the kinds that its `rules` take."""
    kinds = rules.get("type", [])
    listed = [kinds] if isinstance(kinds, str) else kinds
    if node and listed in (["object"], ["array"]):
        return form_of(node)
    return "或".join(_TYPES[kind] for kind in listed)
