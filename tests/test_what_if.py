"""`--set`: what other values would change, beside the present ones; nothing is written."""

import pytest

from tests.conftest import SUBMISSIONS
from tests.test_cli import run

BINHAI = SUBMISSIONS / "binhai-2021.json"


def test_old_and_new_value_score_and_grade_stand_side_by_side() -> None:
    before = BINHAI.read_bytes()
    done = run("validate", BINHAI, "--set", "配备专职心理教师学校数=117")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert "  配备专职心理教师学校数 由 92 改为 117" in lines
    (row,) = [line for line in lines if line.startswith("8-2 专职心理教师配备率  ")]
    assert row.split()[2:] == ["78.63%，6.44", "分", "100.00%，10.00", "分"]
    (total,) = [line for line in lines if line.startswith("自评分 ")]
    assert total.split() == ["自评分", "895.34/955.00", "898.90/955.00"]
    assert "以上只是测算，没有改动任何文件。" in lines
    assert BINHAI.read_bytes() == before


def test_several_settings_are_taken_together_by_key_or_by_title() -> None:
    done = run(
        "explain", BINHAI, "4-2", "--set", "四十岁以下校级干部数=103", "--set", "校级干部干部=1"
    )
    assert done.returncode == 2
    assert "没有名为“校级干部干部”的填报项，是否要写" in done.stderr
    done = run(
        "explain", BINHAI, "4-2", "--set", "四十岁以下校级干部数=103", "--set", "校级干部数=515"
    )
    assert "87/512" in done.stdout
    assert "20.00%，15.00 分" in done.stdout


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("配备专职心理教师学校数", "--set 应写成 字段=值"),
        ("配备专职心理教师学校数=82%", "请核对口径"),
        ("配备专职心理教师学校数=是", "没有加双引号"),
    ],
)
def test_a_setting_that_cannot_be_read_is_refused_with_the_reason(
    setting: str, sentence: str
) -> None:
    done = run("validate", BINHAI, "--set", setting)
    assert done.returncode == 2
    assert sentence in done.stderr


def test_a_setting_that_breaks_the_data_says_why_there_is_no_preview() -> None:
    done = run("validate", BINHAI, "--set", "配备专职心理教师学校数=170")
    assert "数据就有错误，不能测算" in done.stdout
    assert "「配备专职心理教师学校数」大于「中小学校数」" in done.stdout
