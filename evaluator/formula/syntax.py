"""Formula text → a small tree of our own; everything outside the whitelist is refused with its place.

Python's own parser reads the text (`ast.parse`, never evaluated); full-width signs and ÷ × ≥ ≤ are
accepted. Number literals keep their exact decimal value.
"""

from __future__ import annotations

import ast
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from evaluator.formula.signs import nested_beyond, plain_signs
from evaluator.formula.values import parse_number

MAX_LENGTH = 4000
MAX_NODES = 600
MAX_DEPTH = 24
_TOO_DEEP = f"公式嵌套超过 {MAX_DEPTH} 层，请去掉多余的括号，或拆成几个指标或检查"

Operator = Literal["+", "-", "*", "/"]
Relation = Literal["<", "<=", ">", ">=", "==", "!="]


class FormulaError(ValueError):
    """A formula that cannot be accepted: `message` in Chinese, `column` (0-based) in `text`."""

    def __init__(self, message: str, text: str, column: int) -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.column = column

    def caret(self) -> str:
        """The formula with a caret under the place, both indented alike for a fixed-width screen."""
        start = max(0, self.column - 30)
        shown = self.text[start : self.column + 40].replace("\n", " ")
        head = self.text[start : self.column]
        gap = "".join(
            "\u3000" if unicodedata.east_asian_width(sign) in "WF" else " " for sign in head
        )
        return f"{shown}\n{gap}^"


# Nodes are alike when they say the same, wherever they stand: `column` is only for messages.


@dataclass(frozen=True, slots=True)
class NumberNode:
    value: Fraction
    text: str
    column: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TextNode:
    value: str
    column: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class NameNode:
    name: str
    column: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class UnaryNode:
    operator: Literal["-", "not"]
    operand: Node
    column: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BinaryNode:
    operator: Operator
    left: Node
    right: Node
    column: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CompareNode:
    """A chain `first r1 x1 r2 x2 …`, true when every link holds."""

    first: Node
    links: tuple[tuple[Relation, Node], ...]
    column: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LogicNode:
    operator: Literal["and", "or"]
    operands: tuple[Node, ...]
    column: int = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CallNode:
    function: str
    arguments: tuple[Node, ...]
    options: tuple[tuple[str, Node], ...]
    column: int = field(compare=False, repr=False)

    def option(self, name: str) -> Node | None:
        return dict(self.options).get(name)


Node = (
    NumberNode | TextNode | NameNode | UnaryNode | BinaryNode | CompareNode | LogicNode | CallNode
)


def children(node: Node) -> Iterator[Node]:
    """The direct sub-expressions of a node, in reading order."""
    match node:
        case UnaryNode():
            yield node.operand
        case BinaryNode():
            yield from (node.left, node.right)
        case CompareNode():
            yield node.first
            yield from (operand for _, operand in node.links)
        case LogicNode():
            yield from node.operands
        case CallNode():
            yield from node.arguments
            yield from (value for _, value in node.options)
        case NumberNode() | TextNode() | NameNode():
            pass


def walk(node: Node) -> Iterator[Node]:
    """A node and everything below it, in reading order."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, NumberNode | TextNode | NameNode):
            waiting += reversed(tuple(children(node)))


def parse(text: str) -> Node:
    """The checked tree of a formula. Raises FormulaError."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"公式超过 {MAX_LENGTH} 个字符，请拆成几个指标或检查", text, MAX_LENGTH)
    if "#" in text:
        raise FormulaError("公式里不能写 # 注释", text, text.index("#"))
    source, origin = plain_signs(text)
    if not source.strip():
        raise FormulaError("公式为空", text, 0)
    deep = nested_beyond(MAX_DEPTH, source)
    if deep is not None:
        raise FormulaError(_TOO_DEEP, text, origin[deep])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            body = ast.parse(source.lstrip(), mode="eval").body
    except SyntaxError as error:
        lead = len(source) - len(source.lstrip())
        column = error.offset - 1 + lead if error.offset else len(source)
        place = origin[min(column, len(origin) - 1)]
        raise FormulaError("公式写法有误，请检查括号、运算符和逗号", text, place) from None
    except (RecursionError, MemoryError):
        raise FormulaError(_TOO_DEEP, text, 0) from None
    except ValueError:
        raise FormulaError("公式里有不能识别的字符，请删去后重新输入", text, 0) from None
    return _Reader(text, source.lstrip(), origin[len(source) - len(source.lstrip()) :]).read(body)


