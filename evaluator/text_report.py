"""One file's findings for people: the verdict, each finding with its line, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from evaluator.screen import width
from evaluator.submission.checked import ENDING, KINDS, Checked, Kind, kind_of, what_to_do
from evaluator.submission.findings import Finding
from evaluator.submission.shown import short, visible

MOST = 100
"""How many findings of a file are shown unless all are asked for.

What is 未填报 is always shown (it is bounded by the fields there are), and what ended the checking.
"""
_LINE_END = re.compile(r"\r\n|\r|\n")

_COLOURS: dict[Kind, str] = {
    "error": "31",
    "warning": "33",
    "explained": "32",
    "empty": "33",
    "info": "36",
}


def text_report(
    checked: Checked,
    *,
    strict: bool = False,
    everything: bool = False,
    colour: bool = False,
    preview: str = "",
    room: int = 0,
) -> str:
    """The whole report of one file: verdict, findings by kind, preview, what to do next.

    A line of the file is cut to fit `room` columns (0: no limit), so that its caret stays below its place.
    The first and the last line say whether the file may be sent.
    """
    verdict = f"{_verdict(checked, strict)}{_counts(checked)}"
    rows = _LINE_END.split(checked.text)
    lines = [f"{visible(checked.name)}：{verdict}。"]
    for entry in checked.causes:
        lines += ["", *_finding_lines(entry, "先看这一项", "36", rows, colour, room)]
    left = len(checked.findings) if everything else MOST
    for kind, title in KINDS.items():
        hidden = 0
        group = checked.of(kind)
        for number, entry in enumerate(_defined_once(group), 1):
            if kind != "empty" and entry.code not in ENDING:
                if not left:
                    hidden += entry.count
                    continue
                left -= 1
            lines += [
                "",
                *_finding_lines(
                    entry, f"{title} {number}/{len(group)}", _COLOURS[kind], rows, colour, room
                ),
            ]
        if hidden:
            lines += ["", f"{title}还有 {hidden:,} 处没有列出，用 --all 列出全部。"]
    if preview:
        lines += ["", preview]
    lines += ["", f"{verdict}：{_advice(checked, strict)}"]
    return "\n".join(lines)


def _defined_once(entries: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, of which only the first one about a field or column tells its whole definition."""
    told: set[str] = set()
    for entry in entries:
        advice, mark, definition = entry.hint.partition("口径：")
        yield replace(entry, hint=f"{advice}口径同上。") if mark and definition in told else entry
        told.add(definition)


MOST_NAMES = 10
"""How many of the files that may not be sent the last line of a run names."""


def run_line(
    reports: Sequence[Checked],
    strict: bool,
    unread: int = 0,
    twins: Sequence[Sequence[str]] = (),
) -> str:
    """How many of several files may be sent, and which may not; `unread` could not be opened.

    Files are named without their folders, which stand in their first lines, where the names alone differ.
    `twins`: the names of files of one district and year of which some have other errors than that.
    """
    called = _without_folders([entry.name for entry in reports])
    refused = [called[entry.name] for entry in reports if not entry.sendable(strict)]
    sendable = len(reports) - len(refused)
    told = [f"{sendable} 份可以报送"] if sendable else []
    if refused:
        told.append(f"{len(refused)} 份不能报送（{_listed(refused)}）")
    if unread:
        told.append(f"{unread} 个文件无法读取，没有检查")
    same = [
        f"{len(names)} 份（{_listed([called.get(name, name) for name in names])}）是同一区市同一年度的，只能报送其中一份"
        for names in twins
    ]
    return "".join(
        f"{part}。" for part in (f"共 {len(reports) + unread} 份：{'，'.join(told)}", *same)
    )


def _without_folders(names: Sequence[str]) -> dict[str, str]:
    """What files are called where all are told apart by that: without their folders, else as they are."""
    alone = [PurePath(name).name for name in names]
    return dict(zip(names, alone if len({*alone}) == len(names) else names, strict=True))


def _listed(names: Sequence[str]) -> str:
    return "、".join(visible(name) for name in names[:MOST_NAMES]) + "等" * (
        len(names) > MOST_NAMES
    )


