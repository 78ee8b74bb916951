"""ISO 19005-3, 6.6: what the file says of itself, in XMP and in the information dictionary."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from tests.report.conformance.opened import File

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
DC, PDF = "http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/pdf/1.3/"
XMP, XMP_MM = "http://ns.adobe.com/xap/1.0/", "http://ns.adobe.com/xap/1.0/mm/"
PDFA_ID, PDFUA_ID = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"
EXTENSION, SCHEMA = "http://www.aiim.org/pdfa/ns/extension/", "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
PREFIXES = {
    PDFA_ID: "pdfaid",
    PDFUA_ID: "pdfuaid",
    EXTENSION: "pdfaExtension",
    SCHEMA: "pdfaSchema",
    PROPERTY: "pdfaProperty",
}
"""The prefixes that the standards require."""
TEXT, DATE, ALT, SEQ, BAG = "text", "date", "Alt", "Seq", "Bag"
PREDEFINED = {
    DC: dict.fromkeys(("title", "description", "rights"), ALT)
    | dict.fromkeys(("creator", "date"), SEQ)
    | dict.fromkeys(("contributor", "language", "publisher", "relation", "subject", "type"), BAG)
    | dict.fromkeys(("coverage", "format", "identifier", "source"), TEXT),
    PDF: dict.fromkeys(("Keywords", "PDFVersion", "Producer", "Trapped"), TEXT),
    XMP: dict.fromkeys(("CreateDate", "MetadataDate", "ModifyDate"), DATE)
    | dict.fromkeys(("BaseURL", "CreatorTool", "Label", "Nickname", "Rating"), TEXT)
    | {"Identifier": BAG},
    XMP_MM: dict.fromkeys(("DocumentID", "InstanceID", "RenditionClass", "VersionID"), TEXT),
    PDFA_ID: dict.fromkeys(("part", "amd", "corr", "conformance"), TEXT),
    EXTENSION: {"schemas": BAG},
}
"""Properties that need no description, and their kinds: of the XMP specification those we may use."""
Moment = tuple[datetime.datetime, datetime.timedelta | None]
"""A date and time with its offset from UTC; dates without one are not taken for dates."""
ANALOGOUS = {
    "/Title": (DC, "title"),
    "/Author": (DC, "creator"),
    "/Subject": (DC, "description"),
    "/Keywords": (PDF, "Keywords"),
    "/Creator": (XMP, "CreatorTool"),
    "/Producer": (PDF, "Producer"),
    "/CreationDate": (XMP, "CreateDate"),
    "/ModDate": (XMP, "ModifyDate"),
}

_PDF_DATE = re.compile(
    r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z(?:00'00'?)?|([+-]\d\d)'(\d\d)'?)"
)
_PACKET = re.compile(
    rb"\s*<\?xpacket begin=(['\"])(?:\xef\xbb\xbf)?\1([^?]*)\?>(.*)<\?xpacket end=", re.S
)


@dataclass(frozen=True)
class Value:
    """A property's value: its kind (text, Alt, Seq, Bag or struct), and the texts in it."""

    kind: str
    texts: tuple[str, ...]
    element: ET.Element


@dataclass(frozen=True)
class Packet:
    """An XMP packet, read; `fault` where it cannot be."""

    properties: dict[tuple[str, str], Value]
    prefixes: dict[str, str]
    fault: str = ""

    def text(self, namespace: str, name: str) -> str | None:
        """A property's text, the default one of several languages, None where it is not there."""
        value = self.properties.get((namespace, name))
        return "、".join(value.texts) if value else None


@lru_cache(maxsize=1)
def packet(file: File) -> Packet:
    stream = file.catalog.get("/Metadata")
    if stream is None:
        return Packet({}, {}, "the catalog has no metadata stream")
    found = _PACKET.match(stream.read_bytes())
    if not found:
        return Packet({}, {}, "the metadata stream is no XMP packet")
    prefixes: dict[str, str] = {}
    properties: dict[tuple[str, str], Value] = {}
    try:
        events = ET.iterparse(BytesIO(found[3]), ("start-ns", "end"))
        for event, seen in events:
            if event == "start-ns":
                prefixes[seen[1]] = seen[0]
            elif seen.tag == f"{{{RDF}}}RDF":
                for description in seen:
                    properties |= dict(_properties(description))
    except ET.ParseError as error:
        return Packet({}, {}, f"the packet is not well-formed: {error}")
    attributes = [name for name in (b"bytes", b"encoding") if name in found[2]]
    if attributes:
        return Packet(properties, prefixes, f"the packet's header has {attributes[0].decode()}")
    return Packet(properties, prefixes)


def _properties(description: ET.Element) -> Iterator[tuple[tuple[str, str], Value]]:
    for name, text in description.attrib.items():
        if not name.startswith((f"{{{RDF}}}", f"{{{XML}}}")):
            yield _split(name), Value(TEXT, (text,), description)
    for element in description:
        yield _split(element.tag), _value(element)


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    return namespace, name


def _value(element: ET.Element) -> Value:
    for kind in (ALT, SEQ, BAG):
        if (container := element.find(f"{{{RDF}}}{kind}")) is not None:
            items = [item for item in container if kind != ALT or _default(item)]
            return Value(kind, tuple(item.text or "" for item in items), element)
    return Value("struct" if len(element) else TEXT, (element.text or "",), element)


