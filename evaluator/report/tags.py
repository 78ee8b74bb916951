"""The structure tree (PDF/UA-1, ISO 32000-1 14.7): what each mark on a page is, gathered while it is drawn.

An `Element` is made with the block it stands for, and joins the tree when its first mark is drawn, so that
the tree is in reading order. Content that is no part of the text (rules, page numbers) is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from reportlab.pdfgen.canvas import Canvas

from evaluator.report.ink import InkCanvas

Kind = Literal["Document", "H1", "H2", "H3", "H4", "P", "Figure", "Table", "TR", "TH", "TD"]

ARTIFACT = "/Artifact BMC"
FOOTER = "/Artifact <</Type/Pagination/Subtype/Footer>> BDC"
REPEATED = "/Artifact <</Type/Pagination>> BDC"
"""What a page repeats: its number and footer, a table's header."""
END = "EMC"
"""Ends a marked content, of an element or an artifact."""
BEFORE = 2
"""Objects of a tree before those of its elements: its root and the parent tree."""


@dataclass(eq=False, slots=True)
class Element:
    """A structure element; `more`: further entries of its dictionary. Kids are elements or (page, MCID)."""

    kind: Kind
    more: str = ""
    parent: Element | None = None
    kids: list[Element | tuple[int, int]] = field(default_factory=list)

    def add(self, child: Element) -> None:
        """Take an element in as the last kid, unless it is one already."""
        if child.parent is None:
            child.parent = self
            self.kids.append(child)


class Tags:
    """The tree of one document while its pages are drawn."""

    def __init__(self) -> None:
        self.root = Element("Document")
        self.pages: list[list[Element]] = [[]]
        """For each page, the element of each marked content by its MCID."""

    def begin(self, element: Element) -> str:
        """The operator that begins a marked content of this element on the current page."""
        self.root.add(element)
        page = self.pages[-1]
        element.kids.append((len(self.pages), len(page)))
        page.append(element)
        return f"/{element.kind} <</MCID {len(page) - 1}>> BDC"

    def end_page(self) -> None:
        self.pages.append([])

    def elements(self) -> list[Element]:
        """The elements that have joined the tree, each before its kids."""
        found: list[Element] = []
        pending = [self.root]
        while pending:
            element = pending.pop()
            found.append(element)
            pending += [kid for kid in reversed(element.kids) if isinstance(kid, Element)]
        return found

    def objects(self, elements: Sequence[Element], first: int, pages: list[str]) -> Iterator[str]:
        """The tree as objects numbered from `first`: its root, the parent tree, its `elements`.

        `pages` are references to the pages, in order.
        """
        numbers = {id(element): first + BEFORE + place for place, element in enumerate(elements)}
        nums = " ".join(
            f"{place} [{' '.join([f'{numbers[id(element)]} 0 R' for element in page])}]"
            for place, page in enumerate(self.pages)
            if page
        )
        yield (
            f"<</Type/StructTreeRoot/K {first + BEFORE} 0 R/ParentTree {first + 1} 0 R"
            f"/ParentTreeNextKey {len(pages)}>>"
        )
        yield f"<</Nums [{nums}]>>"
        for element in elements:
            parent = numbers[id(element.parent)] if element.parent else first
            home = 0
            kids = []
            for kid in element.kids:
                if isinstance(kid, Element):
                    kids.append(f"{numbers[id(kid)]} 0 R")
                    continue
                page, mark = kid
                home = home or page
                kids.append(
                    f"{mark}" if page == home else f"<</Type/MCR/Pg {pages[page - 1]}/MCID {mark}>>"
                )
            place = f"/Pg {pages[home - 1]}" if home else ""
            yield f"<</S/{element.kind}/P {parent} 0 R{place}{element.more}/K [{' '.join(kids)}]>>"


class TaggedCanvas(InkCanvas):
    """A canvas whose document has a structure tree."""

    def __init__(self, filename: Any, **options: Any) -> None:
        super().__init__(filename, **options)
        self.tags = Tags()

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        super().showPage()
        self.tags.end_page()


def begin(canvas: Canvas, element: Element) -> None:
    """What is drawn from here on belongs to the element."""
    _write(canvas, cast("TaggedCanvas", canvas).tags.begin(element))


def begin_artifact(canvas: Canvas, kind: str = ARTIFACT) -> None:
    """What is drawn from here on is no part of the text."""
    _write(canvas, kind)


def end(canvas: Canvas) -> None:
    """The end of what the last `begin` or `begin_artifact` began."""
    _write(canvas, END)


def _write(canvas: Canvas, operator: str) -> None:
    cast("list[str]", canvas._code).append(operator)  # type: ignore[attr-defined]


def text_string(text: str) -> str:
    """A PDF text string in UTF-16, as hexadecimal digits."""
    return f"<{(chr(0xFEFF) + text).encode('utf-16-be', 'replace').hex().upper()}>"
