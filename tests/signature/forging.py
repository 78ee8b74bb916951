"""Signed files with something done to them, and reports with something added before they are signed."""

import io
import re
from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation import EmbeddedPdfSignature

from tests.signature.reading import first_field


def with_another_bit(pdf: bytes) -> bytes:
    place = pdf.index(b"endstream", 5000) - 40
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def with_other_digits(pdf: bytes) -> bytes:
    """A bit of the signature value itself turned, deep in its digits."""
    value = EmbeddedPdfSignature(*first_field(pdf)).signer_info["signature"].native.hex().encode()
    place = pdf.lower().rindex(value) + len(value) - 1
    return pdf[:place] + (b"1" if pdf[place : place + 1] == b"0" else b"0") + pdf[place + 1 :]


class Appended(IncrementalPdfFileWriter):
    """An update that leaves the metadata alone."""

    def _update_meta(self) -> None:
        pass


def appended(pdf: bytes) -> Appended:
    writer = Appended(io.BytesIO(pdf))
    writer.root["/Lang"] = generic.pdf_string("en")
    writer.update_root()
    return writer


def written(writer: IncrementalPdfFileWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


class LiteralString(generic.ByteStringObject):
    """A string written as it is, not in hexadecimal digits."""

    def write_to_stream(self, stream: Any, handler: Any = None, container_ref: Any = None) -> None:
        escaped = re.sub(rb"([\\()])", rb"\\\1", bytes(self)).replace(b"\r", rb"\r")
        stream.write(b"(" + escaped + b")")


def updated(report: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """A report with an incremental update that some other program made."""
    writer = IncrementalPdfFileWriter(io.BytesIO(report))
    change(writer)
    return written(writer)


def action(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.update_root()


def base(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/URI"] = generic.DictionaryObject(
        {generic.pdf_name("/Base"): generic.pdf_string("http://example.org")}
    )
    writer.update_root()


def title(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(
        generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("另一份报告")})
    )