_BINARY: dict[type[ast.operator], Operator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}
_RELATION: dict[type[ast.cmpop], Relation] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
OPTIONS = ("where", "weight")


class _Reader:
    """Turns Python's tree into ours; one instance reads one formula."""

    def __init__(self, text: str, source: str, origin: list[int]) -> None:
        self.text = text
        self.encoded = source.encode()
        self.origin = origin
        self.nodes = 0

    def column(self, node: ast.expr | ast.keyword) -> int:
        index = len(self.encoded[: node.col_offset].decode())
        return self.origin[min(index, len(self.origin) - 1)]

    def refuse(self, node: ast.expr | ast.keyword, message: str) -> FormulaError:
        return FormulaError(message, self.text, self.column(node))

    def read(self, node: ast.expr, depth: int = 0) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self.refuse(node, f"公式超过 {MAX_NODES} 个组成部分")
        if depth > MAX_DEPTH:
            raise self.refuse(node, _TOO_DEEP)
        column = self.column(node)
        below = depth + 1
        match node:
            case ast.Name():
                return NameNode(node.id, column)
            case ast.Constant():
                return self.constant(node, column)
            case ast.UnaryOp(op=ast.USub()):
                return UnaryNode("-", self.read(node.operand, below), column)
            case ast.UnaryOp(op=ast.Not()):
                return UnaryNode("not", self.read(node.operand, below), column)
            case ast.BinOp() if type(node.op) in _BINARY:
                left, right = self.read(node.left, below), self.read(node.right, below)
                return BinaryNode(_BINARY[type(node.op)], left, right, column)
            case ast.BinOp(op=ast.Mod()):
                raise self.refuse(node, "公式里不写百分号，70% 请写 0.7（折点里可以写 70%）")
            case ast.Compare():
                return self.compare(node, below, column)
            case ast.BoolOp():
                operator: Literal["and", "or"] = "and" if isinstance(node.op, ast.And) else "or"
                operands = tuple(self.read(value, below) for value in node.values)
                return LogicNode(operator, operands, column)
            case ast.Call():
                return self.call(node, below, column)
            case _:
                raise self.refuse(
                    node, "公式里只能用字段名、数、+ - * / 比较、and or not 和列出的函数"
                )

    def constant(self, node: ast.Constant, column: int) -> Node:
        if isinstance(node.value, str):
            return TextNode(node.value, column)
        literal = self.encoded[node.col_offset : node.end_col_offset].decode()
        try:
            return NumberNode(parse_number(literal), literal, column)
        except ValueError:
            raise self.refuse(node, f"“{literal[:40]}”不能用在公式里，数请写成 45 或 0.5") from None

    def compare(self, node: ast.Compare, below: int, column: int) -> CompareNode:
        links: list[tuple[Relation, Node]] = []
        for operator, operand in zip(node.ops, node.comparators, strict=True):
            if type(operator) not in _RELATION:
                raise self.refuse(operand, "比较只能用 < <= > >= == !=")
            links.append((_RELATION[type(operator)], self.read(operand, below)))
        return CompareNode(self.read(node.left, below), tuple(links), column)

    def call(self, node: ast.Call, below: int, column: int) -> CallNode:
        if not isinstance(node.func, ast.Name):
            raise self.refuse(node, "只能直接调用列出的函数")
        options: list[tuple[str, Node]] = []
        for keyword in node.keywords:
            if keyword.arg not in OPTIONS or keyword.arg in dict(options):
                raise self.refuse(keyword, "函数的选项只有 where= 和 weight=，各写一次")
            options.append((keyword.arg, self.read(keyword.value, below)))
        arguments = tuple(self.read(argument, below) for argument in node.args)
        return CallNode(node.func.id, arguments, tuple(options), column)
