"""Bytes → strict JSON data with exact numbers, or the findings that say why not."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from evaluator.formula.values import MAX_DIGITS, bounded
from evaluator.submission.findings import Finding, finding

MAX_BYTES = 20_000_000
MAX_DEPTH = 64

Json = None | bool | int | str | Decimal | list["Json"] | dict[str, "Json"]


class _RefusedError(Exception):
    """Raised by a parsing hook; carries the finding."""

    def __init__(self, refusal: Finding) -> None:
        super().__init__(refusal.message)
        self.finding = refusal


def read_json(raw: bytes) -> tuple[Json, list[Finding]]:
    """The data of a JSON text with integers as int and decimals as Decimal, or one finding.

    Stricter than `json.loads`: no NaN or Infinity, no duplicate keys, bounded size, depth and numbers.
    """
    if len(raw) > MAX_BYTES:
        return None, [finding("json-size", expected=f"{MAX_BYTES // 1_000_000} MB")]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [finding("json-encoding", found=_likely_encoding(raw))]
    try:
        data: Json = json.loads(
            text,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_constant,
            object_pairs_hook=_unique,
        )
    except _RefusedError as refusal:
        return None, [refusal.finding]
    except json.JSONDecodeError as error:
        return None, [_syntax(text, error)]
    except RecursionError:
        return None, [finding("json-depth", expected=MAX_DEPTH)]
    if _deeper_than(data, MAX_DEPTH):
        return None, [finding("json-depth", expected=MAX_DEPTH)]
    if "\\u" in text and _has_surrogate(data):
        return None, [finding("json-surrogate")]
    return data, []


def _likely_encoding(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "损坏的 UTF-8"
    return "GBK（GB18030）"


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > MAX_DIGITS:
        raise _RefusedError(finding("json-number", found=text[:20] + "…"))
    return int(text)


def _decimal(text: str) -> Decimal:
    if len(text) > 2 * MAX_DIGITS or not bounded(number := Decimal(text)):
        raise _RefusedError(finding("json-number", found=text[:20] + "…"))
    return number


def _constant(text: str) -> Json:
    raise _RefusedError(finding("json-constant", found=text))


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    data = dict(pairs)
    if len(data) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _RefusedError(finding("json-duplicate", found=key[:60]))
            seen.add(key)
    return data


_SYNTAX = {
    "Expecting value": ("此处缺少一个值", "请检查是否多了逗号，或把未填报的写成 null。"),
    "Expecting ',' delimiter": ("此处缺少逗号", "请检查上一项后面的逗号、数中的千分位逗号和引号。"),
    "Expecting ':' delimiter": ("键的后面缺少冒号", "请使用半角冒号。"),
    "Expecting property name enclosed in double quotes": (
        "此处应为用双引号括起的键",
        "请检查最后一项后面是否多了逗号，引号是否为半角双引号。",
    ),
    "Illegal trailing comma before end of object": ("最后一项后面多了逗号", "请删去这个逗号。"),
    "Illegal trailing comma before end of array": ("最后一项后面多了逗号", "请删去这个逗号。"),
    "Extra data": ("数据结束后还有多余的内容", "请删去末尾多余的内容。"),
    "Unterminated string starting at": ("文字的引号没有结束", "请补上后引号。"),
    "Invalid control character at": ("文字中有换行等控制字符", "请删去文字中的换行。"),
}


def _syntax(text: str, error: json.JSONDecodeError) -> Finding:
    what, hint = _SYNTAX.get(error.msg, ("无法识别", "请检查此处附近的引号、逗号和括号。"))
    line = text.count("\n", 0, error.pos) + 1
    column = error.pos - (text.rfind("\n", 0, error.pos) + 1) + 1
    return finding("json-syntax", found=what, hint=hint, line=line, column=column)


def _deeper_than(data: Json, depth: int) -> bool:
    """Whether brackets nest deeper than `depth`."""
    level = [data] if isinstance(data, dict | list) else []
    for _ in range(depth):
        below: list[Json] = []
        for value in level:
            below += value.values() if isinstance(value, dict) else value
        level = [value for value in below if isinstance(value, dict | list)]
    return bool(level)


def _has_surrogate(data: Json) -> bool:
    if isinstance(data, str):
        return any("\ud800" <= sign <= "\udfff" for sign in data)
    if isinstance(data, list):
        return any(_has_surrogate(value) for value in data)
    if isinstance(data, dict):
        return any(_has_surrogate(key) or _has_surrogate(value) for key, value in data.items())
    return False


def canonical_json(value: Json) -> str:
    """One text for equal data: keys sorted, no white space, numbers without needless zeros."""
    if isinstance(value, dict):
        pairs = (f"{_quoted(key)}:{canonical_json(value[key])}" for key in sorted(value))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical_json(entry) for entry in value) + "]"
    if isinstance(value, Decimal):
        digits = f"{value:f}" if value else "0"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return _quoted(value)


def _quoted(value: bool | int | str | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def sha256_text(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
