"""`render`: an Evaluation → the PDF report that goes to the district's government."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import reportlab
from reportlab.platypus.flowables import Flowable

from evaluator.report.archive import Attachment, Description, Sources
from evaluator.report.coverage import visible
from evaluator.report.page import bound, midnight, turn_page
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
from evaluator.report.typography import Faces, choose_faces
from evaluator.report.words import UNVERIFIED, is_verified, report_title
from evaluator.scoring.result import Evaluation

ANNEXES = (
    ("得分明细表", score_details, True),
    ("问题整改台账", ledger, True),
    ("数据核对说明", data_notes, False),
    ("计算过程", calculations, False),
)
"""Title, section, and whether the pages are landscape; the last annex is `PROVENANCE`."""
PROVENANCE = "数据来源与校验"
PRODUCER = f"ReportLab {reportlab.Version}"


def render(
    evaluation: Evaluation,
    sources: Sources,
    document_no: str | None = None,
    producer: str = PRODUCER,
) -> bytes:
    """The report as PDF/A-3b with its sources inside. Pure: equal arguments give equal bytes.

    `document_no`: the 发文字号, e.g. `×政督评〔2021〕3号`; a blank to fill in where there is none.
    `producer`: the library and its version, which a report made again keeps.
    """
    content = evaluation.to_json()
    attachments = sources.attachments(content.encode())
    faces = choose_faces([content, document_no or ""])
    reference = evaluation.provenance.rubric
    title = faces.shown(report_title(evaluation))
    return bound(
        list(_story(evaluation, attachments, faces, document_no)),
        faces,
        standing="" if is_verified(evaluation) else UNVERIFIED,
        description=Description(
            title=title,
            author=visible(reference.issuer),
            subject=visible(f"{reference.title}（量规{reference.id}，第{reference.version}版）"),
            keywords=visible(
                f"{evaluation.district.name}, {evaluation.district.code}, {evaluation.year}, "
                "政府履行教育职责评价, 教育督导"
            ),
            creator=f"{evaluation.provenance.engine} {evaluation.provenance.engine_version}",
            producer=producer,
            identifier=document_no or "",
            moment=midnight(evaluation.provenance.date),
        ),
        attachments=attachments,
        identity=f"{content}{document_no}",
    )


def _story(
    evaluation: Evaluation,
    attachments: Sequence[Attachment],
    faces: Faces,
    document_no: str | None,
) -> Iterator[Flowable]:
    top = heading(evaluation, faces, document_no)
    yield from top
    yield from overview(evaluation, faces, top)
    yield from turn_page()
    yield addressed(evaluation, faces)
    for section in (basis, overall, chapters, achievements, problems):
        yield from section(evaluation, faces)
    *measures, last = rectification(evaluation, faces)
    yield from measures
    titles = [*(title for title, _, _ in ANNEXES), PROVENANCE]
    yield from closing(evaluation, faces, titles, last)
    for number, (title, annex, wide) in enumerate(ANNEXES, 1):
        yield from turn_page(wide)
        yield from annex(evaluation, faces, number, title)
    yield from turn_page()
    yield from provenance(evaluation, attachments, faces, len(titles), PROVENANCE)
