"""附件3 数据核对说明: warnings with the district's explanations, published rates, gaps, 不适用, city figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import (
    TABLE_SMALL,
    annex_heading,
    small,
    small_heading,
    under,
)
from evaluator.report.flow import Headed
from evaluator.report.grid import Column, Grid, Row, scaled
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.typography import Faces
from evaluator.report.words import NONE, column, listed, numeral, printed, sentence, tight
from evaluator.scoring.result import Evaluation, Note

PUBLISHED = ("stated-differs", "stated-unknown")
MISSING = ("null-field", "null-records")
SKIPPED = ("check-skipped",)
NOT_EXPLAINED = "未作说明"
NAMED = 3
"""Records named where a finding is about many."""
RECORDS = "条记录未填报："
COUNT = re.compile("[0-9]+$")


def data_notes(evaluation: Evaluation, faces: Faces, number: int, title: str) -> list[Flowable]:
    flow = annex_heading(faces, number, title)
    flow.append(small(faces, _introduction(evaluation)))
    place = 0
    apart = (*PUBLISHED, *MISSING, *SKIPPED)
    others = [note for note in evaluation.notes if note.code not in apart]
    for name, notes, texts in (
        ("需要核实的数据", others, _warnings(others)),
        ("与已公布数不一致或未能比对的指标", *_each(evaluation, PUBLISHED, _told)),
        ("未填报的数据", *_each(evaluation, MISSING, _lacking)),
        ("因数据未填报而未作的勾稽检查", *_skipped(evaluation)),
    ):
        if texts:
            place += 1
            count = f"{len(notes)}条"
            if len(texts) < len(notes):
                count += f"，归并为{len(texts)}项"
            heading = small_heading(faces, f"（{numeral(place)}）{name}（{count}）")
            flow += under(heading, [small(faces, f"{n}.{text}") for n, text in enumerate(texts, 1)])
    sections: tuple[tuple[str, Callable[[Evaluation, Faces], list[Flowable]]], ...] = (
        ("不适用的指标", _not_applicable),
        ("市级掌握的数据", _register),
    )
    for name, section in sections:
        if blocks := section(evaluation, faces):
            place += 1
            flow += under(small_heading(faces, f"（{numeral(place)}）{name}"), blocks)
    return flow


def _each(
    evaluation: Evaluation, codes: Sequence[str], told: Callable[[Note], str]
) -> tuple[list[Note], list[str]]:
    notes = [note for note in evaluation.notes if note.code in codes]
    return notes, [told(note) for note in notes]


def _introduction(evaluation: Evaluation) -> str:
    """The counts in the words of the screen: 警告 for a warning, 提示 for an info."""
    warnings = [note for note in evaluation.notes if note.severity == "warning"]
    infos = sum(note.severity == "info" for note in evaluation.notes)
    skipped = sum(note.code in SKIPPED for note in evaluation.notes)
    but = f"（因数据未填报而未作的{skipped}条除外）" if skipped else ""
    said = f"申报数据已按指标体系的勾稽关系逐项核对{but}，没有影响计分的错误。"
    explained = sum(bool(note.explained) for note in warnings)
    found = []
    if warnings:
        who = f"其中区市已作说明的{explained}条" if explained else "区市均未作说明"
        found.append(f"警告{len(warnings)}条（{who}）")
    if infos:
        found.append(f"提示{infos}条")
    if not found:
        return said + "没有需要核实的警告和提示。"
    return said + f"另有{'、'.join(found)}，不影响计分，供核查时参考。"


def _finding(note: Note) -> str:
    """What was found, as one sentence: the relation that should hold stands before its full stop."""
    text, mark, values = printed(note.message).partition("。（应满足")
    return sentence(f"{text}（应满足{values}" if mark else text)


def _answered(note: Note) -> str:
    """What to check, and what the district says."""
    hint = f"核对建议：{sentence(printed(note.hint))}" if note.hint else ""
    return hint + _explained(note)


def _explained(note: Note) -> str:
    return f"区市说明：{sentence(note.explained)}" if note.explained else f"区市{NOT_EXPLAINED}。"


def _told(note: Note) -> str:
    return _finding(note) + _answered(note)


def _warnings(notes: Sequence[Note]) -> list[str]:
    """Each warning; one check that many schools fail, with the same explanation, is one."""
    groups: dict[tuple[str, ...], list[Note]] = {}
    for place, note in enumerate(notes):
        alone = () if _of_record(note) else (str(place),)
        groups.setdefault((note.code, note.check, note.explained, *alone), []).append(note)
    return [_told(group[0]) if len(group) == 1 else _gathered(group) for group in groups.values()]


def _gathered(notes: Sequence[Note]) -> str:
    """What many records have in common, then the first of them with their values."""
    texts = [_finding(note).removesuffix("。") for note in notes]
    heads = [text.partition("（应满足")[0] for text in texts]
    common = _common_end(heads)
    start = common.find("：") + 1
    said = common[start:]
    if not start or not said:
        said, names = heads[0], [_place(note).removesuffix("：") for note in notes]
    else:
        names = [head[: -len(said)].removesuffix("：") for head in heads]
    limits = {text.partition("（应满足")[2].rpartition("，现为")[0] for text in texts}
    if len(limits) == 1 and all(limits):
        said += f"（应满足{limits.pop()}）"
        values = [text.rpartition("，现为")[2].removesuffix("）") for text in texts]
        names = [f"{name}现为{value}" for name, value in zip(names, values, strict=True)]
    return sentence(f"{said}：{listed(names, NAMED, '处')}") + _answered(notes[0])


def _common_end(texts: Sequence[str]) -> str:
    first, last = min(texts, key=_reversed), max(texts, key=_reversed)
    length = 0
    while length < min(len(first), len(last)) and first[~length] == last[~length]:
        length += 1
    return first[len(first) - length :]


def _reversed(text: str) -> str:
    return text[::-1]


def _lacking(note: Note) -> str:
    """A missing value; a record's value with the place of its record in the table."""
    hint = sentence(printed(note.hint)) if note.hint else ""
    lead, mark, names = _finding(note).partition(RECORDS)
    every = names.removesuffix("。").split("、")
    if mark and len(every) > 3 * NAMED and (count := COUNT.search(lead)):
        names = f"{'、'.join(every[:NAMED])}等{count[0]}条。"
        return f"{lead}{mark}{names}{hint}{_explained(note)}"
    return f"{_place(note)}{lead}{mark}{names}{hint}{_explained(note)}"


