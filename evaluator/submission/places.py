"""Where values stand in a valid JSON text: only what lies on the way to them is looked at.

Everything else is stepped over by the C scanner of `json`, so a few places cost about one more reading.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\r\n]*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WHATEVER = json.JSONDecoder(parse_int=str, parse_float=str)


class Lines:
    """The lines of a text; LF, CRLF and CR end one."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset from 1, counted in characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def offsets(text: str, paths: Iterable[Path]) -> tuple[dict[Path, int], dict[Path, int]]:
    """Offsets of the values of some paths and of all their containers, and of the keys before them.

    A path that is not there is left out.
    """
    wanted: dict[Any, Any] = {}
    asked = set(paths)
    for path in asked:
        node = wanted
        for part in path:
            node = node.setdefault(part, {})
        node[None] = {}
    walk = _Walk(text, len(asked))
    walk.value(wanted, (), walk.space(0))
    return walk.values, walk.keys


def nearest(values: Mapping[Path, int], path: Path) -> int | None:
    """The offset of a path's value, or of its nearest container that is there."""
    while path and path not in values:
        path = path[:-1]
    return values.get(path)


class _Walk:
    """A walk that ends when the last value that is wanted has been met."""

    def __init__(self, text: str, left: int) -> None:
        self.text = text
        self.left = left
        self.values: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}

    def space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        assert found is not None
        return found.end()

    def value(self, wanted: dict[Any, Any], path: Path, at: int) -> int:
        """Note where a value stands and go into it as far as something in it is wanted; where it ends."""
        self.values[path] = at
        self.left -= None in wanted
        if not self.left:
            return at
        if wanted and self.text[at] == "{":
            return self.members(wanted, path, at + 1)
        if wanted and self.text[at] == "[":
            return self.items(wanted, path, at + 1)
        return self.over(at)

    def over(self, at: int) -> int:
        return _WHATEVER.raw_decode(self.text, at)[1]

    def members(self, wanted: dict[Any, Any], path: Path, at: int) -> int:
        at = self.space(at)
        while self.left and self.text[at] != "}":
            key_at = at
            key, at = _WHATEVER.raw_decode(self.text, at)
            at = self.space(self.space(at) + 1)
            if key in wanted:
                self.keys[(*path, key)] = key_at
                at = self.value(wanted[key], (*path, key), at)
            else:
                at = self.over(at)
            at = self.next(at) if self.left else at
        return at + 1

    def items(self, wanted: dict[Any, Any], path: Path, at: int) -> int:
        at = self.space(at)
        place = 0
        while self.left and self.text[at] != "]":
            inside = wanted.get(place)
            at = self.over(at) if inside is None else self.value(inside, (*path, place), at)
            place += 1
            at = self.next(at) if self.left else at
        return at + 1

    def next(self, at: int) -> int:
        """Past the comma after a member, or at the closing bracket."""
        at = self.space(at)
        return self.space(at + 1) if self.text[at] == "," else at
