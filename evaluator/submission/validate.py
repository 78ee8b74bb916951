"""Bytes → a submission that may be scored, with every finding about it and its place."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.checks import run_checks
from evaluator.submission.explain import field_at, schema_findings
from evaluator.submission.explanations import with_explanation
from evaluator.submission.findings import (
    Finding,
    Place,
    finding,
    has_errors,
    path_of,
    place_name,
    pointer_of,
)
from evaluator.submission.model import Submission, build_submission
from evaluator.submission.outcomes import all_outcomes
from evaluator.submission.read import MAX_BYTES, Document, read_document
from evaluator.submission.scan import Scan, scan
from evaluator.submission.shown import CONTROLS, shown
from evaluator.submission.suggest import suggestion

RubricById = Callable[[str], Rubric | None]


@dataclass(frozen=True)
class Validated:
    """The submission and its rubric where the file may be scored, and all findings in any case.

    `raw` is the file as it was received; `text` and `data` are its own, as far as they could be read.
    """

    submission: Submission | None
    rubric: Rubric | None
    findings: tuple[Finding, ...]
    raw: bytes = b""
    text: str = ""
    data: Any = None


def validate(
    raw: bytes,
    find_rubric: RubricById,
    known: tuple[str, ...] = (),
    max_bytes: int = MAX_BYTES,
    wanted: str = "",
) -> Validated:
    """Read and check a submission. `find_rubric` gives the rubric of an id, `known` lists the ids.

    `wanted`: the id of the only rubric that is accepted, where the user has named one.
    """
    document = read_document(raw, max_bytes)
    checked = _checked(document, find_rubric, known, wanted, hashlib.sha256(raw).hexdigest())
    return replace(
        checked,
        findings=tuple(placed(document, checked.findings)),
        raw=raw,
        text=document.text,
        data=document.data,
    )


def added(validated: Validated, findings: Iterable[Finding]) -> Validated:
    """A valid submission with more findings about it, placed and explained like the others."""
    submission, rubric = validated.submission, validated.rubric
    assert submission is not None and rubric is not None
    explained = [with_explanation(rubric, submission, entry) for entry in findings]
    document = Document(validated.text, validated.data)
    return replace(validated, findings=(*validated.findings, *placed(document, explained)))


def _checked(
    document: Document,
    find_rubric: RubricById,
    known: tuple[str, ...],
    wanted: str,
    file_sha256: str,
) -> Validated:
    """All findings about a document, not yet placed."""
    data = document.data
    if not isinstance(data, dict):
        return Validated(None, None, document.findings or (finding("not-object"),))
    if data.get("format") != "submission/1":
        found = shown(data.get("format")) if "format" in data else "空缺"
        wrong = finding("format", "/format", found=found)
        return Validated(None, None, (*document.findings, wrong))
    identifier = data.get("rubric")
    if wanted and isinstance(identifier, str) and identifier != wanted:
        wrong = finding("rubric-other", "/rubric", found=shown(identifier), expected=wanted)
        return Validated(None, None, (*document.findings, wrong))
    rubric = find_rubric(identifier) if isinstance(identifier, str) else None
    if rubric is None:
        listed = "、".join(known) or "无"
        wrong = finding("rubric-unknown", "/rubric", found=shown(identifier), expected=listed)
        return Validated(None, None, (*document.findings, wrong))
    if document.findings:
        findings = (*_advised(rubric, document), *schema_findings(rubric, data, whole=False))
        return Validated(None, rubric, findings)
    return validate_against(rubric, data, file_sha256)


_ADVISED = ("json-percent", "json-unquoted", "json-value", "json-unit")


def _advised(rubric: Rubric, document: Document) -> Iterator[Finding]:
    """The syntax findings; where an unreadable value stands at a known field, with advice for that field."""
    unreadable = document.scanned.unreadable if document.scanned else {}
    for entry in document.findings:
        path = _real_path(document.data, entry.pointer)
        field = field_at(rubric, path)
        if entry.code in _ADVISED and field is not None and path in unreadable:
            advice = suggestion(field, unreadable[path])
            entry = replace(entry, hint=advice or entry.hint, title=field.title)
        yield entry


def validate_against(rubric: Rubric, data: dict[str, Any], file_sha256: str) -> Validated:
    """Check parsed data against a rubric's schema and checks."""
    findings = schema_findings(rubric, data)
    if findings:
        return Validated(None, rubric, tuple(findings))
    beyond = [*_beyond_schema(rubric, data)]
    if has_errors(beyond):
        return Validated(None, rubric, tuple(beyond))
    submission = build_submission(rubric, data, file_sha256)
    outcomes = all_outcomes(rubric, submission.scope)
    findings = [
        with_explanation(rubric, submission, entry)
        for entry in (*beyond, *run_checks(rubric, submission, outcomes))
    ]
    accepted = None if has_errors(findings) else submission
    return Validated(accepted, rubric, tuple(findings))


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


_TELEPHONE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d{9}|0\d{2,3}-\d{7,8})(?![0-9A-Za-z])")


