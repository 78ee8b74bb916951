"""Bytes → strict JSON data with exact numbers, or the findings that say why not.

The C scanner of `json` decides, with hooks that make it strict; only a text it refuses is scanned again
for places and words (see `scan`).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from decimal import Clamped, Context, Decimal, InvalidOperation, Overflow, Rounded, Subnormal
from itertools import accumulate
from typing import Any

from evaluator.formula.values import MAX_DIGITS, MAX_EXPONENT
from evaluator.submission.encoding import decoded
from evaluator.submission.findings import Finding, finding
from evaluator.submission.scan import scan
from evaluator.submission.scanned import MAX_DEPTH, Scan

MAX_BYTES = 10_000_000
"""Twenty times the size of a large submission; `--max-size` of the command sets another limit."""

Json = None | bool | int | str | Decimal | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True)
class Document:
    """A file as it was read: its text, its data, and what is wrong with its syntax.

    Where there are findings, `data` holds what could be read all the same, for further checks only.
    """

    text: str
    data: Any
    findings: tuple[Finding, ...] = ()
    scanned: Scan | None = None


class _RefusedError(Exception):
    """Raised by a parsing hook: `json` would have accepted what we do not."""


def read_document(raw: bytes, max_bytes: int = MAX_BYTES) -> Document:
    """Read a JSON file strictly: no NaN, no duplicate keys, bounded size, depth and numbers."""
    if len(raw) > max_bytes:
        limit = f"{max_bytes / 1e6:g} MB"
        return Document("", None, (finding("json-size", expected=limit),))
    if kind := _other_kind(raw):
        return Document("", None, (finding("not-json", found=kind),))
    text, wrong = decoded(raw)
    if wrong:
        return Document(text, None, (wrong,))
    if _TOO_LONG in raw.translate(_DIGITS):
        return _explained(text)
    try:
        data: Json = json.loads(
            text,
            parse_float=_exact_numbers().create_decimal,
            parse_constant=_constant,
            object_pairs_hook=_unique,
        )
    except (_RefusedError, ArithmeticError, ValueError, RecursionError):
        return _explained(text)
    if _too_deep(raw, data) or ("\\u" in text and _has_surrogate(data)):
        return _explained(text)
    return Document(text, data)


def _explained(text: str) -> Document:
    """A refused or doubtful text with every reason that the position pass finds, which may be none."""
    scanned = scan(text)
    return Document(text, scanned.data, tuple(scanned.findings), scanned)


def read_json(raw: bytes) -> tuple[Json, list[Finding]]:
    """The data of a JSON file with integers as int and decimals as Decimal, or its findings."""
    document = read_document(raw)
    return (None if document.findings else document.data), list(document.findings)


_KINDS = (
    (b"PK", "Excel 表格或压缩文件"),
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)


def _other_kind(raw: bytes) -> str:
    """What a file that is no text seems to be; empty for text."""
    for head, name in _KINDS:
        if raw.startswith(head):
            return name
    return ""


_DIGITS = bytes(ord("0") if sign in b"0123456789" else ord(" ") for sign in range(256))
_TOO_LONG = b"0" * (MAX_DIGITS + 1)
"""What a number with too many digits is among the bytes translated by `_DIGITS`; text may hold it, too."""


def _exact_numbers() -> Context:
    """A context that reads a decimal exactly or not at all: whatever may be beyond the limits is refused."""
    return Context(
        prec=MAX_DIGITS,
        Emax=MAX_EXPONENT,
        Emin=MAX_DIGITS - 1 - MAX_EXPONENT,
        traps=[Rounded, Overflow, Subnormal, Clamped, InvalidOperation],
    )


def _constant(text: str) -> Json:
    raise _RefusedError(text)


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise _RefusedError
    return data


_STEPS = {**dict.fromkeys(b"[{", 1), **dict.fromkeys(b"]}", -1)}
_NO_BRACKETS = bytes(sign for sign in range(256) if sign not in _STEPS)


def _too_deep(raw: bytes, data: Json) -> bool:
    """Whether brackets nest deeper than allowed; they are counted first, those inside texts with them."""
    steps = [_STEPS[sign] for sign in raw.translate(None, _NO_BRACKETS)]
    deepest = max(accumulate(steps), default=0)
    return deepest > MAX_DEPTH and _deeper_than(data, MAX_DEPTH)


def _deeper_than(data: Json, depth: int) -> bool:
    """Whether lists and objects nest deeper than `depth`."""
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
    match value:
        case str():
            return _QUOTED.encode(value)
        case dict():
            pairs = [f"{_QUOTED.encode(key)}:{canonical_json(value[key])}" for key in sorted(value)]
            return "{" + ",".join(pairs) + "}"
        case list():
            return "[" + ",".join([canonical_json(entry) for entry in value]) + "]"
        case Decimal():
            digits = f"{value:f}" if value else "0"
            return digits.rstrip("0").rstrip(".") if "." in digits else digits
        case bool() | None:
            return _QUOTED.encode(value)
        case int():
            return str(value)


_QUOTED = json.JSONEncoder(ensure_ascii=False)


def sha256_text(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
