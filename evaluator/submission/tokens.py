"""The signs and scalars of a JSON text one after another, each usual slip in them named and read as it was meant."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from evaluator.formula.values import MAX_DIGITS, bounded
from evaluator.submission.findings import finding, pointer_of
from evaluator.submission.places import Path
from evaluator.submission.scanned import BROKEN, MAX_FINDINGS, Broken, Scan, Scanned
from evaluator.submission.shown import short
from evaluator.submission.slips import slip_of
from evaluator.submission.suggest import SHEET_ERROR

_SOUND = frozenset('"{}[]:,-0123456789')
"""Signs of JSON that nothing has to be said about: the usual case, without a pattern."""
_SPACE = re.compile(r"[ \t\r\n]*")
_WIDE_SPACE = re.compile(r"[\u00a0\u2002-\u200b\u3000\ufeff]+")
_COMMENT = re.compile(
    rf"//[^\r\n]*|(?!{SHEET_ERROR})#[^\r\n]*|/\*.*?(?:\*/|\Z)|<!--.*?(?:-->|\Z)", re.S
)
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
LITERAL = re.compile(r"true|false|null")
LITERALS: dict[str, Scanned] = {"true": True, "false": False, "null": None}
_BEGUN = re.compile(r"-|-?[0-9]+\.|t|tr|tru|f|fa|fal|fals|n|nu|nul")
"""A number or literal that is not written out."""
_AFTER = re.compile(
    r"""[ \t]*(?:[,:\]}\r\n，、：｝］】;；]|。(?![0-9０-９])|\Z|//|/\*|\#|<!--)|[ \t]+["“'{\[]"""
)
"""What may follow a number or literal; before a quote or bracket a comma is missing."""
_GROUPS = re.compile(r"-?[0-9][0-9.]*(?:[,，][0-9][0-9.]*)+")
"""Digits with commas between: in an object no key can begin right after such a comma."""
_RAW_END = re.compile(
    r"""[\]}｝］】"\r\n]|[,，](?=\s*(?:["“”＂'‘’「{}\[\]-]|//|/\*|\#|\Z)|\s+[0-9])|(?<![0-9])[,，](?=[0-9])|\s(?://|/\*|\#)|\Z"""
)
"""Where an unreadable value of an object ends: at a bracket, quote, line end, comment, or a comma with a key after it."""
_ITEM_END = re.compile(r"""[\[\]{}｝］】"\r\n,，]|\s(?://|/\*|\#)|\Z""")
"""The same in an array, at any comma."""
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_CLOSING = re.compile(r'"(?=[ \t]*(?:[,:\]}\r\n，：、｝］】]|\Z|//|/\*|#))')
"""A quotation mark that ends a text: a sign of JSON follows."""
_MAY_CLOSE = re.compile(r'"(?:[\s,:\]}，：、｝］】#]|\Z|//|/\*)')
_HALF_QUOTED = re.compile(r'"(-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?) *,?[ \t]*')
"""A number with a quotation mark before it and none behind."""
_LINE_END = re.compile(r"[\r\n]|\Z")
_TAIL = re.compile(r"[\[\]{},，\s]*\Z")
_KEY_TAIL = re.compile(r"(?:[:：][ \t]*[^\s:：]*)?[\[\]{},，\s]*\Z")
"""At the end of a text, or a key, that is not closed: what most likely stands outside it."""
_TAIL_LENGTH = 80
_KEY_NEXT = re.compile(r'"[^"\r\n]*"[ \t]*[:：]')
_TEXT_NEXT = re.compile(r'"[^"\r\n]*"[ \t]*(?:[,，\]］】}｝\r\n]|\Z)')
_DOUBLED_BEHIND = re.compile(r'""(?=[ \t]*(?:[,:\]}\r\n，：、｝］】]|\Z))')
_DOUBLED_BEFORE = re.compile(r'""[^"\r\n]+"{1,2}(?=[ \t]*(?:[,:\]}\r\n，：、｝］】]|\Z))')
_SURROGATE = re.compile("[\ud800-\udfff]")
_HALF = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]")
_BROKEN_LINES = re.compile(
    r"""(?:(?:\r\n|\r|\n)(?![ \t]*["\]}{\[])[^"\\\r\n]*){1,20}"(?=[ \t]*(?:[,:\]}\r\n，：、｝］】]|\Z))"""
)
"""The rest of a text that goes on over line breaks, to its closing quotation mark."""
QUOTES = {"“": "”", "”": "”", "＂": "＂", "'": "'", "‘": "’", "’": "’", "「": "」"}
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
NO_COMMA = ";；。"
"""Read as a comma after a value, but nothing to put one in the place of before a bracket."""


