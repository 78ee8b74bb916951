"""Reports that break what PDF/A-3b asks of metadata and embedded files in one place each."""

from pikepdf import Array, Name, Pdf, String

from tests.report.breaking import (
    Breach,
    attached,
    info,
    metadata,
    parameters,
    put,
)

PART = "<pdfuaid:part>1</pdfuaid:part>"
MOMENT = "<xmp:ModifyDate>2021-12-31T00:00:00+08:00"
SAME_MOMENT = "<xmp:ModifyDate>2021-12-30T16:00:00+00:00"


def _reversed_names(pdf: Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles
    pairs = list(names.Names)
    names.Names = Array([*pairs[2:4], *pairs[:2], *pairs[4:]])


def _unnamed(pdf: Pdf) -> None:
    del pdf.Root.Names.EmbeddedFiles.Names[0:2]


METADATA: tuple[Breach, ...] = (
    ("the metadata are of another type", put(lambda pdf: pdf.Root.Metadata, "/Subtype", Name.Text), ("6.6.2.1 metadata stream",)),
    ("the packet tells its length", metadata('id="W5M0MpCehiHzreSzNTczkc9d"', 'id="W5M0MpCehiHzreSzNTczkc9d" bytes="9"'), ("6.6.2.1 metadata stream",)),
    ("a property is unknown", metadata(PART, f"{PART}<pdf:Colour>red</pdf:Colour>"), ("6.6.2.3.1 metadata properties",)),
    ("the title has no language", metadata("rdf:Alt", "rdf:Seq"), ("6.6.2.3.1 metadata properties",)),
    ("a date has no time zone", metadata("<xmp:MetadataDate>2021-12-31T00:00:00+08:00", "<xmp:MetadataDate>2021-12-31T00:00:00"), ("6.6.2.3.1 metadata properties",)),
    ("the PDF/A prefix is another", metadata("pdfaid", "archive"), ("6.6.2.3.1 metadata properties",)),
    ("the PDF/UA schema is described as another", metadata("<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/", "<pdfaSchema:namespaceURI>http://example.org/"), ("6.6.2.3.1 metadata properties",)),
    ("a schema has no prefix", metadata("<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>", ""), ("6.6.2.3.3 extension schemas",)),
    ("a property's category is unknown", metadata("internal", "secret"), ("6.6.2.3.3 extension schemas",)),
    ("the title is another", put(info, "/Title", String("Another")), ("6.6.3 document information dictionary",)),
    ("the author is another", put(info, "/Author", String("Another")), ("6.6.3 document information dictionary",)),
    ("the subject is missing", put(info, "/Subject"), ("6.6.3 document information dictionary",)),
    ("the keywords are others", put(info, "/Keywords", String("a, b")), ("6.6.3 document information dictionary",)),
    ("the creator is another", put(info, "/Creator", String("Another")), ("6.6.3 document information dictionary",)),
    ("the producer is another", put(info, "/Producer", String("Another")), ("6.6.3 document information dictionary",)),
    ("the date of creation is another", put(info, "/CreationDate", String("D:20220101000000+08'00'")), ("6.6.3 document information dictionary",)),
    ("the date of change is told for another time zone", metadata(MOMENT, SAME_MOMENT), ("6.6.3 document information dictionary",)),
    ("the part of PDF/A is 2", metadata("<pdfaid:part>3", "<pdfaid:part>2"), ("6.6.4 version identification",)),
    ("the level of PDF/A is A", metadata("<pdfaid:conformance>B", "<pdfaid:conformance>A"), ("6.6.4 version identification",)),
)  # fmt: skip
ATTACHMENTS: tuple[Breach, ...] = (
    ("a checksum is of another content", put(parameters, "/CheckSum", String("0" * 16)), ("6.8 embedded files",)),
    ("a size is another", put(parameters, "/Size", 1), ("6.8 embedded files",)),
    ("a date of change is missing", put(parameters, "/ModDate"), ("6.8 embedded files",)),
    ("a relationship is missing", put(attached, "/AFRelationship"), ("6.8 embedded files",)),
    ("a relationship is unknown", put(attached, "/AFRelationship", Name.Friend), ("6.8 embedded files",)),
    ("a file has no Unicode name", put(attached, "/UF"), ("6.8 embedded files",)),
    ("a file has no description", put(attached, "/Desc"), ("6.8 embedded files",)),
    ("a file has no MIME type", put(lambda pdf: attached(pdf).EF.F, "/Subtype"), ("6.8 embedded files",)),
    ("a file is embedded under one name", put(lambda pdf: attached(pdf).EF, "/UF"), ("6.8 embedded files",)),
    ("a file is not associated", lambda pdf: pdf.Root.AF.__delitem__(-1), ("6.8 embedded files",)),
    ("a file has no name in the tree", _unnamed, ("6.8 embedded files",)),
    ("names are out of order", _reversed_names, ("6.8 embedded files",)),
)  # fmt: skip
