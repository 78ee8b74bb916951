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
        if len(same) >= LEAST:
            found[one].append(_warning(rubric, same, submissions[other]))
            found[other].append(_warning(rubric, same, submissions[one]))
    return found


def _shared(rubric: Rubric, one: Submission, other: Submission) -> list[str]:
    if one.code == other.code:
        return []
    return [
        key
        for key, entry in rubric.content.fields.items()
        if entry.source != "city"
        and isinstance(value := one.fields[key], int | Fraction)
        and not isinstance(value, bool)
        and value == other.fields[key]
        and significant_digits(value) >= TELLING_DIGITS
    ]


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
