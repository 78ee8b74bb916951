"""The command `evaluate`: arguments in, text and exit codes out; everything else is imported lazily.

Exit codes: 0 fine, 1 findings that are errors, 2 usage or a file that cannot be used, 3 a bug of ours.
"""

from __future__ import annotations

import datetime
import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from evaluator import __version__
from evaluator.cli_chinese import ChineseCommand, DefaultGroup, usage_message

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

Files = Annotated[
    list[str], typer.Argument(metavar="文件…", help="申报数据文件或文件夹；- 为标准输入。")
]
OneFile = Annotated[str, typer.Argument(metavar="文件", help="申报数据文件；- 为标准输入。")]
RubricOption = Annotated[
    str | None,
    typer.Option("--rubric", metavar="编号", help="指定量规的编号或文件夹；不写时按文件所写。"),
]
FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="text|json", help="输出形式，默认 text。", show_default=False),
]


def main() -> NoReturn:
    """Run the command and turn every way it can end into an exit code."""
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


@app.command("score", cls=ChineseCommand, hidden=True)
def score_command(
    files: Files,
    output: Annotated[
        Path,
        typer.Option(
            "-o",
            "--output",
            metavar="文件夹",
            help="报告写到哪里，默认 reports。",
            show_default=False,
        ),
    ] = Path("reports"),
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
    """给申报数据评分，写出 PDF 报告和 JSON 评价结果。"""
    from evaluator.batch import (
        Rubrics,
        find_submissions,
        prepare_folder,
        refuse_overwriting,
        refuse_twins,
        score,
        write,
    )

    _choose(output_format, ("text", "json"))
    on = _date(date)
    names = find_submissions(files)
    rubrics = Rubrics.named(rubric)
    results = [score(name, rubrics, on, document_no) for name in names]
    refuse_twins(results)
    good = [result for result in results if result.evaluation is not None]
    if good:
        prepare_folder(output)
    if not overwrite:
        refuse_overwriting(good, output)
    reports = {result.name: write(result, output) for result in good}
    if output_format == "json":
        typer.echo(json.dumps(_results_json(results, reports), ensure_ascii=False, indent=1))
    else:
        _print_results(results, reports)
    raise typer.Exit(0 if len(good) == len(results) else 1)


@app.command("validate", cls=ChineseCommand)
def validate_command(
    files: Files, rubric: RubricOption = None, output_format: FormatOption = "text"
) -> None:
    """检查申报数据，不评分，不写任何文件。"""
    from evaluator.batch import Rubrics, check, find_submissions
    from evaluator.screen import counts
    from evaluator.submission.findings import has_errors

    _choose(output_format, ("text", "json"))
    names = find_submissions(files)
    rubrics = Rubrics.named(rubric)
    checked = {name: check(name, rubrics).findings for name in names}
    bad = [name for name, findings in checked.items() if has_errors(list(findings))]
    if output_format == "json":
        listed = [
            {"file": name, "valid": name not in bad, "findings": [_finding_json(f) for f in found]}
            for name, found in checked.items()
        ]
        typer.echo(
            json.dumps({"format": "findings/1", "files": listed}, ensure_ascii=False, indent=1)
        )
    else:
        for name, found in checked.items():
            _print_findings(name, found)
            verdict = "不能报送，请改正错误后重新检查" if name in bad else "可以报送"
            typer.echo(f"{name}：{verdict}（{counts(found)}）。")
    raise typer.Exit(1 if bad else 0)


@app.command("schema", cls=ChineseCommand)
def schema_command(rubric: RubricOption = None) -> None:
    """输出申报数据的 JSON Schema。"""
    from evaluator.rubric.schema import schema_text

    typer.echo(schema_text(_the_rubric(rubric)), nl=False)


@app.command("explain", cls=ChineseCommand)
def explain_command(
    file: OneFile,
    indicator: Annotated[str, typer.Argument(metavar="指标编号", help="如 10-2。")],
    rubric: RubricOption = None,
) -> None:
    """一步一步说明一个指标的数值和得分。"""
    from evaluator.batch import Rubrics, UsageError, check, find_submissions
    from evaluator.scoring.engine import evaluate
    from evaluator.screen import explanation

    name, *others = find_submissions([file])
    if others:
        raise UsageError(f"一次只能说明一份申报数据，“{file}”里有 {len(others) + 1} 份。")
    checked = check(name, Rubrics.named(rubric))
    if checked.submission is None or checked.rubric is None:
        _print_findings(name, checked.findings)
        typer.echo(f"{name}：数据有错误，改正后才能计算。")
        raise typer.Exit(1)
    if indicator not in checked.rubric.indicators:
        import difflib

        close = difflib.get_close_matches(indicator, checked.rubric.indicators, n=3)
        hint = f"，是否要写 {'、'.join(close)}？" if close else "。"
        raise UsageError(f"量规 {checked.rubric.content.id} 没有指标“{indicator}”{hint}")
    today = datetime.date.today()
    result = evaluate(checked.rubric, checked.submission, on=today, findings=checked.findings)
    typer.echo(explanation(result, next(e for e in result.indicators if e.id == indicator)))


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


def _choose(given: str, allowed: tuple[str, ...]) -> None:
    from evaluator.batch import UsageError

    if given not in allowed:
        raise UsageError(f"--format 只能是 {' 或 '.join(allowed)}，写的是“{given}”。")


def _date(text: str | None) -> datetime.date:
    from evaluator.batch import UsageError

    if text is None:
        return datetime.date.today()
    try:
        return datetime.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise UsageError(f"日期“{text}”有误，请写成 2021-12-31。") from None


def _print_findings(name: str, findings: tuple[Finding, ...]) -> None:
    from evaluator.screen import finding_text

    for entry in findings:
        typer.echo(finding_text(name, entry))


def _print_results(results: list[Scored], reports: dict[str, Path]) -> None:
    from evaluator.screen import counts, table

    for result in results:
        if result.evaluation is None:
            _print_findings(result.name, result.findings)
            typer.echo(f"{result.name}：有错误，未评分（{counts(result.findings)}）。")
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
                    counts(result.findings),
                    str(reports[result.name]),
                )
            )
    if rows:
        head = ("区市", "自评分/适用分值", "得分率", "等级", "问题", "数据核对", "报告")
        typer.echo(table(head, rows, right=(1, 2, 4)))


def _results_json(results: list[Scored], reports: dict[str, Path]) -> dict[str, Any]:
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
        entry["findings"] = [_finding_json(found) for found in result.findings]
        listed.append(entry)
    return {"format": "batch/1", "results": listed}


def _finding_json(entry: Finding) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(entry)
