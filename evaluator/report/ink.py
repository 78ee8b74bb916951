"""Text operators of a page, written straight from the font's subsets: a tenth of the time of a text object.

reportlab's own text object measures every string again and repeats the type size at each change of
subset, of which Chinese has one every few characters. A character's code is asked of reportlab once.
"""

from __future__ import annotations

from typing import Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject


class Codes(dict[str, tuple[str, str]]):
    """For each character of a face the subset's name in one document and the code there, in hexadecimal."""

    def __init__(self, face: str, document: Any) -> None:
        super().__init__()
        self._font: Any = pdfmetrics.getFont(face)
        self._document = document

    def __missing__(self, character: str) -> tuple[str, str]:
        [(subset, code)] = self._font.splitString(character, self._document)
        name = self._font.getSubsetInternalName(subset, self._document)
        self[character] = name, code.hex()
        return self[character]


class InkCanvas(Canvas):
    """A canvas that remembers the codes of the characters that are written on it."""

    def __init__(self, filename: Any, **options: Any) -> None:
        super().__init__(filename, **options)
        self._codes: dict[str, Codes] = {}

    def codes(self, face: str) -> Codes:
        """The codes of a face, in its subsets of this document."""
        if face not in self._codes:
            self._codes[face] = Codes(face, cast("Any", self)._doc)
        return self._codes[face]


class Ink:
    """Lines of text for one place on a page: `at`, `space` and `write`, and at the end `dry`."""

    def __init__(self, canvas: InkCanvas) -> None:
        self._canvas = canvas
        self._code = ["BT"]
        self._font, self._size = "", 0.0
        self._spacing = 0.0

    def at(self, x: float, y: float) -> None:
        """Begin a line at this point."""
        self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")

    def mark(self, operator: str) -> None:
        """Begin or end a marked content (see `tags`)."""
        self._code.append(operator)

    def space(self, spacing: float) -> None:
        """The points to add after every character from here on."""
        if spacing != self._spacing:
            self._spacing = spacing
            self._code.append(f"{spacing:.3f} Tc")

    def write(self, face: str, size: float, text: str) -> None:
        """Go on with these characters."""
        if not text:
            return
        if size != self._size:
            self._font, self._size = "", size
        codes, font = self._canvas.codes(face), self._font
        sized = f" {size:g} Tf <"
        parts = ["<"]
        for character in text:
            name, code = codes[character]
            if name != font:
                parts.append(f"> Tj {name}{sized}")
                font = name
            parts.append(code)
        self._font = font
        parts.append("> Tj")
        self._code.append("".join(parts).removeprefix("<> Tj "))

    def dry(self) -> None:
        """Put everything on the page."""
        self.space(0.0)
        self._canvas.drawText(cast("PDFTextObject", self))

    def getCode(self) -> str:  # noqa: N802 - what a canvas asks a text object for
        return " ".join([*self._code, "ET"])
