"""The command as a user meets it: exit codes, one clear sentence for each mistake, nothing half-written."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluator.screen import table, width
from tests.command import run
from tests.conftest import ROOT, SUBMISSIONS
from tests.rubric_copy import BALANCE, RubricCopy
from tests.samples import as_bytes, sample

Copied = Callable[[], RubricCopy]

BINHAI = SUBMISSIONS / "binhai-2021.json"
SAMPLES = sorted(str(path) for path in SUBMISSIONS.glob("*.json"))
INVALID = sorted(str(path) for path in (SUBMISSIONS / "invalid").glob("*.json"))


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The three samples scored once: the output folder and what stood on the screen."""
    folder = tmp_path_factory.mktemp("out")
    done = run(*SAMPLES, "-o", folder, "--date", "2021-12-31")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


def test_scoring_writes_one_pdf_and_one_json_for_each_sample(scored: tuple[Path, str]) -> None:
    folder, screen = scored
    assert sorted(path.name for path in folder.iterdir()) == [
        f"{code}-{name}-2021.{ending}"
        for code, name in (("990102", "滨海区"), ("990115", "临港新区"), ("990181", "北山市"))
        for ending in ("json", "pdf")
    ]
    for name, grade in (("滨海区", "优秀"), ("北山市", "合格"), ("临港新区", "不合格")):
        line = next(line for line in screen.splitlines() if line.startswith(name))
        assert grade in line
        assert ".pdf" in line


def test_scoring_again_gives_the_same_bytes(scored: tuple[Path, str], tmp_path: Path) -> None:
    folder, _ = scored
    assert run(SUBMISSIONS, "-o", tmp_path, "--date", "2021-12-31").returncode == 0
    for path in folder.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_a_second_run_over_the_same_folder_replaces_its_own_reports(
    scored: tuple[Path, str],
) -> None:
    folder, _ = scored
    assert run(BINHAI, "-o", folder, "--date", "2021-12-31").returncode == 0


def test_a_report_of_other_data_is_replaced_only_with_overwrite(tmp_path: Path) -> None:
    other = sample("binhai")
    other["data"]["德育与思政"]["德育一校一案学校数"] -= 1
    changed = tmp_path / "changed.json"
    changed.write_bytes(as_bytes(other))
    out = tmp_path / "out"
    assert run(BINHAI, "-o", out).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    refused = run(changed, "-o", out)
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert run(changed, "-o", out, "--overwrite").returncode == 0


def test_two_submissions_of_one_district_and_year_are_both_refused(tmp_path: Path) -> None:
    twin = tmp_path / "twin.json"
    shutil.copy(BINHAI, twin)
    out = tmp_path / "out"
    done = run(BINHAI, twin, "-o", out)
    assert done.returncode == 2
    assert str(BINHAI) in done.stderr
    assert str(twin) in done.stderr
    assert not out.exists()


