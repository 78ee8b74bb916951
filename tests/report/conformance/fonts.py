"""ISO 19005-3, 6.2.11 (ISO 14289-1, 7.21): the fonts, their programs and what is shown of them.

Only simple TrueType fonts are known here, the one kind that reportlab writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont, TTLibError

from tests.report.conformance.graphics import shown_fonts
from tests.report.conformance.opened import File, identity, words

TABLES = words("glyf head hhea hmtx loca maxp cmap")
"""What a TrueType program needs (ISO 32000-1, 9.9; cmap for a simple font)."""
SYMBOLIC, NONSYMBOLIC = 1 << 2, 1 << 5
"""Flags of a font descriptor (ISO 32000-1, table 123)."""
FORBIDDEN = {0: "U+0000", 0xFEFF: "U+FEFF", 0xFFFE: "U+FFFE"}

_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")


@dataclass(frozen=True)
class Font:
    """A font dictionary, its program, and the codes of it that the report shows."""

    where: str
    dictionary: Any
    shown: frozenset[int]

    @property
    def descriptor(self) -> Any:
        return self.dictionary.get("/FontDescriptor", {})

    @cached_property
    def program(self) -> TTFont | None:
        """None where there is no TrueType program, or one that cannot be read."""
        stream = self.descriptor.get("/FontFile2")
        if stream is None:
            return None
        try:
            return TTFont(BytesIO(stream.read_bytes()), lazy=True)
        except TTLibError:
            return None

    @cached_property
    def encoded(self) -> dict[int, int]:
        """Glyph numbers by code, through the symbolic cmap (ISO 32000-1, 9.6.6.4)."""
        if self.program is None or "cmap" not in self.program:
            return {}
        tables = {
            (table.platformID, table.platEncID): table for table in self.program["cmap"].tables
        }
        table = tables.get((3, 0)) or tables.get((1, 0))
        if table is None:
            return {}
        number = self.program.getReverseGlyphMap()
        return {code & 0xFF: number[name] for code, name in table.cmap.items()}

    @cached_property
    def unicode(self) -> dict[int, list[int]]:
        """Unicode values by code, from /ToUnicode."""
        cmap = self.dictionary.get("/ToUnicode")
        return {} if cmap is None else dict(_unicode(cmap.read_bytes()))


def _unicode(cmap: bytes) -> Iterator[tuple[int, list[int]]]:
    """The entries of a ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    for block in _CHARACTERS.findall(cmap):
        for code, text in _PAIR.findall(block):
            yield int(code, 16), _points(text)
    for block in _RANGES.findall(cmap):
        for first, last, start, listed in _RANGE.findall(block):
            texts = re.findall(rb"<([0-9A-Fa-f]+)>", listed)
            for place, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
                if start:
                    *before, point = _points(start)
                    yield code, [*before, point + place]
                elif place < len(texts):
                    yield code, _points(texts[place])


def _points(digits: bytes) -> list[int]:
    text = bytes.fromhex(digits.decode("ascii"))
    return [ord(character) for character in text.decode("utf-16-be", "surrogatepass")]


@lru_cache(maxsize=1)
def fonts(file: File) -> tuple[Font, ...]:
    """Every font dictionary of the file."""
    shown: dict[tuple[int, int], set[int]] = {}
    for content in file.contents:
        for font, text in shown_fonts(content):
            if font is not None:
                shown.setdefault(identity(font), set()).update(text)
    return tuple(
        Font(f"{found.get('/BaseFont', 'a font')} in {where}", found, _codes(shown, found))
        for where, found in file.dictionaries
        if found.get("/Type") == "/Font" or ("/BaseFont" in found and "/Subtype" in found)
    )


def _codes(shown: dict[tuple[int, int], set[int]], font: Any) -> frozenset[int]:
    return frozenset(shown.get(identity(font), ()))


def dictionaries(file: File) -> Iterator[str]:
    for font in embedded(file):
        told = font.dictionary
        if told.get("/Type") != "/Font" or told.get("/Subtype") != "/TrueType":
            yield f"{font.where} is no simple TrueType font; other kinds are not known here"
            continue
        first, last = told.get("/FirstChar"), told.get("/LastChar")
        if first is None or last is None or len(told.get("/Widths", [])) != last - first + 1:
            yield f"/Widths does not go from /FirstChar to /LastChar for {font.where}"
        if font.descriptor.get("/FontName") != told.get("/BaseFont"):
            yield f"/FontName is not /BaseFont for {font.where}"
        if font.program is None or TABLES - set(font.program.keys()):
            yield f"the program is incomplete for {font.where}"
        stream = font.descriptor.FontFile2
        if stream.get("/Length1") != len(stream.read_bytes()):
            yield f"/Length1 is not the program's length for {font.where}"


