"""ISO 19005-3, 6.3 to 6.5 and 6.9 to 6.11: annotations, forms, actions and what else may move in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pikepdf import Dictionary, Stream

from tests.report.conformance.opened import File, words

ANNOTATIONS = words(
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly"
    " /StrikeOut /Stamp /Caret /Ink /Popup /FileAttachment /Widget /PrinterMark /TrapNet /Watermark"
    " /Redact"
)
"""ISO 32000-1, table 169, without 3D, Sound, Screen and Movie."""
INVISIBLE, HIDDEN, PRINT, NO_VIEW, TOGGLE_NO_VIEW = 1, 2, 4, 32, 256
NO_ZOOM, NO_ROTATE = 8, 16
ALLOWED = words("/GoTo /GoToR /GoToE /Thread /URI /Named /SubmitForm")
FORBIDDEN = words(
    "/Launch /Sound /Movie /ResetForm /ImportData /Hide /SetOCGState /Rendition /Trans /GoTo3DView"
    " /JavaScript /set-state /no-op"
)
NAMED = words("/NextPage /PrevPage /FirstPage /LastPage")
OUTWARD = words("/GoToR /GoToE /Thread /URI /SubmitForm")


def page_annotations(file: File) -> Iterator[tuple[int, Any]]:
    """Every annotation with the number of its page, from 1."""
    for number, page in enumerate(file.pdf.pages, 1):
        for annotation in page.obj.get("/Annots", []):
            yield number, annotation


def annotation_types(file: File) -> Iterator[str]:
    for number, annotation in page_annotations(file):
        if annotation.get("/Subtype") not in ANNOTATIONS:
            yield f"an annotation {annotation.get('/Subtype')} on page {number}"


def annotation_flags(file: File) -> Iterator[str]:
    for number, annotation in page_annotations(file):
        kind, flags = annotation.get("/Subtype"), annotation.get("/F")
        if flags is None:
            if kind != "/Popup":
                yield f"{kind} has no /F on page {number}"
            continue
        wrong = INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW
        if int(flags) & wrong or not int(flags) & PRINT:
            yield f"{kind} has flags {flags} on page {number}"
        if kind == "/Text" and int(flags) & (NO_ZOOM | NO_ROTATE) != NO_ZOOM | NO_ROTATE:
            yield f"/Text zooms or rotates on page {number}"


def annotation_appearances(file: File) -> Iterator[str]:
    for number, annotation in page_annotations(file):
        kind, appearance = annotation.get("/Subtype"), annotation.get("/AP")
        left, foot, right, top = (float(side) for side in annotation.get("/Rect", [0, 0, 0, 0]))
        if appearance is None:
            if kind not in ("/Popup", "/Link") and (left != right or foot != top):
                yield f"{kind} has no appearance on page {number}"
        elif list(appearance.keys()) != ["/N"]:
            yield f"{kind} has more appearances than /N on page {number}"
        else:
            button = kind == "/Widget" and annotation.get("/FT") == "/Btn"
            if not isinstance(appearance.N, Dictionary if button else Stream):
                yield f"/N of {kind} is of the wrong type on page {number}"


def form_fields(file: File) -> Iterator[str]:
    """What the clause says of /AA, `trigger_events` says of all dictionaries."""
    for where, found in file.typed("/Subtype", "/Widget"):
        if "/A" in found:
            yield f"/A of a widget in {where}"
    if file.catalog.get("/AcroForm", {}).get("/NeedAppearances", False):
        yield "/NeedAppearances is true"


def dynamic_forms(file: File) -> Iterator[str]:
    if "/XFA" in file.catalog.get("/AcroForm", {}):
        yield "/XFA in the form"
    if file.catalog.get("/NeedsRendering", False):
        yield "/NeedsRendering in the catalog"


def actions(file: File) -> Iterator[str]:
    for where, action in _actions(file):
        kind = action.S
        if kind not in ALLOWED:
            yield f"the action {kind} in {where}"
        elif kind == "/Named" and action.get("/N") not in NAMED:
            yield f"the named action {action.get('/N')} in {where}"
    if "/JavaScript" in file.catalog.get("/Names", {}):
        yield "/JavaScript in the catalog's names"


def _actions(file: File) -> Iterator[tuple[str, Any]]:
    """Dictionaries that are actions by their name, or are unknown and stand where an action does."""
    for where, found in file.dictionaries:
        if found.get("/S") in ALLOWED | FORBIDDEN:
            yield where, found
        for key in ("/A", "/OpenAction"):
            action = found.get(key)
            kind = action.get("/S") if isinstance(action, Dictionary) else None
            if kind is not None and kind not in ALLOWED | FORBIDDEN:
                yield where, action


def outward(file: File) -> Iterator[str]:
    """Stricter: the standard allows links; a report needs nothing outside itself."""
    for where, found in file.dictionaries:
        if found.get("/S") in OUTWARD:
            yield f"the action {found.S} in {where}"
        if found.get("/Type") == "/Filespec" and "/EF" not in found:
            yield f"a file that is not embedded in {where}"


def trigger_events(file: File) -> Iterator[str]:
    for where, found in file.dictionaries:
        if "/AA" in found:
            yield f"/AA in {where}"


def optional_content(file: File) -> Iterator[str]:
    """Stricter: the clause allows layers under conditions; a report has none."""
    if "/OCProperties" in file.catalog:
        yield "/OCProperties in the catalog"
    for where, found in file.dictionaries:
        if "/OC" in found or found.get("/Type") in ("/OCG", "/OCMD"):
            yield f"optional content in {where}"


def presentations(file: File) -> Iterator[str]:
    if "/AlternatePresentations" in file.catalog.get("/Names", {}):
        yield "/AlternatePresentations in the catalog's names"
    for number, page in enumerate(file.pdf.pages, 1):
        if "/PresSteps" in page.obj:
            yield f"/PresSteps on page {number}"


def requirements(file: File) -> Iterator[str]:
    if "/Requirements" in file.catalog:
        yield "/Requirements in the catalog"


RULES = {
    "ISO 19005-3 6.3.1 annotation types": annotation_types,
    "ISO 19005-3 6.3.2 annotation dictionaries": annotation_flags,
    "ISO 19005-3 6.3.3 annotation appearances": annotation_appearances,
    "ISO 19005-3 6.4.1 interactive forms": form_fields,
    "ISO 19005-3 6.4.2 XFA forms": dynamic_forms,
    "ISO 19005-3 6.5.1 actions": actions,
    "ISO 19005-3 6.5.2 trigger events": trigger_events,
    "ISO 19005-3 6.9 optional content": optional_content,
    "ISO 19005-3 6.10 alternate presentations": presentations,
    "ISO 19005-3 6.11 document requirements": requirements,
    "self-contained: nothing outside the file": outward,
}