def test_invalid_submissions_exit_1_write_nothing_and_are_all_named(tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run(*INVALID, "-o", out)
    assert done.returncode == 1
    assert not out.exists()
    for name in INVALID:
        assert f"{name}：有错误，未评分" in done.stdout


def test_scoring_says_as_validation_does_that_the_checks_are_still_to_come(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text((SUBMISSIONS / "binhai-2021.json").read_text("utf-8").rstrip()[:-1], "utf-8")
    done = run(path, "-o", tmp_path)
    assert "勾稽关系等其余内容尚未检查" in done.stdout


def test_a_valid_submission_beside_an_invalid_one_is_still_scored(tmp_path: Path) -> None:
    done = run(BINHAI, INVALID[0], "-o", tmp_path)
    assert done.returncode == 1
    assert (tmp_path / "990102-滨海区-2021.pdf").exists()


def _empty(folder: Path) -> list[str | Path]:
    (folder / "empty").mkdir()
    return [folder / "empty"]


def _only_an_evaluation(folder: Path) -> list[str | Path]:
    (folder / "results").mkdir()
    (folder / "results" / "old.json").write_text('{"format": "evaluation/1"}', encoding="utf-8")
    return [folder / "results"]


def _unwritable(folder: Path) -> list[str | Path]:
    (folder / "file").write_text("", encoding="utf-8")
    return [BINHAI, "-o", folder / "file" / "below"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (lambda _: ["nowhere.json"], "找不到文件“nowhere.json”，请核对路径和文件名。"),
        (_empty, "里没有申报数据（*.json）。"),
        (_only_an_evaluation, "里没有申报数据（*.json）。"),
        (_unwritable, "无法写入文件夹"),
        (lambda _: [BINHAI, "--rubric", "district-1999"], "没有量规“district-1999”。"),
        (lambda _: [BINHAI, "--date", "31.12.2021"], "日期“31.12.2021”有误，请写成 2021-12-31。"),
        (lambda _: [BINHAI, "--date", "2021-02-29"], "没有 2021-02-29 这一天，请核对 --date。"),
        (lambda _: [BINHAI, "--dat", "2021-12-31"], "没有选项 --dat，是否要写 --date？"),
        (lambda _: [BINHAI, "--format", "xml"], "--format 只能是 text、json，写的是“xml”。"),
        (lambda _: ["explain", BINHAI, "10-99"], "没有指标“10-99”"),
        (lambda _: ["validate"], "缺少“文件…”。"),
        (lambda _: ["rubric", "show"], "没有命令“show”。可用的命令：list、lint。"),
        (lambda _: ["vaildate", BINHAI], "没有命令或文件“vaildate”，是否要写 validate？"),
        (lambda _: [BINHAI, "--date", "9999-12-31"], "年份在 2000 至 2200 之间"),
        (lambda _: [BINHAI, "--date", "2021-12-01"], "评价日期 2021-12-01 早于"),
        (lambda _: [BINHAI, "--document-no", "长" * 41], "发文字号应为 1 至 40 个字"),
        (lambda _: [BINHAI, "--document-no", "\U0001f600号"], "字库以外的字：U+1F600"),
        (lambda _: [""], "文件名为空"),
        (lambda _: ["x" * 5000], "名称过长"),
        (lambda _: [BINHAI, "-o", " "], "-o 后面没有写文件夹。"),
        (lambda _: [BINHAI, "--max-size", "0"], "--max-size 应为 1 至 1000 的整数。"),
        (lambda _: ["validate", BINHAI, "--max-size", "0.5"], "--max-size 应为 1 至 1000 的整数。"),
        (lambda _: ["explain", BINHAI, "10-2", "多余"], "多写了参数：多余。"),
    ],
)
def test_a_mistake_on_the_command_line_gets_one_chinese_sentence_and_exit_2(
    arguments: object, sentence: str, tmp_path: Path
) -> None:
    assert callable(arguments)
    done = run(*arguments(tmp_path))
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) <= 2


def test_help_is_chinese_throughout() -> None:
    for command in ("score", "validate", "explain", "verify", "sign", "schema", "rubric"):
        said = run(command, "--help").stdout
        assert "用法：" in said
        assert not re.search(r"\[[^\]]*<=|required|default|Options", said), command


def test_a_table_too_wide_for_the_terminal_gives_the_reports_lines_of_their_own() -> None:
    head, rows = ("区市", "等级", "报告"), [("滨海区", "优秀", "reports/990102-滨海区-2021.pdf")]
    assert len(table(head, rows).splitlines()) == 3
    narrow = table(head, rows, room=40).splitlines()
    assert narrow[-2:] == ["报告", "滨海区：reports/990102-滨海区-2021.pdf"]
    assert max(map(width, narrow)) <= 40


def test_options_may_come_first_and_standard_input_is_read(tmp_path: Path) -> None:
    done = run("-o", tmp_path, "--date", "2021-12-31", "-", stdin=BINHAI.read_bytes())
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "990102-滨海区-2021.json").exists()


def test_a_file_with_a_chinese_name_in_another_folder_is_scored(tmp_path: Path) -> None:
    shutil.copy(BINHAI, tmp_path / "滨海区 申报.json")
    assert run("滨海区 申报.json", cwd=tmp_path).returncode == 0
    assert (tmp_path / "reports" / "990102-滨海区-2021.pdf").exists()


def test_json_output_lists_scores_and_findings(tmp_path: Path) -> None:
    done = run(BINHAI, INVALID[0], "-o", tmp_path, "--format", "json")
    first, second = json.loads(done.stdout)["results"]
    evaluation = json.loads((tmp_path / "990102-滨海区-2021.json").read_text(encoding="utf-8"))
    assert first["self_score"] == evaluation["overall"]["self_score"]
    assert first["grade"] == "优秀"
    assert second["scored"] is False
    assert second["findings"][0]["severity"] == "error"


def test_validate_says_whether_the_file_may_be_sent() -> None:
    good, bad = run("validate", BINHAI), run("validate", INVALID[0])
    assert (good.returncode, bad.returncode) == (0, 1)
    assert "可以报送" in good.stdout
    assert "不能报送" in bad.stdout


