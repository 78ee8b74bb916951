"""附件3 数据核对说明: warnings with the district's explanations, published rates, gaps, 不适用, city figures."""

from __future__ import annotations

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
from evaluator.report.grid import Column, Grid, Row, scaled
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.typography import Faces
from evaluator.report.words import NONE, column, numeral, printed, sentence, tight
from evaluator.scoring.result import Evaluation, Note

PUBLISHED = ("stated-differs", "stated-unknown")
MISSING = ("null-field", "null-records")
SKIPPED = ("check-skipped",)
NOT_EXPLAINED = "未作说明"


def data_notes(evaluation: Evaluation, faces: Faces, number: int, title: str) -> list[Flowable]:
    flow = annex_heading(faces, number, title)
    flow.append(small(faces, _introduction(evaluation)))
    place = 0
    for name, texts in (
        ("需要核实的数据", _warnings(evaluation)),
        ("与已公布数不一致或未能比对的指标", _published(evaluation)),
        ("未填报的数据", _missing(evaluation)),
        ("因数据未填报而未作的勾稽检查", _skipped(evaluation)),
    ):
        if texts:
            place += 1
            heading = small_heading(faces, f"（{numeral(place)}）{name}（{len(texts)}条）")
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


def _of(evaluation: Evaluation, codes: Sequence[str]) -> list[Note]:
    return [note for note in evaluation.notes if note.code in codes]


def _introduction(evaluation: Evaluation) -> str:
    warnings = [note for note in evaluation.notes if note.severity == "warning"]
    said = "申报数据已按指标体系的勾稽关系逐项核对，没有影响计分的错误。"
    if not warnings:
        return said + "没有需要核实的提示。"
    explained = sum(bool(note.explained) for note in warnings)
    said += f"另有需要核实的提示{len(warnings)}条"
    said += f"，其中区市已作说明的{explained}条。" if explained else "，区市均未作说明。"
    return said + "提示不影响计分，供核查时参考。"


def _told(note: Note, hint: str = "核对建议：") -> str:
    """A note as one paragraph: what was found, what to check, what the district says."""
    explained = sentence(note.explained or NOT_EXPLAINED)
    return f"{printed(note.message)}{hint}{printed(note.hint)}区市说明：{explained}"


def _warnings(evaluation: Evaluation) -> list[str]:
    apart = (*PUBLISHED, *MISSING, *SKIPPED)
    return [_told(note) for note in evaluation.notes if note.code not in apart]


def _published(evaluation: Evaluation) -> list[str]:
    return [_told(note) for note in _of(evaluation, PUBLISHED)]


def _missing(evaluation: Evaluation) -> list[str]:
    """Each missing value; a record's value with the place of its record in the table."""
    return [f"{_place(note)}{_told(note, hint='')}" for note in _of(evaluation, MISSING)]


def _place(note: Note) -> str:
    parts = note.pointer.strip("/").split("/")
    for table, index in pairwise(parts):
        if index.isdigit() and table != "stated":
            return f"{table}表第{int(index) + 1}条记录："
    return ""


def _skipped(evaluation: Evaluation) -> list[str]:
    return [printed(note.message) for note in _of(evaluation, SKIPPED)]


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
        small(faces, "下列数据由市有关部门掌握，区市照抄填报，核查时应当首先与市级台账核对。"),
        Grid(scaled(columns, TEXT_WIDTH), rows, faces, TABLE_SMALL, before=4, whole=True),
    ]
