"""The position pass: a JSON text scanned again to say where each value stands and what breaks the syntax.

Run only when something must be reported (the C scanner of `json` decides first). The scanner goes on
after the usual slips (a trailing comma, `，`, `82%`, `None` …), so that one pass names all of them.
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from decimal import Decimal

from evaluator.formula.values import MAX_DIGITS, bounded
from evaluator.submission.findings import Finding, finding, pointer_of

MAX_DEPTH = 64
MAX_FINDINGS = 100

Path = tuple[str | int, ...]


class Broken:
    """Stands for a value that could not be read; what is wrong with it has been said already."""


BROKEN = Broken()
Scanned = None | bool | int | str | Decimal | list["Scanned"] | dict[str, "Scanned"] | Broken


@dataclass
class Scan:
    """What a scan found: the data as far as it could be read, offsets by path, and syntax findings."""

    text: str
    data: Scanned = None
    values: dict[Path, int] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column from 1, counted in characters; LF, CRLF and CR end a line."""
        if not self._starts:
            ends = re.finditer(r"\r\n|\r|\n", self.text)
            self._starts = [0, *(end.end() for end in ends)]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def place(self, path: Path) -> tuple[int, int] | None:
        """Where the value of a path stands, or its nearest container that is there."""
        while path and path not in self.values:
            path = path[:-1]
        return self.line_column(self.values[path]) if path in self.values else None


class _StopError(Exception):
    """Nothing more can be read."""


def scan(text: str) -> Scan:
    """Scan a whole text; never raises."""
    scanner = _Scanner(text)
    with contextlib.suppress(_StopError):
        scanner.document()
    return scanner.result


