"""文首: 发文字号, 标题, 主送."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import CENTER, FLUSH, LEADING, TITLE
from evaluator.report.flow import Gap
from evaluator.report.text import Run, Text
from evaluator.report.typography import Faces
from evaluator.report.words import UNVERIFIED, government, is_verified
from evaluator.scoring.result import Evaluation


def heading(evaluation: Evaluation, faces: Faces, document_no: str | None) -> list[Flowable]:
    """The first lines of the report, as far as the body it is addressed to.

    Without a `document_no` the line is a blank for the office to fill in.
    """
    issued = document_no or f"＿＿＿＿〔{evaluation.provenance.date.year}〕＿＿号"
    addressed = faces.shown(government(evaluation.district))
    flow: list[Flowable] = [
        Text([Run(faces.body, faces.shown(issued))], CENTER),
        Gap(2 * LEADING),
        Text([Run(faces.title, f"{addressed}{evaluation.year}年度")], TITLE),
        Text([Run(faces.title, "履行教育职责评价报告")], TITLE),
    ]
    if not is_verified(evaluation):
        flow.append(Text([Run(faces.kai, UNVERIFIED)], CENTER))
    return [*flow, Gap(LEADING), Text([Run(faces.body, f"{addressed}：")], FLUSH)]
