"""Reports read back with pypdf: their text by page, without the spaces and line ends of the layout."""

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from evaluator.report.page import PAGE_HEIGHT, TEXT_HEIGHT, TOP


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf))


@cache
def pages(pdf: bytes, first: int = 999) -> tuple[str, ...]:
    """The text of every page (or the first ones), closed up: where a line ended cannot be seen."""
    return tuple(re.sub(r"\s", "", page.extract_text()) for page in opened(pdf).pages[:first])


def text(pdf: bytes, first: int = 999) -> str:
    """The text of the whole report (or its first pages) without page numbers and footers."""
    return "".join(
        page.rpartition(f"—{number}—")[0] for number, page in enumerate(pages(pdf, first), 1)
    )


def empty_share(pdf: bytes, number: int) -> float:
    """How much of an upright page's text block is empty below its last line; pages count from 1."""
    foot = PAGE_HEIGHT - TOP - TEXT_HEIGHT
    baselines: list[float] = []

    def visit(text: str, cm: Any, tm: Any, *_: Any) -> None:
        if text.strip():
            baselines.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    opened(pdf).pages[number - 1].extract_text(visitor_text=visit)
    return (min(y for y in baselines if y >= foot) - foot) / TEXT_HEIGHT


def outline(pdf: bytes) -> list[str]:
    """The titles of the bookmarks, in order, of every level."""

    def flat(entries: list[Any]) -> Iterator[str]:
        for entry in entries:
            if isinstance(entry, Destination):
                yield str(entry.title)
            else:
                yield from flat(entry)

    return list(flat(opened(pdf).outline))


def fonts(pdf: bytes) -> dict[str, bool]:
    """The name of every font of every page, and whether its file is embedded."""
    found = {}
    for page in opened(pdf).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor", {})
            found[str(font["/BaseFont"])] = "/FontFile2" in descriptor
    return found
