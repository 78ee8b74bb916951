"""How a result came about: the formula in words, the same with its values, its parts, its failing records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluator.formula.display import number_text
from evaluator.formula.functions import COUNT_TRUE, OVER_RECORDS
from evaluator.formula.run import Formula, compile_node
from evaluator.formula.scope import Scope
from evaluator.formula.syntax import CallNode, CompareNode, NameNode, Node, walk
from evaluator.formula.values import Missing, Record, Root, Value, ZeroDenominator
from evaluator.formula.words import OPPOSITES, RELATIONS, Words, shown, substituted, words


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
    """The records of a share whose condition fails, in the table's order, and how many it selected.

    Nothing where the share itself could not be computed: no record is to blame then.
    """
    if isinstance(compile_node(node, formula)(scope, None), Missing | ZeroDenominator):
        return [], 0
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
    """Says why one record fails: the titled conditions it misses with both sides, else its values."""

    def __init__(self, formula: Formula, node: Node, table: str, titles: Sequence[str]) -> None:
        columns = formula.names.tables[table]
        named = (part.name for part in walk(node) if isinstance(part, NameNode))
        self.names = list(dict.fromkeys(name for name in named if name in columns))
        self.titles = titles
        self.counts = [
            _Counted(formula, part, table)
            for part in walk(node)
            if titles and isinstance(part, CompareNode) and _is_count(part.first)
        ]

    def text(self, scope: Scope, record: Record) -> str:
        if not self.counts:
            return "，".join(f"{name} {shown(record[name])}" for name in self.names)
        failing = [count for count in self.counts if count.verdict(scope, record) is not True]
        return "；".join(count.text(scope, record, self.titles) for count in failing)


def _is_count(node: Node) -> bool:
    return isinstance(node, CallNode) and node.function == COUNT_TRUE


class _Counted:
    """A comparison whose left side counts titled conditions, such as `count_true(…) >= 6`."""

    def __init__(self, formula: Formula, node: CompareNode, table: str) -> None:
        assert isinstance(node.first, CallNode)
        relation, limit = node.links[0]
        self.wanted = f"{RELATIONS[relation]}{Words(None, None).text(limit)}"
        self.verdict = compile_node(node, formula, table)
        self.parts = [
            (compile_node(part, formula, table), _sides(formula, part, table))
            for part in node.first.arguments
        ]

    def text(self, scope: Scope, record: Record, titles: Sequence[str]) -> str:
        """How many conditions hold, how many are wanted, and those that fail with their two sides."""
        verdicts = [run(scope, record) for run, _ in self.parts]
        met = sum(verdict is True for verdict in verdicts)
        lacking = [
            title + sides(scope, record)
            for title, verdict, (_, sides) in zip(titles, verdicts, self.parts, strict=True)
            if verdict is not True
        ]
        return f"应{self.wanted}项，现为{met}项，未达到：{'，'.join(lacking)}"


def _sides(formula: Formula, node: Node, table: str) -> Callable[[Scope, Record], str]:
    """Both sides of a failing comparison, computed: ` 1,520 < 1,700`; ` 未填报` where one is missing."""
    if not isinstance(node, CompareNode):
        return lambda scope, record: ""
    relation, limit = node.links[0]
    left, right = compile_node(node.first, formula, table), compile_node(limit, formula, table)

    def sides(scope: Scope, record: Record) -> str:
        a, b = left(scope, record), right(scope, record)
        if isinstance(a, Missing | ZeroDenominator) or isinstance(b, Missing | ZeroDenominator):
            return " 未填报"
        return f" {_two_places(a, b)} {RELATIONS[OPPOSITES[relation]]} {shown(b)}"

    return sides


def _two_places(value: Value, limit: Value) -> str:
    """A computed side with two decimals, or as many as keep it on its side of the limit."""
    if isinstance(value, str | bool) or isinstance(limit, str | bool | Root):
        return shown(value)
    return number_text(value, 2, [limit])
