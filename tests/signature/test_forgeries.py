"""What verification names: a signed file altered, one altered before it was signed, a chain not trusted."""

import io
import re
import sys
from collections.abc import Callable

import pikepdf
import pytest
from asn1crypto import cms, core
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation import DocumentSecurityStore, EmbeddedPdfSignature
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.path import ValidationPath

from evaluator.files import UsageError
from evaluator.report import seal
from evaluator.report.readback import is_signed
from evaluator.rubric.compiled import Rubric
from evaluator.signature import key as key_module
from evaluator.signature import read_trust, sign, verify_signatures
from evaluator.signature.verification import FOREIGN, MANGLED
from evaluator.verify import MOST_APPENDED, verify
from tests.signature.certificates import NOW, SIGNED_AT, YEAR, Private, certificate, opened, p12
from tests.signature.forging import (
    Appended,
    LiteralString,
    action,
    appended,
    base,
    title,
    updated,
    with_another_bit,
    with_other_digits,
    written,
)
from tests.signature.reading import first_field, only


@pytest.mark.parametrize(
    ("tampered", "sentence"),
    [
        (with_another_bit, "签名后文件内容被改动，与签名不符。"),
        (with_other_digits, "签名数据与证书不符，签名无效。"),
        (lambda pdf: pdf + b"\n% more\n", "签名没有覆盖整个文件，签名后又追加了内容。"),
        (lambda pdf: written(appended(pdf)), "签名没有覆盖整个文件，签名后又追加了内容。"),
        (
            lambda pdf: pdf.replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.somewhat"),
            "签名数据已损坏或被改动，无法核验",
        ),
        (lambda pdf: pdf.replace(b"/FT /Sig", b"/FT /Tx "), "读不到签名，签名可能已被移去。"),
    ],
)
def test_what_was_done_to_a_signed_file_is_named(
    tampered: Callable[[bytes], bytes], sentence: str, signed: bytes
) -> None:
    changed = tampered(signed)
    assert changed != signed
    state = only(changed)
    assert not state.sound
    assert sentence in state.sentence


