"""Reports that break PDF/A-3b (ISO 19005-3) in one place each."""

import zlib
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.report.breaking import (
    Breach,
    annotated,
    descriptor,
    draw,
    draw_artifact,
    each,
    font,
    intent,
    page,
    put,
    resources,
    root,
    stream,
)

LZW_OF_NOTHING = b"\x80\x40\x40"
"""Clear table, end of data."""


def _action(kind: str, **entries: Any) -> Any:
    return Dictionary(S=Name(f"/{kind}"), **entries)


def _image(**entries: Any) -> Any:
    return put(
        resources,
        "/XObject",
        lambda pdf: Dictionary(
            Im1=stream(
                b"\0",
                Type=Name.XObject,
                Subtype=Name.Image,
                Width=1,
                Height=1,
                BitsPerComponent=8,
                ColorSpace=Name.DeviceGray,
                **entries,
            )(pdf)
        ),
    )


def _form(**entries: Any) -> Any:
    form = stream(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1], **entries)
    return put(resources, "/XObject", lambda pdf: Dictionary(Fm1=form(pdf)))


def _state(**entries: Any) -> Any:
    return put(resources, "/ExtGState", Dictionary(GS1=Dictionary(Type=Name.ExtGState, **entries)))


def _wider(pdf: Pdf) -> None:
    widths = font(pdf).Widths
    widths[40] = float(widths[40]) + 5


def _second_cmap(pdf: Pdf) -> None:
    program = TTFont(BytesIO(descriptor(pdf).FontFile2.read_bytes()))
    table = CmapSubtable.newSubtable(4)
    table.platformID, table.platEncID, table.language = 3, 1, 0
    table.cmap = {0x4E00: program.getGlyphOrder()[1]}
    program["cmap"].tables.append(table)
    _program(pdf, program)


def _without_a_glyph(pdf: Pdf) -> None:
    """The code that most texts use shows glyph 0."""
    program = TTFont(BytesIO(descriptor(pdf).FontFile2.read_bytes()))
    table = program["cmap"].tables[0]
    table.cmap[1] = program.getGlyphOrder()[0]
    _program(pdf, program)


def _program(pdf: Pdf, program: TTFont) -> None:
    buffer = BytesIO()
    program.save(buffer)
    descriptor(pdf).FontFile2 = stream(buffer.getvalue(), Length1=len(buffer.getvalue()))(pdf)


def _unicode(old: bytes, new: bytes) -> Any:
    def change(pdf: Pdf) -> None:
        cmap = font(pdf).ToUnicode.read_bytes()
        assert old in cmap
        font(pdf).ToUnicode = pdf.make_stream(cmap.replace(old, new, 1))

    return change


def _renamed(pdf: Pdf) -> None:
    name = Name("/" + str(font(pdf).BaseFont).partition("+")[2])
    font(pdf).BaseFont = descriptor(pdf).FontName = name


def _helvetica(pdf: Pdf) -> None:
    resources(pdf).Font["/Helv"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )


def _two_profiles(pdf: Pdf) -> None:
    other = Dictionary(intent(pdf))
    other.S, other.DestOutputProfile = (
        Name.GTS_PDFX,
        stream(intent(pdf).DestOutputProfile.read_bytes(), N=3)(pdf),
    )
    pdf.Root.OutputIntents.append(other)


def _spot(pdf: Pdf) -> Any:
    tint = stream(b"{ pop 0 }", FunctionType=4, Domain=[0, 1], Range=[0, 1])(pdf)
    return Dictionary(CS1=Array([Name.Separation, Name.Spot, Name.DeviceGray, tint]))


def _own_profile(pdf: Pdf) -> Any:
    profile = intent(pdf).DestOutputProfile.read_bytes()
    return Dictionary(CS1=Array([Name.ICCBased, stream(profile, N=4)(pdf)]))


def _profile_of(old: bytes, new: bytes) -> Any:
    def change(pdf: Pdf) -> None:
        profile = intent(pdf).DestOutputProfile
        profile.write(profile.read_bytes().replace(old, new, 1))

    return change


