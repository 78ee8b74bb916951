"""What a signature adds to a report and leaves alone: PAdES, its seal, PDF/A."""

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image
from pyhanko.sign.validation import EmbeddedPdfSignature

from evaluator.report import seal
from evaluator.signature import sign
from tests.report.conformance import complaints
from tests.report.reading import pages
from tests.signature.certificates import NAME, SIGNED_AT, Private, certificate, opened, p12
from tests.signature.reading import first_field, only, seal_field, seal_text


@pytest.mark.parametrize("kind", ["EC", "RSA"])
def test_a_signed_report_begins_with_its_own_bytes_and_verifies(
    kind: str, report: bytes, keys: dict[str, bytes]
) -> None:
    key = opened(keys[kind])
    result = sign(report, key, "report.pdf", SIGNED_AT)
    assert result.startswith(report)
    assert len(result) > len(report)
    state = only(result)
    assert state.sound
    assert (state.intact, state.covers_whole_file, state.modifications) == (True, True, "none")
    assert (state.signer, state.fingerprint, state.trusted) == (NAME, key.fingerprint, None)
    assert state.signed_at == SIGNED_AT
    assert "签名有效，覆盖整个文件，签名后没有改动。" in state.sentence
    assert f"签名人：“{NAME}”，声称的签名时间：2026-01-05 09:30:12。" in state.sentence
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
    embedded = EmbeddedPdfSignature(*first_field(signed))
    attributes = {entry["type"].native for entry in embedded.signer_info["signed_attrs"]}
    assert "signing_certificate_v2" in attributes
    assert "signing_time" not in attributes  # stands in /M alone (EN 319 142-1, 6.3)


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
    key = opened(keys["EC"])
    for verified in (False, True):
        shown = seal_text(sign(report, key, "report.pdf", SIGNED_AT, verified=verified))
        assert (seal.UNVERIFIED in shown) is not verified


def test_a_very_long_or_hostile_name_stays_inside_the_seal() -> None:
    for name in ("长" * 64, "W" * 64, "甲\u202e乙\u200b" * 9, "\U0001f600" * 30):
        (shown,) = pages(seal.seal(name, SIGNED_AT, verified=False))
        assert shown.endswith(seal.UNVERIFIED)
        assert "\u202e" not in shown


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
    key = opened(keys["EC"])
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


def test_a_signed_report_keeps_pdf_a_and_pdf_ua(signed: bytes) -> None:
    assert complaints(signed) == []


def test_a_certificate_that_does_not_limit_its_use_can_be_trusted(
    report: bytes, authority: tuple[x509.Certificate, Private]
) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    held = certificate(key, issuer=authority, limited=False)
    signed = sign(report, opened(p12(key, held, [authority[0]])), "report.pdf", SIGNED_AT)
    assert only(signed, (authority[0].public_bytes(Encoding.DER),)).trusted
