"""Signed reports made and signed again: with another zlib, and with a time stamp after the signature."""

import io
import zlib
from collections.abc import Callable

import pytest
from asn1crypto import x509 as asn1
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import filters
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.timestamps import DummyTimeStamper

from evaluator.rubric.compiled import Rubric
from evaluator.signature import sign
from evaluator.verify import verify
from tests.signature.certificates import SIGNED_AT, certificate, opened
from tests.signature.forging import Appended
from tests.signature.reading import only


def test_what_a_signature_adds_owes_nothing_to_the_version_of_zlib(
    report: bytes, signed: bytes, keys: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = zlib.compress
    for module in (zlib, filters):
        monkeypatch.setattr(module, "compress", lambda data, *_, **__: pack(data, 1))
    again = sign(report, opened(keys["EC"]), "report.pdf", SIGNED_AT)
    start = signed.index(b"/Contents <", len(report))
    assert again[:start] == signed[:start]
    assert b"/FlateDecode" not in again


def test_a_time_stamp_after_the_signature_is_told_as_appended(
    signed: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    key = rsa.generate_private_key(65537, 2048)
    held = certificate(key, "测试时间戳机构").public_bytes(Encoding.DER)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    stamper = DummyTimeStamper(asn1.Certificate.load(held), PrivateKeyInfo.load(private))
    writer = Appended(io.BytesIO(signed))
    stamped = PdfTimeStamper(stamper).timestamp_pdf(writer, "sha256").getvalue()
    assert only(stamped).modifications == "allowed"
    verdict = verify(stamped, installed)
    assert "文件签名之后又被追加了内容" in verdict.differences
    assert not any("读不出来" in told for told in verdict.differences)
