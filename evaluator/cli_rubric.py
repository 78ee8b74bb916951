"""The commands about rubrics: `schema`, `rubric list`, `rubric lint`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli_chinese import ChineseCommand, DefaultGroup
from evaluator.submission.shown import visible

if TYPE_CHECKING:
    from evaluator.rubric.source import RubricError

rubric_app = typer.Typer(cls=DefaultGroup, rich_markup_mode=None, help="查看和检查量规。")


def rubric_problems(error: RubricError) -> str:
    listed = "\n".join(str(problem) for problem in error.problems)
    said = f"量规不能使用，共 {len(error.problems)} 处问题：\n{listed}"
    if not error.unchecked:
        return said
    *others, last = error.unchecked
    left = f"{'、'.join(others)}和{last}" if others else last
    return f"{said}\n改正后请再检查一次，{left}还没有检查。"


def schema_command(
    rubric: Annotated[
        str | None, typer.Option("--rubric", metavar="编号", help="量规的编号或文件夹。")
    ] = None,
    of_evaluation: Annotated[
        bool, typer.Option("--evaluation", help="输出评价结果（而不是申报数据）的 JSON Schema。")
    ] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="文件", help="写到这个文件（UTF-8）；不写则输出到屏幕。"
        ),
    ] = None,
) -> None:
    """输出申报数据的 JSON Schema。"""
    from evaluator.rubric.schema import schema_text

    if of_evaluation:
        from evaluator.scoring.result import evaluation_schema

        text = evaluation_schema()
    else:
        text = schema_text(_the_rubric(rubric))
    if output is None:
        typer.echo(text, nl=False)
    else:
        from pathlib import Path

        from evaluator.files import write_report

        write_report(Path(output), text.encode())
        typer.echo(visible(f"已写出：{output}。"))


@rubric_app.command("list", cls=ChineseCommand)
def rubric_list() -> None:
    """列出现有量规。"""
    from evaluator.rubric.load import known_rubrics, load_rubric
    from evaluator.rubric.source import RubricError
    from evaluator.screen import table

    rows = []
    broken = []
    for name, folder in known_rubrics().items():
        try:
            content = load_rubric(folder).content
        except RubricError as error:
            broken.append(f"{name}：{rubric_problems(error)}")
            continue
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
    if broken:
        typer.echo("\n" + "\n".join(broken), err=True)
        raise typer.Exit(1)


@rubric_app.command("lint", cls=ChineseCommand)
def rubric_lint(
    rubrics: Annotated[
        list[str] | None, typer.Argument(metavar="编号…", help="量规的编号或文件夹，默认全部。")
    ] = None,
) -> None:
    """检查量规本身是否有误。"""
    from evaluator.batch import find_folder
    from evaluator.rubric.load import known_rubrics
    from evaluator.rubric.source import RubricError
    from evaluator.scoring.situations import checked_rubric

    failed = False
    for name in rubrics or known_rubrics():
        try:
            rubric = checked_rubric(find_folder(name))
        except RubricError as error:
            failed = True
            typer.echo(f"{name}：{rubric_problems(error)}")
        else:
            content = rubric.content
            typer.echo(
                f"{name}：没有问题（{len(content.indicators)} 个指标，{len(content.fields)} 个填报项，"
                f"{len(rubric.checks)} 条检查，SHA-256 {rubric.digest[:12]}）。"
            )
    raise typer.Exit(1 if failed else 0)


def _the_rubric(name: str | None) -> Any:
    from evaluator.batch import find_folder
    from evaluator.files import UsageError
    from evaluator.rubric.load import known_rubrics, load_rubric

    known = list(known_rubrics())
    if name is None and len(known) != 1:
        raise UsageError(f"有多个量规，请用 --rubric 指定一个：{'、'.join(known)}。")
    return load_rubric(find_folder(name or known[0]))
