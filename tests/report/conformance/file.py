"""ISO 19005-3, 6.1: how the file is written, byte by byte."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pikepdf import Array, Stream

from tests.report.conformance.opened import STRING, File, words

FILTERS = words(
    "/ASCIIHexDecode /ASCII85Decode /FlateDecode /RunLengthDecode /CCITTFaxDecode /JBIG2Decode"
    " /DCTDecode /JPXDecode"
)
"""Those of ISO 32000-1, table 6, without LZWDecode and Crypt."""
STRING_LIMIT, NAME_LIMIT, NESTING_LIMIT, OBJECT_LIMIT = 32767, 127, 28, 8388607
INTEGER_LIMIT, REAL_LIMIT, SMALLEST_REAL = 2**31, Decimal("3.403E38"), Decimal("1.175E-38")
PAGE_LIMIT = 14400
BOUNDARIES = ("/MediaBox", "/CropBox", "/TrimBox", "/ArtBox", "/BleedBox")

_STRINGS = re.compile(STRING, re.S)
_HEX = re.compile(rb"(?<!<)<(?!<)([^>]*)>")
_NAME = re.compile(rb"/[^\s/<>\[\](){}%]+")
_NUMBER = re.compile(rb"(?<![\w./+-])[+-]?(?:\d{10,}|\d{30,}\.\d*|\d*\.\d{30,})(?![\w.])")
_ENTRY = rb"\d{10} \d{5} [fn](?: \n| \r|\r\n)"
_TABLE = re.compile(rb"xref(?:\r\n|\n|\r)(?:\d+ \d+ ?(?:\r\n|\n|\r)(?:" + _ENTRY + rb")*)+trailer")
_EOL = (b"\n", b"\r")


def header(file: File) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7](\r\n|\n|\r)(?=%)", file.raw):
        yield "no %PDF-1.n with one end of line at byte 0, a comment below it"
    elif not re.match(rb".{8}(\r\n|\n|\r)%[\x80-\xff]{4}", file.raw, re.S):
        yield "the comment in the second line does not begin with four bytes above 127"


def trailer(file: File) -> Iterator[str]:
    identifiers = file.pdf.trailer.get("/ID")
    if identifiers is None or len(identifiers) != 2 or not all(map(bytes, identifiers)):
        yield "the trailer has no /ID of two strings"
    if "/Encrypt" in file.pdf.trailer:
        yield "the trailer has /Encrypt"
    if not re.search(rb"%%EOF(\r\n|\n|\r)?\Z", file.raw):
        yield "bytes follow the last %%EOF"


def cross_references(file: File) -> Iterator[str]:
    """Stricter: a file that a reader has to repair anywhere is told here."""
    len(file.dictionaries)  # the reader warns of an object when it is read
    for warning in file.pdf.get_warnings():
        yield f"the file had to be repaired on opening: {warning}"
    for start in re.findall(rb"startxref\s+(\d+)\s+%%EOF", file.raw):
        table = file.raw[int(start) :]
        if not (re.match(rb"\d+\s+\d+\s+obj\b", table) or _TABLE.match(table)):
            yield f"startxref {int(start)} does not lead to a well-written table or stream"


def hexadecimal_strings(file: File) -> Iterator[str]:
    for where, text in file.syntax:
        for digits in _HEX.findall(_STRINGS.sub(b"()", text)):
            bare = b"".join(digits.split())
            if len(bare) % 2 or not re.fullmatch(rb"[0-9A-Fa-f]*", bare):
                yield f"<{digits[:20].decode('latin-1')}> in {where} is not pairs of digits"


def streams(file: File) -> Iterator[str]:
    for piece in file.pieces:
        if piece.data is None:
            continue
        where = f"object {piece.number}"
        if piece.eol not in (b"\n", b"\r\n"):
            yield f"`stream` is not followed by LF or CR LF in {where}"
        behind = file.raw[piece.data + piece.length :][:12]
        if not re.match(rb"(\r\n|\n|\r)endstream", behind):
            yield (
                f"no end of line and `endstream` behind the {piece.length} bytes of /Length"
                f" in {where}, but {behind!r}"
            )
    for where, stream in file.dictionaries:
        for key in ("/F", "/FFilter", "/FDecodeParms"):
            if isinstance(stream, Stream) and key in stream:
                yield f"a stream has {key} in {where}"


def filters(file: File) -> Iterator[str]:
    """The data are decompressed strictly: PDF readers make do with what they can."""
    for where, stream in file.dictionaries:
        if not isinstance(stream, Stream):
            continue
        told: Any = stream.get("/Filter", [])
        used = [str(name) for name in told] if isinstance(told, Array | list) else [str(told)]
        for name in used:
            if name not in FILTERS:
                yield f"{name} in {where}"
        if used == ["/FlateDecode"]:
            try:
                zlib.decompress(stream.read_raw_bytes())
            except zlib.error as error:
                yield f"damaged data in {where}: {error}"


def names(file: File) -> Iterator[str]:
    """Stricter: the clause asks it of fonts, colourants and structure types alone."""
    for where, text in file.syntax:
        for name in set(_NAME.findall(_bare(text))):
            try:
                _unescaped(name).decode()
            except UnicodeDecodeError:
                yield f"{name.decode('latin-1')} in {where} is not UTF-8"


def indirect_objects(file: File) -> Iterator[str]:
    for piece in file.pieces:
        if not (
            re.match(rb"\d+[ \t\r\n]\d+[ \t\r\n]obj(\r\n|\n|\r)", piece.head)
            and file.raw[piece.start - 1 : piece.start] in _EOL
            and file.raw[piece.end - 1 : piece.end] in _EOL
            and file.raw[piece.end + 6 : piece.end + 7] in _EOL
        ):
            yield f"object {piece.number} does not begin and end on lines of its own"


def inline_images(file: File) -> Iterator[str]:
    """Stricter: the clause forbids filters of inline images; we have no such images at all."""
    for content in file.contents:
        if any(operation.operator == "INLINE IMAGE" for operation in content.operations):
            yield f"an inline image on {content.where}"


def permissions(file: File) -> Iterator[str]:
    for key in file.catalog.get("/Perms", {}):
        if key not in ("/UR3", "/DocMDP"):
            yield f"{key} in the permissions dictionary"


def limits(file: File) -> Iterator[str]:
    if len(file.pdf.objects) > OBJECT_LIMIT:
        yield f"{len(file.pdf.objects)} objects"
    for where, text in file.syntax:
        yield from (f"{fault} in {where}" for fault in _too_long(text))
    for content in file.contents:
        depth = 0
        for operation in content.operations:
            depth += {"q": 1, "Q": -1}.get(operation.operator, 0)
            if depth > NESTING_LIMIT:
                yield f"q nested {depth} deep on {content.where}"
                break
    for number, page in enumerate(file.pdf.pages, 1):
        for key in BOUNDARIES:
            if key in page.obj:
                left, foot, right, top = (float(side) for side in page.obj[key])
                if not all(3 <= extent <= PAGE_LIMIT for extent in (right - left, top - foot)):
                    yield f"{key} of page {number} is out of bounds"


def _too_long(text: bytes) -> Iterator[str]:
    bare = _bare(text)
    sizes = [len(found) - 2 for found in _STRINGS.findall(text)]
    sizes += [len(digits) // 2 for digits in _HEX.findall(bare)]
    yield from (f"a string of {size} bytes" for size in sizes if size > STRING_LIMIT)
    names = [_unescaped(name) for name in _NAME.findall(bare)]
    yield from (f"a name of {len(name) - 1} bytes" for name in names if len(name) - 1 > NAME_LIMIT)
    for digits in _NUMBER.findall(_HEX.sub(b"<>", bare)):
        number = Decimal(digits.decode("ascii"))
        if b"." not in digits and not -INTEGER_LIMIT <= number < INTEGER_LIMIT:
            yield f"the integer {number}"
        elif abs(number) > REAL_LIMIT or 0 < abs(number) < SMALLEST_REAL:
            yield f"the real {number}"


def _bare(text: bytes) -> bytes:
    """Without what stands in literal strings."""
    return _STRINGS.sub(b"()", text)


def _unescaped(name: bytes) -> bytes:
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda match: bytes([int(match[1], 16)]), name)


RULES = {
    "ISO 19005-3 6.1.2 file header": header,
    "ISO 19005-3 6.1.3 file trailer": trailer,
    "ISO 19005-3 6.1.4 cross-reference table": cross_references,
    "ISO 19005-3 6.1.6 string objects": hexadecimal_strings,
    "ISO 19005-3 6.1.7.1 stream objects": streams,
    "ISO 19005-3 6.1.7.2 filters": filters,
    "ISO 19005-3 6.1.8 name objects": names,
    "ISO 19005-3 6.1.9 indirect objects": indirect_objects,
    "ISO 19005-3 6.1.10 inline images": inline_images,
    "ISO 19005-3 6.1.12 permissions": permissions,
    "ISO 19005-3 6.1.13 implementation limits": limits,
}
