"""Keys and certificates made for a test, and a moment to sign at."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from evaluator.report.words import CHINA
from evaluator.signature import open_key
from evaluator.signature.key import Key

NAME = "市人民政府教育督导委员会办公室"
PASSWORD = "口令 pass-4711"
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
YEAR = datetime.timedelta(days=365)
SIGNED_AT = datetime.datetime(2026, 1, 5, 9, 30, 12, tzinfo=CHINA)

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def certificate(
    key: Private,
    name: str = NAME,
    *,
    first: datetime.datetime = NOW - 10 * YEAR,
    last: datetime.datetime = NOW + 10 * YEAR,
    issuer: tuple[x509.Certificate, Private] | None = None,
    authority: bool = False,
    signing: bool = True,
    limited: bool = True,
) -> x509.Certificate:
    """A certificate made for a test; by itself, where no issuer is given. `limited`: it says what it is for."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        (
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
            "digital_signature",
        ),
        False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if limited:
        purpose = x509.KeyUsage(
            content_commitment=signing,
            key_encipherment=not signing,
            key_cert_sign=authority,
            crl_sign=authority,
            **usage,
        )
        builder = builder.add_extension(purpose, critical=True)
    signer = issuer[1] if issuer else key
    algorithm = None if isinstance(signer, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(signer, algorithm)


def p12(
    key: Private | None,
    held: x509.Certificate | None,
    others: list[x509.Certificate] | None = None,
    password: str | None = PASSWORD,
) -> bytes:
    secret = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"key", key, held, others, secret)


def opened(content: bytes) -> Key:
    """The key of a PKCS#12 file with the password of the tests."""
    return open_key(content, PASSWORD.encode(), "key.p12")
