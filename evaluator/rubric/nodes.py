"""The nodes of a submission's schema: what one reported value may be, in words and with an example."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any, assert_never

from evaluator.rubric.model import Field

ISO_DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
MAX_TEXT = 500

Schema = dict[str, Any]


def object_node(
    properties: Schema, title: str, description: str, optional: tuple[str, ...] = ()
) -> Schema:
    return {
        "type": "object",
        "title": title,
        "description": description,
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }


def text_node(title: str, description: str, example: str, longest: int = MAX_TEXT) -> Schema:
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": longest,
        "pattern": r"\S",
        "title": title,
        "description": description,
        "examples": [example],
    }


def date_node(title: str, description: str = "") -> Schema:
    return {
        "type": "string",
        "pattern": ISO_DATE,
        "format": "date",
        "title": title,
        "description": f"{description}写作 2021-09-01。",
        "examples": ["2021-09-01"],
    }


def field_node(entry: Field) -> Schema:
    described = {
        "title": entry.title,
        "description": describe(entry),
        "examples": example(entry),
    }
    null = [] if entry.required else ["null"]
    match entry.type:
        case "integer" | "decimal":
            kind = "integer" if entry.type == "integer" else "number"
            assert entry.min is not None and entry.max is not None
            return {
                **described,
                "type": [kind, *null] if null else kind,
                "minimum": _plain(entry.min),
                "maximum": _plain(entry.max),
            }
        case "boolean":
            return {**described, "type": ["boolean", *null] if null else "boolean"}
        case "enum":
            return {**described, "enum": [*entry.values, *([None] if null else [])]}
        case "text":
            return {
                **described,
                "type": ["string", *null] if null else "string",
                "minLength": 1,
                "maxLength": entry.max_length or MAX_TEXT,
                "pattern": f"^{entry.pattern}$" if entry.pattern else r"\S",
            }
        case "date":
            return {
                **date_node(entry.title),
                **described,
                "type": ["string", *null] if null else "string",
            }
        case "document":
            document = object_node(
                {
                    "文号": text_node("文号", "印发文件的文号。", "示例政发〔2021〕12号", 60),
                    "日期": date_node("成文日期", "文件的成文日期，不晚于填报日期。"),
                },
                "文件",
                "有此件的写文号和日期。",
            )
            nothing = {"const": False, "title": "没有", "description": "没有此件的写 false。"}
            unknown = {"type": "null", "title": "未填报", "description": "不掌握的写 null。"}
            return {**described, "anyOf": [nothing, document, *([unknown] if null else [])]}
        case _:
            assert_never(entry.type)


def describe(entry: Field) -> str:
    """A field's definition with its unit, period, scope and owner, as one text."""
    parts = [entry.definition]
    if entry.unit:
        parts.append(f"单位：{entry.unit}。")
    scope = f"，{entry.scope}口径" if entry.scope else ""
    parts.append(f"时期：{entry.period}{scope}。责任部门：{entry.department}。")
    if entry.source == "city":
        parts.append("本项照抄市级台账数。")
    parts.append(_of_zero_and_null(entry))
    return "".join(parts)


def _of_zero_and_null(entry: Field) -> str:
    """What to write where there is nothing, or nothing is known."""
    least = ""
    if entry.min is not None and entry.min > 0:
        least = "不能为 0；" if entry.min <= 1 else f"不能小于 {_plain(entry.min)}；"
    if entry.required:
        return f"{least}不得为空。"
    if least:
        return f"{least}没有或不掌握的填 null，并在 explanations 中说明。"
    return "没有的填 0，不掌握的填 null。" if entry.unit else "不掌握的填 null。"


def example(entry: Field) -> list[Any]:
    """One sound value of a field, to show its form; none for a text whose pattern wants more than digits."""
    match entry.type:
        case "integer" | "decimal":
            assert entry.min is not None and entry.max is not None
            middle = (entry.min + entry.max) / 2
            number = middle if entry.max <= 100 else max(entry.min, entry.max / 100)
            return [math.floor(number) if entry.type == "integer" else _plain(number)]
        case "boolean":
            return [True]
        case "enum":
            return list(entry.values[:1])
        case "date":
            return ["2021-09-01"]
        case "document":
            return [{"文号": "示例政发〔2021〕12号", "日期": "2021-06-30"}]
        case "text" if entry.pattern:
            digits = ("2990102001" * 2)[: entry.max_length]
            codes = (digits[:length] for length in range(1, len(digits) + 1))
            return [code for code in codes if re.fullmatch(entry.pattern, code)][:1]
        case "text":
            return [f"示例{entry.title}"[: entry.max_length or MAX_TEXT]]


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