def _of_record(note: Note) -> bool:
    return bool(_place(note))


def _place(note: Note) -> str:
    parts = note.pointer.strip("/").split("/")
    for table, index in pairwise(parts):
        if index.isdigit() and table not in ("stated", "not_applicable", "evidence"):
            return f"{table}表第{int(index) + 1}条记录："
    return ""


def _skipped(evaluation: Evaluation) -> tuple[list[Note], list[str]]:
    """A check that many records could not be put to is one line."""
    notes = [note for note in evaluation.notes if note.code in SKIPPED]
    counts = Counter(printed(note.message) for note in notes)
    return notes, [
        text if count == 1 else f"{text.removesuffix('。')}（共{count}条学校记录）。"
        for text, count in counts.items()
    ]


def _not_applicable(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    if not evaluation.not_applicable:
        return [small(faces, "没有不适用的指标。")]
    columns = [
        Column("编号", 32, "center"),
        Column("指标", 112),
        Column("分值", 38, "right"),
        Column("依据的数据", 118),
        Column("区市说明的理由", 142),
    ]
    rows = [
        Row(
            (
                entry.indicator,
                entry.title,
                column(entry.points),
                tight(entry.cause),
                entry.reason or NOT_EXPLAINED,
            )
        )
        for entry in evaluation.not_applicable
    ]
    return [Grid(scaled(columns, TEXT_WIDTH), rows, faces, TABLE_SMALL, after=6, whole=True)]


def _register(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    fields = [entry for entry in evaluation.fields if entry.city_register]
    if not fields:
        return []
    columns = [
        Column("填报项", 160),
        Column("填报数", 78, "right"),
        Column("核定数", 60, "right"),
        Column("单位", 36, "center"),
        Column("口径时间", 52, "center"),
        Column("掌握部门", 56, "center"),
    ]
    rows = [
        Row(
            (
                entry.title,
                entry.reported,
                entry.verified or NONE,
                entry.unit or NONE,
                entry.period,
                entry.department,
            )
        )
        for entry in fields
    ]
    return [
        Headed(
            small(
                faces, "下列数据由市有关部门掌握，由区市如实转录，核查时应当首先与市级台账核对。"
            ),
            Grid(scaled(columns, TEXT_WIDTH), rows, faces, TABLE_SMALL, before=4, whole=True),
        )
    ]
