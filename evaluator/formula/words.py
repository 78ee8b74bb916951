"""A formula as text: with names as officials write it, or with the reported values in their places."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from evaluator.formula.counts import loosened, shared_shape
from evaluator.formula.display import grouped, number_text
from evaluator.formula.functions import COUNT_TRUE, OVER_RECORDS
from evaluator.formula.run import Formula, compile_node
from evaluator.formula.scope import Scope
from evaluator.formula.syntax import (
    BinaryNode,
    CallNode,
    CompareNode,
    LogicNode,
    NameNode,
    Node,
    NumberNode,
    Relation,
    TextNode,
    UnaryNode,
    walk,
)
from evaluator.formula.values import Missing, Record, Result, Root, ZeroDenominator

_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
RELATIONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
OPPOSITES: dict[Relation, Relation] = {
    "<": ">=",
    "<=": ">",
    ">": "<=",
    ">=": "<",
    "==": "!=",
    "!=": "==",
}
_FUNCTIONS = {
    "min": "最小值",
    "max": "最大值",
    "abs": "绝对值",
    "ceil": "向上取整",
    "floor": "向下取整",
    "round": "四舍五入",
    "if_else": "按条件取值",
    "close": "相近",
    "count": "记录数",
    "sum": "合计",
    "mean": "平均值",
    "share": "比例",
    "cv": "差异系数",
    "count_true": "成立项数",
}
FEW = 3
"""Conditions of a count that are written one by one where they stand; more are written below it."""
_STRENGTH = {"or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "-": 5, "*": 6, "/": 6, "minus": 7}


def words(formula: Formula) -> str:
    """The formula as officials write it: × ÷ ≥, 且 或, field names; many conditions of a count stand behind it."""
    writer = Words(None, None)
    counts = [
        node
        for node in walk(formula.node)
        if isinstance(node, CallNode) and node.function == COUNT_TRUE and writer.is_long(node)
    ]
    conditions = []
    for place, count in enumerate(counts):
        factors = (loosened(strict, count, writer.text) for strict in counts[:place])
        if factor := next(filter(None, factors), None):
            writer.loosened[id(count)] = factor
        else:
            listed = "；".join(writer.text(argument) for argument in count.arguments)
            conditions.append(f"。{len(count.arguments)}项条件：{listed}")
    return writer.text(formula.node) + "".join(conditions)


def substituted(formula: Formula, scope: Scope, record: Record | None = None) -> str:
    """The formula with the reported values in the places of the names."""
    return Words(formula, scope, record).text(formula.node)


def shown(value: Result | None) -> str:
    match value:
        case None | Missing():
            return "未填报"
        case ZeroDenominator():
            return "分母为零"
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case int() | Fraction() | Root():
            return number_text(value)
        case _:
            assert_never(value)


class Words:
    """Writes a tree as text, with names, or with values where a scope is given."""

    def __init__(
        self, formula: Formula | None, scope: Scope | None, record: Record | None = None
    ) -> None:
        self.formula = formula
        self.scope = scope
        self.record = record
        self.loosened: dict[int, NumberNode] = {}

    def text(self, node: Node, outer: int = 0) -> str:
        match node:
            case NumberNode():
                return grouped(Decimal(node.text)) if node.text.isascii() else node.text
            case TextNode():
                return f"“{node.value}”"
            case NameNode():
                return self.name(node.name)
            case UnaryNode(operator="-"):
                return _wrapped("−" + self.text(node.operand, _STRENGTH["minus"]), "minus", outer)
            case UnaryNode():
                return _wrapped("非 " + self.text(node.operand, _STRENGTH["not"]), "not", outer)
            case BinaryNode():
                strength = _STRENGTH[node.operator]
                tighter = strength + (node.operator in "-/")
                text = (
                    f"{self.text(node.left, strength)} {_SIGNS[node.operator]} "
                    f"{self.text(node.right, tighter)}"
                )
                return _wrapped(text, node.operator, outer)
            case CompareNode():
                return _wrapped(self.comparison(node), "compare", outer)
            case LogicNode():
                strength = _STRENGTH[node.operator]
                joint = " 且 " if node.operator == "and" else " 或 "
                joined = joint.join(self.text(operand, strength + 1) for operand in node.operands)
                return _wrapped(joined, node.operator, outer)
            case CallNode():
                return self.call(node)
            case _:
                assert_never(node)

    def name(self, name: str) -> str:
        if self.scope is None:
            return name
        if self.record is not None and name in self.record:
            return shown(self.record[name])
        return shown(self.scope.fields[name])

    def comparison(self, node: CompareNode) -> str:
        """Names with the relation wanted; values with the relation that is true of them."""
        match node:
            case CompareNode(
                first=NameNode(name=name), links=(("==" | "!=" as equal, TextNode(value=value)),)
            ) if self.scope is None:
                return f"{name}{'为' if equal == '==' else '不是'}{value}"
        text = self.side(node.first, node.links[0][1])
        left = node.first
        for relation, operand in node.links:
            true = relation
            if self.scope and self.value(CompareNode(left, ((relation, operand),), 0)) is False:
                true = OPPOSITES[relation]
            text += f" {RELATIONS[true]} {self.side(operand, node.first)}"
            left = operand
        return text

    def side(self, node: Node, other: Node) -> str:
        """One side of a comparison; a computed one keeps enough decimals to stay on its side of a limit."""
        if self.scope and isinstance(node, CallNode) and isinstance(other, NumberNode):
            value = self.value(node)
            if isinstance(value, (int, Fraction, Root)) and not isinstance(value, bool):
                return number_text(value, 4, [other.value])
        return self.text(node, _STRENGTH["compare"] + 1)

    def value(self, node: Node) -> Result:
        assert self.formula is not None and self.scope is not None
        return compile_node(node, self.formula, self.formula.table)(self.scope, self.record)

    def call(self, node: CallNode) -> str:
        if self.scope and node.function == "share" and node.option("weight") is None:
            return self.share(node)
        if self.scope and (node.function in OVER_RECORDS or node.function == COUNT_TRUE):
            return shown(self.value(node))
        name = _FUNCTIONS.get(node.function, node.function)
        if node.function == "if_else":
            condition, then, other = node.arguments
            return f"({self.text(condition)}时{self.text(then)}，否则{self.text(other)})"
        if node.function == COUNT_TRUE:
            return self.count(node)
        if node.function in OVER_RECORDS:
            return self.over_records(node, name)
        return f"{name}({'；'.join(self.text(argument) for argument in node.arguments)})"

    def over_records(self, node: CallNode, name: str) -> str:
        """A table's records and what is taken of them, with the weight and the selection in brackets."""
        table, *taken = (self.text(argument) for argument in node.arguments)
        if node.function in ("sum", "count"):
            where = node.option("where")
            of = f"{self.text(where)}的" if where is not None else ""
            return f"{table}表{of}{taken[0]}合计" if taken else f"{table}表{of}条数"
        if node.function == "share":
            return f"{table}表中符合“{taken[0]}”的比例{self.options(node)}"
        of = taken[0] if isinstance(node.arguments[1], NameNode) else f"“{taken[0]}”"
        return f"{table}表{of}的{name}{self.options(node)}"

    def options(self, node: CallNode) -> str:
        weight, where = node.option("weight"), node.option("where")
        said = [
            *([f"按{self.text(weight)}加权"] if weight else []),
            *([f"限{self.text(where)}"] if where else []),
        ]
        return f"（{'，'.join(said)}）" if said else ""

    def is_long(self, node: CallNode) -> bool:
        """Whether a count has many conditions without a common shape."""
        return len(node.arguments) > FEW and shared_shape(node, self.text) is None

    def count(self, node: CallNode) -> str:
        """How many conditions hold: what they share once, a few one by one, many by their number."""
        number = len(node.arguments)
        if shape := shared_shape(node, self.text):
            assert isinstance(shape.first, CallNode)
            (relation, limit), *_ = shape.links
            name = _FUNCTIONS[shape.first.function]
            of = f"{self.text(shape.first.arguments[0])}表{number}项数据的{name}"
            return f"{of}{self.options(shape.first)} {RELATIONS[relation]} {self.text(limit)}的项数"
        if factor := self.loosened.get(id(node)):
            return f"{number}项条件中标准按{number_text(factor.value * 100)}%计时成立的项数"
        if self.is_long(node):
            return f"{number}项条件中成立的项数"
        return f"成立项数({'；'.join(self.text(argument) for argument in node.arguments)})"

    def share(self, node: CallNode) -> str:
        """Records that meet the condition ÷ records selected."""
        assert self.formula is not None and self.scope is not None
        assert isinstance(node.arguments[0], NameNode)
        selected = CallNode("count", node.arguments[:1], node.options, node.column)
        total, rate = self.value(selected), self.value(node)
        if isinstance(rate, (int, Fraction)) and isinstance(total, int):
            return f"{shown(rate * total)} ÷ {shown(total)}"
        return shown(rate)


def places_listed(places: Sequence[str], most: int = 6) -> str:
    """All places where there are few, else the first ones and how many there are."""
    shown_places = "、".join(places[:most])
    return f"{shown_places}等{len(places)}处" if len(places) > most else shown_places


def _wrapped(text: str, operator: str, outer: int) -> str:
    return f"({text})" if _STRENGTH[operator] < outer else text
