"""The floor of a run: import the same packages, register the same fonts, build as many plain pages.

    python -m tests.bench.floor PAGES FONT.ttf [FONT.ttf ...]

What any program with these dependencies must pay; `whole_run` prints the ratio to it.
"""

import io
import sys
from pathlib import Path

from jsonschema import Draft202012Validator
from pydantic import BaseModel
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table
from typer import Typer

LINE = "区市人民政府履行教育职责评价按照量规对申报数据逐项计算，得分率以适用分值为基数。"


def build(pages: int, fonts: list[str]) -> bytes:
    """A document of `pages` pages, each with a paragraph and a table of short Paragraph cells."""
    for path in fonts:
        pdfmetrics.registerFont(TTFont(Path(path).stem, path))
    body = ParagraphStyle(
        "body", fontName=Path(fonts[0]).stem, fontSize=16, leading=29, wordWrap="CJK"
    )
    cell = ParagraphStyle("cell", parent=body, fontSize=10, leading=14)
    story: list[object] = []
    for page in range(pages):
        if page:
            story.append(PageBreak())
        story.append(Paragraph(LINE * 3, body))
        rows = [[Paragraph(LINE[: 8 + row], cell), str(row), "100.00%"] for row in range(18)]
        story.append(Table(rows, repeatRows=1))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    return stream.getvalue()


if __name__ == "__main__":
    assert Draft202012Validator and BaseModel and Typer
    build(int(sys.argv[1]), sys.argv[2:])