def _texts(data: dict[str, Any]) -> Iterator[Finding]:
    """Texts that say nothing, or hold what a public report must not."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), entry) for key, entry in value.items() if key != "$schema"]
        elif isinstance(value, list):
            waiting += [((*path, place), entry) for place, entry in enumerate(value)]
        elif isinstance(value, str):
            pointer = pointer_of(path)
            if not CONTROLS.sub("", value).strip():
                yield finding("text-empty", pointer, found=shown(value))
            elif found := CONTROLS.search(value):
                yield finding("text-controls", pointer, found=f"U+{ord(found[0]):04X}")
            if number := _TELEPHONE.search(value):
                yield finding("text-telephone", pointer, found=number[0])


_AT_KEY = {"schema-unknown", "schema-typo", "schema-misplaced"}
"""Findings about a key stand at the key, all others at the value."""


def placed(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with line and column, in the order they came: it owes nothing to the file's form."""
    entries = list(findings)
    if all(entry.line is not None or not (entry.pointer or entry.related) for entry in entries):
        return entries
    scanned = document.scanned or scan(document.text)
    found = []
    for entry in entries:
        path = _real_path(document.data, entry.pointer)
        place = None
        if entry.line is None and entry.pointer:
            at_key = entry.code in _AT_KEY and path in scanned.keys
            place = scanned.line_column(scanned.keys[path]) if at_key else scanned.place(path)
        if place is not None:
            entry = replace(entry, line=place[0], column=place[1])
        found.append(replace(entry, places=_other_places(document, scanned, entry)))
    return found


def _other_places(document: Document, scanned: Scan, entry: Finding) -> tuple[Place, ...]:
    """Where the fields a finding is about stand, but for the one it points at."""
    places = []
    for pointer in dict.fromkeys(entry.related):
        path = _real_path(document.data, pointer)
        if pointer != entry.pointer and path in scanned.values:
            name = place_name(path)
            places.append(Place(pointer, name, *scanned.line_column(scanned.values[path])))
    return tuple(places)


def in_file_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader meets them in the file; those of no place stand last."""
    return sorted(
        findings, key=lambda entry: (entry.line is None, entry.line or 0, entry.column or 0)
    )


def _real_path(data: Any, pointer: str) -> tuple[str | int, ...]:
    """A pointer as a path of the data: places in lists are numbers."""
    path: list[str | int] = []
    here = data
    for part in path_of(pointer):
        if isinstance(here, list) and part.isdigit() and int(part) < len(here):
            path.append(int(part))
            here = here[int(part)]
        else:
            path.append(part)
            here = here.get(part) if isinstance(here, dict) else None
    return tuple(path)


_LISTS = ("stated", "not_applicable", "explanations", "evidence")
"""Lists whose entries are about different things; all others are tables of like records."""
_OF_KEYS = ("schema-required", "schema-unknown", "schema-typo", "schema-misplaced")


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with those that repeat over a table's records made one, with their count."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for place, entry in enumerate(findings):
        path = path_of(entry.pointer)
        key: tuple[str, ...] = (str(place),)
        if len(path) >= 2 and path[1].isdigit() and path[0] not in _LISTS:
            about = entry.found if entry.code in _OF_KEYS else ""
            key = (entry.code, entry.check, about, path[0], *path[2:])
        groups.setdefault(key, []).append(entry)
    return [_one_of(group) if len(group) > 1 else group[0] for group in groups.values()]


def _one_of(group: list[Finding]) -> Finding:
    """The first of like findings, with their count and the places of the next few."""
    first, *others = group
    next_few = others[:4]
    return replace(
        first,
        count=len(group),
        related=(*first.related, *(entry.pointer for entry in next_few)),
        places=(
            *first.places,
            *(
                Place(entry.pointer, place_name(_numbered(entry.pointer)), entry.line, entry.column)
                for entry in next_few
                if entry.line is not None and entry.column is not None
            ),
        ),
    )


def _numbered(pointer: str) -> tuple[str | int, ...]:
    """A pointer into a table as a path."""
    return tuple(int(part) if part.isdigit() else part for part in path_of(pointer))


def _beyond_schema(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """What the schema cannot say: real dates, listed districts, entries that repeat."""
    dates: list[tuple[tuple[str | int, ...], str, str]] = [
        (("prepared_on",), "填报日期", data["prepared_on"])
    ]
    for key, entry in rubric.content.fields.items():
        value = data["data"][entry.group or ""][key]
        if entry.type == "document" and isinstance(value, dict):
            place = ("data", entry.group or "", key, "日期")
            dates.append((place, f"{entry.title}的成文日期", value["日期"]))
        if entry.type == "date" and value is not None:
            dates.append((("data", entry.group or "", key), entry.title, value))
    prepared = _date(data["prepared_on"])
    for path, title, text in dates:
        day = _date(text)
        if day is None:
            yield finding("date-invalid", pointer_of(path), title=title, found=shown(text))
        elif path == ("prepared_on",):
            if not rubric.content.year <= day.year <= rubric.content.year + 1:
                yield finding(
                    "date-range", pointer_of(path), found=text, expected=rubric.content.year
                )
        elif prepared is not None and day > prepared:
            yield finding("date-future", pointer_of(path), title=title, found=text)
    yield from _texts(data)
    districts = {district.code: district.name for district in rubric.content.districts}
    code = data["district"]["code"]
    if districts and code not in districts:
        listed = "、".join(f"{key} {name}" for key, name in districts.items())
        yield finding("district-unknown", "/district/code", found=code, expected=listed)
    once = (
        ("not_applicable", "indicator"),
        ("stated", "indicator"),
        ("explanations", "field"),
        ("evidence", "id"),
    )
    for home, key in once:
        seen: set[str] = set()
        for number, item in enumerate(data.get(home, ())):
            if item[key] in seen:
                pointer = pointer_of((home, number, key))
                yield finding("entry-repeated", pointer, title=home, found=item[key])
            seen.add(item[key])
