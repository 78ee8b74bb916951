"""What a PDF's signatures are worth: digest, coverage, later changes, certificate; a sentence for each."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Literal

from asn1crypto import cms, core, x509
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from evaluator.report.words import CHINA
from evaluator.signature import SignatureState
from evaluator.signature.key import MOST_CERTIFICATES, USAGES, china_day, common_name, issued
from evaluator.signature.signing import UNREADABLE
from evaluator.submission.shown import quoted

MANGLED = "签名数据已损坏或被改动，无法核验。"
FOREIGN = "签名中有本程序不会写入的内容（如不受签名保护的附加内容、对不上的证书），无法核验。"
Modifications = Literal["none", "allowed", "forbidden"]


def verify_signatures(
    pdf: bytes, trust: Sequence[bytes] | None = None
) -> tuple[SignatureState, ...]:
    """The state of every signature in a PDF that has some; time stamps of the whole file are left out.

    `trust`: certificates (DER) that a signer's chain may end in; without them it is not judged.
    """
    try:
        reader = PdfFileReader(BytesIO(pdf))
        fields = [
            (name, value.get_object(), field.get_object())
            for name, value, field in enumerate_sig_fields(reader, filled_status=True)
        ]
    except UNREADABLE:
        return (_broken("文件的结尾或结构已损坏，其中的签名读不出来。"),)
    found = [
        _state(reader, pdf, name, field, trust)
        for name, value, field in fields
        if "/Type" not in value or value["/Type"] != "/DocTimeStamp"
    ]
    return tuple(found) or (_broken("文件里有签名的痕迹，但读不到签名，签名可能已被移去。"),)


def _broken(sentence: str) -> SignatureState:
    return SignatureState("", "", None, False, False, "forbidden", False, None, sentence)


def _state(
    reader: PdfFileReader, pdf: bytes, name: str, field: Any, trust: Sequence[bytes] | None
) -> SignatureState:
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        if not _encoded(signature.pkcs7_content):
            return _broken(MANGLED)
        if not _as_made_here(cms.ContentInfo.load(signature.pkcs7_content)["content"]):
            return _broken(FOREIGN)
        certificate = signature.signer_cert
        claimed = signature.self_reported_timestamp
        status = validate_pdf_signature(
            signature,
            _context(trust or (), claimed),
            key_usage_settings=_usages(certificate),
        )
        whole = _covers(signature, pdf)
        valid = (
            claimed is not None
            and certificate.not_valid_before <= claimed <= certificate.not_valid_after
        )
        return SignatureState(
            signer=common_name(certificate),
            fingerprint=certificate.sha256.hex(),
            signed_at=claimed,
            intact=status.intact and status.valid,
            covers_whole_file=whole,
            modifications=_modifications(status, whole),
            valid_at_signing=valid,
            trusted=status.trusted if trust else None,
            sentence=_sentence(certificate, claimed, status, whole, valid, bool(trust)),
        )
    except UNREADABLE:
        return _broken(MANGLED)


DEEPEST = 20
"""How deep the values of a signature may stand in each other; the deepest of `sign` is the 17th.

asn1crypto takes twice the time for each further one.
"""


def _encoded(content: bytes) -> bool:
    """Whether a signature's digits are just the DER encoding of what they say (ISO 32000-1, 12.8.3.3), then zeros.

    Some of its parts are not signed themselves. Raises ValueError where a part cannot be read.
    """
    if not _in_der(content):
        return False
    parsed = cms.ContentInfo.load(content)
    assert parsed.native
    return content.startswith(parsed.dump(force=True))


def _as_made_here(signed: cms.SignedData) -> bool:
    """Whether a signature holds what `sign` writes and no more: nothing that it does not cover may say anything.

    Every certificate whose issuer is beside it must bear that one's signature.
    """
    (signer,) = signed["signer_infos"]
    digest = signer["digest_algorithm"]["algorithm"].native
    algorithm = signer["signature_algorithm"]["algorithm"].native
    held = [load_der_x509_certificate(entry.chosen.dump()) for entry in signed["certificates"]]
    return (
        isinstance(signer["unsigned_attrs"], core.Void)
        and isinstance(signed["crls"], core.Void)
        and algorithm in (f"{digest}_ecdsa", f"{digest}_rsa", "rsassa_pkcs1v15")
        and len(held) <= MOST_CERTIFICATES
        and all(issued(entry, held) for entry in held)
    )


def _usages(certificate: x509.Certificate) -> KeyUsageConstraints:
    """What a signer's certificate must be for; one that does not limit its use is for all (RFC 5280, 4.2.1.3)."""
    wanted = USAGES if certificate.key_usage_value is not None else set()
    return KeyUsageConstraints(key_usage=wanted, match_all_key_usages=False)


