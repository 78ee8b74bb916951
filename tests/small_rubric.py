"""A rubric of a few indicators, written to a folder: for what the 2021 rubric has no example of."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import load_rubric

GRADES = [
    {"name": "优秀", "at_least": "90%"},
    {"name": "良好", "at_least": "80%"},
    {"name": "合格", "at_least": "65%"},
    {"name": "不合格", "at_least": "0%"},
]
RECTIFICATION = {
    "below": "85%",
    "deadlines": [
        {"below": "40%", "days": 30},
        {"below": "65%", "days": 60},
        {"below": "85%", "days": 90},
    ],
    "missing_days": 30,
}
BASIS = {"origin": "拟", "text": "本项目拟定"}
TABLE = {
    "title": "学校表",
    "key": ["标识码"],
    "label": "名称",
    "fields": {
        "标识码": {"type": "text", "required": True},
        "名称": {"type": "text", "required": True},
        "学生数": {"type": "integer", "unit": "人", "min": 0, "max": 100000},
        "图书数": {"type": "integer", "unit": "册", "min": 0, "max": 100000},
    },
}


def number(least: str = "0", most: str = "1000000", **more: Any) -> dict[str, Any]:
    """A decimal field."""
    return {"type": "decimal", "unit": "个", "min": least, "max": most, **more}


def scored_by(identifier: str, points: str, **more: Any) -> dict[str, Any]:
    """An indicator; what is not said is filled in."""
    return {
        "id": identifier,
        "title": f"指标{identifier}",
        "points": points,
        "standard": [BASIS],
        "plan": {"item": 1, "text": "做好工作"},
        "departments": ["教育"],
        "evidence": ["台账"],
        "remedy": f"按照以下办法整改：{'赤橙黄绿青蓝紫白'[int(identifier.split('-')[1]) - 1]}",
        **more,
    }


def by_score(identifier: str, points: str, field: str, **more: Any) -> dict[str, Any]:
    """An indicator whose score is the reported number itself."""
    score = {"method": "piecewise", "knots": [["0", "0"], [points, "1"]]}
    return scored_by(identifier, points, value=field, unit="score", score=score, **more)


def small_rubric(
    folder: Path,
    indicators: Sequence[dict[str, Any]],
    fields: dict[str, dict[str, Any]],
    tables: dict[str, Any] | None = None,
    checks: Sequence[dict[str, Any]] = (),
    points: str = "1000",
    **main: Any,
) -> Rubric:
    """Write the folder and load it; one chapter, one plan item, one group of fields."""
    about = {
        "id": "small",
        "version": "1.0",
        "title": "小量规",
        "year": 2021,
        "issuer": "市人民政府教育督导委员会办公室",
        "points_basis": "本项目拟定",
        "points": points,
        "score_digits": 2,
        "grades": GRADES,
        "graded_from": "85%",
        "ungraded": "暂不评级",
        "rectification": RECTIFICATION,
        "chapters": [{"id": 1, "title": "第一章", "points": points, "file": "indicators.yaml"}],
        "rules": [],
        "prompts": [],
        **main,
    }
    item = {"id": 1, "chapter": 1, "heading": "工作", "points": points, "text": "做好工作。"}
    catalogue = {
        "groups": ["数"],
        "fields": {key: _field(key, "数", entry) for key, entry in fields.items()},
        "tables": {
            title: {
                **table,
                "fields": {key: _field(key, None, entry) for key, entry in table["fields"].items()},
            }
            for title, table in (tables or {}).items()
        },
    }
    files = {
        "rubric": about,
        "plan": {"title": "要点", "count": "1", "items": [item]},
        "fields": catalogue,
        "indicators": list(indicators),
        "checks": list(checks),
    }
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        text = json.dumps(content, ensure_ascii=False, indent=1)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_rubric(folder)


def _field(key: str, group: str | None, entry: dict[str, Any]) -> dict[str, Any]:
    """A field's entry; the lint wants definitions that differ in more than names and digits."""
    words = "".join(chr(0x4E00 + ord(sign) % 997) for sign in key)
    filled = {
        "title": key,
        "period": "时点",
        "department": "教育",
        "definition": f"统计口径以此为准：{words}",
    }
    return {**filled, **({"group": group} if group else {}), **entry}


def submission(data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A submission for the small rubric with these values of its one group."""
    return {
        "format": "submission/1",
        "rubric": "small",
        "district": {"code": "990199", "name": "小城区", "kind": "市辖区"},
        "year": 2021,
        "prepared_by": {"unit": "小城区教育局"},
        "prepared_on": "2021-12-20",
        "data": {"数": data},
        **more,
    }
