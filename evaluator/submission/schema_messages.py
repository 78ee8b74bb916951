"""The texts of findings about keys and values that the schema refuses."""

from __future__ import annotations

from evaluator.submission.severity import Message

SCHEMA: dict[str, Message] = {
    "schema-required": ("error", "缺少「{found}」{expected}。", "{hint}"),
    "schema-required-many": (
        "error",
        "缺少{found}。",
        "请逐项补上；应有的各项和填法可用 evaluate schema 查看。{hint}",
    ),
    "schema-unknown-more": (
        "error",
        "此处另有 {found} 个不认识的键，不再逐个列出。",
        "请核对是否选错了文件；应有的各项可用 evaluate schema 查看。",
    ),
    "schema-stopped": (
        "info",
        "填写错误已有 {found} 处，检查停在此处，其后的内容没有检查。",
        "请核对是否选错了文件，或改正后再检查一次；应有的各项可用 evaluate schema 查看。",
    ),
    "schema-unknown": (
        "error",
        "不认识的键「{found}」。",
        "请删去，或改成正确的键（可用 evaluate schema 查看）；需要说明的写在 explanations 中。",
    ),
    "schema-unknown-personal": (
        "error",
        "报送单位里有不认识的键「{found}」，这里只写单位名称。",
        "请删去这个键；评价报告将会公开，不写个人姓名和电话。",
    ),
    "schema-unknown-part": (
        "error",
        "「{title}」里有不认识的键「{found}」，这里只写文号和日期。",
        "请删去这个键；文件名称等写在 evidence 中。",
    ),
    "schema-typo": (
        "error",
        "不认识的键「{found}」，同处没有「{expected}」。",
        "是否要写「{expected}」？{hint}",
    ),
    "schema-run-together": (
        "error",
        "从这里起的 {hint} 项属于“{found}”，却接在“{expected}”的后面：中间的括号和“{found}”这个键缺了。",
        '请在这一项的前面补上两行：右括号和逗号“}},”，键和左括号“"{found}": {{”。',
    ),
    "schema-no-layer": (
        "error",
        "缺少{found}，应当写在其中的 {indicator} 项直接写在了{expected}。",
        "请补上所缺的键和括号，把这些项写在括号里，如 {hint}；哪一项写在哪里可用 evaluate schema 查看。",
    ),
    "schema-misplaced": (
        "error",
        "「{found}」写错了地方。",
        "它应当写在{expected}，请移过去。",
    ),
    "schema-twice": (
        "error",
        "「{found}」写错了地方。",
        "它应当写在{expected}，那里已经有一个；请核对两处哪一个正确，只在那里保留一个。",
    ),
    "schema-type": ("error", "「{title}」写成了 {found}，应为{expected}。", "{hint}"),
    "schema-range": ("error", "「{title}」为 {found}，超出允许的范围（{expected}）。", "{hint}"),
    "schema-enum": ("error", "「{title}」为 {found}，只能是{expected}。", "{hint}"),
    "schema-text": ("error", "「{title}」为 {found}，不符合要求的写法。", "{hint}"),
    "schema-items": ("error", "「{title}」有 {found}，条数不合要求（{expected}）。", "{hint}"),
}

OF_NUMBERS: dict[str, str] = {
    # kind of slip: what to do where numbers are written wrongly throughout the file
    "number-as-text": "全文 {count} 处的数都加了引号，像是导出时当成了文字：请去掉这些数前后的引号，"
    "或改为数值格式后重新导出；标识码、代码、日期等本来是文字的，引号要留着。",
    "digits-wide": "全文 {count} 处可用查找替换改正：把全角数字 ０ 至 ９ 逐个换成半角的 0 至 9（文字里面的不必换）。",
}