def _in_der(content: bytes) -> bool:
    """Whether some bytes are one value of bounded depth by their tags and lengths (X.690, 8.1, 10.1), then zeros.

    Raises IndexError.
    """
    place, ends = 0, [len(content)]
    while place == 0 or len(ends) > 1:
        tag, length, start = content[place], content[place + 1], place + 2
        if length & 0x80:
            start += length & 0x7F
            digits = content[place + 2 : start]
            length = int.from_bytes(digits)
            if length < 0x80 or digits[0] == 0:
                return False
        end = start + length
        if tag & 0x1F == 0x1F or end > ends[-1] or len(ends) > DEEPEST:
            return False
        place = end
        if tag & 0x20:
            ends.append(end)
            place = start
        while len(ends) > 1 and place == ends[-1]:
            ends.pop()
    return not content[place:].strip(b"\0")


def _context(trust: Sequence[bytes], moment: datetime.datetime | None) -> ValidationContext:
    """The chain as it stood at the claimed time, from the file's and the trusted certificates alone."""
    return ValidationContext(
        trust_roots=[x509.Certificate.load(der) for der in trust],
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )


def _covers(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether every byte of the file but the signature's own digits is signed.

    pyHanko compares the sum of the lengths alone; a later revision of the signature, with its digits
    padded to the length of what was appended, would pass for the whole file.
    """
    match [int(number) for number in signature.byte_range]:
        case [0, end, start, length]:
            gap = pdf[end:start]
            digits = signature.pkcs7_content.hex().encode()
            return start + length == len(pdf) and gap.lower() == b"<" + digits + b">"
        case _:
            return False


def _modifications(status: PdfSignatureStatus, whole: bool) -> Modifications:
    if whole:
        return "none"
    upkeep = (
        status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
        and status.modification_level == ModificationLevel.LTA_UPDATES
        and status.docmdp_ok
    )
    return "allowed" if upkeep else "forbidden"


def _sentence(
    certificate: x509.Certificate,
    claimed: datetime.datetime | None,
    status: PdfSignatureStatus,
    whole: bool,
    valid: bool,
    judged: bool,
) -> str:
    """All that is to be said, the worst first."""
    told = []
    if judged and not status.trusted:
        told.append(_trust_told(status, judged))
    if not status.intact:
        told.append("签名后文件内容被改动，与签名不符。")
    if not status.valid:
        told.append("签名数据与证书不符，签名无效。")
    match _modifications(status, whole):
        case "forbidden" if status.coverage == SignatureCoverageLevel.ENTIRE_REVISION:
            told.append("签名没有覆盖整个文件，签名后又追加了内容。")
        case "forbidden":
            told.append("签名没有覆盖整个文件，签名范围以外的内容可能是后来改的。")
        case "allowed":
            told.append("签名后只追加了时间戳或验证资料，报告内容没有改动。")
        case "none" if status.intact and status.valid:
            told.append("签名有效，覆盖整个文件，签名后没有改动。")
    time = f"{claimed.astimezone(CHINA):%Y-%m-%d %H:%M:%S}" if claimed else "（没有写明）"
    signer = quoted(common_name(certificate))
    told.append(f"签名人：{signer}，声称的签名时间：{time}。")
    if not valid:
        first, last = (
            china_day(certificate.not_valid_before),
            china_day(certificate.not_valid_after),
        )
        told.append(f"签名时证书不在有效期内（{first} 至 {last}）。")
    if not judged or status.trusted:
        told.append(_trust_told(status, judged))
    told.append(f"证书指纹（SHA-256）：{certificate.sha256.hex()}。")
    return "".join(told)


def _trust_told(status: PdfSignatureStatus, judged: bool) -> str:
    if not judged:
        return "证书未核验信任链，请核对签名人和证书指纹。"
    if status.trusted:
        return "证书可以追溯到所给的可信证书（未查询吊销情况）。"
    if status.revoked:
        return "证书已被吊销，不可信。"
    return "证书不能追溯到所给的可信证书，不可信。"
