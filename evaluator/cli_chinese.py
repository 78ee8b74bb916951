"""Typer in Chinese: a group with a default command, help headings, and usage errors in whole sentences."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from evaluator.screen import width

DEFAULT = "score"
_EXTRA = re.compile(r"unexpected extra arguments?(?:\(s\))? \((.*)\)")
_HEADINGS = {"Options": "选项", "Arguments": "参数", "Commands": "命令"}


def _chinese(formatter: Any) -> Any:
    """A help formatter that writes usage, headings and marks in Chinese."""

    def write_usage(prog: str, args: str = "", prefix: str | None = None) -> None:
        del prefix
        formatter.write(f"用法：{prog} {args}\n")

    def write_heading(heading: str) -> None:
        formatter.write(f"{_HEADINGS.get(heading, heading)}：\n")

    def write_dl(rows: Sequence[tuple[str, str]], *_: object, **__: object) -> None:
        named = [(_name(first), _told(second)) for first, second in rows]
        widest = max(width(first) for first, _ in named)
        for first, second in named:
            formatter.write(f"  {first}{' ' * (widest - width(first))}  {second}\n")

    formatter.write_usage, formatter.write_heading = write_usage, write_heading
    formatter.write_dl = write_dl
    return formatter


def _name(text: str) -> str:
    """A parameter as the help lists it, without its Python type."""
    return re.sub(r"\s*<[^<>]*>$", "", text)


def _told(text: str) -> str:
    """A parameter's help with typer's notes in Chinese."""
    text = text.replace("  [required]", "（必填）")
    return re.sub(r"\s*\[(\d+)<=x<=(\d+)\]", r"（\1 至 \2）", text)


class WrongCommandError(TyperException):
    """A word that is neither a command nor a file; the message is a whole sentence."""


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        names = [param.metavar for param in self.params if param.param_type_name == "argument"]
        return [*(name for name in names if name), "[选项]"]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        super().format_help(ctx, _chinese(formatter))

    def get_help_option(self, ctx: Any) -> Any:
        return _help_option(super().get_help_option(ctx))


class DefaultGroup(TyperGroup):
    """A group whose first word may be a file or an option: then the default command is meant."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        del ctx
        return ["[命令] 文件… [选项]" if DEFAULT in self.commands else "命令"]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.help_option_names = ["-h", "--help"]
        first = args[0] if args else "--help"
        if first in self.commands or first in ("-h", "--help", "--version"):
            return super().parse_args(ctx, args or ["--help"])
        close = difflib.get_close_matches(first, self.commands, n=1)
        meant = f"，是否要写 {close[0]}？" if close else "。"
        if DEFAULT not in self.commands:
            raise WrongCommandError(
                f"没有命令“{first}”{meant}可用的命令：{'、'.join(self.commands)}。"
            )
        if close and not first.startswith("-") and not Path(first).exists():
            raise WrongCommandError(f"没有命令或文件“{first}”{meant}")
        return super().parse_args(ctx, [DEFAULT, *args])

    def format_help(self, ctx: Any, formatter: Any) -> None:
        super().format_help(ctx, _chinese(formatter))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        super().format_commands(ctx, formatter)
        if DEFAULT in self.commands:
            formatter.write(
                "\n直接写文件名就是 score；它的选项用 evaluate score --help 查看。与命令同名的文件请写作 ./文件名。\n"
            )

    def get_help_option(self, ctx: Any) -> Any:
        return _help_option(super().get_help_option(ctx))


def _help_option(option: Any) -> Any:
    if option is not None:
        option.help = "显示本说明。"
    return option


def usage_message(error: Any) -> str:
    """A usage error of typer as a Chinese sentence, told apart by its class; empty where it is none."""
    param = getattr(error, "param", None)
    name = (getattr(param, "metavar", None) or getattr(param, "name", "")) if param else ""
    flags = [flag for flag in getattr(param, "opts", ()) if flag.startswith("-")]
    match type(error).__name__:
        case "WrongCommandError":
            return str(error)
        case "NoSuchOption":
            close = difflib.get_close_matches(error.option_name, error.possibilities or (), n=1)
            hint = f"，是否要写 {close[0]}？" if close else "。"
            return f"没有选项 {error.option_name}{hint}"
        case "MissingParameter":
            return f"缺少选项 {flags[-1]}（后面写{name}）。" if flags else f"缺少“{name}”。"
        case "BadParameter":
            least, most = getattr(param, "min", None), getattr(param, "max", None)
            if flags and least is not None and most is not None:
                return f"{flags[-1]} 应为 {least} 至 {most} 的整数。"
            return f"{flags[-1] if flags else name} 的值有误，可用的值见该命令的 --help。"
        case "BadOptionUsage":
            return f"选项 {error.option_name} 后面缺少值或多了值。"
        case "UsageError" if found := _EXTRA.search(str(error.message)):
            return f"多写了参数：{found[1]}。"
        case "UsageError" | "BadArgumentUsage":
            return f"命令或参数有误（{error.message}）。"
        case _:
            return ""
