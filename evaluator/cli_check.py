"""The commands that look and write nothing: `validate` and `explain`."""

from __future__ import annotations

import datetime
import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.cli_options import Files, MaxSize, OneFile, RubricOption, choose, terminal_room

if TYPE_CHECKING:
    from evaluator.rubric.compiled import Rubric
    from evaluator.scoring.result import Evaluation
    from evaluator.submission.checked import Checked
    from evaluator.submission.validate import Validated

FORMATS = ("text", "json", "sarif", "github")

Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="字段=值",
        help="如果某个填报项改为此值会怎样；可写多个，不改文件。"
        "只用于 data 里的填报项，不用于各条记录的列；结果只有 text 形式。",
    ),
]


def validate_command(
    files: Files,
    rubric: RubricOption = None,
    settings: Settings = None,
    strict: Annotated[bool, typer.Option("--strict", help="有警告或未填报也算不能报送。")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="列出全部问题，不合并同类，不限条数。")
    ] = False,
    max_size: MaxSize = 10,
    output_format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="输出形式，默认 text。",
            show_default=False,
        ),
    ] = "text",
) -> None:
    """检查申报数据，不评分，不写任何文件；没有错误时给出得分测算。"""
    from evaluator.batch import Rubrics, check, compared, of_one_district, singled
    from evaluator.files import UsageError, each_read, find_submissions
    from evaluator.reporters import dumps, findings_json, github, sarif
    from evaluator.submission.shown import visible
    from evaluator.text_report import run_line, text_report

    choose(output_format, FORMATS)
    if settings and output_format != "text":
        raise UsageError(f"--set 的测算只有 text 形式，不能与 --format {output_format} 同用。")
    rubrics = Rubrics.named(rubric)
    opened, unread = each_read(
        files, find_submissions, lambda name: check(name, rubrics, max_size * 1_000_000)
    )
    checked = singled(compared(opened))
    reports = {name: _report(name, result, everything) for name, result in checked.items()}
    match output_format:
        case "json":
            typer.echo(dumps(findings_json(list(reports.values()), strict)))
        case "sarif":
            typer.echo(dumps(sarif(list(reports.values()))))
        case "github":
            commands = [told for report in reports.values() if (told := github(report))]
            typer.echo("\n".join(commands), nl=bool(commands))
        case _:
            for name, report in reports.items():
                preview = _preview(checked[name], settings or [])
                told = text_report(
                    report,
                    strict=strict,
                    everything=everything,
                    colour=_colour(),
                    preview=preview,
                    room=terminal_room(),
                )
                typer.echo(told + "\n" * (len(reports) + len(unread) > 1))
            if len(reports) + len(unread) > 1:
                twins = [
                    names
                    for names in of_one_district(opened)
                    if any(opened[name].submission is None for name in names)
                ]
                typer.echo(run_line(list(reports.values()), strict, len(unread), twins))
    for message in unread:
        typer.echo(visible(message), err=True)
    sendable = all(report.sendable(strict) for report in reports.values())
    raise typer.Exit(2 if unread else 0 if sendable else 1)


def explain_command(
    file: OneFile,
    indicator: Annotated[str, typer.Argument(metavar="指标编号", help="如 10-2。")],
    rubric: RubricOption = None,
    settings: Settings = None,
    max_size: MaxSize = 10,
) -> None:
    """一步一步说明一个指标的数值和得分。"""
    from evaluator.batch import Rubrics, check
    from evaluator.files import UsageError, find_submissions
    from evaluator.screen import explanation
    from evaluator.text_report import text_report

    name, *others = find_submissions([file])
    if others:
        raise UsageError(f"一次只能说明一份申报数据，“{file}”里有 {len(others) + 1} 份。")
    checked = check(name, Rubrics.named(rubric), max_size * 1_000_000)
    if checked.submission is None or checked.rubric is None:
        report = _report(name, checked)
        said = _preview(checked, settings or [])
        typer.echo(text_report(report, colour=_colour(), preview=said, room=terminal_room()))
        raise typer.Exit(1)
    if indicator not in checked.rubric.indicators:
        import difflib

        close = difflib.get_close_matches(indicator, checked.rubric.indicators, n=3)
        hint = f"，是否要写 {'、'.join(close)}？" if close else "。"
        raise UsageError(f"量规 {checked.rubric.content.id} 没有指标“{indicator}”{hint}")
    evaluation = _evaluate(checked)
    typer.echo(explanation(evaluation, next(e for e in evaluation.indicators if e.id == indicator)))
    if settings:
        typer.echo("\n" + _what_if(checked, checked.rubric, settings, evaluation))


def _report(name: str, checked: Validated, everything: bool = False) -> Checked:
    """What is said of a file that has been checked."""
    from evaluator.submission.checked import reported

    return reported(
        name, checked.findings, checked.text, everything, checked.unchecked, checked.causes
    )


def _evaluate(checked: Validated) -> Evaluation:
    """The evaluation of a valid submission; the date does not touch its scores."""
    from evaluator.scoring.engine import evaluate

    assert checked.submission is not None and checked.rubric is not None
    today = datetime.date.today()
    return evaluate(checked.rubric, checked.submission, on=today, findings=checked.findings)


def _preview(checked: Validated, settings: list[str]) -> str:
    """The score preview of a valid submission, with what some other values would change."""
    from evaluator.scoring.preview import largest_losses
    from evaluator.screen import preview
    from evaluator.what_if import parse_settings

    if checked.submission is None or checked.rubric is None:
        if checked.rubric is not None:
            parse_settings(checked.rubric, settings)
        return "文件有错误，改正后才能用 --set 测算。" if settings else ""
    evaluation = _evaluate(checked)
    losses = largest_losses(checked.rubric, checked.submission, evaluation)
    said = preview(evaluation, losses)
    if settings:
        said += "\n\n" + _what_if(checked, checked.rubric, settings, evaluation)
    return said


def _what_if(checked: Validated, rubric: Rubric, texts: list[str], before: Evaluation) -> str:
    """What some other values would change, or why they would be refused."""
    from evaluator.what_if import changed, comparison, new_findings, parse_settings, refusal

    settings = parse_settings(rubric, texts)
    result = changed(rubric, checked.data, settings)
    findings = (checked.findings, result.checked.findings)
    if result.checked.submission is None:
        return refusal(settings, new_findings(*findings))
    return comparison(settings, before, _evaluate(result.checked), findings, result.assumed)


def _colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