_SPACE = re.compile(r"[ \t\r\n]*")
_WIDE_SPACE = re.compile(r"[\u00a0\u2002-\u200b\u3000\ufeff]+")
_COMMENT = re.compile(r"//[^\r\n]*|#[^\r\n]*|/\*.*?(?:\*/|\Z)", re.S)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_LOOSE = re.compile(r"[-+−]?[0-9０-９.．][0-9０-９.．eE_+−-]*")
_GROUPS = re.compile(r"-?[1-9][0-9]{0,2}(?:[,，][0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_WORD = re.compile(r"[^\W\d][\w$]*|[-+]?(?:Infinity|NaN|inf|nan)\b")
_BARE_KEY = re.compile(r"[\w$]+")
_PLAIN = re.compile(r'[^"\\\x00-\x1f]*')
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
}
_QUOTES = {"“": "”", "”": "”", "＂": "＂", "'": "'", "‘": "’", "’": "’", "「": "」"}
_CLOSERS = {"{": "}", "[": "]"}


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 1 if text.startswith("\ufeff") else 0
        self.comma_at = 0
        self.result = Scan(text)

    # -- findings

    def say(self, code: str, offset: int, path: Path = (), **values: str | int) -> None:
        line, column = self.result.line_column(offset)
        pointer = pointer_of(path)
        texts: dict[str, object] = dict(values)
        found = replace(finding(code, pointer, **texts), line=line, column=column)  # type: ignore[arg-type]
        self.result.findings.append(found)
        if len(self.result.findings) >= MAX_FINDINGS:
            raise _StopError

    def stop(self, code: str, offset: int, path: Path = (), **values: str | int) -> _StopError:
        self.say(code, offset, path, **values)
        return _StopError()

    # -- small steps

    def peek(self) -> str:
        """The next sign after white space; a full-width one is named and read as its plain twin."""
        while True:
            found = _SPACE.match(self.text, self.at)
            assert found is not None
            self.at = found.end()
            if wide := _WIDE_SPACE.match(self.text, self.at):
                self.say("json-wide-space", self.at, found=f"U+{ord(wide[0][0]):04X}")
                self.at = wide.end()
            elif comment := _COMMENT.match(self.text, self.at):
                self.say("json-comment", self.at)
                self.at = comment.end()
            else:
                break
        sign = self.text[self.at : self.at + 1]
        return _WIDE.get(sign, sign)

    def take(self, path: Path = ()) -> None:
        """Step over the sign that `peek` gave."""
        sign = self.text[self.at]
        if sign in _WIDE:
            self.say("json-wide-sign", self.at, path, found=sign, expected=_WIDE[sign])
        self.at += 1

    # -- the grammar

    def document(self) -> None:
        if not self.peek():
            raise self.stop("json-empty", 0)
        self.result.data = self.value((), 0)
        if self.peek():
            self.say("json-extra", self.at, found=self.text[self.at : self.at + 10])

    def value(self, path: Path, depth: int) -> Scanned:
        sign = self.peek()
        start = self.at
        self.result.values[path] = start
        if depth > MAX_DEPTH:
            raise self.stop("json-depth", start, path, expected=MAX_DEPTH)
        if sign == "{":
            return self.object(path, depth)
        if sign == "[":
            return self.array(path, depth)
        if sign == '"':
            return self.string(path)
        if sign in _QUOTES:
            return self.wrongly_quoted(path)
        if sign and (sign in "-+−.．" or sign.isdigit()):
            return self.number(path)
        if word := _WORD.match(self.text, start):
            self.at = word.end()
            return self.word(word[0], start, path)
        if not sign:
            raise self.stop("json-value", start, path, found="文件到此结束")
        if sign in ",]}:":
            self.say("json-value", start, path, found=f"此处是“{sign}”")
            return BROKEN
        self.say("json-value", start, path, found=f"此处是“{sign}”")
        self.at += 1
        return BROKEN

    def object(self, path: Path, depth: int) -> dict[str, Scanned]:
        opener = self.at
        self.take(path)
        data: dict[str, Scanned] = {}
        first = True
        while True:
            sign = self.peek()
            if self.closes(sign, "{", opener, path):
                return data
            if not first:
                sign = self.comma(sign, path)
                if self.closes(sign, "{", opener, path, trailing=True):
                    return data
            first = False
            key_at = self.at
            key = self.key(path)
            inner = (*path, key)
            if key in data:
                line, column = self.result.line_column(self.result.keys[inner])
                place = f"第 {line} 行第 {column} 列"
                self.say("json-duplicate", key_at, inner, found=key[:60], expected=place)
            self.result.keys[inner] = key_at
            if self.peek() == ":":
                self.take(inner)
            else:
                self.say("json-colon", self.at, inner, found=key[:60])
            before = self.at
            data[key] = self.value(inner, depth + 1)
            if self.at == before and self.peek() not in (",", "}", "]"):
                self.at += 1

    def array(self, path: Path, depth: int) -> list[Scanned]:
        opener = self.at
        self.take(path)
        data: list[Scanned] = []
        while True:
            sign = self.peek()
            if self.closes(sign, "[", opener, path):
                return data
            if data:
                sign = self.comma(sign, (*path, len(data)))
                if self.closes(sign, "[", opener, path, trailing=True):
                    return data
            before = self.at
            data.append(self.value((*path, len(data)), depth + 1))
            if self.at == before and self.peek() not in (",", "}", "]"):
                self.at += 1

    def closes(
        self, sign: str, bracket: str, opener: int, path: Path, trailing: bool = False
    ) -> bool:
        """Whether the bracket ends here; a comma just before, the wrong bracket or none is named."""
        if not sign:
            line, column = self.result.line_column(opener)
            raise self.stop(
                "json-unclosed",
                len(self.text),
                path,
                found=bracket,
                expected=f"第 {line} 行第 {column} 列",
            )
        if sign not in "]}":
            return False
        if trailing:
            self.say("json-trailing-comma", self.comma_at, path)
        if sign != _CLOSERS[bracket]:
            line, column = self.result.line_column(opener)
            self.say(
                "json-bracket",
                self.at,
                path,
                found=sign,
                expected=_CLOSERS[bracket],
                hint=f"与它配对的“{bracket}”在第 {line} 行第 {column} 列。",
            )
        self.take(path)
        return True

    def comma(self, sign: str, path: Path) -> str:
        """Step over the comma between two members, naming a missing or doubled one; the next sign."""
        if sign != ",":
            self.say("json-comma", self.at, path)
            return sign
        self.comma_at = self.at
        self.take(path)
        while (after := self.peek()) == ",":
            self.say("json-double-comma", self.at, path)
            self.take(path)
        return after

    def key(self, path: Path) -> str:
        sign = self.peek()
        start = self.at
        if sign == '"':
            key = self.string(path)
            return key if isinstance(key, str) else ""
        if sign in _QUOTES:
            return self.wrongly_quoted(path)
        if word := _BARE_KEY.match(self.text, start):
            self.say("json-unquoted-key", start, path, found=word[0][:60])
            self.at = word.end()
            return word[0]
        raise self.stop("json-key", start, path, found=sign)

    # -- scalars

    def word(self, word: str, start: int, path: Path) -> Scanned:
        if word in _LITERALS:
            return _LITERALS[word]
        lowered = word.lower()
        if lowered in ("none", "null", "nil", "undefined", "na"):
            self.say("json-literal", start, path, found=word, expected="null")
        elif lowered in ("true", "yes"):
            self.say("json-literal", start, path, found=word, expected="true")
        elif lowered in ("false", "no"):
            self.say("json-literal", start, path, found=word, expected="false")
        elif lowered.lstrip("+-") in ("nan", "infinity", "inf"):
            self.say("json-constant", start, path, found=word)
        else:
            self.say("json-unquoted", start, path, found=word[:30])
        return BROKEN

    def number(self, path: Path) -> Scanned:
        start = self.at
        in_object = not path or isinstance(path[-1], str)
        if in_object and (grouped := _GROUPS.match(self.text, start)):
            self.at = grouped.end()
            plain = grouped[0].replace(",", "").replace("，", "")
            self.say("json-thousands", start, path, found=grouped[0], expected=plain)
            return BROKEN
        exact = _NUMBER.match(self.text, start)
        loose = _LOOSE.match(self.text, start)
        end = max(found.end() for found in (exact, loose) if found) if exact or loose else start + 1
        literal = self.text[start:end]
        self.at = end
        if self.text[end : end + 1] in ("%", "％"):
            self.at += 1
            self.say(
                "json-percent", start, path, found=literal[:30] + "%", expected=_share(literal)
            )
            return BROKEN
        if exact is None or exact.end() != end:
            self.say(
                "json-number-form", start, path, found=literal[:30], hint=_number_hint(literal)
            )
            return BROKEN
        if word := _WORD.match(self.text, end):
            self.at = word.end()
            self.say(
                "json-unit", start, path, found=(literal + word[0])[:30], expected=literal[:30]
            )
            return BROKEN
        if len(literal) > 2 * MAX_DIGITS or not bounded(Decimal(literal)):
            self.say("json-number", start, path, found=literal[:20] + "…")
            return BROKEN
        return Decimal(literal) if set(literal) & set(".eE") else int(literal)

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
            if sign == '"':
                self.at += 1
                break
            if sign == "\\":
                sound &= self.escape(pieces, path)
            elif sign and sign not in "\r\n":
                self.say("json-control", self.at, path, found=f"U+{ord(sign):04X}")
                self.at += 1
                sound = False
            else:
                self.say("json-unterminated", start, path)
                return BROKEN
        text = "".join(pieces)
        if any("\ud800" <= sign <= "\udfff" for sign in text):
            paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if "\ufffd" in paired and "\ufffd" not in text:
                self.say("json-surrogate", start, path)
                return BROKEN
            text = paired
        return text if sound else BROKEN

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
        self.say("json-escape", self.at, path, found="\\" + sign)
        self.at += 1 if sign in ("", "\r", "\n") else 2
        return False

    def wrongly_quoted(self, path: Path) -> str:
        """A text in quotes of the wrong kind, to the closing quote on the same line."""
        start = self.at
        opening = self.text[start]
        end = re.compile(rf"[^\r\n{_QUOTES[opening]}]*").match(self.text, start + 1)
        assert end is not None
        self.say("json-quotes", start, path, found=opening)
        self.at = min(end.end() + 1, len(self.text))
        return end[0]


