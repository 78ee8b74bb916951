"""What a bracket was meant to be, and where one is missing: told by what stands around it; nothing is read here."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from evaluator.submission.places import Lines, Path
from evaluator.submission.tokens import LITERAL, NUMBER

_INDENT = re.compile(r"[ \t]*")
_KEY_AHEAD = re.compile(r'"[^"\r\n]*"\s*[:：]')
_KEY_FIRST = re.compile(rf"\s*(?={_KEY_AHEAD.pattern})")
"""After a bracket: a key with its colon, so that the bracket opens an object."""
_ITEM_FIRST = re.compile(
    rf"""\s*(?:[{{\[｛［【]|(?:"[^"\r\n]*"|{NUMBER.pattern}|{LITERAL.pattern})\s*[,，、}}\]｝］】](?!\s*{_KEY_AHEAD.pattern}))"""
)
"""After a bracket: another one, or a text, number or literal without a colon, so that it opens an array."""
_DOUBLED = re.compile(r"[{｛]{2}(?![^{}｛｝]*[}｝](?:\s*[,，]\s*[{｛]|[}\]]))")
"""A bracket written twice, not one around a record after which comes another, or the end of the list."""
_ONE_TOO_MANY = re.compile(r"[}｝]\s*(?:[,，]\s*[{｛]|[\]］】])")
"""In an array: a bracket after which the array goes on, or ends."""
_NOT_THE_ROW_S = re.compile(r"""[\]］】]\s*(?:[,，]\s*"|[}｝])""")
"""In a record: the bracket of the array it stands in, after which the object around that goes on."""
CLOSERS = {"{": "}", "[": "]"}
Opener = Literal["{", "["]


class Bracket(NamedTuple):
    """An opening bracket as it was meant, and where it stands.

    `told`: another one was written, and that has been said; its closing bracket may be of either kind.
    """

    sign: Opener
    at: int
    path: Path
    told: bool = False

    @property
    def in_list(self) -> bool:
        """Whether it opens an item of an array, such as a record."""
        return bool(self.path) and isinstance(self.path[-1], int)


class Surroundings:
    """The text around a bracket, and its lines."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text = text
        self.lines = lines

    def meant(self, sign: str, at: int, path: Path) -> Opener | None:
        """The opening bracket that should stand where this one does, by what follows it; None for no opener."""
        key = _KEY_FIRST.match(self.text, at + 1)
        item = None if key else _ITEM_FIRST.match(self.text, at + 1)
        if sign == "[" and key:
            left_open = path and self.begins_line(key.end()) and not self.deeper(key.end(), at)
            return "[" if left_open else "{"
        if sign == "{" and item:
            in_list = bool(path) and isinstance(path[-1], int)
            return "{" if in_list or _DOUBLED.match(self.text, at) else "["
        if sign == "{" or (sign != "[" and key):
            return "{"
        return "[" if sign == "[" or item else None

    def key_ahead(self, at: int) -> bool:
        """Whether a key with its colon stands here, which no array has."""
        return _KEY_AHEAD.match(self.text, at) is not None

    def key_after(self, at: int) -> bool:
        """Whether one stands after the sign here."""
        return _KEY_FIRST.match(self.text, at + 1) is not None

    def goes_on(self, at: int) -> bool:
        """Whether the array around goes on or ends after a closing bracket of an object."""
        return _ONE_TOO_MANY.match(self.text, at) is not None

    def ends_list(self, at: int) -> bool:
        """Whether the bracket after a record closes the array it stands in."""
        return _NOT_THE_ROW_S.match(self.text, at) is not None

    def outdented(self, at: int, opener: int, first: int) -> bool:
        """Whether a key begins its line further left than the first member of the object it would be in.

        Members on the line of their bracket stand further right than the beginning of that line.
        """
        if not self.begins_line(at):
            return False
        if self.begins_line(first):
            return self.indent(at) < self.indent(first)
        return self.line(first) == self.line(opener) and not self.deeper(at, opener)

    def closes_outer(self, at: int, opener: int) -> bool:
        """Whether a closing bracket begins its line further left than the line of the opener begins."""
        return self.begins_line(at) and self.indent(at) < self.indent(opener)

    def closes_early(self, at: int, opener: int) -> bool:
        """Whether the line of a closing bracket begins further right than the line of its opener."""
        return self.indent(at) > self.indent(opener)

    def line(self, offset: int) -> int:
        return self.lines.place(offset)[0]

    def begins_line(self, offset: int) -> bool:
        """Whether nothing but white space stands before a place in its line."""
        return self.lines.place(offset)[1] == self.indent(offset) + 1

    def indent(self, offset: int) -> int:
        """The white space at the beginning of a place's line, in characters."""
        space = _INDENT.match(self.text, offset - self.lines.place(offset)[1] + 1)
        assert space is not None
        return len(space[0])

    def deeper(self, offset: int, opener: int) -> bool:
        """Whether a line is indented deeper than that of the bracket it may be in; so it is without indentation."""
        return self.indent(offset) > self.indent(opener) or not self.indent(opener)
