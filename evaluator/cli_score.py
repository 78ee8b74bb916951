"""The command `score` (the name may be left out): reports written, a table of them on screen."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Container
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli_options import Files, MaxSize, RubricOption, choose, terminal_room

if TYPE_CHECKING:
    from evaluator.batch import Scored
    from evaluator.submission.findings import Finding

FormatOption = Annotated[
    str,
    typer.Option("--format", metavar="text|json", help="输出形式，默认 text。", show_default=False),
]


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
    max_size: MaxSize = 10,
    output_format: FormatOption = "text",
) -> None:
    """给申报数据评分，写出 PDF 报告和 JSON 评价结果（score 可以省略）。"""
    from evaluator.batch import (
        Rubrics,
        check,
        compared,
        refuse_overwriting,
        refuse_twins,
        score,
        write,
    )
    from evaluator.files import UsageError, find_submissions, prepare_folder

    choose(output_format, ("text", "json"))
    on = _date(date)
    if not output.strip():
        raise UsageError("-o 后面没有写文件夹。")
    folder = Path(output)
    names = find_submissions(files)
    rubrics = Rubrics.named(rubric)
    number = _document_no(document_no)
    checked = {name: check(name, rubrics, max_size * 1_000_000) for name in names}
    results = [score(name, entry, on, number) for name, entry in compared(checked).items()]
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
        unchecked = {name for name, entry in checked.items() if entry.unchecked}
        _print_results(results, reports, unchecked)
    raise typer.Exit(0 if len(good) == len(results) else 1)


def _date(text: str | None) -> datetime.date:
    from evaluator.files import UsageError

    if text is None:
        return datetime.date.today()
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise UsageError(f"没有 {text} 这一天，请核对 --date。") from None
        raise UsageError(f"日期“{text}”有误，请写成 2021-12-31。") from None
    if len(text) != 10 or not 2000 <= day.year <= 2200:
        raise UsageError(
            f"日期“{text}”有误，请写成 2021-12-31 这样的年月日，年份在 2000 至 2200 之间。"
        )
    return day


def _document_no(text: str | None) -> str | None:
    from evaluator.files import UsageError
    from evaluator.report.words import is_document_no

    if text is not None and not is_document_no(text):
        raise UsageError("发文字号应为 1 至 40 个字，不含控制字符，如 市政督评〔2021〕3号。")
    return text


def _print_results(
    results: list[Scored], reports: dict[str, Path], unchecked: Container[str]
) -> None:
    """The findings of what was not scored, and a table of what was; `unchecked`: see `Checked`."""
    from evaluator.screen import table
    from evaluator.submission.checked import reported
    from evaluator.submission.shown import visible
    from evaluator.text_report import text_report

    for result in results:
        if result.evaluation is None:
            report = reported(
                result.name,
                result.findings,
                result.text,
                unchecked=result.name in unchecked,
                causes=result.causes,
            )
            typer.echo(text_report(report, room=terminal_room()))
            typer.echo(f"{visible(report.name)}：有错误，未评分。\n")
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
        typer.echo(table(head, rows, right=(1, 2, 4), room=terminal_room()))


def _counts(findings: tuple[Finding, ...]) -> str:
    """How many warnings, explained and not, empty fields and hints a scored submission has."""
    from evaluator.submission.checked import KINDS, Checked

    checked = Checked("", findings)
    counts = {title: checked.count(kind) for kind, title in KINDS.items()}
    return "，".join(f"{title} {number}" for title, number in counts.items() if number) or "无"


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
                "pdf_sha256": hashlib.sha256(result.pdf).hexdigest(),
                "json": str(reports[result.name].with_suffix(".json")),
            }
        entry["findings"] = [finding_json(found) for found in result.findings]
        listed.append(entry)
    return {"format": "batch/1", "results": listed}
