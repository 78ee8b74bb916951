"""The digest: comments, white space, key order and quoting change nothing; any content does."""

import re
from collections.abc import Callable

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import read_canonical
from evaluator.rubric.source import RubricError
from tests.rubric_copy import BALANCE, FOUNDATION, PARTY, RubricCopy

Copy = Callable[[], RubricCopy]


def test_a_digest_is_a_sha256_in_hex(rubric: Rubric) -> None:
    assert len(rubric.digest) == 64
    assert set(rubric.digest) <= set("0123456789abcdef")


def test_a_copy_has_the_same_digest(rubric: Rubric, rubric_copy: Copy) -> None:
    assert rubric_copy().load().digest == rubric.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rubric.yaml", "# 量规 district-2021", "# 另一个说明\n# 量规 district-2021"),
        ("rubric.yaml", "points: 1000", "points:    1000   # 满分"),
        ("rubric.yaml", "points: 1000", 'points: "1000"'),
        ("rubric.yaml", "year: 2021\nissuer", "\n\nyear: 2021\n\nissuer"),
        ("rubric.yaml", "points: 1000\nscore_digits: 2", "score_digits: 2\npoints: 1000"),
        ("rubric.yaml", "{name: 优秀, at_least: 90%}", "{at_least: 90%, name: 优秀}"),
        (BALANCE, "  points: 15\n  value: 在园幼儿数 / 学前三年适龄人口数\n", "  value: 在园幼儿数 / 学前三年适龄人口数\n  points: 15\n"),
        (BALANCE, "knots: [[75%, 0], [85%, 1]]", "knots:\n      - [75%, 0]\n      - [85%, 1]"),
        ("checks.yaml", "- id: E01", "# 说明\n- id: E01"),
        ("tests.yaml", "- indicator: 1-1", "# 说明\n- indicator: 1-1"),
    ],
)  # fmt: skip
def test_the_form_of_the_files_does_not_change_the_digest(
    rubric: Rubric, rubric_copy: Copy, file: str, old: str, new: str
) -> None:
    copy = rubric_copy()
    copy.replace(file, old, new)
    assert copy.load().digest == rubric.digest


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rubric.yaml", 'version: "1.0"', 'version: "1.1"'),
        ("rubric.yaml", "{below: 40%, days: 30}", "{below: 40%, days: 31}"),
        ("rubric.yaml", "graded_from: 85%", "graded_from: 80%"),
        (BALANCE, "[[75%, 0], [85%, 1]]", "[[75%, 0], [86%, 1]]"),
        (BALANCE, "[[75%, 0], [85%, 1]]", "[[75%, 0], [85.0%, 1]]"),
        (FOUNDATION, "at_least: 0", "at_least: 0.01"),
        (PARTY, "title: 干部教师全会精神培训覆盖率", "title: 干部教师培训覆盖率"),
        ("fields.yaml", "min: 1\n", "min: 2\n"),
        ("fields.yaml", "period: 时点", "period: 学年"),
        ("checks.yaml", "义务教育在校生数 * 0.03", "义务教育在校生数 * 0.04"),
    ],
)
def test_any_change_of_content_changes_the_digest(
    rubric: Rubric, rubric_copy: Copy, file: str, old: str, new: str
) -> None:
    copy = rubric_copy()
    copy.replace(file, old, new)
    assert copy.load().digest != rubric.digest


def test_the_order_of_the_catalogue_is_content(rubric: Rubric, rubric_copy: Copy) -> None:
    copy = rubric_copy()
    text = (copy.folder / "fields.yaml").read_text(encoding="utf-8")
    head, first, second, rest = re.split(
        r"(?m)^  (?=区市教育规划:|区市学校布局规划:|参训干部教师数:)", text
    )
    entries = "  ".join([head, second, first, rest])
    (copy.folder / "fields.yaml").write_text(entries, encoding="utf-8")
    other = copy.load()
    assert list(other.content.fields)[:2] == ["区市学校布局规划", "区市教育规划"]
    assert other.digest != rubric.digest


def test_a_rubric_is_read_back_from_its_canonical_text_with_the_same_digest(rubric: Rubric) -> None:
    again = read_canonical(rubric.canonical.encode())
    assert again.content == rubric.content
    assert list(again.content.fields) == list(rubric.content.fields)
    assert again.digest == rubric.digest


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text + " ",
        lambda text: text.replace('"version":"1.0"', '"version": "1.0"'),
        lambda text: text[:-1],
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: text.replace('"points":"1000"', '"points":"1001"'),
    ],
)
def test_another_text_is_no_canonical_rubric(rubric: Rubric, change: Callable[[str], str]) -> None:
    with pytest.raises(RubricError):
        read_canonical(change(rubric.canonical).encode())
