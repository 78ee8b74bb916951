"""附件5 数据来源与校验: whose data, which rubric and engine, hashes, evidence, how to read the figures."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from evaluator.report.archive import Attachment
from evaluator.report.blocks import (
    TABLE_LEAST,
    TABLE_SMALL,
    TABLE_TINY,
    annex_heading,
    small,
    small_heading,
    under,
)
from evaluator.report.flow import Headed
from evaluator.report.grid import Column, Grid, Row, scaled
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.typography import Faces
from evaluator.report.words import (
    NONE,
    date_text,
    is_verified,
    listed,
    plain,
    score_digits,
    sentence,
)
from evaluator.scoring.result import Evaluation

NAMED_INDICATORS, NAMED_IF_MANY = 8, 4
MANY = 60
"""Pieces of evidence from which on they are listed in the smallest type."""


def provenance(
    evaluation: Evaluation,
    attachments: Sequence[Attachment],
    faces: Faces,
    number: int,
    title: str,
) -> list[Flowable]:
    return [
        *annex_heading(faces, number, title),
        *under(small_heading(faces, "（一）数据和程序"), [_origin(evaluation, faces)]),
        *under(
            small_heading(faces, "（二）得分、得分率和等级的含义"),
            [
                Headed(small(faces, "等级按得分率划分，区间首尾相接。"), _bands(evaluation, faces)),
                *(small(faces, text) for text in _meaning(evaluation)),
            ],
        ),
        *under(small_heading(faces, "（三）内嵌文件和核对方法"), _inside(attachments, faces)),
        *under(small_heading(faces, "（四）佐证材料目录"), _evidence(evaluation, faces)),
    ]


def _origin(evaluation: Evaluation, faces: Faces) -> Flowable:
    source = evaluation.provenance
    district, rubric = evaluation.district, source.rubric
    records = "，".join(f"{table.title}{table.records}条记录" for table in evaluation.tables)
    pairs = [
        ("评价对象", f"{district.name}（{district.kind}，代码{district.code}）"),
        ("评价年度", f"{evaluation.year}年"),
        ("填报单位", evaluation.prepared_by),
        ("填报日期", date_text(evaluation.prepared_on)),
        ("申报数据", "，".join(filter(None, [f"填报项{len(evaluation.fields)}个", records]))),
        ("申报数据内容校验值", _halves(source.submission_content_sha256)),
        ("申报数据文件校验值", _halves(source.submission_file_sha256)),
        ("核查数据校验值", _halves(source.verification_sha256 or "未开展核查")),
        ("量规", f"{rubric.id}，第{rubric.version}版，《{rubric.title}》"),
        ("量规依据", rubric.plan),
        ("量规校验值", _halves(rubric.sha256)),
        ("分值来源", sentence(rubric.points_basis)),
        ("发布单位", rubric.issuer),
        ("评价程序", f"{source.engine} {source.engine_version}"),
        ("评价日期", date_text(source.date)),
    ]
    columns = [Column("", 100), Column("", 342)]
    return Grid(columns, [Row(pair) for pair in pairs], faces, TABLE_SMALL, after=4)


def _halves(digest: str) -> str:
    """A SHA-256 in two lines of equal length."""
    return f"{digest[:32]}\n{digest[32:]}" if len(digest) > 32 else digest


def _meaning(evaluation: Evaluation) -> list[str]:
    points = plain(evaluation.overall.points)
    texts = [
        "校验值均为SHA-256。内容校验值由申报数据的规范写法算出，不因空格、键的次序和文件形式而变；"
        "文件校验值由收到的文件逐字节算出。任何一个数据改动，两个校验值都会改变。",
        f"指标得分由实际值按计分标准算出，四舍五入，保留{score_digits(evaluation)}位小数；"
        "合计由各指标得分相加。"
        f"得分率按保留{score_digits(evaluation)}位小数的得分计算，为得分与适用分值之比，"
        "按未四舍五入的数值比较等级和期限；"
        f"折算总分为得分率乘以满分{points}分。",
        "未填报的指标得0分，并计入适用分值；不适用的指标不得分，也不计入适用分值；"
        "填报为0的，按0计算。未填报和不适用的在附件1中分别注明。",
    ]
    if not is_verified(evaluation):
        texts.append(
            "自评分依据申报数据计算。核定分依据核查后的数据计算，自评可信度为已核查指标的核定分之和"
            "与自评分之和的比；尚未开展核查，两者均未产生。"
        )
    return texts


def _bands(evaluation: Evaluation, faces: Faces) -> Flowable:
    columns = [
        Column("等级", 80, "center"),
        Column("得分率（比较未四舍五入的数值）", 220, "center"),
    ]
    rows = [Row((band.name, band.text)) for band in evaluation.grades]
    return Grid(columns, rows, faces, TABLE_SMALL, before=4, after=4, whole=True)


CHECKING = (
    ("取出内嵌文件（poppler工具）", "pdfdetach -saveall 报告.pdf"),
    ("计算校验值（Windows）", "certutil -hashfile 文件名 SHA256"),
    ("计算校验值（Linux）", "sha256sum 文件名"),
    ("计算校验值（macOS）", "shasum -a 256 文件名"),
    ("重新评分并比对（评价程序）", "evaluate verify 报告.pdf"),
)
"""How to check a report with common tools and with ours."""
TAKEN_OUT = (
    "内嵌文件可以在PDF阅读器的“附件”栏中另存，也可以用下表的命令取出。取出后计算每个文件的SHA-256，"
    "应与上表一致；其中submission.json的校验值即（一）中的申报数据文件校验值，"
    "rubric.json的校验值即量规校验值。"
)
COMPARED = (
    "评价程序用内嵌的申报数据和量规重新评分，并与内嵌的评价结果、各页印出的数字逐一比对，"
    "给出“一致”、不一致之处，或“不能证实文件是原样”。能够同时改动内嵌文件和各页的人仍可造出前后一致的假报告，"
    "须靠电子签名或另处保存的文件校验值识别。"
)
"""What our check does, and what no check of the file alone can tell."""


def _inside(attachments: Sequence[Attachment], faces: Faces) -> list[Flowable]:
    columns = [
        Column("文件名", 78, "center"),
        Column("内容", 130),
        Column("字节数", 54, "right"),
        Column("SHA-256", 180, "center"),
    ]
    rows = [
        Row((entry.name, entry.description, f"{len(entry.content):,}", _halves(entry.sha256)))
        for entry in attachments
    ]
    lead = small(
        faces, "本报告是PDF/A-3（GB/T 23286.3）格式的电子档案，内嵌下列文件，不依赖其他文件。"
    )
    grid = Grid(scaled(columns, TEXT_WIDTH), rows, faces, TABLE_TINY, before=4, after=4, whole=True)
    commands = Grid(
        [Column("做什么", 150), Column("命令", 180)],
        [Row(pair) for pair in CHECKING],
        faces,
        TABLE_TINY,
        before=4,
        after=4,
        whole=True,
    )
    return [
        Headed(lead, grid),
        Headed(small(faces, TAKEN_OUT), commands),
        small(faces, COMPARED),
    ]


def _evidence(evaluation: Evaluation, faces: Faces) -> list[Flowable]:
    if not evaluation.evidence:
        return [small(faces, "申报数据未列佐证材料。")]
    many = len(evaluation.evidence) > MANY
    columns = [
        Column("编号", 30, "center"),
        Column("名称", 148 if many else 116),
        Column("文号", 70 if many else 78, "center"),
        Column("对应指标", 58 if many else 62, "center"),
        Column("文件校验值（SHA-256）", 136 if many else 156),
    ]
    rows = [
        Row(
            (
                entry.id,
                entry.title,
                entry.document_no or NONE,
                listed(entry.indicators, NAMED_IF_MANY if many else NAMED_INDICATORS, "项") or NONE,
                _halves(entry.sha256),
            )
        )
        for entry in evaluation.evidence
    ]
    return [
        Headed(
            small(faces, "下列材料由区市列出，校验值由区市提供，材料本身未随申报数据报送。"),
            Grid(
                scaled(columns, TEXT_WIDTH),
                rows,
                faces,
                TABLE_LEAST if many else TABLE_TINY,
                before=4,
            ),
        )
    ]