def _share(literal: str) -> str:
    """`82` of `82%` as the share 0.82."""
    try:
        return f"{Decimal(literal) / 100:f}"
    except ArithmeticError:
        return "0.82"


def _number_hint(literal: str) -> str:
    if re.search(r"[０-９．]", literal):
        plain = literal.translate({code + 0xFEE0: code for code in range(0x2E, 0x3A)})
        return f"请用半角数字：{plain[:30]}。"
    if re.fullmatch(r"-?0[0-9]+(\.[0-9]+)?", literal):
        bare = literal.lstrip("-0") or "0"
        return (
            f"请去掉前面的 0，写成 {bare if bare[0] != '.' else '0' + bare}；编号之类请加双引号。"
        )
    if literal.startswith("."):
        return f"请补上整数部分的 0，写成 0{literal[:30]}。"
    if literal.startswith("+"):
        return f"正数前不写加号，写成 {literal[1:30]}。"
    if literal.startswith("−"):
        return f"请用半角减号，写成 -{literal[1:30]}。"
    if literal.endswith("."):
        return f"请去掉末尾的小数点，写成 {literal[:-1][:30]}。"
    if "-" in literal[1:] or literal.count(".") > 1:
        return f'日期和编号是文字，请加双引号："{literal[:30]}"。'
    return "请核对这个数。"
