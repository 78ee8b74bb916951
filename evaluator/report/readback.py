"""A finished report read back: what is embedded in it, what its pages say, how it differs from another.

The file is not to be trusted: pypdf reads it strictly and unpacks no stream beyond its limit of 75 MB.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar, cast

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from evaluator.report.archive import EVALUATION, RUBRIC, SUBMISSION, VERIFICATION
from evaluator.report.seal import DESTINATION, HEIGHT, WIDTH

MOST_BYTES = 100_000_000
MOST_EMBEDDED = 16_000_000
"""Bytes of an embedded file; those of a report are a tenth of it."""
MOST_PAGES = 1000
BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)
"""What reading raises when the contents of a file are not what they should be."""
_END = 1024
"""The last bytes of a file, among which readers look for its end (PDF Reference 1.7, implementation note 18)."""
SHOWN = 24
"""Characters of a page's text that a difference shows."""

Read = TypeVar("Read")


class UnreadableError(Exception):
    """The file is no report of ours, or cannot be read as one; the message is a sentence."""


@dataclass(frozen=True)
class Report:
    """An opened report. Its attachments are read at once, its pages when they are asked for."""

    reader: PdfReader
    files: Mapping[str, bytes]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The text of every page without white space. Raises UnreadableError."""
        return _guarded(
            lambda: tuple("".join(page.extract_text().split()) for page in self.reader.pages)
        )

    @property
    def document_no(self) -> str:
        """The 发文字号 that the metadata give, empty where there is none."""
        metadata = _guarded(lambda: self.reader.xmp_metadata)
        found = metadata.dc_identifier if metadata else None
        return str(found or "")

    @property
    def producer(self) -> str:
        """The library that wrote the file, with its version."""
        information = _guarded(lambda: self.reader.metadata)
        return str(information.producer or "") if information else ""


def open_report(raw: bytes) -> Report:
    """Open a report and read the files embedded in it. Raises UnreadableError."""
    if not raw.startswith(b"%PDF-"):
        raise UnreadableError("这不是PDF文件")
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"文件超过{MOST_BYTES // 1_000_000} MB，不像是评价报告")
    if b"%%EOF" not in raw[-_END:]:
        raise UnreadableError("文件不完整：末尾没有PDF的结束标记，请重新下载或复制")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds is told as a sentence
    reader = _guarded(lambda: PdfReader(BytesIO(raw), strict=True))
    if reader.is_encrypted:
        raise UnreadableError("文件已加密，评价报告从不加密")
    files = _guarded(lambda: dict(_files(reader)))
    if not {SUBMISSION, RUBRIC, EVALUATION} & set(files):
        raise UnreadableError("这不是本程序生成的评价报告（没有内嵌申报数据、量规和评价结果）")
    if _guarded(lambda: len(reader.pages)) > MOST_PAGES:
        raise UnreadableError(f"文件超过{MOST_PAGES}页，不像是评价报告")
    return Report(reader, files)


def _files(reader: PdfReader) -> Iterator[tuple[str, bytes]]:
    """The files of ours by their fixed names; a name used twice makes the file unreadable."""
    seen: set[str] = set()
    for entry in reader.attachment_list:
        if entry.name in (SUBMISSION, VERIFICATION, RUBRIC, EVALUATION):
            if entry.name in seen:
                raise UnreadableError(f"内嵌文件{entry.name}有两份，不能确定以哪一份为准")
            seen.add(entry.name)
            content = entry.content
            if len(content) > MOST_EMBEDDED:
                raise UnreadableError(f"内嵌文件{entry.name}超过{MOST_EMBEDDED // 1_000_000} MB")
            yield entry.name, content


def _guarded(read: Callable[[], Read]) -> Read:
    """What can be read, or why it cannot: a hostile file may break any rule."""
    try:
        return read()
    except UnreadableError:
        raise
    except LimitReachedError:
        raise UnreadableError("文件中有解压后异常庞大的内容（疑似解压炸弹），没有展开") from None
    except RecursionError:
        raise UnreadableError("文件结构嵌套过深，无法读取") from None
    except (PyPdfError, *BROKEN) as error:
        raise UnreadableError("文件已损坏，内部结构不能按PDF读取") from error


def page_differences(report: Report, other: Report) -> tuple[str, ...]:
    """How the pages of a report differ from another's, which is right. Raises UnreadableError."""
    return _guarded(lambda: tuple(_page_differences(report, other)))


def _page_differences(report: Report, other: Report) -> Iterator[str]:
    pages, right = report.reader.pages, other.reader.pages
    if len(pages) != len(right):
        yield f"共{len(pages)}页，应为{len(right)}页"
        return
    seen: set[tuple[int, int]] = set()
    for number, pair in enumerate(zip(pages, right, strict=True), 1):
        here, there = report.texts[number - 1], other.texts[number - 1]
        if here != there:
            yield f"第{number}页的文字不同：{_difference(here, there)}"
        elif not _same(*pair, seen, ("/Parent", "/Annots")):
            yield f"第{number}页的文字相同，但图形、字体或其他内容与重新生成的不同"
    yield from _annotations(report, _seal_room(other))


