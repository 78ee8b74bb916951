"""The command `verify`: each report proves itself, in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evaluator.cli_options import choose
from evaluator.submission.shown import visible

if TYPE_CHECKING:
    from evaluator.verify import Verdict

FORMATS = ("text", "json")
NAMED = 5
"""Differences that the line of a report names."""


def verify_command(
    files: Annotated[
        list[str], typer.Argument(metavar="报告.pdf…", help="评价报告或放报告的文件夹。")
    ],
    expect_sha256: Annotated[
        str | None,
        typer.Option("--expect-sha256", metavar="校验值", help="另处保存的报告文件SHA-256。"),
    ] = None,
    trust: Annotated[
        list[str] | None,
        typer.Option("--trust", metavar="证书", help="信任的根证书（PEM 或 DER）；可写多个。"),
    ] = None,
    extract: Annotated[
        str | None,
        typer.Option("--extract", metavar="文件夹", help="把内嵌文件另存到此文件夹。"),
    ] = None,
    output_format: Annotated[
        str,
        typer.Option(
            "--format", metavar="|".join(FORMATS), help="输出形式，默认 text。", show_default=False
        ),
    ] = "text",
) -> None:
    """核验评价报告：用内嵌数据重新评分，与内嵌的评价结果和各页印出的内容比对。

    只需要报告文件本身。每份报告一行：与重新生成的逐字节相同才是“一致”（退出码 0）；“不一致”写明哪里不同，“数据和评分一致，但不能证实文件是原样”是读出的内容相同而字节不同（退出码都是 1）。量规与已安装的同版量规不同也是不一致；没有安装那一版的，以内嵌的为准并写明。

    能够同时改动内嵌文件和各页的人仍可造出前后一致的假报告，也可把签名整个截去；识别这些只能靠电子签名（应当有签名的报告，请看该行是否写有签名；见 sign）或另处保存的校验值（--expect-sha256，评分时加 --format json 可得到）。
    """
    from evaluator.batch import Rubrics
    from evaluator.files import UsageError, each_read, find_reports, prepare_folder, read_bytes
    from evaluator.report.readback import MOST_BYTES
    from evaluator.signature import read_trust
    from evaluator.verify import verify

    choose(output_format, FORMATS)
    if expect_sha256 is not None:
        expect_sha256 = expect_sha256.strip().lower()
        if not re.fullmatch(r"[0-9a-f]{64}", expect_sha256):
            raise UsageError("--expect-sha256 应为 64 位十六进制数。")
        if len(find_reports(files)) > 1:
            raise UsageError("--expect-sha256 一次只能核对一份报告。")
    if extract is not None:
        if not extract.strip():
            raise UsageError("--extract 后面请写出文件夹名。")
        prepare_folder(Path(extract))
    roots = tuple(der for path in trust or () for der in read_trust(read_bytes(path), path))
    rubrics = Rubrics.named(None)

    def verified(name: str) -> Verdict:
        content = read_bytes(name, MOST_BYTES + 1)
        verdict = verify(content, rubrics.installed, expected=expect_sha256, trust=roots or None)
        if output_format == "text":
            typer.echo(_line(name, verdict))
        return verdict

    verdicts, unread = each_read(files, find_reports, verified)
    if output_format == "json":
        listed = [_verdict_json(name, verdict) for name, verdict in verdicts.items()]
        typer.echo(
            json.dumps({"format": "verify/1", "reports": listed}, ensure_ascii=False, indent=1)
        )
    if extract is not None:
        for name, folder in _extracted(verdicts, Path(extract)).items():
            if output_format == "text":
                typer.echo(visible(f"{name}：内嵌文件已取出到 {folder}。"))
    for message in unread:
        typer.echo(visible(message), err=True)
    proved = all(verdict.proved for verdict in verdicts.values())
    raise typer.Exit(2 if unread else 0 if proved else 1)


def _line(name: str, verdict: Verdict) -> str:
    """一致 with what the report says, or 不一致 with the first differences."""
    if verdict.differences:
        more = len(verdict.differences) - NAMED
        told = "；".join(verdict.differences[:NAMED])
        told += f"；另有 {more} 处，用 --format json 列出" if more > 0 else ""
        return visible(f"{name}：不一致：{told}。")
    assert verdict.evaluation is not None
    overall = verdict.evaluation.overall
    rate = f"，得分率 {overall.rate.text}" if overall.rate else ""
    head = (
        f"{verdict.evaluation.district.name}{verdict.evaluation.year}年度，"
        f"自评分 {overall.self_score}{rate}，等级{overall.grade}"
    )
    result = "一致" if verdict.complete else "数据和评分一致，但不能证实文件是原样"
    return visible(f"{name}：{result}。{head}；{'；'.join(verdict.notes)}。")


def _verdict_json(name: str, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": name,
        "sha256": verdict.sha256,
        "consistent": verdict.proved,
        "complete": verdict.complete,
        "differences": list(verdict.differences),
        "notes": list(verdict.notes),
    }


def _extracted(verdicts: Mapping[str, Verdict], home: Path) -> dict[str, Path]:
    """The folders below `home` to which the embedded files have been written, by the reports' names.

    Files and folders have our own names: no path of a report is believed. Raises UsageError.
    """
    from evaluator.files import UsageError, prepare_folder, write_report

    folders: dict[str, Path] = {}
    for name, verdict in verdicts.items():
        if not verdict.files:
            continue
        stem = "标准输入" if name == "-" else visible(Path(name).stem).strip(".")
        folder, number = home / (stem or "报告"), 1
        while folder in folders.values():
            number += 1
            folder = home / f"{stem or '报告'}-{number}"
        if folder.is_symlink():
            raise UsageError(f"“{folder}”是链接，没有写入；请换一个文件夹。")
        prepare_folder(folder)
        for inner, content in verdict.files.items():
            path = folder / inner
            if path.is_symlink() or (path.exists() and not _holds(path, content)):
                raise UsageError(f"“{path}”已存在而内容不同，没有替换；请换一个文件夹。")
            write_report(path, content)
        folders[name] = folder
    return folders


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file of this content stands at a path."""
    try:
        return path.is_file() and path.read_bytes() == content
    except OSError:
        return False
