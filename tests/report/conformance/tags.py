"""ISO 14289-1 (PDF/UA-1): the tagged structure, as far as a machine can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tests.report.conformance.interaction import HIDDEN, page_annotations
from tests.report.conformance.metadata import DC, PDFUA_ID, packet
from tests.report.conformance.opened import File, identity, words
from tests.report.conformance.structure import (
    TEXT_SHOWING,
    Element,
    marked,
    number_tree,
    tree,
)

STANDARD = words(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5"
    " H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link"
    " Annot Ruby RB RT RP Warichu WT WP Figure Formula Form"
)
"""ISO 32000-1, 14.8.4."""
LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
"""RFC 3066, 2.1."""


def version(file: File) -> Iterator[str]:
    if (part := packet(file).text(PDFUA_ID, "part")) != "1":
        yield f"pdfuaid:part is {part!r}, not '1'"


def document(file: File) -> Iterator[str]:
    mark_info = file.catalog.get("/MarkInfo", {})
    if not mark_info.get("/Marked", False):
        yield "/Marked is not true"
    if mark_info.get("/Suspects", False):
        yield "/Suspects is true"
    if not file.catalog.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "/DisplayDocTitle is not true"
    if not packet(file).text(DC, "title"):
        yield "the metadata have no dc:title"


def structure_tree(file: File) -> Iterator[str]:
    """Stricter: one root, a Document; no role map is needed."""
    yield from tree(file).faults
    if [element.kind for element in tree(file).roots()] != ["Document"]:
        yield "the tree's root is not one Document"
    for element in tree(file).elements:
        if element.kind not in STANDARD:
            yield f"{element.where} is no standard type"
    if len(file.catalog.get("/StructTreeRoot", {}).get("/RoleMap", {})):
        yield "there is a role map"


def content(file: File) -> Iterator[str]:
    for page, found in marked(file):
        yield from (f"{fault} on {page.where}" for fault in found.faults)
        loose = [
            painted.operator
            for painted in found.painted
            if not any(mark.artifact or mark.mcid is not None for mark in painted.marks)
        ]
        if loose:
            yield f"{len(loose)} operators, the first {loose[0]}, neither tagged nor artifact on {page.where}"


def parent_tree(file: File) -> Iterator[str]:
    """ISO 32000-1, 14.7.4."""
    claims: dict[tuple[int, int], Element] = {}
    for element in tree(file).elements:
        for mark in element.marks:
            if mark in claims:
                yield f"MCID {mark[1]} of page {mark[0]} belongs to {claims[mark].where} and {element.where}"
            claims[mark] = element
    root = file.catalog.get("/StructTreeRoot", {})
    parents = dict(number_tree(root.get("/ParentTree", {})))
    if parents and root.get("/ParentTreeNextKey", 0) <= max(parents):
        yield "/ParentTreeNextKey is a key in use"
    present: set[tuple[int, int]] = set()
    keys: set[int] = set()
    for page, found in marked(file):
        ids = [mark.mcid for mark in found.marks if mark.mcid is not None]
        if len(ids) != len(set(ids)):
            yield f"an MCID stands twice on {page.where}"
        key = page.owner.get("/StructParents")
        listed = [] if key is None else list(parents.get(int(key), []))
        if ids and (key is None or int(key) in keys):
            yield f"/StructParents {key} is missing or not unique on {page.where}"
        keys |= set() if key is None else {int(key)}
        for mcid in sorted(set(ids)):
            present.add((page.number, mcid))
            owner = claims.get((page.number, mcid))
            above = listed[mcid] if mcid < len(listed) else None
            if owner is None:
                yield f"MCID {mcid} belongs to no element on {page.where}"
            elif above is None or identity(above) != identity(owner.dictionary):
                yield f"MCID {mcid} is not that of {owner.where} in the parent tree on {page.where}"
    for mark in sorted(claims.keys() - present):
        yield f"{claims[mark].where} has MCID {mark[1]}, which page {mark[0]} has not"


def language(file: File) -> Iterator[str]:
    if "/Lang" not in file.catalog:
        yield "the catalog has no /Lang"
    told = [("the catalog", file.catalog)]
    told += [(element.where, element.dictionary) for element in tree(file).elements]
    for where, found in told:
        if "/Lang" in found and not LANGUAGE.fullmatch(str(found.Lang)):
            yield f"/Lang {str(found.Lang)!r} of {where} is no language"


def figures(file: File) -> Iterator[str]:
    """The box is asked for by ISO 32000-1, 14.8.5.4.3."""
    for figure in tree(file).of("Figure"):
        if not str(figure.dictionary.get("/Alt", figure.dictionary.get("/ActualText", ""))):
            yield f"no /Alt for {figure.where}"
        if len(figure.attributes("/Layout").get("/BBox", [])) != 4:
            yield f"no /BBox for {figure.where}"


def headings(file: File) -> Iterator[str]:
    found = list(tree(file).of("H1", "H2", "H3", "H4", "H5", "H6"))
    if found and found[0].kind != "H1":
        yield f"the first heading is {found[0].where}"
    for before, here in pairwise(found):
        if int(here.kind[1]) > int(before.kind[1]) + 1:
            yield f"{here.where} follows {before.where}"
    if any(tree(file).of("H")):
        yield "H is used"


def formulas(file: File) -> Iterator[str]:
    for formula in tree(file).of("Formula"):
        if not str(formula.dictionary.get("/Alt", formula.dictionary.get("/ActualText", ""))):
            yield f"no /Alt for {formula.where}"


def running_texts(file: File) -> Iterator[str]:
    """ISO 32000-1, 14.8.2.2.2. Stricter: a footer on every page."""
    for page, found in marked(file):
        artifacts = [
            next(mark for mark in painted.marks if mark.artifact)
            for painted in found.painted
            if painted.operator in TEXT_SHOWING and any(mark.artifact for mark in painted.marks)
        ]
        if any(mark.properties.get("/Type") != "/Pagination" for mark in artifacts):
            yield f"a text that is an artifact is not of type Pagination on {page.where}"
        if not any(mark.properties.get("/Subtype") == "/Footer" for mark in artifacts):
            yield f"no artifact is a Footer on {page.where}"


def notes(file: File) -> Iterator[str]:
    seen: set[str] = set()
    for note in tree(file).of("Note"):
        identifier = str(note.dictionary.get("/ID", ""))
        if not identifier or identifier in seen:
            yield f"no /ID of its own for {note.where}"
        seen.add(identifier)


def navigation(file: File) -> Iterator[str]:
    """Stricter: the clause recommends an outline."""
    if "/First" not in file.catalog.get("/Outlines", {}):
        yield "there is no outline"


def annotation_tags(file: File) -> Iterator[str]:
    enclosing = {"/Widget": "Form", "/Link": "Link"}
    owners = {
        identity(annotation): element
        for element in tree(file).elements
        for annotation in element.objects
        if annotation is not None
    }
    parents = dict(number_tree(file.catalog.get("/StructTreeRoot", {}).get("/ParentTree", {})))
    for number, annotation in page_annotations(file):
        kind = str(annotation.get("/Subtype"))
        if kind in ("/Popup", "/PrinterMark") or int(annotation.get("/F", 0)) & HIDDEN:
            continue
        owner, wanted = owners.get(identity(annotation)), enclosing.get(kind, "Annot")
        if owner is None or owner.kind != wanted:
            yield f"{kind} is in no {wanted} on page {number}"
            continue
        above = parents.get(int(annotation.get("/StructParent", -1)))
        if above is None or identity(above) != identity(owner.dictionary):
            yield f"/StructParent of {kind} does not lead to {owner.where} on page {number}"
        told: Any = annotation.get("/TU" if kind == "/Widget" else "/Contents", "")
        if not str(told) and not str(owner.dictionary.get("/Alt", "")):
            yield f"{kind} says nothing of itself on page {number}"


def tab_order(file: File) -> Iterator[str]:
    for number, page in enumerate(file.pdf.pages, 1):
        if len(page.obj.get("/Annots", [])) and page.obj.get("/Tabs") != "/S":
            yield f"/Tabs is not /S on page {number}"


RULES = {
    "ISO 14289-1 5 version identification": version,
    "ISO 14289-1 7.1 marked document": document,
    "ISO 14289-1 7.1 structure tree": structure_tree,
    "ISO 14289-1 7.1 tagged content and artifacts": content,
    "ISO 14289-1 7.1 marked contents and their elements": parent_tree,
    "ISO 14289-1 7.2 natural language": language,
    "ISO 14289-1 7.3 figures": figures,
    "ISO 14289-1 7.4.2 headings": headings,
    "ISO 14289-1 7.7 formulas": formulas,
    "ISO 14289-1 7.8 running headers and footers": running_texts,
    "ISO 14289-1 7.9 notes": notes,
    "ISO 14289-1 7.17 navigation": navigation,
    "ISO 14289-1 7.18.1 annotations, 7.18.4 forms, 7.18.5 links": annotation_tags,
    "ISO 14289-1 7.18.3 tab order": tab_order,
}
