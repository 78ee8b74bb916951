"""What every rule of the lint rests on: the form of a complaint, the catalogue, all formulas."""

from __future__ import annotations

from collections.abc import Iterator

from evaluator.formula.run import Formula
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.rubric.source import Path_

Complaint = tuple[Path_, str, str]
"""Where in the content, which id or key, and what is wrong."""


def catalogue(rubric: Rubric) -> Iterator[tuple[Path_, str, Field]]:
    """Every district and record field with the place and the name it has."""
    for key, entry in rubric.content.fields.items():
        yield ("fields", key), key, entry
    for title, table in rubric.content.tables.items():
        for key, entry in table.fields.items():
            yield ("tables", title, "fields", key), key, entry


def all_formulas(rubric: Rubric) -> Iterator[tuple[Path_, str, Formula]]:
    """Every formula with the place and the id it belongs to."""
    content = rubric.content
    for place, indicator in enumerate(content.indicators):
        for key, formulas in (("value", rubric.values), ("applies_when", rubric.applies)):
            if indicator.id in formulas:
                yield ("indicators", place, key), indicator.id, formulas[indicator.id]
        for part in rubric.checklists.get(indicator.id, ()):
            yield ("indicators", place, "score"), indicator.id, part
    written = {f"check-{check.id}": place for place, check in enumerate(content.checks)}
    for check in rubric.checks:
        path: Path_ = ("checks", written[check.code]) if check.code in written else ("fields",)
        yield path, check.code.removeprefix("check-"), check.formula
    for place, rule in enumerate(content.rules):
        if rule.id in rubric.rules:
            yield ("rules", place), rule.id, rubric.rules[rule.id]
    for place, prompt in enumerate(content.prompts):
        yield ("prompts", place), prompt.id, rubric.prompts[prompt.id]
