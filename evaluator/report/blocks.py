"""The building blocks of a section in the sizes of GB/T 9704: headings, paragraphs, captions, tables."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from evaluator.report.flow import Headed
from evaluator.report.grid import Column, Grid, Row, Setting
from evaluator.report.lines import Run
from evaluator.report.tags import Element
from evaluator.report.text import Style, Text
from evaluator.report.typography import Faces

THREE, LEADING = 16.0, 29.0
"""3号 type and its line pitch: 22 lines a page, 28 characters a line (the last one squeezed in)."""
SQUEEZE = 0.36

BODY = Style(THREE, LEADING, first_indent=2 * THREE, squeeze=SQUEEZE)
FLUSH = Style(THREE, LEADING, squeeze=SQUEEZE, align="left")
CENTER = Style(THREE, LEADING, align="center")
TITLE = Style(22, 36, align="center")
CAPTION = Style(12, 20, align="center", before=6, after=2)
SMALL = Style(10.5, 17, first_indent=21, squeeze=0.2)
SMALL_HEADING = Style(12, 20, before=9, after=3, align="left")

TABLE = Setting(11, 15, across=3.5, above=3.5)
TABLE_MIDDLE = Setting(10, 13)
TABLE_SMALL = Setting(9.5, 12.5)
TABLE_TINY = Setting(8, 10.5, across=2.5, above=1.5)
TABLE_LEAST = Setting(7, 8.5, across=2, above=1)


def paragraph(faces: Faces, text: str, lead: str = "") -> Text:
    """A paragraph of body text; its `lead` stands first, in 楷体: （一）……。"""
    runs = [Run(faces.kai, faces.shown(lead))] if lead else []
    return Text([*runs, Run(faces.body, faces.shown(text))], BODY)


def numbered(faces: Faces, lead: str, text: str) -> Text:
    """A paragraph that begins with its subject in the heavy face: 1.……"""
    return Text([Run(faces.title, faces.shown(lead)), Run(faces.body, faces.shown(text))], BODY)


def section_heading(faces: Faces, text: str) -> Text:
    """一、 in 黑体; it stands in the outline."""
    return Text([Run(faces.heading, text)], BODY, (0, text), Element("H2"))


def part_heading(faces: Faces, text: str) -> Text:
    """（一） in 楷体 on a line of its own."""
    return Text([Run(faces.kai, faces.shown(text))], BODY, element=Element("H3"))


def annex_heading(faces: Faces, number: int, title: str) -> list[Flowable]:
    """附件n at the left edge and the annex's title below it."""
    label, style = f"附件{number}", Style(18, LEADING, align="center", after=6)
    element = Element("H2")
    return [
        Text([Run(faces.heading, label)], FLUSH, (0, f"{label} {title}"), element),
        Text([Run(faces.title, title)], style, element=element),
    ]


def small(faces: Faces, text: str) -> Text:
    """A paragraph of an annex."""
    return Text([Run(faces.body, faces.shown(text))], SMALL)


def small_heading(faces: Faces, text: str) -> Text:
    return Text([Run(faces.heading, faces.shown(text))], SMALL_HEADING, (1, text), Element("H3"))


def captioned(
    faces: Faces,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    setting: Setting = TABLE,
    after: float = 8,
) -> Headed:
    """A table below its caption."""
    grid = Grid(columns, rows, faces, setting, after=after)
    return Headed(Text([Run(faces.heading, caption)], CAPTION), grid)


def under(heading: Flowable, blocks: Sequence[Flowable]) -> list[Flowable]:
    """A heading kept with the first of its blocks."""
    first, *rest = blocks
    return [Headed(heading, first), *rest]
