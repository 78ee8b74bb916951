"""A PKCS#12 file → key and certificate to sign with; every way it can be unfit has its sentence."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from asn1crypto import keys, pem, pkcs12, x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    PKCS12KeyAndCertificates,
    load_pkcs12,
)
from cryptography.x509 import Certificate
from pyhanko.sign.signers import SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from evaluator.files import UsageError
from evaluator.report.words import CHINA
from evaluator.signature import WrongPasswordError

CURVES = ("secp256r1", "secp384r1", "secp521r1")
SMALLEST_RSA = 2048
"""Bits; ETSI TS 119 312 and verifiers with it accept no smaller keys."""
MOST_CERTIFICATES = 6
"""The signer's and its issuers' in a signature: chains are sought among them in every order."""
LONGEST = 100
"""Characters of a signer's name that are shown; a certificate after RFC 5280 has no more than 64."""
USAGES = {"digital_signature", "non_repudiation"}
"""Of which a signer's certificate that limits its key usage must name one."""
SM2 = "1.2.156.10197.1.301"


@dataclass(frozen=True)
class Key:
    """What signs, and its certificate. It holds the private key: keep it no longer than needed."""

    signer: SimpleSigner
    certificate: x509.Certificate

    @property
    def name(self) -> str:
        return common_name(self.certificate)

    @property
    def fingerprint(self) -> str:
        return str(self.certificate.sha256.hex())

    def refuse_at(self, moment: datetime.datetime, name: str) -> None:
        """Raise UsageError where the certificate of the key file called `name` is not valid at a moment."""
        if moment > self.certificate.not_valid_after:
            day = china_day(self.certificate.not_valid_after)
            raise UsageError(f"“{name}”的证书已于 {day} 过期，不能用来签名，请换用有效的证书。")
        if moment < self.certificate.not_valid_before:
            day = china_day(self.certificate.not_valid_before)
            raise UsageError(
                f"“{name}”的证书自 {day} 起才有效，现在不能用来签名，请核对电脑的时间。"
            )


def open_key(content: bytes, password: bytes | None, name: str) -> Key:
    """The key and certificate of a PKCS#12 file called `name`. Raises UsageError, WrongPasswordError.

    Without a password those files open that have none or an empty one.
    """
    opened = _opened(content, password, name)
    if opened.key is None:
        raise UsageError(f"“{name}”里没有私钥，不能用来签名，请给出含私钥和证书的 .p12 文件。")
    if opened.cert is None:
        raise UsageError(
            f"“{name}”里没有私钥的证书，不能用来签名，请给出含私钥和证书的 .p12 文件。"
        )
    match opened.key:
        case rsa.RSAPrivateKey() if opened.key.key_size >= SMALLEST_RSA:
            pass
        case rsa.RSAPrivateKey():
            raise UsageError(_unsupported(name, f"RSA {opened.key.key_size} 位"))
        case ec.EllipticCurvePrivateKey() if opened.key.curve.name in CURVES:
            pass
        case ec.EllipticCurvePrivateKey():
            raise UsageError(_unsupported(name, f"ECDSA {opened.key.curve.name}"))
        case other:
            raise UsageError(_unsupported(name, type(other).__name__.removesuffix("PrivateKey")))
    certificate = x509.Certificate.load(opened.cert.certificate.public_bytes(Encoding.DER))
    usage = certificate.key_usage_value
    if usage is not None and not USAGES & usage.native:
        raise UsageError(f"“{name}”的证书不是签名证书（密钥用途不含数字签名），请换用签名证书。")
    if len(opened.additional_certs) >= MOST_CERTIFICATES:
        raise UsageError(
            f"“{name}”里有 {len(opened.additional_certs) + 1} 张证书，最多 {MOST_CERTIFICATES} 张，"
            "请只留签名人和上级机构的证书。"
        )
    held = [opened.cert.certificate, *(entry.certificate for entry in opened.additional_certs)]
    if not all(issued(entry, held) for entry in held):
        raise UsageError(
            f"“{name}”里的证书互相对不上：有的不是由同名的上级证书签发的，请向证书机构索取完整的证书链。"
        )
    others = SimpleCertificateStore()
    others.register_multiple(
        x509.Certificate.load(entry.certificate.public_bytes(Encoding.DER))
        for entry in opened.additional_certs
    )
    private = keys.PrivateKeyInfo.load(
        opened.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    )
    return Key(SimpleSigner(certificate, private, others), certificate)


def issued(certificate: Certificate, held: Sequence[Certificate]) -> bool:
    """Whether a certificate bears the signature of its issuer, where that one's certificate is beside it."""
    issuers = [entry for entry in held if entry.subject == certificate.issuer]
    for issuer in issuers:
        try:
            certificate.verify_directly_issued_by(issuer)
        except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
            continue
        return True
    return not issuers


def _opened(content: bytes, password: bytes | None, name: str) -> PKCS12KeyAndCertificates:
    try:
        pkcs12.Pfx.load(content, strict=True).native["auth_safe"]  # parses everything in the clear
    except (ValueError, TypeError, KeyError):
        raise UsageError(
            f"“{name}”不是 PKCS#12 密钥文件，请给出证书机构所发的 .p12 或 .pfx 文件。"
        ) from None
    try:
        return load_pkcs12(content, password)
    except UnsupportedAlgorithm as error:
        kind = "国密 SM2" if SM2 in str(error) else "无法识别的算法"
        raise UsageError(_unsupported(name, kind)) from None
    except ValueError:
        raise WrongPasswordError(
            f"打不开密钥文件“{name}”：口令不对，或者文件已损坏。请核对口令。"
        ) from None


def _unsupported(name: str, kind: str) -> str:
    return (
        f"不支持“{name}”的密钥类型（{kind}），"
        f"请用 RSA（不少于 {SMALLEST_RSA} 位）或 ECDSA（P-256、P-384、P-521）的签名证书。"
    )


def read_trust(content: bytes, name: str) -> tuple[bytes, ...]:
    """The certificates (DER) of a PEM or DER file called `name`. Raises UsageError."""
    try:
        if pem.detect(content):
            parts = [der for kind, _, der in pem.unarmor(content, multiple=True)]
        else:
            parts = [content]
        for part in parts:
            x509.Certificate.load(part, strict=True).native["tbs_certificate"]
    except (ValueError, TypeError, KeyError):
        raise UsageError(f"“{name}”不是证书文件，请给出 PEM 或 DER 形式的证书。") from None
    return tuple(parts)


def common_name(certificate: x509.Certificate) -> str:
    """The common name of a certificate's subject, cut where it is too long; the whole subject where it has none."""
    subject = certificate.subject
    name = subject.native.get("common_name") or subject.human_friendly
    whole = name if isinstance(name, str) else "、".join(name[:LONGEST])
    return whole if len(whole) <= LONGEST else f"{whole[:LONGEST]}…"


def china_day(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d}"
