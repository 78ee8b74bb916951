"""What makes the report an archival record: PDF/A-3b (ISO 19005-3, GB/T 23286.3), its sources inside.

The parts that reportlab does not write, added to its document as objects: XMP metadata that agree with
the information dictionary, the output intent, the embedded files.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDate,
    PDFDictionary,
    PDFName,
    PDFStream,
    PDFString,
)

from evaluator.report.colour import NAME, srgb_profile

JSON = "/application#2Fjson"
SUBMISSION, VERIFICATION = "submission.json", "verification.json"
RUBRIC, EVALUATION = "rubric.json", "evaluation.json"


@dataclass(frozen=True)
class Attachment:
    """An embedded file. `relationship`: to the report, as PDF/A-3 (annex E) names it."""

    name: str
    content: bytes
    description: str
    relationship: Literal["Source", "Data", "Supplement"]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Sources:
    """What a report is made from, as bytes: files as received, the rubric as canonical JSON."""

    submission: bytes
    rubric: bytes
    verification: bytes | None = None

    def attachments(self, evaluation: bytes) -> tuple[Attachment, ...]:
        """The files that a report carries, the evaluation last."""
        files = [
            Attachment(SUBMISSION, self.submission, "申报数据，与收到的文件逐字节相同", "Source"),
            Attachment(RUBRIC, self.rubric, "量规全文（规范写法的JSON）", "Supplement"),
            Attachment(EVALUATION, evaluation, "评价结果，本报告各项数字的准确值", "Data"),
        ]
        if self.verification is not None:
            told = "核查数据，与收到的文件逐字节相同"
            files.insert(1, Attachment(VERIFICATION, self.verification, told, "Source"))
        return tuple(files)


@dataclass(frozen=True)
class Description:
    """What the report says of itself; `identifier` is its 发文字号, empty where it has none."""

    title: str
    author: str
    subject: str
    keywords: str
    creator: str
    producer: str
    identifier: str
    moment: datetime.datetime


def archive(document: Any, description: Description, attachments: Sequence[Attachment]) -> None:
    """Add the archival parts to a reportlab document before it is written."""
    catalog = document.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "AF", "OutputIntents"]
    catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    catalog.Metadata = PDFStream(
        PDFDictionary({"Type": PDFName("Metadata"), "Subtype": PDFName("XML")}),
        xmp(description).encode(),
    )
    catalog.OutputIntents = PDFArray([_output_intent(document)])
    files = [document.Reference(_file(document, entry)) for entry in attachments]
    catalog.AF = PDFArray(files)
    named = sorted(zip((entry.name for entry in attachments), files, strict=True))
    names = PDFArray([part for name, file in named for part in (PDFString(name), file)])
    catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": names})})


def _output_intent(document: Any) -> PDFDictionary:
    profile = PDFStream(PDFDictionary({"N": 3}), srgb_profile())
    return PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString(NAME),
            "Info": PDFString(NAME),
            "DestOutputProfile": document.Reference(profile),
        }
    )


def _file(document: Any, entry: Attachment) -> PDFDictionary:
    date = PDFDate(document._timeStamp)
    checksum = hashlib.md5(entry.content, usedforsecurity=False).hexdigest()
    parameters = {
        "Size": len(entry.content),
        "CheckSum": f"<{checksum}>",
        "CreationDate": date,
        "ModDate": date,
    }
    stream = PDFStream(
        PDFDictionary(
            {
                "Type": PDFName("EmbeddedFile"),
                "Subtype": JSON,
                "Params": PDFDictionary(parameters),
            }
        ),
        entry.content,
    )
    reference = document.Reference(stream)
    return PDFDictionary(
        {
            "Type": PDFName("Filespec"),
            "F": PDFString(entry.name),
            "UF": PDFString(entry.name),
            "Desc": PDFString(entry.description),
            "AFRelationship": PDFName(entry.relationship),
            "EF": PDFDictionary({"F": reference, "UF": reference}),
        }
    )


def xmp(description: Description) -> str:
    """The metadata packet: what the information dictionary says, and which standards the file keeps."""
    moment = description.moment.isoformat()
    identifier = ""
    if description.identifier:
        identifier = f"<dc:identifier>{escape(description.identifier)}</dc:identifier>"
    return _PACKET.format(
        title=escape(description.title),
        author=escape(description.author),
        subject=escape(description.subject),
        keywords=escape(description.keywords),
        creator=escape(description.creator),
        producer=escape(description.producer),
        identifier=identifier,
        moment=moment,
    )


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
{identifier}
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
