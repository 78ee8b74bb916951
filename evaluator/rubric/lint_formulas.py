"""Lint of formulas that compile and yet can never mean what they say."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator

from evaluator.formula.syntax import (
    BinaryNode,
    CallNode,
    CompareNode,
    NameNode,
    NumberNode,
    TextNode,
    walk,
)
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.complaints import Complaint, all_formulas, catalogue
from evaluator.rubric.methods import Checklist, Rating
from evaluator.rubric.source import Path_


def _rule_references(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    rules = {rule.id for rule in content.rules}
    homes = [("rules", rule.id) for rule in content.rules]
    homes += [("prompts", prompt.id) for prompt in content.prompts]
    places = {"rules": 0, "prompts": 0}
    for home, identifier in homes:
        formula = (rubric.rules if home == "rules" else rubric.prompts).get(identifier)
        path: Path_ = (home, places[home], "when")
        places[home] += 1
        if formula is None:
            continue
        for indicator in formula.lookup_arguments("value", "score_rate"):
            if indicator not in rubric.indicators:
                yield path, identifier, f"没有指标“{indicator}”"
        for indicator in formula.lookup_arguments("value"):
            found = rubric.indicators.get(indicator)
            if found is not None and isinstance(found.score, Checklist | Rating):
                kind = "清单" if isinstance(found.score, Checklist) else "评定"
                yield (
                    path,
                    identifier,
                    f"指标“{indicator}”按{kind}计分，没有数值，请改用 score_rate",
                )
        for node in walk(formula.node):
            if isinstance(node, CallNode) and node.function in ("value", "score_rate"):
                back = node.arguments[1:]
                if back and not (isinstance(back[0], NumberNode) and back[0].text in "123456789"):
                    yield path, identifier, "往前的年数只能写 1 至 9 的整数"
        for rule in formula.lookup_arguments("holds"):
            if rule not in rules or home == "rules":
                yield path, identifier, f"holds 只能用在提示里，且须是已有的规定（写的是“{rule}”）"


def _denominators(rubric: Rubric) -> Iterator[Complaint]:
    """A plain denominator cannot be zero unless the indicator says what a zero means."""
    fields = rubric.content.fields
    for place, indicator in enumerate(rubric.content.indicators):
        formula = rubric.values.get(indicator.id)
        if not formula or indicator.applies_when or indicator.zero_denominator != "error":
            continue
        for node in walk(formula.node):
            if (
                isinstance(node, BinaryNode)
                and node.operator == "/"
                and isinstance(node.right, NameNode)
                and node.right.name in fields
                and (fields[node.right.name].min or 0) <= 0
            ):
                yield (
                    ("indicators", place, "value"),
                    indicator.id,
                    f"分母“{node.right.name}”可以为 0，请给它 min: 1，或写明 zero_denominator",
                )


def _comparisons(rubric: Rubric) -> Iterator[Complaint]:
    """A text beside a field must be one that the field can hold: an enum's value, a real ISO date."""
    fields = {key: entry for _, key, entry in catalogue(rubric)}
    for path, subject, formula in all_formulas(rubric):
        for node in walk(formula.node):
            if not isinstance(node, CompareNode):
                continue
            operands = [node.first, *(operand for _, operand in node.links)]
            named = [part.name for part in operands if isinstance(part, NameNode)]
            texts = [part.value for part in operands if isinstance(part, TextNode)]
            for name in named[:1]:
                field = fields.get(name)
                for text in texts:
                    if field is not None and field.values and text not in field.values:
                        known = "、".join(field.values)
                        yield path, subject, f"“{name}”与“{text}”相比，但取值只有：{known}"
                    if field is not None and field.type == "date" and not _is_date(text):
                        yield (
                            path,
                            subject,
                            f"“{name}”是日期，却与“{text}”相比；日期须写成 2021-09-01 的样子",
                        )


def _constants(rubric: Rubric) -> Iterator[Complaint]:
    """An indicator or a check that no reported value can change."""
    for path, subject, formula in all_formulas(rubric):
        if (
            path[0] in ("indicators", "checks", "fields")
            and not formula.field_names
            and not formula.sources
        ):
            yield path, subject, "公式里没有用到任何填报项，结果永远不变"


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


RULES: tuple[Callable[[Rubric], Iterator[Complaint]], ...] = (
    _rule_references,
    _denominators,
    _comparisons,
    _constants,
)