def test_a_signature_that_is_too_deep_or_too_large_is_refused_at_once(
    signed: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    found = list(re.finditer(rb"/Contents\s*<([0-9a-fA-F]+)>", signed))[-1]
    deep = b""
    while len(deep) < 100:
        deep = b"\x30" + bytes([len(deep)]) + deep
    digits = deep.hex().encode().ljust(len(found[1]), b"0")
    state = only(signed[: found.start(1)] + digits + signed[found.end(1) :])
    assert state.sentence == MANGLED
    large = signed[: found.end(1)] + b"0" * MOST_APPENDED + signed[found.end(1) :]
    start = large.rindex(b"startxref\n") + 10
    place = int(large[start:].split()[0]) + MOST_APPENDED
    large = large[:start] + b"%d\n%%%%EOF\n" % place
    (told,) = (told for told in verify(large, installed).differences if "签名用不到" in told)
    assert told.startswith("报告后面追加了")


def test_a_signer_s_name_cannot_end_its_own_quotation(
    report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = "市教育局”。证书可信。\n甲.pdf：一致。"
    forged = sign(report, opened(p12(key, certificate(key, name))), "report.pdf", SIGNED_AT)
    (told,) = (note for note in verify(forged, installed).notes if "签名人" in note)
    assert "签名人：“市教育局'。证书可信。<U+000A>甲.pdf：一致。”，" in told


def test_validation_data_may_be_added_later(signed: bytes) -> None:
    writer = Appended(io.BytesIO(signed))
    held = EmbeddedPdfSignature(*first_field(signed)).signer_cert
    paths = [ValidationPath(CertTrustAnchor(held), [], None)]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, paths=paths, embed_roots=True)
    state = only(written(writer))
    assert (state.sound, state.covers_whole_file, state.modifications) == (True, False, "allowed")
    assert "签名后只追加了时间戳或验证资料，报告内容没有改动。" in state.sentence


def test_a_later_signature_dictionary_of_the_right_length_does_not_pass_for_the_whole_file(
    signed: bytes,
) -> None:
    """pyHanko 0.38 reports such a file as wholly covered and unchanged."""

    def forged(padding: int, spare: int) -> tuple[bytes, int]:
        writer = appended(signed)
        reference = writer.root["/AcroForm"]["/Fields"][0].raw_get("/V")
        old = reference.get_object()
        content = LiteralString(old.raw_get("/Contents").original_bytes + bytes(padding))
        changed = {
            **old,
            generic.pdf_name("/Contents"): content,
            generic.pdf_name("/Spare"): generic.TextStringObject("x" * spare),
        }
        writer.objects[reference.generation, reference.idnum] = generic.DictionaryObject(changed)
        result = written(writer)
        _, end, _, length = old["/ByteRange"]
        return result, len(result) - end - length - 2 * len(content) - 2

    excess = 1
    for spare in range(
        20
    ):  # the packed end of the file may step over the length that is looked for
        padding = 0
        for _ in range(9):
            result, excess = forged(padding, spare)
            if excess == 0:
                break
            padding += excess
        if excess == 0:
            break
    assert excess == 0
    state = only(result)
    assert state.intact
    assert not state.covers_whole_file
    assert state.modifications == "forbidden"
    assert not state.sound


def test_a_certificate_that_had_expired_when_it_signed_is_named(
    report: bytes, keys: dict[str, bytes]
) -> None:
    key = opened(keys["expired"])
    before, after = (sign(report, key, "r.pdf", moment) for moment in (NOW - YEAR, NOW))
    assert only(before).sound
    state = only(after)
    assert state.intact
    assert not state.valid_at_signing
    assert not state.sound
    assert "签名时证书不在有效期内" in state.sentence


def test_the_chain_is_judged_with_trusted_certificates_only(
    signed: bytes, authority: tuple[x509.Certificate, Private]
) -> None:
    pem = authority[0].public_bytes(Encoding.PEM)
    state = only(signed, read_trust(pem, "ca.pem"))
    assert state.trusted is True
    assert "证书可以追溯到所给的可信证书" in state.sentence
    stranger = certificate(ec.generate_private_key(ec.SECP256R1()), "别人", authority=True)
    both = pem + stranger.public_bytes(Encoding.PEM)
    assert only(signed, read_trust(both, "both.pem")).trusted is True
    state = only(signed, read_trust(stranger.public_bytes(Encoding.DER), "other.der"))
    assert state.trusted is False
    assert not state.sound
    assert "证书不能追溯到所给的可信证书，不可信。" in state.sentence
    with pytest.raises(UsageError, match=r"“x\.pem”不是证书文件"):
        read_trust(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "x.pem")


def test_an_unsigned_report_has_no_signatures(report: bytes) -> None:
    assert verify_signatures(report) == ()
    assert not is_signed(report)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (action, "文件多出打开时执行的动作"),
        (base, "文件多出链接的基准地址"),
        (title, "改动了元数据（标题、作者、日期等）"),
    ],
)
def test_what_was_added_before_signing_is_named_though_the_signature_is_sound(
    change: Callable[[IncrementalPdfFileWriter], None],
    said: str,
    report: bytes,
    keys: dict[str, bytes],
    installed: Callable[[str], Rubric | None],
) -> None:
    key = opened(keys["EC"])
    forged = sign(updated(report, change), key, "report.pdf", SIGNED_AT)
    assert only(forged).sound
    assert said in verify(forged, installed).differences


def test_what_no_reader_tells_before_a_signature_proves_nothing(
    report: bytes, keys: dict[str, bytes], installed: Callable[[str], Rubric | None]
) -> None:
    key = opened(keys["EC"])
    for hidden in (
        b"% more\n",
        updated(report, lambda writer: writer.update_root())[len(report) :],
    ):
        forged = sign(report + hidden, key, "report.pdf", SIGNED_AT)
        assert only(forged).sound
        assert not verify(forged, installed).proved


