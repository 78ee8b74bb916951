"""Values that two submissions of one run share and hardly by chance: one was copied from the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, finding
from evaluator.submission.last_year import TELLING_DIGITS, significant_digits
from evaluator.submission.model import Submission, field_pointer

LEAST = 3
"""Equal telling values from which on a warning is given."""
ALONE_DIGITS = 7
"""Significant digits of a number that is told even alone: chance makes one in a million equal."""
NAMED = 5


def copied_between(
    rubric: Rubric, submissions: Mapping[str, Submission]
) -> dict[str, list[Finding]]:
    """Warnings by the submissions' names, for each pair of districts that share telling values.

    Telling are numbers of at least `TELLING_DIGITS` significant digits that the district itself reports;
    the city's own register figures may well be equal.
    """
    found: dict[str, list[Finding]] = {name: [] for name in submissions}
    for one, other in combinations(submissions, 2):
        same = _shared(rubric, submissions[one], submissions[other])
        if len(same) >= LEAST or any(
            _digits(submissions[one], key) >= ALONE_DIGITS for key in same
        ):
            found[one].append(_warning(rubric, same, submissions[other]))
            found[other].append(_warning(rubric, same, submissions[one]))
    return found


def _shared(rubric: Rubric, one: Submission, other: Submission) -> list[str]:
    known = one.code and one.name and other.code and other.name
    if not known or one.code == other.code or one.name == other.name:
        return []
    return [
        key
        for key, entry in rubric.content.fields.items()
        if entry.source != "city"
        and one.fields[key] == other.fields[key]
        and _digits(one, key) >= TELLING_DIGITS
    ]


def _digits(submission: Submission, key: str) -> int:
    """The significant digits of a field's number; 0 for what is no number."""
    value = submission.fields[key]
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return 0
    return significant_digits(value)


def _warning(rubric: Rubric, same: Sequence[str], other: Submission) -> Finding:
    titles = [f"「{rubric.content.fields[key].title}」" for key in same]
    listed = "、".join(titles[:NAMED]) + ("等" if len(same) > NAMED else "")
    places = [field_pointer(rubric, key) for key in same]
    return finding(
        "copied",
        places[0],
        related=tuple(places),
        title=other.name,
        found=listed,
        expected=len(same),
    )
