"""What a signed report says of itself: its one signature, its field, its seal."""

import io
from typing import Any

import pikepdf
from pyhanko.pdf_utils.reader import PdfFileReader

from evaluator.report import seal
from evaluator.signature import SignatureState, verify_signatures
from tests.report.reading import pages


def only(pdf: bytes, trust: tuple[bytes, ...] | None = None) -> SignatureState:
    (state,) = verify_signatures(pdf, trust)
    return state


def seal_field(pdf: pikepdf.Pdf) -> tuple[int, Any]:
    """The number of the page, from 0, and the field of the one annotation of the file."""
    ((number, field),) = (
        (number, entry)
        for number, page in enumerate(pdf.pages)
        for entry in page.get("/Annots", [])
    )
    return number, field


def first_field(pdf: bytes) -> tuple[PdfFileReader, Any, str]:
    reader = PdfFileReader(io.BytesIO(pdf))
    return reader, reader.root["/AcroForm"]["/Fields"][0], "Seal"


def seal_text(pdf: bytes) -> str:
    """What the appearance of the field says, drawn on a page of its own."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.new() as alone:
        appearance = alone.copy_foreign(seal_field(opened)[1].AP.N)
        page = alone.add_blank_page(page_size=(seal.WIDTH, seal.HEIGHT))
        page.obj.Resources = appearance.Resources
        page.obj.Contents = alone.make_stream(appearance.read_bytes())
        buffer = io.BytesIO()
        alone.save(buffer)
    return "".join(pages(buffer.getvalue()))
