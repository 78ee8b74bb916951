"""Faces: which are chosen, what is covered, what is made visible."""

from io import BytesIO
from typing import Any

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from evaluator.report.coverage import uncovered, visible
from evaluator.report.typography import choose_faces, text_width


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("滨海区", "滨海区"),
        ("甲\u202e乙", "甲〈U+202E〉乙"),
        ("甲\u200d乙\ufeff", "甲〈U+200D〉乙〈U+FEFF〉"),
        ("甲\x00乙\x7f", "甲〈U+0000〉乙〈U+007F〉"),
        ("甲\n\n乙\t丙", "甲 乙 丙"),
        ("<b>&amp;", "<b>&amp;"),
        ("甲\U000e0041", "甲〈U+E0041〉"),
    ],
)
def test_nothing_hidden_reaches_the_paper(given: str, shown: str) -> None:
    assert visible(given) == shown


@pytest.mark.parametrize(
    ("texts", "lacking"),
    [
        (["滨海区", "≥90%，〔2021〕"], ""),
        (["浉河区瀍河区"], ""),
        (["䶮"], ""),
        (["甲😀"], "😀"),
        (["䶮", "😀"], "😀"),
    ],
)
def test_a_character_in_no_face_is_printed_as_a_geta(texts: list[str], lacking: str) -> None:
    assert uncovered(texts) == lacking
    assert choose_faces(texts).shown(f"甲{lacking}") == "甲" + "〓" * len(lacking)


def test_a_rare_character_takes_no_face_away_from_the_others() -> None:
    plain, rare = choose_faces(["北山市"]), choose_faces(["北䶮市"])
    assert plain == rare
    document: Any = Canvas(BytesIO())._doc  # type: ignore[attr-defined]
    for face, full in (
        (rare.title, "body-full"),
        (rare.kai, "body-full"),
        (rare.heading, "heading-full"),
    ):
        font: Any = pdfmetrics.getFont(face)
        pieces = font.splitString("北䶮市", document)
        names = [font.getSubsetInternalName(subset, document) for subset, _ in pieces]
        assert document.fontMapping[face] in names[0]
        assert document.fontMapping[f"report-{full}"] in names[1]
        assert names[2] == names[0]
        assert text_width("北䶮市", face, 10) == 30


def test_a_rare_character_of_another_width_is_measured_as_it_is_drawn() -> None:
    font: Any = pdfmetrics.getFont(choose_faces(["Ă"]).kai)
    assert text_width("甲Ă", font.fontName, 10) == font.stringWidth("甲Ă", 10) < 20


def test_digits_are_of_one_width() -> None:
    faces = choose_faces([""])
    for face in (faces.body, faces.title, faces.heading, faces.kai):
        assert len({text_width(digit, face, 10) for digit in "0123456789"}) == 1
