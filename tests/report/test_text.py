"""Lines: what may begin or end one, what may not be torn, how they are divided over pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.report.blocks import BODY, SMALL
from evaluator.report.lines import Run, break_lines
from evaluator.report.text import Style, Text, _spread
from evaluator.report.typography import choose_faces, text_width

FACES = choose_faces([""])
SIZE = 16.0


def lines(
    text: str, characters: float, squeeze: float = 0, *, justified: bool = False
) -> list[str]:
    """The lines of a text in a column so many characters wide."""
    found = break_lines(
        (Run(FACES.body, text),), SIZE, characters * SIZE, squeeze=squeeze, justified=justified
    )
    return ["".join(run.text for run in line.runs) for line in found]


@pytest.mark.parametrize(
    ("text", "characters", "expected"),
    [
        ("一二三四五，六七", 5, ["一二三四", "五，六七"]),
        ("一二三四“五六”七", 5, ["一二三四", "“五六”七"]),
        ("一二三四（五六）", 5, ["一二三四", "（五六）"]),
        ("得分率为93.45%以上", 6, ["得分率为", "93.45%以上"]),
        ("一二三四2021年度", 6, ["一二三四", "2021年度"]),
        ("不低于≥100%的", 5, ["不低于", "≥100%的"]),
        ("一二三四——五六", 5, ["一二三", "四——五六"]),
        ("一二三四 五六", 4, ["一二三四", "五六"]),
        ("一二三四；11.五六", 7, ["一二三四；", "11.五六"]),
        ("一二三四附件3五六", 6, ["一二三四", "附件3五六"]),
        ("一二三四第23项五六", 6, ["一二三四", "第23项五六"]),
        ("一2022年1月30日前", 6, ["一2022年", "1月30日前"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_where_official_print_breaks_them(
    text: str, characters: float, expected: list[str]
) -> None:
    assert lines(text, characters) == expected


PROBLEM = (
    "实际情况：清单共2项，已落实1项；满分标准：2项全部落实；差距：未落实：区市学校布局规划；"
    "得分率：50.00%；失分：5.00分。依据：〔市〕（区市教育规划）《2021年全市教育工作要点》第1项。"
)


def test_justified_lines_are_alike_and_part_no_label_from_its_number() -> None:
    greedy = lines(PROBLEM, 27.64, 0.36)
    even = lines(PROBLEM, 27.64, 0.36, justified=True)
    assert "".join(even) == "".join(greedy) == PROBLEM
    assert any(line.endswith("失分：") for line in greedy)
    assert not [line for line in even if line.endswith("：")]
    widths = [text_width(line, FACES.body, SIZE) for line in even[:-1]]
    assert all(1.15 * width >= 27.64 * SIZE for width in widths)


@pytest.mark.parametrize("end", ["。", "一。", "一”。"])
def test_a_paragraph_ends_with_more_than_a_character_and_its_marks(end: str) -> None:
    assert len(lines("一" * 54 + end, 27, justified=True)[-1]) > 3


def test_a_word_longer_than_a_line_is_torn() -> None:
    assert [len(line) for line in lines("a" * 64, 10)] == [17, 17, 17, 13]


def test_the_last_character_is_squeezed_in() -> None:
    assert lines("一" * 28, 27.64) == ["一" * 27, "一"]
    assert lines("一" * 28, 27.64, squeeze=0.36) == ["一" * 28]


LATIN = (
    "本区引进 International Baccalaureate Diploma Programme 国际课程，由 Lingang Foreign Language "
    "School 承办，网址 https://www.lingang-edu.example.cn/ib/2021 可查，学生另计。"
)


@pytest.mark.parametrize("style", [BODY, SMALL])
@pytest.mark.parametrize("before", range(0, 42, 3))
def test_a_line_squeezed_keeps_the_spaces_between_its_words(style: Style, before: int) -> None:
    width = 442.0
    text = Text([Run(FACES.body, "说" * before + LATIN)], style)
    text.wrap(width, 0)
    for number, line in enumerate(text.lines):
        slack = width - line.width - (0 if number else style.first_indent)
        space, _ = _spread(line, min(slack, 0))
        assert -space <= style.squeeze + 0.01
        assert text_width(" ", FACES.body, style.size) + space > style.size / 10


@given(st.text("一二三，。、；（）“”《》〔〕0123456789.%abcXYZ —…≥", max_size=200))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str) -> None:
    broken = lines(text, 12)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, FACES.body, SIZE) <= 12 * SIZE + 0.01 for line in broken)
    even = lines(text, 12, justified=True)
    assert "".join(even).replace(" ", "") == text.replace(" ", "")
    assert all(text_width(line, FACES.body, SIZE) <= 12 * SIZE + 0.01 for line in even)


def _heights(text: Text, width: float, room: float) -> list[float]:
    return [part.wrap(width, 1e6)[1] / 29 for part in text.split(width, room)]


@pytest.mark.parametrize(
    ("length", "room", "parts"),
    [
        (10, 5, [5, 5]),
        (10, 9, [8, 2]),
        (10, 1, []),
        (3, 2, []),
        (4, 3, [2, 2]),
    ],
)
def test_a_page_s_end_leaves_no_single_line(length: int, room: int, parts: list[float]) -> None:
    paragraph = Text([Run(FACES.body, "一" * 10 * length)], Style(SIZE, 29))
    assert _heights(paragraph, 10 * SIZE, room * 29) == parts
