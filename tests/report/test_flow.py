"""How blocks meet the end of a page."""

from typing import Any

from reportlab.platypus.frames import Frame

from evaluator.report.blocks import LEADING, paragraph
from evaluator.report.flow import Gap, Headed
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.text import Text
from evaluator.report.typography import choose_faces

FACES = choose_faces([""])


def divided(lines: int, room: int) -> list[int]:
    """The lines of a text's parts, when a page with some room meets it above a block of ten lines."""
    text = paragraph(FACES, "字" * 28 * (lines - 1))
    assert text.wrap(TEXT_WIDTH, 0)[1] == lines * LEADING
    headed: Any = Headed(text, Gap(10 * LEADING))
    headed._frame = Frame(0, 0, TEXT_WIDTH, 22 * LEADING)
    headed._frame._atTop = False
    found = []
    for part in headed.split(TEXT_WIDTH, room * LEADING):
        first = part.heading if isinstance(part, Headed) else part
        if isinstance(first, Text):
            found.append(round(first.wrap(TEXT_WIDTH, 0)[1] / LEADING))
    return found


def test_the_end_of_a_long_text_stays_with_the_block_below_it() -> None:
    assert divided(lines=8, room=18) == [8]
    assert divided(lines=8, room=17) == [6, 2]
    assert divided(lines=8, room=5) == [5, 3]
    assert divided(lines=8, room=1) == []
    assert divided(lines=3, room=12) == []
