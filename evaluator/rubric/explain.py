"""What pydantic refuses in a rubric, said in Chinese with the place and the id it concerns."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from pydantic_core import ErrorDetails

from evaluator.formula.display import number_text
from evaluator.rubric.methods import Model
from evaluator.rubric.model import VERSION, RubricContent
from evaluator.rubric.source import Path_, Place, Plain, Problem

WANTED: Mapping[str, str] = {
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "int_parsing_size": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "string_type": "应为文字",
    "tuple_type": "应为一份清单（每项以 - 开头，或写在方括号里，用逗号隔开）",
    "model_type": "应由键和值组成（每行一个“键: 值”）",
    "model_attributes_type": "应由键和值组成（每行一个“键: 值”）",
    "dict_type": "应由键和值组成（每行一个“键: 值”）",
}
"""Error type of pydantic → what should stand there."""

PATTERNS: Mapping[str, str] = {
    r"^\d+-\d+$": "要点项号加序号，如 10-2",
    r"^V\d+$": "字母 V 加数字，如 V1",
    r"^Q\d+$": "字母 Q 加数字，如 Q1",
    r"^[EW]\d+$": "字母 E（错误）或 W（警告）加数字，如 E01",
    r"^\d{6}$": "六位数字，如 990102",
    VERSION: "字母、数字和 . + - 写成的版本号，如 1.0",
    r"^[a-z0-9][a-z0-9-]{0,40}$": "小写字母、数字和连字符，如 district-2021",
}
"""Pattern of the model → how its texts are written."""

BOUNDS: Mapping[str, tuple[str, str]] = {
    "greater_than": ("gt", "须大于"),
    "greater_than_equal": ("ge", "须不小于"),
    "less_than": ("lt", "须小于"),
    "less_than_equal": ("le", "须不大于"),
}


def explain(
    errors: Sequence[ErrorDetails], data: Plain, places: Mapping[Path_, Place]
) -> list[Problem]:
    """One problem for each slip: an echo of another error, or a key told as misspelt, is not told twice."""
    at_fault = [entry["loc"] for entry in errors]
    misspelt = dict(_misspelt(errors))
    told = [
        entry
        for entry in errors
        if not (entry["type"] == "too_short" and _echo(entry, at_fault))
        and not (entry["type"] == "missing" and entry["loc"] in misspelt.values())
    ]
    return [_explained(entry, misspelt, data, places) for entry in told]


def _echo(entry: ErrorDetails, at_fault: Iterable[tuple[int | str, ...]]) -> bool:
    """Whether a list only seems too short because items in it were refused."""
    loc = entry["loc"]
    return any(len(other) > len(loc) and other[: len(loc)] == loc for other in at_fault)


Loc = tuple[int | str, ...]


def _misspelt(errors: Iterable[ErrorDetails]) -> Iterator[tuple[Loc, Loc]]:
    """Each unknown key that stands beside a missing one it resembles."""
    entries = list(errors)
    for entry in entries:
        if entry["type"] != "extra_forbidden":
            continue
        home = entry["loc"][:-1]
        lacking = [
            str(other["loc"][-1])
            for other in entries
            if other["type"] == "missing" and other["loc"][:-1] == home
        ]
        close = difflib.get_close_matches(str(entry["loc"][-1]), lacking, n=1)
        if close:
            yield entry["loc"], (*home, close[0])


def _explained(
    entry: ErrorDetails,
    misspelt: Mapping[Loc, Loc],
    data: Plain,
    places: Mapping[Path_, Place],
) -> Problem:
    path: Path_ = ()
    here: Plain = data
    subject = str(data["indicator"]) if isinstance(data, dict) and "indicator" in data else ""
    for part in entry["loc"]:
        if isinstance(here, dict) and part in here:
            here = here[str(part)]
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            here = here[part]
        else:
            continue  # the tag of a union, or what is missing
        path = (*path, part)
        if isinstance(here, dict) and isinstance(here.get("id"), str):
            subject = str(here["id"])
        if len(path) == 2 and path[0] == "fields":
            subject = str(part)
    right = misspelt.get(entry["loc"])
    message = _message(entry, str(right[-1]) if right else "")
    return Problem(place_of(path, places), message, subject)


def _message(entry: ErrorDetails, right: str) -> str:
    """What is wrong; `right` is the missing key that a misspelt one stands for."""
    given, about, last = entry["input"], entry.get("ctx", {}), entry["loc"][-1:]
    shown = "空着" if given is None else f"“{given}”" if isinstance(given, str) else "这里的内容"
    kind = entry["type"]
    match kind:
        case "missing":
            key = last[0]
            return f"缺少第 {key + 1} 个值" if isinstance(key, int) else f"缺少“{key}”"
        case "extra_forbidden":
            return f"不认识的键“{last[0]}”{_advice(str(last[0]), right)}"
        case "value_error":
            return str(about["error"])
        case "literal_error":
            return f"{shown}不在允许的取值中：{_listed(about['expected'])}"
        case "union_tag_invalid":
            return f"没有这种计分方法：{about['tag']}；可以写 {_listed(about['expected_tags'])}"
        case "union_tag_not_found":
            return "缺少“method”（计分方法）"
        case "string_too_short":
            return "不能为空"
        case "string_too_long":
            return f"文字过长，最多 {about['max_length']} 个字"
        case "string_pattern_mismatch":
            return f"{shown}不符合要求：应为{PATTERNS.get(about['pattern'], '另一种写法')}"
        case "too_short":
            return f"至少要有 {about['min_length']} 项"
        case "too_long":
            return f"最多只能有 {about['max_length']} 项"
        case "greater_than" | "greater_than_equal" | "less_than" | "less_than_equal":
            name, words = BOUNDS[kind]
            limit = number_text(Fraction(about[name])).replace(",", "")
            return f"{shown}超出允许的范围（{words} {limit}）"
        case _:
            return f"{shown}不符合要求：{WANTED.get(kind, '请对照说明核对写法')}"


def _listed(quoted: str) -> str:
    """The values of pydantic's list `'a', 'b' or 'c'`."""
    return "、".join(re.findall(r"'([^']*)'", quoted))


def _advice(key: str, right: str) -> str:
    if right:
        return f"，是否要写“{right}”？"
    known = known_keys()
    if key in known:
        return "，这个键不能写在这里"
    return near(key, known) or "，请核对拼写"


def known_keys() -> tuple[str, ...]:
    """Every key that a rubric's content may hold somewhere."""
    models = [model for model in Model.__subclasses__() if model.__module__ in _MODULES]
    fields = [entry for model in models for entry in model.model_fields.items()]
    return tuple(dict.fromkeys(str(field.alias or name) for name, field in fields))


_MODULES = (Model.__module__, RubricContent.__module__)


def near(key: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return f"，是否要写“{close[0]}”？" if close else ""


def place_of(path: Path_, places: Mapping[Path_, Place]) -> Place:
    """The place of the nearest known ancestor of a path."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Place("rubric.yaml", 1))