def _verdict(checked: Checked, strict: bool) -> str:
    return "可以报送" if checked.sendable(strict) else "不能报送"


def _counts(checked: Checked) -> str:
    explained = f"已说明 {_number(checked, 'explained')}，" if checked.count("explained") else ""
    return (
        f"（错误 {_number(checked, 'error')}，警告 {_number(checked, 'warning')}，{explained}"
        f"未填报 {checked.empty} 项）"
    )


def _number(checked: Checked, kind: Kind) -> str:
    """How many places of a kind there are, and in how many findings they are told: 106 处（合为 2 条）."""
    places, told = checked.count(kind), len(checked.of(kind))
    above = "以上" if kind == "error" and checked.stopped else ""
    return f"{places:,} 处{above}" + (f"（合为 {told:,} 条）" if told < places else "")


def _advice(checked: Checked, strict: bool) -> str:
    errors = "错误" if checked.stopped else f" {checked.count('error'):,} 处错误"
    if checked.unchecked:
        return f"请先改正以上{errors}，再检查一次；勾稽关系等其余内容尚未检查。"
    if checked.count("error"):
        return f"请改正以上{errors}，再检查一次。"
    if checked.count("warning"):
        strictly = "按 --strict 的要求须先处理警告：" if strict else ""
        empty = f"还有 {checked.empty} 项未填报，请补报。" if checked.empty else ""
        return f"没有错误。{strictly}请逐条核对警告，有误的改正，属实的在 explanations 中写明原因。{empty}"
    if checked.empty:
        strictly = "按 --strict 的要求须先补报" if strict else "请尽量补报"
        scored = any(entry.expected for entry in checked.of("empty"))
        cost = "未填报的指标得 0 分，" if scored else "未填报的不影响得分，但有的检查不能进行，"
        return f"没有错误。{cost}{strictly}。"
    if checked.count("explained"):
        return "没有错误，需要核对之处都已说明，可以直接报送。"
    return "没有发现问题，可以直接报送。"


def _finding_lines(
    entry: Finding, head: str, tint: str, rows: list[str], colour: bool, room: int
) -> list[str]:
    """A finding with its place, the line of the file with a caret, the message and what to do."""
    if colour:
        head = f"\033[{tint};1m{head}\033[0m"
    place = f"　第 {entry.line} 行第 {entry.column} 列" if entry.line is not None else ""
    path = "/".join(map(short, entry.pointer.split("/")))
    where = f"　{path}" if path else ""
    same = f"　同类共 {entry.count:,} 处，这是第一处" if entry.count > 1 else ""
    lines = [f"{head}{visible(place + where + same)}"]
    if entry.line is not None and kind_of(entry) in ("error", "warning"):
        lines += _source_line(rows, entry.line, entry.column or 1, room)
    lines.append(f"  {visible(entry.message)}")
    lines += [f"  {visible(sentence)}" for sentence in what_to_do(entry)]
    if entry.places:
        lines.append(f"  {visible(_other_places(entry))}")
    return lines


MOST_PLACES = 6
"""How many of the other places a finding is about are named."""


def _other_places(entry: Finding) -> str:
    listed = "、".join(
        f"{place.title}第 {place.line} 行第 {place.column} 列"
        for place in entry.places[:MOST_PLACES]
    )
    number = max(len(entry.places), entry.count - 1)
    more = f"等 {number:,} 处" if number > min(len(entry.places), MOST_PLACES) else ""
    return f"涉及：{listed}{more}。"


_WINDOW = 60
"""Characters of a line that are shown."""


def _source_line(rows: list[str], line: int, column: int, room: int) -> list[str]:
    """The line a finding stands on, cut around its place to fit `room` columns, with a caret below."""
    if not 0 < line <= len(rows):
        return []
    label = f"  {line} │ "
    window = min(_WINDOW, (room - width(label) - 1) // 2) if room else _WINDOW
    start = max(0, column - 1 - window // 2)
    before = visible(rows[line - 1][start : column - 1].replace("\t", " "))
    after = visible(rows[line - 1][column - 1 : start + window].replace("\t", " "))
    if start:
        before = "…" + before
    return [f"{label}{before}{after}", f"{' ' * (len(label) - 2)}│ {' ' * width(before)}^"]
