"""The position pass: a JSON text scanned again to say where each value stands and what breaks the syntax.

Run only when something must be reported (the C scanner of `json` decides first). The scanner goes on
after the usual slips (a trailing comma, `，`, `82%`, `None` …), so that one pass names all of them.
"""

from __future__ import annotations

import contextlib
import re
from typing import TypeGuard

from evaluator.submission.brackets import Bracket
from evaluator.submission.encoding import other_form
from evaluator.submission.places import Path
from evaluator.submission.punctuation import Punctuation
from evaluator.submission.quoted import QUOTES
from evaluator.submission.scanned import BROKEN, MAX_DEPTH, MAX_VALUES, Scan, Scanned
from evaluator.submission.shown import short
from evaluator.submission.strays import (
    NOTE_FOR_ITEM,
    STRAY_FOR_COMMA,
    STRAY_FOR_KEY,
    STRAY_FOR_VALUE,
)
from evaluator.submission.tokens import LITERAL, LITERALS, NUMBER, StopError, read_number


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
    with contextlib.suppress(StopError):
        scanner.document()
    return scanner.result


def _never_closed(result: Scan) -> bool:
    return any(entry.code == "json-unclosed" for entry in result.findings)


_USUAL_TEXT = r'[^"\\\x00-\x1f\ud800-\udfff]*'
_USUAL_VALUE = rf'"({_USUAL_TEXT})"|({NUMBER.pattern})|{LITERAL.pattern}'
_USUAL_MEMBER, _USUAL_IN_LINE = (
    re.compile(
        rf'"({_USUAL_TEXT})"{gap}:{gap}({_USUAL_VALUE}){gap}(?:,{gap}(?=")|(?=\}}))',
    )
    for gap in (r"[ \t\r\n]*", r"[ \t]*")
)
"""A sound key and a sound text, number or literal, before a comma with the next key or a closing bracket."""

_ESCAPED = re.compile(r'\s*[{\[]\s*(?:\\[rnt]\s*)*\\"')
"""The beginning of data that were written as a text, without its quotation marks."""
_MERGED = re.compile(r"<<<<<<<(?<![^\r\n]<<<<<<<)[ \r\n]")
"""The first of the marks that a program leaves where it could not merge two versions of a file; a pattern that begins plainly is fast."""
_FIRST_KEY = re.compile(r'[{｛]\s*"([^"\r\n]*)"')
_WRAPPED_END = re.compile(r"```|\)?;?")
_PARENTHESES = re.compile(r"[(（][^()（）{}\[\]\r\n]*[)）](?=[ \t]*(?:[,，}\]\r\n]|\Z))")


