"""Why a condition does not hold: only its failing part, in words and with the values on both sides."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeGuard

from evaluator.formula.display import number_text
from evaluator.formula.run import Formula
from evaluator.formula.scope import Scope
from evaluator.formula.syntax import (
    BinaryNode,
    CompareNode,
    LogicNode,
    NameNode,
    Node,
    NumberNode,
)
from evaluator.formula.values import Record, Result
from evaluator.formula.words import OPPOSITES, RELATIONS, Words


def failing(formula: Formula, scope: Scope, record: Record | None = None) -> tuple[str, str]:
    """What a false condition demands and what is there instead, e.g. `甲 ≤ 乙` and `3 > 2`.

    Of 且 the parts that fail; of 或 the last part, which is what is demanded where the others do not hold.
    """
    values = _Values(formula, scope, record)
    pairs = [values.pair(node) for node in values.failed(formula.node)]
    return " 且 ".join(wanted for wanted, _ in pairs), "，".join(found for _, found in pairs)


class _Values(Words):
    """The values behind a condition."""

    def failed(self, node: Node) -> list[Node]:
        """The comparisons, or other conditions, for which a false node is false."""
        if isinstance(node, LogicNode) and node.operator == "or":
            return self.failed(node.operands[-1])
        if isinstance(node, LogicNode):
            false = [operand for operand in node.operands if self.value(operand) is False]
            return [part for operand in false for part in self.failed(operand)]
        return [node]

    def pair(self, node: Node) -> tuple[str, str]:
        """What a condition demands, and what is there instead."""
        names = Words(None, None)
        if not isinstance(node, CompareNode) or len(node.links) != 1:
            return names.text(node), self.text(node)
        relation, right = node.links[0]
        left, right = self.per_unit(node.first, right)
        wanted = names.text(CompareNode(left, ((relation, right),), 0))
        if isinstance(right, NumberNode):
            behind = f"（{self.text(left)}）" if isinstance(left, BinaryNode) else ""
            return wanted, self.side(left, right) + behind
        found = f"{self.computed(left)} {RELATIONS[OPPOSITES[relation]]} {self.computed(right)}"
        first, second = self.value(left), self.value(right)
        if relation == "==" and _rational(first) and _rational(second):
            found += f"，相差 {number_text(abs(Fraction(first) - second))}"
        return wanted, found

    def per_unit(self, left: Node, right: Node) -> tuple[Node, Node]:
        """`支出 ≥ 学生数 × 5,000` as `支出 ÷ 学生数 ≥ 5,000`, which shows the average that is judged."""
        match right:
            case BinaryNode(operator="*", left=NameNode() as name, right=NumberNode() as limit):
                value = self.value(name)
                if isinstance(value, int | Fraction) and value > 0:
                    return BinaryNode("/", left, name, 0), limit
        return left, right

    def side(self, node: Node, other: Node) -> str:
        """A value that is held against a number, with enough decimals to stay on its side of it."""
        value = self.value(node)
        if isinstance(other, NumberNode) and isinstance(value, int | Fraction):
            return number_text(value, 2, [other.value])
        return super().side(node, other)

    def computed(self, node: Node) -> str:
        """A side's value; behind it how it is computed from several."""
        value = self.value(node)
        if isinstance(node, BinaryNode) and isinstance(value, int | Fraction):
            return f"{number_text(value)}（{self.text(node)}）"
        return self.text(node)


def _rational(value: Result) -> TypeGuard[int | Fraction]:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)
