"""Reports that break PDF/UA-1 (ISO 14289-1) in one place each."""

from pikepdf import Dictionary, Name, Pdf, String

from tests.report.breaking import (
    Breach,
    annotated,
    draw,
    draw_artifact,
    each,
    element,
    metadata,
    page,
    put,
    redraw,
    root,
)

BOX = b"0 0 9 9 re f"
DOCUMENT, TREE = "7.1 marked document", "7.1 structure tree"
CONTENT, MARKS = "7.1 tagged content and artifacts", "7.1 marked contents and their elements"
NESTING, REGULAR = "7.2 tables and lists", "7.2 regular tables"
ANNOTATIONS = "7.18.1 annotations, 7.18.4 forms, 7.18.5 links"


def _tree(pdf: Pdf) -> Dictionary:
    return pdf.Root.StructTreeRoot


def _claimed_twice(pdf: Pdf) -> None:
    element("P")(pdf).K.append(element("H1")(pdf).K[0])


def _claimed_by_none(pdf: Pdf) -> None:
    del element("H1")(pdf).K[0]


def _claimed_by_another(pdf: Pdf) -> None:
    """The structure tree says one thing, the parent tree another."""
    _tree(pdf).ParentTree.Nums[1][0] = element("H1")(pdf)


def _never_shown(pdf: Pdf) -> None:
    element("P")(pdf).K.append(999)


def _one_key_for_two_pages(pdf: Pdf) -> None:
    """The second page's marks are read as the first's."""
    pdf.pages[1].obj.StructParents = pdf.pages[0].obj.StructParents


def _short_row(pdf: Pdf) -> None:
    """The last row's last cell becomes part of the cell before."""
    cells = element("TR", -1)(pdf).K
    before, last = cells[-2], cells[-1]
    for mark in list(last.K):
        before.K.append(mark)
    _parents(pdf, last, before)
    del cells[-1]


def _parents(pdf: Pdf, old: Dictionary, new: Dictionary) -> None:
    """What the parent tree says of one element, of another."""
    nums = _tree(pdf).ParentTree.Nums
    for listed in list(nums)[1::2]:
        for place, owner in enumerate(listed):
            if owner.objgen == old.objgen:
                listed[place] = new


