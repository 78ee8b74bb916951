"""Lint of what people read: every remedy and every definition is written for its own subject."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.complaints import Complaint, catalogue
from evaluator.rubric.source import Path_

SHORTEST = 8
"""The least number of characters that a remedy or definition has of its own."""


def _distinct_texts(rubric: Rubric) -> Iterator[Complaint]:
    """No remedy and no definition is another's with only titles, names, digits or signs changed."""
    names = {key for _, key, _ in catalogue(rubric)}
    names |= {entry.title for _, _, entry in catalogue(rubric)}
    names |= {indicator.title for indicator in rubric.content.indicators}
    plain = sorted((_plain(name) for name in names), key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(name) for name in plain if name))

    def core(text: str) -> str:
        return re.sub(r"\d+", "", pattern.sub("", _plain(text)))

    remedies = [
        (("indicators", place, "remedy"), indicator.id, indicator.remedy)
        for place, indicator in enumerate(rubric.content.indicators)
    ]
    definitions = [
        ((*path, "definition"), key, entry.definition) for path, key, entry in catalogue(rubric)
    ]
    yield from _repeated(remedies, core, "整改要求")
    yield from _repeated(definitions, core, "口径")


def _plain(text: str) -> str:
    """A text in one form of its characters, with letters, hanzi and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _repeated(
    texts: Iterable[tuple[Path_, str, str]], core: Callable[[str], str], what: str
) -> Iterator[Complaint]:
    seen: dict[str, str] = {}
    for path, subject, text in texts:
        bare = core(text)
        if len(bare) < SHORTEST:
            yield (
                path,
                subject,
                f"{what}太短：去掉名称、数字和标点后不足 {SHORTEST} 个字，请把内容写清楚",
            )
        elif bare in seen:
            yield path, subject, f"{what}与“{seen[bare]}”的只差名称、数字或标点，请按本项重写"
        seen.setdefault(bare, subject)


RULES: tuple[Callable[[Rubric], Iterator[Complaint]], ...] = (_distinct_texts,)
