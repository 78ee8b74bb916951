"""Electronic signatures of reports (PAdES B-B). pyHanko, an optional component, is imported below here alone.

The functions here import it when they are called, and raise UsageError where it is not installed.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evaluator.files import UsageError

if TYPE_CHECKING:
    from evaluator.signature.key import Key

MISSING = '电子签名需要安装可选组件：pip install "district-evaluator[sign]"'


class WrongPasswordError(UsageError):
    """A PKCS#12 file does not open with the password given, or needs one."""


@dataclass(frozen=True)
class SignatureState:
    """What the verification of one signature found.

    `fingerprint`: SHA-256 of the signer's certificate in hexadecimal digits; `signed_at`: as the signer
    claims; `intact`: the signed bytes and the signature itself are as they were; `modifications`: what was
    appended later (allowed: time stamps and validation data); `valid_at_signing`: whether the claimed time
    lies in the certificate's validity; `trusted`: None where no trusted certificates were given.
    """

    signer: str
    fingerprint: str
    signed_at: datetime.datetime | None
    intact: bool
    covers_whole_file: bool
    modifications: Literal["none", "allowed", "forbidden"]
    valid_at_signing: bool
    trusted: bool | None
    sentence: str

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against the signature; a chain that was not judged does not."""
        return (
            self.intact
            and self.modifications != "forbidden"
            and self.valid_at_signing
            and self.trusted is not False
        )


def open_key(content: bytes, password: bytes | None, name: str) -> Key:
    """The key and certificate of a PKCS#12 file called `name`. Raises UsageError, WrongPasswordError."""
    _require()
    from evaluator.signature import key

    return key.open_key(content, password, name)


def sign(
    pdf: bytes,
    key: Key,
    name: str,
    moment: datetime.datetime | None = None,
    *,
    verified: bool = False,
) -> bytes:
    """The report called `name` with a signature appended; its own bytes are the beginning of the result.

    `moment`: the signing time, with its zone; now, where it is not given. `verified`: whether the data
    have been verified (核查), which the seal says. Raises UsageError.
    """
    _require()
    from evaluator.signature import signing

    return signing.sign(pdf, key, name, moment, verified=verified)


def signed_again(pdf: bytes, signed: bytes, *, verified: bool) -> bytes | None:
    """A report as `sign` leaves it with certificate, time and digits of the one signature in `signed`.

    None where `signed` has not one signature that names both. Raises UsageError without pyHanko.
    """
    _require()
    from evaluator.signature import signing

    return signing.signed_again(pdf, signed, verified=verified)


def read_trust(content: bytes, name: str) -> tuple[bytes, ...]:
    """The certificates (DER) of a PEM or DER file called `name`. Raises UsageError."""
    _require()
    from evaluator.signature import key

    return key.read_trust(content, name)


def verify_signatures(
    pdf: bytes, trust: Sequence[bytes] | None = None
) -> tuple[SignatureState, ...]:
    """The state of every signature in a PDF, in the order they were made; none in an unsigned one.

    `trust`: certificates (DER) that a signer's chain may end in; without them it is not judged.
    Raises UsageError where pyHanko is not installed and there is a signature to verify.
    """
    from evaluator.report.seal import appended

    if not appended(pdf):
        return ()
    _require()
    from evaluator.signature import verification

    return verification.verify_signatures(pdf, trust)


def _require() -> None:
    """Raise UsageError unless pyHanko is installed; keep its log and warnings off the screen."""
    import logging
    import warnings

    try:
        import pyhanko.sign  # noqa: F401
    except ImportError:
        raise UsageError(MISSING) from None
    warnings.filterwarnings("ignore", module="evaluator.signature")  # cryptography's, of odd names
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).addHandler(logging.NullHandler())
