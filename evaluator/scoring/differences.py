"""How an evaluation differs from another of the same data, in words."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.scoring.result import Evaluation

PARTS = {
    "district": "区市",
    "year": "年度",
    "prepared_by": "填报单位",
    "prepared_on": "填报日期",
    "provenance": "来源",
    "grades": "等级标准",
    "overall": "总体评价",
    "bonus": "加分",
    "chapters": "一级指标",
    "items": "二级指标",
    "indicators": "三级指标",
    "rules": "限制性规定",
    "prompts": "问责研判提示",
    "problems": "问题",
    "problem_limit": "列为问题的得分率",
    "plan_deadline": "整改方案期限",
    "deadlines": "整改期限",
    "missing": "未填报的指标",
    "not_applicable": "不适用的指标",
    "notes": "数据核对",
    "explanations": "说明",
    "fields": "申报数据",
    "tables": "记录表",
    "evidence": "佐证材料",
    "previous": "上年评价",
}
"""The parts of an evaluation, by their keys."""
_NAMES = {
    "self_score": "自评分",
    "verified_score": "核定分",
    "applicable_points": "适用分值",
    "scaled_score": "折算总分",
    "grade": "等级",
    "rate": "得分率",
    "value": "实际值",
    "deadline": "期限",
    "title": "名称",
    "points": "分值",
}
Path = tuple[str, ...]
_NOT_COMPARED: frozenset[Path] = frozenset(
    {
        ("provenance", "engine_version"),
        ("provenance", "submission_file_sha256"),
        ("provenance", "rubric", "sha256"),
    }
)
"""Shown, or compared with the embedded files' own."""


def evaluation_differences(here: Evaluation, there: Evaluation) -> list[str]:
    """Where an evaluation differs from the one computed again: one sentence an entry, indicators first."""
    one, other = (entry.model_dump(mode="json") for entry in (here, there))
    found: dict[Path, tuple[Path, object, object]] = {}
    for entry in sorted(_differing(one, other, ()), key=lambda entry: _rank(entry[0])):
        found.setdefault(entry[0][:2], entry)
    ordered = sorted(found.values(), key=lambda entry: entry[0][0] != "indicators")
    return [
        f"{_place(path)}：报告为{_said(reported)}，重新评分为{_said(computed)}"
        for path, reported, computed in ordered
    ]


def _differing(here: object, there: object, path: Path) -> Iterator[tuple[Path, object, object]]:
    """Every place where two dumped evaluations differ; entries of lists go by their id or number."""
    if isinstance(here, dict) and isinstance(there, dict):
        for key in dict.fromkeys((*here, *there)):
            if (*path, key) not in _NOT_COMPARED:
                yield from _differing(here.get(key), there.get(key), (*path, str(key)))
    elif isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        for place, pair in enumerate(zip(here, there, strict=True)):
            named = pair[1].get("id") if isinstance(pair[1], dict) else None
            yield from _differing(*pair, (*path, str(named or place + 1)))
    elif here != there:
        yield path, here, there


def _rank(path: Path) -> int:
    """How much a reader wants to know of this value rather than of others beside it; 0 comes first."""
    return next((place for place, key in enumerate(_NAMES) if key in path), len(_NAMES))


def _place(path: Path) -> str:
    """A place of an evaluation as a reader names it, else by its keys."""
    name = next((name for key, name in _NAMES.items() if key in path), "")
    match path[0]:
        case "indicators" if name:
            return f"指标{path[1]}的{name}"
        case "overall" if name:
            return f"总体评价的{name}"
        case "chapters" | "items" if name:
            return f"{'一' if path[0] == 'chapters' else '二'}级指标{path[1]}的{name}"
    part = f"评价结果的{PARTS.get(path[0], path[0])}"
    match path[1:]:
        case (entry, *_) if name:
            return f"{part}{entry}的{name}"
        case ():
            return part
        case rest:
            return f"{part}（{'/'.join(rest)}）"


def _said(value: object) -> str:
    match value:
        case None:
            return "空"
        case bool():
            return "是" if value else "否"
        case list():
            return f"{len(value)}项"
        case dict():
            return "另一组内容"
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
