"""The command `evaluate`: arguments in, text and exit codes out; everything else is imported lazily.

Exit codes: 0 fine, 1 findings that are errors, 2 usage or a file that cannot be used, 3 a bug of ours.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from typing import Annotated, NoReturn

import typer

from evaluator import __version__
from evaluator.cli_check import explain_command, validate_command
from evaluator.cli_chinese import ChineseCommand, DefaultGroup, usage_message
from evaluator.cli_rubric import rubric_app, rubric_problems, schema_command
from evaluator.cli_score import score_command
from evaluator.cli_sign import sign_command
from evaluator.cli_verify import verify_command

app = typer.Typer(
    cls=DefaultGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="区市政府履行教育职责评价：给申报数据评分并生成评价报告。\n\n"
    "直接写文件名即评分：evaluate 申报数据.json",
)
app.add_typer(rubric_app, name="rubric")


def main() -> NoReturn:
    """Run the command and turn every way it can end into an exit code."""
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `evaluate … | head` ends quietly
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if sys.stdout is None:
        typer.echo("标准输出已关闭，结果无处可写；不需要屏幕输出的，请写 >/dev/null。", err=True)
        sys.exit(2)
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
        context = getattr(error, "ctx", None)
        command = getattr(context, "command_path", "evaluate")
        typer.echo(f"用法错误：{message}\n用 {command} --help 查看说明。", err=True)
    return 2 if message else int(getattr(error, "exit_code", 0))


def _known(error: Exception) -> int:
    """The exit code of an exception of ours, with its sentence; anything else is a bug."""
    from evaluator.files import UsageError
    from evaluator.rubric.source import RubricError
    from evaluator.submission.shown import visible

    match error:
        case UsageError():
            typer.echo(visible(str(error)), err=True)
            return 2
        case RubricError():
            typer.echo(rubric_problems(error), err=True)
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


app.command("score", cls=ChineseCommand)(score_command)
app.command("validate", cls=ChineseCommand)(validate_command)
app.command("explain", cls=ChineseCommand)(explain_command)
app.command("verify", cls=ChineseCommand)(verify_command)
app.command("schema", cls=ChineseCommand)(schema_command)
app.command("sign", cls=ChineseCommand)(sign_command)