def test_the_last_line_of_a_run_says_how_many_files_may_be_sent_and_which_not() -> None:
    last = run("validate", INVALID[0], BINHAI).stdout.splitlines()[-1]
    assert last == f"共 2 份：1 份可以报送，1 份不能报送（{Path(INVALID[0]).name}）。"
    beishan = SUBMISSIONS / "beishan-2021.json"
    assert run("validate", beishan, BINHAI).stdout.splitlines()[-1] == "共 2 份：2 份可以报送。"
    strict = run("validate", "--strict", beishan, BINHAI)
    assert strict.returncode == 1
    assert strict.stdout.splitlines()[-1].endswith(f"1 份不能报送（{beishan.name}）。")


def test_validate_refuses_two_files_of_one_district_and_year_and_names_both(tmp_path: Path) -> None:
    twin = tmp_path / "twin.json"
    shutil.copy(BINHAI, twin)
    done = run("validate", BINHAI, twin)
    assert done.returncode == 1
    assert f"“{twin}”也是滨海区 2021 年度的申报数据。" in done.stdout
    assert f"“{BINHAI}”也是滨海区 2021 年度的申报数据。" in done.stdout
    assert done.stdout.splitlines()[-1] == f"共 2 份：2 份不能报送（{BINHAI.name}、twin.json）。"
    files = json.loads(run("validate", "--format", "json", BINHAI, twin).stdout)["files"]
    assert [(file["sendable"], file["errors"]) for file in files] == [(False, 1), (False, 1)]


@pytest.mark.parametrize(
    ("sound", "wrong"), [('"中小学校数": 117', '"中小学校数": "百"'), (",", ",,")]
)
def test_the_last_line_names_files_of_one_district_although_one_has_errors(
    tmp_path: Path, sound: str, wrong: str
) -> None:
    twin = tmp_path / "twin.json"
    text = BINHAI.read_text(encoding="utf-8")
    assert sound in text
    twin.write_text(text.replace(sound, wrong, 1), encoding="utf-8")
    last = run("validate", BINHAI, twin, INVALID[0]).stdout.splitlines()[-1]
    same = f"2 份（{BINHAI.name}、twin.json）是同一区市同一年度的，只能报送其中一份。"
    assert (
        last == f"共 3 份：1 份可以报送，2 份不能报送（twin.json、{Path(INVALID[0]).name}）。{same}"
    )


def test_the_last_line_names_files_of_one_name_with_their_folders(tmp_path: Path) -> None:
    twin = tmp_path / BINHAI.name
    shutil.copy(BINHAI, twin)
    last = run("validate", BINHAI, twin).stdout.splitlines()[-1]
    assert last == f"共 2 份：2 份不能报送（{BINHAI}、{twin}）。"


def test_a_file_without_findings_gives_no_github_command_and_no_empty_line() -> None:
    done = run("validate", "--format", "github", BINHAI)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("command", ["validate", "explain"])
def test_the_help_says_what_set_can_not_do(command: str) -> None:
    said = re.sub(r"[\s│]", "", run(command, "--help").stdout)
    assert "只用于data里的填报项，不用于各条记录的列；结果只有text形式。" in said


