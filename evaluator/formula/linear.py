"""Whether a formula is linear in one field, all others held fixed, and with which coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evaluator.formula.run import Formula, compile_node
from evaluator.formula.scope import Scope
from evaluator.formula.syntax import BinaryNode, NameNode, Node, UnaryNode, walk


@dataclass(frozen=True, slots=True)
class Line:
    """value = constant + slope · field."""

    constant: Fraction
    slope: Fraction


def linear_in(formula: Formula, scope: Scope, field: str) -> Line | None:
    """The line of a formula's value over one district field; None where it is no line."""
    line = _line(formula.node, formula, scope, field)
    return line if line is not None and line.slope else None


def _line(node: Node, formula: Formula, scope: Scope, field: str) -> Line | None:
    if not any(isinstance(part, NameNode) and part.name == field for part in walk(node)):
        value = compile_node(node, formula)(scope, None)
        if isinstance(value, int | Fraction):
            return Line(Fraction(value), Fraction(0))
        return None
    match node:
        case NameNode():
            return Line(Fraction(0), Fraction(1))
        case UnaryNode(operator="-"):
            inner = _line(node.operand, formula, scope, field)
            return Line(-inner.constant, -inner.slope) if inner else None
        case BinaryNode():
            left = _line(node.left, formula, scope, field)
            right = _line(node.right, formula, scope, field)
            return _combine(node.operator, left, right) if left and right else None
        case _:
            return None


def _combine(operator: str, left: Line, right: Line) -> Line | None:
    match operator:
        case "+":
            return Line(left.constant + right.constant, left.slope + right.slope)
        case "-":
            return Line(left.constant - right.constant, left.slope - right.slope)
        case "*" if not left.slope or not right.slope:
            slope = left.constant * right.slope + right.constant * left.slope
            return Line(left.constant * right.constant, slope)
        case "/" if not right.slope and right.constant:
            return Line(left.constant / right.constant, left.slope / right.constant)
        case _:
            return None
