"""附件说明, 署名, 成文日期."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from evaluator.report import seal
from evaluator.report.blocks import LEADING, SQUEEZE, THREE
from evaluator.report.flow import Gap, Headed, Together, chained
from evaluator.report.lines import Run
from evaluator.report.page import TEXT_WIDTH
from evaluator.report.text import Style, Text
from evaluator.report.typography import Faces, text_width
from evaluator.report.words import date_text, is_verified
from evaluator.scoring.result import Evaluation

NOTE = Style(10.5, 17, first_indent=21, align="left", squeeze=SQUEEZE, tail=8 * 10.5)
BLANK = "＿" * 14
"""Where the issuing office signs once the data have been verified."""


class SealRoom(Gap):
    """The empty lines above a signature of this width, in which the place for a seal is named.

    `below`: from their upper edge down to the seal.
    """

    def __init__(self, signature: float, below: float) -> None:
        super().__init__(2 * LEADING)
        right = TEXT_WIDTH - 2 * THREE
        self.left = right - max(seal.WIDTH, (signature + seal.WIDTH) / 2)
        self.below = below

    def draw(self) -> None:
        seal.reserve(self.canv, self.left, self.height - self.below)


def closing(
    evaluation: Evaluation, faces: Faces, annexes: Sequence[str], last: Flowable
) -> list[Flowable]:
    """The list of annexes and the signature block, which stays blank without a verification.

    `last` is the end of the body, without which neither may stand on a page (GB/T 9704, 7.3.5).
    """
    reference, verified = evaluation.provenance.rubric, is_verified(evaluation)
    right = Style(THREE, LEADING, align="right", right_indent=4 * THREE)
    signed = faces.shown(reference.issuer) if verified else BLANK
    room = SealRoom(text_width(signed, faces.body, THREE), below=0 if verified else 16)
    block: list[Flowable] = [
        Text(
            [Run(faces.body, signed)], Style(THREE, LEADING, align="right", right_indent=2 * THREE)
        ),
        Text([Run(faces.body, date_text(evaluation.provenance.date))], right),
    ]
    if not verified:
        note = f"（未经核查，除电子签名外不署名用印；核查后由{reference.issuer}署名。）"
        block.append(Text([Run(faces.kai, faces.shown(note))], NOTE))
    body = last.parts() if isinstance(last, Headed) else [last]
    listed = [_annex_line(faces, place, title) for place, title in enumerate(annexes)]
    return [chained([*body, Gap(LEADING), *listed, Together([room, *block])])]


def _annex_line(faces: Faces, place: int, title: str) -> Text:
    """The first line says 附件, the others stand below its number (GB/T 9704, 7.3.4)."""
    lead = "附件：" if place == 0 else ""
    indent = 2 * THREE if place == 0 else 5 * THREE
    style = Style(THREE, LEADING, indent=indent, align="left")
    return Text([Run(faces.body, f"{lead}{place + 1}.{title}")], style)
