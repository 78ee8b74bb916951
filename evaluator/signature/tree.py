"""The signature field's place in a tagged report (ISO 32000-1, 14.7; PDF/UA-1, 7.18)."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter


def add_form_element(writer: IncrementalPdfFileWriter, field: generic.DictionaryObject) -> None:
    """Put the field into the structure tree as a Form after the last element of its page.

    Nothing is done in a file that is not tagged. The tree's root must have one kid, as PDF/UA wants, and
    a parent tree of one node.
    """
    if "/StructTreeRoot" not in writer.root:
        return
    root = writer.root["/StructTreeRoot"]
    page = field["/P"]
    document, place = _after(root, page)
    number = int(root["/ParentTreeNextKey"])
    reference = page["/Annots"].raw_get(-1)  # where pyHanko has just put it
    kid = {"/Type": pdf_name("/OBJR"), "/Pg": field.raw_get("/P"), "/Obj": reference}
    entries = {
        "/Type": pdf_name("/StructElem"),
        "/S": pdf_name("/Form"),
        "/P": _reference(writer, document),
        "/Pg": field.raw_get("/P"),
        "/K": generic.ArrayObject([_dictionary(kid)]),
    }
    element = writer.add_object(_dictionary(entries))
    document["/K"].insert(place, element)
    writer.update_container(document["/K"])
    numbers = root["/ParentTree"]["/Nums"]
    numbers.extend([generic.NumberObject(number), element])
    writer.update_container(numbers)
    root[pdf_name("/ParentTreeNextKey")] = generic.NumberObject(number + 1)
    writer.update_container(root)
    field[pdf_name("/StructParent")] = generic.NumberObject(number)
    if "/Tabs" not in page or page["/Tabs"] != "/S":
        page[pdf_name("/Tabs")] = pdf_name("/S")
        writer.update_container(page)


def _after(root: Any, page: Any) -> tuple[Any, int]:
    """The document's element, and the place among its kids behind the last one with a mark on the page."""
    document = root["/K"]
    if isinstance(document, generic.ArrayObject):
        (document,) = document
    numbers = root["/ParentTree"]["/Nums"]
    keys = [int(numbers[place]) for place in range(0, len(numbers), 2)]
    marks = numbers[2 * keys.index(int(page["/StructParents"])) + 1]
    element = marks.raw_get(-1)
    while element.get_object().raw_get("/P").reference != document.container_ref:
        element = element.get_object().raw_get("/P")
    kids = document["/K"]
    references = [kids.raw_get(place).reference for place in range(len(kids))]
    return document, references.index(element.reference) + 1


def _dictionary(entries: dict[str, Any]) -> generic.DictionaryObject:
    return generic.DictionaryObject({pdf_name(name): value for name, value in entries.items()})


def _reference(writer: IncrementalPdfFileWriter, value: Any) -> generic.IndirectObject:
    held = value.container_ref
    return generic.IndirectObject(held.idnum, held.generation, writer)
