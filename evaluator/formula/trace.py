"""How a result came about: the formula in words, the same with its values, its parts, its failing records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evaluator.formula.functions import COUNT_TRUE, OVER_RECORDS
from evaluator.formula.run import Formula, compile_node
from evaluator.formula.scope import Run, Scope
from evaluator.formula.syntax import CallNode, NameNode, Node, walk
from evaluator.formula.values import Missing, Record, ZeroDenominator
from evaluator.formula.words import Words, shown, substituted, words


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


def parts(formula: Formula, node: CallNode, scope: Scope, titles: Sequence[str]) -> list[TracePart]:
    """The arguments of a count_true, judged one by one."""
    return [
        condition(formula, argument, scope, titles[place] if place < len(titles) else "")
        for place, argument in enumerate(node.arguments)
    ]


def condition(formula: Formula, node: Node, scope: Scope, title: str = "") -> TracePart:
    """One condition with its values and its verdict."""
    result = compile_node(node, formula)(scope, None)
    detail = Words(formula, scope).text(node)
    name = title or Words(None, None).text(node)
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
            return "，".join(f"{name} {shown(record[name])}" for name in self.names)
        first = [run(scope, record) for run in self.counted[0]]
        met = sum(verdict is True for verdict in first)
        lacking = [
            title + ("（未填报）" if isinstance(verdict, Missing) else "")
            for title, verdict in zip(self.titles, first, strict=True)
            if verdict is not True
        ]
        return f"达标 {met} 项，未达标：{'、'.join(lacking)}"
