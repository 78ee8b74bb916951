"""Findings that repeat throughout a file made one, with their count and first places."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from evaluator.submission.findings import Finding, Place, path_of, place_name
from evaluator.submission.messages import MESSAGES, THROUGHOUT
from evaluator.submission.quoted import QUOTES

FEW = 5
"""Slips of one kind that are told one by one; where there are more, the first one stands for all."""
NEXT = 4
"""How many of the places after the first one a group names."""

_LISTS = ("stated", "not_applicable", "explanations", "evidence")
"""Lists whose entries are about different things; all others are tables of like records."""
_OF_KEYS = (
    *("schema-required", "schema-unknown", "schema-unknown-personal"),
    *("schema-typo", "schema-misplaced"),
)


Key = tuple[str, ...]


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those that repeat made one, with their count.

    These are: slips of one kind throughout the text, one column of a table's records, checks that miss
    the same field, keys of one object that stand in another.
    """
    entries = list(findings)
    slips = Counter(filter(None, map(_slip, entries)))
    groups: dict[Key, list[Finding]] = {}
    for place, entry in enumerate(entries):
        slip = _slip(entry)
        throughout = slip if slip and slips[slip] > FEW else None
        key = throughout or _skipped(entry) or _row(entry) or _moved(entry) or (str(place),)
        groups.setdefault(key, []).append(entry)
    return [_one_of(key, group) for key, group in groups.items()]


_BY_SIGN = (
    "json-wide-sign",
    "json-quotes",
    "json-semicolon",
    "json-wide-space",
    "json-unseen",
    "json-stray",
    "json-note",
)
_BY_MEANING = ("json-literal", "json-constant", "json-sheet-error", "json-too-narrow")
_BY_ADVICE = ("json-number-form", "json-word")
_BY_CODE = [
    "json-trailing-comma",
    "json-double-comma",
    "json-comma",
    "json-comma-inside",
    "json-colon",
    "json-colon-inside",
    "json-value-inside",
    "json-double-colon",
    "json-comment",
    "json-comment-comma",
    "json-unquoted-key",
    "json-pasted",
    "json-half-quoted-key",
    "json-open-key",
    "json-half-quoted",
    "json-doubled-quote",
    "json-unterminated",
    "json-equals",
    "json-parentheses",
    "json-second-mark",
    "json-unquoted",
    "json-line-break",
    "json-control",
    "json-quote-inside",
    "json-escape",
    "json-thousands",
    "json-percent",
    "json-unit",
    "json-duplicate",
    "json-surrogate",
    "json-number",
    "json-value",
]
_NUMBER = re.compile(r"[0-9.]+")
_AS_TEXT = re.compile(r"“([0-9][0-9, ]*(?:\.[0-9]+)?)”")
_WIDE = re.compile(r"-?[0-9０-９.．]*[０-９][0-9０-９.．]*")


def _slip(entry: Finding) -> Key | None:
    """What kind of slip in writing a finding names; None for all else, brackets among it."""
    if throughout := _of_numbers(entry):
        return (throughout,)
    if entry.code in _BY_SIGN:
        return (entry.code, entry.found)
    if entry.code in _BY_MEANING:
        return (entry.code, entry.expected)
    if entry.code in _BY_ADVICE:
        return (entry.code, _NUMBER.sub("", entry.hint))
    return (entry.code,) if entry.code in _BY_CODE else None


def _of_numbers(entry: Finding) -> str:
    """What is wrong with the writing of a number that is sound in itself: its digits or quotes; empty for all else."""
    if entry.code == "json-number-form" and _WIDE.fullmatch(entry.found):
        meant = unicodedata.normalize("NFKC", entry.found)
        return "digits-wide" if meant in entry.hint else ""
    if entry.code in ("schema-type", "schema-enum") and (text := _AS_TEXT.fullmatch(entry.found)):
        number = text[1].replace(",", "").replace(" ", "")
        meant = number.rstrip("0").rstrip(".") if "." in number else number
        return "number-as-text" if f" {meant}？" in entry.hint else ""
    return ""


def _skipped(entry: Finding) -> Key | None:
    """Of a check that could not be made, the field or column that has no value."""
    if entry.code != "check-skipped":
        return None
    return (entry.code, entry.expected.rpartition("的")[2])


def _moved(entry: Finding) -> Key | None:
    """Of a key that stands in a wrong object, that object and where it belongs."""
    if entry.code != "schema-misplaced":
        return None
    return (entry.code, entry.expected, *path_of(entry.pointer)[:-1])


def _row(entry: Finding) -> Key | None:
    """Of a finding about a record, everything but the record."""
    path = path_of(entry.pointer)
    if len(path) < 2 or not path[1].isdigit() or path[0] in _LISTS:
        return None
    about = entry.found if entry.code in _OF_KEYS else ""
    return (entry.code, entry.check, about, path[0], *path[2:])


def _one_of(key: Key, group: list[Finding]) -> Finding:
    """The first of like findings, with their count and the places of the next few."""
    first, *others = group
    if not others:
        return first
    if first.code == "check-skipped":
        return _checks_skipped(group)
    next_few = others[:NEXT]
    one = replace(
        first,
        count=len(group),
        related=(*first.related, *(entry.pointer for entry in next_few if entry.pointer)),
        places=(
            *first.places,
            *(
                Place(entry.pointer, _named(entry), entry.line, entry.column)
                for entry in next_few
                if entry.line is not None and entry.column is not None
            ),
        ),
    )
    if key == _slip(first) and key[0] in THROUGHOUT:
        closing = QUOTES.get(first.found, first.found)
        sign = first.found if closing == first.found else f"{first.found} 和 {closing}"
        texts = {"found": sign, "expected": first.expected, "count": f"{len(group):,}"}
        return replace(one, hint=THROUGHOUT[key[0]].format(**texts))
    return one


def _checks_skipped(group: list[Finding]) -> Finding:
    """One finding for all checks that miss the same field, at that field."""
    first = group[0]
    missed = list(dict.fromkeys(entry.expected for entry in group))
    codes = [_check_name(code) for code in dict.fromkeys(entry.check for entry in group)]
    if len(codes) == 1:
        codes = [f"「{first.found}」"]
    severity, message, hint = MESSAGES["checks-skipped"]
    texts = {
        "expected": missed[0] + (f"等 {len(missed)} 处" if len(missed) > 1 else ""),
        "count": len(dict.fromkeys(entry.check for entry in group)),
        "found": "、".join(codes[: NEXT + 1]) + ("等" if len(codes) > NEXT + 1 else ""),
    }
    lacking = (first.expected.rpartition("的")[2],)
    named: list[Finding | Place] = [*group, *(place for entry in group for place in entry.places)]
    place = next((place for place in named if path_of(place.pointer)[-1:] == lacking), first)
    return replace(
        first,
        severity=severity,
        pointer=place.pointer,
        message=message.format(**texts),
        found=str(texts["found"]),
        hint=hint,
        line=place.line,
        column=place.column,
        related=(),
        places=(),
        check="",
    )


def _check_name(code: str) -> str:
    """A check as a reader knows it: `E08` by its number, one made of a field by the field."""
    kind, _, name = code.partition("-")
    return name if kind == "check" else f"「{name}」"


def _named(entry: Finding) -> str:
    """What the place of a finding is called; outside of every field, nothing."""
    path = path_of(entry.pointer)
    return place_name(tuple(int(part) if part.isdigit() else part for part in path)) if path else ""
