"""Bytes → a submission that may be scored, with every finding about it."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from evaluator.formula.display import number_text
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.rubric.schema import submission_schema
from evaluator.submission.checks import run_checks
from evaluator.submission.findings import Finding, finding, has_errors, pointer_of
from evaluator.submission.model import Submission, build_submission
from evaluator.submission.outcomes import all_outcomes
from evaluator.submission.read import Json, read_json

RubricById = Callable[[str], Rubric | None]


@dataclass(frozen=True)
class Validated:
    """The submission and its rubric where the file may be scored, and all findings in any case."""

    submission: Submission | None
    rubric: Rubric | None
    findings: tuple[Finding, ...]


def validate(raw: bytes, find_rubric: RubricById, known: tuple[str, ...] = ()) -> Validated:
    """Read and check a submission. `find_rubric` gives the rubric of an id, `known` lists those there are."""
    data, findings = read_json(raw)
    if findings:
        return Validated(None, None, tuple(findings))
    if not isinstance(data, dict):
        return Validated(None, None, (finding("not-object"),))
    if data.get("format") != "submission/1":
        found = shown(data.get("format")) if "format" in data else "空缺"
        return Validated(None, None, (finding("format", "/format", found=found),))
    identifier = data.get("rubric")
    rubric = find_rubric(identifier) if isinstance(identifier, str) else None
    if rubric is None:
        wrong = finding(
            "rubric-unknown", "/rubric", found=shown(identifier), expected="、".join(known) or "无"
        )
        return Validated(None, None, (wrong,))
    return validate_against(rubric, data, hashlib.sha256(raw).hexdigest())


def validate_against(rubric: Rubric, data: dict[str, Json], file_sha256: str) -> Validated:
    """Check parsed data against a rubric's schema and checks."""
    findings = [*_schema_findings(rubric, data)]
    if not findings:
        findings = [*_beyond_schema(rubric, data)]
    if findings:
        return Validated(None, rubric, tuple(findings))
    submission = build_submission(rubric, data, file_sha256)
    outcomes = all_outcomes(rubric, submission.scope)
    findings = [
        _with_explanation(rubric, submission, entry)
        for entry in run_checks(rubric, submission, outcomes)
    ]
    accepted = None if has_errors(findings) else submission
    return Validated(accepted, rubric, tuple(findings))


def _with_explanation(rubric: Rubric, submission: Submission, entry: Finding) -> Finding:
    """A warning together with what the district says about one of the fields it concerns."""
    if entry.severity != "warning":
        return entry
    parts = entry.pointer.split("/")
    if parts[1:2] == ["stated"]:
        parts += rubric.fields_of(submission.stated[int(parts[2])].indicator)
    concerned = [part for part in parts if part in submission.explanations]
    formula = next((check.formula for check in rubric.checks if check.code == entry.check), None)
    if formula is not None:
        concerned += [key for key in submission.explanations if key in formula.field_names]
    texts = dict.fromkeys(submission.explanations[key] for key in concerned)
    return replace(entry, explained=" ".join(texts))


