"""YAML text → plain data with every scalar a string, and the line of every value.

Strings stay exact (`0.10` is not a float, `no` is not false, `12:30` is not 750); a plain `null` is
None. Duplicate keys, aliases and tags are refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

Plain = None | str | list["Plain"] | dict[str, "Plain"]
Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands: the file's name inside the rubric folder, and the line from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a rubric, said in Chinese, with its place and the id it concerns."""

    place: Place
    message: str
    subject: str = ""

    def __str__(self) -> str:
        subject = f"{self.subject}：" if self.subject else ""
        return f"{self.place}：{subject}{self.message}"


class RubricError(Exception):
    """A rubric that cannot be used; `problems` lists every reason found.

    `unchecked`: what could not be looked at for these problems, in words, e.g. 公式, 分值.
    """

    def __init__(self, problems: list[Problem], unchecked: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
        self.unchecked = unchecked


@dataclass(frozen=True)
class Source:
    """One YAML file's data; the place of each value by its path is worked out when first asked for."""

    name: str
    root: yaml.Node | None
    data: Plain

    @cached_property
    def places(self) -> dict[Path_, Place]:
        found: dict[Path_, Place] = {}
        if self.root is not None:
            _locate(self.root, (), Place(self.name, 1), found)
        return found


_TAGS: dict[type[yaml.Node], str] = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


class _Loader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    """Gives every value its plain tag at once; PyYAML's resolver would look at each path."""

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...

    def resolve(self, kind: type[yaml.Node], *_: object) -> str:
        return _TAGS[kind]


def read_yaml(folder: Path, name: str) -> Source:
    """Read one file of a rubric folder. Raises RubricError where it is no plain YAML."""
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise RubricError([Problem(Place(name, 1), "缺少这个文件")]) from None
    except UnicodeDecodeError:
        message = "不是 UTF-8 编码的文字文件，请用“另存为”选择 UTF-8 编码后重新保存"
        raise RubricError([Problem(Place(name, 1), message)]) from None
    except OSError:
        message = "无法读取，请核对它是不是文件、有没有读取权限"
        raise RubricError([Problem(Place(name, 1), message)]) from None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise RubricError([_syntax_problem(name, text, error)]) from None
    reader = _Reader(name)
    data = None if root is None else reader.convert(root)
    if reader.problems:
        raise RubricError(reader.problems)
    return Source(name, root, data)


_SYNTAX: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "一行里有两个“键: 值”，或缩进与上一行不齐"),
    ("could not find expected ':'", "缺少冒号，或冒号后面没有空格"),
    ("tab character", "缩进用了制表符，缩进只能用空格"),
    ("cannot start any token", "用了制表符，或文字以 @、%、` 等符号开头；这样的文字请加引号"),
    ("node content", "多了一个逗号，或缺少一个值"),
    ("expected ',' or ']'", "方括号里缺少逗号或右方括号"),
    ("expected ',' or '}'", "花括号里缺少逗号或右花括号"),
    ("unexpected end of stream", "引号没有配对"),
    ("expected '-' indicator", "清单各项的缩进不齐"),
    ("expected key", "缩进不齐，或缺少一个键"),
    ("block end", "缩进不齐"),
    ("another document", "一个文件里不能有两份内容（---）"),
    ("sequence entries are not allowed", "以 - 开头的一项写错了位置，请另起一行"),
    ("escape", "双引号里的反斜杠请写成两个，或改用单引号"),
    ("alias", "不接受 YAML 的别名（& 和 *）"),
)
"""Part of PyYAML's message → what it means, in words an official can act on."""


def _syntax_problem(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """Why a file is no YAML, and on which line."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:  # the reader refuses the characters themselves
        place = next((n for n, sign in enumerate(text) if sign < " " and sign not in "\n\r\t"), 0)
        line = text.count("\n", 0, place) + 1
        return Problem(Place(name, line), "有看不见的控制字符或不能使用的字符，请删去")
    line = mark.line + 1
    said = str(getattr(error, "problem", ""))
    what = next(
        (words for part, words in _SYNTAX if part in said),
        "请核对这一行和上一行的缩进、冒号后的空格、引号和括号",
    )
    return Problem(Place(name, line), f"YAML 语法有误：{what}")


def _locate(node: yaml.Node, path: Path_, place: Place, found: dict[Path_, Place]) -> None:
    """Note the place of a node and of all below it; a value of a mapping stands where its key does."""
    found[path] = place
    if isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _locate(item, (*path, index), Place(place.file, item.start_mark.line + 1), found)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _locate(value, (*path, key.value), Place(place.file, key.start_mark.line + 1), found)


class _Reader:
    """Converts a node graph and collects what is refused."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def refuse(self, line: int, message: str) -> None:
        self.problems.append(Problem(Place(self.name, line), message))

    def convert(self, node: yaml.Node, line: int = 0) -> Plain:
        """`line` is where the value's key stands: an alias has no place of its own."""
        if id(node) in self.seen:
            self.refuse(line or 1, "不接受 YAML 的别名（& 和 *），请直接写出内容")
            return None
        self.seen.add(id(node))
        if node.tag != _TAGS[type(node)]:
            self.refuse(line or node.start_mark.line + 1, f"不接受 YAML 标签 {node.tag}")
            return None
        if isinstance(node, yaml.ScalarNode):
            plain_null = not node.style and node.value in ("null", "~", "")
            return None if plain_null else str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(item, line) for item in node.value]
        assert isinstance(node, yaml.MappingNode)
        data: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in data:
                self.refuse(line, f"键“{key}”重复")
            data[key] = self.convert(value_node, line)
        return data
