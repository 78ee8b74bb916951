"""Where values stand in a valid JSON text: only what lies on the way to them is looked at.

Everything else is stepped over by the C scanner of `json`, so a few places cost about one more reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

Path = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\r\n]*")
_STRETCH = 4096
_WHATEVER = json.JSONDecoder(parse_int=str, parse_float=str)


class Lines:
    """The lines of a text; LF, CRLF and CR end one.

    They are counted by stretches of the text: a file of empty lines has as many as it has bytes.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends, self._starts = (
            [0],
            [0],
        )  # before each stretch: line ends, and where its line starts
        for start in range(0, len(text), _STRETCH):
            number, begins = self._lines(start, start + _STRETCH, self._starts[-1])
            self._ends.append(self._ends[-1] + number)
            self._starts.append(begins)

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset from 1, counted in characters."""
        stretch = offset // _STRETCH
        number, begins = self._lines(stretch * _STRETCH, offset, self._starts[stretch])
        return self._ends[stretch] + number + 1, offset - begins + 1

    def _lines(self, start: int, stop: int, begins: int) -> tuple[int, int]:
        """The number of line ends in a part of the text, and where the line starts in which it stops."""
        text = self._text
        number = text.count("\n", start, stop)
        last = text.rfind("\n", start, stop)
        if returns := text.count("\r", start, stop):
            number += returns - text.count("\r\n", start, stop + 1)
            alone = text.rfind("\r", start, stop)
            if text[alone + 1 : alone + 2] == "\n":
                alone = text.rfind("\r", start, alone)
            last = max(last, alone)
        return number, last + 1 if last >= 0 else begins


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
