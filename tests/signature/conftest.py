"""A report, the keys to sign it with, and the signed report, made once."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from evaluator.rubric.compiled import Rubric
from evaluator.signature import sign
from tests.report.drawing import drawn
from tests.samples import raw, scored
from tests.signature.certificates import NOW, SIGNED_AT, Private, certificate, opened, p12


@pytest.fixture(scope="session")
def authority() -> tuple[x509.Certificate, Private]:
    key = ec.generate_private_key(ec.SECP384R1())
    return certificate(key, "测试证书机构", authority=True), key


@pytest.fixture(scope="session")
def keys(authority: tuple[x509.Certificate, Private]) -> dict[str, bytes]:
    """PKCS#12 files by what is in them."""
    elliptic = ec.generate_private_key(ec.SECP256R1())
    large, small = (rsa.generate_private_key(65537, bits) for bits in (2048, 1024))
    koblitz, edwards = ec.generate_private_key(ec.SECP256K1()), ed25519.Ed25519PrivateKey.generate()
    past, future = NOW - datetime.timedelta(days=1), NOW + datetime.timedelta(days=1)
    own = certificate(elliptic, issuer=authority)
    return {
        "EC": p12(elliptic, own, [authority[0]]),
        "RSA": p12(large, certificate(large)),
        "open": p12(elliptic, own, password=None),
        "RSA 1024": p12(small, certificate(small)),
        "secp256k1": p12(koblitz, certificate(koblitz)),
        "Ed25519": p12(edwards, certificate(edwards)),
        "expired": p12(elliptic, certificate(elliptic, last=past)),
        "not yet": p12(elliptic, certificate(elliptic, first=future)),
        "encryption": p12(elliptic, certificate(elliptic, signing=False)),
        "no key": p12(None, None, [own]),
    }


@pytest.fixture(scope="session")
def report(rubric: Rubric) -> bytes:
    return drawn(scored(rubric, raw("binhai")))


@pytest.fixture(scope="session")
def signed(report: bytes, keys: dict[str, bytes]) -> bytes:
    key = opened(keys["EC"])
    return sign(report, key, "report.pdf", SIGNED_AT)
