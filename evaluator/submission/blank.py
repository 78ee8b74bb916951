"""Texts that only stand in for an empty one, and what stands around a value without belonging to it."""

from __future__ import annotations

import re
import unicodedata

_EMPTY = {
    "",
    "/",
    "\\",
    "-",
    "--",
    "—",
    "——",
    "无",
    "空",
    "暂无",
    "没有",
    "n/a",
    "na",
    "none",
    "null",
    "未填",
    "未填报",
    "未报",
    "未知",
    "不详",
    "不掌握",
    "不适用",
    "略",
    "待统计",
    "未统计",
    "暂未统计",
    "尚未统计",
    "待补",
    "待补充",
    "待定",
    "待核",
    "待核实",
    "待查",
    "暂缺",
    "缺",
    "缺失",
    "无数据",
    "暂无数据",
    "没有数据",
    "×",
    "见附件",
    "见附表",
    "另附",
    "同上",
}
"""Texts, in plain signs and small letters, that say that there is nothing."""
_ELSEWHERE = re.compile(r"[请详参]*见?附[件表后][0-9一二三四五]*")
"""A pointer to what nobody has at hand."""
_ONE_LETTER = re.compile(r"([a-z])\1*")
_ASSURANCE = re.compile(
    "(?:属实|真实|实际|如实|据实|确实|准确|正确|正常|无误|无异议|没有错误|没有问题|没问题"
    "|核实|核对|核查|复核|审核|检查|确认|填报|填写|上报|报送|情况|数据|数字|数值|属于"
    "|[已经过按为是均都此该本项的以上])+"
)
"""Words by which somebody vouches for a number without a reason for it."""
_AROUND = " \t\r\n'‘’“”\"`\u00ad\u200b\u200c\u200d\u2028\u2029\u2060\ufeff"
"""Around a value: spaces, signs that cannot be seen, and quotes, a spreadsheet's sign for a text among them."""


def plain(value: str) -> str:
    """A text in plain signs, without what stands around it."""
    return unicodedata.normalize("NFKC", value).strip(_AROUND)


def _bare(text: str) -> str:
    return plain(text).casefold().rstrip("。.")


def _is_nothing(bare: str) -> bool:
    return bare in _EMPTY or bool(_ELSEWHERE.fullmatch(bare))


def stands_for_nothing(text: str) -> bool:
    """Whether a text says in words, or by a usual sign, that there is nothing: `无`, `/`, `待统计`, `详见附件1`."""
    return _is_nothing(_bare(text))


def says_nothing(text: str) -> bool:
    """Whether a text only stands in for an empty one: `无`, `/`, `x`, `待统计`, `……`, `详见附件1`."""
    bare = _bare(text)
    signs_only = not re.search(r"\w", bare)
    return signs_only or _is_nothing(bare) or bool(_ONE_LETTER.fullmatch(bare))


def only_vouches(text: str, about: str) -> bool:
    """Whether a text about a field only vouches for it, or names it, without any reason: `情况属实`, `已核实无误`."""
    bare = re.sub(r"[\W_]+", "", plain(text)).replace(about, "")
    return not bare or bool(_ASSURANCE.fullmatch(bare))
