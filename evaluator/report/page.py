"""The page after GB/T 9704: A4, 版心 156 × 225 mm, page number at the outer corner, footer, metadata."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import Any, cast

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import (
    BaseDocTemplate,
    NextPageTemplate,
    PageTemplate,
)
from reportlab.platypus.flowables import Flowable, PageBreak
from reportlab.platypus.frames import Frame

from evaluator.report.archive import Attachment, Description, archive
from evaluator.report.tags import FOOTER, TaggedCanvas, begin_artifact, end
from evaluator.report.typography import Faces, text_width
from evaluator.report.words import CHINA
from evaluator.report.writer import ArchiveDocument

PAGE_WIDTH, PAGE_HEIGHT = A4
TOP, LEFT = 37 * mm, 28 * mm
TEXT_WIDTH = 156 * mm
TEXT_HEIGHT = 22 * 29.0 + 0.5
"""22 lines of 29 pt are 225 mm; half a point more, so that the last line is not lost to rounding."""
WIDE_TOP, WIDE_LEFT = LEFT, PAGE_HEIGHT - TOP - TEXT_HEIGHT
"""A landscape page is the portrait one turned: its upper edge is the bound one, its left edge the foot."""
WIDE_WIDTH, WIDE_HEIGHT = TEXT_HEIGHT, TEXT_WIDTH
NUMBER_SIZE, FOOTER_SIZE = 14.0, 9.0
FOOTER_WIDTH = TEXT_WIDTH - 6 * NUMBER_SIZE
BELOW = 7 * mm
"""From the text block down to the page number (GB/T 9704, 7.5)."""
PDF_VERSION = (1, 7)
"""The version that PDF/A-3 builds on."""

# ASCII85 would make every stream a quarter larger, for printers of the 1990s.
rl_config.useA85 = 0


def midnight(date: datetime.date) -> datetime.datetime:
    """The beginning of a date in China."""
    return datetime.datetime.combine(date, datetime.time(), CHINA)


class Stamp(TimeStamp):
    """A moment in China, instead of the moment of writing."""

    def __init__(self, moment: datetime.datetime) -> None:
        self.t = moment.timestamp()
        self.lt = moment.timetuple()
        self.YMDhms = tuple(self.lt)[:6]
        self.tzname, self.dhh, self.dmm = "CST", 8, 0


class ReportCanvas(TaggedCanvas):
    """A canvas whose document is an archival record; its /ID follows from `identity` alone."""

    def __init__(
        self,
        filename: Any,
        *,
        description: Description,
        attachments: Sequence[Attachment],
        identity: str,
        **options: Any,
    ) -> None:
        super().__init__(filename, **{**options, "pdfVersion": PDF_VERSION})
        self.description, self.attachments = description, attachments
        document: Any = cast("Any", self)._doc
        document.__class__ = ArchiveDocument  # reportlab's canvas has no place to ask for another
        document.tags = self.tags
        document._timeStamp = Stamp(description.moment)
        document.signature = hashlib.md5(identity.encode(), usedforsecurity=False)
        self.setViewerPreference("DisplayDocTitle", "true")
        self.setLineWidth(0.5)

    def save(self) -> None:
        archive(cast("Any", self)._doc, self.description, self.attachments)
        super().save()


def _footer(title: str, standing: str, face: str) -> str:
    """The report's title, shortened where it is too long, and its standing (未经核查), always whole."""
    shown = title
    while title and text_width(shown + standing, face, FOOTER_SIZE) > FOOTER_WIDTH:
        title = title[:-1]
        shown = f"{title}…"
    return shown + standing


def decoration(faces: Faces, footer: str, wide: bool) -> Callable[[Canvas, BaseDocTemplate], None]:
    """What stands on every page: its number outside, one character in, and the footer inside.

    On a landscape page both stand where they do once the sheet is turned upright (GB/T 9704, 7.5).
    """
    baseline = PAGE_HEIGHT - TOP - TEXT_HEIGHT - BELOW - 0.5 * NUMBER_SIZE

    def decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
        number = canvas.getPageNumber()
        text = f"— {number} —"
        wide_number = text_width(text, faces.body, NUMBER_SIZE)
        wide_footer = text_width(footer, faces.body, FOOTER_SIZE)
        right = LEFT + TEXT_WIDTH
        odd = number % 2 == 1
        begin_artifact(canvas, FOOTER)
        canvas.saveState()
        if wide:
            canvas.translate(0, PAGE_WIDTH)
            canvas.rotate(-90)
        canvas.setFont(faces.body, NUMBER_SIZE)
        canvas.drawString(
            right - NUMBER_SIZE - wide_number if odd else LEFT + NUMBER_SIZE, baseline, text
        )
        canvas.setFont(faces.body, FOOTER_SIZE)
        canvas.drawString(LEFT if odd else right - wide_footer, baseline, footer)
        canvas.restoreState()
        end(canvas)

    return decorate


def turn_page(wide: bool = False) -> list[Flowable]:
    """A new page, upright or landscape."""
    return [NextPageTemplate("wide" if wide else "upright"), PageBreak()]


def _frame(left: float, top: float, width: float, height: float, page_height: float) -> Frame:
    return Frame(
        left,
        page_height - top - height,
        width,
        height,
        leftPadding=0,
        bottomPadding=0,
        rightPadding=0,
        topPadding=0,
    )


def bound(
    story: Sequence[Flowable],
    faces: Faces,
    *,
    standing: str,
    description: Description,
    attachments: Sequence[Attachment],
    identity: str,
) -> bytes:
    """The story as PDF bytes, in one pass; equal arguments give equal bytes."""
    buffer = BytesIO()
    footer = _footer(description.title, standing, faces.body)
    document = BaseDocTemplate(
        buffer,
        pagesize=A4,
        pageTemplates=[
            PageTemplate(
                "upright",
                [_frame(LEFT, TOP, TEXT_WIDTH, TEXT_HEIGHT, PAGE_HEIGHT)],
                onPageEnd=decoration(faces, footer, wide=False),
                pagesize=A4,
            ),
            PageTemplate(
                "wide",
                [_frame(WIDE_LEFT, WIDE_TOP, WIDE_WIDTH, WIDE_HEIGHT, PAGE_WIDTH)],
                onPageEnd=decoration(faces, footer, wide=True),
                pagesize=(PAGE_HEIGHT, PAGE_WIDTH),
            ),
        ],
        title=description.title,
        author=description.author,
        subject=description.subject,
        keywords=[description.keywords],
        creator=description.creator,
        producer=description.producer,
        initialFontName=faces.body,
        invariant=1,
        pageCompression=0,
        lang="zh-CN",
    )
    maker = partial(
        ReportCanvas, description=description, attachments=attachments, identity=identity
    )
    document.build(list(story), canvasmaker=maker)
    return buffer.getvalue()
