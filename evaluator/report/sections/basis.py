"""一、评价依据与过程."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from evaluator.report.blocks import paragraph, section_heading, under
from evaluator.report.typography import Faces
from evaluator.report.words import date_text, government, is_verified, plain, sentence
from evaluator.scoring.result import Evaluation


def basis(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    """What was evaluated, by which rubric, from whose data, and what was not done."""
    reference = evaluation.provenance.rubric
    unscored = sum(not item.scored for item in evaluation.items)
    method = (
        f"本报告依据{reference.plan}和《{reference.title}》指标体系，"
        f"对{government(evaluation.district)}{evaluation.year}年度"
        f"履行教育职责情况作出评价。指标体系设一级指标{len(evaluation.chapters)}个、"
        f"二级指标{len(evaluation.items)}个、三级指标{len(evaluation.indicators)}个，"
        f"满分{plain(evaluation.overall.points)}分。"
    )
    if unscored:
        method += f"其中{unscored}个二级指标不对区市计分，原因见附件1。"
    method += sentence(reference.points_basis)
    records = "".join(f"，{table.title}{table.records}条记录" for table in evaluation.tables)
    data = (
        f"评价数据由{evaluation.prepared_by}填报，填报日期为{date_text(evaluation.prepared_on)}，"
        f"共{len(evaluation.fields)}个填报项{records}。数据经勾稽核对后，按指标体系统一计算得分。"
        "数据核对情况见附件3，每个指标的计算过程见附件4。"
    )
    flow = [paragraph(faces, method), paragraph(faces, data)]
    if not is_verified(evaluation):
        flow.append(
            paragraph(
                faces,
                "截至本报告形成之日，上述数据尚未经材料审核和实地核查。本报告所列得分、等级和问题"
                "均依据自评数据测算，不是核查认定的结果；核查后的结果以核查后形成的报告为准。",
            )
        )
    return under(section_heading(faces, "一、评价依据与过程"), flow)
