"""The floor of a run: import the same packages, register the same fonts, build the same pages.

    python -m tests.bench.floor PAGES.json FONT.ttf [FONT.ttf ...]

PAGES.json is a list of pages, each a list of the lines of text that stand on it. This is what any program
with these dependencies must pay for such a document; `whole_run` prints the ratio to it.
"""

import io
import json
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from jsonschema import Draft202012Validator
from pydantic import BaseModel
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate
from typer import Typer


def build(pages: list[list[str]], fonts: list[str]) -> bytes:
    """A document of these pages, each line a Paragraph, the fonts in turn."""
    names = [Path(path).stem for path in fonts]
    for name, path in zip(names, fonts, strict=True):
        pdfmetrics.registerFont(TTFont(name, path))
    styles = [ParagraphStyle(name, fontName=name, fontSize=5, leading=6) for name in names]
    story: list[object] = []
    for number, lines in enumerate(pages):
        if number:
            story.append(PageBreak())
        for place, line in enumerate(lines):
            style = styles[place % len(styles) if place < len(styles) else 0]
            story.append(Paragraph(escape(line), style))
    stream = io.BytesIO()
    SimpleDocTemplate(stream, pagesize=A4).build(story)
    return stream.getvalue()


if __name__ == "__main__":
    assert Draft202012Validator and BaseModel and Typer
    content = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    Path(sys.argv[1]).with_suffix(".pdf").write_bytes(build(content, sys.argv[2:]))
