"""Ways to break a conforming report in one place, and what a broken file needs to be well made otherwise."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, StreamDecodeLevel, String

Change = Callable[[Pdf], None]
Find = Callable[[Pdf], Any]
Breach = tuple[str, Change, tuple[str, ...]]
"""What is done to the file, and the clauses that complain of it, the first being the one that is meant."""
GONE = object()
"""As a new value: the key is taken away."""


def broken_by(change: Change, raw: bytes, plain: bool = False) -> bytes:
    """The file after a change. `plain`: without object streams and with all streams uncompressed."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        change(pdf)
        buffer = BytesIO()
        pdf.save(
            buffer,
            compress_streams=False,
            stream_decode_level=StreamDecodeLevel.generalized if plain else StreamDecodeLevel.none,
            object_stream_mode=ObjectStreamMode.disable if plain else ObjectStreamMode.preserve,
            fix_metadata_version=False,
            deterministic_id=True,
        )
        return buffer.getvalue()


def put(find: Find, key: str, value: Any = GONE) -> Change:
    """A change of one entry; a function as value is given the file."""

    def change(pdf: Pdf) -> None:
        found = find(pdf)
        if value is GONE:
            del found[key]
        else:
            found[key] = value(pdf) if callable(value) else value

    return change


def each(*changes: Change) -> Change:
    """Several changes in turn."""

    def change(pdf: Pdf) -> None:
        for one in changes:
            one(pdf)

    return change


def root(pdf: Pdf) -> Any:
    return pdf.Root


def info(pdf: Pdf) -> Any:
    return pdf.trailer.Info


def page(pdf: Pdf) -> Any:
    return pdf.pages[0].obj


def resources(pdf: Pdf) -> Any:
    return page(pdf).Resources


def intent(pdf: Pdf) -> Any:
    return pdf.Root.OutputIntents[0]


def attached(pdf: Pdf) -> Any:
    """The first file specification of the name tree."""
    return pdf.Root.Names.EmbeddedFiles.Names[1]


def parameters(pdf: Pdf) -> Any:
    return attached(pdf).EF.F.Params


def font(pdf: Pdf) -> Any:
    """The first font of the first page, by its name."""
    return min(resources(pdf).Font.items())[1]


def descriptor(pdf: Pdf) -> Any:
    return font(pdf).FontDescriptor


def stream(content: bytes = b"", **entries: Any) -> Callable[[Pdf], Any]:
    """A new stream with these entries, made when the file is there."""

    def made(pdf: Pdf) -> Any:
        new = pikepdf.Stream(pdf, content)
        for key, value in entries.items():
            new[f"/{key}"] = value(pdf) if callable(value) else value
        return pdf.make_indirect(new)

    return made


def draw(content: bytes) -> Change:
    """Further operators at the end of the first page, outside any marked content."""

    def change(pdf: Pdf) -> None:
        contents = page(pdf).Contents
        contents.write(contents.read_bytes() + b"\n" + content)

    return change


def draw_artifact(content: bytes) -> Change:
    """Further operators at the end of the first page, as a footer."""
    return draw(b"/Artifact <</Type/Pagination/Subtype/Footer>> BDC " + content + b" EMC")


def redraw(old: bytes, new: bytes) -> Change:
    """The first page's first `old` operators replaced."""

    def change(pdf: Pdf) -> None:
        contents = page(pdf).Contents
        assert old in contents.read_bytes()
        contents.write(contents.read_bytes().replace(old, new, 1))

    return change


def metadata(old: str, new: str) -> Change:
    """The packet with a text replaced wherever it stands."""

    def change(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new).encode())

    return change


def elements(pdf: Pdf, kind: str) -> Iterator[Any]:
    """The structure elements of a kind, in the order of their objects."""
    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/S") == f"/{kind}" and "/P" in found:
            yield found


def element(kind: str, number: int = 0) -> Find:
    return lambda pdf: list(elements(pdf, kind))[number]


def annotated(subtype: str, kind: str, **entries: Any) -> Change:
    """An annotation on the first page that is well made but for these entries (None: not there).

    `kind` is the structure element around it, empty for none.
    """

    def change(pdf: Pdf) -> None:
        told: dict[str, Any] = {
            "Type": Name.Annot,
            "Subtype": Name(subtype),
            "Rect": [100, 100, 200, 150],
            "F": 4,
            "Contents": String("注"),
            "TU": String("章"),
            "AP": Dictionary(
                N=stream(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])(pdf)
            ),
            **entries,
        }
        annotation = pdf.make_indirect(
            Dictionary({f"/{key}": value for key, value in told.items() if value is not None})
        )
        page(pdf).Annots = Array([annotation])
        if subtype == "/Widget":
            annotation.FT, annotation.T = Name.Sig, String("Seal")
            pdf.Root.AcroForm = Dictionary(Fields=[annotation])
        tree = pdf.Root.StructTreeRoot
        if kind:
            document, key = tree.K, int(tree.ParentTreeNextKey)
            reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page(pdf))
            owner = pdf.make_indirect(Dictionary(S=Name(f"/{kind}"), P=document, K=[reference]))
            document.K.append(owner)
            annotation.StructParent = key
            tree.ParentTree.Nums.extend([key, owner])
            tree.ParentTreeNextKey = key + 1

    return change
