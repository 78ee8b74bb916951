"""Checked tree → a `Formula`: every name, argument and kind is checked before anything runs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import assert_never

from evaluator.formula.closures import (
    applied,
    compared,
    computed,
    counted,
    inverted,
    joined,
    negated,
)
from evaluator.formula.functions import (
    COUNT_TRUE,
    KIND_NAMES,
    OVER_RECORDS,
    PLAIN,
    Kind,
    Signature,
)
from evaluator.formula.records import Selection, aggregated
from evaluator.formula.scope import Names, Run, Scope
from evaluator.formula.steps import Column, Columns, Step, constant, fixed, of_district, of_record
from evaluator.formula.syntax import (
    BinaryNode,
    CallNode,
    CompareNode,
    FormulaError,
    LogicNode,
    NameNode,
    Node,
    NumberNode,
    TextNode,
    UnaryNode,
    parse,
    walk,
)
from evaluator.formula.values import Record, Result


@dataclass(frozen=True)
class Formula:
    """A formula that has passed every check; `text` is as written, `names` what it may refer to."""

    text: str
    node: Node
    kind: Kind
    names: Names
    step: Step
    table: str | None = None

    def evaluate(self, scope: Scope, record: Record | None = None) -> Result:
        """The exact value, or the outcome that takes its place; `record` where it speaks of one."""
        return self.step.run(scope, record)

    def of_records(self, scope: Scope, title: str) -> Column:
        """What it gives for each record of its table."""
        return Columns(scope, scope.tables[title].records).of(self.step)

    def of_groups(self, scope: Scope, title: str, column: str) -> Column:
        """What it gives for each group of a table's records that have the same in a column."""
        groups = scope.places_by(title, column)
        return Columns(scope, scope.tables[title].records, title, groups).of(self.step)

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """Every district or record field the formula names, once, in reading order."""
        known = set(self.names.fields).union(*self.names.tables.values())
        names = (node.name for node in walk(self.node) if isinstance(node, NameNode))
        return tuple(dict.fromkeys(name for name in names if name in known))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The district fields and record tables the formula rests on, once, in reading order."""
        return self._sources(self.node)

    @cached_property
    def denominators(self) -> tuple[str, ...]:
        """Those that make a zero denominator: divided by, or averaged over."""
        found: list[str] = []
        for node in walk(self.node):
            if isinstance(node, BinaryNode) and node.operator == "/":
                found += self._sources(node.right)
            if isinstance(node, CallNode) and node.function in ("share", "mean", "cv"):
                found += self._sources(node.arguments[0])
        return tuple(dict.fromkeys(found))

    def _sources(self, below: Node) -> tuple[str, ...]:
        names = (node.name for node in walk(below) if isinstance(node, NameNode))
        known = (name for name in names if name in self.names.fields or name in self.names.tables)
        return tuple(dict.fromkeys(known))

    @cached_property
    def named(self) -> frozenset[str]:
        """Every name in the formula: fields, columns and tables."""
        return frozenset(node.name for node in walk(self.node) if isinstance(node, NameNode))

    def lookup_arguments(self, *functions: str) -> tuple[str, ...]:
        """The ids a rule's formula passes to look-ups, e.g. "24-1" in value("24-1")."""
        return tuple(
            node.arguments[0].value
            for node in walk(self.node)
            if isinstance(node, CallNode)
            and node.function in functions
            and node.arguments
            and isinstance(node.arguments[0], TextNode)
        )

    def calls(self, function: str) -> bool:
        """Whether the formula calls a function."""
        return any(
            isinstance(node, CallNode) and node.function == function for node in walk(self.node)
        )


def compile_formula(
    text: str, names: Names, kind: Kind | None = None, table: str | None = None
) -> Formula:
    """Check a formula against the names it may use. Raises FormulaError with the place and a hint.

    `kind`: what the result must be; None accepts any. `table`: the table of whose records it speaks.
    """
    node = parse(text)
    step, found = _Compiler(text, names).compile(node, table)
    if kind is not None and found != kind:
        raise FormulaError(
            f"此处的结果应为“{KIND_NAMES[kind]}”，而公式得出的是“{KIND_NAMES[found]}”", text, 0
        )
    return Formula(text, node, found, names, step, table)


def compile_node(node: Node, formula: Formula, table: str | None = None) -> Run:
    """A part of an already checked formula as something that can be run by itself."""
    return _Compiler(formula.text, formula.names).compile(node, table)[0].run


