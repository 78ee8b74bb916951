"""The position pass: a JSON text scanned again to say where each value stands and what breaks the syntax.

Run only when something must be reported (the C scanner of `json` decides first). The scanner goes on
after the usual slips (a trailing comma, `，`, `82%`, `None` …), so that one pass names all of them.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from evaluator.formula.values import MAX_DIGITS, bounded
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.places import Lines, Path, nearest
from evaluator.submission.shown import short
from evaluator.submission.slips import SHEET_ERROR, slip_of

MAX_DEPTH = 64
MAX_FINDINGS = 10_000
"""Findings after which the pass ends: a file that has more is no submission with slips."""
MAX_VALUES = 200_000
"""Values after which the pass ends: forty times as many as the largest submission has."""


class Broken:
    """Stands for a value that could not be read; what is wrong with it has been said already."""


BROKEN = Broken()
Scanned = None | bool | int | str | Decimal | list["Scanned"] | dict[str, "Scanned"] | Broken


@dataclass
class Scan:
    """What a scan found: the data as far as it could be read, offsets by path, and syntax findings.

    `unreadable`: the raw text of each value that is no JSON (its data is BROKEN), for whoever knows
    what the value should be.
    """

    text: str
    data: Scanned = None
    values: dict[Path, int] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    unreadable: dict[Path, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column from 1, counted in characters; LF, CRLF and CR end a line."""
        return self.lines.place(offset)

    def place(self, path: Path) -> tuple[int, int] | None:
        """Where the value of a path stands, or its nearest container that is there."""
        offset = nearest(self.values, path)
        return None if offset is None else self.line_column(offset)


class _StopError(Exception):
    """Nothing more can be read."""


def scan(text: str) -> Scan:
    """Scan a whole text; never raises.

    Where a bracket is never closed, the text is scanned once more with an eye on its indentation, which
    often tells where it should have been.
    """
    result = _scanned(text, by_indentation=False)
    if not _never_closed(result):
        return result
    again = _scanned(text, by_indentation=True)
    return result if _never_closed(again) else again


def _scanned(text: str, by_indentation: bool) -> Scan:
    scanner = _Scanner(text, by_indentation)
    with contextlib.suppress(_StopError):
        scanner.document()
    return scanner.result


def _never_closed(result: Scan) -> bool:
    return any(entry.code == "json-unclosed" for entry in result.findings)


_INDENT = re.compile(r"[ \t]*")

