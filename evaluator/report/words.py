"""Small pieces of official Chinese: dates, points, lists; the same everywhere in the report."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from evaluator.scoring.result import (
    DeadlineCount,
    District,
    Evaluation,
    IndicatorResult,
    Rate,
    RecordNotReached,
    StandardText,
)

UNVERIFIED = "（依据自评数据测算，未经核查）"
NONE = "—"
MANY_MISSING = 12
"""More indicators without data than this are a table in section 五, to which section 六 refers."""
CHINA = datetime.timezone(datetime.timedelta(hours=8))
"""The time that dates and signatures are told in."""
NUMERALS = "一二三四五六七八九十"

_UNIT = re.compile("（([^（）]+)）$")
_CORNERS = re.compile("「([^」]*)」")
_LOOSE = re.compile(r"(?<=[\u3400-\u9fff]) (?=[≤≥]?[0-9−])|(?<=[0-9]) (?=[\u3400-\u9fff])")


def date_text(date: datetime.date) -> str:
    """As official documents write it, without zeros: 2021年7月5日."""
    return f"{date.year}年{date.month}月{date.day}日"


def plain(score: Decimal) -> str:
    """Full points in a sentence: 100.00 is 100, 12.50 stays. What is scored keeps its decimals."""
    return f"{score:.0f}" if score == score.to_integral_value() else f"{score:f}"


def score_digits(evaluation: Evaluation) -> int:
    """How many decimals a score has."""
    exponent = evaluation.overall.points.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def column(score: Decimal | None) -> str:
    """A score in a column; a dash where there is none."""
    return NONE if score is None else f"{score:f}"


def rate_text(rate: Rate | None) -> str:
    return NONE if rate is None else rate.text


def tight(text: str) -> str:
    """Without the spaces between Chinese and numbers that a screen wants and print does not."""
    return _LOOSE.sub("", text)


def sentence(text: str) -> str:
    """The text with one full stop at its end."""
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def valued(indicator: IndicatorResult) -> str:
    """The title, and its value in brackets where that says more than that everything was reached.

    A title that ends with the value's unit goes without it: “总体近视率年度变化”（−3.42个百分点）.
    """
    title = tight(indicator.title)
    if indicator.value is None or indicator.value.exact == "1/1":
        return quoted(title)
    value = tight(indicator.value.text)
    if (found := _UNIT.search(title)) and value.endswith(found[1]):
        title = title[: found.start()]
    return f"{quoted(title)}（{value}）"


def rated(indicator: IndicatorResult) -> str:
    """The title with value and score rate, which is never taken for the value: “甲”（实际值80%，得分率40%）."""
    actual = f"实际值{tight(indicator.value.text)}，" if indicator.value else ""
    return f"{quoted(tight(indicator.title))}（{actual}得分率{rate_text(indicator.rate)}）"


def quoted(text: str) -> str:
    """In quotation marks, those inside it turned into single ones: “锻造‘三化一型’干部队伍”."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def printed(text: str) -> str:
    """A message of the program as an official document prints it: no corner brackets, no loose spaces."""
    return tight(_CORNERS.sub(lambda found: quoted(found[1]), text))


def standard_told(standard: StandardText) -> str:
    """A standard with its mark and what it applies to: 〔国〕（80%）《……》……, without a full stop."""
    scope = f"（{standard.scope}）" if standard.scope else ""
    return f"〔{standard.origin}〕{scope}{standard.text.removesuffix('。')}"


def schools_counted(records: Sequence[RecordNotReached]) -> str:
    """How many: 6所学校, or 8条学校记录 where a school has a record of each 学段."""
    schools = {record.key.split("，")[0] for record in records}
    return f"{len(records)}{'所学校' if len(schools) == len(records) else '条学校记录'}"


def numeral(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def listed(names: Sequence[str], most: int, unit: str) -> str:
    """All names where there are few, else the first ones and how many there are: A、B等12所."""
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等{len(names)}{unit}"


def rates_due(deadlines: Sequence[DeadlineCount]) -> list[str]:
    """The score rates that each deadline is for: 低于40%, then 不低于40%、低于65%, and so on."""
    limits = [entry.below for entry in deadlines]
    return [f"低于{below}" for below in limits[:1]] + [
        f"不低于{above}、低于{below}" for above, below in pairwise(limits)
    ]


def counted(counts: Sequence[tuple[str, int]], unit: str) -> str:
    """What there is of each kind, leaving out the kinds of which there is nothing: 计分81个、不适用4个."""
    return "、".join(f"{name}{count}{unit}" for name, count in counts if count)


def government(district: District) -> str:
    """The body a report is addressed to: a functional zone (功能区、开发区) has no 人民政府."""
    zone = "功能区" in district.kind or "开发区" in district.kind
    return f"{district.name}{'管理委员会' if zone else '人民政府'}"


def is_verified(evaluation: Evaluation) -> bool:
    """Whether a verification (核查) has been applied; until then every page says that none has."""
    return evaluation.provenance.verification_sha256 is not None


def report_title(evaluation: Evaluation) -> str:
    return f"{government(evaluation.district)}{evaluation.year}年度履行教育职责评价报告"


def is_document_no(text: str) -> bool:
    """Whether a text may be a 发文字号: 1 to 40 printed characters."""
    return 0 < len(text.strip()) <= 40 and text.isprintable()
