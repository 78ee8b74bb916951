"""The seal of an electronic signature: its room on the signature line, how it looks, whether there is one."""

from __future__ import annotations

import datetime
import re
from io import BytesIO
from typing import Any, cast

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas

from evaluator.report.lines import Run, break_lines
from evaluator.report.typography import Faces, choose_faces, text_width
from evaluator.report.words import CHINA

DESTINATION = "signature"
"""The named destination of a report whose point is the upper left corner of the seal's room."""
WIDTH, HEIGHT = 150.0, 60.0
"""The seal's size in points."""
UNVERIFIED = "仅证明文件未被改动，不代表已经核查"

_HEADING = "电子签名"
_INK = Color(0.75, 0, 0)
_MARGIN = 6.0
_NAME_SIZES = (10.0, 9.0, 8.0)
"""The sizes tried for the signer's name on one line; a longer name takes two lines of the small size."""
_SMALL = 7.0
_LAST = re.compile(rb".*startxref\s+(\d{1,10})\s+%%EOF", re.DOTALL)
END = 1024
"""The last bytes of a file, among which readers look for its end (PDF Reference 1.7, implementation note 18)."""
_FORMER = re.compile(rb"/Prev (\d{1,10})")
_SECTION = 4000
"""Bytes in which a cross-reference section names the one before it."""
_UPDATES = 20
"""Updates of a file at most: a signature, then time stamps and validation data for decades."""


def appended(pdf: bytes) -> int:
    """The number of bytes appended to a report by a signature and what followed it; 0 for an unsigned one.

    A report is written in one piece, so that updates (ISO 32000-1, 7.5.6), which name the section before
    theirs, come of signing. Texts inside the report are not looked at: they may say anything.
    """
    last = _LAST.match(pdf, max(len(pdf) - END, 0))
    if last is None:
        return 0
    place = first = int(last[1])
    for _ in range(_UPDATES):
        former = _FORMER.search(pdf, place, min(place + _SECTION, len(pdf)))
        if former is None:
            break
        place = int(former[1])
    return len(pdf) - (pdf.find(b"%%EOF", place) + len(b"%%EOF\n")) if place != first else 0


def reserve(canvas: Canvas, left: float, top: float) -> None:
    """Name a point of the current page as the upper left corner of the seal's room.

    reportlab keeps a bookmark's name to itself; a reader finds only those in the catalog.
    """
    canvas.bookmarkHorizontal(DESTINATION, left, top)
    inner = cast("Any", canvas)
    point = inner._bookmarkReference(DESTINATION)
    inner._doc.Catalog.Dests = PDFDictionary({DESTINATION: point})


def seal(signer: str, moment: datetime.datetime, *, verified: bool) -> bytes:
    """A PDF of one page of the seal's size: frame, signer's name, time in China; equal arguments, equal bytes.

    `verified`: whether the report's data have been verified; otherwise the seal says that it does not mean so.
    """
    time = f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M:%S}（北京时间）"
    faces = choose_faces([_HEADING, signer, time, UNVERIFIED])
    lines = [
        (faces.heading, 9.0, _HEADING),
        *_name_lines(faces, faces.shown(signer)),
        (faces.body, _SMALL, time),
    ]
    if not verified:
        lines.append((faces.kai, _SMALL, UNVERIFIED))
    buffer = BytesIO()
    canvas: Canvas = cast("Any", Canvas)(
        buffer,
        pagesize=(WIDTH, HEIGHT),
        invariant=1,
        pageCompression=0,  # to be signed again byte for byte, whatever zlib there is
        initialFontName=faces.body,
    )
    canvas.setStrokeColor(_INK)
    canvas.setFillColor(_INK)
    canvas.setLineWidth(1)
    canvas.rect(1, 1, WIDTH - 2, HEIGHT - 2)
    between = (HEIGHT - 2 * _MARGIN - sum(size for _, size, _ in lines)) / (len(lines) - 1)
    top = HEIGHT - _MARGIN
    for face, size, text in lines:
        canvas.setFont(face, size)
        canvas.drawCentredString(WIDTH / 2, top - 0.88 * size, text)
        top -= size + between
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _name_lines(faces: Faces, name: str) -> list[tuple[str, float, str]]:
    """The signer's name as large as one line holds it, or on two small ones, cut where even they are too short."""
    room = WIDTH - 2 * _MARGIN
    for size in _NAME_SIZES:
        if text_width(name, faces.body, size) <= room:
            return [(faces.body, size, name)]
    first, *rest = (
        "".join(run.text for run in line.runs)
        for line in break_lines((Run(faces.body, name),), _SMALL, room)
    )
    second = "".join(rest)
    shown = second
    while text_width(shown, faces.body, _SMALL) > room:
        second = second[:-1]
        shown = f"{second}…"
    return [(faces.body, _SMALL, first), (faces.body, _SMALL, shown)]
