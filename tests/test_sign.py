"""Signed reports: what a signature adds and leaves alone, what verification names, how a key is opened."""

import datetime
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import DocumentSecurityStore, EmbeddedPdfSignature
from pyhanko_certvalidator.authority import CertTrustAnchor
from pyhanko_certvalidator.path import ValidationPath

from evaluator.files import UsageError
from evaluator.report import seal
from evaluator.report.words import CHINA
from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from evaluator.signature import (
    SignatureState,
    WrongPasswordError,
    open_key,
    read_trust,
    sign,
    verify_signatures,
)
from evaluator.verify import verify
from tests.conftest import ROOT, SUBMISSIONS
from tests.report.conformance import complaints
from tests.report.drawing import drawn
from tests.report.reading import pages
from tests.samples import raw, scored
from tests.test_cli import run

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
) -> x509.Certificate:
    """A certificate made for a test; by itself, where no issuer is given."""
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
        .add_extension(
            x509.KeyUsage(
                content_commitment=signing,
                key_encipherment=not signing,
                key_cert_sign=authority,
                crl_sign=authority,
                **usage,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
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


@pytest.fixture(scope="module")
def authority() -> tuple[x509.Certificate, Private]:
    key = ec.generate_private_key(ec.SECP384R1())
    return certificate(key, "测试证书机构", authority=True), key


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def evaluation(rubric: Rubric) -> Evaluation:
    return scored(rubric, raw("binhai"))


@pytest.fixture(scope="module")
def installed(rubric: Rubric) -> Callable[[str], Rubric | None]:
    return {rubric.content.id: rubric}.get


@pytest.fixture(scope="module")
def report(evaluation: Evaluation) -> bytes:
    return drawn(evaluation)


@pytest.fixture(scope="module")
def signed(report: bytes, keys: dict[str, bytes]) -> bytes:
    key = open_key(keys["EC"], PASSWORD.encode(), "key.p12")
    return sign(report, key, "report.pdf", SIGNED_AT)


def only(pdf: bytes, trust: tuple[bytes, ...] | None = None) -> SignatureState:
    (state,) = verify_signatures(pdf, trust)
    return state


def seal_field(pdf: pikepdf.Pdf) -> tuple[int, Any]:
    """The number of the page, from 0, and the field of the one annotation of the file."""
    ((number, field),) = (
        (number, entry)
        for number, page in enumerate(pdf.pages)
        for entry in page.get("/Annots", [])
    )
    return number, field


# What is signed


@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_a_signed_report_begins_with_its_own_bytes_and_verifies(
    kind: str, report: bytes, keys: dict[str, bytes]
) -> None:
    key = open_key(keys[kind], PASSWORD.encode(), "key.p12")
    result = sign(report, key, "report.pdf", SIGNED_AT)
    assert result.startswith(report)
    assert len(result) > len(report)
    state = only(result)
    assert state.sound
    assert (state.intact, state.covers_whole_file, state.modifications) == (True, True, "none")
    assert (state.signer, state.fingerprint, state.trusted) == (NAME, key.fingerprint, None)
    assert state.signed_at == SIGNED_AT
    assert "签名有效，覆盖整个文件，签名后没有改动。" in state.sentence
    assert f"签名人：{NAME}，声称的签名时间：2026-01-05 09:30:12。" in state.sentence
    assert "证书未核验信任链，请核对签名人和证书指纹。" in state.sentence
    assert key.fingerprint in state.sentence


def test_another_reader_finds_the_signature_valid(
    signed: bytes, tool: Callable[[str], str], tmp_path: Path
) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed)
    done = subprocess.run(
        [tool("pdfsig"), "-nocert", path], capture_output=True, text=True, check=False
    )
    assert "Signature Type: ETSI.CAdES.detached" in done.stdout
    assert "Total document signed" in done.stdout
    assert "Signature is Valid." in done.stdout


def test_the_signature_is_pades_and_allows_no_change_after_it(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].V
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert signature.M == "D:20260105093012+08'00'"
        assert pdf.Root.Perms.DocMDP == signature
        assert signature.Reference[0].TransformParams.P == 1
    embedded = EmbeddedPdfSignature(*_first_field(signed))
    attributes = {entry["type"].native for entry in embedded.signer_info["signed_attrs"]}
    assert "signing_certificate_v2" in attributes
    assert "signing_time" not in attributes  # stands in /M alone (EN 319 142-1, 6.3)


def _first_field(pdf: bytes) -> tuple[PdfFileReader, Any, str]:
    reader = PdfFileReader(io.BytesIO(pdf))
    return reader, reader.root["/AcroForm"]["/Fields"][0], "Seal"


def test_the_seal_stands_on_the_signature_line_and_covers_nothing(
    signed: bytes, report: bytes, tool: Callable[[str], str], tmp_path: Path
) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        number, field = seal_field(pdf)
        left, bottom, right, top = (int(value) for value in field.Rect)
        height = round(float(pdf.pages[number].MediaBox[3]))
    assert "（未经核查，除电子签名外不署名用印" in pages(report)[number]
    assert (right - left, top - bottom) == (seal.WIDTH, seal.HEIGHT)
    path = tmp_path / "report.pdf"
    path.write_bytes(report)
    page = str(number + 1)
    options = ["-r", "72", "-f", page, "-l", page, "-gray", "-singlefile", path]
    subprocess.run([tool("pdftoppm"), *options, tmp_path / "page"], check=True)
    with Image.open(tmp_path / "page.pgm") as image:
        room = image.crop((left, height - top, right, height - bottom))
        below = image.crop((left, height - bottom, right, height - bottom + 10))
        assert room.getextrema() == (255, 255)
        assert below.getextrema()[0] < 100


def test_the_seal_shows_signer_time_and_that_the_report_is_unverified(signed: bytes) -> None:
    shown = seal_text(signed)
    assert shown == f"电子签名{NAME}2026-01-0509:30:12（北京时间）{seal.UNVERIFIED}"


def test_the_seal_of_a_verified_report_does_not_say_that_it_is_unverified() -> None:
    drawn = seal.seal(NAME, SIGNED_AT, verified=True)
    assert "".join(pages(drawn)) == f"电子签名{NAME}2026-01-0509:30:12（北京时间）"


def test_whether_a_report_is_verified_is_said_by_the_seal(
    report: bytes, keys: dict[str, bytes]
) -> None:
    key = open_key(keys["EC"], PASSWORD.encode(), "key.p12")
    for verified in (False, True):
        shown = seal_text(sign(report, key, "report.pdf", SIGNED_AT, verified=verified))
        assert (seal.UNVERIFIED in shown) is not verified


def test_a_very_long_or_hostile_name_stays_inside_the_seal() -> None:
    for name in ("长" * 64, "W" * 64, "甲\u202e乙\u200b" * 9, "\U0001f600" * 30):
        (shown,) = pages(seal.seal(name, SIGNED_AT, verified=False))
        assert shown.endswith(seal.UNVERIFIED)
        assert "\u202e" not in shown


def seal_text(pdf: bytes) -> str:
    """What the appearance of the field says, drawn on a page of its own."""
    with pikepdf.open(io.BytesIO(pdf)) as opened, pikepdf.new() as alone:
        appearance = alone.copy_foreign(seal_field(opened)[1].AP.N)
        page = alone.add_blank_page(page_size=(seal.WIDTH, seal.HEIGHT))
        page.obj.Resources = appearance.Resources
        page.obj.Contents = alone.make_stream(appearance.read_bytes())
        buffer = io.BytesIO()
        alone.save(buffer)
    return "".join(pages(buffer.getvalue()))


# What PDF/A asks of it


def test_metadata_pages_and_everything_else_stay_as_they_were(signed: bytes, report: bytes) -> None:
    with pikepdf.open(io.BytesIO(report)) as old, pikepdf.open(io.BytesIO(signed)) as new:
        number, _ = seal_field(new)
        home = new.pages[number].obj.objgen
        changed = {new.Root.objgen, home}
        if "/StructTreeRoot" in new.Root:
            tree = new.Root.StructTreeRoot
            changed |= {tree.objgen, tree.ParentTree.objgen, tree.K.objgen}
        for entry in old.objects:
            if entry.objgen != (0, 0) and entry.objgen not in changed:
                other = new.get_object(entry.objgen)
                assert other.unparse() == entry.unparse(), entry.objgen
        assert new.trailer.Info.objgen == old.trailer.Info.objgen
        assert new.Root.get("/Metadata") == old.Root.get("/Metadata")
        assert new.trailer.ID[0] == old.trailer.ID[0]
        for page, before in zip(new.pages, old.pages, strict=True):
            assert set(page.keys()) - set(before.keys()) <= {"/Annots"}


def test_the_update_keeps_the_rules_of_pdf_a_3(signed: bytes, report: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf, pikepdf.open(io.BytesIO(report)) as old:
        _, field = seal_field(pdf)
        flags = int(field.F)
        assert flags & 0b100  # 6.3.2: printed
        assert not flags & 0b100100011  # not invisible, hidden, without view, toggled
        assert list(field.AP.keys()) == ["/N"]  # 6.3.3
        assert field.FT == "/Sig"
        assert not {"/A", "/AA"} & set(field.keys())  # 6.4.1
        form = pdf.Root.AcroForm
        assert "/NeedAppearances" not in form
        assert "/XFA" not in form
        assert int(form.SigFlags) == 3
        assert pdf.Root.get("/Version", "/1.7") == "/1.7"
        assert set(pdf.Root.Perms.keys()) == {"/DocMDP"}  # 6.1.12
        known = {entry.objgen for entry in old.objects}
        for entry in pdf.objects:
            if entry.objgen in known or not isinstance(entry, pikepdf.Dictionary | pikepdf.Stream):
                continue
            assert "/Group" not in entry, entry.objgen
            assert "/SMask" not in entry
            assert entry.get("/Type") != "/ExtGState"
        resources = field.AP.N.Resources
        assert "/ExtGState" not in resources
        assert "/XObject" not in resources
        fonts = list(resources.Font.as_dict().values())
        assert fonts
        for font in fonts:
            assert font.Subtype == "/TrueType"
            assert "/FontFile2" in font.FontDescriptor
            assert "/ToUnicode" in font


def test_a_key_on_a_nist_curve_leaves_the_file_pdf_1_7(signed: bytes) -> None:
    """pyHanko alone would declare PDF 2.0 for a key on a NIST curve."""
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        assert "/Version" not in pdf.Root
        assert list(pdf.Root.Extensions.keys()) == ["/ESIC"]


def test_in_a_tagged_file_the_field_is_a_form_element_behind_its_page_s_last_text(
    report: bytes, keys: dict[str, bytes]
) -> None:
    tagged, number = _tagged(report)
    key = open_key(keys["EC"], PASSWORD.encode(), "key.p12")
    result = sign(tagged, key, "report.pdf", SIGNED_AT)
    assert only(result).sound
    with pikepdf.open(io.BytesIO(result)) as pdf:
        home, field = seal_field(pdf)
        assert home == number
        tree = pdf.Root.StructTreeRoot
        kinds = [str(kid.S) for kid in tree.K.K]
        assert kinds == ["/P", "/P", "/Form", "/P"]
        element = tree.K.K[2]
        assert element.P == tree.K
        assert element.K[0].Type == "/OBJR"
        assert element.K[0].Obj == field
        numbers = list(tree.ParentTree.Nums)
        assert numbers[-2] == field.StructParent
        assert numbers[-1] == element
        assert tree.ParentTreeNextKey == int(field.StructParent) + 1
        assert pdf.pages[number].Tabs == "/S"
        assert field.TU == "电子签名"


def _tagged(report: bytes) -> tuple[bytes, int]:
    """The report with a small structure tree: one paragraph before the seal's page, one on it, one after."""
    with pikepdf.open(io.BytesIO(report)) as pdf:
        target = pdf.Root.Dests["/signature"][0]
        number = next(n for n, page in enumerate(pdf.pages) if page.obj.objgen == target.objgen)
        document = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Document))
        tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot, K=document))
        document.P, document.K = tree, pikepdf.Array()
        numbers = pikepdf.Array()
        for place, page in enumerate(pdf.pages[number - 1 : number + 2]):
            element = pikepdf.Dictionary(S=pikepdf.Name.P, P=document, Pg=page.obj, K=0)
            document.K.append(pdf.make_indirect(element))
            numbers.extend([place, pikepdf.Array([document.K[place]])])
            page.obj.StructParents = place
            page.obj.Tabs = pikepdf.Name.S
        tree.ParentTree = pdf.make_indirect(pikepdf.Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = 3
        pdf.Root.StructTreeRoot = tree
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue(), number


# What verification names


def _changed(pdf: bytes) -> bytes:
    place = pdf.index(b"endstream", 5000) - 40
    return pdf[:place] + bytes([pdf[place] ^ 1]) + pdf[place + 1 :]


def _with_other_digits(pdf: bytes) -> bytes:
    """A bit of the signature value itself turned, deep in its digits."""
    value = EmbeddedPdfSignature(*_first_field(pdf)).signer_info["signature"].native.hex().encode()
    place = pdf.lower().rindex(value) + len(value) - 1
    return pdf[:place] + (b"1" if pdf[place : place + 1] == b"0" else b"0") + pdf[place + 1 :]


class _Appended(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        pass


def _updated(pdf: bytes) -> _Appended:
    writer = _Appended(io.BytesIO(pdf))
    writer.root["/Lang"] = generic.pdf_string("en")
    writer.update_root()
    return writer


def _written(writer: _Appended) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("tampered", "sentence"),
    [
        (_changed, "签名后文件内容被改动，与签名不符。"),
        (_with_other_digits, "签名数据与证书不符，签名无效。"),
        (lambda pdf: pdf + b"\n% more\n", "签名没有覆盖整个文件，签名后又追加了内容。"),
        (lambda pdf: _written(_updated(pdf)), "签名没有覆盖整个文件，签名后又追加了内容。"),
        (lambda pdf: pdf[:-300], "文件的结尾或结构已损坏，其中的签名读不出来。"),
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


def test_validation_data_may_be_added_later(signed: bytes) -> None:
    writer = _Appended(io.BytesIO(signed))
    held = EmbeddedPdfSignature(*_first_field(signed)).signer_cert
    paths = [ValidationPath(CertTrustAnchor(held), [], None)]
    DocumentSecurityStore.supply_dss_in_writer(writer, None, paths=paths, embed_roots=True)
    state = only(_written(writer))
    assert (state.sound, state.covers_whole_file, state.modifications) == (True, False, "allowed")
    assert "签名后只追加了时间戳或验证资料，报告内容没有改动。" in state.sentence


class _Literal(generic.ByteStringObject):
    """A string written as it is, not in hexadecimal digits."""

    def write_to_stream(self, stream: Any, handler: Any = None, container_ref: Any = None) -> None:
        escaped = re.sub(rb"([\\()])", rb"\\\1", bytes(self)).replace(b"\r", rb"\r")
        stream.write(b"(" + escaped + b")")


def test_a_later_signature_dictionary_of_the_right_length_does_not_pass_for_the_whole_file(
    signed: bytes,
) -> None:
    """pyHanko 0.38 reports such a file as wholly covered and unchanged."""

    def forged(padding: int, spare: int) -> tuple[bytes, int]:
        writer = _updated(signed)
        reference = writer.root["/AcroForm"]["/Fields"][0].raw_get("/V")
        old = reference.get_object()
        content = _Literal(old.raw_get("/Contents").original_bytes + bytes(padding))
        changed = {
            **old,
            generic.pdf_name("/Contents"): content,
            generic.pdf_name("/Spare"): generic.TextStringObject("x" * spare),
        }
        writer.objects[reference.generation, reference.idnum] = generic.DictionaryObject(changed)
        result = _written(writer)
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
    key = open_key(keys["expired"], PASSWORD.encode(), "key.p12")
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
    assert not seal.is_signed(report)


# Keys


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("RSA 1024", "（RSA 1024 位）"),
        ("secp256k1", "（ECDSA secp256k1）"),
        ("Ed25519", "（Ed25519）"),
        ("encryption", "不是签名证书（密钥用途不含数字签名）"),
        ("no key", "里没有私钥"),
    ],
)
def test_a_key_that_cannot_sign_is_refused_with_the_reason(
    kind: str, sentence: str, keys: dict[str, bytes]
) -> None:
    with pytest.raises(UsageError, match=re.escape(sentence)):
        open_key(keys[kind], PASSWORD.encode(), "key.p12")


def test_a_wrong_password_and_a_file_of_another_kind_are_told_apart(keys: dict[str, bytes]) -> None:
    for password in (b"wrong", b"", None):
        with pytest.raises(WrongPasswordError, match="口令不对"):
            open_key(keys["EC"], password, "key.p12")
    for content in (b"", b"not a key", keys["EC"][:100], b"%PDF-1.7"):
        with pytest.raises(UsageError, match=r"“key\.p12”不是 PKCS#12 密钥文件"):
            open_key(content, PASSWORD.encode(), "key.p12")


# The command


@pytest.fixture
def folder(tmp_path: Path, report: bytes, keys: dict[str, bytes]) -> Path:
    """A folder with a report, keys and a password file."""
    (tmp_path / "report.pdf").write_bytes(report)
    for kind, content in keys.items():
        (tmp_path / f"{kind}.p12").write_bytes(content)
    (tmp_path / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    return tmp_path


def with_password(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`evaluate sign` with the password file open as descriptor 3."""
    command = 'exec "$0" -m evaluator sign "$@" --password-fd 3 3<password'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=folder,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def test_the_command_signs_a_report_in_its_place(folder: Path, report: bytes) -> None:
    done = with_password(folder, "report.pdf", "--pkcs12", "EC.p12")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"已签名：report.pdf（签名人 {NAME}，证书指纹 SHA-256 ")
    assert len(done.stdout.splitlines()) == 1
    assert PASSWORD not in done.stdout + done.stderr
    assert not any(PASSWORD in argument for argument in done.args)
    result = (folder / "report.pdf").read_bytes()
    assert result.startswith(report)
    assert only(result).sound
    again = with_password(folder, "report.pdf", "--pkcs12", "RSA.p12")
    assert again.returncode == 2
    assert "“report.pdf”已经签过名，不能再签。" in again.stderr
    assert (folder / "report.pdf").read_bytes() == result


def test_a_key_without_password_is_not_asked_for_one(folder: Path) -> None:
    done = run("sign", folder / "report.pdf", "--pkcs12", folder / "open.p12")
    assert done.returncode == 0, done.stderr


def test_with_several_reports_all_are_signed_or_none(folder: Path, report: bytes) -> None:
    (folder / "other.pdf").write_bytes(report)
    (folder / "broken.pdf").write_bytes(report[:-5000])
    arguments = ["--pkcs12", "EC.p12", "report.pdf", "other.pdf"]
    done = with_password(folder, *arguments, "broken.pdf")
    assert done.returncode == 2
    assert "“broken.pdf”核验不一致，没有签名：文件不完整" in done.stderr
    assert (folder / "report.pdf").read_bytes() == report
    done = with_password(folder, *arguments)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    for name in ("report.pdf", "other.pdf"):
        assert only((folder / name).read_bytes()).sound


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["report.pdf", "--pkcs12", "nowhere.p12"], "无法读取“nowhere.p12”：路径不存在。"),
        (["nowhere.pdf", "--pkcs12", "EC.p12"], "无法读取“nowhere.pdf”：路径不存在。"),
        (["EC.p12", "--pkcs12", "EC.p12"], "“EC.p12”不是 PDF 文件"),
        (["report.pdf", "--pkcs12", "report.pdf"], "“report.pdf”不是 PKCS#12 密钥文件"),
        (
            ["foreign.pdf", "--pkcs12", "EC.p12"],
            "“foreign.pdf”核验不一致，没有签名：这不是本程序生成的评价报告",
        ),
        (["report.pdf", "--pkcs12", "open.p12"], "口令不对"),
        (["report.pdf", "--pkcs12", "expired.p12"], "过期，不能用来签名"),
        (["report.pdf", "--pkcs12", "not yet.p12"], "起才有效，现在不能用来签名"),
        (["report.pdf", "--pkcs12", "Ed25519.p12"], "不支持“Ed25519.p12”的密钥类型"),
    ],
)
def test_a_mistake_gets_one_sentence_and_exit_2(
    arguments: list[str], sentence: str, folder: Path, report: bytes
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "foreign.pdf")
    done = with_password(folder, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (folder / "report.pdf").read_bytes() == report


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "标准输入不是终端，不能询问；请用 --password-fd 给出口令。"),
        (["--password-fd", "77"], "不能从文件描述符 77 读口令"),
        (["--password", PASSWORD], "没有选项 --password"),
    ],
)
def test_a_password_comes_from_a_terminal_or_a_descriptor_only(
    options: list[str], sentence: str, folder: Path
) -> None:
    done = run("sign", folder / "report.pdf", "--pkcs12", folder / "EC.p12", *options)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert PASSWORD not in done.stderr


def test_a_terminal_is_asked_and_shows_nothing_of_the_password(folder: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ["PYTHONPATH"] = str(ROOT)
        command = [sys.executable, "-m", "evaluator", "sign", "report.pdf", "--pkcs12", "EC.p12"]
        os.execv(sys.executable, command)
    shown = b""
    while "口令：".encode() not in shown:
        shown += os.read(terminal, 1000)
    os.write(terminal, f"{PASSWORD}\n".encode())
    while True:
        try:
            part = os.read(terminal, 1000)
        except OSError:
            break
        if not part:
            break
        shown += part
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown.decode()
    assert "已签名：report.pdf" in shown.decode()
    assert PASSWORD not in shown.decode()


def test_signing_through_a_link_keeps_the_link_and_the_file_s_permissions(
    folder: Path, report: bytes
) -> None:
    target, link = folder / "kept.pdf", folder / "link.pdf"
    target.write_bytes(report)
    target.chmod(0o600)
    link.symlink_to(target)
    done = run("sign", link, "--pkcs12", folder / "open.p12")
    assert done.returncode == 0, done.stderr
    assert link.is_symlink()
    assert seal.is_signed(target.read_bytes())
    assert target.stat().st_mode & 0o777 == 0o600


def test_without_the_extra_one_sentence_says_how_to_install_it(
    folder: Path, signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import sys\nsys.modules['pyhanko'] = None\n"
        "from evaluator.cli import main\n"
        "sys.argv = ['evaluate', 'sign', 'report.pdf', '--pkcs12', 'open.p12']\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        cwd=folder,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        '电子签名需要安装可选组件：pip install "district-evaluator[sign]"\n'
    )
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(UsageError, match="需要安装可选组件"):
        verify_signatures(signed)


def test_a_signed_report_is_replaced_only_with_overwrite(folder: Path) -> None:
    submission = SUBMISSIONS / "binhai-2021.json"
    scoring = (submission, "-o", folder / "out", "--date", "2021-12-31")
    assert run(*scoring).returncode == 0
    path = folder / "out" / "990102-滨海区-2021.pdf"
    assert run("sign", path, "--pkcs12", folder / "open.p12").returncode == 0
    refused = run(*scoring)
    assert refused.returncode == 2
    assert "已经签过名，替换后签名就没有了。确认要替换时请加 --overwrite。" in refused.stderr
    assert run(*scoring, "--overwrite").returncode == 0
    assert not seal.is_signed(path.read_bytes())


def test_a_signed_report_keeps_pdf_a_and_pdf_ua(signed: bytes) -> None:
    assert complaints(signed) == []


# What a signature does not excuse


def updated(report: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """A report with an incremental update that some other program made."""
    writer = IncrementalPdfFileWriter(io.BytesIO(report))
    change(writer)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def action(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.update_root()


def base(writer: IncrementalPdfFileWriter) -> None:
    writer.root["/URI"] = generic.DictionaryObject(
        {generic.pdf_name("/Base"): generic.pdf_string("http://example.org")}
    )
    writer.update_root()


def title(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(
        generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("另一份报告")})
    )


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
    key = open_key(keys["EC"], PASSWORD.encode(), "key.p12")
    forged = sign(updated(report, change), key, "report.pdf", SIGNED_AT)
    assert only(forged).sound
    assert said in verify(forged, installed).differences


def test_what_no_reader_tells_before_a_signature_proves_nothing(
    report: bytes, keys: dict[str, bytes], installed: Callable[[str], Rubric | None]
) -> None:
    key = open_key(keys["EC"], PASSWORD.encode(), "key.p12")
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
    key = open_key(keys["RSA"], PASSWORD.encode(), "key.p12")
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
        key = open_key(keys[kind], PASSWORD.encode(), "key.p12")
        verdict = verify(sign(report, key, "report.pdf"), installed)
        assert verdict.differences == ()
        assert verdict.complete


def test_a_changed_digit_anywhere_in_a_signature_is_named(
    report: bytes, keys: dict[str, bytes], installed: Callable[[str], Rubric | None]
) -> None:
    """Certificates of issuers apart, which a signature carries but does not sign."""
    key = open_key(keys["RSA"], PASSWORD.encode(), "key.p12")
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
