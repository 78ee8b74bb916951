"""How blocks meet a page's end: a heading stays with its text, a figure lets texts pass before it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.doctemplate import ActionFlowable, BaseDocTemplate
from reportlab.platypus.flowables import Flowable

from evaluator.report.grid import Grid
from evaluator.report.text import FUZZ, Text, at_top

NEVER_FITS = 1e6
PAGE = 22 * 29.0
"""The lines of a page of body text, in points."""


def least_height(block: Flowable, width: float) -> float:
    """The height that a page must still have for the block to begin on it."""
    if isinstance(block, Text | Grid | Headed):
        return block.least(width)
    return block.wrap(width, NEVER_FITS)[1]


class Resume(ActionFlowable):
    """Does nothing; first among parts, it lets the page try each of them as a block of its own."""

    def apply(self, doc: BaseDocTemplate) -> None:
        """Nothing to do."""


class _Divided(Flowable):
    """A block that is never drawn itself: the page asks it to split, and draws the parts."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        return aW, NEVER_FITS

    def draw(self) -> None:
        raise AssertionError("divided before it is drawn")


class Headed(_Divided):
    """A heading (or a table's caption) and the block that it must not be parted from.

    Of a longer text the end stays with the block; its beginning may stand on the page before.
    """

    def __init__(self, heading: Flowable, block: Flowable) -> None:
        super().__init__()
        self.heading, self.block = heading, block

    def parts(self) -> list[Flowable]:
        return [self.heading, self.block]

    def least(self, width: float) -> float:
        own = self.heading.wrap(width, 0)[1]
        between = self.heading.getSpaceAfter() + self.block.getSpaceBefore()
        return own + between + least_height(self.block, width)

    def getSpaceBefore(self) -> float:  # noqa: N802
        return self.heading.getSpaceBefore()

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        if self.least(aW) <= aH + FUZZ or at_top(self):
            return [Resume(), *self.parts()]
        if isinstance(self.heading, Text) and (divided := self.heading.split(aW, aH)):
            beginning, end = divided
            return [Resume(), beginning, Headed(end, self.block)]
        return []


def chained(blocks: Sequence[Flowable]) -> Flowable:
    """Blocks of which each is kept with the next: a page has all of them or, from the last, a part."""
    *before, result = blocks
    for block in reversed(before):
        result = Headed(block, result)
    return result


SPARE, GAP = 3 * 29.0, 6 * 29.0
"""How much of a page may stay empty before a figure without a search for less, and at most."""


class Floating(_Divided):
    """Figures and tables among texts: where one does not fit, texts fill the page before it."""

    def __init__(self, figures: Sequence[Flowable], texts: Sequence[Text]) -> None:
        super().__init__()
        self.figures, self.texts = figures, texts

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        if not self.figures:
            return [Resume(), *self.texts]
        figure, *others = self.figures
        if least_height(figure, aW) <= aH + FUZZ or not (self.texts or not at_top(self)):
            return [Resume(), figure, Floating(others, self.texts)]
        before, empty = self._place(aW, aH, least_height(figure, aW))
        if empty <= GAP:
            rest = Floating(others, self.texts[before:])
            return [Resume(), *self.texts[:before], figure, rest]
        return self._filled(aW, aH)

    def _place(self, width: float, room: float, height: float) -> tuple[int, float]:
        """After how many texts the figure leaves the least of a page empty, and how much that is."""
        best, least = 0, room
        for place, text in enumerate(self.texts, 1):
            if least <= SPARE:
                break
            room = (room - text.wrap(width, room)[1]) % PAGE
            empty = 0.0 if height <= room else room
            if empty < least:
                best, least = place, empty
        return best, least

    def _filled(self, width: float, room: float) -> list[Flowable]:
        """The page filled to its end, the figure to be tried on the next one."""
        before: list[Flowable] = []
        rest = list(self.texts)
        while rest and (height := rest[0].wrap(width, room)[1]) <= room + FUZZ:
            room -= height
            before.append(rest.pop(0))
        if rest and (parts := rest[0].split(width, room)):
            before.append(parts[0])
            rest[:1] = [part for part in parts[1:] if isinstance(part, Text)]
        return [*before, Floating(self.figures, rest)] if before else []


class Together(Flowable):
    """Blocks drawn as one: a figure with its caption."""

    def __init__(self, blocks: Sequence[Flowable]) -> None:
        super().__init__()
        self.blocks = blocks

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.heights = [block.wrap(aW, aH)[1] for block in self.blocks]
        self.width, self.height = aW, sum(self.heights)
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for block, height in zip(self.blocks, self.heights, strict=True):
            y -= height
            block.drawOn(self.canv, 0, y)


class Beside(Flowable):
    """Blocks side by side, each half-way up, in columns of the widths given."""

    def __init__(self, columns: Sequence[tuple[Flowable, float]], between: float) -> None:
        super().__init__()
        self.columns, self.between = columns, between

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.heights = [block.wrap(width, aH)[1] for block, width in self.columns]
        self.width, self.height = aW, max(self.heights)
        return self.width, self.height

    def draw(self) -> None:
        x = 0.0
        for (block, width), height in zip(self.columns, self.heights, strict=True):
            block.drawOn(self.canv, x, (self.height - height) / 2)
            x += width + self.between


class Gap(Flowable):
    """Empty lines; at the head of a page they vanish, because the frame drops space there."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        return aW, min(self.height, aH)

    def draw(self) -> None:
        """Nothing to draw."""
