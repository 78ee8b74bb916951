"""A finished report read back: what is embedded in it, and what its pages say.

The file is not to be trusted: pypdf reads it strictly and unpacks no stream beyond its limit of 75 MB.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, TypeVar

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import DictionaryObject

from evaluator.report.archive import EVALUATION, RUBRIC, SUBMISSION, VERIFICATION
from evaluator.report.seal import END, appended
from evaluator.report.words import is_document_no

OURS = (SUBMISSION, VERIFICATION, RUBRIC, EVALUATION)
"""The names of the files in a report."""
MOST_BYTES = 64_000_000
MOST_EMBEDDED = 16_000_000
"""Bytes of an embedded file; those of a report are a tenth of it."""
MOST_OBJECTS, MOST_PARTS = 30_000, 300_000
"""Objects and commas of an embedded evaluation or rubric; those of a report are a twentieth of it.

A model notes each fault of each entry: a million empty objects would take gigabytes.
"""
MOST_PAGES = 1000
MOST_CONTENT = 400_000
"""Bytes of what is drawn on a page, or of a font's table of characters; those of a report are far below."""
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
_BOMB = "文件中有异常庞大或嵌套过深的内容（疑似解压炸弹），没有展开"

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
        return guarded(lambda: tuple(page_text(page) for page in self.reader.pages))

    @property
    def document_no(self) -> str:
        """The 发文字号 that the metadata give, empty where there is none."""
        metadata = guarded(lambda: self.reader.xmp_metadata)
        found = str((metadata.dc_identifier if metadata else None) or "")
        if found and not is_document_no(found):
            raise UnreadableError("元数据中的发文字号不合写法，已被改动")
        return found

    @property
    def has_form(self) -> bool:
        """Whether the file has form fields, which signing alone gives a report."""
        return "/AcroForm" in guarded(lambda: self.reader.root_object)

    @property
    def producer(self) -> str:
        """The library that wrote the file, with its version."""
        information = guarded(lambda: self.reader.metadata)
        return str(information.producer or "") if information else ""


def open_report(raw: bytes) -> Report:
    """Open a report and read the files embedded in it. Raises UnreadableError."""
    if not raw.startswith(b"%PDF-"):
        raise UnreadableError("这不是PDF文件")
    if len(raw) > MOST_BYTES:
        raise UnreadableError(f"文件超过{MOST_BYTES // 1_000_000} MB，不像是评价报告")
    if b"%%EOF" not in raw[-END:]:
        raise UnreadableError("文件不完整：末尾没有PDF的结束标记，请重新下载或复制")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds is told as a sentence
    reader = guarded(lambda: PdfReader(BytesIO(raw), strict=True))
    if reader.is_encrypted:
        raise UnreadableError("文件已加密，评价报告从不加密")
    files = guarded(lambda: dict(_files(reader)))
    if not {SUBMISSION, RUBRIC, EVALUATION} & set(files):
        raise UnreadableError("这不是本程序生成的评价报告（没有内嵌申报数据、量规和评价结果）")
    if guarded(lambda: len(reader.pages)) > MOST_PAGES:
        raise UnreadableError(f"文件超过{MOST_PAGES}页，不像是评价报告")
    return Report(reader, files)


def is_signed(raw: bytes) -> bool:
    """Whether a file has been signed, soundly or not, and by whatever software it was saved since."""
    if appended(raw):
        return True
    try:
        return "/AcroForm" in guarded(lambda: PdfReader(BytesIO(raw)).root_object)
    except UnreadableError:
        return False


def _files(reader: PdfReader) -> Iterator[tuple[str, bytes]]:
    """The files of ours by their fixed names; a name used twice makes the file unreadable."""
    seen: set[str] = set()
    for entry in reader.attachment_list:
        if entry.name in OURS:
            if entry.name in seen:
                raise UnreadableError(f"内嵌文件{entry.name}有两份，不能确定以哪一份为准")
            seen.add(entry.name)
            content = entry.content
            if len(content) > MOST_EMBEDDED:
                raise UnreadableError(f"内嵌文件{entry.name}超过{MOST_EMBEDDED // 1_000_000} MB")
            many = content.count(b"{") > MOST_OBJECTS or content.count(b",") > MOST_PARTS
            if entry.name in (RUBRIC, EVALUATION) and many:
                raise UnreadableError(f"内嵌文件{entry.name}的内容异常繁多，不像是评价报告的")
            yield entry.name, content


def guarded(read: Callable[[], Read]) -> Read:
    """What can be read, or why it cannot: a hostile file may break any rule."""
    try:
        return read()
    except UnreadableError:
        raise
    except LimitReachedError:
        raise UnreadableError(_BOMB) from None
    except RecursionError:
        raise UnreadableError("文件结构嵌套过深，无法读取") from None
    except (PyPdfError, *BROKEN) as error:
        if isinstance(error.__context__, LimitReachedError):
            raise UnreadableError(_BOMB) from None
        raise UnreadableError("文件已损坏，内部结构不能按PDF读取") from error


def page_text(page: PageObject) -> str:
    """The text of a page without white space; no page of a report is so large, or draws other objects."""
    content: Any = page.get_contents()
    resources: Any = page.get("/Resources", DictionaryObject()).get_object()
    if content is not None and len(content.get_data()) > MOST_CONTENT:
        raise UnreadableError(f"第{(page.page_number or 0) + 1}页的内容异常庞大，没有读取")
    for font in resources.get("/Font", DictionaryObject()).get_object().values():
        table = font.get_object().get("/ToUnicode")
        if table is not None and len(table.get_object().get_data()) > MOST_CONTENT:
            raise UnreadableError("文件中有异常庞大的字体，没有读取")
    if "/XObject" in resources:
        raise UnreadableError(f"第{(page.page_number or 0) + 1}页加入了报告所没有的图形对象")
    return "".join(page.extract_text().split())
