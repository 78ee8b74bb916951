"""The PDF file itself: reportlab's objects with the structure tree gathered in object streams.

A tree has thousands of small objects. In object streams (ISO 32000-1, 7.5.7), which need a
cross-reference stream (7.5.8), they take a tenth of the time. No stream is packed: what a version of zlib
makes of it would be other bytes on another machine, and could not be proved there.
"""

from __future__ import annotations

from struct import Struct
from typing import Any, cast

from reportlab.pdfbase.pdfdoc import (
    PDFDocument,
    PDFFile,
    PDFIndirectObject,
    PDFObjectReference,
)

from evaluator.report.tags import BEFORE, Tags

ROOT = "StructTreeRoot"
TOGETHER = 100
"""Objects in one object stream, so that a reader need not go through thousands for one."""

_ROW = Struct(">BIB")
"""An entry of the cross-reference stream: its kind, an offset or the number of an object stream, an index."""

_END = b"endstream\nendobj\n"


class ArchiveDocument(PDFDocument):
    """reportlab's document, written in another form. `tags` must be set before pages are added."""

    tags: Tags
    Catalog: Any
    Pages: Any
    signature: Any
    _pdfVersion: tuple[int, int]  # noqa: N815

    def addPage(self, page: Any) -> None:  # noqa: N802 - reportlab's name
        """Add a page that says where its marks stand in the parent tree."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.Pages.pages)
        page.Tabs = "/S"
        page.Trans = None  # an empty transition, which reportlab puts on every page
        super().addPage(page)

    def format(self) -> bytes:
        """The bytes of the whole file."""
        untyped: Any = self
        root, info = untyped.Reference(self.Catalog), untyped.Reference(self.info)
        elements = self.tags.elements()
        numbers = range(self.objectcounter + 1, self.objectcounter + 1 + BEFORE + len(elements))
        self.objectcounter = numbers.stop - 1
        self.idToObjectNumberAndVersion[ROOT] = (numbers.start, 0)
        self.Catalog.StructTreeRoot = PDFObjectReference(ROOT)
        file = PDFFile(self._pdfVersion)
        entries = {0: (0, 0, 255)}
        number = 1
        while number <= self.objectcounter:
            if number == numbers.start:
                number = numbers.stop
                continue
            name = self.numberToId[number]
            entries[number] = (1, file.add(self._object(name)), 0)
            number += 1
        pages = [
            f"{self.idToObjectNumberAndVersion[f'Page{place}'][0]} 0 R"
            for place in range(1, len(self.Pages.pages) + 1)
        ]
        inside = list(zip(numbers, self.tags.objects(elements, numbers.start, pages), strict=True))
        for first in range(0, len(inside), TOGETHER):
            group = inside[first : first + TOGETHER]
            entries |= {entry[0]: (2, number, place) for place, entry in enumerate(group)}
            entries[number] = (1, file.add(_object_stream(number, group)), 0)
            number += 1
        entries[number] = (1, file.offset, 0)
        start = file.offset
        trailer = f"/Root {_said(root, self)}/Info {_said(info, self)}/ID {self._both()}"
        file.add(_cross_references(number, entries, trailer))
        file.add(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        return file.format(self)

    def _object(self, name: str) -> bytes:
        """An object, its stream closed on a line of its own as PDF/A wants (ISO 19005-3, 6.1.7.1)."""
        text: bytes = PDFIndirectObject(name, self.idToObject[name]).format(self)
        return text.removesuffix(_END) + b"\n" + _END if text.endswith(_END) else text

    def _both(self) -> str:
        """The file's identifier, twice: it has not been changed since it was first written."""
        digest = self.signature.hexdigest().upper()
        return f"[<{digest}><{digest}>]"


def _said(reference: Any, document: PDFDocument) -> str:
    return cast("bytes", reference.format(document)).decode("ascii")


def _stream(number: int, dictionary: str, content: bytes) -> bytes:
    head = f"{number} 0 obj\n<<{dictionary}/Length {len(content)}>>\nstream\n"
    return head.encode("ascii") + content + b"\n" + _END


def _object_stream(number: int, objects: list[tuple[int, str]]) -> bytes:
    """An object stream: the numbers and offsets of the objects, then the objects."""
    offset = 0
    places = []
    for inner, text in objects:
        places.append(f"{inner} {offset}")
        offset += len(text) + 1
    head = " ".join(places) + "\n"
    body = "\n".join(text for _, text in objects)
    dictionary = f"/Type/ObjStm/N {len(objects)}/First {len(head)}"
    return _stream(number, dictionary, (head + body).encode("ascii"))


def _cross_references(number: int, entries: dict[int, tuple[int, int, int]], trailer: str) -> bytes:
    """The cross-reference stream, an entry for each object from 0 on."""
    rows = b"".join(_ROW.pack(*entries[key]) for key in range(number + 1))
    dictionary = f"/Type/XRef/Size {number + 1}/W [1 4 1]{trailer}"
    return _stream(number, dictionary, rows)
