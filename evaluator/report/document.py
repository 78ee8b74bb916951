"""`render`: an Evaluation → the PDF report that goes to the district's government."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from reportlab.platypus.flowables import Flowable

from evaluator.report.page import bound, turn_page
from evaluator.report.sections.achievements import achievements
from evaluator.report.sections.annex_calculations import calculations
from evaluator.report.sections.annex_ledger import ledger
from evaluator.report.sections.annex_notes import data_notes
from evaluator.report.sections.annex_provenance import provenance
from evaluator.report.sections.annex_scores import score_details
from evaluator.report.sections.basis import basis
from evaluator.report.sections.chapters import chapters
from evaluator.report.sections.closing import closing
from evaluator.report.sections.heading import addressed, heading
from evaluator.report.sections.overall import overall
from evaluator.report.sections.overview import overview
from evaluator.report.sections.problems import problems
from evaluator.report.sections.rectification import rectification
from evaluator.report.typography import Faces, choose_faces, visible
from evaluator.report.words import UNVERIFIED, is_verified, report_title
from evaluator.scoring.result import Evaluation

ANNEXES = (
    ("得分明细表", score_details, True),
    ("问题整改台账", ledger, True),
    ("数据核对说明", data_notes, False),
    ("计算过程", calculations, False),
    ("数据来源与校验", provenance, False),
)
"""Title, section, and whether the pages are landscape."""


def render(evaluation: Evaluation, document_no: str | None = None) -> bytes:
    """The report as PDF. Pure: equal evaluations and document numbers give equal bytes.

    `document_no`: the 发文字号, e.g. `×政督评〔2021〕3号`; a blank to fill in where there is none.
    """
    content = evaluation.to_json()
    faces = choose_faces([content, document_no or ""])
    reference = evaluation.provenance.rubric
    title = faces.shown(report_title(evaluation))
    return bound(
        list(_story(evaluation, faces, document_no)),
        faces,
        standing="" if is_verified(evaluation) else UNVERIFIED,
        date=evaluation.provenance.date,
        identity=hashlib.sha256(f"{content}{document_no}".encode()).hexdigest(),
        title=title,
        author=visible(reference.issuer),
        subject=visible(f"{reference.title}（量规{reference.id}，第{reference.version}版）"),
        creator=f"{evaluation.provenance.engine} {evaluation.provenance.engine_version}",
        keywords=[
            visible(evaluation.district.name),
            evaluation.district.code,
            str(evaluation.year),
            "政府履行教育职责评价",
            "教育督导",
        ],
    )


def _story(evaluation: Evaluation, faces: Faces, document_no: str | None) -> Iterator[Flowable]:
    top = heading(evaluation, faces, document_no)
    yield from top
    yield from overview(evaluation, faces, top)
    yield from turn_page()
    yield addressed(evaluation, faces)
    for section in (basis, overall, chapters, achievements, problems):
        yield from section(evaluation, faces)
    *measures, last = rectification(evaluation, faces)
    yield from measures
    yield from closing(evaluation, faces, [title for title, _, _ in ANNEXES], last)
    for number, (title, annex, wide) in enumerate(ANNEXES, 1):
        yield from turn_page(wide)
        yield from annex(evaluation, faces, number, title)
