"""Bytes → a submission that may be scored, with every finding about it and its place."""

from __future__ import annotations

import datetime
import difflib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.checks import run_checks
from evaluator.submission.explain import schema_findings
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
from evaluator.submission.keys import Path, field_at
from evaluator.submission.model import Submission, build_submission
from evaluator.submission.outcomes import all_outcomes
from evaluator.submission.read import MAX_BYTES, Document, read_document
from evaluator.submission.scan import Scan, scan
from evaluator.submission.shown import short, shown
from evaluator.submission.suggest import suggestion
from evaluator.submission.texts import text_findings

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
    if not isinstance(document.data, dict):
        return Validated(None, None, document.findings or (finding("not-object"),))
    data, typos = _with_head(document.data)
    if data.get("format") != "submission/1":
        found = shown(data.get("format")) if "format" in data else "空缺"
        wrong = finding("format", "/format", found=found)
        return Validated(None, None, (*document.findings, *typos, wrong))
    identifier = data.get("rubric")
    if wanted and isinstance(identifier, str) and identifier != wanted:
        wrong = finding("rubric-other", "/rubric", found=shown(identifier), expected=wanted)
        return Validated(None, None, (*document.findings, wrong))
    rubric = find_rubric(identifier) if isinstance(identifier, str) else None
    if rubric is None:
        listed = "、".join(known) or "无"
        wrong = finding("rubric-unknown", "/rubric", found=shown(identifier), expected=listed)
        return Validated(None, None, (*document.findings, *typos, wrong))
    if document.findings:
        findings = [*_advised(rubric, document), *typos]
        if all(entry.code != "json-one-too-many" for entry in findings):
            findings += schema_findings(rubric, data, whole=False)
        return Validated(None, rubric, tuple(findings))
    checked = validate_against(rubric, data, file_sha256)
    if typos:
        return replace(checked, submission=None, findings=(*typos, *checked.findings))
    return checked


def _with_head(data: dict[str, Any]) -> tuple[dict[str, Any], list[Finding]]:
    """The data with `format` and `rubric` under these names, and a finding for each that was misspelt."""
    typos = []
    for head in ("format", "rubric"):
        if head in data:
            continue
        texts = {key.strip().lower(): key for key in data if isinstance(data[key], str)}
        if close := difflib.get_close_matches(head, texts, n=1, cutoff=0.6):
            key = texts[close[0]]
            data = {head if name == key else name: value for name, value in data.items()}
            pointer = pointer_of((key,))
            typos.append(finding("schema-typo", pointer, found=short(key), expected=head))
    return data, typos


_ADVISED = ("json-percent", "json-unquoted", "json-value", "json-unit")
_TEXTUAL = ("text", "enum", "date")


def _advised(rubric: Rubric, document: Document) -> Iterator[Finding]:
    """The syntax findings; where an unreadable value stands at a known field, with advice for that field."""
    unreadable = document.scanned.unreadable if document.scanned else {}
    for entry in document.findings:
        path = _real_path(document.data, entry.pointer)
        yield _with_advice(rubric, entry, path, unreadable[path]) if path in unreadable else entry


def _with_advice(rubric: Rubric, entry: Finding, path: Path, raw: str) -> Finding:
    """A finding about an unreadable value with the advice of the field it stands at."""
    field = field_at(rubric, path)
    if field is None:
        if entry.code in _ADVISED and path[0] == "stated" and path[-1] == "value":
            quoted = f'"{short(raw)}"'
            return replace(entry, hint=f"公布数是文字，照公布的写法加双引号：{quoted}。")
        return entry
    advice = suggestion(field, raw)
    if entry.code == "json-number-form" and field.type == "integer" and _FRACTION.fullmatch(raw):
        return replace(entry, hint=advice, title=field.title)
    if entry.code not in _ADVISED:
        return entry
    if entry.code in ("json-unquoted", "json-value") and field.type not in _TEXTUAL and advice:
        word = finding("json-word", entry.pointer, found=short(raw), hint=advice, title=field.title)
        return replace(word, line=entry.line, column=entry.column)
    return replace(entry, hint=advice or entry.hint, title=field.title)


_FRACTION = re.compile(r"[-+]?[0-9]*\.[0-9]*[1-9]")


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
    years = range(rubric.content.year, rubric.content.year + 2)
    for path, title, text in dates:
        day = _date(text)
        if day is None:
            yield finding("date-invalid", pointer_of(path), title=title, found=shown(text))
        elif path == ("prepared_on",):
            if day.year not in years:
                yield finding(
                    "date-range", pointer_of(path), found=text, expected=rubric.content.year
                )
        elif prepared is not None and prepared.year in years and day > prepared:
            yield finding("date-future", pointer_of(path), title=title, found=text)
    yield from text_findings(data)
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
