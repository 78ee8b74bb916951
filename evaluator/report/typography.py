"""Faces of the report: what each role is set in, and the full faces behind them for rare characters."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics, ttfonts

from evaluator.report.coverage import FONTS, uncovered, visible

GETA = "〓"
"""下駄/空铅: stands for a character that no face has."""
FULL = {
    "body": "body-full",
    "title": "body-full",
    "heading": "heading-full",
    "kai": "body-full",
}
"""The face that lends a role the characters its own face lacks; 小标宋 and 楷体 have no full face."""


@dataclass(frozen=True)
class Faces:
    """The registered face of each role in one document, and the characters none of them has."""

    body: str
    title: str
    heading: str
    kai: str
    lacking: Mapping[int, str] = field(default_factory=dict)

    def shown(self, text: str) -> str:
        """The text as it is printed with these faces."""
        text = visible(text)
        return text.translate(self.lacking) if self.lacking else text


def choose_faces(texts: Iterable[str]) -> Faces:
    """The faces for a whole document; a character that its role's face lacks comes from the full one."""
    lacking = {ord(character): GETA for character in uncovered(texts)}
    body, title, heading, kai = (_font(role).fontName for role in FULL)
    return Faces(body, title, heading, kai, lacking)


class _File:
    """A font file read where it lies: only the parts that are asked for are loaded."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@dataclass(frozen=True)
class _Outlines:
    """The table of outlines, of which reportlab takes a slice for each glyph."""

    file: mmap.mmap
    start: int

    def __getitem__(self, wanted: Any) -> Any:
        return self.file[self.start + wanted.start : self.start + wanted.stop]


class _Outline(ttfonts.TTFontFace):
    """A font file's tables; the outlines, 14 MB of a full face, are not copied for each subset."""

    def get_table(self, tag: str) -> Any:
        start, _ = self.get_table_pos(tag)
        file: mmap.mmap = cast("Any", self)._ttf_data
        return _Outlines(file, start) if tag == "glyf" else cast("Any", super()).get_table(tag)


class _Face(ttfonts.TTFont):
    """A font that takes each character it lacks from another one, which is loaded for the first of them.

    A subset is reportlab's number of it, or the other font and the number there.
    """

    def __init__(self, file: str) -> None:
        super().__init__(f"report-{file}", _File(FONTS / f"{file}.ttf"))
        face: Any = self.face
        face.__class__ = _Outline  # reportlab chooses the class itself
        face.glyphToChar = {}  # not needed once the widths are known
        self.full = FULL.get(file)

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[Any, bytes]]:  # noqa: N802
        own = self.face.charToGlyph
        if self.full is None or own.keys() >= set(map(ord, text)):
            return super().splitString(text, doc, encoding)
        full = _font(self.full)
        found: list[tuple[Any, bytes]] = []
        for has, characters in groupby(text, lambda character: ord(character) in own):
            part = "".join(characters)
            if has:
                found += super().splitString(part, doc, encoding)
            else:
                found += [((full, number), codes) for number, codes in full.splitString(part, doc)]
        return found

    def getSubsetInternalName(self, subset: Any, doc: Any) -> str:  # noqa: N802
        if isinstance(subset, tuple):
            font, number = subset
            return cast("str", font.getSubsetInternalName(number, doc))
        return super().getSubsetInternalName(subset, doc)

    def stringWidth(self, text: str, size: float, encoding: str = "utf-8") -> float:  # noqa: N802
        return text_width(text, self.fontName, size)


@cache
def _font(file: str) -> _Face:
    """Load a font file once per process and register it."""
    font = _Face(file)
    pdfmetrics.registerFont(font)
    return font


class _Advances(dict[str, float]):
    """The width of each character of a face in em; those it lacks have the width of the full face."""

    def __init__(self, font: _Face) -> None:
        widths: Mapping[int, float] = font.face.charWidths
        super().__init__({chr(code): width / 1000 for code, width in widths.items()})
        self._font = font

    def __missing__(self, character: str) -> float:
        font = self._font if self._font.full is None else _font(self._font.full)
        self[character] = cast("Any", font.face).getCharWidth(ord(character)) / 1000
        return self[character]


@cache
def advances(face: str) -> Mapping[str, float]:
    """The width of any character in a face, in em."""
    return _Advances(_font(face.removeprefix("report-")))


def text_width(text: str, face: str, size: float) -> float:
    """The width of a text in points."""
    widths = advances(face)
    return size * sum([widths[character] for character in text])


def _to_unicode_cmap(fontname: str, subset: Any) -> str:
    """ToUnicode CMap of a subset: code points beyond U+FFFF as surrogate pairs, blocks of 100.

    reportlab 5.1 writes those as five hexadecimal digits, which readers take for other characters, and
    maps .notdef to U+0000, which PDF/A forbids (ISO 19005-3, 6.2.11.7.2).
    """
    entries = [
        f"<{code:02X}> <{chr(point).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, point in enumerate(subset)
        if point
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({fontname})",
            f"/Ordering ({fontname})",
            "/Supplement 0",
            ">> def",
            f"/CMapName /{fontname} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


ttfonts.makeToUnicodeCMap = _to_unicode_cmap
