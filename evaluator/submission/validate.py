"""Bytes → a submission that may be scored, with every finding about it and its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.beyond import beyond_schema
from evaluator.submission.checks import run_checks
from evaluator.submission.explain import field_at, judged, part_suggestion
from evaluator.submission.findings import Finding, finding, has_errors, path_of
from evaluator.submission.holes import Holed, holed
from evaluator.submission.model import Submission, build_submission
from evaluator.submission.outcomes import all_outcomes
from evaluator.submission.places import Lines, nearest, offsets
from evaluator.submission.read import MAX_BYTES, Document, read_document
from evaluator.submission.shown import shown

RubricById = Callable[[str], Rubric | None]


@dataclass(frozen=True)
class Validated:
    """The submission and its rubric where the file may be scored, and all findings in any case.

    `text` and `data` are the file's own, as far as they could be read. `unchecked`: so much is wrong
    that the checks have not been made.
    """

    submission: Submission | None
    rubric: Rubric | None
    findings: tuple[Finding, ...]
    text: str = ""
    data: Any = None
    unchecked: bool = False


def validate(
    raw: bytes, find_rubric: RubricById, known: tuple[str, ...] = (), max_bytes: int = MAX_BYTES
) -> Validated:
    """Read and check a submission. `find_rubric` gives the rubric of an id, `known` lists the ids."""
    document = read_document(raw, max_bytes)
    checked = _checked(document, find_rubric, known, hashlib.sha256(raw).hexdigest())
    return replace(
        checked,
        findings=tuple(placed(document, checked.findings)),
        text=document.text,
        data=document.data,
    )


def added(validated: Validated, findings: Iterable[Finding]) -> Validated:
    """A valid submission with more findings about it, placed and explained like the others."""
    submission, rubric = validated.submission, validated.rubric
    assert submission is not None and rubric is not None
    explained = [_with_explanation(rubric, submission, entry) for entry in findings]
    document = Document(validated.text, validated.data)
    return replace(validated, findings=(*validated.findings, *placed(document, explained)))


def _checked(
    document: Document, find_rubric: RubricById, known: tuple[str, ...], file_sha256: str
) -> Validated:
    """All findings about a document, not yet placed."""
    data = document.data
    if not isinstance(data, dict):
        return Validated(None, None, document.findings or (finding("not-object"),), unchecked=True)
    if data.get("format") != "submission/1":
        found = shown(data.get("format")) if "format" in data else "空缺"
        wrong = finding("format", "/format", found=found)
        return Validated(None, None, (*document.findings, wrong), unchecked=True)
    identifier = data.get("rubric")
    rubric = find_rubric(identifier) if isinstance(identifier, str) else None
    if rubric is None:
        listed = "、".join(known) or "无"
        wrong = finding("rubric-unknown", "/rubric", found=shown(identifier), expected=listed)
        return Validated(None, None, (*document.findings, wrong), unchecked=True)
    return validate_against(rubric, data, file_sha256, tuple(_advised(rubric, document)))


_ADVISED = ("json-percent", "json-unquoted", "json-value", "json-unit")


def _advised(rubric: Rubric, document: Document) -> Iterator[Finding]:
    """The syntax findings; where an unreadable value stands at a known field, with advice for that field."""
    unreadable = document.scanned.unreadable if document.scanned else {}
    for entry in document.findings:
        path = _real_path(document.data, entry.pointer)
        field = field_at(rubric, path)
        if entry.code in _ADVISED and field is not None and path in unreadable:
            advice = part_suggestion(field, path, unreadable[path])
            entry = replace(entry, hint=advice or entry.hint, title=field.title)
        yield entry


def validate_against(
    rubric: Rubric, data: dict[str, Any], file_sha256: str, syntax: tuple[Finding, ...] = ()
) -> Validated:
    """Check parsed data against a rubric's schema and checks, `syntax` being what the text had against it.

    Whatever is sound is checked, also beside what is not.
    """
    verdict = judged(rubric, data, whole=not syntax)
    sound = holed(rubric, data, verdict.unsound) if verdict.findings or syntax else Holed(data)
    submission = build_submission(rubric, sound.entries(), file_sha256)
    outcomes = all_outcomes(rubric, submission.scope, sound.unknown)
    beyond = beyond_schema(rubric, sound.data)
    checks = run_checks(rubric, submission, outcomes, sound.unknown)
    findings = [
        *syntax,
        *verdict.findings,
        *(_with_explanation(rubric, submission, entry) for entry in (*beyond, *checks)),
    ]
    accepted = None if has_errors(findings) else submission
    return Validated(accepted, rubric, tuple(findings), unchecked=() in verdict.unsound)


_AT_KEY = {"schema-unknown", "schema-typo", "schema-misplaced"}
"""Findings about a key stand at the key, all others at the value."""


def placed(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with line and column, in the order they came: it owes nothing to the file's form."""
    entries = list(findings)
    paths = {
        entry.pointer: _real_path(document.data, entry.pointer)
        for entry in entries
        if entry.line is None and entry.pointer
    }
    if not paths:
        return entries
    if document.scanned:
        values, keys, lines = document.scanned.values, document.scanned.keys, document.scanned.lines
    else:
        lines = Lines(document.text)
        values, keys = offsets(document.text, paths.values())
    found = []
    for entry in entries:
        if entry.line is None and entry.pointer:
            path = paths[entry.pointer]
            at = keys.get(path) if entry.code in _AT_KEY else None
            at = nearest(values, path) if at is None else at
            if at is not None:
                line, column = lines.place(at)
                entry = replace(entry, line=line, column=column)
        found.append(entry)
    return found


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
    return [
        replace(
            group[0],
            count=len(group),
            related=(*group[0].related, *(entry.pointer for entry in group[1:5])),
        )
        if len(group) > 1
        else group[0]
        for group in groups.values()
    ]


def _with_explanation(rubric: Rubric, submission: Submission, entry: Finding) -> Finding:
    """A warning together with what the district says about one of the fields it concerns."""
    if entry.severity != "warning":
        return entry
    parts = [part for pointer in (entry.pointer, *entry.related) for part in path_of(pointer)]
    if parts[:1] == ["stated"]:
        parts += rubric.fields_of(submission.stated[int(parts[1])].indicator)
    concerned = [part for part in parts if part in submission.explanations]
    formula = next((check.formula for check in rubric.checks if check.code == entry.check), None)
    if formula is not None:
        concerned += [key for key in submission.explanations if key in formula.field_names]
    texts = dict.fromkeys(submission.explanations[key] for key in concerned)
    return replace(entry, explained=" ".join(texts))
