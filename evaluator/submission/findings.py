"""Findings (a message about a file) and the texts of all of them, keyed by code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]

MESSAGES: dict[str, tuple[Severity, str, str]] = {
    # code: (severity, what is wrong, what to do)
    "json-encoding": (
        "error",
        "文件不是 UTF-8 编码，像是 {found}。",
        "请用“另存为”选择 UTF-8 编码后重新保存。",
    ),
    "json-syntax": ("error", "JSON 写法有误：{found}。", "{hint}"),
    "json-constant": (
        "error",
        "{found} 不是 JSON 的数。",
        "不掌握的数据写 null，确实为零的写 0。",
    ),
    "json-duplicate": (
        "error",
        "键「{found}」在同一处出现了两次。",
        "请只保留正确的一个；重复的键会让前一个数悄悄失效。",
    ),
    "json-number": (
        "error",
        "数「{found}」过长或过大。",
        "一个数最多 64 位，指数不超过 400，请核对是否误粘贴。",
    ),
    "json-depth": (
        "error",
        "括号嵌套超过 {expected} 层。",
        "申报数据最多嵌套五层，请对照模板检查括号。",
    ),
    "json-surrogate": (
        "error",
        "文字中有不成对的代理码（\\ud800 之类）。",
        "请删去并重新输入该字。",
    ),
    "json-size": (
        "error",
        "文件大于 {expected}。",
        "申报数据一般不到 1 MB，请核对是否选错了文件。",
    ),
    "not-object": ("error", "文件内容不是一份申报数据。", "最外层应为 {{…}}，请从模板开始填写。"),
    "format": (
        "error",
        "文件开头的 format 应为“submission/1”，现为{found}。",
        "请从模板开始填写；评价结果、核查文件等不能作为申报数据评分。",
    ),
    "rubric-unknown": (
        "error",
        "没有编号为{found}的量规。",
        "现有量规：{expected}。请改正文件中的 rubric。",
    ),
    "rubric-other": (
        "error",
        "文件写明使用量规{found}，与指定的“{expected}”不同。",
        "请改正文件中的 rubric，或用 --rubric 指定相同的量规。",
    ),
    "schema-required": ("error", "缺少「{found}」。", "{hint}"),
    "schema-unknown": ("error", "不认识的键「{found}」。", "{hint}"),
    "schema-type": ("error", "「{title}」写成了{found}，应为{expected}。", "{hint}"),
    "schema-range": ("error", "「{title}」为 {found}，超出允许的范围（{expected}）。", "{hint}"),
    "schema-enum": ("error", "「{title}」为{found}，只能是{expected}。", "{hint}"),
    "schema-text": ("error", "「{title}」为{found}，不符合要求的写法。", "{hint}"),
    "schema-items": ("error", "「{title}」的条数不合要求（{expected}）。", "{hint}"),
    "date-invalid": ("error", "「{title}」为{found}，没有这一天。", "请写成如 2021-09-01 的日期。"),
    "district-unknown": (
        "error",
        "区市代码 {found} 不在本量规的区市名单中。",
        "名单：{expected}。",
    ),
    "record-duplicate": (
        "error",
        "「{title}」中有两条相同的记录：{found}。",
        "同一学校同一学段只能有一条，请删去或改正标识码、学段。",
    ),
    "null-field": (
        "warning",
        "「{title}」未填报。",
        "用到它的指标按未填报处理，得 0 分：{expected}。",
    ),
    "null-records": (
        "warning",
        "「{title}」有 {found} 条记录未填报。",
        "请补报；用到它的指标：{expected}。",
    ),
    "zero-denominator": (
        "error",
        "指标 {indicator}（{title}）的分母为零：{found}。",
        "请改正这些填报项；分母为零时无法计算。",
    ),
    "not-applicable-reason": (
        "error",
        "指标 {indicator}（{title}）按数据不适用，但没有写明原因。",
        "请在 not_applicable 中写明原因；如果有此项工作，请改正为 0 的数据（{found}）。",
    ),
    "not-applicable-claim": (
        "error",
        "指标 {indicator}（{title}）按数据适用，不能申报为不适用。",
        "请删去 not_applicable 中的这一条，或改正数据（{found}）。",
    ),
    "not-applicable-unknown": (
        "error",
        "指标 {indicator}（{title}）的数据未填报，不能判断是否适用，不能申报为不适用。",
        "确实没有此项工作的请把有关数据填 0；不掌握的删去 not_applicable 中的这一条（{found}）。",
    ),
    "entry-repeated": ("error", "「{title}」中「{found}」重复。", "请只保留一条。"),
    "last-year-ratio": ("warning", "「{title}」{found}。", "{hint}"),
    "all-full": (
        "warning",
        "「{title}」一章各项比率全部恰为 100%。",
        "请核对是否把应达到的数直接当作实际数填报。",
    ),
    "stated-differs": (
        "warning",
        "指标 {indicator}（{title}）已公布为 {found}，按申报数据计算为 {expected}。",
        "{hint}",
    ),
    "stated-unknown": (
        "info",
        "指标 {indicator}（{title}）已公布为 {found}，但按申报数据算不出数值，未作比对。",
        "请先补全该指标的数据。",
    ),
    "check-skipped": (
        "info",
        "未能检查「{found}」，因为{expected}没有可用的数据。",
        "补报后将自动检查。",
    ),
    "check-failed": ("error", "{found}", "{hint}"),
    "check-warned": ("warning", "{found}", "{hint}"),
    "foreign-character": (
        "warning",
        "「{title}」中有字库以外的字（{found}），报告中以“〓”代替。",
        "请改用通行的字，或把正确写法另附说明。",
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One message about a submission: what is wrong, where, and what to do about it.

    `pointer` is a JSON pointer (RFC 6901), `line` and `column` count from 1 and are None where the
    place is only known as a pointer. `explained`: the district's own explanation, if it gave one.
    """

    code: str
    severity: Severity
    pointer: str
    message: str
    hint: str
    line: int | None = None
    column: int | None = None
    explained: str = ""
    check: str = ""


def finding(
    code: str,
    pointer: str = "",
    *,
    line: int | None = None,
    column: int | None = None,
    check: str = "",
    **values: object,
) -> Finding:
    """The finding of a code, its texts filled in with the values found and expected."""
    severity, message, hint = MESSAGES[code]
    texts = {"found": "", "expected": "", "hint": "", "title": "", "indicator": ""} | values
    return Finding(
        code,
        severity,
        pointer,
        message.format(**texts),
        hint.format(**texts),
        line,
        column,
        check=check,
    )


def pointer_of(path: tuple[str | int, ...]) -> str:
    """A path as a JSON pointer."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def has_errors(findings: list[Finding]) -> bool:
    return any(entry.severity == "error" for entry in findings)
