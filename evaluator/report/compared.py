"""Where a report differs from the same report made again: pages, embedded files, metadata, everything else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pypdf import PageObject
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
)

from evaluator.report.readback import OURS, Report, guarded, page_text
from evaluator.submission.shown import short

NAMED = 5
"""Pages of one difference that are named."""
SHOWN = 24
"""Characters of a page's text that a difference shows."""
Seen = dict[tuple[int, int], bool]
"""Pairs of indirect objects of two files, and whether they are equal."""


def page_differences(report: Report, other: Report) -> tuple[str, ...]:
    """How the pages of a report differ from another's, which is right. Raises UnreadableError."""
    return guarded(lambda: tuple(_page_differences(report, other)))


def _page_differences(report: Report, other: Report) -> Iterator[str]:
    pages, right = report.reader.pages, other.reader.pages
    if len(pages) != len(right):
        yield f"共{len(pages)}页，应为{len(right)}页"
        return
    seen: Seen = {}
    drawn: list[int] = []
    read = 0
    for number, pair in enumerate(zip(pages, right, strict=True), 1):
        if not _same(*pair, seen, ("/Parent", "/Annots")):
            told = ""
            if read < NAMED and _alike(pair, "/Resources", seen):
                read += 1
                here, there = (page_text(page) for page in pair)
                told = _difference(here, there) if here != there else ""
            if told:
                yield f"第{number}页的文字不同：{told}"
            else:
                drawn.append(number)
        if not _alike(pair, "/Annots", seen):
            seal = "，或电子签名的式样与签名不符" if "/Annots" in pair[1] else ""
            yield f"第{number}页有后加的批注{seal}"
    if drawn:
        listed = "、".join(map(str, drawn[:NAMED]))
        more = f"等{len(drawn)}页" if len(drawn) > NAMED else "页"
        yield f"第{listed}{more}的图形、字体或其他内容与重新生成的不同"


def _alike(pages: tuple[PageObject, PageObject], key: str, seen: Seen) -> bool:
    one, other = (page.get(key) for page in pages)
    return _same(one, other, seen)


def other_differences(report: Report, other: Report) -> tuple[str, ...]:
    """How all but the pages differs, the library that wrote the file aside. Raises UnreadableError."""
    return guarded(lambda: tuple(_other_differences(report, other)))


_PARTS = {
    "/AA": "自动执行的动作",
    "/AF": "内嵌文件清单",
    "/AcroForm": "表单和签名域",
    "/Dests": "文件内的位置",
    "/Extensions": "所用的PDF扩展",
    "/Lang": "语言",
    "/MarkInfo": "结构标记",
    "/Names": "内嵌文件和名称清单",
    "/OCProperties": "可隐藏的图层",
    "/OpenAction": "打开时执行的动作",
    "/Outlines": "书签",
    "/OutputIntents": "输出色彩",
    "/Perms": "改动权限",
    "/StructTreeRoot": "标签结构和替代文字",
    "/URI": "链接的基准地址",
    "/ViewerPreferences": "显示方式",
}
"""The parts of a catalog in words (ISO 32000-1, 7.7.2)."""
_LATER = "/DSS"
"""What may be added to a signed file to keep its signature verifiable (ETSI EN 319 142-1)."""


def _other_differences(report: Report, other: Report) -> Iterator[str]:
    root, right = report.reader.root_object, other.reader.root_object
    pages = list(zip(report.reader.pages, other.reader.pages, strict=False))
    seen = dict.fromkeys(map(_numbers, pages), True)  # compared by themselves
    files = [*_file_differences(report, other)]
    yield from files
    apart = {"/Pages", "/Metadata", _LATER, *(_OF_FILES if files else ())}
    if len(report.reader.pages) != len(other.reader.pages):
        apart |= _OF_PAGES
    raw: Any = dict.get
    for key in sorted({*root, *right} - apart):
        here, there = raw(root, key), raw(right, key)
        if not _same(here, there, seen):
            name = _PARTS.get(key, f"目录中的“{short(key.removeprefix('/'))}”")
            how = "多出" if there is None else "缺少" if here is None else "改动了"
            yield f"文件{how}{name}"
    tree, right_tree = root["/Pages"].get_object(), right["/Pages"].get_object()
    counted = ("/Count",) if len(report.reader.pages) != len(other.reader.pages) else ()
    if not _same(tree, right_tree, seen, ("/Kids", "/Type", *counted)):
        yield "改动了各页共用的设置（如页数、页面大小、旋转）"
    said = [_information(entry) for entry in (report, other)]
    packets = [_packet(entry) for entry in (report, other)]
    if said[0] != said[1] or packets[0].replace(report.producer, other.producer) != packets[1]:
        yield "改动了元数据（标题、作者、日期等）"


