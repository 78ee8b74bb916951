"""What was left in or put in by mistake: the words of an example or a form, a file's name for a document's number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.blank import says_nothing
from evaluator.submission.dates import may_be_document_number, number_in_file_name
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.places import Path
from evaluator.submission.shown import short, shown

_CROSSES = r"(?<![A-Za-z0-9./:@_-])[xX×ｘＸ]{2,}(?![A-Za-z0-9./:@_-])"
"""Signs in the place of a name or number; not inside a word or a web address."""
_IN_TEXT = re.compile(
    rf"{_CROSSES}|《某某|^\s*[(（\[【<《“]?(?:示例|样例|(?:请在)?此处(?:填写|输入|写)|请(?:填写|输入))"
)
"""In a sentence or a title, which may speak of an example, or of somebody whom it does not name (某某)."""
_NAMELESS = rf"{_CROSSES}|示例|样例|某某|^某|(?:此处|请)(?:填写|输入)"
_IN_NAME = re.compile(_NAMELESS)
_IN_LABEL = re.compile(rf"{_NAMELESS}|^测试|测试(?:[小中]?学|学校|幼儿园|[0-9]|$)")
"""In the name of a record."""
_SIGN = re.compile("[xX×ｘＸ示样某此请测]")
"""One of these is in whatever `_IN_LABEL` finds."""
_IN_NUMBER = re.compile(rf"(?=.*[0-9A-Za-z]).*(?:{_NAMELESS}|[xX×ｘＸ](?=号))", re.S)
"""In the number of a document; one without any digit or letter is told elsewhere."""
_TEXTS = (
    ("not_applicable", "reason", _IN_TEXT),
    ("explanations", "text", _IN_TEXT),
    ("stated", "source", _IN_TEXT),
    ("evidence", "title", _IN_TEXT),
    ("evidence", "document_no", _IN_NUMBER),
)


def is_example(text: str) -> bool:
    """Whether a sentence is that of an example or a form."""
    return bool(_IN_TEXT.search(text))


def left_in(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """Example texts, and names of files where the number of a document belongs; `data` as in `beyond_schema`."""
    for path, text, pattern in _texts(rubric, data):
        if text and pattern.search(text) and not says_nothing(text):
            yield finding("text-example", pointer_of(path), found=shown(text))
    numbers = [
        (("data", entry.group or "", key, "文号"), entry.title, value["文号"])
        for key, entry in rubric.content.fields.items()
        if entry.type == "document"
        and isinstance(value := data["data"][entry.group or ""][key], dict)
    ]
    for path, title, number in numbers:
        if number and (meant := number_in_file_name(number)) is not None:
            yield finding(
                "document-file-name",
                pointer_of(path),
                title=title,
                found=shown(number),
                hint=f'是否要写 "{short(meant)}"？' if meant else "",
            )
        elif number and may_be_document_number(number) and _IN_NUMBER.match(number):
            yield finding("text-example", pointer_of(path), found=shown(number))


def _texts(
    rubric: Rubric, data: dict[str, Any]
) -> Iterator[tuple[Path, str | None, re.Pattern[str]]]:
    """The texts that a district writes, each with what would be an example's in it."""
    yield ("district", "name"), data["district"]["name"], _IN_NAME
    yield ("prepared_by", "unit"), data["prepared_by"]["unit"], _IN_NAME
    for home, key, pattern in _TEXTS:
        for place, entry in enumerate(data.get(home, ())):
            yield (home, place, key), entry.get(key), pattern
    for title, table in rubric.content.tables.items():
        labels = [record[table.label] or "" for record in data[title]]
        if _SIGN.search("".join(labels)):  # once for all: hardly any of hundreds has one
            yield from (
                ((title, place, table.label), label, _IN_LABEL)
                for place, label in enumerate(labels)
            )
