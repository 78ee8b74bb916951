"""Rubric → the JSON Schema (draft 2020-12) that is the published contract of a submission."""

from __future__ import annotations

import json

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Table
from evaluator.rubric.nodes import Schema, date_node, field_node, object_node, text_node

# Examples of what only a district knows say 示例, so that one that is copied is found (`left_in`).
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DISTRICT_NAME = r"^[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]{2,30}$"


def submission_schema(rubric: Rubric) -> Schema:
    """The schema of a submission: `data` nested by group, one array per table, nothing else allowed."""
    content = rubric.content
    indicators = [indicator.id for indicator in content.indicators]
    data = {
        group: object_node(
            {
                key: field_node(entry)
                for key, entry in content.fields.items()
                if entry.group == group
            },
            f"{group}类填报项",
            f"“{group}”组的填报项，每一项都要写出；不掌握的写 null。",
        )
        for group in content.groups
    }
    properties: Schema = {
        "$schema": {
            "type": "string",
            "title": "模式地址",
            "description": "供编辑器使用，可不写。",
            "examples": ["submission.schema.json"],
        },
        "format": {
            "const": "submission/1",
            "title": "文件格式",
            "description": "照写 submission/1，表明这是一份申报数据。",
        },
        "rubric": {
            "const": content.id,
            "title": "量规编号",
            "description": f"照写 {content.id}，即{content.title}。",
        },
        "district": object_node(
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
                "kind": text_node("区市类型", "如市辖区、县级市、功能区。", "市辖区", 20),
            },
            "区市",
            "报送数据的区市。",
        ),
        "year": {
            "const": content.year,
            "title": "评价年度",
            "description": f"本量规评价 {content.year} 年度。",
        },
        "prepared_by": object_node(
            {
                "unit": text_node(
                    "填报单位",
                    "只写单位，不写个人姓名和电话。",
                    "示例教育局",
                    60,
                )
            },
            "填报单位",
            "由谁填报；评价报告将会公开。",
        ),
        "prepared_on": date_node("填报日期", "报送本数据的日期，在评价年度或次年之内。"),
        "data": object_node(data, "填报数据", "全区市的填报项，按组排列。"),
        **{title: _table(table) for title, table in content.tables.items()},
        "not_applicable": _list(
            {
                "indicator": _indicator(indicators),
                "reason": text_node(
                    "不适用的原因", "一句话写明为什么没有此项工作。", "辖区内无中等职业学校"
                ),
            },
            "不适用说明",
            "按数据不适用的指标，逐个写明原因；没有的不写。",
        ),
        "stated": _list(
            {
                "indicator": _indicator(indicators),
                "value": {
                    "type": "string",
                    "pattern": r"^(1:[1-9][0-9]{0,5}(\.[0-9]{1,6})?|-?[0-9]{1,12}(\.[0-9]{1,12})?%?)$",
                    "title": "已公布的数值",
                    "description": "照公布的写法，如“10.62%”“1:14.8”；只用于比对，不计分。",
                    "examples": ["10.62%", "1:14.8"],
                },
                "source": text_node("出处", "在哪里公布的。", "《示例区2021年教育发展情况公告》"),
            },
            "已公布的比率",
            "区市已向社会公布的比率，与按申报数据计算的数比对；没有的不写。",
        ),
        "explanations": _list(
            {
                "field": {
                    "enum": [*content.fields, *content.tables],
                    "title": "填报项或记录表",
                    "description": "要说明的填报项的键，或记录表的名称；写记录表的，在 text 中写明是哪条记录的哪一列。",
                    "examples": [next(iter(content.fields))],
                },
                "text": text_node(
                    "说明", "数据为什么是这样，报告会照印。", "示例：本年新增两所学校，人数相应增加"
                ),
            },
            "数据说明",
            "对警告的说明，每个填报项一条；没有的不写。",
        ),
        "evidence": _list(
            {
                "id": {
                    "type": "string",
                    "pattern": r"^E[0-9]{3,5}$",
                    "title": "材料编号",
                    "description": "E 和三至五位数字，不重复。",
                    "examples": ["E001"],
                },
                "title": text_node("材料名称", "材料的全称。", "示例：学前教育统计报表", 100),
                "document_no": text_node(
                    "文号", "材料的文号，没有的不写。", "示例教发〔2021〕8号", 60
                ),
                "sha256": {
                    "type": "string",
                    "pattern": r"^[0-9a-f]{64}$",
                    "title": "材料文件的 SHA-256",
                    "description": "电子文件的校验值，64 位小写十六进制数字，可不写。",
                    "examples": ["0123456789abcdef" * 4],
                },
                "indicators": {
                    "type": "array",
                    "items": _indicator(indicators),
                    "minItems": 1,
                    "maxItems": len(indicators),
                    "title": "所佐证的指标",
                    "description": "这份材料说明哪些指标，至少一个。",
                    "examples": [indicators[:1]],
                },
            },
            "佐证材料",
            "随数据报送的材料目录，材料本身另行报送；没有的不写。",
            optional=("document_no", "sha256"),
        ),
    }
    optional = ("$schema", "not_applicable", "stated", "explanations", "evidence")
    return {
        "$schema": DIALECT,
        "$id": f"urn:evaluate:{content.id}:submission",
        **object_node(
            properties,
            f"{content.title}申报数据",
            "每个填报项都必须出现；未填报写 null，确实没有的写 0，注明不能为 0 的除外。",
            optional,
        ),
    }


def schema_text(rubric: Rubric) -> str:
    """The schema as the file that is committed beside the rubric."""
    return json.dumps(submission_schema(rubric), ensure_ascii=False, indent=1) + "\n"


def _list(
    properties: Schema, title: str, description: str, optional: tuple[str, ...] = ()
) -> Schema:
    return {
        "type": "array",
        "title": title,
        "description": description,
        "maxItems": 1000,
        "items": object_node(properties, f"一条{title}", f"“{title}”中的一条。", optional),
    }


def _table(table: Table) -> Schema:
    key = "、".join(table.key)
    return {
        "type": "array",
        "title": table.title,
        "description": f"每条记录一行，{key}都相同的只能有一行。",
        "minItems": 1,
        "maxItems": 5000,
        "items": object_node(
            {name: field_node(entry) for name, entry in table.fields.items()},
            f"{table.title}的一条记录",
            "每一项都要写出。",
        ),
    }


def _indicator(indicators: list[str]) -> Schema:
    return {
        "enum": indicators,
        "title": "指标编号",
        "description": "量规中三级指标的编号。",
        "examples": indicators[:1],
    }