FILE: tuple[Breach, ...] = (
    ("a stream is compressed with LZW", put(root, "/X", stream(LZW_OF_NOTHING, Filter=Name.LZWDecode)), ("6.1.7.2 filters",)),
    ("a stream is cut off", put(root, "/X", stream(zlib.compress(b"text")[:-1], Filter=Name.FlateDecode)), ("6.1.7.2 filters",)),
    ("a stream has a filter of its own", put(root, "/X", stream(Filter=Name.Zip)), ("6.1.7.2 filters",)),
    ("a stream stands in another file", put(root, "/X", stream(F=String("other"))), ("6.1.7.1 stream objects",)),
    ("an image stands in the content", draw_artifact(b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x00 EI"), ("6.1.10 inline images",)),
    ("an unknown permission is granted", put(root, "/Perms", Dictionary(Other=1)), ("6.1.12 permissions",)),
    ("a string has 32768 bytes", put(root, "/X", String("a" * 32768)), ("6.1.13 implementation limits",)),
    ("a name has 128 bytes", put(root, "/X", Name("/" + "a" * 128)), ("6.1.13 implementation limits",)),
    ("an integer has more than 32 bits", put(root, "/X", 2**31), ("6.1.13 implementation limits",)),
    ("a real is closer to zero than can be told", draw(b"0." + b"0" * 39 + b"1 w"), ("6.1.13 implementation limits",)),
    ("graphics states are nested 29 deep", draw(b"q " * 29 + b"Q " * 29), ("6.1.13 implementation limits",)),
    ("a page is 15,000 points high", put(page, "/MediaBox", [0, 0, 595, 15000]), ("6.1.13 implementation limits",)),
)  # fmt: skip
GRAPHICS: tuple[Breach, ...] = (
    ("an operator is not defined", draw(b"1 shine"), ("6.2.2 content streams",)),
    ("an operator between BX and EX is not defined", draw(b"BX 1 shine EX"), ("6.2.2 content streams",)),
    ("a graphics state is not among the resources", draw(b"/GS9 gs"), ("6.2.2 content streams",)),
    ("there is no output intent", put(root, "/OutputIntents"), ("6.2.3 output intent", "6.2.4.3 uncalibrated colour spaces")),
    ("the output intent is for PDF/X", put(intent, "/S", Name.GTS_PDFX), ("6.2.3 output intent", "6.2.4.3 uncalibrated colour spaces")),
    ("the output intent has no profile", put(intent, "/DestOutputProfile"), ("6.2.3 output intent", "6.2.4.3 uncalibrated colour spaces")),
    ("two output intents have different profiles", _two_profiles, ("6.2.3 output intent",)),
    ("the profile stands elsewhere", put(intent, "/DestOutputProfileRef", Dictionary()), ("6.2.3 output intent",)),
    ("the output intent names no condition", put(intent, "/OutputConditionIdentifier"), ("6.2.3 output intent",)),
    ("the profile is of a scanner", _profile_of(b"mntr", b"scnr"), ("6.2.3 output intent",)),
    ("the profile is no profile", _profile_of(b"acsp", b"xxxx"), ("6.2.3 output intent",)),
    ("the profile has another number of components", put(lambda pdf: intent(pdf).DestOutputProfile, "/N", 1), ("6.2.3 output intent",)),
    ("a colour space has another number of components", put(resources, "/ColorSpace", _own_profile), ("6.2.4.2 ICCBased colour spaces",)),
    ("a colour is CMYK", draw(b"0 0 0 1 k"), ("6.2.4.3 uncalibrated colour spaces",)),
    ("a colour space is DeviceCMYK", draw(b"/DeviceCMYK cs"), ("6.2.4.3 uncalibrated colour spaces",)),
    ("there is a spot colour", put(resources, "/ColorSpace", _spot), ("6.2.4.4 Separation and DeviceN",)),
    ("a graphics state has a transfer function", _state(TR=Name.Identity), ("6.2.5 extended graphics states",)),
    ("a graphics state has another transfer function", _state(TR2=Name.Identity), ("6.2.5 extended graphics states",)),
    ("a halftone is of type 6", _state(HT=Dictionary(HalftoneType=6)), ("6.2.5 extended graphics states",)),
    ("a rendering intent is unknown", draw(b"/Beautiful ri"), ("6.2.6 rendering intents",)),
    ("a graphics state has an unknown rendering intent", _state(RI=Name.Beautiful), ("6.2.6 rendering intents",)),
    ("an image has alternatives", _image(Alternates=Array([])), ("6.2.8 images",)),
    ("an image is interpolated", _image(Interpolate=True), ("6.2.8 images",)),
    ("a form has PostScript", _form(PS=Name.X), ("6.2.9 form XObjects",)),
    ("a form stands for a page elsewhere", _form(Ref=Dictionary()), ("6.2.9 form XObjects",)),
    ("an XObject is PostScript", put(root, "/X", stream(Type=Name.XObject, Subtype=Name.PS)), ("6.2.9 form XObjects",)),
    ("a fill is half transparent", _state(ca=0.5), ("6.2.10 transparency",)),
    ("a stroke is half transparent", _state(CA=0.5), ("6.2.10 transparency",)),
    ("a blend mode multiplies", _state(BM=Name.Multiply), ("6.2.10 transparency",)),
    ("a graphics state has a soft mask", _state(SMask=Dictionary(S=Name.Alpha)), ("6.2.10 transparency",)),
    ("an image has a soft mask", _image(SMask=Dictionary()), ("6.2.10 transparency",)),
    ("a page is a transparency group", put(page, "/Group", Dictionary(S=Name.Transparency)), ("6.2.10 transparency",)),
)  # fmt: skip
FONTS: tuple[Breach, ...] = (
    ("a font's name is not its descriptor's", put(descriptor, "/FontName", Name("/ABCDEF+Other")), ("6.2.11.2 font types",)),
    ("a font has fewer widths than codes", put(font, "/LastChar", 256), ("6.2.11.2 font types",)),
    ("a font program is cut off", put(descriptor, "/FontFile2", stream(b"\0\1\0\0", Length1=4)), ("6.2.11.2 font types",)),
    ("a font program is longer than said", put(lambda pdf: descriptor(pdf).FontFile2, "/Length1", 5), ("6.2.11.2 font types",)),
    ("a font is of Type 1", put(font, "/Subtype", Name.Type1), ("6.2.11.2 font types",)),
    ("a font program is missing", put(descriptor, "/FontFile2"), ("6.2.11.4.1 embedding",)),
    ("Helvetica is left over", _helvetica, ("6.2.11.4.1 embedding",)),
    ("a subset has no tag", _renamed, ("6.2.11.4.2 subset embedding",)),
    ("two subsets have one name", each(put(lambda pdf: resources(pdf).Font["/F1+1"], "/BaseFont", lambda pdf: font(pdf).BaseFont), put(lambda pdf: resources(pdf).Font["/F1+1"].FontDescriptor, "/FontName", lambda pdf: font(pdf).BaseFont)), ("6.2.11.4.2 subset embedding",)),
    ("a width is 5 too large", _wider, ("6.2.11.5 font metrics",)),
    ("a symbolic font has an encoding", put(font, "/Encoding", Name.WinAnsiEncoding), ("6.2.11.6 character encodings",)),
    ("a font says that it is not symbolic", put(descriptor, "/Flags", 32), ("6.2.11.6 character encodings",)),
    ("a font has a second cmap", _second_cmap, ("6.2.11.6 character encodings",)),
    ("a font has no Unicode map", put(font, "/ToUnicode"), ("6.2.11.7.2 Unicode character maps",)),
    ("a code that is shown has no text", _unicode(b"<01> <FF3F>\n", b""), ("6.2.11.7.2 Unicode character maps",)),
    ("a code stands for U+0000", _unicode(b"<01> <FF3F>", b"<01> <0000>"), ("6.2.11.7.2 Unicode character maps",)),
    ("a code stands for U+FEFF", _unicode(b"<01> <FF3F>", b"<01> <FEFF>"), ("6.2.11.7.2 Unicode character maps",)),
    (".notdef is shown", _without_a_glyph, ("6.2.11.8 use of .notdef glyph",)),
)  # fmt: skip
INTERACTION: tuple[Breach, ...] = (
    ("an annotation is a film", annotated("/Movie", "Annot"), ("6.3.1 annotation types",)),
    ("an annotation has no flags", annotated("/Stamp", "Annot", F=None), ("6.3.2 annotation dictionaries",)),
    ("an annotation is not printed", annotated("/Stamp", "Annot", F=0), ("6.3.2 annotation dictionaries",)),
    ("an annotation is hidden", annotated("/Stamp", "Annot", F=6), ("6.3.2 annotation dictionaries",)),
    ("an annotation has no appearance", annotated("/Stamp", "Annot", AP=None), ("6.3.3 annotation appearances",)),
    ("an annotation looks different when pressed", annotated("/Stamp", "Annot", AP=Dictionary(N=Dictionary(), D=Dictionary())), ("6.3.3 annotation appearances",)),
    ("a field acts", annotated("/Widget", "Form", A=_action("GoTo")), ("6.4.1 interactive forms",)),
    ("a reader must draw the fields", put(root, "/AcroForm", Dictionary(Fields=[], NeedAppearances=True)), ("6.4.1 interactive forms",)),
    ("the form is XFA", put(root, "/AcroForm", Dictionary(Fields=[], XFA=Array([]))), ("6.4.2 XFA forms",)),
    ("a reader must render the form", put(root, "/NeedsRendering", True), ("6.4.2 XFA forms",)),
    ("a script runs on opening", put(root, "/OpenAction", _action("JavaScript", JS=String("app.alert(1)"))), ("6.5.1 actions",)),
    ("a program is started on opening", put(root, "/OpenAction", _action("Launch", F=String("calc"))), ("6.5.1 actions",)),
    ("the file is printed on opening", put(root, "/OpenAction", _action("Named", N=Name.Print)), ("6.5.1 actions",)),
    ("an unknown action is done on opening", put(root, "/OpenAction", _action("Dance")), ("6.5.1 actions",)),
    ("scripts are named", put(lambda pdf: pdf.Root.Names, "/JavaScript", Dictionary(Names=[])), ("6.5.1 actions",)),
    ("a page acts when it is turned to", put(page, "/AA", Dictionary()), ("6.5.2 trigger events",)),
    ("there are layers", put(root, "/OCProperties", Dictionary(OCGs=[])), ("6.9 optional content",)),
    ("a page is presented in steps", put(page, "/PresSteps", Dictionary()), ("6.10 alternate presentations",)),
    ("a reader needs abilities", put(root, "/Requirements", Array([])), ("6.11 document requirements",)),
    ("a link leads to the web", annotated("/Link", "Link", A=_action("URI", URI=String("https://example.org"))), ("self-contained: nothing outside the file",)),
    ("a file is named and not embedded", put(root, "/X", Dictionary(Type=Name.Filespec, F=String("a"))), ("self-contained: nothing outside the file",)),
)  # fmt: skip
