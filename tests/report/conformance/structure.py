"""The structure tree of a file, and the marked contents of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name

from tests.report.conformance.opened import Content, File, identity, words

PAINTING = words("Tj TJ ' \" S s f F f* B B* b b* sh Do") | {"INLINE IMAGE"}
TEXT_SHOWING = words("Tj TJ ' \"")


@dataclass(eq=False)
class Element:
    """A structure element; `marks` are its marked contents as (page from 1, MCID), `objects` its OBJRs."""

    kind: str
    dictionary: Any = field(repr=False)
    parent: Element | None = field(repr=False)
    kids: list[Element] = field(default_factory=list, repr=False)
    marks: list[tuple[int, int]] = field(default_factory=list)
    objects: list[Any] = field(default_factory=list, repr=False)

    @property
    def where(self) -> str:
        return f"{self.kind} (object {identity(self.dictionary)[0]})"

    def attributes(self, owner: str) -> dict[str, Any]:
        """The entries of all its attribute objects of an owner (ISO 32000-1, 14.7.5)."""
        told = self.dictionary.get("/A")
        found: dict[str, Any] = {}
        for attributes in told if isinstance(told, Array) else [told]:
            if isinstance(attributes, Dictionary) and attributes.get("/O") == owner:
                found |= {str(key): value for key, value in attributes.items()}
        return found


@dataclass(frozen=True)
class Tree:
    """All elements in reading order; `faults` are what made it hard to read."""

    elements: tuple[Element, ...]
    faults: tuple[str, ...]

    def of(self, *kinds: str) -> Iterator[Element]:
        return (element for element in self.elements if element.kind in kinds)

    def roots(self) -> list[Element]:
        return [element for element in self.elements if element.parent is None]


@lru_cache(maxsize=1)
def tree(file: File) -> Tree:
    root = file.catalog.get("/StructTreeRoot")
    if root is None:
        return Tree((), ("the catalog has no structure tree",))
    pages = {identity(page.obj): number for number, page in enumerate(file.pdf.pages, 1)}
    elements: list[Element] = []
    faults: list[str] = []
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, Element | None, int]] = [
        (kid, None, 0) for kid in reversed(_kids(root))
    ]
    while waiting:
        here, parent, page = waiting.pop()
        if isinstance(here, int):
            if parent is not None:
                parent.marks.append((page, here))
        elif here.get("/Type") == "/MCR" and parent is not None:
            parent.marks.append((_page(here, pages, page), int(here.MCID)))
        elif here.get("/Type") == "/OBJR" and parent is not None:
            parent.objects.append(here.get("/Obj"))
        elif identity(here) in seen:
            faults.append(f"object {identity(here)[0]} stands twice in the tree")
        else:
            seen.add(identity(here))
            element = Element(str(here.get("/S", "/"))[1:], here, parent)
            elements.append(element)
            above = root if parent is None else parent.dictionary
            if parent is not None:
                parent.kids.append(element)
            if "/P" not in here or identity(here.P) != identity(above):
                faults.append(f"/P of {element.where} is not its parent")
            home = _page(here, pages, 0)
            waiting += [(kid, element, home) for kid in reversed(_kids(here))]
    return Tree(tuple(elements), tuple(faults))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, Array) else [] if kids is None else [kids]


def _page(found: Any, pages: dict[tuple[int, int], int], otherwise: int) -> int:
    """The number of the page that /Pg names."""
    return pages.get(identity(found.Pg), 0) if "/Pg" in found else otherwise


class Mark(NamedTuple):
    """A marked content: its tag, MCID where it has one, and its property list."""

    tag: str
    mcid: int | None
    properties: Any
    in_text: bool

    @property
    def artifact(self) -> bool:
        return self.tag == "Artifact"


class Painted(NamedTuple):
    """A painting operator and the marked contents around it, outermost first."""

    operator: str
    marks: tuple[Mark, ...]


class Marked(NamedTuple):
    """The marked contents of a page in order, what is painted, and what is not well nested."""

    marks: list[Mark]
    painted: list[Painted]
    faults: list[str]


@lru_cache(maxsize=1)
def marked(file: File) -> tuple[tuple[Content, Marked], ...]:
    """Every page with its marked contents."""
    return tuple((content, _marked(content)) for content in file.contents if content.number)


def _marked(content: Content) -> Marked:
    found = Marked([], [], [])
    open_marks: tuple[Mark, ...] = ()
    in_text = False
    for operator, operands in content.operations:
        if operator in ("BT", "ET"):
            in_text = operator == "BT"
            if open_marks and open_marks[-1].in_text is not False:
                found.faults.append(
                    f"{open_marks[-1].tag} does not end in the text object it began in"
                )
        elif operator in ("BMC", "BDC"):
            mark = _mark(content, operands, in_text)
            found.faults.extend(_nesting_faults(mark, open_marks))
            found.marks.append(mark)
            open_marks = (*open_marks, mark)
        elif operator == "EMC":
            if not open_marks:
                found.faults.append("EMC without BMC or BDC")
            elif open_marks[-1].in_text != in_text:
                found.faults.append(
                    f"{open_marks[-1].tag} begins and ends in different text objects"
                )
            open_marks = open_marks[:-1]
        elif operator in PAINTING:
            found.painted.append(Painted(operator, open_marks))
    if open_marks:
        found.faults.append(f"{open_marks[-1].tag} does not end")
    return found


def _mark(content: Content, operands: Any, in_text: bool) -> Mark:
    properties: Any = operands[1] if len(operands) > 1 else {}
    if isinstance(properties, Name):
        properties = content.resource("/Properties", properties) or {}
    mcid = properties.get("/MCID")
    return Mark(str(operands[0])[1:], None if mcid is None else int(mcid), properties, in_text)


def _nesting_faults(mark: Mark, around: tuple[Mark, ...]) -> Iterator[str]:
    if mark.artifact and any(outer.mcid is not None for outer in around):
        yield "an artifact inside tagged content"
    if mark.mcid is not None and any(outer.artifact for outer in around):
        yield f"tagged content (MCID {mark.mcid}) inside an artifact"


def number_tree(node: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree (ISO 32000-1, 7.9.7)."""
    pairs = list(node.get("/Nums", []))
    yield from zip(map(int, pairs[::2]), pairs[1::2], strict=True)
    for kid in node.get("/Kids", []):
        yield from number_tree(kid)
