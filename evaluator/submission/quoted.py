"""The texts of a JSON text, in quotes of whatever kind, each usual slip in them named and read as it was meant."""

from __future__ import annotations

import re

from evaluator.submission.places import Path
from evaluator.submission.scanned import BROKEN, Broken, Scanned
from evaluator.submission.shown import short
from evaluator.submission.strays import STRAY_BEHIND_KEY, STRAY_BEHIND_TEXT
from evaluator.submission.tokens import CLOSING, NUMBER, OF_WEB_PAGES, SPACES, WIDE_SPACES, Tokens

_ENDS = rf"(?={SPACES}(?:[,:\]}}\r\n，：、｝］】]|\Z))"
"""What a text ends before: a sign of JSON, or the end of the line."""
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
_MAY_CLOSE = re.compile(rf'"(?:[\s{WIDE_SPACES},:\]}}，：、｝］】#]|\Z|//|/\*|{OF_WEB_PAGES})')
_HALF_QUOTED = re.compile(r'"(-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?) *,?[ \t]*')
"""A number with a quotation mark before it and none behind."""
_LINE_END = re.compile(r"[\r\n]|\Z")
_LONGEST = 4000
"""Characters of a line in which the end of a text is looked for, at every quote that it may have inside."""
_TAIL = re.compile(r"[\[\]{},，\s]*\Z")
_KEY_TAIL = re.compile(r"(?:[:：][ \t]*[^\s:：]*)?[\[\]{},，\s]*\Z")
"""At the end of a text, or a key, that is not closed: what most likely stands outside it."""
_TAIL_LENGTH = 80
_KEY_NEXT = re.compile(r'"[^"\r\n]*"[ \t]*[:：]')
_TEXT_NEXT = re.compile(r'"[^"\r\n]*"[ \t]*(?:[,，\]］】}｝\r\n]|\Z)')
_DOUBLED_BEHIND = re.compile(rf'""{_ENDS}')
_DOUBLED_BEFORE = re.compile(rf'""[^"\r\n]+"{{1,2}}{_ENDS}')
_SURROGATE = re.compile("[\ud800-\udfff]")
_HALF = re.compile(r"\\u[dD][89abAB]..(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB]..)\\u[dD][c-fC-F]")
_BROKEN_LINES = re.compile(
    rf"""(?:(?:\r\n|\r|\n)(?![ \t]*(?:[\]}}{{\[]|"(?!{_ENDS})))[^"\\\r\n]*){{1,20}}"{_ENDS}"""
)
"""The rest of a text that goes on over line breaks, to its closing quotation mark, which may begin a line."""
_OTHER_CLOSING = "“”″＂'’"
"""Quotation marks that may have been written for the closing one."""
QUOTES = {"“": "”", "”": "”", "＂": "＂", "'": "'", "‘": "’", "’": "’", "「": "」"}
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Quoted(Tokens):
    """Tokens and texts."""

    def string(self, path: Path, of_key: bool = False) -> Scanned:
        """A string in double quotes; a bad one is named and read as far as its closing quote."""
        start = self.at
        self.at += 1
        pieces: list[str] = []
        sound, doubled = True, False
        while True:
            plain = _PLAIN.match(self.text, self.at)
            assert plain is not None
            pieces.append(plain[0])
            self.at = plain.end()
            sign = self.text[self.at : self.at + 1]
            behind = STRAY_BEHIND_KEY if of_key else STRAY_BEHIND_TEXT
            ends = _MAY_CLOSE.match(self.text, self.at) or behind.match(self.text, self.at)
            if sign == '"' and not ends:
                if _DOUBLED_BEHIND.match(self.text, self.at):
                    if not doubled:
                        self.say("json-doubled-quote", self.at, path)
                    self.at += 2
                    break
                if self.at == start + 1 and _DOUBLED_BEFORE.match(self.text, start):
                    self.say("json-doubled-quote", start, path)
                    doubled = True
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
                sound &= self.escape(pieces, path, told=not sound)
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
        if not set(":：" if of_key else ",，") & set(tail):
            return False
        may_be_text = of_key or (bool(path) and isinstance(path[-1], int))
        text_next = may_be_text and _TEXT_NEXT.match(self.text, self.at)
        return bool(text_next or _KEY_NEXT.match(self.text, self.at))

    def unterminated(self, start: int, path: Path, of_key: bool) -> Broken:
        """Name a text that is not closed, and go back to what most likely stands behind it."""
        tail = self.tail(start, of_key)
        if (path or of_key) and self.at >= self.end and not set("]}") & set(tail):
            raise self.cut_off(path)
        half = _HALF_QUOTED.fullmatch(self.text, start, self.at)
        self.at -= len(tail)
        if self.text[self.at - 1] in _OTHER_CLOSING and self.balanced(start + 1, self.at - 1):
            self.say("json-quotes", self.at - 1, path, found=self.text[self.at - 1])
            return BROKEN
        if half:
            self.say("json-half-quoted", start, path, found=half[1])
        elif of_key:
            key = short(self.text[start + 1 : self.at])
            self.say("json-open-key", start, path, found=key)
        else:
            self.say("json-unterminated", start, path)
        return BROKEN

    def balanced(self, start: int, end: int) -> bool:
        """Whether in a part of a text as many Chinese quotation marks close as open: one behind it closes none of them."""
        return self.text.count("“", start, end) == self.text.count("”", start, end)

    def quotes_inside(self, path: Path) -> bool:
        """Whether the quotation mark here stands inside a text of this line; then step over that text."""
        line = _LINE_END.search(self.text, self.at, self.at + _LONGEST)
        assert line is not None
        closing = CLOSING.search(self.text, self.at + 1, line.start() + 1)
        if closing is None:
            return False
        self.say("json-quote-inside", self.at, path)
        self.at = closing.end()
        return True

    def escape(self, pieces: list[str], path: Path, told: bool) -> bool:
        """Step over a backslash and what it stands before; whether that is sound, named once in a text."""
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
        if not told:
            self.say("json-escape", self.at, path, found=short("\\" + sign))
        self.at += 1 if sign in ("", "\r", "\n") else 2
        return False

    def wrongly_quoted(self, path: Path, of_key: bool = False) -> str | Broken:
        """A text in quotes of the wrong kind, to its closing quote (which may be of the right kind).

        A number that has such a quote before it only is named as one.
        """
        start = self.at
        opening = self.text[start]
        closing = QUOTES[opening]
        whole = re.compile(rf"""[^\r\n"]{{0,{_LONGEST}}}?(?=["{closing}]{_ENDS})""")
        least = re.compile(rf'[^\r\n"{opening}{closing}]*')
        end = whole.match(self.text, start + 1) or least.match(self.text, start + 1)
        assert end is not None
        self.at = end.end()
        next_opens = _KEY_NEXT.match(self.text, self.at)
        if not next_opens and self.text[self.at : self.at + 1] not in ("", "\r", "\n"):
            self.say("json-quotes", start, path, found=opening)
            self.at += 1
            return end[0]
        tail = self.tail(start, of_key)
        self.at -= len(tail)
        text = end[0].removesuffix(tail)
        if not of_key and NUMBER.fullmatch(text):
            self.say("json-half-quoted", start, path, found=text)
            return BROKEN
        self.say("json-quotes", start, path, found=opening)
        return text
