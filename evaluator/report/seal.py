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
_SIGNED = re.compile(rb"/ByteRange\s*\[")


def is_signed(pdf: bytes) -> bool:
    """Whether a PDF carries a signature, sound or not.

    A signature's byte range is written in the clear, since it counts the bytes around it.
    """
    return _SIGNED.search(pdf) is not None


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