def embedded(file: File) -> Iterator[Font]:
    """The fonts that have a TrueType program; `embedding` tells of the others."""
    for font in fonts(file):
        if "/FontFile2" in font.descriptor:
            yield font


def embedding(file: File) -> Iterator[str]:
    for font in fonts(file):
        if "/FontFile2" not in font.descriptor:
            yield f"no TrueType program is embedded for {font.where}"
        elif font.program is not None:
            glyphs = font.program["maxp"].numGlyphs
            for code in sorted(font.shown):
                if font.encoded.get(code, 0) >= glyphs:
                    yield f"code {code} is shown and has no glyph in {font.where}"


def subsets(file: File) -> Iterator[str]:
    """ISO 32000-1, 9.6.4."""
    names: set[str] = set()
    for font in embedded(file):
        name = str(font.dictionary.get("/BaseFont"))
        if not re.fullmatch(r"/[A-Z]{6}\+.+", name):
            yield f"the name has no tag of six letters for {font.where}"
        if name in names:
            yield f"another subset has the name of {font.where}"
        names.add(name)


def metrics(file: File) -> Iterator[str]:
    for font in embedded(file):
        first = font.dictionary.get("/FirstChar", 0)
        widths = [float(width) for width in font.dictionary.get("/Widths", [])]
        if font.program is None:
            continue
        order, scale = font.program.getGlyphOrder(), 1000 / font.program["head"].unitsPerEm
        for code in sorted(font.encoded.keys() | font.shown):
            glyph = font.encoded.get(code, 0)
            if not first <= code < first + len(widths) or glyph >= len(order):
                continue
            drawn = font.program["hmtx"][order[glyph]][0] * scale
            if abs(widths[code - first] - drawn) > 1:
                yield f"code {code} is {drawn:g} wide, not {widths[code - first]:g}, in {font.where}"


def encodings(file: File) -> Iterator[str]:
    for font in embedded(file):
        flags = int(font.descriptor.get("/Flags", 0))
        if flags & SYMBOLIC == 0 or flags & NONSYMBOLIC:
            yield f"/Flags {flags} are not those of a symbolic font, the one kind known here, for {font.where}"
        if "/Encoding" in font.dictionary:
            yield f"a symbolic font has /Encoding: {font.where}"
        if font.program is not None and "cmap" in font.program:
            tables = [(table.platformID, table.platEncID) for table in font.program["cmap"].tables]
            if len(tables) != 1 and (3, 0) not in tables:
                yield f"the cmap has the encodings {tables} for {font.where}"
            elif (3, 0) not in tables and (1, 0) not in tables:
                yield f"the cmap's one encoding is {tables} for {font.where}"


def unicode_maps(file: File) -> Iterator[str]:
    """Level U asks it, and PDF/UA-1."""
    for font in embedded(file):
        if "/ToUnicode" not in font.dictionary:
            yield f"no /ToUnicode for {font.where}"
            continue
        for code in sorted(font.shown - font.unicode.keys()):
            yield f"code {code} is shown and stands for no text in {font.where}"
        for code, points in sorted(font.unicode.items()):
            for point in FORBIDDEN.keys() & set(points):
                yield f"code {code} stands for {FORBIDDEN[point]} in {font.where}"
            if not points:
                yield f"code {code} stands for an empty text in {font.where}"


def undefined_glyphs(file: File) -> Iterator[str]:
    for font in embedded(file):
        for code in sorted(font.shown) if font.program is not None else ():
            if font.encoded.get(code, 0) == 0:
                yield f"code {code} shows .notdef of {font.where}"


RULES = {
    "ISO 19005-3 6.2.11.2 font types": dictionaries,
    "ISO 19005-3 6.2.11.4.1 embedding": embedding,
    "ISO 19005-3 6.2.11.4.2 subset embedding": subsets,
    "ISO 19005-3 6.2.11.5 font metrics": metrics,
    "ISO 19005-3 6.2.11.6 character encodings": encodings,
    "ISO 19005-3 6.2.11.7.2 Unicode character maps": unicode_maps,
    "ISO 19005-3 6.2.11.8 use of .notdef glyph": undefined_glyphs,
}