def test_a_file_named_twice_is_checked_once(tmp_path: Path) -> None:
    shutil.copy(BINHAI, tmp_path / "a.json")
    done = run("validate", "a.json", "./a.json", tmp_path, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.count("a.json") == 1


def test_a_file_that_cannot_be_opened_does_not_keep_the_others_from_being_checked() -> None:
    done = run("validate", "nowhere.json", INVALID[0])
    assert done.returncode == 2
    assert "找不到文件“nowhere.json”" in done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{INVALID[0]}：不能报送")
    assert lines[-1].startswith("共 2 份：1 份不能报送")
    assert lines[-1].endswith("1 个文件无法读取，没有检查。")


def test_a_file_name_cannot_act_on_the_terminal(tmp_path: Path) -> None:
    name = tmp_path / "a\x1b[31m\u202e.json"
    for done in (run(name), run("validate", name), run("validate", name, BINHAI)):
        assert done.returncode == 2
        assert "a<U+001B>[31m<U+202E>.json" in done.stderr
    shutil.copy(INVALID[0], name)
    for done in (run(name, "-o", tmp_path), run("validate", name)):
        assert done.returncode == 1
        assert "\x1b" not in done.stdout


def test_explain_takes_the_same_limit_of_size_as_validate(tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(BINHAI.read_bytes() + b" " * 2_000_000)
    assert run("explain", large, "10-2").returncode == 0
    for command in (["explain", large, "10-2"], ["validate", large]):
        done = run(*command, "--max-size", "1")
        assert done.returncode == 1
        assert "超过 1 MB 的上限" in done.stdout


def test_explain_shows_fields_formula_exact_value_knots_and_score() -> None:
    done = run("explain", BINHAI, "10-2")
    assert done.returncode == 0
    for shown in (
        "在园幼儿数：38,654 人",
        "算式：(公办园在园幼儿数 + 普惠性民办园在园幼儿数) ÷ 在园幼儿数",
        "代入：(20,989 + 13,023) ÷ 38,654 = 87.99%",
        "准确值：1546/1757",
        "折点 80% → 分值的60%",
        "得分：18.39 / 20.00 分",
    ):
        assert shown in done.stdout


def test_schema_prints_the_committed_schema() -> None:
    committed = ROOT / "rubrics" / "district-2021" / "submission.schema.json"
    assert run("schema").stdout == committed.read_text(encoding="utf-8")


def test_schema_is_written_as_utf_8_whatever_the_shell_makes_of_its_output(tmp_path: Path) -> None:
    done = run("schema", "-o", "申报.schema.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "已写出：申报.schema.json。\n")
    committed = ROOT / "rubrics" / "district-2021" / "submission.schema.json"
    assert (tmp_path / "申报.schema.json").read_bytes() == committed.read_bytes()
    refused = run("schema", "-o", "没有/申报.schema.json", cwd=tmp_path)
    assert refused.returncode == 2
    assert "无法写入“没有/申报.schema.json”" in refused.stderr


def test_rubric_list_and_lint_know_the_2021_rubric() -> None:
    assert "district-2021" in run("rubric", "list").stdout
    done = run("rubric", "lint")
    assert done.returncode == 0
    assert "没有问题（85 个指标" in done.stdout


def test_a_submission_of_another_rubric_than_the_one_named_is_told(rubric_copy: Copied) -> None:
    copy = rubric_copy()
    copy.replace("rubric.yaml", "id: district-2021", "id: trial")
    done = run("validate", BINHAI, "--rubric", copy.folder)
    assert done.returncode == 1
    assert "文件写明使用量规“district-2021”，与指定的“trial”不同。" in done.stdout


def test_a_broken_rubric_is_refused_with_file_and_line(rubric_copy: Copied) -> None:
    copy = rubric_copy()
    line = copy.replace(BALANCE, "在园幼儿数 / 学前三年适龄人口数", "__import__('os')")
    linted = run("rubric", "lint", copy.folder)
    scored = run(BINHAI, "--rubric", copy.folder)
    assert (linted.returncode, scored.returncode) == (1, 2)
    for output in (linted.stdout, scored.stderr):
        assert f"indicators/03-优质均衡.yaml:{line}：10-1：没有函数“__import__”" in output


@pytest.mark.parametrize(
    ("file", "old", "new", "left"),
    [
        ("plan.yaml", "title: ", "title ", "各项内容、公式、分值和算例还没有检查。"),
        ("rubric.yaml", "score_digits: 2", "score_digits: 7", "公式、分值和算例还没有检查。"),
        ("checks.yaml", "学生数)", "学生数", "分值和算例还没有检查。"),
        ("rubric.yaml", "points: 1000", "points: 1001", "：算例还没有检查。"),
    ],
)
def test_a_broken_rubric_is_said_to_be_checked_only_so_far(
    rubric_copy: Copied, file: str, old: str, new: str, left: str
) -> None:
    copy = rubric_copy()
    copy.replace(file, old, new)
    last = run("rubric", "lint", copy.folder).stdout.splitlines()[-1]
    assert last == f"改正后请再检查一次，{left.removeprefix('：')}"


def test_a_report_is_replaced_whole_and_never_written_into(tmp_path: Path) -> None:
    """A hard link keeps what a renamed-over file held; a file written in place would change it."""
    assert run(BINHAI, "-o", tmp_path, "--date", "2021-12-31").returncode == 0
    for path in list(tmp_path.iterdir()):
        os.link(path, tmp_path / f"old{path.suffix}")
    before = {path.name: path.read_bytes() for path in tmp_path.glob("old*")}
    assert run(BINHAI, "-o", tmp_path, "--date", "2022-01-31").returncode == 0
    assert {path.name: path.read_bytes() for path in tmp_path.glob("old*")} == before
    assert (tmp_path / "990102-滨海区-2021.pdf").read_bytes() != before["old.pdf"]


def test_a_report_that_cannot_be_put_in_place_leaves_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "990102-滨海区-2021.pdf").mkdir()
    done = run(BINHAI, "-o", tmp_path, "--overwrite")
    assert done.returncode == 2
    assert "无法写入" in done.stderr
    assert not [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_a_character_that_no_face_has_is_noted_with_its_code_point(tmp_path: Path) -> None:
    data = sample("binhai")
    data["not_applicable"][0]["reason"] += "\U0001f600"
    path = tmp_path / "emoji.json"
    path.write_bytes(as_bytes(data))
    assert run(path, "-o", tmp_path / "out").returncode == 0
    evaluation = json.loads((tmp_path / "out" / "990102-滨海区-2021.json").read_text("utf-8"))
    (note,) = [entry for entry in evaluation["notes"] if entry["code"] == "foreign-character"]
    assert "U+1F600" in note["message"]
    assert note["pointer"] == "/not_applicable/0/reason"
    assert "U+1F600" in run("validate", path).stdout


def test_a_closed_pipe_ends_the_command_quietly() -> None:
    script = f"{sys.executable} -m evaluator validate {BINHAI} | head -1"
    done = subprocess.run(
        ["sh", "-c", script], capture_output=True, cwd=ROOT, check=False, env={**os.environ}
    )
    assert done.stderr == b""
    assert "可以报送" in done.stdout.decode()


def test_the_published_schema_of_an_evaluation_is_of_this_commit_and_accepts_one(
    scored: tuple[Path, str],
) -> None:
    from jsonschema import Draft202012Validator

    text = run("schema", "--evaluation").stdout
    assert text == (ROOT / "docs" / "evaluation-1.schema.json").read_text(encoding="utf-8")
    evaluation = json.loads((scored[0] / "990102-滨海区-2021.json").read_text(encoding="utf-8"))
    Draft202012Validator(json.loads(text)).validate(evaluation)


HEAVY = ("pydantic", "reportlab", "jsonschema", "jsonschema_rs", "yaml")


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (["--help"], HEAVY),
        (["--version"], HEAVY),
        (["score", "--help"], HEAVY[1:]),  # typer parses a command's options with pydantic
        (["validate", str(BINHAI)], ("reportlab", "jsonschema")),
        ([str(BINHAI)], ("jsonschema", "reportlab.graphics", "rich")),
    ],
)
def test_a_command_imports_only_what_it_uses(
    arguments: list[str], absent: tuple[str, ...], tmp_path: Path
) -> None:
    script = (
        "import sys\n"
        "from evaluator.cli import main\n"
        f"sys.argv = ['evaluate', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        f"print('LOADED', [name for name in {absent!r} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        cwd=tmp_path,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert "LOADED []" in done.stdout.decode(), done.stdout.decode() + done.stderr.decode()


def test_the_wheel_carries_rubrics_and_fonts_and_runs_from_any_folder(tmp_path: Path) -> None:
    wheels, unpacked = tmp_path / "wheels", tmp_path / "unpacked"
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", wheels, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = wheels.glob("*.whl")
    shutil.unpack_archive(wheel, unpacked, "zip")
    done = subprocess.run(
        [sys.executable, "-m", "evaluator", BINHAI, "-o", tmp_path / "out"],
        capture_output=True,
        cwd=tmp_path,
        check=False,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
    )
    assert done.returncode == 0, done.stderr.decode()
    assert (tmp_path / "out" / "990102-滨海区-2021.pdf").exists()
    assert (unpacked / "evaluator" / "_rubrics" / "district-2021" / "rubric.yaml").exists()


def test_a_closed_output_is_told_and_nothing_is_lost_without_a_word() -> None:
    for command in ("validate", "validate --format json", "schema"):
        file = f" '{BINHAI}'" if command != "schema" else ""
        closed = f'"$0" -m evaluator {command}{file} >&-'
        done = subprocess.run(
            ["sh", "-c", closed, sys.executable], capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert done.stderr == "标准输出已关闭，结果无处可写；不需要屏幕输出的，请写 >/dev/null。\n"


def test_no_more_is_read_of_a_file_or_pipe_than_the_limit_and_a_byte(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as sparse:
        sparse.truncate(1 << 40)
    done = run("validate", "large.json", cwd=tmp_path)
    assert done.returncode == 1
    assert "文件超过 10 MB 的上限，没有读完。" in done.stdout
    endless = "yes '[' | \"$0\" -m evaluator validate -"
    piped = subprocess.run(
        ["sh", "-c", endless, sys.executable],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert "文件超过 10 MB 的上限，没有读完。" in piped.stdout
