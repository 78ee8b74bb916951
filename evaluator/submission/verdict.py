"""What a rubric's schema has against some data, part by part, so that only rejected parts are explained.

jsonschema-rs decides; jsonschema says why, for the parts that were rejected and as far as is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.nodes import Schema
from evaluator.rubric.schema import submission_schema
from evaluator.submission.places import Path


@dataclass(frozen=True, eq=False)
class Part:
    """A node of the schema. An array is judged apart from its items, an object of objects from its members."""

    schema: Schema

    @cached_property
    def members(self) -> dict[str, Part]:
        properties = self.schema.get("properties", {})
        nested = any(entry.get("type") in ("object", "array") for entry in properties.values())
        return {key: Part(entry) for key, entry in properties.items()} if nested else {}

    @cached_property
    def item(self) -> Part | None:
        return Part(self.schema["items"]) if "items" in self.schema else None

    @cached_property
    def own(self) -> Schema:
        """The schema without what is judged apart."""
        if self.members:
            return {**self.schema, "properties": dict.fromkeys(self.members, True)}
        return {**self.schema, "items": True} if self.item else self.schema

    @cached_property
    def decides(self) -> Any:
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(self.own)

    @cached_property
    def values(self) -> dict[str, Part]:
        return {
            key: Part(entry)
            for key, entry in self.own.get("properties", {}).items()
            if isinstance(entry, dict)
        }

    def errors(self, data: Any) -> Iterator[Any]:
        """jsonschema's errors about data that are not accepted; it is slow, and asked about no value that is."""
        schema = self.own
        if self.values and isinstance(data, dict):
            sound = {
                key: True
                for key, part in self.values.items()
                if key in data and part.accepts(data[key])
            }
            schema = {**schema, "properties": {**schema["properties"], **sound}}
        yield from exact_validator(schema).iter_errors(data)

    def accepts(self, data: Any) -> bool:
        """Whether the node's own schema holds; not for data with a value that could not be read."""
        try:
            return bool(self.decides.is_valid(data))
        except ValueError:
            return False


@dataclass(frozen=True, eq=False)
class Contract:
    """A rubric's schema, compiled once."""

    schema: Schema

    @cached_property
    def whole(self) -> Any:
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(self.schema)

    @cached_property
    def root(self) -> Part:
        return Part(self.schema)


@lru_cache(maxsize=8)
def contract(rubric: Rubric) -> Contract:
    """The compiled schema of a rubric."""
    return Contract(submission_schema(rubric))


def rejections(part: Part, data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """jsonschema's errors with their paths, outermost first; the items of a list too long are not judged."""
    shell, inside = data, list[tuple[str | int, Part, Any]]()
    if part.members and isinstance(data, dict):
        shell = dict.fromkeys(data)
        inside = [
            (key, part.members[key], value) for key, value in data.items() if key in part.members
        ]
    elif part.item and isinstance(data, list):
        shell = [None] * len(data)
        if len(data) <= part.schema.get("maxItems", len(data)):
            inside = [(place, part.item, value) for place, value in enumerate(data)]
    if not part.accepts(shell):
        for error in part.errors(shell):
            yield (*path, *error.absolute_path), error
    for key, child, value in inside:
        yield from rejections(child, value, (*path, key))


def exact_validator(schema: Schema) -> Any:
    """A jsonschema validator for data with exact numbers."""
    return _exact()(schema)


@cache
def _exact() -> Any:
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"integer": _is_integer, "number": _is_number}
    )
    return extend(  # type: ignore[no-untyped-call]
        Draft202012Validator, {"pattern": _pattern, "required": _required}, type_checker=checker
    )


_NOT_BLANK = r"[^\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"


def _is_integer(_: object, value: object) -> bool:
    if isinstance(value, Decimal):
        return value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_: object, value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _required(_: object, required: list[str], instance: object, __: object) -> Iterator[Any]:
    """`required` with one error an object, however many of its keys are missing."""
    from jsonschema.exceptions import ValidationError

    if isinstance(instance, dict) and not instance.keys() >= set(required):
        yield ValidationError("keys are missing")


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[Any]:
    """`pattern` as JSON Schema means it: `$` is the end of the text, blanks are those of ECMAScript."""
    from jsonschema.exceptions import ValidationError

    exact = pattern.replace("$", r"\Z").replace(r"\S", _NOT_BLANK)
    if isinstance(instance, str) and not re.search(exact, instance):
        yield ValidationError("the text does not match the pattern")
