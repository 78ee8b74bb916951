"""The texts of findings about how a file is written: its encoding and its JSON."""

from __future__ import annotations

from evaluator.submission.severity import Message

WRITING: dict[str, Message] = {
    "json-encoding": (
        "error",
        "文件不是 UTF-8 编码，像是 {found}。",
        "请另存为 UTF-8 编码：用记事本打开，文件→另存为→编码选 UTF-8→保存。",
    ),
    "json-damaged": (
        "error",
        "文件按 UTF-8 编码，但第 {found} 行有损坏的字节（{expected}），显示为“\ufffd”。",
        "多半是复制或传输时损坏的，请重新取一份原文件；没有原文件的，用记事本打开，"
        "把显示为“\ufffd”的字改正，再保存（文件→另存为→编码选 UTF-8）。",
    ),
    "json-garbled": (
        "error",
        "文件里的汉字成了乱码，如“教育”成了“鏁欒偛”或“æ•™è‚²”。",
        "多半是打开时选错了编码，又保存过；乱码往往改不回来，请重新取一份原文件，用记事本打开，"
        "另存为 UTF-8 编码。",
    ),
    "not-json": (
        "error",
        "文件不是 JSON，而是：{found}。",
        "申报数据是 .json 文本文件，请核对是否选错了文件。",
    ),
    "json-empty": (
        "error",
        "文件是空的。",
        "请按申报数据的格式填写（可用 evaluate schema 查看），或核对是否选错了文件。",
    ),
    "json-size": (
        "error",
        "文件超过 {expected} 的上限，没有读完。",
        "申报数据一般不到 1 MB，请核对是否选错了文件；确实这样大的，用 --max-size 提高上限。",
    ),
    "json-many": (
        "error",
        "文件中的值超过 {expected} 个，检查停在此处，其后没有检查；文件中有写法错误。",
        "申报数据一般不到一万个值，请核对是否选错了文件。",
    ),
    "json-stopped": (
        "info",
        "写法错误已有 {found} 处，检查停在此处，其后的内容没有检查。",
        "请核对是否选错了文件，或改正后再检查一次。",
    ),
    "json-depth": (
        "error",
        "括号嵌套超过 {expected} 层。",
        "申报数据最多嵌套五层，请对照申报数据的格式检查括号（可用 evaluate schema 查看）。",
    ),
    "json-value": ("error", "此处应当有一个值，{found}。", "未填报的写 null，确实没有的写 0。"),
    "json-cut": (
        "error",
        "文件到这里就中断了，后面的内容都没有。",
        "多半是没有保存完整或没有传完，请重新取一份完整的文件；"
        "没有的，请对照申报数据的格式补上缺少的内容（可用 evaluate schema 查看）。",
    ),
    "json-no-beginning": (
        "error",
        "文件不是从左括号“{{”开始的，像是缺了开头的一段。",
        "请重新取一份完整的文件；只缺左括号的，请在最前面补上。",
    ),
    "json-extra": (
        "error",
        "数据已经结束，后面还有多余的内容“{found}”。",
        "请删去最外层右括号后面的内容。",
    ),
    "json-second-file": (
        "error",
        "从这里起是另一份文件的内容：两份文件接在了一起。",
        "请把两份分开（同一份粘贴了两遍的，删去后一份），一份文件只放一份申报数据；这里以后的内容没有检查。",
    ),
    "json-wide-space": (
        "error",
        "此处有全角空格或其他特殊空格（{found}）。",
        "请删去，或改为半角空格。",
    ),
    "json-unseen": (
        "error",
        "此处有一个看不见的字符（{found}）。",
        "多半是粘贴时带入的；请把光标移到此处，按 Delete 键删去它（看不见，但删得掉）。",
    ),
    "json-second-mark": (
        "error",
        "此处有一个看不见的字符（{found}，字节顺序标记）。",
        "多半是几份文件拼接或反复转换编码时带入的；请把光标移到此处，按 Delete 键删去它（看不见，但删得掉）。",
    ),
    "json-as-text": (
        "error",
        '整份数据被当作一段文字又包了一层，里面的引号都成了 \\"。',
        "请重新导出：数据转成 JSON 只转一次，转好的文字原样存入文件，不再转第二次；"
        "文件从左括号“{{”开始，到右括号“}}”为止，括号外面没有引号，里面的引号前没有反斜杠。",
    ),
    "json-wrapped": (
        "error",
        "文件开头多了“{found}”，它不属于申报数据。",
        "请删去开头的“{found}”，末尾有与它配对的符号的一并删去；"
        "文件从左括号“{{”开始，到右括号“}}”为止。",
    ),
    "json-merge": (
        "error",
        "从这里起两个版本的内容混在一起：<<<<<<< 和 ======= 之间是一种，======= 和 >>>>>>> 之间是另一种。",
        "请核对后只留一种，并删去这三行标记；全文每一处都这样改好，再检查一次。",
    ),
    "json-parentheses": (
        "error",
        "“{found}”用了圆括号。",
        '值不用圆括号括起：文件写成 {{"文号": "…", "日期": "2021-06-30"}}，并列的几个值写成 ["…", "…"]。',
    ),
    "json-equals": (
        "error",
        "键「{found}」后面写了“{expected}”，应为冒号。",
        "请把它改为半角冒号。",
    ),
    "json-half-quoted": (
        "error",
        "数“{found}”只有一边有引号。",
        "是否要填 {found}？数不加引号；若是文字（如编号），前后都要有双引号。",
    ),
    "json-wide-sign": (
        "error",
        "此处用了全角符号“{found}”。",
        "请改为半角的 {expected}（关闭中文输入法后输入）。",
    ),
    "json-quotes": (
        "error",
        "此处的引号 {found} 不是半角双引号。",
        '键和文字的前后都请用半角双引号 "。',
    ),
    "json-comment": ("error", "申报数据里不能写注释。", "请删去注释；说明请写在 explanations 中。"),
    "json-comment-comma": (
        "error",
        "申报数据里不能写注释，这一处还把逗号写在了注释里面。",
        "请删去注释，把逗号留在值的后面；说明请写在 explanations 中。",
    ),
    "json-trailing-comma": ("error", "最后一项后面多了一个逗号。", "请删去这个逗号。"),
    "json-double-comma": ("error", "多了一个逗号。", "请删去，或在两个逗号之间补上缺少的一项。"),
    "json-comma": ("error", "此处缺少逗号。", "请在这一项的末尾加半角逗号。"),
    "json-comma-inside": (
        "error",
        "“{found}”后面的逗号写在了引号里面。",
        "请把这个逗号移到后引号的后面；“{found}”是数的，前后的引号都删去。",
    ),
    "json-colon": ("error", "键「{found}」后面缺少冒号。", "请在键和值之间加半角冒号。"),
    "json-colon-inside": (
        "error",
        "键「{found}」的冒号写在了引号里面。",
        "请把这个冒号移到后引号的后面。",
    ),
    "json-value-inside": (
        "error",
        "键「{found}」和它的值“{expected}”写在了同一对引号里面。",
        "请把后引号移到冒号的前面；值是数、true、false 或 null 的不加引号，是文字的另加一对双引号。",
    ),
    "json-double-colon": ("error", "多了一个冒号。", "请删去。"),
    "json-key": (
        "error",
        "此处应为用双引号括起的键，却是“{found}”。",
        "请检查上一行的逗号和括号。",
    ),
    "json-half-quoted-key": (
        "error",
        "键「{found}」缺少前引号。",
        "请在键的前面补上半角双引号。",
    ),
    "json-open-key": (
        "error",
        "键「{found}」缺少后引号。",
        "请在键的后面补上半角双引号；键要写在同一行内。",
    ),
    "json-doubled-quote": (
        "error",
        "此处的双引号多了一个（两个连在一起）。",
        "请删去其中一个；这段文字前后都是这样的，各删去一个。",
    ),
    "json-unquoted-key": ("error", "键「{found}」没有加双引号。", "请在键的前后加半角双引号。"),
    "json-pasted": (
        "error",
        "键「{found}」没有加双引号，后面也没有冒号，像是从表格复制来的一行。",
        '请写成 "{found}": {expected}，后面还有一项的，末尾加半角逗号。',
    ),
    "json-unclosed": (
        "error",
        "文件到结尾时，左括号“{found}”还没有配上右括号，它在{expected}。",
        "请补上右括号“{hint}”；若文件是复制来的，请核对末尾是否漏掉。",
    ),
    "json-unclosed-here": (
        "error",
        "此处之前缺少右括号：左括号“{found}”在{expected}，还没有配对。",
        "请在前一项之后补上右括号和逗号。",
    ),
    "json-unclosed-row": (
        "error",
        "此处之前缺少右括号：这条记录的左括号“{found}”在{expected}，还没有配对。",
        "请在这条记录的末尾补上右括号“}}”，后面还有记录的，右括号之后写逗号。",
    ),
    "json-unclosed-list": (
        "error",
        "此处之前缺少右括号：左括号“{found}”在{expected}，还没有配对。",
        "请在前一项末尾的逗号之前补上右括号“{hint}”。",
    ),
    "json-unclosed-item": (
        "error",
        "此处之前缺少右括号：左括号“{found}”在{expected}，还没有配对。",
        "请在这个括号之前补上右括号“{hint}”。",
    ),
    "json-opener": (
        "error",
        "此处的“{found}”应为“{expected}”（后面是{hint}）。",
        "请改正这个左括号，并核对与它配对的右括号。",
    ),
    "json-no-opener": (
        "error",
        "此处之前缺少左括号“{found}”（从这里起是{hint}）。",
        "请在这里补上左括号“{found}”。",
    ),
    "json-one-too-many": (
        "error",
        "此处的右括号“{found}”多了一个，它使前面的内容提前结束。",
        "请删去这个右括号（连同它后面的逗号），再检查一次。",
    ),
    "json-no-header": (
        "error",
        "此处之前像是漏了一行：从这里起缩进更深，而{found}的右括号没有与它配对的左括号。",
        '请在这里补上漏掉的键、冒号和左括号（"{hint}": {{），再检查一次。',
    ),
    "json-no-list": (
        "error",
        "从这里起是一条条的记录，它们的前面缺少键和左括号“[”。",
        '请在这里补上漏掉的键、冒号和左括号（如 "学校": [ 或 "not_applicable": [），再检查一次。',
    ),
    "json-semicolon": ("error", "此处用了“{found}”。", "请改为半角逗号 {expected}。"),
    "json-stray": ("error", "此处多了“{found}”。", "请删去。"),
    "json-no-key": (
        "error",
        "此处只有值“{found}”，前面没有键。",
        "请在值的前面补上键和冒号；是多余的，请删去。",
    ),
    "json-note": (
        "error",
        "此处的“{found}”是附注，申报数据里不能写附注。",
        "请删去附注；说明请写在 explanations 中。",
    ),
    "json-line-break": (
        "error",
        "引号里面换了行。",
        "多半是表格单元格内的换行带入的；请删去换行，把文字写在同一行内。",
    ),
    "json-sheet-error": (
        "error",
        "“{found}”是表格软件算式出错的标记，不是数。",
        "请回到表格改正算式，填写正确的数；不掌握的写 null。",
    ),
    "json-too-narrow": (
        "error",
        "“{found}”不是数：表格里的列太窄，显示不下，才显示成这样。",
        "请回到表格把这一列拉宽，再填写看到的数；不掌握的写 null。",
    ),
    "json-bracket": ("error", "此处的“{found}”应为“{expected}”。", "{hint}"),
    "json-duplicate": (
        "error",
        "键「{found}」重复，第一次在{expected}。",
        "{hint}；请只保留正确的一个，重复的键会让前一个数悄悄失效。",
    ),
    "json-literal": (
        "error",
        "“{found}”不是 JSON 的写法。",
        "请写成 {expected}（小写，不加引号）。",
    ),
    "json-constant": (
        "error",
        "{found} 不是 JSON 的数。",
        "不掌握的数据写 null，确实为零的写 0。",
    ),
    "json-word": ("error", "“{found}”不是可以填报的值。", "{hint}"),
    "json-unquoted": ("error", "文字“{found}”没有加双引号。", "文字前后请加半角双引号。"),
    "json-thousands": ("error", "数“{found}”里有千分位逗号。", "请去掉逗号，写成 {expected}。"),
    "json-percent": (
        "error",
        "“{found}”带有百分号，不是 JSON 的数。",
        "填报项要的是人数、所数、金额等原始数，请核对口径；确实要填比率的写成 {expected}。",
    ),
    "json-number-form": ("error", "数“{found}”的写法有误。", "{hint}"),
    "json-unit": (
        "error",
        "“{found}”在数后面多写了单位或其他字符。",
        "只写数，写成 {expected}；单位见口径。",
    ),
    "json-number": (
        "error",
        "数“{found}”过长或过大。",
        "一个数最多 64 位，指数不超过 400，请核对是否误粘贴。",
    ),
    "json-control": (
        "error",
        "文字中有控制字符（{found}）。",
        "多半是粘贴时带入的制表符或换行，请删去。",
    ),
    "json-unterminated": (
        "error",
        "文字的后引号缺失，或文字中间换了行。",
        '请补上后引号 "；文字要写在同一行内，文字里的双引号写作 \\"。',
    ),
    "json-quote-inside": (
        "error",
        "文字里面又用了半角双引号，文字在这里就被截断了。",
        '文字里的引号请改用中文引号“ ”，或写作 \\"。',
    ),
    "json-escape": ("error", "“{found}”不是 JSON 的转义写法。", "反斜杠请写成两个：\\\\。"),
    "json-surrogate": (
        "error",
        "文字中有半个字符（不成对的代理码）。",
        "请删去并重新输入这个字。",
    ),
    "not-object": (
        "error",
        "文件内容是 {found}，不是一份申报数据。",
        "最外层应为 {{…}}：在它外面又加了方括号的，请删去方括号，"
        "否则请按申报数据的格式填写（可用 evaluate schema 查看）。",
    ),
}

THROUGHOUT: dict[str, str] = {
    # code: what to do where one sign stands for another throughout the file
    "json-wide-sign": "全文 {count} 处可用查找替换一次改正：把 {found} 都换成半角的 {expected}（文字里面的不必换）。",
    "json-semicolon": "全文 {count} 处可用查找替换一次改正：把 {found} 都换成半角逗号 {expected}（文字里面的不必换）。",
    "json-quotes": '全文 {count} 处可用查找替换一次改正：把 {found} 都换成半角双引号 "（文字里面的引号不要换，一并换了的请改回）。',
    "json-doubled-quote": '全文 {count} 处可用查找替换一次改正：把连在一起的两个双引号 "" 都换成一个 "（空文字不要换）。',
    "json-value-inside": '全文 {count} 处都是这样的：请把后引号移到冒号的前面，写成 "{found}": 值；'
    "值是数、true、false 或 null 的不加引号，是文字的另加一对双引号。",
    "json-wide-space": "全文 {count} 处可用查找替换一次改正：把这种空格都换成半角空格。",
}
