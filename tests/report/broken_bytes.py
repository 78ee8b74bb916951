"""Reports that break PDF/A-3b where only bytes can: what is replaced keeps its length, so that offsets hold."""

import zlib
from typing import NamedTuple

from pikepdf import Dictionary, Name, Pdf

from tests.report.breaking import Change, put, root, stream


class Replaced(NamedTuple):
    """A change made with pikepdf, bytes replaced where they first stand in the file written, and who complains."""

    name: str
    old: bytes
    new: bytes
    clauses: tuple[str, ...]
    before: Change = lambda pdf: None


def _compressed(pdf: Pdf) -> None:
    packet = zlib.compress(pdf.Root.Metadata.read_bytes())
    entries = {"Type": Name.Metadata, "Subtype": Name.XML, "Xilter": Name.FlateDecode}
    pdf.Root.Metadata = stream(packet, **entries)(pdf)


REPAIRED = "6.1.4 cross-reference table"
"""A reader that finds such a file has to repair it, which the rule of that clause tells."""
BYTES: tuple[Replaced, ...] = (
    Replaced("the version is 2.0", b"%PDF-1.7", b"%PDF-2.0", ("6.1.2 file header",)),
    Replaced("the second line has three bytes above 127", b"\n%\xbf\xf7", b"\n% \xf7", ("6.1.2 file header",)),
    Replaced("the identifier is missing", b"/ID [", b"/Id [", ("6.1.3 file trailer",)),
    Replaced("a blank stands behind `xref`", b"xref\n0 ", b"xref 0\n", (REPAIRED,)),
    Replaced("an entry of the table is short", b" 65535 f \n", b" 65535 f\n\n", (REPAIRED,)),
    Replaced("the table is not where it is said to be", b"startxref\n", b"startxref\n9", (REPAIRED,)),
    Replaced("a hexadecimal string has an odd digit", b"/Desc <feff", b"/Desc <fef ", ("6.1.6 string objects",)),
    Replaced("a hexadecimal string has another letter", b"/Desc <feff", b"/Desc <fefg", ("6.1.6 string objects", REPAIRED, "6.8 embedded files")),
    Replaced("no end of line stands before `endstream`", b"\nendstream", b" endstream", ("6.1.7.1 stream objects",)),
    Replaced("a blank stands behind `stream`", b"stream\n", b"stream ", ("6.1.7.1 stream objects", REPAIRED)),
    Replaced("a length is wrong", b"/Length 9", b"/Length 8", ("6.1.7.1 stream objects", REPAIRED), put(root, "/X", stream(b"123456789"))),
    Replaced("a name is not UTF-8", b"/Placeholder", b"/Place#FFder", ("6.1.8 name objects",), put(root, "/X", Name.Placeholder)),
    Replaced("`endobj` stands on another's line", b"\nendobj", b" endobj", ("6.1.9 indirect objects",)),
    Replaced("two blanks stand before `obj`", b"\n9 0 obj\n", b"\n9 0  obj", ("6.1.9 indirect objects",)),
    Replaced("a page has no resources", b"/Resources", b"/Xesources", ("6.2.2 content streams", REPAIRED)),
    Replaced("pages inherit resources", b"/Xesources", b"/Resources", ("6.2.2 content streams",), put(lambda pdf: pdf.Root.Pages, "/Xesources", Dictionary())),
    Replaced("the metadata are compressed", b"/Xilter", b"/Filter", ("6.6.2.1 metadata stream",), _compressed),
    Replaced("the metadata are not well-formed", b"</x:xmpmeta>", b"</x:xmpmete>", ("6.6.2.1 metadata stream", "6.6.3 document information dictionary", "6.6.4 version identification", "14289-1 5 version identification", "7.1 marked document")),
)  # fmt: skip
