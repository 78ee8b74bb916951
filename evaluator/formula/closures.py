"""What each kind of node does when a formula runs: exact arithmetic, and outcomes that pass through.

Nothing short-circuits: every operand is evaluated, and `merge` lets missing win over a zero denominator.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from evaluator.formula.scope import Run, Scope
from evaluator.formula.syntax import BinaryNode, NameNode, Relation, walk
from evaluator.formula.values import (
    Missing,
    Number,
    Record,
    Result,
    Root,
    ZeroDenominator,
    as_number,
    merge,
    order,
)

OUTCOMES = (Missing, ZeroDenominator)
_OUTCOME_TYPES = frozenset(OUTCOMES)
_NUMBERS = frozenset((int, Fraction))
_PLAIN = frozenset((int, Fraction, bool, str))
"""Types of which no operand needs a closer look; asked first, since formulas run over many records."""


def number(value: Result) -> Number:
    """A value whose kind the compiler has proved to be a number; true counts 1, false 0."""
    if type(value) is int or type(value) is Fraction:
        return value
    assert not isinstance(value, str | Missing | ZeroDenominator)
    return int(value) if isinstance(value, bool) else as_number(value)


def negated(run: Run) -> Run:
    def negative(scope: Scope, record: Record | None) -> Result:
        value = run(scope, record)
        return value if isinstance(value, OUTCOMES) else -number(value)

    return negative


def inverted(run: Run) -> Run:
    def negation(scope: Scope, record: Record | None) -> Result:
        value = run(scope, record)
        return value if isinstance(value, OUTCOMES) else not value

    return negation


_OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def computed(node: BinaryNode, left: Run, right: Run) -> Run:
    compute = _OPERATORS.get(node.operator)
    below = tuple(
        dict.fromkeys(part.name for part in walk(node.right) if isinstance(part, NameNode))
    )

    def arithmetic(scope: Scope, record: Record | None) -> Result:
        a: Any = left(scope, record)
        b: Any = right(scope, record)
        if type(a) not in _NUMBERS or type(b) not in _NUMBERS:
            if isinstance(a, OUTCOMES) or isinstance(b, OUTCOMES):
                return merge(a, b)
            a, b = number(a), number(b)
        if compute is not None:
            exact: Number = compute(a, b)
            return exact
        return Fraction(a, b) if b else ZeroDenominator(below)

    return arithmetic


_RELATIONS: Mapping[Relation, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def compared(relation: Relation, left: Run, right: Run) -> Run:
    """One link; roots are compared by their squares, everything else as it is."""
    holds = _RELATIONS[relation]

    def comparison(scope: Scope, record: Record | None) -> Result:
        a, b = left(scope, record), right(scope, record)
        if type(a) in _PLAIN and type(b) in _PLAIN:
            return holds(a, b)
        if isinstance(a, OUTCOMES) or isinstance(b, OUTCOMES):
            return merge(a, b)
        if isinstance(a, Root) or isinstance(b, Root):
            assert not isinstance(a, str) and not isinstance(b, str)
            return holds(order(a, b), 0)
        return holds(a, b)

    return comparison


def joined(conjunction: bool, runs: Sequence[Run]) -> Run:
    def logic(scope: Scope, record: Record | None) -> Result:
        values = [run(scope, record) for run in runs]
        if not _OUTCOME_TYPES.isdisjoint(map(type, values)):
            return merge(*values)
        return all(values) if conjunction else any(values)

    return logic


def applied(apply: Callable[..., Result], runs: Sequence[Run]) -> Run:
    def application(scope: Scope, record: Record | None) -> Result:
        values = [run(scope, record) for run in runs]
        if not _OUTCOME_TYPES.isdisjoint(map(type, values)):
            return merge(*values)
        return apply(*values)

    return application


def counted(runs: Sequence[Run]) -> Run:
    """Each part judged by itself: an outcome counts as not met, unless every part is missing."""

    def count_true(scope: Scope, record: Record | None) -> Result:
        values = [run(scope, record) for run in runs]
        if all(isinstance(value, Missing) for value in values):
            return merge(*values)
        return sum(value is True for value in values)

    return count_true
