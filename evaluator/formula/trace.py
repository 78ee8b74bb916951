"""How a result came about: the formula in words, the same with its values, its parts, its failing records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from evaluator.formula.display import grouped, number_text
from evaluator.formula.functions import COUNT_TRUE, OVER_RECORDS
from evaluator.formula.run import Formula, Run, Scope, compile_node
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
_RELATIONS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}
_OPPOSITES: dict[Relation, Relation] = {
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
_OPTIONS = {"where": "范围", "weight": "权重"}
_STRENGTH = {"or": 1, "and": 2, "not": 3, "compare": 4, "+": 5, "-": 5, "*": 6, "/": 6, "minus": 7}


@dataclass(frozen=True, slots=True)
class TracePart:
    """One condition of a count: in words, with its values, and whether it is met (None: not known)."""

    title: str
    detail: str
    met: bool | None
    reason: str


@dataclass(frozen=True, slots=True)
class TraceRecord:
    """A record that did not meet a share's condition, with the values that decided."""

    table: str
    record: Record
    detail: str


@dataclass(frozen=True, slots=True)
class Trace:
    """`formula` with names, `substituted` with values; parts of counts; records not reached.

    `records_judged`: how many records a share looked at, None where the formula has no share.
    """

    formula: str
    substituted: str
    parts: tuple[TracePart, ...]
    records: tuple[TraceRecord, ...]
    records_judged: int | None


def substituted(formula: Formula, scope: Scope, record: Record | None = None) -> str:
    """The formula with the reported values in the places of the names."""
    return _Words(formula, scope, record).text(formula.node)


def trace(formula: Formula, scope: Scope, part_titles: Sequence[str] = ()) -> Trace:
    """Explain a formula over the reported values; `part_titles` name the arguments of its count_true."""
    counted: list[TracePart] = []
    records: list[TraceRecord] = []
    judged: int | None = None
    for node in walk(formula.node):
        if not isinstance(node, CallNode):
            continue
        if node.function == COUNT_TRUE and not _inside_records(formula.node, node):
            counted += parts(formula, node, scope, part_titles)
        if node.function == "share":
            failing, selected = _not_reached(formula, node, scope, part_titles)
            records += failing
            judged = (judged or 0) + selected
    return Trace(
        words(formula), substituted(formula, scope), tuple(counted), tuple(records), judged
    )


def words(formula: Formula) -> str:
    """The formula as officials write it: × ÷ ≥, 且 或, field names."""
    return _Words(None, None).text(formula.node)


def parts(formula: Formula, node: CallNode, scope: Scope, titles: Sequence[str]) -> list[TracePart]:
    """The arguments of a count_true, judged one by one."""
    return [
        condition(formula, argument, scope, titles[place] if place < len(titles) else "")
        for place, argument in enumerate(node.arguments)
    ]


def condition(formula: Formula, node: Node, scope: Scope, title: str = "") -> TracePart:
    """One condition with its values and its verdict."""
    result = compile_node(node, formula)(scope, None)
    detail = _Words(formula, scope).text(node)
    name = title or _Words(None, None).text(node)
    match result:
        case Missing():
            return TracePart(name, detail, None, f"未填报：{'、'.join(result.places)}")
        case ZeroDenominator():
            return TracePart(name, detail, None, f"分母为零：{'、'.join(result.places)}")
        case _:
            return TracePart(name, detail, result is True, "")


def _inside_records(root: Node, wanted: Node) -> bool:
    return any(
        isinstance(node, CallNode)
        and node.function in OVER_RECORDS
        and any(below is wanted for below in walk(node))
        for node in walk(root)
    )


def _not_reached(
    formula: Formula, node: CallNode, scope: Scope, titles: Sequence[str]
) -> tuple[list[TraceRecord], int]:
    """The records of a share whose condition fails, in the table's order, and how many it selected."""
    assert isinstance(node.arguments[0], NameNode)
    name = node.arguments[0].name
    where_node = node.option("where")
    where = None if where_node is None else compile_node(where_node, formula, name)
    wanted = compile_node(node.arguments[1], formula, name)
    explain = _RecordWords(formula, node.arguments[1], name, titles)
    selected = [
        record
        for record in scope.tables[name].records
        if where is None or where(scope, record) is True
    ]
    failing = [
        TraceRecord(name, record, explain.text(scope, record))
        for record in selected
        if wanted(scope, record) is not True
    ]
    return failing, len(selected)


class _RecordWords:
    """Says why one record fails: the titled parts it misses, else the values that were compared."""

    def __init__(self, formula: Formula, node: Node, table: str, titles: Sequence[str]) -> None:
        counts = [
            part
            for part in walk(node)
            if isinstance(part, CallNode) and part.function == COUNT_TRUE
        ]
        columns = formula.names.tables[table]
        self.names = list(
            dict.fromkeys(
                part.name
                for part in walk(node)
                if isinstance(part, NameNode) and part.name in columns
            )
        )
        self.titles = titles
        self.counted: list[list[Run]] = [
            [compile_node(argument, formula, table) for argument in count.arguments]
            for count in counts
            if titles
        ]

    def text(self, scope: Scope, record: Record) -> str:
        if not self.counted:
            return "，".join(f"{name} {_shown(record[name])}" for name in self.names)
        first = [run(scope, record) for run in self.counted[0]]
        met = sum(verdict is True for verdict in first)
        lacking = [
            title + ("（未填报）" if isinstance(verdict, Missing) else "")
            for title, verdict in zip(self.titles, first, strict=True)
            if verdict is not True
        ]
        return f"达标 {met} 项，未达标：{'、'.join(lacking)}"


def _shown(value: Result | None) -> str:
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


class _Words:
    """Writes a tree as text, with names, or with values where a scope is given."""

    def __init__(
        self, formula: Formula | None, scope: Scope | None, record: Record | None = None
    ) -> None:
        self.formula = formula
        self.scope = scope
        self.record = record

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
            return _shown(self.record[name])
        return _shown(self.scope.fields[name])

    def comparison(self, node: CompareNode) -> str:
        """Names with the relation wanted; values with the relation that is true of them."""
        text = self.side(node.first, node.links[0][1])
        left = node.first
        for relation, operand in node.links:
            true = relation
            if self.scope and self.value(CompareNode(left, ((relation, operand),), 0)) is False:
                true = _OPPOSITES[relation]
            text += f" {_RELATIONS[true]} {self.side(operand, node.first)}"
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
            return _shown(self.value(node))
        inner = [self.text(argument) for argument in node.arguments]
        inner += [f"{_OPTIONS[name]}：{self.text(value)}" for name, value in node.options]
        return f"{_FUNCTIONS.get(node.function, node.function)}({'；'.join(inner)})"

    def share(self, node: CallNode) -> str:
        """Records that meet the condition ÷ records selected."""
        assert self.formula is not None and self.scope is not None
        assert isinstance(node.arguments[0], NameNode)
        selected = CallNode("count", node.arguments[:1], node.options, node.column)
        total, rate = self.value(selected), self.value(node)
        if isinstance(rate, (int, Fraction)) and isinstance(total, int):
            return f"{_shown(rate * total)} ÷ {_shown(total)}"
        return _shown(rate)


def _wrapped(text: str, operator: str, outer: int) -> str:
    return f"({text})" if _STRENGTH[operator] < outer else text