def _beyond_schema(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """What the schema cannot say: real dates, listed districts, entries that repeat."""
    dates: list[tuple[tuple[str | int, ...], str, str]] = [
        (("prepared_on",), "填报日期", data["prepared_on"])
    ]
    for key, entry in rubric.content.fields.items():
        value = data["data"][entry.group or ""][key]
        if entry.type == "document" and isinstance(value, dict):
            place = ("data", entry.group or "", key, "日期")
            dates.append((place, f"{entry.title}的成文日期", value["日期"]))
        if entry.type == "date" and value is not None:
            dates.append((("data", entry.group or "", key), entry.title, value))
    for path, title, text in dates:
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            yield finding("date-invalid", pointer_of(path), title=title, found=shown(text))
    districts = {district.code: district.name for district in rubric.content.districts}
    code = data["district"]["code"]
    if districts and code not in districts:
        listed = "、".join(f"{key} {name}" for key, name in districts.items())
        yield finding("district-unknown", "/district/code", found=code, expected=listed)
    once = (
        ("not_applicable", "indicator"),
        ("stated", "indicator"),
        ("explanations", "field"),
        ("evidence", "id"),
    )
    for home, key in once:
        seen: set[str] = set()
        for number, item in enumerate(data.get(home, ())):
            if item[key] in seen:
                pointer = pointer_of((home, number, key))
                yield finding("entry-repeated", pointer, title=home, found=item[key])
            seen.add(item[key])


def _schema_findings(rubric: Rubric, data: dict[str, Json]) -> Iterator[Finding]:
    """jsonschema-rs decides; only a rejected file pays for jsonschema's explanation."""
    import jsonschema_rs

    schema = submission_schema(rubric)
    if jsonschema_rs.Draft202012Validator(schema).is_valid(data):
        return
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"integer": _is_integer, "number": _is_number}
    )
    exact: Any = extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"pattern": _pattern}, type_checker=checker
    )
    errors = sorted(exact(schema).iter_errors(data), key=lambda entry: entry.json_path)
    if not errors:
        raise RuntimeError("jsonschema-rs refused what jsonschema finds nothing wrong with")
    for error in errors:
        yield from _explain(rubric, error)


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[Any]:
    """`pattern` as JSON Schema means it: `$` is the end of the text, not a line feed before it."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError("the text does not match the pattern")


def _is_integer(_: object, value: object) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_: object, value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _explain(rubric: Rubric, error: Any) -> Iterator[Finding]:
    """One schema error in the words of the field catalogue."""
    path = tuple(error.absolute_path)
    field = field_at(rubric, path)
    title = field.title if field else str(error.schema.get("title", path[-1] if path else "文件"))
    hint = f"口径：{field.definition}" if field else str(error.schema.get("description", ""))
    wanted = expected_of(field) if field else _expected_of_schema(error.schema)
    pointer = pointer_of(path)
    match error.validator:
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            key = next(entry for entry in missing if f"'{entry}' is" in error.message)
            inner = field_at(rubric, (*path, key))
            tell = f"请补上；不掌握的填 null。口径：{inner.definition}" if inner else "请补上。"
            yield finding("schema-required", pointer, found=key, hint=tell)
        case "additionalProperties":
            allowed = error.schema["properties"]
            for key in error.instance:
                if key not in allowed:
                    yield finding(
                        "schema-unknown",
                        pointer_of((*path, key)),
                        found=key[:60],
                        hint=_near(key, allowed),
                    )
        case "minimum" | "maximum":
            found = shown(error.instance)
            yield finding(
                "schema-range", pointer, title=title, found=found, expected=wanted, hint=hint
            )
        case "enum" | "const":
            found = shown(error.instance)
            options = (
                error.validator_value if error.validator == "enum" else [error.validator_value]
            )
            listed = "、".join(shown(option) for option in options[:12])
            listed += "等" if len(options) > 12 else ""
            yield finding(
                "schema-enum", pointer, title=title, found=found, expected=listed, hint=hint
            )
        case "minItems" | "maxItems":
            most = error.schema.get("maxItems", "不限")
            expected = f"{error.schema.get('minItems', 0)} 至 {most} 条"
            yield finding("schema-items", pointer, title=title, expected=expected, hint=hint)
        case "pattern" | "minLength" | "maxLength":
            found = shown(error.instance)
            yield finding("schema-text", pointer, title=title, found=found, hint=hint or wanted)
        case _:
            found = shown(error.instance)
            yield finding(
                "schema-type", pointer, title=title, found=found, expected=wanted, hint=hint
            )


def _near(key: str, allowed: dict[str, Any]) -> str:
    import difflib

    close = difflib.get_close_matches(key, list(allowed), n=1)
    return f"是否要写“{close[0]}”？" if close else "请对照模板删去或改正。"


def field_at(rubric: Rubric, path: tuple[str | int, ...]) -> Field | None:
    """The catalogue entry of the field a path points at or into."""
    match path:
        case ("data", str(), str(key), *_):
            return rubric.content.fields.get(key)
        case (str(title), int(), str(key), *_) if title in rubric.content.tables:
            return rubric.content.tables[title].fields.get(key)
        case _:
            return None


def expected_of(field: Field) -> str:
    """What a field accepts, in words, e.g. `1 至 500,000 的整数（人）或 null`."""
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


_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def shown(value: object) -> str:
    """A value found in a file, short and safe to print; controls appear as their code points."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            cut = value if len(value) <= 40 else value[:40] + "…"
            return f"“{_CONTROLS.sub(lambda sign: f'<U+{ord(sign[0]):04X}>', cut)}”"
        case Decimal() | int():
            digits = f"{value:f}" if isinstance(value, Decimal) else str(value)
            return digits if len(digits) <= 40 else digits[:40] + "…"
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return str(value)
