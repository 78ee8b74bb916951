"""How a result came about: the formula in words, the same with its values, its parts, its failing records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluator.formula.counts import loosened
from evaluator.formula.display import grouped, half_up, number_text, rounded
from evaluator.formula.functions import COUNT_TRUE, OVER_RECORDS
from evaluator.formula.run import Formula, compile_node
from evaluator.formula.scope import Run, Scope
from evaluator.formula.syntax import CallNode, CompareNode, NameNode, Node, walk
from evaluator.formula.values import Missing, Record, Value, ZeroDenominator
from evaluator.formula.words import (
    OPPOSITES,
    RELATIONS,
    Words,
    places_listed,
    shown,
    substituted,
    words,
)


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


NAMED = 2
"""Places named where one condition of several lacks data."""


def condition(formula: Formula, node: Node, scope: Scope, title: str = "") -> TracePart:
    """One condition with its values and its verdict."""
    result = compile_node(node, formula)(scope, None)
    detail = Words(formula, scope).text(node)
    name = title or Words(None, None).text(node)
    match result:
        case Missing():
            return TracePart(name, detail, None, f"未填报：{places_listed(result.places, NAMED)}")
        case ZeroDenominator():
            return TracePart(name, detail, None, f"分母为零：{places_listed(result.places, NAMED)}")
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
        self.counts: list[_Counted] = []
        for part in walk(node):
            if titles and isinstance(part, CompareNode) and _is_count(part.first):
                count = _Counted(formula, part, table, titles)
                if not any(earlier.takes(count) for earlier in self.counts):
                    self.counts.append(count)

    def text(self, scope: Scope, record: Record) -> str:
        if not self.counts:
            if all(record[name] is None for name in self.names):
                return NOTHING_REPORTED
            return "，".join(f"{name} {shown(record[name])}" for name in self.names)
        return "；".join(filter(None, (count.text(scope, record) for count in self.counts)))


NOTHING_REPORTED = "各项数据均未填报"


def _is_count(node: Node) -> bool:
    return isinstance(node, CallNode) and node.function == COUNT_TRUE


class _Counted:
    """A comparison whose left side counts titled conditions, such as `count_true(…) >= 6`.

    `loose`: another that counts the same conditions with every limit multiplied by `factor`.
    """

    def __init__(
        self, formula: Formula, node: CompareNode, table: str, titles: Sequence[str]
    ) -> None:
        assert isinstance(node.first, CallNode)
        relation, limit = node.links[0]
        self.wanted = f"{RELATIONS[relation]}{Words(None, None).text(limit)}"
        self.count = node.first
        self.verdict = compile_node(node, formula, table)
        self.conditions = [
            _Condition(formula, part, table, title)
            for title, part in zip(titles, node.first.arguments, strict=True)
        ]
        self.loose: _Counted | None = None
        self.factor = ""

    def takes(self, other: _Counted) -> bool:
        """Whether another is this one with looser limits; then each condition is told once, here."""
        factor = loosened(self.count, other.count, Words(None, None).text)
        if factor is not None:
            self.loose, self.factor = other, f"{number_text(factor.value * 100)}%"
        return factor is not None

    def text(self, scope: Scope, record: Record) -> str:
        """How many conditions hold and those that fail with their two sides; nothing where all is well."""
        enough = self.verdict(scope, record) is True
        if enough and (self.loose is None or self.loose.verdict(scope, record) is True):
            return ""
        failing = [c for c in self.conditions if c.holds(scope, record) is not True]
        empty = [c for c in failing if isinstance(c.holds(scope, record), Missing)]
        if len(empty) == len(self.conditions):
            return NOTHING_REPORTED
        told = "；".join(self._told(c, scope, record) for c in failing if c not in empty)
        lacking = f"未填报{'、'.join(c.title for c in empty)}" if empty else ""
        number, met = len(self.conditions), len(self.conditions) - len(failing)
        wanted = "" if enough else f"（应{self.wanted}项）"
        return f"{number}项中达到{met}项{wanted}：{'；'.join(filter(None, (told, lacking)))}"

    def _told(self, condition: _Condition, scope: Scope, record: Record) -> str:
        said = condition.text(scope, record)
        if self.loose is not None:
            below = self.loose.conditions[self.conditions.index(condition)]
            if below.holds(scope, record) is not True:
                limit = shown(below.limit(scope, record)) if below.limit else ""
                said += f"，未达到标准的{self.factor}（{limit}）"
        return said


class _Condition:
    """One titled condition of a count, judged for a record, with the two sides of its comparison."""

    def __init__(self, formula: Formula, node: Node, table: str, title: str) -> None:
        self.title = title
        self.holds = compile_node(node, formula, table)
        self.limit: Run | None = None
        if isinstance(node, CompareNode):
            relation, limit = node.links[0]
            self.opposite = RELATIONS[OPPOSITES[relation]]
            self.value = compile_node(node.first, formula, table)
            self.limit = compile_node(limit, formula, table)

    def text(self, scope: Scope, record: Record) -> str:
        """The title and both sides, computed: `生均面积 4.36 < 4.50`."""
        if self.limit is None:
            return self.title
        a, b = self.value(scope, record), self.limit(scope, record)
        if isinstance(a, Missing | ZeroDenominator) or isinstance(b, Missing | ZeroDenominator):
            return f"{self.title} {shown(a if isinstance(a, Missing | ZeroDenominator) else b)}"
        left, right = _even(a, b)
        return f"{self.title} {left} {self.opposite} {right}"


LARGE = 100
"""A limit from which on decimals say nothing."""


def _even(value: Value, limit: Value) -> tuple[str, str]:
    """Two sides with equally many decimals: as many as keep the value on its side of the limit."""
    if not (isinstance(value, int | Fraction) and isinstance(limit, int | Fraction)):
        return shown(value), shown(limit)
    whole = isinstance(value, int) and isinstance(limit, int)
    places = 0 if whole or not -LARGE < limit < LARGE else 2
    exact = next((n for n in range(places, 5) if half_up(limit, n) == limit), places)
    left = rounded(value, exact, [limit])
    return grouped(left), grouped(half_up(limit, max(-int(left.as_tuple().exponent), 0)))
