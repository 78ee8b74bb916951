"""文首: 发文字号, 标题; 主送."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import CENTER, FLUSH, LEADING, TITLE
from evaluator.report.flow import Gap
from evaluator.report.labels import balanced
from evaluator.report.lines import Run
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.tags import Element
from evaluator.report.text import Text
from evaluator.report.typography import Faces, text_width
from evaluator.report.words import UNVERIFIED, government, is_verified
from evaluator.scoring.result import Evaluation

MOST = 9
"""The lines of a government's name whose ends are weighed."""


def heading(evaluation: Evaluation, faces: Faces, document_no: str | None) -> list[Flowable]:
    """Number, title and standing; without a `document_no` a blank for the office to fill in."""
    issued = document_no or f"＿＿＿＿〔{evaluation.provenance.date.year}〕＿＿号"
    element = Element("H1")
    flow: list[Flowable] = [
        Text([Run(faces.body, faces.shown(issued))], CENTER),
        Gap(LEADING),
        *(
            Text([Run(faces.title, line)], TITLE, element=element)
            for line in _title(evaluation, faces)
        ),
    ]
    if not is_verified(evaluation):
        flow.append(Text([Run(faces.kai, UNVERIFIED)], CENTER))
    return flow


def _title(evaluation: Evaluation, faces: Faces) -> list[str]:
    """The lines of the title: what does not fit one ends before the district's body, or before the year."""
    district, name = (
        faces.shown(evaluation.district.name),
        faces.shown(government(evaluation.district)),
    )
    year, subject = f"{evaluation.year}年度", "履行教育职责评价报告"
    room = TEXT_WIDTH / TITLE.size

    def width(text: str) -> float:
        return text_width(text, faces.title, 1)

    if width(name + year) <= room:
        return [name + year, subject]
    if width(district) <= room:
        return [district, name.removeprefix(district) + year, subject]
    return [*(balanced(name, width, room, MOST) or [name]), year + subject]


def addressed(evaluation: Evaluation, faces: Faces) -> Flowable:
    """主送: the government that the report goes to."""
    return Text([Run(faces.body, f"{faces.shown(government(evaluation.district))}：")], FLUSH)
