"""What the conditions of a count_true have in common, so that they need to be written only once."""

from __future__ import annotations

from collections.abc import Callable

from evaluator.formula.syntax import BinaryNode, CallNode, CompareNode, Node, NumberNode

Write = Callable[[Node], str]
"""How a tree is written; two trees are alike when they are written alike."""


def shared_shape(node: CallNode, write: Write) -> CompareNode | None:
    """The first condition of a count of which all differ only in what one function is taken of.

    Each is the same function of the same table with the same options, against the same limit.
    """
    first, *others = node.arguments
    shape = _shape(first, write)
    if not others or shape is None or any(_shape(other, write) != shape for other in others):
        return None
    assert isinstance(first, CompareNode)
    return first


def _shape(node: Node, write: Write) -> tuple[object, ...] | None:
    match node:
        case CompareNode(
            first=CallNode(function=function, arguments=(table, _), options=options),
            links=((relation, limit),),
        ):
            named = tuple((name, write(value)) for name, value in options)
            return (function, write(table), named, relation, write(limit))
        case _:
            return None


def loosened(strict: CallNode, loose: CallNode, write: Write) -> NumberNode | None:
    """The factor by which every limit of `strict` is multiplied in `loose`, where that is all they differ in."""
    factors = [
        _factor(a, b, write) for a, b in zip(strict.arguments, loose.arguments, strict=False)
    ]
    alike = len(strict.arguments) == len(loose.arguments)
    first = factors[0] if factors else None
    if first is None or not alike or any(f is None or f.value != first.value for f in factors):
        return None
    return first


def _factor(strict: Node, loose: Node, write: Write) -> NumberNode | None:
    match strict, loose:
        case (
            CompareNode(first=a, links=((relation, limit),)),
            CompareNode(
                first=b,
                links=(
                    (other, BinaryNode(operator="*", left=scaled, right=NumberNode() as factor)),
                ),
            ),
        ) if relation == other and write(a) == write(b) and write(limit) == write(scaled):
            return factor
        case _:
            return None
