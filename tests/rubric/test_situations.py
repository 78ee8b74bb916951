"""The hand-worked situations of every known rubric give what is written there; slips in them are told."""

from collections.abc import Callable

import pytest

from evaluator.rubric.load import known_rubrics, load_rubric
from evaluator.rubric.source import RubricError
from evaluator.scoring.situations import Situation, checked_rubric, judge, read_situations
from tests.rubric_copy import RubricCopy

Copy = Callable[[], RubricCopy]

RUBRICS = {name: load_rubric(folder) for name, folder in known_rubrics().items()}
SITUATIONS = [
    pytest.param(name, situation, id=f"{name} {situation.indicator} {situation.name}")
    for name, rubric in RUBRICS.items()
    for situation, _ in read_situations(rubric, known_rubrics()[name]).entries
]


@pytest.mark.parametrize(("name", "situation"), SITUATIONS)
def test_a_hand_worked_situation_gives_its_score(name: str, situation: Situation) -> None:
    assert judge(RUBRICS[name], situation) == []


@pytest.mark.parametrize("name", RUBRICS)
def test_every_indicator_has_a_situation(name: str) -> None:
    read = read_situations(RUBRICS[name], known_rubrics()[name])
    assert {situation.indicator for situation, _ in read.entries} == set(RUBRICS[name].indicators)


def problems(copy: RubricCopy) -> list[str]:
    try:
        checked_rubric(copy.folder)
    except RubricError as error:
        return [str(problem) for problem in error.problems]
    return []


SLIPS = [
    ("  score: 6.00", "  score: 5.99", "1-2：算例“培训覆盖率84%”的得分写为 5.99，按量规算得 6.00："),
    ("  value: 84%", "  value: 85%", "1-2：算例“培训覆盖率84%”的值写为 85%，按量规算得 21/25"),
    ("  score: 6.00", "  outcome: missing", "1-2：算例“培训覆盖率84%”写明为未填报，按量规为计分："),
    ("应训干部教师数: 4700", "应训干部教师数: null", "1-2：算例“培训覆盖率84%”写明为计分，按量规为未填报："),
    ("应训干部教师数: 4700", "应训教师数: 4700", "1-2：算例“培训覆盖率84%”写了不存在的填报项“应训教师数”，是否要写“应训干部教师数”？"),
    ("应训干部教师数: 4700", "应训干部教师数: 4700, 镇街数: 1", "1-2：算例“培训覆盖率84%”写了本指标用不到的填报项“镇街数”"),
    ("应训干部教师数: 4700", "应训干部教师数: 很多", "1-2：算例“培训覆盖率84%”：“应训干部教师数”写成了“很多”，应为数"),
    ("- indicator: 1-2", "- indicator: 1-22", "1-22：算例“培训覆盖率84%”的指标不存在，是否要写“1-2”？"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), SLIPS)
def test_a_slip_in_a_situation_is_told_where_it_stands(
    rubric_copy: Copy, old: str, new: str, message: str
) -> None:
    copy = rubric_copy()
    copy.replace("tests.yaml", old, new, after="- indicator: 1-2")
    line = copy.text("tests.yaml").split("\n").index("  name: 培训覆盖率84%")
    assert problems(copy)[0].startswith(f"tests.yaml:{line}：{message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  score: 6.00", "  scor: 6.00", "不认识的键“scor”，是否要写“score”？"),
        ("  score: 6.00", "  score: 六", "“六”不是数；可写 0.45、-1、70% 或 1/15"),
        ("  score: 6.00\n", "", "score（得分）与 outcome（不计分的结果）须写且只写一个"),
        ("  name: 培训覆盖率84%\n", "", "缺少“name”"),
        ("  score: 6.00", "  score: 6.00\n  outcome: zero", "“zero”不在允许的取值中：not_applicable、missing、pending"),
    ],
)  # fmt: skip
def test_a_situation_that_cannot_be_read_is_told(
    rubric_copy: Copy, old: str, new: str, message: str
) -> None:
    copy = rubric_copy()
    copy.replace("tests.yaml", old, new, after="- indicator: 1-2")
    found = problems(copy)
    assert len(found) == 1
    assert found[0].startswith("tests.yaml:")
    assert f"1-2：{message}" in found[0]


def test_an_indicator_without_a_situation_is_told(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    text = copy.text("tests.yaml")
    start, end = text.index("- indicator: 1-2"), text.index("- indicator: 2-1")
    copy.write("tests.yaml", text[:start] + text[end:])
    assert problems(copy) == ["tests.yaml:1：1-2：没有算例，每个指标至少要有一个"]


@pytest.mark.parametrize("text", ["", "a: 1\n"])
def test_tests_of_another_form_are_told(rubric_copy: Copy, text: str) -> None:
    copy = rubric_copy()
    copy.write("tests.yaml", text)
    assert problems(copy) == ["tests.yaml:1：文件内容应为一份清单（每项以 - 开头）"]


def test_missing_tests_are_told(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    (copy.folder / "tests.yaml").unlink()
    assert problems(copy) == ["tests.yaml:1：缺少这个文件"]
    assert copy.problems() == []
    (copy.folder / "plan.yaml").unlink()
    assert problems(copy) == ["plan.yaml:1：缺少这个文件", "tests.yaml:1：缺少这个文件"]
