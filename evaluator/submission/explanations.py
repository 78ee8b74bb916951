"""What a district says about its own data, beside the warnings that it is about."""

from __future__ import annotations

from dataclasses import replace

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, path_of
from evaluator.submission.model import Submission

_OF_TEXTS = ("text-controls", "text-telephone", "foreign-character")
"""Findings about how a text is written, which no explanation of the field's value answers."""


def with_explanation(rubric: Rubric, submission: Submission, entry: Finding) -> Finding:
    """A warning together with what the district says about one of the fields or tables it concerns.

    A published rate is about an indicator, not about a field: there the explanation must name the
    indicator, or what is said of a field would excuse whatever was published.
    """
    if entry.severity != "warning" or entry.code in _OF_TEXTS:
        return entry
    said = submission.explanations
    if entry.pointer.startswith("/stated/"):
        stated = submission.stated[int(path_of(entry.pointer)[1])].indicator
        names = (stated, rubric.indicators[stated].title)
        concerned = [
            key
            for key in rubric.fields_of(stated)
            if key in said and any(_names(said[key], name) for name in names)
        ]
    else:
        pointers = (entry.pointer, *entry.related)
        concerned = [part for pointer in pointers for part in path_of(pointer) if part in said]
        formula = next(
            (check.formula for check in rubric.checks if check.code == entry.check), None
        )
        if formula is not None:
            concerned += [key for key in said if key in formula.field_names]
    texts = dict.fromkeys(said[key] for key in concerned)
    return replace(entry, explained=" ".join(texts), explained_by=tuple(dict.fromkeys(concerned)))


def _names(text: str, name: str) -> bool:
    """Whether a text names an indicator: 4-2 is not named by 24-2 or 4-21."""
    before, found, after = text.partition(name)
    return bool(found) and not before[-1:].isdigit() and not after[:1].isdigit()
