"""What stands around the values of a JSON text: brackets, keys, colons and commas, with the slips in them."""

from __future__ import annotations

import re

from evaluator.submission.brackets import CLOSERS, Bracket, Opener, Surroundings
from evaluator.submission.places import Path
from evaluator.submission.quoted import QUOTES, Quoted
from evaluator.submission.scanned import BROKEN, Scanned
from evaluator.submission.shown import short, shown
from evaluator.submission.strays import STRAY_FOR_COLON, WITH_VALUE
from evaluator.submission.tokens import LITERAL, NO_COMMA, NUMBER

_BARE_KEY = re.compile(r'([\w$]+)("(?=[ \t]*[:：]))?')
_NOT_IN_KEY = re.compile(r"""[\r\n]\s*|[\x00-\x1f"“”″＂'’]+""")
_COLON_INSIDE = re.compile(r'[:：][ \t]*"\s*\Z')
_KEY_START = re.compile(r'[^":\r\n]*')
_STRAY = re.compile(rf"[{NO_COMMA}]\s*(?:[}}\]｝］】,，]|\Z)|[，、](?=\s*[,，])")
_COMMA_LAST = re.compile(r"[,，]\s*(?:\*/|-->)?\Z")
_MARK_OF_WEB_PAGES = re.compile("&(?:quot|#34|#x22);", re.I)
_EQUALS = re.compile(r"[=＝]>?")

_WRAPPED = re.compile(
    r"""\s*+(?![/#<:：,，'‘’(（\ufeff])([^"“”＂{}\[\]｛｝［］【】]{1,200})(?=[{｛])"""
)
"""What stands before the first bracket: a title, what a chat window (```json) or a script (var data =) has there."""
_PASTED = re.compile(rf"({NUMBER.pattern}|{LITERAL.pattern})[ \t]*+([,，])?[ \t]*+(?=[\r\n}}｝])")
"""The cell behind a key without quotation marks and colon, as a row of a sheet has it."""
VALUE_INSIDE = "json-value-inside"