class StopError(Exception):
    """Nothing more can be read."""


class Tokens:
    """A text with the place that has been read to, and what was found up to there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
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

    def stop(self, code: str, offset: int, path: Path = (), **values: str | int) -> StopError:
        self.say(code, offset, path, **values)
        return StopError()

    def cut_off(self, path: Path) -> StopError:
        """Name the end of a text in the middle of something."""
        return self.stop("json-cut", len(self.text.rstrip()), path)

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
            if sign.isascii() and sign not in "/#<":
                return _WIDE.get(sign, sign)
            if wide := _WIDE_SPACE.match(self.text, self.at):
                code = "json-second-mark" if wide[0][0] == "\ufeff" else "json-wide-space"
                self.say(code, self.at, found=f"U+{ord(wide[0][0]):04X}")
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
            code = "json-semicolon" if sign in NO_COMMA else "json-wide-sign"
            self.say(code, self.at, path, found=sign, expected=_WIDE[sign])
        self.at += 1

    # -- scalars

    def followed(self, pattern: re.Pattern[str]) -> str:
        """Step over what the pattern matches, if something follows that may; the text, or nothing."""
        found = pattern.match(self.text, self.at)
        if found is None or _AFTER.match(self.text, found.end()) is None:
            return ""
        self.at = found.end()
        return found[0]

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
        if self.at == len(self.text) and path and _BEGUN.fullmatch(raw):
            raise self.cut_off(path)
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

    def string(self, path: Path, of_key: bool = False) -> Scanned:
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
            if sign == '"' and not _MAY_CLOSE.match(self.text, self.at):
                if _DOUBLED_BEHIND.match(self.text, self.at):
                    self.say("json-doubled-quote", self.at, path)
                    self.at += 2
                    break
                if self.at == start + 1 and _DOUBLED_BEFORE.match(self.text, start):
                    self.say("json-doubled-quote", start, path)
                    self.at += 1
                    continue
                if self.broke_off(start, path, of_key):
                    return self.unterminated(start, path, of_key)
                if self.quotes_inside(path):
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
                return self.unterminated(start, path, of_key)
        text = "".join(pieces)
        if not text.isascii() and _SURROGATE.search(text):
            paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if paired.count("\ufffd") > text.count("\ufffd"):
                half = _HALF.search(self.text, start, self.at)
                self.say("json-surrogate", half.start() if half else start, path)
                return BROKEN
            text = paired
        return text if sound else BROKEN

    def tail(self, start: int, of_key: bool) -> str:
        """What stands at the end of the text read so far, and would stand behind it had it been closed."""
        pattern = _KEY_TAIL if of_key else _TAIL
        found = pattern.search(self.text[max(start + 1, self.at - _TAIL_LENGTH) : self.at])
        return found[0] if found else ""

    def broke_off(self, start: int, path: Path, of_key: bool) -> bool:
        """Whether the quotation mark here opens the next text, this one not being closed."""
        tail = self.tail(start, of_key)
        if of_key:
            return bool(tail.strip()) and bool(
                _TEXT_NEXT.match(self.text, self.at) or _KEY_NEXT.match(self.text, self.at)
            )
        if not set(",，") & set(tail):
            return False
        in_list = bool(path) and isinstance(path[-1], int)
        found = _KEY_NEXT.match(self.text, self.at)
        return bool(found or (in_list and _TEXT_NEXT.match(self.text, self.at)))

    def unterminated(self, start: int, path: Path, of_key: bool) -> Broken:
        """Name a text that is not closed, and go back to what most likely stands behind it."""
        tail = self.tail(start, of_key)
        if (path or of_key) and self.at == len(self.text) and not set("]}") & set(tail):
            raise self.cut_off(path)
        half = _HALF_QUOTED.fullmatch(self.text, start, self.at)
        code = "json-half-quoted" if half else "json-unterminated"
        self.say(code, start, path, found=half[1] if half else "")
        self.at -= len(tail)
        return BROKEN

    def quotes_inside(self, path: Path) -> bool:
        """Whether the quotation mark here stands inside a text of this line; then step over that text."""
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
        closing = QUOTES[opening]
        whole = re.compile(rf"""[^\r\n"]*?(?=["{closing}][ \t]*(?:[,:\]}}\r\n，：、｝］】]|\Z))""")
        least = re.compile(rf'[^\r\n"{opening}{closing}]*')
        end = whole.match(self.text, start + 1) or least.match(self.text, start + 1)
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
