"""The known rubrics: looked up by their folder's name, which is their id; one that is broken spoils no other."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evaluator.cli import app
from evaluator.rubric import load
from evaluator.rubric.load import known_rubrics, load_rubric
from evaluator.rubric.source import RubricError
from tests.rubric_copy import PARTY, RubricCopy

Home = Callable[[str], RubricCopy]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A folder of known rubrics; called with a name, it gets a copy of the 2021 rubric under it."""
    source = known_rubrics()["district-2021"]
    monkeypatch.setattr(load, "rubrics_folder", lambda: tmp_path)
    return lambda name: RubricCopy.of(source, tmp_path / name)


def test_a_known_rubric_whose_folder_has_another_name_is_told(home: Home) -> None:
    copy = home("district-2022")
    line = copy.text("rubric.yaml").split("\n").index("id: district-2021") + 1
    assert [str(problem) for problem in copy.problems()] == [
        f"rubric.yaml:{line}：编号“district-2021”与所在的文件夹“district-2022”不同名，"
        "请把其中一个改成另一个"
    ]


def test_a_folder_elsewhere_may_have_any_name(tmp_path: Path) -> None:
    copy = RubricCopy.of(known_rubrics()["district-2021"], tmp_path / "试用")
    assert copy.problems() == []


def test_a_broken_rubric_is_named_beside_the_good_ones(home: Home) -> None:
    home("district-2021")
    copy = home("district-2022")
    copy.replace("rubric.yaml", "id: district-2021", "id: district-2022")
    line = copy.replace(PARTY, "  points: 10", "  points: 十", after="id: 1-2")
    result = CliRunner().invoke(app, ["rubric", "list"])
    assert result.exit_code == 1
    assert "district-2021  1.0" in result.output
    assert "district-2022：量规不能使用，共 1 处问题：" in result.output
    assert f"{PARTY}:{line}：1-2：“十”不是数" in result.output


def test_the_lint_command_works_the_situations_out(home: Home) -> None:
    copy = home("district-2021")
    assert CliRunner().invoke(app, ["rubric", "lint"]).exit_code == 0
    copy.replace("tests.yaml", "  score: 6.00", "  score: 6.01", after="- indicator: 1-2")
    line = copy.text("tests.yaml").split("\n").index("- indicator: 1-2") + 1
    result = CliRunner().invoke(app, ["rubric", "lint"])
    assert result.exit_code == 1
    assert f"tests.yaml:{line}：1-2：算例“培训覆盖率84%”的得分写为 6.01，按量规算得 6.00" in (
        result.output
    )


def test_missing_files_are_told_together(home: Home) -> None:
    copy = home("district-2021")
    for name in ("plan.yaml", "fields.yaml", "checks.yaml", PARTY):
        (copy.folder / name).unlink()
    with pytest.raises(RubricError) as caught:
        load_rubric(copy.folder)
    assert [str(problem) for problem in caught.value.problems] == [
        f"{name}:1：缺少这个文件" for name in ("checks.yaml", "fields.yaml", PARTY, "plan.yaml")
    ]
