"""文首: 发文字号, 标题; 主送."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import CENTER, FLUSH, LEADING, TITLE
from evaluator.report.flow import Gap
from evaluator.report.lines import Run
from evaluator.report.tags import Element
from evaluator.report.text import Text
from evaluator.report.typography import Faces
from evaluator.report.words import UNVERIFIED, government, is_verified
from evaluator.scoring.result import Evaluation


def heading(evaluation: Evaluation, faces: Faces, document_no: str | None) -> list[Flowable]:
    """Number, title and standing; without a `document_no` a blank for the office to fill in."""
    issued = document_no or f"＿＿＿＿〔{evaluation.provenance.date.year}〕＿＿号"
    title = faces.shown(f"{government(evaluation.district)}{evaluation.year}年度")
    element = Element("H1")
    flow: list[Flowable] = [
        Text([Run(faces.body, faces.shown(issued))], CENTER),
        Gap(LEADING),
        Text([Run(faces.title, title)], TITLE, element=element),
        Text([Run(faces.title, "履行教育职责评价报告")], TITLE, element=element),
    ]
    if not is_verified(evaluation):
        flow.append(Text([Run(faces.kai, UNVERIFIED)], CENTER))
    return flow


def addressed(evaluation: Evaluation, faces: Faces) -> Flowable:
    """主送: the government that the report goes to."""
    return Text([Run(faces.body, f"{faces.shown(government(evaluation.district))}：")], FLUSH)
