"""How blocks meet a page's end: a heading stays with its text, a figure lets text pass before it."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from evaluator.report.grid import Grid
from evaluator.report.text import FUZZ, Text

NEVER_FITS = 1e6


def least_height(block: Flowable, width: float) -> float:
    """The height that a page must still have for the block to begin on it."""
    if isinstance(block, Text | Grid | Headed):
        return block.least(width)
    return block.wrap(width, NEVER_FITS)[1]


class _Divided(Flowable):
    """A block that is never drawn itself: the page asks it to split, and draws the parts."""

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        return aW, NEVER_FITS

    def draw(self) -> None:
        raise AssertionError("divided before it is drawn")

    def may_wait(self) -> bool:
        """Whether the next page has more room: not where this one is still empty."""
        return not self._frame._atTop


class Headed(_Divided):
    """A heading (or a table's caption) and the block that it must not be parted from."""

    def __init__(self, heading: Flowable, block: Flowable) -> None:
        super().__init__()
        self.heading, self.block = heading, block

    def least(self, width: float) -> float:
        own = self.heading.wrap(width, 0)[1]
        between = self.heading.getSpaceAfter() + self.block.getSpaceBefore()
        return own + between + least_height(self.block, width)

    def getSpaceBefore(self) -> float:  # noqa: N802
        return self.heading.getSpaceBefore()

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        if self.least(aW) > aH + FUZZ and self.may_wait():
            return []
        return [self.heading, self.block]


class Floating(_Divided):
    """A figure before texts; where it does not fit, the texts fill the page and it opens the next."""

    def __init__(self, figure: Flowable, texts: Sequence[Text]) -> None:
        super().__init__()
        self.figure, self.texts = figure, texts

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803
        texts: list[Flowable] = list(self.texts)
        if least_height(self.figure, aW) <= aH + FUZZ:
            return [self.figure, *texts]
        before: list[Flowable] = []
        room = aH
        while texts:
            height = texts[0].wrap(aW, room)[1]
            if height > room + FUZZ:
                break
            room -= height
            before.append(texts.pop(0))
        if texts and (parts := texts[0].split(aW, room)):
            before.append(parts[0])
            texts[:1] = parts[1:]
        if not before and self.may_wait():
            return []
        return [*before, self.figure, *texts]


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


class Gap(Flowable):
    """Empty lines; at the head of a page they vanish, because the frame drops space there."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        return aW, min(self.height, aH)

    def draw(self) -> None:
        """Nothing to draw."""
