"""Faces of the report: which a document uses, what they cover, how foreign text is made visible."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from reportlab.pdfbase import pdfmetrics, ttfonts

FONTS = Path(__file__).parent / "fonts"
GETA = "〓"
"""下駄/空铅: stands for a character that no face has."""

CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\uffff"
    "\U000e0000-\U000e01ef]"
)
"""Characters that show nothing or reorder what is shown."""
SPACES = re.compile("[\t\n\x0b\x0c\r\x85\xa0\u2000-\u200a\u202f\u205f]+")


def visible(text: str) -> str:
    """Text of a district as it may be printed: nothing hidden in it, nothing that acts on its neighbours.

    Controls, zero-width and bidirectional characters become e.g. `〈U+202E〉`, line ends and exotic
    spaces a space. Markup needs no escaping: nothing in the report parses markup.
    """
    text = SPACES.sub(" ", text)
    return CONTROLS.sub(lambda found: f"〈U+{ord(found[0]):04X}〉", text)


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
    """The faces for a whole document: the small ones, or the full ones where any character needs them.

    The full serif also stands in for the title and 楷体 roles, of which there is no full face.
    """
    characters = _characters(texts)
    foreign = _outside(characters, "coverage.txt")
    if not foreign:
        return _small()
    lacking = {ord(character): GETA for character in _outside(foreign, "coverage-full.txt")}
    if len(lacking) == len(foreign):
        return _small(lacking)
    body, heading = _register("body-full"), _register("heading-full")
    return Faces(body, body, heading, body, lacking)


def _small(lacking: Mapping[int, str] | None = None) -> Faces:
    return Faces(
        _register("body"),
        _register("title"),
        _register("heading"),
        _register("kai"),
        lacking or {},
    )


def uncovered(texts: Iterable[str]) -> str:
    """The characters that no face has and that print as 〓, in code point order."""
    small = _outside(_characters(texts), "coverage.txt")
    return "".join(sorted(_outside(small, "coverage-full.txt")))


def _characters(texts: Iterable[str]) -> set[str]:
    return set(visible("".join(set().union(*texts))))


def _outside(characters: set[str], coverage: str) -> set[str]:
    starts, ends = _ranges(coverage)
    return {
        character
        for character in characters
        if (place := bisect_right(starts, ord(character))) == 0 or ends[place - 1] < ord(character)
    }


@cache
def _ranges(coverage: str) -> tuple[list[int], list[int]]:
    """First and last code points of a coverage file's ranges, ascending."""
    pairs = [line.split("-") for line in (FONTS / coverage).read_text("ascii").split()]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]


@cache
def _register(face: str) -> str:
    """Load a font file once per process; its name in reportlab."""
    name = f"report-{face}"
    pdfmetrics.registerFont(ttfonts.TTFont(name, FONTS / f"{face}.ttf"))
    return name


@cache
def advances(face: str) -> dict[str, float]:
    """The width of each character of a registered face, in em."""
    font = cast("Any", pdfmetrics.getFont(face))
    widths: dict[int, float] = font.face.charWidths
    return {chr(code): width / 1000 for code, width in widths.items()}


def text_width(text: str, face: str, size: float) -> float:
    """The width of a text in points."""
    widths = advances(face)
    return size * sum([widths.get(character, 1.0) for character in text])


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