class _Scanner(Punctuation):
    def document(self) -> None:
        if not self.end:
            raise self.stop("json-empty", 0)
        if form := other_form(self.text):
            raise self.stop("not-json", 0, found=form)
        if _ESCAPED.match(self.text):
            raise self.stop("json-as-text", 0)
        if merged := _MERGED.search(self.text):
            raise self.stop("json-merge", merged.start())
        wrapped = self.wrapping()
        if not self.peek():
            raise self.stop("json-empty", 0)
        self.result.data = self.value((), 0)
        sign = self.peek()
        if wrapped and (closing := _WRAPPED_END.match(self.text, self.at)):
            self.at = closing.end()
            sign = self.peek()
        if (place := self.one_too_many(sign)) is not None:
            self.forget("json-trailing-comma", len(self.text[:place].rstrip()) - 1)
            if left_out := self.left_out_before(place):
                at = self.result.keys[left_out]
                self.say("json-no-header", at, left_out, found=self.place(place), hint="…")
            else:
                self.say("json-one-too-many", place, found=self.text[place])
        elif sign and not isinstance(self.result.data, dict | list):
            self.result.findings.clear()
            raise self.stop("json-no-beginning", 0)
        elif sign:
            again = _FIRST_KEY.match(self.text, self.at)
            second = again and isinstance(self.result.data, dict) and again[1] in self.result.data
            found = short(" ".join(self.text[self.at : self.at + 10].split()))
            self.say("json-second-file" if second else "json-extra", self.at, found=found)

    def value(self, path: Path, depth: int) -> Scanned:
        sign = self.peek()
        start = self.at
        if len(self.result.values) >= MAX_VALUES:
            raise self.stop("json-many", start, expected=f"{MAX_VALUES:,}")
        while sign == "[" and self.around.stray_opener(path):
            sign = self.stray(sign, path)
        start = self.result.values[path] = self.at
        if sign in ("{", '"', "]") and self.around.list_ahead(start, path):
            return self.unopened_array(path, depth)
        if inside := _PARENTHESES.match(self.text, start):
            self.say("json-parentheses", start, path, found=short(inside[0]))
            self.at = inside.end()
            return BROKEN
        if sign and sign in "{[]}(（" and (meant := self.around.meant(sign, self.at, path)):
            if depth >= MAX_DEPTH:
                raise self.stop("json-depth", start, path, expected=MAX_DEPTH)
            bracket = self.opener(sign, meant, path)
            return self.object(bracket, depth) if meant == "{" else self.array(bracket, depth)
        if sign == '"' and self.opener_left_out(path):
            self.say("json-no-opener", start, path, found="{", hint="键和值")
            return self.object(Bracket("{", start, path), depth)
        if sign == '"':
            return self.string(path)
        if sign in QUOTES:
            return self.wrongly_quoted(path)
        if not sign:
            raise self.cut_off(path)
        return self.unquoted(sign, path, depth)

    def unquoted(self, sign: str, path: Path, depth: int) -> Scanned:
        """A number or literal, or what stands in its place."""
        start = self.at
        if literal := self.followed(LITERAL):
            return LITERALS[literal]
        grouped = self.grouped(path)
        if not grouped and (number := self.followed(NUMBER)):
            return self.number(number, start, path)
        if not grouped:
            self.past(STRAY_FOR_VALUE, sign, path)
        return self.value(path, depth) if self.at > start else self.unreadable(path, grouped)

    def opener_left_out(self, path: Path) -> bool:
        """Whether the text here is the first key of an object whose opening bracket is not there."""
        if path and isinstance(path[-1], int):
            return self.around.record_ahead(self.at)
        return bool(path) and self.around.object_ahead(self.at, self.result.keys[path])

    def object(self, bracket: Bracket, depth: int) -> dict[str, Scanned]:
        path = bracket.path
        data: dict[str, Scanned] = {}
        first = True
        while True:
            sign = self.peek()
            if (sign == "]" and self.around.too_many == sign) or (sign == "{" and first):
                self.stray(sign, path)
                continue
            sign = self.past(STRAY_FOR_KEY if first else STRAY_FOR_COMMA, sign, path)
            if self.closes(sign, bracket):
                return data
            if not first:
                if sign == '"' and self.outdented(bracket, data):
                    self.unclosed("json-unclosed-here", bracket)
                    return data
                if sign == "{" and bracket.in_list:
                    self.unclosed("json-unclosed-here", bracket)
                    return data
                sign = self.past(STRAY_FOR_KEY, self.comma(sign, path), path)
                if self.closes(sign, bracket, trailing=True):
                    return data
                if sign == "{" and bracket.in_list:
                    self.unclosed("json-unclosed-row", bracket)
                    return data
                if self.by_indentation and sign == '"' and self.outdented(bracket, data):
                    self.unclosed("json-unclosed-list", bracket)
                    return data
            first = False
            self.usual_members(path, data)
            if self.text[self.at] == "}":
                continue
            if self.around.item_ahead(self.at) and self.list_begun(path, data):
                last = next(reversed(data))
                self.at = self.result.values[(*path, last)]
                data[last] = self.unopened_array((*path, last), depth + 1)
                continue
            self.member(path, depth, data)

    def member(self, path: Path, depth: int, data: dict[str, Scanned]) -> None:
        """Read the key that is due, its colon and its value into the data."""
        if key := self.with_value(path):
            data[key] = BROKEN
            return
        key_at = self.at
        key, sound = self.key(path)
        if not sound and self.peek() in ("{", "}", "]"):
            return
        inner = (*path, key)
        first_at = self.result.keys[inner] if sound and key in data else None
        self.result.keys[inner] = key_at
        self.colon(inner)
        before = self.at
        value = self.value(inner, depth + 1)
        value = BROKEN if self.comma_inside(value, inner) else value
        if first_at is None:
            data[key] = value
        else:
            data[key] = self.duplicate(inner, (first_at, key_at), data[key], value)
        self.move_on(before)

    def list_begun(self, path: Path, data: dict[str, Scanned]) -> bool:
        """Whether the value of the last key is the first item of a list whose opening bracket is not there."""
        if not data or isinstance(data[last := next(reversed(data))], list):
            return False
        inner = (*path, last)
        return self.around.list_ahead(self.result.values[inner], inner)

    def unopened_array(self, path: Path, depth: int) -> list[Scanned]:
        """A list whose opening bracket is not there, which is named."""
        self.say("json-no-opener", self.at, path, found="[", hint="并列的值")
        return self.array(Bracket("[", self.at, path), depth)

    def usual_members(self, path: Path, data: dict[str, Scanned]) -> None:
        """Read the members of an object that nothing has to be said about, to the first other one."""
        values, keys = self.result.values, self.result.keys
        usual = _USUAL_IN_LINE if self.by_indentation else _USUAL_MEMBER
        at = self.at
        for _ in range(MAX_VALUES - len(values)):
            member = usual.match(self.text, at)
            if member is None:
                break
            key, raw, text, digits = member.groups()
            value = LITERALS.get(raw, text) if digits is None else read_number(digits)
            if key in data or (digits and value is None):
                break
            inner = (*path, key)
            keys[inner] = at
            values[inner] = member.start(2)
            data[key] = value
            at = member.end()
        self.at = at

    def outdented(self, bracket: Bracket, data: dict[str, Scanned]) -> bool:
        """Whether the key that comes next stands further left than the members read so far."""
        if not data:
            return False
        first = self.result.keys[(*bracket.path, next(iter(data)))]
        return self.around.outdented(self.at, bracket.at, first)

    def array(self, bracket: Bracket, depth: int) -> list[Scanned]:
        path = bracket.path
        data: list[Scanned] = []
        while True:
            sign = self.peek()
            if sign == "[" and not data and self.around.stray_opener((*path, 0)):
                self.stray(sign, path)
                continue
            if sign == "}" and self.around.too_many == "[":
                self.unclosed("json-unclosed-item", bracket)
                return data
            if sign == "}" and not bracket.told and self.around.goes_on(self.at):
                if bracket.in_record:
                    self.unclosed("json-unclosed-item", bracket)
                    return data
                self.stray(sign, path)
                continue
            if sign == "]" and self.around.stray_closer(self.at, path) and self.goes_on(data):
                self.stray(sign, path)
                continue
            sign = self.past(STRAY_FOR_COMMA, sign, path) if data else sign
            if self.closes(sign, bracket):
                return data
            if sign == "," and not data and self.around.key_after(self.at):
                self.comma(sign, path)
                self.unclosed("json-unclosed-list", bracket)
                return data
            if self.left_open_before(bracket, comma=not data):
                self.unclosed("json-unclosed-here", bracket)
                return data
            if data:
                sign = self.past(NOTE_FOR_ITEM, self.comma(sign, (*path, len(data))), path)
                if self.closes(sign, bracket, trailing=True):
                    return data
                if self.left_open_before(bracket, comma=True):
                    self.unclosed("json-unclosed-list", bracket)
                    return data
            if data and self.row_goes_on(data[-1]):
                self.say("json-stray", self.paired[-1][1], path, found="}")
                row = Bracket("{", self.at, (*path, len(data) - 1))
                data[-1] = {**data[-1], **self.object(row, depth + 1)}
                continue
            before = self.at
            data.append(self.value((*path, len(data)), depth + 1))
            self.move_on(before)

    def goes_on(self, data: list[Scanned]) -> bool:
        """Whether the record that may stand behind a closing bracket has the keys of those in the list."""
        known = data[-1].keys() if data and isinstance(data[-1], dict) else frozenset()
        return self.around.keys_behind(self.at) <= known

    def row_goes_on(self, row: Scanned) -> TypeGuard[dict[str, Scanned]]:
        """Whether a key comes after a record that has none of that name: its closing bracket was one too many."""
        key = self.around.key_name(self.at)
        return isinstance(row, dict) and bool(row) and bool(key) and key not in row

    def left_open_before(self, bracket: Bracket, comma: bool) -> bool:
        """Whether an array should have ended before: a key comes, not that of a record after a comma."""
        record = comma and not bracket.in_record and self.around.record_ahead(self.at)
        return not record and self.around.key_ahead(self.at)
