"""Reports keep PDF/A-3b and PDF/UA-1; a file that breaks a rule in one place is told by that rule alone."""

from collections.abc import Iterable
from io import BytesIO

import pikepdf
import pytest

from tests.report.breaking import Change, annotated, broken_by
from tests.report.broken_bytes import BYTES, Replaced
from tests.report.broken_files import FILE, FONTS, GRAPHICS, INTERACTION
from tests.report.broken_records import ATTACHMENTS, METADATA
from tests.report.broken_tags import STRUCTURE, TABLES
from tests.report.conformance import RULES, broken, complaints
from tests.report.conftest import SAMPLES
from tests.report.drawing import drawn
from tests.samples import scored
from tests.small_rubric import by_score, number, small_rubric, submission

BREACHES = (
    *FILE,
    *GRAPHICS,
    *FONTS,
    *INTERACTION,
    *METADATA,
    *ATTACHMENTS,
    *STRUCTURE,
    *TABLES,
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A report of two indicators: it has all that reports have, on few pages."""
    rubric = small_rubric(
        tmp_path_factory.mktemp("rubric") / "small",
        [by_score("1-1", "600", "甲"), by_score("1-2", "400", "乙")],
        {"甲": number(), "乙": number()},
    )
    return drawn(scored(rubric, submission({"甲": 590, "乙": 200})))


def clauses(pdf: bytes) -> set[str]:
    """The clauses that a file breaks."""
    return {clause for clause, _ in broken(pdf)}


def named(endings: Iterable[str]) -> set[str]:
    """The full names of clauses; each ending is that of one."""
    return {clause for ending in endings for clause in RULES if clause.endswith(ending)}


def encrypted(pdf: bytes, password: str) -> bytes:
    buffer = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=password))
    return buffer.getvalue()


def unchanged(pdf: pikepdf.Pdf) -> None:
    pass


@pytest.mark.parametrize("slug", SAMPLES)
def test_a_sample_s_report_conforms(slug: str, reports: dict[str, bytes]) -> None:
    assert complaints(reports[slug]) == []


@pytest.mark.parametrize(
    ("change", "plain"),
    [
        pytest.param(unchanged, False, id="nothing"),
        pytest.param(unchanged, True, id="nothing, with a table and without object streams"),
        pytest.param(annotated("/Widget", "Form"), False, id="a field"),
        pytest.param(annotated("/Stamp", "Annot"), False, id="a stamp"),
        pytest.param(annotated("/Link", "Link"), False, id="a link"),
    ],
)
def test_a_report_conforms_after_a_change_that_breaks_nothing(
    change: Change, plain: bool, report: bytes
) -> None:
    assert complaints(broken_by(change, report, plain)) == []


@pytest.mark.parametrize(
    ("change", "told"), [pytest.param(*breach[1:], id=breach[0]) for breach in BREACHES]
)
def test_a_breach_is_told(change: Change, told: tuple[str, ...], report: bytes) -> None:
    assert clauses(broken_by(change, report)) == named(told)


@pytest.mark.parametrize("replaced", [pytest.param(entry, id=entry.name) for entry in BYTES])
def test_a_breach_in_bytes_is_told(replaced: Replaced, report: bytes) -> None:
    pdf = broken_by(replaced.before, report, plain=True)
    assert pdf.count(replaced.old)
    assert clauses(pdf.replace(replaced.old, replaced.new, 1)) == named(replaced.clauses)


def test_bytes_before_and_after_the_file_are_told(report: bytes) -> None:
    assert clauses(b"\n" + report) >= named(["6.1.2 file header"])
    assert clauses(report + b"more") == named(["6.1.3 file trailer"])


def test_encryption_is_told(report: bytes) -> None:
    assert named(["6.1.3 file trailer"]) <= clauses(encrypted(report, ""))
    assert clauses(encrypted(report, "password")) == {"the file can be opened"}


def test_a_file_that_is_no_pdf_is_told() -> None:
    assert clauses(b"") == clauses(b"%PDF-1.7 and nothing else") == {"the file can be opened"}


def test_every_rule_is_broken_by_some_file() -> None:
    told = [breach[2] for breach in BREACHES] + [entry.clauses for entry in BYTES]
    assert named(ending for endings in told for ending in endings) == set(RULES)
    for endings in told:
        assert len(named(endings)) == len(endings), endings
