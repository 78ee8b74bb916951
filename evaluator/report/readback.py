"""A finished report read back: what is embedded in it, what its pages say, how it differs from another.

The file is not to be trusted: pypdf reads it strictly and unpacks no stream beyond its limit of 75 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from os.path import commonpath
from typing import Any, TypeVar

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

MOST_BYTES = 100_000_000
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
        information = self.reader.metadata
        return str(information.producer or "") if information else ""

    @property
    def signed(self) -> bool:
        """Whether the file has a signature field with a signature."""
        return any("/V" in field for field in (self.reader.get_fields() or {}).values())


def open_report(raw: bytes) -> Report:
    """Open a report and read the files embedded in it. Raises UnreadableError."""
    if not raw.startswith(b"%PDF-"):
        raise UnreadableError("这不是PDF文件")
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"文件超过{MOST_BYTES // 1_000_000} MB，不像是评价报告")
    reader = _guarded(lambda: PdfReader(BytesIO(raw), strict=True))
    if reader.is_encrypted:
        raise UnreadableError("文件已加密，评价报告从不加密")
    files = _guarded(lambda: dict(_files(reader)))
    if not {SUBMISSION, RUBRIC, EVALUATION} & set(files):
        raise UnreadableError("这不是本程序生成的评价报告（没有内嵌申报数据、量规和评价结果）")
    return Report(reader, files)


def _files(reader: PdfReader) -> Iterator[tuple[str, bytes]]:
    """The files of ours by their fixed names; a name used twice makes the file unreadable."""
    seen: set[str] = set()
    for entry in reader.attachment_list:
        if entry.name in (SUBMISSION, VERIFICATION, RUBRIC, EVALUATION):
            if entry.name in seen:
                raise UnreadableError(f"内嵌文件{entry.name}有两份，不能确定以哪一份为准")
            seen.add(entry.name)
            yield entry.name, entry.content


def _guarded(read: Callable[[], Read]) -> Read:
    """What can be read, or why it cannot: a hostile file may break any rule."""
    try:
        return read()
    except UnreadableError:
        raise
    except LimitReachedError:
        raise UnreadableError("文件中有解压后异常庞大的内容（疑似解压炸弹），没有展开") from None
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        told = str(error)[:80]
        raise UnreadableError(f"文件不完整或已损坏，无法按PDF读取（{told}）") from None
    except RecursionError:
        raise UnreadableError("文件结构嵌套过深，无法读取") from None


def page_differences(report: Report, other: Report) -> tuple[str, ...]:
    """How the pages of a report differ from another's, which is right. Raises UnreadableError."""
    return _guarded(lambda: tuple(_page_differences(report, other)))


def _page_differences(report: Report, other: Report) -> Iterator[str]:
    count, expected = len(report.reader.pages), len(other.reader.pages)
    if count != expected:
        yield f"共{count}页，应为{expected}页"
    seen: set[tuple[int, int]] = set()
    for number in range(1, min(count, expected) + 1):
        here, there = report.texts[number - 1], other.texts[number - 1]
        if here != there:
            yield f"第{number}页的文字不同：{_difference(here, there)}"
            continue
        pages = (report.reader.pages[number - 1], other.reader.pages[number - 1])
        if not _same(*pages, seen, ("/Parent", "/Annots")):
            yield f"第{number}页的文字相同，但图形、字体或其他内容与重新生成的不同"
    for number, page in enumerate(report.reader.pages, 1):
        foreign = [
            note for note in page.get("/Annots") or () if note.get_object().get("/FT") != "/Sig"
        ]
        if foreign:
            yield f"第{number}页有后加的批注"


def _difference(here: str, there: str) -> str:
    """Where two texts first differ, with what stands around it."""
    start = len(commonpath((here, there)))
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
