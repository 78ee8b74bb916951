"""`--set`: what other values would change, beside the present ones; nothing is written."""

import pytest

from tests.command import run
from tests.conftest import SUBMISSIONS

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
        ("配备专职心理教师学校数=82%", "这里要填的是所数，不是比率"),
        ("配备专职心理教师学校数=是", "这里只能填数（所）"),
        ("配备专职心理教师学校数=", "不掌握的请写 null"),
        ("配备专职心理教师学校数=无", "确实没有的写 0"),
        ("满意度得分=88.5%", "是否要填 88.5？"),
        ("全市招生系统已启用=否", "请写 false（不加引号）"),
        ("学生数=3", "“学生数”是学校表的一列"),
        ("标识码=3", "每条记录各有一个值"),
        ("学校=3", "“学校”是记录表，不是填报项"),
        ("学校表=3", "“学校表”是记录表，不是填报项"),
        ("镇街数＝3", "等号用半角的 =，不用全角的 ＝"),
        ("镇街数=1e999999999", "过长或过大"),
        (f"镇街数={'9' * 80}", "一个数最多 64 位"),
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
    assert "如果配备专职心理教师学校数改为 170，数据就有错误，不能测算" in done.stdout
    assert "「配备专职心理教师学校数」大于「中小学校数」" in done.stdout


def test_the_same_field_twice_is_refused() -> None:
    done = run("validate", BINHAI, "--set", "镇街数=3", "--set", "镇街数=4")
    assert done.returncode == 2 and "两次写了“镇街数”" in done.stderr


def test_a_setting_is_never_ignored_silently() -> None:
    done = run("validate", BINHAI, "--set", "镇街数=3", "--format", "json")
    assert done.returncode == 2 and "--format json" in done.stderr
    broken = SUBMISSIONS / "invalid" / "08-part-larger-than-whole.json"
    for command in (("validate", broken), ("explain", broken, "10-2")):
        done = run(*command, "--set", "镇街数=3")
        assert done.returncode == 1 and "改正后才能用 --set 测算" in done.stdout
        assert run(*command, "--set", "没有这一项=3").returncode == 2


def test_old_and_new_value_are_written_alike() -> None:
    done = run("explain", BINHAI, "24-1", "--set", "本年一般公共预算教育支出=400000")
    (line,) = [line for line in done.stdout.splitlines() if " 改为 " in line]
    assert line.endswith("改为 400,000")
    done = run("explain", BINHAI, "24-1", "--set", "全市招生系统已启用=false")
    assert "由 是 改为 否" in done.stdout


def test_a_reason_is_taken_as_given_where_an_indicator_stops_applying() -> None:
    changes = ("创新实验室任务数=0", "创新实验室完成数=0")
    done = run("validate", BINHAI, *(part for text in changes for part in ("--set", text)))
    assert "变为不适用，须在 not_applicable 中写明原因" in done.stdout
    assert "以上只是测算" in done.stdout


def test_a_field_that_would_be_empty_is_no_warning() -> None:
    done = run("validate", BINHAI, "--set", "排查安全隐患数=null")
    assert "这样填会多一项未填报：" in done.stdout and "得 0 分" in done.stdout
    assert "多一条警告：「排查安全隐患数」" not in done.stdout


def test_warnings_that_would_go_are_told_too() -> None:
    beishan = SUBMISSIONS / "beishan-2021.json"
    done = run("validate", beishan, "--set", "核定编制数=50000")
    assert "这样填会少一条警告：在编教职工数大于核定编制数" in done.stdout
