"""Rubric → the JSON Schema (draft 2020-12) that is the published contract of a submission."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any, assert_never

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field, Table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ISO_DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
DISTRICT_NAME = r"^[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]{2,30}$"
MAX_TEXT = 500

Schema = dict[str, Any]


def submission_schema(rubric: Rubric) -> Schema:
    """The schema of a submission: `data` nested by group, one array per table, nothing else allowed."""
    content = rubric.content
    indicators = [indicator.id for indicator in content.indicators]
    data = {
        group: _object(
            {key: _field(entry) for key, entry in content.fields.items() if entry.group == group},
            f"{group}类填报项",
        )
        for group in content.groups
    }
    properties: Schema = {
        "$schema": {"type": "string", "title": "模式地址", "description": "供编辑器使用，可不写。"},
        "format": {"const": "submission/1", "title": "文件格式"},
        "rubric": {"const": content.id, "title": "量规编号"},
        "district": _object(
            {
                "code": {
                    "type": "string",
                    "pattern": r"^[0-9]{6}$",
                    "title": "区市代码",
                    "description": "六位数字的行政区划代码。",
                    "examples": ["990102"],
                },
                "name": {
                    "type": "string",
                    "pattern": DISTRICT_NAME,
                    "title": "区市名称",
                    "description": "2至30个汉字，不加空格和标点；报告的文件名由它组成。",
                    "examples": ["滨海区"],
                },
                "kind": _text("区市类型", 20, "如市辖区、县级市、功能区。"),
            },
            "区市",
        ),
        "year": {
            "const": content.year,
            "title": "评价年度",
            "description": f"本量规评价 {content.year} 年度。",
        },
        "prepared_by": _object(
            {"unit": _text("填报单位", 60, "只写单位，不写个人姓名和电话。")}, "填报单位"
        ),
        "prepared_on": _date("填报日期"),
        "data": _object(data, "填报数据"),
        **{title: _table(table) for title, table in content.tables.items()},
        "not_applicable": _list(
            {
                "indicator": {"enum": indicators, "title": "指标编号"},
                "reason": _text("不适用的原因"),
            },
            "不适用说明",
        ),
        "stated": _list(
            {
                "indicator": {"enum": indicators, "title": "指标编号"},
                "value": {
                    "type": "string",
                    "pattern": r"^(1:[1-9][0-9]{0,5}(\.[0-9]{1,6})?|-?[0-9]{1,12}(\.[0-9]{1,12})?%?)$",
                    "title": "已公布的数值",
                    "description": "照公布的写法，如“10.62%”“1:14.8”；只用于比对，不计分。",
                },
                "source": _text("出处"),
            },
            "已公布的比率",
        ),
        "explanations": _list(
            {
                "field": {
                    "enum": [*content.fields, *content.tables],
                    "title": "填报项或记录表",
                },
                "text": _text("说明"),
            },
            "数据说明",
        ),
        "evidence": _list(
            {
                "id": {"type": "string", "pattern": r"^E[0-9]{3,5}$", "title": "材料编号"},
                "title": _text("材料名称", 100),
                "document_no": _text("文号", 60),
                "sha256": {
                    "type": "string",
                    "pattern": r"^[0-9a-f]{64}$",
                    "title": "材料文件的 SHA-256",
                },
                "indicators": {
                    "type": "array",
                    "items": {"enum": indicators, "title": "指标编号"},
                    "minItems": 1,
                    "maxItems": len(indicators),
                    "title": "所佐证的指标",
                },
            },
            "佐证材料",
            optional=("document_no", "sha256"),
        ),
    }
    optional = ("$schema", "not_applicable", "stated", "explanations", "evidence")
    return {
        "$schema": DIALECT,
        "$id": f"urn:evaluate:{content.id}:submission",
        "title": f"{content.title}申报数据",
        "description": "每个填报项都必须出现；未填报写 null，确实没有的写 0。",
        **_object(properties, None, optional),
    }


def schema_text(rubric: Rubric) -> str:
    """The schema as the file that is committed beside the rubric."""
    return json.dumps(submission_schema(rubric), ensure_ascii=False, indent=1) + "\n"


def _object(properties: Schema, title: str | None, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object",
        **({"title": title} if title else {}),
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }


def _list(properties: Schema, title: str, optional: tuple[str, ...] = ()) -> Schema:
    return {
        "type": "array",
        "title": title,
        "maxItems": 1000,
        "items": _object(properties, None, optional),
    }


def _table(table: Table) -> Schema:
    return {
        "type": "array",
        "title": table.title,
        "minItems": 1,
        "maxItems": 5000,
        "items": _object({key: _field(entry) for key, entry in table.fields.items()}, None),
    }


def _text(title: str, longest: int = MAX_TEXT, description: str | None = None) -> Schema:
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": longest,
        "pattern": r"\S",
        "title": title,
        **({"description": description} if description else {}),
    }


def _date(title: str) -> Schema:
    return {
        "type": "string",
        "pattern": ISO_DATE,
        "format": "date",
        "title": title,
        "description": "写作 2021-09-01。",
        "examples": ["2021-09-01"],
    }


def _field(entry: Field) -> Schema:
    described = {"title": entry.title, "description": describe(entry)}
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
                **described,
                **_date(entry.title),
                "type": ["string", *null] if null else "string",
            }
        case "document":
            document = _object({"文号": _text("文号", 60), "日期": _date("成文日期")}, None)
            options = [{"const": False}, document]
            return {**described, "anyOf": [*options, *({"type": kind} for kind in null)]}
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
    parts.append(
        "不得为空。"
        if entry.required
        else "没有的填 0，不掌握的填 null。"
        if entry.unit
        else "不掌握的填 null。"
    )
    return "".join(parts)


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)