STRUCTURE: tuple[Breach, ...] = (
    ("PDF/UA is said to be 2", metadata("<pdfuaid:part>1", "<pdfuaid:part>2"), ("14289-1 5 version identification",)),
    ("the document is not marked", put(root, "/MarkInfo"), (DOCUMENT,)),
    ("the tags are suspect", put(lambda pdf: pdf.Root.MarkInfo, "/Suspects", True), (DOCUMENT,)),
    ("a reader shows the file's name", put(root, "/ViewerPreferences"), (DOCUMENT,)),
    ("the metadata have no title", metadata("dc:title", "dc:rights"), (DOCUMENT, "6.6.3 document information dictionary")),
    ("types are mapped", put(_tree, "/RoleMap", Dictionary(Foo=Name.P)), (TREE,)),
    ("a type is not standard", put(element("P"), "/S", Name.Paragraph), (TREE,)),
    ("an element has another parent", put(element("P"), "/P", element("H1")), (TREE,)),
    ("the root is no document", put(element("Document"), "/S", Name.Sect), (TREE,)),
    ("an area is neither tagged nor artifact", draw(BOX), (CONTENT,)),
    ("a text is neither tagged nor artifact", draw(b"BT /F1+0 9 Tf <01> Tj ET"), (CONTENT,)),
    ("a marked content has no MCID", draw(b"/P BMC " + BOX + b" EMC"), (CONTENT,)),
    ("an artifact stands in tagged content", redraw(b"BDC\n", b"BDC /Artifact BMC EMC\n"), (CONTENT,)),
    ("tagged content stands in an artifact", draw_artifact(b"/P <</MCID 0>> BDC EMC"), (CONTENT, MARKS)),
    ("a marked content does not end", draw(b"/Artifact BMC"), (CONTENT,)),
    ("a marked content ends that has not begun", draw(b"EMC"), (CONTENT,)),
    ("a marked content goes on after its text object", draw(b"BT /Artifact BMC ET EMC"), (CONTENT,)),
    ("an MCID belongs to two elements", _claimed_twice, (MARKS,)),
    ("an MCID belongs to no element", _claimed_by_none, (MARKS,)),
    ("an MCID is another's in the parent tree", _claimed_by_another, (MARKS,)),
    ("an MCID is not on its page", _never_shown, (MARKS,)),
    ("an MCID stands twice on a page", draw(b"/P <</MCID 0>> BDC EMC"), (MARKS,)),
    ("two pages have one place in the parent tree", _one_key_for_two_pages, (MARKS,)),
    ("a page has no place in the parent tree", put(page, "/StructParents"), (MARKS,)),
    ("the next key of the parent tree is in use", put(_tree, "/ParentTreeNextKey", 0), (MARKS,)),
    ("the language is missing", put(root, "/Lang"), ("7.2 natural language",)),
    ("the language is a sentence", put(root, "/Lang", String("in Chinese")), ("7.2 natural language",)),
    ("a figure has no alternative text", put(element("Figure"), "/Alt"), ("7.3 figures",)),
    ("a figure's alternative text is empty", put(element("Figure"), "/Alt", String("")), ("7.3 figures",)),
    ("a figure has no box", put(element("Figure"), "/A"), ("7.3 figures",)),
    ("the first heading is of level 2", put(element("H1"), "/S", Name.H2), ("7.4.2 headings",)),
    ("a heading's level is skipped", put(element("H2", 2), "/S", Name.H4), ("7.4.2 headings",)),
    ("headings have levels and have none", put(element("H2"), "/S", Name.H), ("7.4.2 headings",)),
    ("a formula has no alternative text", put(element("P"), "/S", Name.Formula), ("7.7 formulas",)),
    ("a footer is not told from other artifacts", redraw(b"/Type/Pagination", b""), ("7.8 running headers and footers",)),
    ("a footer does not say that it is one", redraw(b"/Subtype/Footer", b""), ("7.8 running headers and footers",)),
    ("a note has no identifier", put(element("P"), "/S", Name.Note), ("7.9 notes",)),
    ("there is no outline", put(root, "/Outlines"), ("7.17 navigation",)),
    ("a field is in no form", annotated("/Widget", ""), (ANNOTATIONS,)),
    ("a field is in a paragraph", annotated("/Widget", "P"), (ANNOTATIONS,)),
    ("a field says nothing of itself", annotated("/Widget", "Form", TU=None), (ANNOTATIONS,)),
    ("a link says nothing of itself", annotated("/Link", "Link", Contents=None), (ANNOTATIONS,)),
    ("an annotation's place in the parent tree is another's", each(annotated("/Stamp", "Annot"), put(lambda pdf: page(pdf).Annots[0], "/StructParent", 0)), (ANNOTATIONS,)),
    ("fields are reached in no order", each(annotated("/Widget", "Form"), put(page, "/Tabs")), ("7.18.3 tab order",)),
)  # fmt: skip
TABLES: tuple[Breach, ...] = (
    ("a table contains a paragraph", put(element("TR", 1), "/S", Name.P), (NESTING,)),
    ("a row contains a paragraph", put(element("TD"), "/S", Name.P), (NESTING,)),
    ("a cell is in no row", put(element("P"), "/S", Name.TD), (NESTING,)),
    ("a list contains no items", put(element("P"), "/S", Name.L), (NESTING,)),
    ("a row has a cell too few", _short_row, (REGULAR,)),
    ("a cell is said to be two columns wide", put(element("TD"), "/A", Dictionary(O=Name.Table, ColSpan=2)), (REGULAR,)),
    ("a cell overlaps the cell below", put(element("TD"), "/A", Dictionary(O=Name.Table, RowSpan=2)), (REGULAR,)),
    ("a header cell heads nothing", put(element("TH"), "/A"), ("7.5 table headers",)),
    ("a header cell's scope is unknown", put(element("TH"), "/A", Dictionary(O=Name.Table, Scope=Name.All)), ("7.5 table headers",)),
    ("a cell is headed by one that is not there", put(element("TD"), "/A", Dictionary(O=Name.Table, Headers=[String("no")])), ("7.5 table headers",)),
)  # fmt: skip
