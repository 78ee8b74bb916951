"""The signs, numbers and literals of a JSON text one after another, each usual slip in them named and read as meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from evaluator.formula.values import MAX_DIGITS, bounded
from evaluator.submission.amounts import SHEET_ERROR
from evaluator.submission.findings import finding, pointer_of
from evaluator.submission.places import Path
from evaluator.submission.scanned import BROKEN, MAX_FINDINGS, Broken, Scan, Scanned
from evaluator.submission.shown import short
from evaluator.submission.slips import Slip, slip_of
from evaluator.submission.strays import NOTE_BEHIND_NUMBER

_SOUND = frozenset('"{}[]:,-0123456789')
"""Signs of JSON that nothing has to be said about: the usual case, without a pattern."""
_SPACE = re.compile(r"[ \t\r\n]*")
WIDE_SPACES = (
    r"\u000b\u000c\u0085\u00a0\u00ad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""Signs that look like a space or like nothing, as a pattern's class."""
OF_WEB_PAGES = r"&(?:nbsp|ensp|emsp|#160|#xA0);"
"""Spaces as a web page writes them."""
SPACES = rf"(?:[ \t{WIDE_SPACES}]|{OF_WEB_PAGES})*"
"""Any space in a line."""
_WIDE_SPACE = re.compile(rf"[{WIDE_SPACES}]+|(?:{OF_WEB_PAGES})+", re.I)
_COMMENT = re.compile(
    rf"//[^\r\n]*|(?!{SHEET_ERROR})#[^\r\n]*|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)", re.S
)
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
LITERAL = re.compile(r"true|false|null")
LITERALS: dict[str, Scanned] = {"true": True, "false": False, "null": None}
_BEGUN = re.compile(r"-|-?[0-9]+\.|t|tr|tru|f|fa|fal|fals|n|nu|nul")
"""A number or literal that is not written out."""
_AFTER = re.compile(
    rf"""{SPACES}(?:[,:\]}}\r\n，、：｝］】;；]|。(?![0-9０-９])|\.(?=\s*"[^"\r\n]*"\s*:)|\Z|//|/\*|\#|<!--)|[ \t]+["“'{{\[]"""
)
"""What may follow a number or literal; before a quote or bracket a comma is missing."""
_MAY_FOLLOW = (_AFTER, NOTE_BEHIND_NUMBER)
_GROUPS = re.compile(
    r"-?[0-9][0-9.]*(?:(?:[,，][0-9][0-9.]*)+|[ \t]*(?:\r\n|\r|\n)[ \t]*[0-9.]+(?=[ \t]*[,}\r\n]))"
)
"""Digits with commas or a line break between: in an object no key can begin right after."""
_RAW_END = re.compile(
    r"""[\]}｝］】"\r\n]|[,，](?=\s*(?:["“”＂'‘’「{}\[\]-]|//|/\*|\#|\Z)|\s+[0-9])|(?<![0-9])[,，](?=[0-9])|\s(?://|/\*|\#)|\Z"""
)
"""Where an unreadable value of an object ends: at a bracket, quote, line end, comment, or a comma with a key after it."""
_RAW_TAIL = re.compile(rf"(?<![,，\s{WIDE_SPACES}])[,，\s{WIDE_SPACES}]+\Z")
"""What is cut off at its end; looked for at the beginning of each run only, which keeps the time in proportion."""
_ITEM_END = re.compile(r"""[\[\]{}｝］】"\r\n,，]|\s(?://|/\*|\#)|\Z""")
"""The same in an array, at any comma."""
CLOSING = re.compile(rf'"(?={SPACES}(?:[,:\]}}\r\n，：、｝］】]|\Z|//|/\*|#))')
"""A quotation mark that ends a text: a sign of JSON follows."""
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
NO_COMMA = ";；。"
"""Read as a comma after a value, but nothing to put one in the place of before a bracket."""


class StopError(Exception):
    """Nothing more can be read."""


class Tokens:
    """A text with its end, white space apart, the place that has been read to, and what was found up to there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.end = len(text.rstrip())
        self.comment: re.Match[str] | None = None
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
        there = (code, *self.result.line_column(offset))
        findings = self.result.findings
        for index in reversed(range(len(findings))):
            entry = findings[index]
            if (entry.code, entry.line, entry.column) == there:
                del findings[index]
                return

    def stop(self, code: str, offset: int, path: Path = (), **values: str | int) -> StopError:
        self.say(code, offset, path, **values)
        return StopError()

    def cut_off(self, path: Path) -> StopError:
        """Name the end of a text in the middle of something."""
        return self.stop("json-cut", self.end, path)

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
            if sign.isascii() and sign not in "/#<&\v\f":
                return _WIDE.get(sign, sign)
            if wide := _WIDE_SPACE.match(self.text, self.at):
                named = short(wide[0]) if sign == "&" else f"U+{ord(sign):04X}"
                self.say(_code_of_space(sign), self.at, found=named)
                self.at = wide.end()
            elif comment := _COMMENT.match(self.text, self.at):
                self.say("json-comment", self.at, found=short(comment[0]))
                self.comment = comment
                self.at = comment.end()
            else:
                return _WIDE.get(sign, sign)

    def take(self, path: Path = ()) -> None:
        """Step over the sign that `peek` gave."""
        sign = self.text[self.at]
        if sign in _WIDE:
            code = "json-semicolon" if sign in NO_COMMA else "json-wide-sign"
            self.say(code, self.at, path, found=sign, expected=_WIDE[sign])
        self.at += 1

    # -- scalars

    def followed(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern matches, if something follows that may; the text, or nothing."""
        found = pattern.match(self.text, self.at)
        if found is None or not any(may.match(self.text, found.end()) for may in _MAY_FOLLOW):
            return ""
        self.at = found.end()
        return found[0]

    def grouped(self, path: Path) -> int:
        """Where digits in groups (18,240), or in two lines, end, unless they may be numbers of an array; else 0."""
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
        raw = _RAW_TAIL.sub("", self.text[start : end.start()])
        self.at = start + len(raw)
        if self.at >= self.end and path and _BEGUN.fullmatch(raw):
            raise self.cut_off(path)
        if not raw:
            self.say("json-value", start, path, found="却空着")
            return BROKEN
        self.result.unreadable[path] = raw
        slip = slip_of(raw)
        if CLOSING.match(self.text, self.at):
            self.at += 1
            if NUMBER.fullmatch(raw):
                slip = Slip("json-half-quoted", slip.found)
            elif slip.code == "json-unit":
                slip = Slip("json-unquoted", slip.found)
        elif raw[-1] in "“”＂'‘’" and NUMBER.fullmatch(raw[:-1]):
            slip = Slip("json-half-quoted", short(raw[:-1]))
        values = {"found": slip.found, "expected": slip.expected, "hint": slip.hint}
        self.say(slip.code, start, path, **values)
        return BROKEN


def _code_of_space(sign: str) -> str:
    """The code of a sign that looks like a space or like nothing."""
    if sign == "\ufeff":
        return "json-second-mark"
    return "json-wide-space" if sign == "&" or unicodedata.category(sign) == "Zs" else "json-unseen"


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