class Punctuation(Quoted):
    """Tokens, texts and what stands between them.

    `comma_at`: the comma before the member that is due, 0 for none.
    `paired`: the places of the brackets read so far, in the order of the closing ones.
    """

    def __init__(self, text: str, by_indentation: bool) -> None:
        super().__init__(text)
        self.around = Surroundings(text, self.result.lines)
        self.by_indentation = by_indentation
        self.comma_at = 0
        self.left_open = False
        self.last_written: dict[Path, Scanned] = {}
        self.paired: list[tuple[int, int]] = []

    def wrapping(self) -> bool:
        """Step over a title before the data, or what a chat window or a script wraps them in, naming it."""
        wrapped = _WRAPPED.match(self.text)
        if wrapped is None:
            return False
        found = short(" ".join(wrapped[1].split()))
        self.say("json-wrapped", wrapped.start(1), found=found)
        self.at = wrapped.end()
        return True

    def opener(self, sign: str, meant: Opener, path: Path) -> Bracket:
        """Step over an opening bracket, naming one of the wrong kind."""
        at = self.at
        if sign == meant:
            self.take(path)
        else:
            follows = "键和值" if meant == "{" else "并列的值，没有键"
            self.say("json-opener", at, path, found=self.text[at], expected=meant, hint=follows)
            self.at += 1
        return Bracket(meant, at, path, told=sign != meant)

    def stray(self, sign: str, path: Path, code: str = "json-stray") -> str:
        """Step over one or more signs that are too many; the next one."""
        self.say(code, self.at, path, found=short(sign))
        self.at += len(sign)
        return self.peek()

    def past(self, stray: re.Pattern[str], sign: str, path: Path) -> str:
        """Step over signs that have slipped in, or a note, before the sign that is due; the sign that comes then."""
        if sign in ('"', "{", "}"):
            return sign
        found = stray.match(self.text, self.at)
        if found is None:
            return sign
        if found.lastgroup == "no_key":
            self.say("json-no-key", self.at, path, found=short(found["no_key"]))
            self.at, self.comma_at = found.end(), 0
            return self.peek()
        return self.stray(found[0], path, "json-note" if found.lastgroup else "json-stray")

    def move_on(self, before: int) -> None:
        """Step over a sign that stands in the place of a value and is none, so that the pass goes on."""
        if self.at == before and self.peek() not in (",", "}", "]"):
            self.at += 1

    def closes(self, sign: str, bracket: Bracket, trailing: bool = False) -> bool:
        """Whether the bracket ends here; a comma just before, the wrong bracket or none is named."""
        path = bracket.path
        if not sign:
            end = self.end
            if self.text[end - 1] not in "]}］】｝" and (path or self.text[end - 1] in ",，"):
                raise self.cut_off(path)
            found, place = self.written(bracket), self.place(bracket.at)
            closer = CLOSERS[bracket.sign]
            raise self.stop("json-unclosed", end, path, found=found, expected=place, hint=closer)
        if sign not in "]}":
            return False
        self.left_open = False
        if trailing and self.comma_at and self.text[self.comma_at] not in NO_COMMA:
            self.say("json-trailing-comma", self.comma_at, path)
        record = bracket.sign == "{" and bracket.in_list and not bracket.told
        if record and self.around.ends_list(self.at):
            self.unclosed("json-unclosed-row", bracket)
            return True
        if self.by_indentation and self.around.closes_outer(self.at, bracket.at):
            self.unclosed("json-unclosed-item", bracket)
            return True
        closer = CLOSERS[bracket.sign]
        if sign != closer and not bracket.told:
            opener = f"与它配对的“{bracket.sign}”在{self.place(bracket.at)}。"
            self.say("json-bracket", self.at, path, found=sign, expected=closer, hint=opener)
        else:
            self.paired.append((bracket.at, self.at))
        self.take(path)
        return True

    def one_too_many(self, sign: str) -> int | None:
        """The closing bracket, as far as can be seen, without which the data would not end before this sign."""
        if not sign or sign not in ",}]":
            return None
        for opener, at in self.paired:
            if self.around.closes_early(at, opener):
                return at
        if sign != ",":
            return self.at
        return self.paired[-1][1] if self.paired and self.around.key_after(self.at) else None

    def left_out_before(self, closing: int) -> Path | None:
        """Of the object that a bracket closes, the first member that stands deeper in the text than that bracket.

        The line before it, with the key and bracket that the deeper members belong to, has been left out.
        """
        opener = next((opener for opener, at in self.paired if at == closing), closing)
        deep = self.around.indent(closing)
        for path, at in self.result.keys.items():
            inside = opener < at < closing and self.result.values.get(path[:-1]) == opener
            if inside and self.around.begins_line(at) and self.around.indent(at) > deep:
                return path
        return None

    def unclosed(self, code: str, bracket: Bracket) -> None:
        """Name a bracket that should have been closed before this place, to go on as if it were."""
        place, closer = self.place(bracket.at), CLOSERS[bracket.sign]
        found = self.written(bracket)
        self.say(code, self.at, bracket.path, found=found, expected=place, hint=closer)
        self.left_open = True

    def written(self, bracket: Bracket) -> str:
        """The opening bracket as it stands in the text; as it should, where it has been left out."""
        sign = self.text[bracket.at]
        return bracket.sign if sign == '"' or sign.isalnum() else sign

    def place(self, offset: int) -> str:
        line, column = self.result.line_column(offset)
        return f"第 {line} 行第 {column} 列"

    def comma(self, sign: str, path: Path) -> str:
        """Step over the comma between two members, naming a missing or doubled one; the next sign."""
        if sign == ".":
            self.say("json-semicolon", self.at, path, found=sign, expected=",")
            self.at += 1
            return self.peek()
        if sign != ",":
            if not self.left_open:
                self.comma_missing(path)
            self.left_open = False
            self.comma_at = 0
            return sign
        self.comma_at = self.at
        if _STRAY.match(self.text, self.at):
            if (after := self.stray(self.text[self.at], path)) != ",":
                return after
            self.comma_at = self.at
        self.take(path)
        while (after := self.peek()) == ",":
            written = self.text[self.at]
            self.say(
                "json-double-comma" if written == "," else "json-stray",
                self.at,
                path,
                found=written,
            )
            self.at += 1
        return after

    def comma_inside(self, value: Scanned, path: Path) -> bool:
        """Whether the comma that is due behind a text stands within its quotation marks, which is named."""
        end = self.at
        if not isinstance(value, str) or value[-1:] not in (",", "，") or self.peek() != '"':
            return False
        if not self.around.key_ahead(self.at):
            return False
        self.say("json-comma-inside", end - 2, path, found=short(value[:-1]))
        self.left_open = True
        return True

    def comma_missing(self, path: Path) -> None:
        """Name a missing comma where it should stand: before a comment, which may have it at its end.

        The finding says what key comes next.
        """
        key = short(self.around.key_name(self.at))
        place = len(self.text[: self.at].rstrip())
        comment = self.comment
        if comment is None or comment.end() < place:
            self.say("json-comma", place, path, found=key)
        elif _COMMA_LAST.search(comment[0]):
            self.forget("json-comment", comment.start())
            self.say("json-comment-comma", comment.start(), path)
        else:
            self.say("json-comma", len(self.text[: comment.start()].rstrip()), path, found=key)

    def with_value(self, path: Path) -> str:
        """Name a key that has its value within its quotation marks, and step over both; the key, empty for none."""
        both = WITH_VALUE.match(self.text, self.at)
        if both is None or not both[2].strip():
            return ""
        key, value = both[1].strip(), both[2].strip()
        inner = (*path, key)
        self.result.keys[inner], self.result.values[inner] = self.at, both.start(2)
        self.result.unreadable[inner] = value
        self.say(VALUE_INSIDE, self.at, inner, found=short(key), expected=short(value))
        self.at = both.end()
        return key

    def key(self, path: Path) -> tuple[str, bool]:
        """The next key, and whether it could be read as it was meant."""
        sign = self.peek()
        start = self.at
        if sign == '"':
            key = self.string(path, of_key=True)
            if isinstance(key, str):
                inside = key.rstrip().endswith((":", "：")) and self.peek() != ":"
                return key.rstrip()[:-1] if inside else key, True
            return self.broken_key(start), False
        if sign in QUOTES:
            return str(self.wrongly_quoted(path, of_key=True)), True
        if word := _BARE_KEY.match(self.text, start):
            code = "json-half-quoted-key" if word[2] else "json-unquoted-key"
            self.say(code, start, path, found=short(word[1]))
            self.at = word.end()
            return word[1], True
        if sign == "{" and self.around.key_after(start):
            raise self.stop("json-no-list", start, path)
        if mark := _MARK_OF_WEB_PAGES.match(self.text, start):
            raise self.stop("json-quotes", start, path, found=mark[0])
        raise self.stop("json-key", start, path, found=short(sign))

    def broken_key(self, start: int) -> str:
        """A key that could not be read, as it was most likely meant."""
        if self.at > start + 1 and self.text[self.at - 1] == '"':
            return _NOT_IN_KEY.sub("", self.text[start + 1 : self.at - 1])
        begun = _KEY_START.match(self.text, start + 1)
        return _NOT_IN_KEY.sub("", begun[0]) if begun else ""

    def colon(self, path: Path) -> None:
        sign = self.past(STRAY_FOR_COLON, self.peek(), path)
        if not sign:
            raise self.cut_off(path)
        if equals := _EQUALS.match(self.text, self.at):
            key = short(str(path[-1]))
            self.say("json-equals", self.at, path, found=key, expected=equals[0])
            self.at = equals.end()
            return
        key_at = self.result.keys[path]
        if sign != ":" and self.text[key_at] != '"' and "\t" in self.text[key_at : self.at]:
            self.pasted_row(path, key_at)
            return
        if sign == "," and self.around.value_after(self.at):
            key = short(str(path[-1]))
            self.say("json-equals", self.at, path, found=key, expected=self.text[self.at])
            self.at += 1
            return
        if sign != ":":
            begin = max(0, self.at - 20)
            inside = _COLON_INSIDE.search(self.text[begin : self.at])
            code = "json-colon-inside" if inside else "json-colon"
            place = begin + inside.start() if inside else self.at
            self.say(code, place, path, found=short(str(path[-1])))
            return
        self.take(path)
        while self.peek() == ":":
            self.say("json-double-colon", self.at, path)
            self.at += 1

    def pasted_row(self, path: Path, key_at: int) -> None:
        """Name a row of a sheet, whose key has no quotation marks, no colon and most often no comma behind."""
        cell = _PASTED.match(self.text, self.at)
        key = short(str(path[-1]))
        self.forget("json-unquoted-key", key_at)
        self.say("json-pasted", key_at, path, found=key, expected=cell[1] if cell else "…")
        self.left_open = bool(cell and not cell[2])

    def duplicate(
        self, path: Path, at: tuple[int, int], before: Scanned, value: Scanned
    ) -> Scanned:
        """Name a key that stands twice, with the place of the first and both values.

        The value it has, unless the two differ: then neither is known to be right.
        """
        before = self.last_written.get(path, before)
        self.last_written[path] = value
        same = type(before) is type(value) and before == value
        first, second = ("写法有误的值" if one is BROKEN else shown(one) for one in (before, value))
        both = f"两处都是 {second}" if same else f"前一处是 {first}，这里是 {second}"
        key, place = short(str(path[-1])), self.place(at[0])
        self.say("json-duplicate", at[1], path, found=key, expected=place, hint=both)
        return value if same else BROKEN
