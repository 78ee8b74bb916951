"""附件3 数据核对说明: warnings with the district's explanations, published rates, gaps, 不适用, city figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest

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
from evaluator.report.notes import (
    NOT_EXPLAINED,
    lacking,
    many_lacking,
    many_unchecked,
    told,
    unchecked,
    warnings,
)
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.typography import Faces
from evaluator.report.words import NONE, column, numeral, sentence, tight
from evaluator.scoring.result import Evaluation, Explanation, Note

PUBLISHED = ("stated-differs", "stated-unknown")
MISSING = ("null-field", "null-records")
SKIPPED = ("check-skipped",)


def data_notes(evaluation: Evaluation, faces: Faces, number: int, title: str) -> list[Flowable]:
    flow = annex_heading(faces, number, title)
    flow.append(small(faces, _introduction(evaluation)))
    place = 0
    apart = (*PUBLISHED, *MISSING, *SKIPPED)
    others = [note for note in evaluation.notes if note.code not in apart]
    published, missing, skipped = (
        [note for note in evaluation.notes if note.code in codes]
        for codes in (PUBLISHED, MISSING, SKIPPED)
    )
    sections_of_texts: tuple[
        tuple[str, Sequence[Note | Explanation], list[str], list[Flowable]], ...
    ] = (
        ("需要核实的数据", others, warnings(others), []),
        ("与已公布数不一致或未能比对的指标", published, [told(note) for note in published], []),
        ("未填报的数据", missing, lacking(missing), _many_missing(missing, faces)),
        (
            "因数据未填报而未作的勾稽检查",
            skipped,
            unchecked(skipped),
            _many_unchecked(skipped, faces),
        ),
        ("其他说明", *_unattached(evaluation), []),
    )
    for name, notes, texts, tables in sections_of_texts:
        if texts:
            place += 1
            count = f"{len(notes)}{'项' if notes is missing else '条'}"
            if len(texts) < len(notes) and not tables:
                count += f"，归并为{len(texts)}{'条' if notes is missing else '项'}"
            heading = small_heading(faces, f"（{numeral(place)}）{name}（{count}）")
            said = [small(faces, f"{n}.{text}") for n, text in enumerate(texts, 1)]
            flow += under(heading, [*said, *tables])
    sections: tuple[tuple[str, Callable[[Evaluation, Faces], list[Flowable]]], ...] = (
        ("不适用的指标", _not_applicable),
        ("市级掌握的数据", _register),
    )
    for name, section in sections:
        if blocks := section(evaluation, faces):
            place += 1
            flow += under(small_heading(faces, f"（{numeral(place)}）{name}"), blocks)
    return flow


def _many_missing(notes: Sequence[Note], faces: Faces) -> list[Flowable]:
    """A table of the missing values, two of them in a row, where there are many."""
    values = many_lacking(notes)
    columns = [Column("未填报的数据", 128), Column("用到它的指标", 92)] * 2
    return _in_two(columns, values, faces)


def _many_unchecked(notes: Sequence[Note], faces: Faces) -> list[Flowable]:
    """A table of the checks that could not be made, two of them in a row, where there are many."""
    checks = [(check,) for check in many_unchecked(notes)]
    return _in_two([Column("未能检查的勾稽关系", 220)] * 2, checks, faces)


def _in_two(
    columns: Sequence[Column], entries: Sequence[tuple[str, ...]], faces: Faces
) -> list[Flowable]:
    """Entries in two halves side by side; nothing where there are none."""
    if not entries:
        return []
    half = (len(entries) + 1) // 2
    blank = ("",) * len(entries[0])
    rows = [
        Row((*left, *right))
        for left, right in zip_longest(entries[:half], entries[half:], fillvalue=blank)
    ]
    return [Grid(scaled(columns, TEXT_WIDTH), rows, faces, TABLE_SMALL, before=4, after=6)]


def _introduction(evaluation: Evaluation) -> str:
    """The counts in the words of the screen: what is explained is no warning any more, 未填报 is apart."""
    warned = [
        note for note in evaluation.notes if note.severity == "warning" and note.code not in MISSING
    ]
    explained = sum(bool(note.explained) for note in warned)
    missing = sum(note.code in MISSING for note in evaluation.notes)
    infos = sum(note.severity == "info" for note in evaluation.notes)
    skipped = sum(note.code in SKIPPED for note in evaluation.notes)
    but = f"（因数据未填报而未作的{skipped}条除外）" if skipped else ""
    said = f"申报数据已按指标体系的勾稽关系逐项核对{but}，没有影响计分的错误。"
    found = [
        text
        for text, number in (
            (f"警告{len(warned) - explained}条", len(warned) - explained),
            (f"区市已作说明的警告{explained}条", explained),
            (f"未填报{missing}项", missing),
            (f"提示{infos}条", infos),
        )
        if number
    ]
    if not found:
        return said + "没有需要核实的警告和提示。"
    scores = "未填报的指标得0分，其余不影响计分" if missing else "不影响计分"
    return said + f"另有{'、'.join(found)}，{scores}，供核查时参考。"


def _unattached(evaluation: Evaluation) -> tuple[list[Explanation], list[str]]:
    """The explanations that belong to none of the notes."""
    others = [entry for entry in evaluation.explanations if not entry.attached]
    return others, [sentence(f"{entry.title}：{entry.text}") for entry in others]


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