def _default(item: ET.Element) -> bool:
    return item.get(f"{{{XML}}}lang") == "x-default"


def metadata_stream(file: File) -> Iterator[str]:
    """Stricter: unfiltered, so that the metadata are read without a PDF reader."""
    if packet(file).fault:
        yield packet(file).fault
    stream = file.catalog.get("/Metadata")
    if stream is not None:
        if stream.get("/Type") != "/Metadata" or stream.get("/Subtype") != "/XML":
            yield "/Type or /Subtype of the metadata stream is wrong"
        if "/Filter" in stream:
            yield "the metadata stream is compressed"


def known_properties(file: File) -> Iterator[str]:
    described = {(schema, name) for schema, names in _described(file) for name in names}
    for (namespace, name), value in packet(file).properties.items():
        kind = PREDEFINED.get(namespace, {}).get(name)
        if kind is None:
            if (namespace, name) not in described:
                yield f"{name} of {namespace} is neither predefined nor described"
        elif value.kind != (TEXT if kind == DATE else kind):
            yield f"{name} of {namespace} is of kind {value.kind}, not {kind}"
        elif kind == DATE and xmp_date(value.texts[0]) is None:
            yield f"{name} is no date: {value.texts[0]}"
        elif kind == ALT and len(value.texts) != 1:
            yield f"{name} of {namespace} has {len(value.texts)} default texts"
    for namespace, prefix in packet(file).prefixes.items():
        if PREFIXES.get(namespace, prefix) != prefix:
            yield f"the prefix {prefix} for {namespace}"


def _described(file: File) -> Iterator[tuple[str, list[str]]]:
    """The namespace and property names of each extension schema."""
    for schema in _schemas(file):
        names = [prop.findtext(f"{{{PROPERTY}}}name", "") for prop in _parts(schema, "property")]
        yield schema.findtext(f"{{{SCHEMA}}}namespaceURI", ""), names


def _schemas(file: File) -> list[ET.Element]:
    value = packet(file).properties.get((EXTENSION, "schemas"))
    return (
        []
        if value is None
        else [_struct(item) for item in value.element.iterfind(f"*/{{{RDF}}}li")]
    )


def _parts(schema: ET.Element, name: str) -> list[ET.Element]:
    path = f"{{{SCHEMA}}}{name}/{{{RDF}}}Seq/{{{RDF}}}li"
    return [_struct(item) for item in schema.iterfind(path)]


def _struct(item: ET.Element) -> ET.Element:
    """The element whose children are the fields: with parseType Resource the item itself."""
    inner = item.find(f"{{{RDF}}}Description")
    return item if inner is None else inner


def extension_schemas(file: File) -> Iterator[str]:
    for schema in _schemas(file):
        title = schema.findtext(f"{{{SCHEMA}}}schema", "")
        for name in ("schema", "namespaceURI", "prefix"):
            if not schema.findtext(f"{{{SCHEMA}}}{name}"):
                yield f"the schema {title!r} has no {name}"
        if not _parts(schema, "property"):
            yield f"the schema {title!r} describes no property"
        for prop in _parts(schema, "property"):
            for name in ("name", "valueType", "category", "description"):
                if not prop.findtext(f"{{{PROPERTY}}}{name}"):
                    yield f"a property of the schema {title!r} has no {name}"
            if prop.findtext(f"{{{PROPERTY}}}category", "internal") not in ("internal", "external"):
                yield f"the category of a property of the schema {title!r}"


def information(file: File) -> Iterator[str]:
    """Stricter: each of the two has what the other has."""
    info: Any = file.pdf.trailer.get("/Info", {})
    for key, (namespace, name) in ANALOGOUS.items():
        told = None if key not in info else str(info[key])
        text = packet(file).text(namespace, name)
        if key.endswith("Date"):
            same = told is not None and text is not None and pdf_date(told) == xmp_date(text)
        else:
            same = told == text
        if not same or told is None:
            yield f"{key} is {told!r}, {name} in the metadata {text!r}"


def pdf_date(text: str) -> Moment | None:
    """A date as PDF writes it (ISO 32000-1, 7.9.4)."""
    if not (found := _PDF_DATE.fullmatch(text)):
        return None
    *numbers, hours, minutes = found.groups()
    zone = f"{hours}:{minutes}" if hours else "+00:00"
    year, month, day, hour, minute, second = numbers
    return xmp_date(f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}")


def xmp_date(text: str) -> Moment | None:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment, moment.utcoffset()) if moment.tzinfo else None


def version(file: File) -> Iterator[str]:
    for name, value in (("part", "3"), ("conformance", "B")):
        if packet(file).text(PDFA_ID, name) != value:
            yield f"pdfaid:{name} is {packet(file).text(PDFA_ID, name)!r}, not {value!r}"


RULES = {
    "ISO 19005-3 6.6.2.1 metadata stream": metadata_stream,
    "ISO 19005-3 6.6.2.3.1 metadata properties": known_properties,
    "ISO 19005-3 6.6.2.3.3 extension schemas": extension_schemas,
    "ISO 19005-3 6.6.3 document information dictionary": information,
    "ISO 19005-3 6.6.4 version identification": version,
}
