"""A report and a key → the report signed: PAdES B-B (ETSI EN 319 142-1) in an incremental update.

The update adds one certifying signature that allows no change after it, its field with the seal, and,
in a tagged file, the field's place in the structure tree. Nothing else is touched, so that what was
PDF/A-3b stays so: above all the metadata, which must agree with each other.
"""

from __future__ import annotations

import asyncio
import datetime
import hashlib
from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, cast

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import (
    MDPPerm,
    SigFieldSpec,
    SigSeedSubFilter,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import (
    ExternalSigner,
    PdfSignatureMetadata,
    PdfSigner,
    Signer,
)
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.stamp import NoOpStampStyle
from pyhanko_certvalidator.errors import ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from evaluator.files import UsageError
from evaluator.report import seal
from evaluator.report.readback import BROKEN
from evaluator.report.words import CHINA
from evaluator.signature.key import Key, common_name
from evaluator.signature.tree import add_form_element

FIELD, TITLE = "Seal", "电子签名"
MALFORMED = (PdfError, RecursionError, *BROKEN)
"""What pyHanko raises when the objects of a file are not what they should be."""
UNREADABLE = (*MALFORMED, SignatureValidationError, ValidationError, SigningError)
"""What it raises for a signature that it cannot make sense of; hostile files raise much."""


class _Addition(IncrementalPdfFileWriter):
    """An incremental update that leaves XMP metadata and information dictionary as they are.

    pyHanko would write both anew, with the time of signing as the document's date and itself as producer.
    """

    def _update_meta(self) -> None:
        pass

    def _populate_trailer(self, trailer: generic.DictionaryObject) -> None:
        """The cross-reference stream is not packed: another zlib would sign other bytes."""
        cast("Any", super())._populate_trailer(trailer)
        trailer.pop("/Filter", None)

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        """The identifier of the signed file follows from the report's (ISO 32000-1, 14.4), not from chance."""
        first, second = prev.trailer["/ID"]
        changed = hashlib.sha256(bytes(second.original_bytes) + b"signed").digest()[:16]
        return generic.ArrayObject([first, generic.ByteStringObject(changed)])


class _Signer(PdfSigner):
    """A signer that keeps the file PDF 1.7, on which PDF/A-3 builds, with keys on NIST curves too.

    For those pyHanko would declare ISO/TS 32002, and with it PDF 2.0.
    """

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        del md_algorithm
        pdf_out.register_extension(ESIC_EXTENSION_1)


def sign(
    pdf: bytes,
    key: Key,
    name: str,
    moment: datetime.datetime | None = None,
    *,
    verified: bool = False,
) -> bytes:
    """See `evaluator.signature.sign`."""
    moment = (moment or datetime.datetime.now(CHINA)).astimezone(CHINA)
    try:
        writer = _Addition(BytesIO(pdf))
        if any(enumerate_sig_fields(writer.prev, filled_status=True)):
            raise UsageError(
                f"“{name}”已经签过名，不能再签。要换一个签名，请重新生成报告（加 --overwrite）后再签。"
            )
        place = _place(writer)
        if place is None:
            raise UsageError(
                f"“{name}”不是本程序生成的评价报告，或是旧版程序生成的（没有署名位置），不能签名。"
            )
        session = _sealed(writer, key.signer, place, seal.seal(key.name, moment, verified=verified))
        session.system_time = moment
        room = asyncio.run(session.estimate_signature_container_size(None))
        document = session.prepare_tbs_document(None, room)
        digest, output = document.digest_tbs_document()
        attributes = PdfCMSSignedAttributes(signing_time=moment)
        asyncio.run(document.perform_signature(digest.document_digest, attributes))
        return _content(output)
    except MALFORMED as error:
        raise UsageError(
            f"“{name}”不是完好的 PDF 报告，不能签名，请重新生成报告（{type(error).__name__}）。"
        ) from error


def signed_again(pdf: bytes, signed: bytes, *, verified: bool) -> bytes | None:
    """See `evaluator.signature.signed_again`."""
    try:
        (signature,) = PdfFileReader(BytesIO(signed)).embedded_regular_signatures
        certificate, moment = signature.signer_cert, signature.self_reported_timestamp
        if moment is None:
            return None
        writer = _Addition(BytesIO(pdf))
        place = _place(writer)
        if place is None:
            return None
        drawn = seal.seal(common_name(certificate), moment, verified=verified)
        room = 2 * len(signature.pkcs7_content)
        signer = ExternalSigner(certificate, SimpleCertificateStore(), signature_value=room)
        session = _sealed(writer, signer, place, drawn)
        session.system_time = moment.astimezone(CHINA)
        made = _content(session.prepare_tbs_document(None, room).digest_tbs_document()[1])
        start = made.index(b"<" + b"0" * room + b">", len(pdf)) + 1
        digits = signature.pkcs7_content.hex().encode()
        own = signed[start : start + room]
        return made[:start] + (own if own.lower() == digits else digits) + made[start + room :]
    except UNREADABLE:
        return None


def _content(output: IO[Any]) -> bytes:
    output.seek(0)
    return bytes(output.read())


def _sealed(
    writer: _Addition, signer: Signer, place: tuple[int, float, float], drawn: bytes
) -> PdfSigningSession:
    """The signing of a report, with its field and the seal in the room kept free for it."""
    page, left, top = place
    box = (round(left), round(top - seal.HEIGHT), round(left + seal.WIDTH), round(top))
    session = _Signer(
        PdfSignatureMetadata(
            field_name=FIELD,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        signer=signer,
        stamp_style=NoOpStampStyle(),
        new_field_spec=SigFieldSpec(FIELD, page, box, readable_field_name=TITLE),
    ).init_signing_session(writer)
    appearance = writer.import_page_as_xobject(PdfFileReader(BytesIO(drawn)))
    _retag(appearance.get_object()["/Resources"]["/Font"])
    field = session.sig_field
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): appearance})
    add_form_element(writer, field)
    return session


