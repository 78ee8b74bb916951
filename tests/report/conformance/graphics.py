"""ISO 19005-3, 6.2.2 to 6.2.10: what is drawn, and in which colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream

from tests.report.conformance.opened import Content, File, identity, words

OPERATORS = words(
    "b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m"
    " M MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
    " INLINE"
)
"""ISO 32000-1, annex A; pikepdf says INLINE IMAGE for BI, ID and EI."""
RESOURCES = {"Tf": "/Font", "gs": "/ExtGState", "Do": "/XObject", "sh": "/Shading"}
"""Operators whose first operand is a resource, and its kind."""
INTENTS = ("/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation")
DEVICE = {"g": "Gray", "G": "Gray", "rg": "RGB", "RG": "RGB", "k": "CMYK", "K": "CMYK"}
COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"LAB ": 3}
COVERED = {b"GRAY": {"Gray"}, b"RGB ": {"Gray", "RGB"}, b"CMYK": {"Gray", "CMYK"}, b"": set[str]()}
"""The device colours that an output intent of a colour space gives a meaning to."""


def content_streams(file: File) -> Iterator[str]:
    for piece in file.pieces:
        if re.search(rb"/Type\s*/Pages\b", piece.head) and b"/Resources" in piece.head:
            yield f"pages inherit the resources of object {piece.number}"
    for content in file.contents:
        if content.operations and "/Resources" not in content.owner:
            yield f"{content.where} has no /Resources of its own"
        for operator, operands in content.operations:
            if operator.split()[0] not in OPERATORS:
                yield f"the operator {operator} on {content.where}"
            kind = RESOURCES.get(operator)
            if kind and content.resource(kind, operands[0]) is None:
                yield f"{operands[0]} of {operator} is not among the resources of {content.where}"


def output_intent(file: File) -> Iterator[str]:
    intents = list(file.catalog.get("/OutputIntents", []))
    archival = [intent for intent in intents if intent.get("/S") == "/GTS_PDFA1"]
    if len(archival) != 1:
        yield f"{len(archival)} output intents of GTS_PDFA1 instead of one"
    profiles = {
        identity(intent.DestOutputProfile) for intent in intents if "/DestOutputProfile" in intent
    }
    if len(profiles) > 1:
        yield "the output intents have different profiles"
    for intent in intents:
        if "/DestOutputProfileRef" in intent:
            yield "an output intent has /DestOutputProfileRef"
        if "/OutputConditionIdentifier" not in intent:
            yield "an output intent has no /OutputConditionIdentifier"
    for intent in archival:
        profile = intent.get("/DestOutputProfile")
        if isinstance(profile, Stream):
            yield from _profile_faults(profile, (b"prtr", b"mntr"), COMPONENTS.keys() - {b"LAB "})
        else:
            yield "the output intent has no profile"


def _profile_faults(profile: Any, classes: Any, spaces: Any) -> Iterator[str]:
    """What is wrong with an ICC profile (ISO 15076-1, 7.2) of a stream."""
    data = profile.read_bytes()
    space = data[16:20]
    if len(data) < 132 or data[36:40] != b"acsp":
        yield "the profile is no ICC profile"
    elif int.from_bytes(data[:4]) != len(data):
        yield f"the profile says {int.from_bytes(data[:4])} bytes and has {len(data)}"
    elif data[8] >= 5 or data[12:16] not in classes or space not in spaces:
        yield f"a profile of version {data[8]}, class {data[12:16]!r}, space {space!r}"
    elif profile.get("/N") != COMPONENTS[space]:
        yield f"/N {profile.get('/N')} for a profile of {space!r}"
    else:
        for place in range(132, 132 + 12 * int.from_bytes(data[128:132]), 12):
            offset, size = (int.from_bytes(data[place + at :][:4]) for at in (4, 8))
            if offset + size > len(data):
                yield f"the profile's tag {data[place : place + 4]!r} points behind its end"


def icc_colours(file: File) -> Iterator[str]:
    classes = (b"prtr", b"mntr", b"scnr", b"spac")
    for where, text in file.syntax:
        for number in re.findall(rb"/ICCBased\s+(\d+)\s+0\s+R", text):
            profile = file.pdf.get_object(int(number), 0)
            for fault in _profile_faults(profile, classes, COMPONENTS.keys()):
                yield f"{fault} in {where}"


def device_colours(file: File) -> Iterator[str]:
    space = b""
    for intent in file.catalog.get("/OutputIntents", []):
        if intent.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in intent:
            space = intent.DestOutputProfile.read_bytes()[16:20]
    allowed = COVERED.get(space, set())
    for content in file.contents:
        used = {DEVICE[operator] for operator, _ in content.operations if operator in DEVICE}
        for colour in sorted(used - allowed):
            yield f"Device{colour} on {content.where}"
    for where, text in file.syntax:
        for colour in set(re.findall(rb"/Device(Gray|RGB|CMYK)\b", text)):
            if colour.decode("ascii") not in allowed:
                yield f"Device{colour.decode('ascii')} in {where}"


def special_colours(file: File) -> Iterator[str]:
    """Stricter: the clause allows spot colours under conditions; a report has none."""
    for where, text in file.syntax:
        for kind in set(re.findall(rb"/(Separation|DeviceN)\b", text)):
            yield f"{kind.decode('ascii')} in {where}"


def graphics_states(file: File) -> Iterator[str]:
    for where, state in _graphics_states(file):
        for key in ("/TR", "/HTP", "/HTO"):
            if key in state:
                yield f"{key} in {where}"
        if state.get("/TR2", "/Default") != "/Default":
            yield f"/TR2 in {where}"
        halftone = state.get("/HT", "/Default")
        if halftone != "/Default" and (
            halftone.get("/HalftoneType") not in (1, 5) or "/HalftoneName" in halftone
        ):
            yield f"a halftone in {where}"


def _graphics_states(file: File) -> Iterator[tuple[str, Any]]:
    for where, found in file.dictionaries:
        if found.get("/Type") == "/ExtGState":
            yield where, found
        states = found.get("/ExtGState", {})
        if isinstance(states, Dictionary):
            for name in states.keys():  # noqa: SIM118 - pikepdf's own view
                yield f"{name} of {where}", states[name]


def rendering_intents(file: File) -> Iterator[str]:
    for content in file.contents:
        for operator, operands in content.operations:
            if operator == "ri" and operands[0] not in INTENTS:
                yield f"{operands[0]} on {content.where}"
    for where, found in file.dictionaries:
        for key in ("/RI", "/Intent"):
            if isinstance(found.get(key), Name) and found.get(key) not in INTENTS:
                yield f"{found.get(key)} in {where}"


def images(file: File) -> Iterator[str]:
    for where, image in file.typed("/Subtype", "/Image"):
        for key in ("/Alternates", "/OPI"):
            if key in image:
                yield f"{key} in {where}"
        if image.get("/Interpolate"):
            yield f"/Interpolate true in {where}"


def forms(file: File) -> Iterator[str]:
    for where, form in file.typed("/Subtype", "/Form"):
        for key in ("/OPI", "/PS", "/Ref"):
            if key in form:
                yield f"{key} in {where}"
        if form.get("/Subtype2") == "/PS":
            yield f"/Subtype2 /PS in {where}"
    for where, found in file.typed("/Subtype", "/PS"):
        if isinstance(found, Stream):
            yield f"a PostScript XObject in {where}"


def transparency(file: File) -> Iterator[str]:
    """Stricter: the clause allows transparency; a report has none, so that any reader draws it alike."""
    for where, found in file.dictionaries:
        group = found.get("/Group")
        if isinstance(group, Dictionary) and group.get("/S") == "/Transparency":
            yield f"a transparency group in {where}"
        if found.get("/Subtype") == "/Image" and "/SMask" in found:
            yield f"a soft mask of the image in {where}"
        if found.get("/SMaskInData", 0) != 0:
            yield f"/SMaskInData in {where}"
    for where, state in _graphics_states(file):
        modes = state.get("/BM", "/Normal")
        for mode in modes if isinstance(modes, Array) else [modes]:
            if mode not in ("/Normal", "/Compatible"):
                yield f"blend mode {mode} in {where}"
        if state.get("/SMask", "/None") != "/None":
            yield f"/SMask in {where}"
        for key in ("/ca", "/CA"):
            if state.get(key, 1) != 1:
                yield f"{key} {state[key]} in {where}"


def shown_fonts(content: Content) -> Iterator[tuple[Any, bytes]]:
    """Each string that a content shows, with its font's dictionary (None where it has none)."""
    font: Any = None
    kept: list[Any] = []
    for operator, operands in content.operations:
        if operator == "Tf":
            font = content.resource("/Font", operands[0])
        elif operator == "gs":
            state = content.resource("/ExtGState", operands[0])
            font = state.Font[0] if state is not None and "/Font" in state else font
        elif operator == "q":
            kept.append(font)
        elif operator == "Q" and kept:
            font = kept.pop()
        elif operator in ("Tj", "'", '"'):
            yield font, bytes(operands[-1])
        elif operator == "TJ":
            strings = [bytes(part) for part in operands[0] if not isinstance(part, int | float)]
            yield font, b"".join(strings)


RULES = {
    "ISO 19005-3 6.2.2 content streams": content_streams,
    "ISO 19005-3 6.2.3 output intent": output_intent,
    "ISO 19005-3 6.2.4.2 ICCBased colour spaces": icc_colours,
    "ISO 19005-3 6.2.4.3 uncalibrated colour spaces": device_colours,
    "ISO 19005-3 6.2.4.4 Separation and DeviceN": special_colours,
    "ISO 19005-3 6.2.5 extended graphics states": graphics_states,
    "ISO 19005-3 6.2.6 rendering intents": rendering_intents,
    "ISO 19005-3 6.2.8 images": images,
    "ISO 19005-3 6.2.9 form XObjects": forms,
    "ISO 19005-3 6.2.10 transparency": transparency,
}