_SOUND = frozenset('"{}[]:,-0123456789')
"""Signs of JSON that nothing has to be said about: the usual case, without a pattern."""
_SPACE = re.compile(r"[ \t\r\n]*")
_WIDE_SPACE = re.compile(r"[\u00a0\u2002-\u200b\u3000\ufeff]+")
_COMMENT = re.compile(rf"//[^\r\n]*|(?!{SHEET_ERROR})#[^\r\n]*|/\*.*?(?:\*/|\Z)", re.S)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LITERAL = re.compile(r"true|false|null")
_USUAL_TEXT = r'[^"\\\x00-\x1f\ud800-\udfff]*'
_USUAL_VALUE = rf'"({_USUAL_TEXT})"|({_NUMBER.pattern})|{_LITERAL.pattern}'
_USUAL_MEMBER, _USUAL_IN_LINE = (
    re.compile(
        rf'"({_USUAL_TEXT})"{gap}:{gap}({_USUAL_VALUE}){gap}(?:,{gap}(?=")|(?=\}}))',
    )
    for gap in (r"[ \t\r\n]*", r"[ \t]*")
)
"""A sound key and a sound text, number or literal, before a comma with the next key or a closing bracket."""
_AFTER = re.compile(r"""[ \t]*(?:[,:\]}\r\n，、：｝］】;；。]|\Z|//|/\*|\#)|[ \t]+["“'{\[]""")
"""What may follow a number or literal; before a quote or bracket a comma is missing."""
_GROUPS = re.compile(r"-?[0-9][0-9.]*(?:[,，][0-9][0-9.]*)+")
"""Digits with commas between: in an object no key can begin right after such a comma."""
_RAW_END = re.compile(
    r"""[\]}｝］】"\r\n]|[,，](?=\s*(?:["“”＂'‘’「{}\[\]-]|//|/\*|\#|\Z)|\s+[0-9])|(?<![0-9])[,，](?=[0-9])|\s(?://|/\*|\#)|\Z"""
)
"""Where an unreadable value of an object ends: at a bracket, quote, line end, comment, or a comma with a key after it."""
_ITEM_END = re.compile(r"""[\[\]{}｝］】"\r\n,，]|\s(?://|/\*|\#)|\Z""")
"""The same in an array, at any comma."""
_BARE_KEY = re.compile(r"[\w$]+")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_CLOSING = re.compile(r'"(?=[ \t]*(?:[,:\]}\r\n，：、｝］】]|\Z|//|/\*|#))')
"""A quotation mark that ends a text: a sign of JSON follows."""
_MAY_CLOSE = re.compile(r'"(?:[\s,:\]}，：、｝］】#]|\Z|//|/\*)')
_LINE_END = re.compile(r"[\r\n]|\Z")
_KEY_START = re.compile(r'[^":\r\n]*')
_TAIL = re.compile(r"(?:: *[^\s:]+)?[\]},\s]*\Z")
"""At the end of a line whose text is not closed: what most likely stands outside the text."""
_TAIL_LENGTH = 80
_SURROGATE = re.compile("[\ud800-\udfff]")
_HALF = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]")
_LITERALS: dict[str, Scanned] = {"true": True, "false": False, "null": None}
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WIDE = {
    "，": ",",
    "：": ":",
    "｛": "{",
    "｝": "}",
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "、": ",",
    "；": ",",
    "。": ",",
    ";": ",",
}
_NO_COMMA = ";；。"
"""Read as a comma after a value, but nothing to put one in the place of before a bracket."""
_STRAY = re.compile(rf"[{_NO_COMMA}]\s*(?:[}}\]｝］】,，]|\Z)")
_KEY_AHEAD = re.compile(r'"[^"\r\n]*"\s*[:：]')
_ONE_TOO_MANY = re.compile(r"[}｝]\s*(?:[,，]\s*[{｛]|[\]］】])")
"""In an array: a bracket after which the array goes on, or ends."""
_KEY_FIRST = re.compile(rf"\s*(?={_KEY_AHEAD.pattern})")
"""After a bracket: a key with its colon, so that the bracket opens an object."""
_ITEM_FIRST = re.compile(
    rf"""\s*(?:[{{\[｛［【]|(?:"[^"\r\n]*"|{_NUMBER.pattern}|{_LITERAL.pattern})\s*[,，、}}\]｝］】](?!\s*{_KEY_AHEAD.pattern}))"""
)
"""After a bracket: another one, or a text, number or literal without a colon, so that it opens an array."""
_DOUBLED = re.compile(r"[{｛]{2}(?![^{}｛｝]*[}｝](?:\s*[,，]\s*[{｛]|[}\]]))")
"""A bracket written twice, not one around a record after which comes another, or the end of the list."""
_NOT_THE_ROW_S = re.compile(r"""[\]］】]\s*(?:[,，]\s*"|[}｝])""")
"""In a record: the bracket of the array it stands in, after which the object around that goes on."""
_BROKEN_LINES = re.compile(
    r"""(?:(?:\r\n|\r|\n)(?![ \t]*["\]}{\[])[^"\\\r\n]*){1,20}"(?=[ \t]*(?:[,:\]}\r\n，：、｝］】]|\Z))"""
)
"""The rest of a text that goes on over line breaks, to its closing quotation mark."""
_QUOTES = {"“": "”", "”": "”", "＂": "＂", "'": "'", "‘": "’", "’": "’", "「": "」"}
_CLOSERS = {"{": "}", "[": "]"}
_Opener = Literal["{", "["]


