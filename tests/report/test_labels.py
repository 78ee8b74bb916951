"""Labels and titles end their lines between words."""

import pytest

from evaluator.report.labels import balanced


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("夯实发展基础", 7, ("夯实发展基础",)),
        ("加强党的全面领导", 7, ("加强党的", "全面领导")),
        ("深化教育领域综合改革", 7, ("深化教育领域", "综合改革")),
        ("提升教育支撑创新发展能力", 7, ("提升教育支撑", "创新发展能力")),
        ("教育投入、经费管理", 7, ("教育投入、", "经费管理")),
        ("教师队伍和校长队伍建设", 9, ("教师队伍", "和校长队伍建设")),
        ("甲乙丙丁示范管理委员会", 8, ("甲乙丙丁示范", "管理委员会")),
        ("提升教育支撑创新发展能力", 5, ()),
    ],
)
def test_a_line_ends_between_words(text: str, room: float, lines: tuple[str, ...]) -> None:
    assert balanced(text, len, room, 2) == lines


def test_a_text_takes_no_more_lines_than_it_needs() -> None:
    assert [len(balanced("甲乙" * pairs, len, 10, 9)) for pairs in (5, 6, 10, 11)] == [1, 2, 2, 3]
