"""What a bracket was meant to be, and where one is missing: told by what stands around it; nothing is read here."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import Literal, NamedTuple

from evaluator.submission.places import Lines, Path
from evaluator.submission.strays import KEY_AHEAD, WITH_VALUE
from evaluator.submission.tokens import LITERAL, NUMBER

_INDENT = re.compile(r"[ \t]*")
_VALUE_FIRST = re.compile(rf"""\s*(?!{KEY_AHEAD.pattern})["{{\[\w-]""")
"""After a sign: a value, not a key with its colon."""
_MEMBER_AHEAD = re.compile(KEY_AHEAD.pattern + _VALUE_FIRST.pattern)
_KEY_FIRST = re.compile(rf"\s*(?={KEY_AHEAD.pattern})")
"""After a bracket: a key with its colon, so that the bracket opens an object."""
_KEY_WITH_VALUE_FIRST = re.compile(rf"\s*{WITH_VALUE.pattern}")
_RECORD = rf"{KEY_AHEAD.pattern}[^{{}}｛｝]{{0,4000}}[}}｝]"
"""The rest of an object that holds no other, after its opening bracket; bounded, for it is looked for often."""
_SCALAR = rf'(?:"[^"\r\n]*"|{NUMBER.pattern}|{LITERAL.pattern})'
_ITEM_FIRST = re.compile(
    rf"""(\s+)?[{{｛]\s*{_RECORD}(?:\s*[,，]\s*[{{｛]|(?(1)\s*)[}}\]｝］])|"""
    rf"""\s*{_SCALAR}(?:\s*[,，、]\s*{_SCALAR}){{0,100}}\s*(?:[,，]\s*)?[}}\]｝］】]"""
)
"""After a bracket: records, or texts, numbers and literals to the closing bracket, so that it opens an array.

One record right after the bracket and another bracket further on is an object with its bracket doubled.
"""
_RECORD_ENDS = re.compile(rf"{_RECORD}\s*(?:[,，]\s*[{{｛]|[\]］】])")
_ONE_TOO_MANY = re.compile(r"[}｝]\s*(?:[,，]\s*[{｛]|[\]］】])")
"""In an array: a bracket after which the array goes on, or ends."""
_NOT_THE_ROW_S = re.compile(r"""[\]］】]\s*(?:[,，]\s*"|[}｝])""")
"""In a record: the bracket of the array it stands in, after which the object around that goes on."""
_IN_QUOTES = re.compile(r'"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"?')
_PLAIN = str.maketrans("｛｝［］【】", "{}[][]")
_LIST = re.compile(
    rf"""{_SCALAR}\s*[,，、]\s*{_SCALAR}(?:\s*[,，、]\s*{_SCALAR}){{0,100}}\s*[\]］】]|"""
    rf"[{{｛]\s*{_RECORD}\s*[,，]\s*[{{｛]"
)
_KEY_OF_LIST = re.compile(r'"([^"\r\n]*)"\s*[:：]\s*[\[［【]')
_LIST_OF_ONE = re.compile(rf"(?:{_SCALAR}|[{{｛]\s*{_RECORD})?\s*[\]］】]")
"""Where the value of a key begins: as a list of several things, of one, or of none does after its bracket."""
_ITEM_NEXT = re.compile(rf"{_SCALAR}\s*[,，、\]］】]")
_LIST_GOES_ON = re.compile(rf"[\]］】]\s*+[,，]?{_VALUE_FIRST.pattern}")
_RECORD_BEHIND = re.compile(r"[\]］】]\s*+[,，]?\s*+[{｛]([^{}｛｝]{0,4000})[}｝]")
_KEY = re.compile(r'"([^"\r\n]*)"\s*[:：]')
_NO_LISTS = ("district", "prepared_by", "data")
"""The parts of a submission that hold no list."""
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
    def in_record(self) -> bool:
        """Whether it stands in an item of an array."""
        return len(self.path) > 1 and isinstance(self.path[-2], int)

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
        in_list = bool(path) and isinstance(path[-1], int)
        if key := _KEY_FIRST.match(self.text, at + 1):
            if sign != "[" or not path:
                return "{"
            left_open = self.begins_line(key.end()) and not self.deeper(key.end(), at)
            records = not in_list and self.record_ahead(key.end())
            return "[" if left_open or records else "{"
        if sign == "[":
            return "["
        if sign == "{" and _KEY_WITH_VALUE_FIRST.match(self.text, at + 1):
            return "{"
        items = _ITEM_FIRST.match(self.text, at + 1)
        if sign == "{":
            return "[" if items and not in_list else "{"
        return "[" if items else None

    @cached_property
    def too_many(self) -> str:
        """The square bracket of which there are too many, or of whose counterpart too few; none unless curly ones pair."""
        signs = Counter(_IN_QUOTES.sub("", self.text).translate(_PLAIN))
        if signs["{"] != signs["}"] or signs["["] == signs["]"]:
            return ""
        return "[" if signs["["] > signs["]"] else "]"

    def stray_opener(self, path: Path) -> bool:
        """Whether an opening square bracket, where a value begins, is one too many: no list may be here."""
        if not path or isinstance(path[0], int):
            return False
        no_list = isinstance(path[-1], int) or path[0] in _NO_LISTS
        return no_list and self.too_many == "["

    def stray_closer(self, at: int, path: Path) -> bool:
        """Whether the list of a key goes on after a closing square bracket, which is one too many."""
        of_key = bool(path) and isinstance(path[-1], str)
        return of_key and _LIST_GOES_ON.match(self.text, at) is not None and self.too_many == "]"

    def keys_behind(self, at: int) -> frozenset[str]:
        """The keys of the record that stands behind the closing bracket here; empty for none."""
        record = _RECORD_BEHIND.match(self.text, at)
        return frozenset(_KEY.findall(record[1]) if record else ())

    def list_ahead(self, at: int, path: Path) -> bool:
        """Whether the value here, which is that of a key, begins as a list does after its bracket."""
        if not path or isinstance(path[-1], int) or path[0] in _NO_LISTS:
            return False
        if _LIST.match(self.text, at):
            return self.too_many == "]"
        one = _LIST_OF_ONE.match(self.text, at) is not None and self.too_many == "]"
        return one and (len(path) == 1 or path[-1] in self.keys_of_lists)

    @cached_property
    def keys_of_lists(self) -> frozenset[str]:
        """The keys behind which a list is opened somewhere in the text."""
        return frozenset(_KEY_OF_LIST.findall(self.text))

    def item_ahead(self, at: int) -> bool:
        """Whether an item of a list stands where a key is due: a text with a comma or the list's bracket after it."""
        return _ITEM_NEXT.match(self.text, at) is not None and self.too_many == "]"

    def object_ahead(self, at: int, key_at: int) -> bool:
        """Whether the value here, which is that of a key, begins as an object does after its bracket."""
        inside = not self.begins_line(at) or self.indent(at) > self.indent(key_at)
        return inside and _MEMBER_AHEAD.match(self.text, at) is not None

    def record_ahead(self, at: int) -> bool:
        """Whether an item of an array begins as a record does after its bracket, and ends as one."""
        return _RECORD_ENDS.match(self.text, at) is not None

    def key_ahead(self, at: int) -> bool:
        """Whether a key with its colon stands here, which no array has."""
        return KEY_AHEAD.match(self.text, at) is not None

    def key_name(self, at: int) -> str:
        """The key that stands here with its colon; empty for none."""
        key = KEY_AHEAD.match(self.text, at)
        return key[0][1:].partition('"')[0] if key else ""

    def key_after(self, at: int) -> bool:
        """Whether one stands after the sign here."""
        return _KEY_FIRST.match(self.text, at + 1) is not None

    def value_after(self, at: int) -> bool:
        """Whether a value, no key, stands after the sign here."""
        return _VALUE_FIRST.match(self.text, at + 1) is not None

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
