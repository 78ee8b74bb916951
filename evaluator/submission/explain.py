"""Schema errors in the words of the field catalogue: what was found, what is expected, what was meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from evaluator.formula.display import number_text
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.places import Path
from evaluator.submission.scan import Broken
from evaluator.submission.shown import short, shown
from evaluator.submission.suggest import date_suggestion, suggestion
from evaluator.submission.verdict import contract, rejections

Keys = dict[Path, list[str]]

MAX_ERRORS = 10_000
"""Schema errors after which the rest is not judged."""
MAX_UNKNOWN = 100
"""Unknown keys of one object that are told one by one."""
MAX_NAMED = 12
"""Missing keys of one object that are named."""

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
    unknown: Keys = {}
    missing: Keys = {}
    unsound: set[Path] = set()
    findings: list[Finding] = []
    for path, error in rejections(rules.root, data):
        if len(findings) + len(missing) + len(unknown) >= MAX_ERRORS:
            unsound.add(())
            findings.append(finding("schema-stopped", found=f"{MAX_ERRORS:,}"))
            break
        if error.validator == "required":
            missing[path] = [key for key in error.validator_value if key not in error.instance]
            unsound.update((*path, key) for key in missing[path])
        elif error.validator == "additionalProperties":
            allowed = error.schema["properties"]
            unknown[path] = [key for key in error.instance if key not in allowed]
        else:
            unsound.add(path)
            if not isinstance(error.instance, Broken):
                findings += _explain(rubric, error, path)
    findings += _keys(rubric, unknown, missing)
    if whole and not findings:
        raise RuntimeError("jsonschema-rs refused what jsonschema finds nothing wrong with")
    first: dict[str, Finding] = {}
    for entry in findings:
        about_keys = entry.code in _OF_OBJECT
        first.setdefault(f"{entry.pointer} {entry.found}" if about_keys else entry.pointer, entry)
    return Judged(tuple(first.values()), frozenset(unsound))


def _explain(rubric: Rubric, error: Any, path: Path) -> Iterator[Finding]:
    """One schema error about a value, with what was probably meant."""
    field = field_at(rubric, path)
    inside = bool(field and field.type == "document" and path[-1] in ("文号", "日期"))
    title = str(error.schema["title"])
    if field and inside:
        title = f"{field.title}的{'文号' if path[-1] == '文号' else '成文日期'}"
        field = None
    found = shown(error.instance)
    pointer = pointer_of(path)
    if field:
        hint = suggestion(field, error.instance)
        if field.type == "boolean" and path[0] != "data":
            hint += "这一列是写 true，否写 false。"
        hint += f"口径：{field.definition}"
        wanted = expected_of(field)
        title = field.title
    else:
        hint = str(error.schema.get("description", ""))
        wanted = _expected_of_schema(error.schema)
        if inside and path[-1] == "日期":
            hint = date_suggestion(error.instance)
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
            listed = "、".join(shown(option) for option in options[:12])
            listed += "等" if len(options) > 12 else ""
            near = difflib.get_close_matches(
                str(error.instance), [str(option) for option in options], n=1, cutoff=0.5
            )
            if near and not field:
                meant = next(option for option in options if str(option) == near[0])
                hint = f"是否要写{shown(meant) if isinstance(meant, str) else f' {meant}'}？"
            yield finding(
                "schema-enum", pointer, title=title, found=found, expected=listed, hint=hint
            )
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
            yield finding(
                "schema-type", pointer, title=title, found=found, expected=wanted, hint=hint
            )


def _document_parts(rubric: Rubric, error: Any, path: Path) -> Iterator[Finding]:
    """A document object that is almost right: what is wrong inside it."""
    unknown: Keys = {}
    missing: Keys = {}
    for inner in error.context:
        if inner.schema_path[0] != 1 or isinstance(inner.instance, Broken):
            continue
        deeper: Path = (*path, *inner.relative_path)
        if inner.validator == "required":
            missing[deeper] = [key for key in inner.validator_value if key not in inner.instance]
        elif inner.validator == "additionalProperties":
            unknown[deeper] = [
                key for key in inner.instance if key not in inner.schema["properties"]
            ]
        else:
            yield from _explain(rubric, inner, deeper)
    yield from _keys(rubric, unknown, missing)


def part_suggestion(field: Field, path: Path, value: object) -> str:
    """What was probably meant by a wrong value of a field, or of a document's number or date."""
    match path:
        case ("data", _, _, "日期"):
            return date_suggestion(value)
        case ("data", _, _, "文号"):
            return "文号是文字，前后请加半角双引号。"
        case _:
            return suggestion(field, value)


def _text_hint(error: Any, hint: str, path: Path) -> str:
    """How a text that does not fit should be written."""
    text = error.instance
    if error.schema.get("format") == "date":
        return date_suggestion(text)
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


def _keys(rubric: Rubric, unknown: Keys, missing: Keys) -> Iterator[Finding]:
    """Unknown and missing keys: a typo or a wrong group is one finding, not two."""
    homes = {key: entry.group or "" for key, entry in rubric.content.fields.items()}
    for path, keys in unknown.items():
        for key in keys[:MAX_UNKNOWN]:
            pointer = pointer_of((*path, key))
            right: Path = ("data", homes.get(key, ""))
            lacking = missing.get(path, [])
            if key in homes and right != path:
                if key in missing.get(right, []):
                    missing[right].remove(key)
                place = f"data 的“{homes[key]}”组"
                yield finding("schema-misplaced", pointer, found=short(key), expected=place)
            elif close := _closest(key, tuple(lacking)):
                lacking.remove(close)
                field = field_at(rubric, (*path, close))
                tell = f"口径：{field.definition}" if field else ""
                yield finding("schema-typo", pointer, found=short(key), expected=close, hint=tell)
            else:
                yield finding(
                    "schema-unknown",
                    pointer,
                    found=short(key),
                    hint="请对照模板删去，或改成正确的键。",
                )
        if len(keys) > MAX_UNKNOWN:
            rest = f"{len(keys) - MAX_UNKNOWN:,}"
            yield finding("schema-unknown-more", pointer_of(path), found=rest)
    for path, keys in missing.items():
        field = field_at(rubric, (*path, keys[0])) if len(keys) == 1 else None
        if len(keys) > 1:
            more = f"等 {len(keys)} 项" if len(keys) > MAX_NAMED else f"共 {len(keys)} 项"
            named = "".join(f"「{key}」" for key in keys[:MAX_NAMED])
            yield finding("schema-required-many", pointer_of(path), found=named + more)
        elif keys:
            tell = f"不掌握的填 null。口径：{field.definition}" if field else ""
            yield finding(
                "schema-required",
                pointer_of(path),
                found=keys[0],
                title=keys[0],
                hint=f"请补上。{tell}",
            )


@lru_cache(maxsize=1024)
def _closest(key: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(key.strip(), known, n=1, cutoff=0.6)
    return close[0] if close else ""


def field_at(rubric: Rubric, path: Path) -> Field | None:
    """The catalogue entry of the field a path points at or into."""
    match path:
        case ("data", str(), str(key), *_):
            return rubric.content.fields.get(key)
        case (str(title), int(), str(key), *_) if title in rubric.content.tables:
            return rubric.content.tables[title].fields.get(key)
        case _:
            return None


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
