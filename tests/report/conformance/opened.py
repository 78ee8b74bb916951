"""A finished PDF file opened for the checks: its bytes object by object, its dictionaries, its contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Stream

STRING = rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)"
"""A literal string, parentheses nested once."""
_OBJECT = re.compile(rb"(\d+)\s+(\d+)\s+obj\b")
_BODY = re.compile(STRING + rb"|\bstream(\r\n|\n|\r|)|\bendobj\b", re.S)
_LENGTH = re.compile(rb"/Length\s+(\d+)(?:\s+(\d+)\s+R)?")
_CLOSED = re.compile(rb"\s*endstream\b")
_LOST = re.compile(rb"\s*endstream\s*endobj\b")


class Piece(NamedTuple):
    """An indirect object as it stands in the file; offsets into the file's bytes.

    `head` are the bytes up to the end of the object's dictionary, or of the object where it has no
    stream. `data` is where the stream's bytes begin, `length` what /Length says of them.
    """

    number: int
    start: int
    head: bytes
    eol: bytes
    data: int | None
    length: int
    end: int


class Operation(NamedTuple):
    """An operator of a content stream with its operands."""

    operator: str
    operands: Any


class Content(NamedTuple):
    """The content stream of a page (`number` from 1) or of a form XObject (`number` 0)."""

    where: str
    number: int
    owner: Any
    operations: list[Operation]

    def resource(self, kind: str, name: Any) -> Any:
        """The named resource of the content's own /Resources, None where there is none."""
        resources = self.owner.get("/Resources", {})
        return resources.get(kind, {}).get(str(name))


@dataclass(frozen=True, eq=False)
class File:
    """The file; what several rules ask for is read once."""

    pdf: pikepdf.Pdf
    raw: bytes

    @classmethod
    def of(cls, raw: bytes) -> File:
        """The bytes as a file; `PdfError` where they are none, `PasswordError` where they ask for one."""
        return cls(pikepdf.open(BytesIO(raw), suppress_warnings=True), raw)

    @property
    def catalog(self) -> Any:
        return self.pdf.Root

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every indirect object outside object streams, in the file's order."""
        return tuple(_pieces(self.raw, self._number))

    def _number(self, number: int) -> int:
        """An indirect /Length."""
        return int(self.pdf.get_object(number, 0))

    @cached_property
    def syntax(self) -> tuple[tuple[str, bytes], ...]:
        """All that is written in PDF's syntax: objects without stream data, object streams, contents."""
        heads = [(f"object {piece.number}", piece.head) for piece in self.pieces]
        inside = [
            (f"object stream {piece.number}", self.pdf.get_object(piece.number, 0).read_bytes())
            for piece in self.pieces
            if re.search(rb"/Type\s*/ObjStm\b", piece.head)
        ]
        contents = [(content.where, content_bytes(content.owner)) for content in self.contents]
        return (*heads, *inside, *contents)

    @cached_property
    def dictionaries(self) -> tuple[tuple[str, Any], ...]:
        """Every dictionary and stream of the file with its place, those inside others too."""
        return tuple(_dictionaries(self.pdf))

    def typed(self, key: str, *names: str) -> Iterator[tuple[str, Any]]:
        """The dictionaries whose `key` has one of these names."""
        for where, found in self.dictionaries:
            if found.get(key) in names:
                yield where, found

    @cached_property
    def contents(self) -> tuple[Content, ...]:
        """What is drawn: the pages, then all form XObjects."""
        pages = [
            Content(f"page {number}", number, page.obj, _operations(page))
            for number, page in enumerate(self.pdf.pages, 1)
        ]
        forms = [
            Content(f"form XObject in {where}", 0, stream, _operations(stream))
            for where, stream in self.typed("/Subtype", "/Form")
            if isinstance(stream, Stream)
        ]
        return (*pages, *forms)


def content_bytes(owner: Any) -> bytes:
    """The decoded content stream of a page or form XObject."""
    if isinstance(owner, Stream):
        return owner.read_bytes()
    parts = owner.get("/Contents", [])
    streams = parts if isinstance(parts, Array) else [parts]
    return b"\n".join(stream.read_bytes() for stream in streams)


def words(text: str) -> frozenset[str]:
    """The words of a text, for long lists of names."""
    return frozenset(text.split())


def identity(found: Any) -> tuple[int, int]:
    """What tells an indirect object from any other."""
    return (int(found.objgen[0]), int(found.objgen[1]))


def _operations(owner: Any) -> list[Operation]:
    return [
        Operation(str(operation.operator), operation.operands)
        for operation in pikepdf.parse_content_stream(owner)
    ]


def _pieces(raw: bytes, number_of: Callable[[int], int]) -> Iterator[Piece]:
    position = 0
    while begin := _OBJECT.search(raw, position):
        eol, data, length, position = b"", None, 0, begin.end()
        close = begin.end()
        while body := _BODY.search(raw, position):
            close, position = body.start(), body.end()
            if body[0].startswith((b"stream", b"endobj")):
                break
        if body is None:
            return
        head = raw[begin.start() : close]
        if body[0].startswith(b"stream"):
            eol, data = body[1], body.end()
            if told := _LENGTH.search(head):
                length = number_of(int(told[1])) if told[2] else int(told[1])
            behind = _CLOSED.match(raw, data + length) or _LOST.search(raw, data)
            position = behind.start() if behind else data
            close = raw.find(b"endobj", position)
            if close < 0:
                return
            position = close + len(b"endobj")
        yield Piece(int(begin[1]), begin.start(), head, eol, data, length, close)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    whole: Any
    for whole in [pdf.trailer, *pdf.objects]:
        if not isinstance(whole, Array | Dictionary | Stream):
            continue
        where = f"object {whole.objgen[0]}" if whole.is_indirect else "the trailer"
        waiting: list[Any] = [whole]
        while waiting:
            here = waiting.pop()
            if isinstance(here, Array):
                inner: list[Any] = list(here)
            elif isinstance(here, Dictionary | Stream):
                yield where, here
                inner = [here.get(key) for key in here.keys()]  # noqa: SIM118 - pikepdf's own view
            else:
                continue
            waiting += [
                value
                for value in inner
                if isinstance(value, Array | Dictionary) and not value.is_indirect
            ]
