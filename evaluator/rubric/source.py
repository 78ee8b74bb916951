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
    """A rubric that cannot be used; `problems` lists every reason found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


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
    except (OSError, UnicodeDecodeError) as error:
        raise RubricError([Problem(Place(name, 1), f"无法按 UTF-8 读取：{error}")]) from None
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = getattr(error, "problem", None) or "无法解析"
        raise RubricError([Problem(Place(name, line), f"YAML 语法有误（{what}）")]) from None
    reader = _Reader(name)
    data = None if root is None else reader.convert(root)
    if reader.problems:
        raise RubricError(reader.problems)
    return Source(name, root, data)


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
