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

    Of 且 the parts that fail; of 或 all parts, for any of them would do.
    """
    wanted, found = _Values(formula, scope, record).parts(formula.node)
    if len(set(found)) > 1:
        return wanted, "，".join(f"{name}：{value}" if name else value for name, value in found)
    return wanted, found[0][1]


class _Values(Words):
    """The values behind a condition."""

    def parts(self, node: Node) -> tuple[str, list[tuple[str, str]]]:
        """What a false node demands, and of each comparison or other condition in it the name and the value."""
        if not isinstance(node, LogicNode):
            wanted, value = self.pair(node)
            first = node.first if isinstance(node, CompareNode) else node
            against = node.links[0][1] if isinstance(node, CompareNode) else None
            named = isinstance(first, NameNode) and not isinstance(against, NameNode)
            return wanted, [(Words(None, None).text(first) if named else "", value)]
        alike = node.operator == "or"
        failed = [part for part in node.operands if alike or self.value(part) is False]
        told = [self.parts(part) for part in failed]
        several = len(told) > 1
        texts = [f"({wanted})" if several and len(found) > 1 else wanted for wanted, found in told]
        joint = " 或 " if alike else " 且 "
        return joint.join(texts), list(dict.fromkeys(pair for _, found in told for pair in found))

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
            told = self.text(left) if isinstance(left, NameNode) else self.side(left, right)
            return wanted, told + behind
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
        """A value that is held against a number, with enough decimals to stay on its side of it, and of zero."""
        value = self.value(node)
        if isinstance(other, NumberNode) and isinstance(value, int | Fraction):
            return number_text(value, 2, [other.value, 0])
        return super().side(node, other)

    def computed(self, node: Node) -> str:
        """A side's value; behind it how it is computed from several."""
        value = self.value(node)
        if isinstance(node, BinaryNode) and isinstance(value, int | Fraction):
            return f"{number_text(value)}（{self.text(node)}）"
        return self.text(node)


def _rational(value: Result) -> TypeGuard[int | Fraction]:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)
