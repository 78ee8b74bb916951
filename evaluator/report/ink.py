"""Text operators of a page, written straight from the font's subsets: a third of the time of a text object.

reportlab's own text object measures every string again and repeats the type size at each change of
subset, of which Chinese has one every few characters.
"""

from __future__ import annotations

from typing import Any, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject


class Ink:
    """Lines of text for one place on a page: `at`, `space` and `write`, and at the end `dry`."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document: Any = cast("Any", canvas)._doc
        self._code = ["BT"]
        self._font = ""
        self._names: dict[tuple[str, int], str] = {}
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
        font = cast("Any", pdfmetrics.getFont(face))
        for subset, codes in font.splitString(text, self._document):
            name = self._names.get((face, subset))
            if name is None:
                name = font.getSubsetInternalName(subset, self._document)
                self._names[face, subset] = name
            operator = f"{name} {size:g} Tf"
            if operator != self._font:
                self._font = operator
                self._code.append(operator)
            self._code.append(f"<{codes.hex()}> Tj")

    def dry(self) -> None:
        """Put everything on the page."""
        self.space(0.0)
        self._canvas.drawText(cast("PDFTextObject", self))

    def getCode(self) -> str:  # noqa: N802 - what a canvas asks a text object for
        return " ".join([*self._code, "ET"])
