"""Faces: which are chosen, what is covered, what is made visible."""

import pytest

from evaluator.report.typography import choose_faces, text_width, uncovered, visible


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
    ("texts", "full", "lacking"),
    [
        (["滨海区", "≥90%，〔2021〕"], False, ""),
        (["浉河区瀍河区"], False, ""),
        (["䶮"], True, ""),
        (["甲😀"], False, "😀"),
        (["䶮", "😀"], True, "😀"),
    ],
)
def test_one_character_decides_for_the_whole_document(
    texts: list[str], full: bool, lacking: str
) -> None:
    faces = choose_faces(texts)
    assert ("full" in faces.body, "full" in faces.heading) == (full, full)
    assert uncovered(texts) == lacking
    assert faces.shown(lacking) == "〓" * len(lacking)


def test_digits_are_of_one_width() -> None:
    faces = choose_faces([""])
    for face in (faces.body, faces.title, faces.heading, faces.kai):
        assert len({text_width(digit, face, 10) for digit in "0123456789"}) == 1
