"""Chinese paragraphs: both edges straight, divided over pages without a single line on either.

Texts are plain runs of characters; no markup is parsed, so a district's text cannot become any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from evaluator.report.ink import Ink, InkCanvas
from evaluator.report.lines import WIDEST, Line, Run, break_lines
from evaluator.report.tags import Element, begin, end

LOOSEST = 0.2
"""How far a line is spread to the right edge, in em a character; a looser line keeps its natural width."""
FUZZ = 0.01
"""Points by which a sum of line heights may exceed the room."""


def at_top(block: Flowable) -> bool:
    """Whether the page that asks a block to split is still empty: the next one has no more room."""
    return bool(cast("Any", block)._frame._atTop)


@dataclass(frozen=True)
class Style:
    """How a paragraph is set, in points; `squeeze`: how much closer than natural two characters may stand.

    `tail`: how long the last line should be at least; `whole`: the paragraph is kept on one page.
    """

    size: float
    leading: float
    first_indent: float = 0
    indent: float = 0
    align: Literal["justify", "left", "center", "right"] = "justify"
    before: float = 0
    after: float = 0
    squeeze: float = 0
    right_indent: float = 0
    tail: float = 0
    whole: bool = False


_SPREAD = re.compile(r"([!-~]+(?=[!-~]))|(?:[!-~](?![!-~])|[^!-~])+")
"""A line in parts: the inside of a number or word, which is not spread, and everything else."""


def _spread(line: Line, slack: float) -> tuple[float, list[tuple[str, str, bool]]]:
    """The space to add to a character, and the line as (face, text, whether it is added there)."""
    parts = [
        (run.face, found[0], found[1] is None)
        for run in line.runs
        for found in _SPREAD.finditer(run.text)
    ]
    gaps = sum([len(text) for _, text, spread in parts if spread]) - 1
    return slack / max(gaps, 1), parts


def draw_lines(
    canvas: Canvas,
    lines: Sequence[Line],
    style: Style,
    width: float,
    left: float,
    top: float,
    *,
    start: int,
    end: int,
) -> None:
    """Draw lines below `top`, from `left` on. `start` is the first one's number in its paragraph, `end` the paragraph's length."""
    ink = Ink(cast("InkCanvas", canvas))
    baseline = top - (style.leading - style.size) / 2 - 0.88 * style.size
    for number, line in enumerate(lines, start):
        x = style.indent + (style.first_indent if number == 0 else 0)
        slack = width - style.right_indent - x - line.width
        parts = [(run.face, run.text, True) for run in line.runs]
        space = 0.0
        if slack < 0 or (style.align == "justify" and number < end - 1):
            space, spread = _spread(line, slack)
            if space > LOOSEST * style.size or slack > WIDEST * line.width:
                space = 0.0
            else:
                parts = spread
        elif style.align == "center":
            x += slack / 2
        elif style.align == "right":
            x += slack
        ink.at(left + x, baseline)
        for face, part, spreads in parts:
            ink.space(space if spreads else 0.0)
            ink.write(face, style.size, part)
        baseline -= style.leading
    ink.dry()


class Text(Flowable):
    """A paragraph that leaves no single line behind or ahead when a page ends in it.

    `bookmark` is the level and title under which it stands in the document's outline; `element` what it
    is in the structure tree.
    """

    def __init__(
        self,
        runs: Sequence[Run],
        style: Style,
        bookmark: tuple[int, str] | None = None,
        element: Element | None = None,
    ) -> None:
        super().__init__()
        self.runs, self.style, self.bookmark = runs, style, bookmark
        self.element = element or Element("P")
        self.lines: tuple[Line, ...] = ()
        self.broken_for = -1.0
        self.start, self.end = 0, 0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        if self.broken_for != aW:
            style = self.style
            self.lines = break_lines(
                tuple(self.runs),
                style.size,
                aW - style.indent - style.right_indent,
                style.first_indent,
                style.squeeze,
                justified=style.align == "justify",
                tail=style.tail,
            )
            self.broken_for, self.end = aW, len(self.lines)
        self.width, self.height = aW, len(self.lines) * self.style.leading
        return self.width, self.height

    def least(self, width: float) -> float:
        """The height of the smallest first part that may stand at the foot of a page."""
        self.wrap(width, 0)
        torn = len(self.lines) > 3 and not self.style.whole
        return (2 if torn else len(self.lines)) * self.style.leading

    def getSpaceBefore(self) -> float:  # noqa: N802
        return 0 if self.start else self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802
        return self.style.after

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        self.wrap(aW, aH)
        if self.style.whole and not at_top(self):
            return []
        fitting = int((aH + FUZZ) / self.style.leading)
        fitting = min(fitting, len(self.lines) - 2)
        if fitting < 2:
            return []
        return [self._part(0, fitting), self._part(fitting, len(self.lines))]

    def _part(self, first: int, last: int) -> Text:
        bookmark = self.bookmark if first == 0 else None
        part = Text(self.runs, self.style, bookmark, self.element)
        part.lines, part.broken_for = self.lines[first:last], self.broken_for
        part.start, part.end = self.start + first, self.end
        return part

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """Draw at a place of the page; without a coordinate system of its own, which costs time and bytes."""
        if self.bookmark is not None:
            level, title = self.bookmark
            key = f"{canvas.getPageNumber()}-{canvas.absolutePosition(x, y)[1]:.0f}-{level}"
            canvas.bookmarkHorizontal(key, x, y + self.height)
            canvas.addOutlineEntry(title, key, level)
        begin(canvas, self.element)
        draw_lines(
            canvas,
            self.lines,
            self.style,
            self.width,
            x,
            y + self.height,
            start=self.start,
            end=self.end,
        )
        end(canvas)