_OF_FILES = {"/AF", "/Names"}
_OF_PAGES = {"/Dests", "/Outlines", "/StructTreeRoot"}
"""Parts of a catalog that speak of all pages."""


def _numbers(pages: tuple[PageObject, PageObject]) -> tuple[int, int]:
    one, other = (cast("IndirectObject", page.indirect_reference) for page in pages)
    return one.idnum, other.idnum


def _file_differences(report: Report, other: Report) -> Iterator[str]:
    """Embedded files that are too many or too few, and scripts, which stand beside them."""
    here, there = (
        [entry.name for entry in each.reader.attachment_list] for each in (report, other)
    )
    for name in dict.fromkeys(here):
        if here.count(name) > there.count(name):
            yield f"文件多出内嵌文件“{short(name)}”"
    for name in there:
        if name not in here:
            yield f"文件缺少内嵌文件“{name}”"
    names: Any = report.reader.root_object.get("/Names", DictionaryObject()).get_object()
    if "/JavaScript" in names:
        yield "文件多出自动执行的脚本"


_NEVER = ("/AA", "/OCProperties", "/OpenAction", "/URI")


def foreign_parts(report: Report, signed: bool) -> tuple[str, ...]:
    """What no report of any version holds: actions, scripts, layers, files and annotations of others.

    For a file that cannot be compared with one made again; `signed` allows one signature's field.
    Raises UnreadableError.
    """
    return guarded(lambda: tuple(_foreign_parts(report, signed)))


def _foreign_parts(report: Report, signed: bool) -> Iterator[str]:
    root = report.reader.root_object
    never = _NEVER if signed else (*_NEVER, "/AcroForm")
    for key in never:
        if key in root:
            yield f"文件多出{_PARTS[key]}"
    names = root.get("/Names")
    if names is not None and {*names.get_object()} - {"/EmbeddedFiles"}:
        yield "文件多出自动执行的脚本或其他名称"
    for attached in report.reader.attachment_list:
        if attached.name not in OURS:
            yield f"文件多出内嵌文件“{short(attached.name)}”"
    fields = 0
    for number, page in enumerate(report.reader.pages, 1):
        if "/AA" in page:
            yield f"第{number}页多出{_PARTS['/AA']}"
        for note in page.get("/Annots", ArrayObject()).get_object():
            entry = note.get_object()
            is_field = (entry.get("/Subtype"), entry.get("/FT")) == ("/Widget", "/Sig")
            fields += is_field
            if not (signed and is_field and fields == 1 and not {"/A", "/AA"} & {*entry}):
                yield f"第{number}页有后加的批注"


def _information(report: Report) -> dict[str, str]:
    """The information dictionary, but for the library that wrote the file."""
    entries: dict[Any, Any] = dict(report.reader.metadata or {})
    return {str(key): str(value) for key, value in entries.items() if key != "/Producer"}


def _packet(report: Report) -> str:
    """The XMP packet; empty where there is none."""
    stream: Any = report.reader.root_object.get("/Metadata")
    return cast("bytes", stream.get_object().get_data()).decode() if stream else ""


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
    seen: Seen,
    apart: tuple[str, ...] = (),
) -> bool:
    """Whether two objects of two files are equal, whatever their numbers and compression.

    `seen`: pairs of indirect objects that have been compared, or are being so; `apart`: keys to pass over.
    """
    if isinstance(one, IndirectObject) and isinstance(other, IndirectObject):
        pair = (one.idnum, other.idnum)
        if pair not in seen:
            seen[pair] = True
            seen[pair] = _same(one.get_object(), other.get_object(), seen, apart)
        return seen[pair]
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
    seen: Seen,
    apart: tuple[str, ...],
) -> bool:
    keys = set(one) - set(apart)
    raw: Any = dict.get
    return keys == set(other) - set(apart) and all(
        _same(raw(one, key), raw(other, key), seen) for key in keys
    )
