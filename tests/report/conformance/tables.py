"""ISO 14289-1, 7.2, 7.5 and 7.6: tables and lists in the structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.report.conformance.opened import File
from tests.report.conformance.structure import Element, tree

KIDS = {
    "Table": r"(Caption )?((TR )+|(THead )?(TBody )+(TFoot )?)(Caption )?",
    "THead": r"(TR )+",
    "TBody": r"(TR )+",
    "TFoot": r"(TR )+",
    "TR": r"((TH|TD) )+",
    "L": r"(Caption )?((L|LI) )+",
    "LI": r"(Lbl )?LBody (LBody )*|Lbl ",
    "TOC": r"(Caption )?((TOC|TOCI) )+",
}
"""What an element may have inside, in order (ISO 32000-1, 14.8.4.2 and 14.8.4.3)."""
PARENTS = {
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
    "TH": ("TR",),
    "TD": ("TR",),
    "LI": ("L",),
    "Lbl": ("LI", "TOCI", "Note"),
    "LBody": ("LI",),
    "TOCI": ("TOC",),
}


def nesting(file: File) -> Iterator[str]:
    for element in tree(file).elements:
        if pattern := KIDS.get(element.kind):
            kids = "".join(f"{kid.kind} " for kid in element.kids)
            if not re.fullmatch(pattern, kids):
                yield f"{element.where} contains {kids.strip() or 'nothing'}"
            if element.marks:
                yield f"{element.where} has content outside its parts"
        parents = PARENTS.get(element.kind)
        if parents and (element.parent is None or element.parent.kind not in parents):
            yield f"{element.where} is not in {' or '.join(parents)}"


def regularity(file: File) -> Iterator[str]:
    for table in tree(file).of("Table"):
        yield from _irregular(table)


def _irregular(table: Element) -> Iterator[str]:
    """The rows that are of another width than the first, and cells that overlap."""
    taken: set[tuple[int, int]] = set()
    rows = _rows(table)
    for y, row in enumerate(rows):
        x = 0
        for cell in row.kids:
            while (x, y) in taken:
                x += 1
            wide, high = (_span(cell, key) for key in ("/ColSpan", "/RowSpan"))
            area = {(x + right, y + down) for right in range(wide) for down in range(high)}
            if area & taken:
                yield f"{cell.where} overlaps another cell of {table.where}"
            taken |= area
    widths = [sum(1 for at in taken if at[1] == y) for y in range(len(rows))]
    for y, width in enumerate(widths):
        if width != widths[0]:
            yield f"row {y + 1} of {table.where} has {width} columns, the first {widths[0]}"
    if any(at[1] >= len(rows) for at in taken):
        yield f"a cell goes below the last row of {table.where}"


def _rows(table: Element) -> list[Element]:
    found: list[Element] = []
    for kid in table.kids:
        found += kid.kids if kid.kind in ("THead", "TBody", "TFoot") else [kid]
    return [row for row in found if row.kind == "TR"]


def _span(cell: Element, key: str) -> int:
    return int(cell.attributes("/Table").get(key, 1))


def header_cells(file: File) -> Iterator[str]:
    """Stricter: every table has header cells."""
    for table in tree(file).of("Table"):
        cells = [cell for row in _rows(table) for cell in row.kids]
        headers = [cell for cell in cells if cell.kind == "TH"]
        if not headers:
            yield f"{table.where} has no TH"
        identifiers = {str(cell.dictionary.get("/ID", "")) for cell in headers} - {""}
        named = {
            str(name) for cell in cells for name in cell.attributes("/Table").get("/Headers", [])
        }
        if named - identifiers:
            yield f"/Headers of {table.where} names cells that are not there"
        for cell in headers:
            scope = cell.attributes("/Table").get("/Scope")
            if scope not in ("/Row", "/Column", "/Both") and (
                scope is not None or str(cell.dictionary.get("/ID", "")) not in named
            ):
                yield f"/Scope is {scope} for {cell.where}"


RULES = {
    "ISO 14289-1 7.2 tables and lists": nesting,
    "ISO 14289-1 7.2 regular tables": regularity,
    "ISO 14289-1 7.5 table headers": header_cells,
}
