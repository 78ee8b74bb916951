"""The sample submissions as data that a test may change, and the way from there to findings and scores."""

import copy
import datetime
import enum
import json
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.engine import evaluate
from evaluator.scoring.result import Evaluation, IndicatorResult
from evaluator.submission.checked import Checked, reported
from evaluator.submission.validate import Validated, validate

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "submissions"
INVALID = SUBMISSIONS / "invalid"
DATE = datetime.date(2021, 12, 31)


class Gone(enum.Enum):
    """As a new value: the key is taken away."""

    GONE = enum.auto()


GONE = Gone.GONE

Said = tuple[str, str, str]
"""A finding as the tables write it: code (a check's own, where it is one), severity, pointer."""


def raw(slug: str) -> bytes:
    """The file of a sample as it stands."""
    return (SUBMISSIONS / f"{slug}-2021.json").read_bytes()


def sample(slug: str) -> dict[str, Any]:
    """One of the three sample submissions: binhai, beishan or lingang."""
    return json.loads(raw(slug))


def nanwan() -> dict[str, Any]:
    """The small valid submission behind the invalid samples: six school records, no finding at all."""
    data = json.loads((INVALID / "08-part-larger-than-whole.json").read_text(encoding="utf-8"))
    return changed(data, {"持证专任教师数": 376})


def changed(data: dict[str, Any], changes: Mapping[Any, Any]) -> dict[str, Any]:
    """A copy with other values: a name is a district field, a tuple a path from the root."""
    result = copy.deepcopy(data)
    for where, value in changes.items():
        *way, last = path_of(result, where)
        here: Any = result
        for step in way:
            here = here[step]
        if value is GONE:
            del here[last]
        else:
            here[last] = value
    return result


def path_of(data: Mapping[str, Any], where: Hashable) -> tuple[Any, ...]:
    if isinstance(where, tuple):
        return where
    group = next(group for group, fields in data["data"].items() if where in fields)
    return ("data", group, where)


def as_bytes(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def validated(rubric: Rubric, data: Any) -> Validated:
    """What validation makes of the data; bytes are read as they are."""
    content = data if isinstance(data, bytes) else as_bytes(data)
    known = {rubric.content.id: rubric}
    return validate(content, known.get, tuple(known))


def told(rubric: Rubric, data: Any) -> Checked:
    """What a user is told of the data; bytes are read as they are."""
    result = validated(rubric, data)
    return reported("a.json", result.findings, result.text, unchecked=result.unchecked)


def told_with(rubric: Rubric, changes: Mapping[Any, Any]) -> Checked:
    """What a user is told of the small submission with other values."""
    return told(rubric, changed(nanwan(), changes))


def said(result: Validated) -> list[Said]:
    return [(entry.check or entry.code, entry.severity, entry.pointer) for entry in result.findings]


def scored(rubric: Rubric, data: Any, on: datetime.date = DATE) -> Evaluation:
    """The Evaluation of data that must be valid."""
    result = validated(rubric, data)
    assert result.submission is not None, said(result)
    return evaluate(rubric, result.submission, on=on, findings=result.findings)


def indicator(evaluation: Evaluation, identifier: str) -> IndicatorResult:
    return next(entry for entry in evaluation.indicators if entry.id == identifier)