def test_a_seal_that_shows_another_name_than_the_certificate_is_named(
    report: bytes,
    keys: dict[str, bytes],
    installed: Callable[[str], Rubric | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key = opened(keys["RSA"])
    true_seal = seal.seal
    monkeypatch.setattr(
        seal,
        "seal",
        lambda name, moment, verified: true_seal(f"{name}（已核查）", moment, verified=True),
    )
    forged = sign(report, key, "report.pdf", SIGNED_AT)
    monkeypatch.undo()
    assert only(forged).sound
    told = verify(forged, installed).differences
    assert any("电子签名的式样与签名不符" in difference for difference in told)


def test_a_signed_report_is_consistent_whatever_the_key(
    report: bytes, keys: dict[str, bytes], installed: Callable[[str], Rubric | None]
) -> None:
    for kind in ("EC", "RSA"):
        key = opened(keys[kind])
        verdict = verify(sign(report, key, "report.pdf"), installed)
        assert verdict.differences == ()
        assert verdict.complete


def test_a_changed_digit_anywhere_in_a_signature_is_named(
    report: bytes, keys: dict[str, bytes], installed: Callable[[str], Rubric | None]
) -> None:
    """Certificates of issuers apart, which a signature carries but does not sign."""
    key = opened(keys["RSA"])
    signed = sign(report, key, "report.pdf", SIGNED_AT)
    found = list(re.finditer(rb"/Contents\s*<([0-9a-fA-F]+)>", signed))[-1]
    used = len(found[1].rstrip(b"0"))
    for place in (0, 1, 9, 60, 61, 400, used // 2, used - 9, used + 9, len(found[1]) - 1):
        at = found.start(1) + place
        other = b"1" if signed[at : at + 1] != b"1" else b"2"
        assert verify(signed[:at] + other + signed[at + 1 :], installed).differences, place


def test_a_signer_s_root_is_asked_for_where_the_signature_has_been_cut_off(
    report: bytes,
    authority: tuple[x509.Certificate, Private],
    installed: Callable[[str], Rubric | None],
) -> None:
    root = authority[0].public_bytes(Encoding.DER)
    assert verify(report, installed).differences == ()
    assert verify(report, installed, trust=[root]).differences == ("没有签名，不能核验签名人",)


def test_a_signature_that_cannot_be_verified_here_is_not_passed_over(
    signed: bytes,
    installed: Callable[[str], Rubric | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    verdict = verify(signed, installed)
    assert not verdict.complete
    assert verdict.differences[0].startswith("有签名而未能核验：电子签名需要安装可选组件")


def with_cms(signed: bytes, change: Callable[[cms.SignedData], None]) -> bytes:
    """The file with another content of its signature, of the same room."""
    found = list(re.finditer(rb"/Contents\s*<([0-9a-fA-F]+)>", signed))[-1]
    content = cms.ContentInfo.load(bytes.fromhex(found[1].decode()))
    change(content["content"])
    digits = content.dump(force=True).hex().encode()
    assert len(digits) <= len(found[1])
    return signed[: found.start(1)] + digits.ljust(len(found[1]), b"0") + signed[found.end(1) :]


def unsigned_attribute(signed: cms.SignedData) -> None:
    value = core.OctetString(b"anything")
    signed["signer_infos"][0]["unsigned_attrs"] = [{"type": "1.2.3.4", "values": [value]}]


def another_algorithm(signed: cms.SignedData) -> None:
    signed["signer_infos"][0]["signature_algorithm"] = {"algorithm": "sha3_256_ecdsa"}


def another_issuer(signed: cms.SignedData) -> None:
    """The issuer's certificate with another serial number, which its own signature does not cover."""
    for entry in signed["certificates"]:
        if entry.chosen.subject == entry.chosen.issuer:
            entry.chosen["tbs_certificate"]["serial_number"] = 4711


@pytest.mark.parametrize("change", [unsigned_attribute, another_algorithm, another_issuer])
def test_what_a_signature_holds_without_covering_it_is_refused(
    change: Callable[[cms.SignedData], None],
    signed: bytes,
    installed: Callable[[str], Rubric | None],
) -> None:
    forged = with_cms(signed, change)
    assert only(with_cms(signed, lambda _: None)).sound
    assert forged != signed
    assert only(forged).sentence == FOREIGN
    assert not verify(forged, installed).proved


def test_more_certificates_than_a_chain_has_are_refused_before_chains_are_sought(
    report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = [ec.generate_private_key(ec.SECP256R1()) for _ in range(9)]
    roots = [
        certificate(key, "同名机构", issuer=(certificate(other, "同名机构"), other), authority=True)
        for key, other in zip(private, private[1:] + private[:1], strict=True)
    ]
    own = ec.generate_private_key(ec.SECP256R1())
    held = p12(own, certificate(own, issuer=(roots[0], private[0])), roots)
    wrong = certificate(own, issuer=(roots[0], own))
    with pytest.raises(UsageError, match="里的证书互相对不上"):
        opened(p12(own, wrong, roots[:1]))
    with pytest.raises(UsageError, match="有 10 张证书，最多 6 张"):
        opened(held)
    monkeypatch.setattr(key_module, "MOST_CERTIFICATES", 20)
    forged = sign(report, opened(held), "report.pdf", SIGNED_AT)
    assert only(forged).sentence == FOREIGN


def test_a_signed_report_that_was_saved_anew_is_told_as_that(
    signed: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        pdf.save(buffer)
    assert is_signed(buffer.getvalue())
    told = verify(buffer.getvalue(), installed).differences
    assert told[0] == "文件里有签名，而文件被其他软件重新保存过，签名不能再核验"


def test_a_signer_s_name_without_end_is_cut() -> None:
    subject = asn1.Name.build({"common_name": "长" * 30_000})
    held = asn1.Certificate({"tbs_certificate": asn1.TbsCertificate({"subject": subject})})
    assert len(key_module.common_name(held)) == key_module.LONGEST + 1