def other_differences(report: Report, other: Report, signed: bool) -> tuple[str, ...]:
    """How all but the pages differs, the library that wrote the file aside. Raises UnreadableError.

    `signed`: a signature has been added; what it adds is not looked at here.
    """
    return _guarded(lambda: tuple(_other_differences(report, other, signed)))


_OF_SIGNATURES = ("/AcroForm", "/Perms", "/DSS", "/Extensions", "/StructTreeRoot")


def _other_differences(report: Report, other: Report, signed: bool) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    root, right = report.reader.root_object, other.reader.root_object
    tree, right_tree = root["/Pages"].get_object(), right["/Pages"].get_object()
    apart = ("/Pages", "/Metadata", *(_OF_SIGNATURES if signed else ()))
    if not _same(root, right, seen, apart) or not _same(
        tree, right_tree, seen, ("/Kids", "/Count", "/Type")
    ):
        yield "各页相同，但文件的其他部分（如内嵌文件清单、书签、动作）被改动"
    said = [_information(entry) for entry in (report, other)]
    packets = [_packet(entry) for entry in (report, other)]
    if said[0] != said[1] or packets[0].replace(report.producer, other.producer) != packets[1]:
        yield "各页相同，但元数据（标题、作者、日期等）被改动"


def _information(report: Report) -> dict[str, str]:
    """The information dictionary, but for the library that wrote the file."""
    entries: dict[Any, Any] = dict(report.reader.metadata or {})
    return {str(key): str(value) for key, value in entries.items() if key != "/Producer"}


def _packet(report: Report) -> str:
    """The XMP packet; empty where there is none."""
    stream: Any = report.reader.root_object.get("/Metadata")
    return cast("bytes", stream.get_object().get_data()).decode() if stream else ""


def foreign_annotations(report: Report) -> tuple[str, ...]:
    """Annotations in a report that nothing can be compared with, but for one seal. Raises UnreadableError."""
    return _guarded(lambda: tuple(_annotations(report, _seal_room(report))))


def _annotations(report: Report, room: tuple[int, list[int]] | None) -> Iterator[str]:
    """Whatever is laid over a page, but for the one seal in its room."""
    seals = 0
    for number, page in enumerate(report.reader.pages):
        for note in page.get("/Annots", ArrayObject()).get_object():
            entry = note.get_object()
            box = [round(float(side)) for side in entry.get("/Rect", ())]
            widget = (entry.get("/Subtype"), entry.get("/FT")) == ("/Widget", "/Sig")
            seals += widget
            if not (widget and "/V" in entry and seals == 1 and room == (number, box)):
                yield f"第{number + 1}页有后加的批注"


def _seal_room(report: Report) -> tuple[int, list[int]] | None:
    """The page, from 0, and the rectangle that a report keeps free for the seal."""
    named = report.reader.root_object.get("/Dests")
    point = named.get_object().get(f"/{DESTINATION}") if named else None
    if point is None:
        return None
    home, _, left, top, *_ = point.get_object()
    pages = [page.indirect_reference for page in report.reader.pages]
    if point.get_object()[0].get_object().indirect_reference not in pages:
        return None
    number = pages.index(home.get_object().indirect_reference)
    x, y = float(left), float(top)
    return number, [round(side) for side in (x, y - HEIGHT, x + WIDTH, y)]


def _difference(here: str, there: str) -> str:
    """Where two texts first differ, with what stands around it."""
    pairs = zip(here, there, strict=False)
    shorter = min(len(here), len(there))
    start = next((place for place, (one, two) in enumerate(pairs) if one != two), shorter)
    begin = max(start - SHOWN // 2, 0)
    return f"印的是“{here[begin : begin + SHOWN]}”，应为“{there[begin : begin + SHOWN]}”"


def _same(
    one: PdfObject | None,
    other: PdfObject | None,
    seen: set[tuple[int, int]],
    apart: tuple[str, ...] = (),
) -> bool:
    """Whether two objects of two files are equal, whatever their numbers and compression.

    `seen`: pairs of indirect objects that are being compared already; `apart`: keys to pass over.
    """
    if isinstance(one, IndirectObject) and isinstance(other, IndirectObject):
        pair = (one.idnum, other.idnum)
        if pair in seen:
            return True
        seen.add(pair)
    if isinstance(one, IndirectObject):
        one = one.get_object()
    if isinstance(other, IndirectObject):
        other = other.get_object()
    if isinstance(one, StreamObject) and isinstance(other, StreamObject):
        return one.get_data() == other.get_data() and _same_entries(
            one, other, seen, ("/Length", "/Filter")
        )
    if isinstance(one, DictionaryObject) and isinstance(other, DictionaryObject):
        return _same_entries(one, other, seen, apart)
    if isinstance(one, ArrayObject) and isinstance(other, ArrayObject):
        return len(one) == len(other) and all(
            _same(*pair, seen) for pair in zip(one, other, strict=True)
        )
    return type(one) is type(other) and one == other


def _same_entries(
    one: DictionaryObject,
    other: DictionaryObject,
    seen: set[tuple[int, int]],
    apart: tuple[str, ...],
) -> bool:
    keys = set(one) - set(apart)
    raw: Any = dict.get
    return keys == set(other) - set(apart) and all(
        _same(raw(one, key), raw(other, key), seen) for key in keys
    )
