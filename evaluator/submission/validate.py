"""Bytes → a submission that may be scored, with every finding about it and its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.advised import LEFT_OUT, TOO_MANY, advised
from evaluator.submission.applicability import as_meant, claims_meant
from evaluator.submission.beyond import beyond_schema
from evaluator.submission.cause import Findings, common_causes
from evaluator.submission.checks import run_checks
from evaluator.submission.explain import judged
from evaluator.submission.explanations import with_explanation
from evaluator.submission.findings import (
    Finding,
    Place,
    finding,
    has_errors,
    path_in,
    place_name,
)
from evaluator.submission.head import RubricById, read_head
from evaluator.submission.holes import LISTS, Holed, holed
from evaluator.submission.model import Submission, build_submission
from evaluator.submission.outcomes import all_outcomes
from evaluator.submission.places import Lines, nearest, offsets
from evaluator.submission.read import MAX_BYTES, Document, read_document
from evaluator.submission.retold import misnamed, told_once
from evaluator.submission.rows import records_only
from evaluator.submission.shown import shown


@dataclass(frozen=True)
class Validated:
    """The submission and its rubric where the file may be scored, and all findings in any case.

    `causes`: what several of the findings have in common, see `common_causes`.
    `raw` is the file as it was received; `text` and `data` are its own, as far as they could be read.
    `unchecked`: so much is wrong that the checks have not been made. `readable`: the submission of a file that
    is well written, as far as its values are sound, also beside errors.
    """

    submission: Submission | None
    rubric: Rubric | None
    findings: tuple[Finding, ...]
    causes: tuple[Finding, ...] = ()
    raw: bytes = b""
    text: str = ""
    data: Any = None
    unchecked: bool = False
    readable: Submission | None = None


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
        causes=tuple(placed(document, checked.causes)),
        raw=raw,
        text=document.text,
        data=document.data,
    )


def added(validated: Validated, findings: Iterable[Finding]) -> Validated:
    """A submission that could be read, with more findings about it, placed and explained like the others."""
    submission, rubric = validated.readable, validated.rubric
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
        return Validated(None, None, document.findings or (_no_object(document),), unchecked=True)
    head = read_head(document.data, find_rubric, known, wanted)
    if head.rubric is None:
        return Validated(None, None, (*document.findings, *head.findings), unchecked=True)
    slips = misnamed(head.rubric, document, [*advised(head.rubric, document)])
    syntax = (*slips, *head.findings)
    if any(entry.code in (TOO_MANY, LEFT_OUT) for entry in syntax):
        return Validated(None, head.rubric, syntax, unchecked=True)
    return validate_against(head.rubric, head.data, file_sha256, syntax)


def _no_object(document: Document) -> Finding:
    """What is told of a file that is JSON but no object, at the place where it begins."""
    wrapped = isinstance(document.data, str) and document.data.lstrip(f'{_BLANKS}"').startswith("{")
    code = "json-as-text" if wrapped else "not-object"
    begins = len(document.text) - len(document.text.lstrip(_BLANKS))
    line, column = Lines(document.text).place(begins)
    return finding(code, line=line, column=column, found=shown(document.data))


_BLANKS = " \t\r\n"
"""What JSON takes for white space."""


def validate_against(
    rubric: Rubric, data: dict[str, Any], file_sha256: str, syntax: tuple[Finding, ...] = ()
) -> Validated:
    """Check parsed data against a rubric's schema and checks, `syntax` being what the text had against it.

    Whatever is sound is checked, also beside what is not.
    """
    records = records_only(rubric, data)
    data = records.data
    verdict = judged(rubric, data, whole=not syntax)
    unsound = verdict.unsound
    syntax, rejected = told_once(syntax, verdict.findings)
    if any(entry.code in _ENDS_EARLY for entry in syntax):
        unsound |= {(title,) for title in LISTS if title not in data}
    sound = holed(rubric, data, unsound) if verdict.findings or syntax else Holed(data)
    submission = build_submission(rubric, sound.entries(), file_sha256)
    outcomes = all_outcomes(rubric, submission.scope, sound.unknown)
    beyond = [*beyond_schema(rubric, sound.data)]
    meant = claims_meant(rubric, data, sound, outcomes)
    checks = run_checks(rubric, submission, outcomes, sound, meant)
    found = [
        *as_meant(rubric, data, rejected, meant),
        *(
            with_explanation(rubric, submission, entry)
            for entry in (*as_meant(rubric, data, beyond, meant), *checks)
        ),
    ]
    causes = common_causes(Findings(rubric, submission, outcomes, sound.unknown, found))
    findings = [*syntax, *records.findings, *map(records.in_file, found)]
    return Validated(
        None if has_errors(findings) else submission,
        rubric,
        tuple(findings),
        tuple(map(records.in_file, causes)),
        unchecked=() in verdict.unsound,
        readable=None if syntax else submission,
    )


_ENDS_EARLY = ("json-extra", "json-one-too-many", "json-unclosed")
"""Slips after which a list that is not there may stand in what could not be read."""
_AT_KEY = {
    *("schema-unknown", "schema-unknown-part", "schema-unknown-personal"),
    *("schema-typo", "schema-misplaced", "schema-run-together", "schema-no-layer", "layer-around"),
}
"""Findings about a key stand at the key, all others at the value."""


def placed(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """The findings with line and column, in the order they came: it owes nothing to the file's form."""
    entries = list(findings)
    pointers = [
        pointer
        for entry in entries
        for pointer in ("" if entry.line is not None else entry.pointer, *entry.related)
    ]
    paths = {pointer: path_in(document.data, pointer) for pointer in pointers if pointer}
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
        related = [
            Place(pointer, place_name(paths[pointer]), *lines.place(values[paths[pointer]]))
            for pointer in dict.fromkeys(entry.related)
            if pointer != entry.pointer and paths[pointer] in values
        ]
        found.append(replace(entry, places=tuple(related)))
    return found