def _retag(fonts: generic.DictionaryObject) -> None:
    """Tag the seal's subsets otherwise than the report's of the same faces (ISO 32000-1, 9.6.4)."""
    for name in fonts:
        font = fonts[name]
        for owner, key in ((font, "/BaseFont"), (font["/FontDescriptor"], "/FontName")):
            tag, _, face = str(owner[key]).partition("+")
            owner[pdf_name(key)] = pdf_name(f"/SEAL{tag[-2:]}+{face}")


def _place(writer: _Addition) -> tuple[int, float, float] | None:
    """The page's number from 0, left and top of the room for the seal; None where there is none."""
    found = _destination(writer.root)
    if found is None:
        return None
    home, kind, left, top, *_ = found
    assert kind == "/XYZ"
    wanted = found.raw_get(0).reference
    pages = int(writer.root["/Pages"]["/Count"])
    for number in range(pages):
        if cast("Any", writer).find_page_for_modification(number)[0].reference == wanted:
            return number, float(left), float(top)
    raise ValueError(f"no such page: {home}")


def _destination(root: generic.DictionaryObject) -> Any:
    """The array of the named destination, from the catalog's dictionary or its name tree."""
    found = _entry(root, "/Dests", f"/{seal.DESTINATION}")
    if found is None:
        found = dict(_named(_entry(root, "/Names", "/Dests"))).get(seal.DESTINATION)
    return found["/D"] if isinstance(found, generic.DictionaryObject) else found


def _entry(value: Any, *way: str) -> Any:
    """The value at the end of a way through dictionaries, or None where it ends before."""
    for key in way:
        if key not in value:
            return None
        value = value[key]
    return value


def _named(node: Any) -> Iterator[tuple[str, Any]]:
    """The names and values of a name tree (ISO 32000-1, 7.9.6)."""
    if node is None:
        return
    names = _entry(node, "/Names") or ()
    for place in range(0, len(names), 2):
        yield str(names[place]), names[place + 1]
    for kid in _entry(node, "/Kids") or ():
        yield from _named(kid.get_object())
