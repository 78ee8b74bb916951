"""Arguments and options that several commands share."""

from __future__ import annotations

import shutil
import sys
from typing import Annotated

import typer

Files = Annotated[
    list[str], typer.Argument(metavar="文件…", help="申报数据文件或文件夹；- 为标准输入。")
]
OneFile = Annotated[str, typer.Argument(metavar="文件", help="申报数据文件；- 为标准输入。")]
RubricOption = Annotated[
    str | None,
    typer.Option("--rubric", metavar="编号", help="指定量规的编号或文件夹；不写时按文件所写。"),
]

MaxSize = Annotated[
    int,
    typer.Option(
        "--max-size",
        metavar="MB",
        min=1,
        max=1000,
        help="最大的文件，默认 10 MB。",
        show_default=False,
    ),
]


def choose(given: str, allowed: tuple[str, ...]) -> None:
    """Raise UsageError unless `--format` is one of those allowed."""
    from evaluator.files import UsageError

    if given not in allowed:
        raise UsageError(f"--format 只能是 {'、'.join(allowed)}，写的是“{given}”。")


def terminal_room() -> int:
    """The columns of the terminal that is written to; 0 for a file or pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
