"""What each kind of node makes of its operands' results: exact arithmetic, and outcomes that pass through.

Nothing short-circuits: every operand is evaluated, and `merge` lets missing win over a zero denominator.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from evaluator.formula.steps import Combine, Step, combined
from evaluator.formula.syntax import BinaryNode, NameNode, Relation, walk
from evaluator.formula.values import (
    Missing,
    Number,
    Result,
    Root,
    ZeroDenominator,
    as_number,
    merge,
    order,
)

OUTCOMES = (Missing, ZeroDenominator)
_OUTCOME_TYPES = frozenset(OUTCOMES)


def _passing(combine: Combine) -> Combine:
    """The same for any results: an outcome among them takes the place of what would be computed."""

    def general(*results: Result) -> Result:
        if _OUTCOME_TYPES.isdisjoint(map(type, results)):
            return combine(*results)
        return merge(*results)

    return general


def applied(combine: Combine, operands: Sequence[Step]) -> Step:
    return combined(combine, _passing(combine), operands)


def _of_numbers(combine: Combine, operands: Sequence[Step]) -> Step:
    """Arithmetic: a root is taken as a number."""
    return combined(combine, _passing(lambda *values: combine(*map(as_number, values))), operands)


def negated(operand: Step) -> Step:
    return _of_numbers(operator.neg, [operand])


def inverted(operand: Step) -> Step:
    return applied(operator.not_, [operand])


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def computed(node: BinaryNode, left: Step, right: Step) -> Step:
    if node.operator in _OPERATORS:
        return _of_numbers(_OPERATORS[node.operator], [left, right])
    names = (part.name for part in walk(node.right) if isinstance(part, NameNode))
    zero = ZeroDenominator(tuple(dict.fromkeys(names)))

    def quotient(dividend: Number, divisor: Number) -> Result:
        return Fraction(dividend, divisor) if divisor else zero

    return _of_numbers(quotient, [left, right])


_RELATIONS: Mapping[Relation, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def compared(relation: Relation, left: Step, right: Step) -> Step:
    """One link; roots are compared by their squares, everything else as it is."""
    holds = _RELATIONS[relation]

    def comparison(a: Any, b: Any) -> bool:
        return holds(order(a, b), 0) if Root in (type(a), type(b)) else holds(a, b)

    return combined(holds, _passing(comparison), [left, right])


def joined(conjunction: bool, operands: Sequence[Step]) -> Step:
    whole = all if conjunction else any
    return applied(lambda *truths: whole(truths), operands)


def counted(operands: Sequence[Step]) -> Step:
    """Each part judged by itself: an outcome counts as not met, unless every part is missing."""

    def met(*results: Result) -> Result:
        return results.count(True)

    def general(*results: Result) -> Result:
        lost = all(isinstance(result, Missing) for result in results)
        return merge(*results) if lost else met(*results)

    return combined(met, general, operands)
