"""The command `evaluate`: arguments in, text and exit codes out; everything else is imported lazily.

Exit codes: 0 fine, 1 findings that are errors, 2 usage or a file that cannot be used, 3 a bug of ours.
"""

from __future__ import annotations

import datetime
import errno
import gc
import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from evaluator import __version__
from evaluator.cli_check import explain_command, validate_command
from evaluator.cli_chinese import ChineseCommand, DefaultGroup, usage_message
from evaluator.cli_options import Files, RubricOption, choose

if TYPE_CHECKING:
    from evaluator.batch import Scored
    from evaluator.rubric.source import RubricError
    from evaluator.submission.findings import Finding

app = typer.Typer(
    cls=DefaultGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="区市政府履行教育职责评价：给申报数据评分并生成评价报告。\n\n"
    "直接写文件名即评分：evaluate 申报数据.json",
)
rubric_app = typer.Typer(cls=DefaultGroup, rich_markup_mode=None, help="查看和检查量规。")
app.add_typer(rubric_app, name="rubric")

FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="text|json", help="输出形式，默认 text。", show_default=False),
]


def main() -> NoReturn:
    """Run the command and turn every way it can end into an exit code."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `evaluate … | head` ends quietly
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for them reads every package
    gc.set_threshold(50_000, 50, 100)  # a run is short and keeps nearly all it makes
    from typer.exceptions import TyperException

    try:
        code = app(standalone_mode=False)
    except TyperException as error:
        code = _usage(error)
    except (KeyboardInterrupt, BrokenPipeError):
        code = 130
    except Exception as error:
        code = _known(error)
    sys.exit(code if isinstance(code, int) else 0)


def _usage(error: Exception) -> int:
    message = usage_message(error)
    if message:
        typer.echo(f"用法错误：{message}\n用 evaluate --help 查看说明。", err=True)
    return 2 if message else int(getattr(error, "exit_code", 0))


def _known(error: Exception) -> int:
    """The exit code of an exception of ours, with its sentence; anything else is a bug."""
    from evaluator.batch import UsageError
    from evaluator.rubric.source import RubricError

    match error:
        case UsageError():
            typer.echo(str(error), err=True)
            return 2
        case RubricError():
            typer.echo(_rubric_problems(error), err=True)
            return 2
        case UnicodeEncodeError(encoding="ascii"):
            typer.echo(
                "系统的文件名编码不支持中文，请改用 UTF-8 区域设置（如 LC_ALL=C.UTF-8）。", err=True
            )
            return 2
        case OSError(errno=errno.ENOSPC | errno.EPIPE):
            typer.echo("输出没有写完：磁盘已满或接收输出的程序已退出。", err=True)
            return 2
        case _:
            import traceback

            traceback.print_exception(error)
            typer.echo(
                f"程序内部错误（evaluate {__version__}）。这是程序的问题，不是数据的问题："
                "请把以上内容和所用的命令发给维护者。",
                err=True,
            )
            return 3


def _rubric_problems(error: RubricError) -> str:
    listed = "\n".join(str(problem) for problem in error.problems)
    return f"量规不能使用，共 {len(error.problems)} 处问题：\n{listed}"


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"evaluate {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本。")
    ] = False,
) -> None:
    del version


@app.command("score", cls=ChineseCommand)
def score_command(
    files: Files,
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="文件夹",
            help="报告写到哪里，默认 reports。",
            show_default=False,
        ),
    ] = "reports",
    rubric: RubricOption = None,
    date: Annotated[
        str | None,
        typer.Option(
            "--date", metavar="日期", help="评价日期，如 2021-12-31，默认今天；整改期限从这天起算。"
        ),
    ] = None,
    document_no: Annotated[
        str | None, typer.Option("--document-no", metavar="文号", help="发文字号，不写则留空。")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="替换由其他数据生成的同名报告。")
    ] = False,
    output_format: FormatOption = "text",
) -> None:
    """给申报数据评分，写出 PDF 报告和 JSON 评价结果（score 可以省略）。"""
    from evaluator.batch import (
        Rubrics,
        UsageError,
        find_submissions,
        prepare_folder,
        refuse_overwriting,
        refuse_twins,
        score,
        write,
    )

    choose(output_format, ("text", "json"))
    on = _date(date)
    if not output.strip():
        raise UsageError("-o 后面没有写文件夹。")
    folder = Path(output)
    names = find_submissions(files)
    rubrics = Rubrics.named(rubric)
    number = _document_no(document_no)
    results = [score(name, rubrics, on, number) for name in names]
    refuse_twins(results)
    good = [result for result in results if result.evaluation is not None]
    if good:
        prepare_folder(folder)
    if not overwrite:
        refuse_overwriting(good, folder)
    reports = {result.name: write(result, folder) for result in good}
    if output_format == "json":
        typer.echo(json.dumps(_results_json(results, reports), ensure_ascii=False, indent=1))
    else:
        _print_results(results, reports)
    raise typer.Exit(0 if len(good) == len(results) else 1)


app.command("validate", cls=ChineseCommand)(validate_command)


@app.command("schema", cls=ChineseCommand)
def schema_command(
    rubric: Annotated[
        str | None, typer.Option("--rubric", metavar="编号", help="量规的编号或文件夹。")
    ] = None,
    of_evaluation: Annotated[
        bool, typer.Option("--evaluation", help="输出评价结果（而不是申报数据）的 JSON Schema。")
    ] = False,
) -> None:
    """输出申报数据的 JSON Schema。"""
    from evaluator.rubric.schema import schema_text

    if of_evaluation:
        from evaluator.scoring.result import evaluation_schema

        typer.echo(evaluation_schema(), nl=False)
    else:
        typer.echo(schema_text(_the_rubric(rubric)), nl=False)


app.command("explain", cls=ChineseCommand)(explain_command)


@rubric_app.command("list", cls=ChineseCommand)
def rubric_list() -> None:
    """列出现有量规。"""
    from evaluator.rubric.load import known_rubrics, load_rubric
    from evaluator.screen import table

    rows = []
    for folder in known_rubrics().values():
        content = load_rubric(folder).content
        rows.append(
            (
                content.id,
                content.version,
                str(content.year),
                str(len(content.indicators)),
                content.title,
            )
        )
    typer.echo(table(("编号", "版本", "年度", "指标", "名称"), rows, right=(3,)))


@rubric_app.command("lint", cls=ChineseCommand)
def rubric_lint(
    rubrics: Annotated[
        list[str] | None, typer.Argument(metavar="编号…", help="量规的编号或文件夹，默认全部。")
    ] = None,
) -> None:
    """检查量规本身是否有误。"""
    from evaluator.batch import find_folder
    from evaluator.rubric.load import known_rubrics, load_rubric
    from evaluator.rubric.source import RubricError

    failed = False
    for name in rubrics or known_rubrics():
        try:
            rubric = load_rubric(find_folder(name))
        except RubricError as error:
            failed = True
            typer.echo(f"{name}：{_rubric_problems(error)}")
        else:
            content = rubric.content
            typer.echo(
                f"{name}：没有问题（{len(content.indicators)} 个指标，{len(content.fields)} 个填报项，"
                f"{len(rubric.checks)} 条检查，SHA-256 {rubric.digest[:12]}）。"
            )
    raise typer.Exit(1 if failed else 0)


def _the_rubric(name: str | None) -> Any:
    from evaluator.batch import UsageError, find_folder
    from evaluator.rubric.load import known_rubrics, load_rubric

    known = list(known_rubrics())
    if name is None and len(known) != 1:
        raise UsageError(f"有多个量规，请用 --rubric 指定一个：{'、'.join(known)}。")
    return load_rubric(find_folder(name or known[0]))


def _date(text: str | None) -> datetime.date:
    from evaluator.batch import UsageError

    if text is None:
        return datetime.date.today()
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"日期“{text}”有误，请写成 2021-12-31。") from None
    if len(text) != 10 or not 2000 <= day.year <= 2200:
        raise UsageError(
            f"日期“{text}”有误，请写成 2021-12-31 这样的年月日，年份在 2000 至 2200 之间。"
        )
    return day


def _document_no(text: str | None) -> str | None:
    from evaluator.batch import UsageError

    if text is not None and not (0 < len(text.strip()) <= 40 and text.isprintable()):
        raise UsageError("发文字号应为 1 至 40 个字，不含控制字符，如 市政督评〔2021〕3号。")
    return text


def _print_results(results: list[Scored], reports: dict[str, Path]) -> None:
    from evaluator.reporters import reported, text_report
    from evaluator.screen import table

    for result in results:
        if result.evaluation is None:
            report = reported(result.name, result.findings, result.text)
            typer.echo(text_report(report))
            typer.echo(f"{result.name}：有错误，未评分。\n")
    rows = []
    for result in results:
        if result.evaluation is not None:
            overall = result.evaluation.overall
            rows.append(
                (
                    result.evaluation.district.name,
                    f"{overall.self_score}/{overall.applicable_points}",
                    overall.rate.text if overall.rate else "—",
                    overall.grade,
                    str(overall.problems),
                    _counts(result.findings),
                    str(reports[result.name]),
                )
            )
    if rows:
        head = ("区市", "自评分/适用分值", "得分率", "等级", "问题", "数据核对", "报告")
        typer.echo(table(head, rows, right=(1, 2, 4)))


def _counts(findings: tuple[Finding, ...]) -> str:
    """How many warnings and hints a scored submission has."""
    said = []
    for severity, name in (("warning", "警告"), ("info", "提示")):
        number = sum(entry.severity == severity for entry in findings)
        said += [f"{name} {number}"] if number else []
    return "，".join(said) or "无"


def _results_json(results: list[Scored], reports: dict[str, Path]) -> dict[str, Any]:
    from evaluator.reporters import finding_json

    listed = []
    for result in results:
        entry: dict[str, Any] = {"file": result.name, "scored": result.evaluation is not None}
        if result.evaluation is not None:
            overall = result.evaluation.overall
            entry |= {
                "district": result.evaluation.district.model_dump(),
                "year": result.evaluation.year,
                "self_score": str(overall.self_score),
                "applicable_points": str(overall.applicable_points),
                "rate": overall.rate.text if overall.rate else None,
                "grade": overall.grade,
                "problems": overall.problems,
                "pdf": str(reports[result.name]),
                "json": str(reports[result.name].with_suffix(".json")),
            }
        entry["findings"] = [finding_json(found) for found in result.findings]
        listed.append(entry)
    return {"format": "batch/1", "results": listed}