class _Compiler:
    """Turns nodes into steps; `table` is the table whose records a node stands inside, if any.

    Nodes of a table that say the same are one step: their column is computed once for all of them.
    """

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.known: dict[tuple[Node, str], tuple[Step, Kind]] = {}

    def refuse(self, node: Node, message: str) -> FormulaError:
        return FormulaError(message, self.text, node.column)

    def expect(self, node: Node, table: str | None, kind: Kind) -> Step:
        step, found = self.compile(node, table)
        if found != kind:
            raise self.refuse(node, f"这里要用“{KIND_NAMES[kind]}”，写的却是“{KIND_NAMES[found]}”")
        return step

    def compile(self, node: Node, table: str | None) -> tuple[Step, Kind]:
        if table is None:
            return self.compile_new(node, table)
        if (node, table) not in self.known:
            self.known[node, table] = self.compile_new(node, table)
        return self.known[node, table]

    def compile_new(self, node: Node, table: str | None) -> tuple[Step, Kind]:
        match node:
            case NumberNode(value=value):
                number: Result = value.numerator if value.denominator == 1 else value
                return constant(number), "number"
            case TextNode():
                return constant(node.value), "text"
            case NameNode():
                return self.name(node, table)
            case UnaryNode(operator="-"):
                return negated(self.expect(node.operand, table, "number")), "number"
            case UnaryNode():
                return inverted(self.expect(node.operand, table, "boolean")), "boolean"
            case BinaryNode():
                left = self.expect(node.left, table, "number")
                right = self.expect(node.right, table, "number")
                return computed(node, left, right), "number"
            case CompareNode():
                return self.compare(node, table), "boolean"
            case LogicNode():
                parts = [self.expect(operand, table, "boolean") for operand in node.operands]
                return joined(node.operator == "and", parts), "boolean"
            case CallNode():
                return self.call(node, table)
            case _:
                assert_never(node)

    def name(self, node: NameNode, table: str | None) -> tuple[Step, Kind]:
        name = node.name
        if table is not None and name in self.names.tables[table]:
            return of_record(name), self.names.tables[table][name]
        if name in self.names.fields:
            return of_district(name), self.names.fields[name]
        if name in self.names.tables:
            raise self.refuse(
                node, f"“{name}”是记录表，只能写在 count、sum、share、mean、cv 的第一位"
            )
        home = [title for title, columns in self.names.tables.items() if name in columns]
        if home:
            raise self.refuse(
                node, f"“{name}”是“{home[0]}”表的字段，须放在 share({home[0]}, …) 等函数里"
            )
        known = [*self.names.fields, *(self.names.tables.get(table or "", {}))]
        raise self.refuse(node, f"没有名为“{name}”的填报项{_did_you_mean(name, known)}")

    def compare(self, node: CompareNode, table: str | None) -> Step:
        operands = [node.first, *(operand for _, operand in node.links)]
        compiled = [self.compile(operand, table) for operand in operands]
        relations = [relation for relation, _ in node.links]
        for position, relation in enumerate(relations):
            kinds = {compiled[position][1], compiled[position + 1][1]}
            if kinds == {"date", "text"}:
                kinds = {"date"}
            if len(kinds) > 1:
                left, right = (KIND_NAMES[compiled[position + step][1]] for step in (0, 1))
                raise self.refuse(node, f"不能把“{left}”与“{right}”相比")
            if kinds <= {"boolean", "text"} and relation not in ("==", "!="):
                raise self.refuse(node, "文字和是否只能用 == 或 != 比较")
        links = [
            compared(relation, left, right)
            for relation, ((left, _), (right, _)) in zip(relations, pairwise(compiled), strict=True)
        ]
        return links[0] if len(links) == 1 else joined(True, links)

    def call(self, node: CallNode, table: str | None) -> tuple[Step, Kind]:
        if node.function in OVER_RECORDS:
            if table is not None:
                raise self.refuse(node, f"记录表的函数 {node.function} 不能套在另一个里面")
            return self.over_records(node)
        if node.options:
            raise self.refuse(node, f"函数 {node.function} 没有 where= 或 weight=")
        if node.function == COUNT_TRUE:
            if not node.arguments:
                raise self.refuse(node, "count_true 至少要有一个条件")
            return counted(
                [self.expect(part, table, "boolean") for part in node.arguments]
            ), "number"
        if node.function in self.names.lookups:
            return self.lookup(node)
        if node.function not in PLAIN:
            known = [*PLAIN, *OVER_RECORDS, COUNT_TRUE, *self.names.lookups]
            raise self.refuse(
                node, f"没有函数“{node.function}”{_did_you_mean(node.function, known)}"
            )
        function = PLAIN[node.function]
        parts = self.arguments(node, function.signature, table)
        return applied(function.apply, parts), function.signature.result

    def arguments(self, node: CallNode, signature: Signature, table: str | None) -> list[Step]:
        given = len(node.arguments)
        most = len(signature.parameters)
        if given < signature.required or (given > most and not signature.repeats):
            raise self.refuse(node, f"函数 {node.function} 的参数个数不对")
        kinds = [signature.parameters[min(place, most - 1)] for place in range(given)]
        return [
            self.expect(part, table, kind) for part, kind in zip(node.arguments, kinds, strict=True)
        ]

    def lookup(self, node: CallNode) -> tuple[Step, Kind]:
        name, signature = node.function, self.names.lookups[node.function]
        parts = self.arguments(node, signature, None)

        def run(scope: Scope, record: Record | None) -> Result:
            return scope.lookups[name](*(part.run(scope, record) for part in parts))

        return fixed(run), signature.result

    def over_records(self, node: CallNode) -> tuple[Step, Kind]:
        operand, result, weighs = OVER_RECORDS[node.function]
        wanted = 1 if operand is None else 2
        if len(node.arguments) != wanted or not isinstance(node.arguments[0], NameNode):
            form = "表名" if operand is None else "表名, 算式"
            raise self.refuse(node, f"写法应为 {node.function}({form}, where=条件)")
        title = node.arguments[0].name
        if title not in self.names.tables:
            raise self.refuse(
                node.arguments[0],
                f"没有名为“{title}”的记录表{_did_you_mean(title, self.names.tables)}",
            )
        weight_node, where_node = node.option("weight"), node.option("where")
        if weight_node is not None and not weighs:
            raise self.refuse(node, f"函数 {node.function} 没有 weight=")
        one = constant(1)
        selected = Selection(
            table=title,
            condition=repr(where_node),
            where=None if where_node is None else self.expect(where_node, title, "boolean"),
            weight=one if weight_node is None else self.expect(weight_node, title, "number"),
            operand=one if operand is None else self.expect(node.arguments[1], title, operand),
            judged=node.function == "share",
        )
        return aggregated(node, selected), result


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"，是否要写“{close[0]}”？" if close else ""
