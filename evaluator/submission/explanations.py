"""What a district says about its own data, beside the warnings that it is about."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from fractions import Fraction

from evaluator.rubric.compiled import DataCheck, Rubric
from evaluator.submission.blank import only_vouches
from evaluator.submission.findings import Finding, path_of
from evaluator.submission.last_year import like_a_slip
from evaluator.submission.left_in import is_example
from evaluator.submission.model import Submission
from evaluator.submission.numerals import HYPHENS
from evaluator.submission.shown import short

_OF_TEXTS = (
    *("text-controls", "text-damaged", "text-spaces", "text-telephone", "text-personal"),
    *("text-example", "number-shortened", "foreign-character", "stated-year", "date-late"),
)
"""Findings about how a text is written, which no explanation of the field's value answers."""
_OF_FILE = ("district-other", "district-kind")
"""Findings about the file, which has no field to be explained: any explanation may answer them."""
_OF_NAMED = ("record-same-name", "record-district", "district-code", *_OF_FILE)
"""Findings that what is said answers only where it names the name or code that is found."""


def with_explanation(rubric: Rubric, submission: Submission, entry: Finding) -> Finding:
    """A warning together with what the district says about one of the fields or tables it concerns.

    A published rate is about an indicator, not about a field: there the explanation must name the
    indicator, or what is said of a field would excuse whatever was published. What is said of a table
    must name the record and the column. What gives no reason answers nothing.
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
        if entry.code in _OF_FILE:
            concerned = list(said)
        if entry.code in _OF_NAMED:
            concerned = [key for key in concerned if entry.found in said[key]]
        if entry.code == "last-year-ratio" and _slip_not_named(
            rubric, submission, path_of(entry.pointer)[-1]
        ):
            concerned = []
        check = next((check for check in rubric.checks if check.code == entry.check), None)
        if check is not None:
            concerned += [key for key in said if key in check.formula.field_names]
            table = check.each or (check.per and check.per[0])
            if not table and any(key in rubric.content.fields for key in check.formula.field_names):
                # a total is explained by its field: what is said of a table is said of its records
                concerned = [key for key in concerned if key not in rubric.content.tables]
            if table in concerned and not _of_record(rubric, submission, check, entry):
                concerned = [key for key in concerned if key != table]
                if not concerned:
                    return replace(entry, hint=entry.hint + _NOT_NAMED.format(table=table))
    reasoned = [key for key in dict.fromkeys(concerned) if _gives_a_reason(said[key], key)]
    if concerned and not reasoned:
        return replace(entry, hint=entry.hint + _NO_REASON.format(text=short(said[concerned[0]])))
    texts = dict.fromkeys(said[key] for key in reasoned)
    return replace(entry, explained=" ".join(texts), explained_by=tuple(reasoned))


_NO_REASON = "explanations 中写的“{text}”没有写明原因，不算对本条的说明，请补写原因。"


def _gives_a_reason(text: str, about: str) -> bool:
    return not only_vouches(text, about) and not is_example(text)


def _slip_not_named(rubric: Rubric, submission: Submission, key: str) -> bool:
    """Whether a number that looks like a slip beside last year's stands in no explanation of either year's.

    One vague word would excuse a wrong unit; who writes the number down has looked at it.
    """
    field, values = rubric.content.fields[key], submission.fields
    before = field.last_year or ""
    texts = [submission.explanations.get(name, "") for name in (key, before)]
    return like_a_slip(field, values[key], values[before]) and not any(
        values[key] in _numbers_in(text) for text in texts
    )


def _numbers_in(text: str) -> list[Fraction]:
    """The numbers that a text writes in digits."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "")
    return [Fraction(digits) for digits in re.findall(r"[0-9]{1,40}(?:\.[0-9]{1,40})?", plain)]


_NOT_NAMED = "对“{table}”的说明没有写明是哪一条记录的哪一列，不算对本条的说明。"


def _of_record(rubric: Rubric, submission: Submission, check: DataCheck, entry: Finding) -> bool:
    """Whether what is said of a table names the record of a finding, and a column that its check looks at.

    Or one vague sentence about the table would excuse whatever stands in it.
    """
    title, place, *_ = path_of(entry.pointer)
    table = rubric.content.tables[title]
    record = submission.tables[title][int(place)]
    text = submission.explanations[title]
    columns = [key for key in check.formula.field_names if key in table.fields]
    return any(str(record[name]) in text for name in (table.label, table.key[0])) and any(
        key.removesuffix("数") in text for key in columns
    )


def _names(text: str, name: str) -> bool:
    """Whether a text names an indicator: 4-2 is named by 4－2, not by 24-2 or 4-21."""
    plain = unicodedata.normalize("NFKC", text).translate(HYPHENS)
    wanted = re.escape(unicodedata.normalize("NFKC", name))
    return re.search(rf"(?<!\d){wanted}(?!\d)", plain) is not None
