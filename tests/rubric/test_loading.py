"""Rubric files as plain data: strings stay exact, whatever YAML could make of them is refused with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.rubric.load import load_rubric
from evaluator.rubric.source import RubricError, read_yaml
from tests.rubric_copy import BALANCE, PARTY, RubricCopy

Copy = Callable[[], RubricCopy]


def read(tmp_path: Path, text: str) -> object:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    return read_yaml(tmp_path, "a.yaml").data


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("0.10", "0.10"),
        ("1.0", "1.0"),
        ("007", "007"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", "true"),
        ("12:30", "12:30"),
        ("2021-06-30", "2021-06-30"),
        ("70%", "70%"),
        ("1/15", "1/15"),
        ("=", "="),
        ('"null"', "null"),
        ("'~'", "~"),
        ('""', ""),
        ("null", None),
        ("~", None),
        ("", None),
        ("Null", "Null"),
    ],
)
def test_every_scalar_stays_the_text_that_was_written(
    tmp_path: Path, yaml: str, value: str | None
) -> None:
    assert read(tmp_path, f"键: {yaml}\n") == {"键": value}


def test_a_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("\ufeff键: 值\n".encode())
    assert read_yaml(tmp_path, "a.yaml").data == {"键": "值"}


@pytest.mark.parametrize(
    ("yaml", "line", "message"),
    [
        ("甲: 1\n乙: 2\n甲: 3\n", 3, "键“甲”重复"),
        ("甲:\n  乙: 1\n  乙: 2\n", 3, "键“乙”重复"),
        ("甲: &a [1]\n乙: *a\n", 2, "别名"),
        ("乙: 1\n甲: &a x\n丙: *a\n", 3, "别名"),
        ("甲: &a {丙: 1}\n乙:\n  <<: *a\n", 3, "别名"),
        ("甲: 1\n乙: !!int 5\n", 2, "标签"),
        ("甲: !!python/object/apply:os.system [true]\n", 1, "标签"),
        ("甲: !own x\n", 1, "标签"),
        ("甲: !!set {a, b}\n", 1, "标签"),
        ("甲: [1, 2\n乙: 3\n", 2, "YAML 语法有误"),
        ("甲: 1\n  乙: 2\n", 2, "YAML 语法有误"),
        ("甲: 1\n---\n乙: 2\n", 2, "YAML 语法有误"),
        ("甲: \t1\n\t乙: 2\n", 2, "YAML 语法有误"),
    ],
)
def test_what_is_no_plain_data_is_refused_with_its_line(
    tmp_path: Path, yaml: str, line: int, message: str
) -> None:
    with pytest.raises(RubricError) as caught:
        read(tmp_path, yaml)
    problem = caught.value.problems[0]
    assert (problem.place.file, problem.place.line) == ("a.yaml", line)
    assert message in problem.message
    assert str(problem).startswith(f"a.yaml:{line}：")


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("键: 值".encode("gb18030"))
    with pytest.raises(RubricError, match="UTF-8"):
        read_yaml(tmp_path, "a.yaml")


def test_a_missing_file_is_named(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    (copy.folder / "plan.yaml").unlink()
    assert [str(problem) for problem in copy.problems()] == ["plan.yaml:1：缺少这个文件"]


def test_an_untouched_copy_loads(rubric_copy: Copy) -> None:
    assert rubric_copy().problems() == []


UNKNOWN_KEYS = [
    ("rubric.yaml", "score_digits: 2", "score_digits: 2\nscore_digit: 2", "score_digit"),
    ("fields.yaml", "groups:", "group: []\ngroups:", "group"),
    (PARTY, "  points: 10", "  point: 10\n  points: 10", "point"),
    (BALANCE, "    method: piecewise", "    method: piecewise\n    knot: []", "knot"),
    ("plan.yaml", "    chapter: 1", "    chapter: 1\n    heeding: x", "heeding"),
    ("checks.yaml", "  severity: error", "  severity: error\n  level: 3", "level"),
    ("fields.yaml", "    type: document", "    type: document\n    minimum: 1", "minimum"),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "key"), UNKNOWN_KEYS, ids=lambda part: str(part)[:20]
)
def test_an_unknown_key_is_refused_where_it_stands(
    rubric_copy: Copy, file: str, old: str, new: str, key: str
) -> None:
    copy = rubric_copy()
    first = copy.replace(file, old, new)
    line = first + new[: new.index(f"{key}:")].count("\n")
    found = [(problem.place.file, problem.place.line) for problem in copy.problems()]
    assert (file, line) in found
    assert any(f"不认识的键“{key}”" in problem.message for problem in copy.problems())


def test_a_problem_of_an_indicator_names_its_id(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    line = copy.replace(BALANCE, "  points: 20", "  points: 二十", after="id: 10-2")
    assert [(str(p.place), p.subject) for p in copy.problems()] == [(f"{BALANCE}:{line}", "10-2")]


@pytest.mark.parametrize(
    ("key", "file"),
    [("fields", "rubric.yaml"), ("indicators", "rubric.yaml"), ("plan", "rubric.yaml")],
)
def test_content_in_the_wrong_file_is_refused(rubric_copy: Copy, key: str, file: str) -> None:
    copy = rubric_copy()
    copy.append(file, f"{key}: []\n")
    line = copy.text(file).count("\n")
    assert (file, line) in [(p.place.file, p.place.line) for p in copy.problems()]


@pytest.mark.parametrize("name", ["../secret.yaml", "/etc/passwd", "indicators/../../x.yaml"])
def test_a_chapters_file_stays_inside_the_folder(rubric_copy: Copy, name: str) -> None:
    copy = rubric_copy()
    copy.replace("rubric.yaml", PARTY, name)
    assert any("不在量规的文件夹里" in problem.message for problem in copy.problems())


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("rubric.yaml", "- 1\n"),
        ("rubric.yaml", ""),
        ("plan.yaml", "- 1\n"),
        ("fields.yaml", "x\n"),
        ("checks.yaml", "a: 1\n"),
        (PARTY, "a: 1\n"),
        (PARTY, ""),
    ],
)
def test_a_file_of_another_form_is_refused(rubric_copy: Copy, file: str, text: str) -> None:
    copy = rubric_copy()
    copy.write(file, text)
    assert file in {problem.place.file for problem in copy.problems()}


def test_every_problem_is_reported_at_once_in_file_order(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    second = copy.replace(BALANCE, "  points: 20", "  points: x", after="id: 10-3")
    first = copy.replace(BALANCE, "  points: 15", "  points: y", after="id: 10-1")
    assert [problem.place.line for problem in copy.problems()] == [first, second]


def test_a_folder_without_a_rubric_says_so(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match=r"rubric\.yaml"):
        load_rubric(tmp_path)