class _Bracket(NamedTuple):
    """An opening bracket as it was meant, and where it stands.

    `told`: another one was written, and that has been said; its closing bracket may be of either kind.
    """

    sign: _Opener
    at: int
    path: Path
    told: bool = False


class _Scanner:
    def __init__(self, text: str, by_indentation: bool) -> None:
        self.text = text
        self.by_indentation = by_indentation
        self.at = 0
        self.comma_at = 0
        self.left_open = False
        self.early_at = 0
        self.result = Scan(text)

    # -- findings

    def say(self, code: str, offset: int, path: Path = (), **values: str | int) -> None:
        line, column = self.result.line_column(offset)
        pointer = pointer_of(path)
        texts: dict[str, object] = dict(values)
        found = replace(finding(code, pointer, **texts), line=line, column=column)  # type: ignore[arg-type]
        self.result.findings.append(found)
        if len(self.result.findings) == MAX_FINDINGS:
            raise self.stop("json-stopped", offset, found=f"{MAX_FINDINGS:,}")

    def forget(self, code: str, offset: int) -> None:
        """Take back what was said at a place and has turned out to be the consequence of something else."""
        there = self.result.line_column(offset)
        self.result.findings = [
            entry
            for entry in self.result.findings
            if (entry.code, entry.line, entry.column) != (code, *there)
        ]

    def stop(self, code: str, offset: int, path: Path = (), **values: str | int) -> _StopError:
        self.say(code, offset, path, **values)
        return _StopError()

    # -- small steps

    def peek(self) -> str:
        """The next sign after white space; a full-width one is named and read as its plain twin."""
        sign = self.text[self.at : self.at + 1]
        if sign == " ":
            self.at += 1
            sign = self.text[self.at : self.at + 1]
        if sign in _SOUND:
            return sign
        while True:
            found = _SPACE.match(self.text, self.at)
            assert found is not None
            self.at = found.end()
            sign = self.text[self.at : self.at + 1]
            if sign.isascii() and sign not in "/#":
                return _WIDE.get(sign, sign)
            if wide := _WIDE_SPACE.match(self.text, self.at):
                self.say("json-wide-space", self.at, found=f"U+{ord(wide[0][0]):04X}")
                self.at = wide.end()
            elif comment := _COMMENT.match(self.text, self.at):
                self.say("json-comment", self.at)
                self.at = comment.end()
            else:
                return _WIDE.get(sign, sign)

    def take(self, path: Path = ()) -> None:
        """Step over the sign that `peek` gave."""
        sign = self.text[self.at]
        if sign in _WIDE:
            code = "json-semicolon" if sign in _NO_COMMA else "json-wide-sign"
            self.say(code, self.at, path, found=sign, expected=_WIDE[sign])
        self.at += 1

    # -- the grammar

    def document(self) -> None:
        if not self.peek():
            raise self.stop("json-empty", 0)
        self.result.data = self.value((), 0)
        sign = self.peek()
        if sign and sign in ",}]" and (self.early_at or sign != ","):
            place = self.early_at or self.at
            self.forget("json-trailing-comma", len(self.text[:place].rstrip()) - 1)
            self.say("json-one-too-many", place, found=self.text[place])
        elif sign:
            self.say("json-extra", self.at, found=short(self.text[self.at : self.at + 10]))

    def value(self, path: Path, depth: int) -> Scanned:
        sign = self.peek()
        start = self.at
        if len(self.result.values) >= MAX_VALUES:
            raise self.stop("json-many", start, expected=f"{MAX_VALUES:,}")
        self.result.values[path] = start
        if sign and sign in "{[]}" and (meant := self.meant(sign, path)):
            if depth >= MAX_DEPTH:
                raise self.stop("json-depth", start, path, expected=MAX_DEPTH)
            bracket = self.opener(sign, meant, path)
            return self.object(bracket, depth) if meant == "{" else self.array(bracket, depth)
        if sign == '"':
            return self.string(path)
        if sign in _QUOTES:
            return self.wrongly_quoted(path)
        if not sign:
            raise self.stop("json-value", start, path, found="文件却到此结束了")
        if literal := self.followed(_LITERAL):
            return _LITERALS[literal]
        grouped = self.grouped(path)
        if not grouped and (number := self.followed(_NUMBER)):
            return self.number(number, start, path)
        return self.unreadable(path, grouped)

    def followed(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern matches, if something follows that may; the text, or nothing."""
        found = pattern.match(self.text, self.at)
        if found is None or _AFTER.match(self.text, found.end()) is None:
            return ""
        self.at = found.end()
        return found[0]

    def meant(self, sign: str, path: Path) -> _Opener | None:
        """The opening bracket that should stand where this one does, by what follows it; None for no opener."""
        after = self.at + 1
        key = _KEY_FIRST.match(self.text, after)
        item = None if key else _ITEM_FIRST.match(self.text, after)
        if sign == "[" and key:
            left_open = path and self.begins_line(key.end()) and not self.deeper(key.end(), self.at)
            return "[" if left_open else "{"
        if sign == "{" and item:
            in_list = bool(path) and isinstance(path[-1], int)
            return "{" if in_list or _DOUBLED.match(self.text, self.at) else "["
        if sign == "{" or (sign != "[" and key):
            return "{"
        return "[" if sign == "[" or item else None

    def opener(self, sign: str, meant: _Opener, path: Path) -> _Bracket:
        """Step over an opening bracket, naming one of the wrong kind."""
        at = self.at
        if sign == meant:
            self.take(path)
        else:
            follows = "键和值" if meant == "{" else "并列的值，没有键"
            self.say("json-opener", at, path, found=self.text[at], expected=meant, hint=follows)
            self.at += 1
        return _Bracket(meant, at, path, told=sign != meant)

    def object(self, bracket: _Bracket, depth: int) -> dict[str, Scanned]:
        path = bracket.path
        data: dict[str, Scanned] = {}
        first = True
        while True:
            sign = self.peek()
            if self.closes(sign, bracket):
                return data
            if not first:
                if sign == '"' and self.outdented(path, data):
                    self.unclosed("json-unclosed-here", bracket)
                    return data
                if self.next_row(sign, path):
                    self.unclosed("json-unclosed-here", bracket)
                    return data
                sign = self.comma(sign, path)
                if self.closes(sign, bracket, trailing=True):
                    return data
                if self.next_row(sign, path):
                    self.unclosed("json-unclosed-row", bracket)
                    return data
                if self.by_indentation and sign == '"' and self.outdented(path, data):
                    self.unclosed("json-unclosed-list", bracket)
                    return data
            first = False
            self.usual_members(path, data)
            if self.text[self.at] == "}":
                continue
            key_at = self.at
            key, sound = self.key(path)
            inner = (*path, key)
            if key in data and sound:
                place = self.place(self.result.keys[inner])
                self.say("json-duplicate", key_at, inner, found=short(key), expected=place)
            self.result.keys[inner] = key_at
            self.colon(inner)
            before = self.at
            data[key] = self.value(inner, depth + 1)
            if self.at == before and self.peek() not in (",", "}", "]"):
                self.at += 1

    def usual_members(self, path: Path, data: dict[str, Scanned]) -> None:
        """Read the members of an object that nothing has to be said about, to the first other one."""
        values, keys = self.result.values, self.result.keys
        usual = _USUAL_IN_LINE if self.by_indentation else _USUAL_MEMBER
        while len(values) < MAX_VALUES and (member := usual.match(self.text, self.at)):
            key, raw, text, digits = member.groups()
            value = _LITERALS.get(raw, text) if digits is None else read_number(digits)
            if key in data or (digits and value is None):
                return
            inner = (*path, key)
            keys[inner] = self.at
            values[inner] = member.start(2)
            data[key] = value
            self.at = member.end()

    def next_row(self, sign: str, path: Path) -> bool:
        """Whether a record of an array is not closed before the next begins."""
        return sign == "{" and bool(path) and isinstance(path[-1], int)

    def unclosed(self, code: str, bracket: _Bracket) -> None:
        """Name a bracket that should have been closed before this place, to go on as if it were."""
        place, closer = self.place(bracket.at), _CLOSERS[bracket.sign]
        found = self.text[bracket.at]
        self.say(code, self.at, bracket.path, found=found, expected=place, hint=closer)
        self.left_open = True

    def outdented(self, path: Path, data: dict[str, Scanned]) -> bool:
        """Whether what comes next begins its line further left than the members read so far.

        Members on the line of their bracket stand further right than the beginning of that line.
        """
        if not data or not self.begins_line(self.at):
            return False
        opener = self.result.values[path]
        first = self.result.keys[(*path, next(iter(data)))]
        if self.begins_line(first):
            return self.indent(self.at) < self.indent(first)
        return self.line(first) == self.line(opener) and not self.deeper(self.at, opener)

    # -- lines and their indentation

    def line(self, offset: int) -> int:
        return self.result.line_column(offset)[0]

    def begins_line(self, offset: int) -> bool:
        """Whether nothing but white space stands before a place in its line."""
        return self.result.line_column(offset)[1] == self.indent(offset) + 1

    def indent(self, offset: int) -> int:
        """The white space at the beginning of a place's line, in characters."""
        begin = offset - self.result.line_column(offset)[1] + 1
        space = _INDENT.match(self.text, begin)
        assert space is not None
        return len(space[0])

    def deeper(self, offset: int, opener: int) -> bool:
        """Whether a line is indented deeper than that of the bracket it may be in; so it is without indentation."""
        return self.indent(offset) > self.indent(opener) or not self.indent(opener)

    def colon(self, path: Path) -> None:
        if self.peek() != ":":
            self.say("json-colon", self.at, path, found=short(str(path[-1])))
            return
        self.take(path)
        while self.peek() == ":":
            self.say("json-double-colon", self.at, path)
            self.at += 1

    def array(self, bracket: _Bracket, depth: int) -> list[Scanned]:
        path = bracket.path
        data: list[Scanned] = []
        while True:
            sign = self.peek()
            if sign == "}" and not bracket.told and _ONE_TOO_MANY.match(self.text, self.at):
                if not (data and isinstance(data[-1], dict)):
                    self.unclosed("json-unclosed-item", bracket)
                    return data
                self.say("json-stray", self.at, path, found=sign)
                self.at += 1
                continue
            if self.closes(sign, bracket):
                return data
            if sign == "," and not data and _KEY_FIRST.match(self.text, self.at + 1):
                self.comma(sign, path)
                self.unclosed("json-unclosed-list", bracket)
                return data
            if _KEY_AHEAD.match(self.text, self.at):
                self.unclosed("json-unclosed-here", bracket)
                return data
            if data:
                sign = self.comma(sign, (*path, len(data)))
                if self.closes(sign, bracket, trailing=True):
                    return data
                if _KEY_AHEAD.match(self.text, self.at):
                    self.unclosed("json-unclosed-list", bracket)
                    return data
            before = self.at
            data.append(self.value((*path, len(data)), depth + 1))
            if self.at == before and self.peek() not in (",", "}", "]"):
                self.at += 1

    def place(self, offset: int) -> str:
        line, column = self.result.line_column(offset)
        return f"第 {line} 行第 {column} 列"

    def closes(self, sign: str, bracket: _Bracket, trailing: bool = False) -> bool:
        """Whether the bracket ends here; a comma just before, the wrong bracket or none is named."""
        path = bracket.path
        if not sign:
            end = len(self.text.rstrip())
            found, place = self.text[bracket.at], self.place(bracket.at)
            raise self.stop("json-unclosed", end, path, found=found, expected=place)
        if sign not in "]}":
            return False
        self.left_open = False
        if trailing and self.text[self.comma_at] not in _NO_COMMA:
            self.say("json-trailing-comma", self.comma_at, path)
        in_list = bool(path) and isinstance(path[-1], int)
        if (
            bracket.sign == "{"
            and in_list
            and not bracket.told
            and _NOT_THE_ROW_S.match(self.text, self.at)
        ):
            self.unclosed("json-unclosed-row", bracket)
            return True
        if self.by_indentation and self.closes_outer(bracket.at):
            self.unclosed("json-unclosed-item", bracket)
            return True
        closer = _CLOSERS[bracket.sign]
        if sign != closer and not bracket.told:
            opener = f"与它配对的“{bracket.sign}”在{self.place(bracket.at)}。"
            self.say("json-bracket", self.at, path, found=sign, expected=closer, hint=opener)
        elif not self.early_at and self.closes_early(bracket.at):
            self.early_at = self.at
        self.take(path)
        return True

    def closes_outer(self, opener: int) -> bool:
        """Whether the bracket here begins its line further left than the line of the opener begins."""
        return self.begins_line(self.at) and self.indent(self.at) < self.indent(opener)

    def closes_early(self, opener: int) -> bool:
        """Whether the line of the bracket here begins further right than the line of its opener."""
        return self.indent(self.at) > self.indent(opener)

    def comma(self, sign: str, path: Path) -> str:
        """Step over the comma between two members, naming a missing or doubled one; the next sign."""
        if sign != ",":
            if not self.left_open:
                self.say("json-comma", len(self.text[: self.at].rstrip()), path)
            self.left_open = False
            return sign
        self.comma_at = self.at
        if _STRAY.match(self.text, self.at):
            self.say("json-stray", self.at, path, found=self.text[self.at])
            self.at += 1
            return self.peek()
        self.take(path)
        while (after := self.peek()) == ",":
            self.say("json-double-comma", self.at, path)
            self.take(path)
        return after

    def key(self, path: Path) -> tuple[str, bool]:
        """The next key, and whether it could be read as it was meant."""
        sign = self.peek()
        start = self.at
        if sign == '"':
            key = self.string(path)
            if isinstance(key, str):
                return key, True
            begun = _KEY_START.match(self.text, start + 1)
            return (begun[0] if begun else ""), False
        if sign in _QUOTES:
            return self.wrongly_quoted(path), True
        if word := _BARE_KEY.match(self.text, start):
            self.say("json-unquoted-key", start, path, found=short(word[0]))
            self.at = word.end()
            return word[0], True
        raise self.stop("json-key", start, path, found=short(sign))

    # -- scalars

    def grouped(self, path: Path) -> int:
        """Where digits in groups of three (18,240) end, unless they may be numbers of an array; else 0."""
        in_object = not path or isinstance(path[-1], str)
        found = _GROUPS.match(self.text, self.at) if in_object else None
        return found.end() if found else 0

    def number(self, literal: str, start: int, path: Path) -> Scanned:
        number = read_number(literal)
        if number is None:
            self.say("json-number", start, path, found=literal[:20] + "…")
            return BROKEN
        return number

    def unreadable(self, path: Path, least: int) -> Broken:
        """Step over a value that is no JSON, at least as far as `least`, and name the slip."""
        start = self.at
        ending = _ITEM_END if path and isinstance(path[-1], int) else _RAW_END
        end = ending.search(self.text, max(start, least))
        assert end is not None
        raw = self.text[start : end.start()].rstrip().rstrip(",，").rstrip()
        self.at = start + len(raw)
        if not raw:
            self.say("json-value", start, path, found="却空着")
            return BROKEN
        self.result.unreadable[path] = raw
        slip = slip_of(raw)
        if _CLOSING.match(self.text, self.at):
            self.at += 1
        values = {"found": slip.found, "expected": slip.expected, "hint": slip.hint}
        self.say(slip.code, start, path, **values)
        return BROKEN

    def string(self, path: Path) -> Scanned:
        """A string in double quotes; a bad one is named and read as far as its closing quote."""
        start = self.at
        self.at += 1
        pieces: list[str] = []
        sound = True
        while True:
            plain = _PLAIN.match(self.text, self.at)
            assert plain is not None
            pieces.append(plain[0])
            self.at = plain.end()
            sign = self.text[self.at : self.at + 1]
            if sign == '"' and self.goes_on(path):
                return BROKEN
            if sign == '"':
                self.at += 1
                break
            if sign == "\\":
                sound &= self.escape(pieces, path)
            elif sign and sign not in "\r\n":
                self.say("json-control", self.at, path, found=f"U+{ord(sign):04X}")
                self.at += 1
                sound = False
            elif broken := _BROKEN_LINES.match(self.text, self.at):
                self.say("json-line-break", self.at, path)
                self.at = broken.end()
                return BROKEN
            else:
                self.say("json-unterminated", start, path)
                tail = _TAIL.search(self.text[max(start + 1, self.at - _TAIL_LENGTH) : self.at])
                self.at -= len(tail[0]) if tail else 0
                return BROKEN
        text = "".join(pieces)
        if not text.isascii() and _SURROGATE.search(text):
            paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if paired.count("\ufffd") > text.count("\ufffd"):
                half = _HALF.search(self.text, start, self.at)
                self.say("json-surrogate", half.start() if half else start, path)
                return BROKEN
            text = paired
        return text if sound else BROKEN

    def goes_on(self, path: Path) -> bool:
        """Whether the quotation mark here stands inside a text of this line; then step over that text."""
        if _MAY_CLOSE.match(self.text, self.at):
            return False
        line = _LINE_END.search(self.text, self.at)
        assert line is not None
        closing = _CLOSING.search(self.text, self.at + 1, line.start() + 1)
        if closing is None:
            return False
        self.say("json-quote-inside", self.at, path)
        self.at = closing.end()
        return True

    def escape(self, pieces: list[str], path: Path) -> bool:
        sign = self.text[self.at + 1 : self.at + 2]
        if sign in _ESCAPES:
            pieces.append(_ESCAPES[sign])
            self.at += 2
            return True
        code = self.text[self.at + 2 : self.at + 6]
        if sign == "u" and re.fullmatch(r"[0-9a-fA-F]{4}", code):
            pieces.append(chr(int(code, 16)))
            self.at += 6
            return True
        self.say("json-escape", self.at, path, found=short("\\" + sign))
        self.at += 1 if sign in ("", "\r", "\n") else 2
        return False

    def wrongly_quoted(self, path: Path) -> str:
        """A text in quotes of the wrong kind, to its closing quote (which may be of the right kind)."""
        start = self.at
        opening = self.text[start]
        end = re.compile(rf'[^\r\n"{_QUOTES[opening]}]*').match(self.text, start + 1)
        assert end is not None
        self.say("json-quotes", start, path, found=opening)
        self.at = end.end()
        if self.text[self.at : self.at + 1] not in ("", "\r", "\n"):
            self.at += 1
        return end[0]


def read_number(literal: str) -> int | Decimal | None:
    """The exact number of a JSON literal, an int without point and exponent; None beyond the limits."""
    if len(literal) > 2 * MAX_DIGITS:
        return None
    if len(literal) <= MAX_DIGITS and "e" not in literal and "E" not in literal:
        return Decimal(literal) if "." in literal else int(literal)
    try:
        number = Decimal(literal)
    except ArithmeticError:
        return None
    if not bounded(number):
        return None
    return number if set(literal) & set(".eE") else int(literal)
