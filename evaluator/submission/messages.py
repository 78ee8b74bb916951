"""The texts of all findings by code: severity, what is wrong, what to do."""

from __future__ import annotations

from typing import Literal

Severity = Literal["error", "warning", "info"]

MESSAGES: dict[str, tuple[Severity, str, str]] = {
    # code: (severity, what is wrong, what to do)
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
    "not-json": (
        "error",
        "这是{found}，不是 JSON 文件。",
        "申报数据是 .json 文本文件，请核对是否选错了文件。",
    ),
    "json-empty": ("error", "文件是空的。", "请从模板开始填写，或核对是否选错了文件。"),
    "json-size": (
        "error",
        "文件为 {found}，超过 {expected} 的上限。",
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
        "申报数据最多嵌套五层，请对照模板检查括号。",
    ),
    "json-value": ("error", "此处应当有一个值，{found}。", "未填报的写 null，确实没有的写 0。"),
    "json-extra": (
        "error",
        "数据已经结束，后面还有多余的内容“{found}”。",
        "请删去最外层右括号后面的内容。",
    ),
    "json-wide-space": (
        "error",
        "此处有全角空格或其他特殊空格（{found}）。",
        "请删去，或改为半角空格。",
    ),
    "json-second-mark": (
        "error",
        "此处有一个看不见的字符（{found}，字节顺序标记）。",
        "多半是几份文件拼接或反复转换编码时带入的；请用记事本打开，另存为 UTF-8，或把光标移到此处删去。",
    ),
    "json-wrapped": (
        "error",
        "文件开头多了“{found}”，它不属于申报数据。",
        "请删去开头的“{found}”和末尾与它配对的符号，文件从左括号“{{”开始，到右括号“}}”为止。",
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
        "数“{found}”的前面多了一个双引号。",
        "是否要填 {found}？数不加引号；若是文字，请补上后引号。",
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
    "json-trailing-comma": ("error", "最后一项后面多了一个逗号。", "请删去这个逗号。"),
    "json-double-comma": ("error", "多了一个逗号。", "请删去，或在两个逗号之间补上缺少的一项。"),
    "json-comma": ("error", "此处缺少逗号。", "请在这一项的末尾加半角逗号。"),
    "json-colon": ("error", "键「{found}」后面缺少冒号。", "请在键和值之间加半角冒号。"),
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
    "json-doubled-quote": (
        "error",
        "键「{found}」前面多了一个双引号。",
        "请删去其中一个。",
    ),
    "json-unquoted-key": ("error", "键「{found}」没有加双引号。", "请在键的前后加半角双引号。"),
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
        "此处之前缺少左括号“{{”（从这里起是键和值）。",
        "请在这个键之前补上左括号“{{”。",
    ),
    "json-one-too-many": (
        "error",
        "此处的右括号“{found}”多了一个，它使前面的内容提前结束。",
        "请删去这个右括号（连同它后面的逗号），再检查一次。",
    ),
    "json-semicolon": ("error", "此处用了“{found}”。", "请改为半角逗号 {expected}。"),
    "json-stray": ("error", "此处多了“{found}”。", "请删去。"),
    "json-line-break": (
        "error",
        "文字中间换了行。",
        "多半是表格单元格内的换行带入的；请删去换行，把文字写在同一行内。",
    ),
    "json-sheet-error": (
        "error",
        "“{found}”是表格软件算式出错的标记，不是数。",
        "请回到表格改正算式，填写正确的数；不掌握的写 null。",
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
    "json-unit": ("error", "“{found}”在数后面写了单位。", "只写数，写成 {expected}；单位见口径。"),
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
        "最外层应为 {{…}}：在它外面又加了方括号的，请删去方括号，否则请从模板开始填写。",
    ),
    "format": (
        "error",
        "文件开头的 format 应为“submission/1”，现为 {found}。",
        "{hint}",
    ),
    "rubric-unknown": (
        "error",
        "文件开头的 rubric 应为现有量规的编号，现为 {found}。",
        "现有量规：{expected}。{hint}",
    ),
    "rubric-other": (
        "error",
        "文件写明使用量规{found}，与指定的“{expected}”不同。",
        "请改正文件中的 rubric，或用 --rubric 指定相同的量规。",
    ),
    "schema-required": ("error", "缺少「{found}」{expected}。", "{hint}"),
    "schema-required-many": ("error", "缺少{found}。", "请对照模板逐项补上。{hint}"),
    "schema-unknown-more": (
        "error",
        "此处另有 {found} 个不认识的键，不再逐个列出。",
        "请核对是否选错了文件，或对照模板重新填写。",
    ),
    "schema-stopped": (
        "info",
        "填写错误已有 {found} 处，检查停在此处，其后的内容没有检查。",
        "请核对是否选错了文件，或对照模板改正后再检查一次。",
    ),
    "schema-unknown": (
        "error",
        "不认识的键「{found}」。",
        "请对照模板删去，或改成正确的键；需要说明的写在 explanations 中。",
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
    "schema-type": ("error", "「{title}」写成了 {found}，应为 {expected}。", "{hint}"),
    "schema-range": ("error", "「{title}」为 {found}，超出允许的范围（{expected}）。", "{hint}"),
    "schema-enum": ("error", "「{title}」为 {found}，只能是 {expected}。", "{hint}"),
    "schema-text": ("error", "「{title}」为 {found}，不符合要求的写法。", "{hint}"),
    "schema-items": ("error", "「{title}」有 {found}，条数不合要求（{expected}）。", "{hint}"),
    "date-invalid": (
        "error",
        "「{title}」为 {found}，没有这一天。",
        "请核对月和日，写成如 2021-09-01 的日期。",
    ),
    "date-range": (
        "error",
        "填报日期 {found} 不在 {expected} 年度或次年之内。",
        "请核对年份；填报日期是报送本数据的日期。",
    ),
    "date-late": (
        "warning",
        "填报日期 {found} 比 {expected} 年底晚了半年以上。",
        "请核对年份；填报日期是报送本数据的日期，一般在评价年度末或次年初。",
    ),
    "date-future": (
        "error",
        "「{title}」为 {found}，晚于填报日期 {expected}。",
        "到填报日期还没有印发的文件不能填报；请核对两个日期，年份尤其容易写错。",
    ),
    "date-early": (
        "error",
        "填报日期 {found} 早于 {expected} 份文件的成文日期，其中最晚的是{indicator}。",
        "请先核对填报日期，年份尤其容易写错；填报日期无误的，再核对这些文件的日期，到填报日期还没有印发的文件不能填报。",
    ),
    "document-old": (
        "warning",
        "「{title}」为 {found}，比评价年度 {expected} 早得多。",
        "请核对年份；确实沿用多年前的文件的，请在 explanations 中说明。",
    ),
    "document-year": (
        "warning",
        "「{title}」的文号 {found} 与成文日期 {expected} 的年份不相合。",
        "请照文件核对文号和成文日期，看哪一个抄错了。",
    ),
    "stated-year": (
        "warning",
        "公布出处写的是 {found} 年，而本数据评价 {expected} 年度。",
        "请核对公布数是不是上年的；公布的是 {expected} 年度数的，请写明文件的准确名称。",
    ),
    "record-names": (
        "error",
        "「{title}」中同一个{indicator} {found} 有两个{hint}：{expected}。",
        "一个{indicator}只能是一个{hint}，请核对两处哪一个抄错了。",
    ),
    "record-same-name": (
        "warning",
        "「{title}」中两个{indicator}用了同一个{hint} {found}：{expected}。",
        "请核对是否把一条记录填了两遍，或{hint}没有写全；确实同名的，请在 explanations 中说明。",
    ),
    "text-spaces": (
        "warning",
        "文字 {found} 的前后有空格或换行。",
        "多半是从表格粘贴时带入的，请删去。",
    ),
    "text-personal": (
        "warning",
        "文字中像是有{expected}（{found}）。",
        "评价报告将会公开，请不要填写个人信息。",
    ),
    "document-empty": (
        "error",
        "「{title}」的文号和日期都没有内容。",
        "没有此件的，整项写 false，不掌握的，整项写 null（都不加引号）。",
    ),
    "document-number": (
        "error",
        "「{title}」的文号为 {found}，不是文号。",
        "请照文件写文号，如“政发〔2021〕8号”；没有此件的，整项写 false，不掌握的，整项写 null（都不加引号）。",
    ),
    "text-says-nothing": (
        "error",
        "「{title}」写的是 {found}，什么也没有说明。",
        "{hint}",
    ),
    "text-empty": ("error", "文字 {found} 里没有可以看见的字。", "请写明内容。"),
    "text-controls": (
        "warning",
        "文字中有看不见的字符（{found}），报告中以代码表示。",
        "多半是从网页或其他软件粘贴时带入的，请删去后重新输入。",
    ),
    "text-telephone": (
        "warning",
        "文字中像是有电话号码（{found}）。",
        "评价报告将会公开，请不要填写个人姓名和电话。",
    ),
    "district-unknown": (
        "error",
        "区市代码 {found} 不在本量规的区市名单中。",
        "{hint}名单：{expected}。",
    ),
    "district-name": (
        "error",
        "区市代码和名称不是同一个区市：代码 {found}，名称写的是{expected}。",
        "请核对：{hint}。",
    ),
    "district-code": (
        "warning",
        "区市代码为 {found}，而{title}{indicator}为 {expected}，像是另一个区市的。",
        "请核对 district 中的 code 是否写成了别的区市的代码，或者记录是否取自别的区市；"
        "属实的，请在 explanations 中对这张表说明，并写明区市代码 {found}。",
    ),
    "record-district": (
        "warning",
        "{title}：{indicator}，与区市代码 {expected} 不同，其他记录几乎都相同。",
        "请核对标识码是否抄错，这条记录是否属于别的区市；属实的，请在 explanations 中说明，并写明标识码。",
    ),
    "district-other": (
        "warning",
        "区市名称写的是“{found}”，而别处写的是{expected}，像是另一个区市的。",
        "请核对 district 中的 name，以及报送单位和记录是否取自别的区市的文件。",
    ),
    "district-kind": (
        "warning",
        "区市类型写的是“{found}”，与名称“{expected}”不相合。",
        "请核对 district 中的 kind 和 name 哪一个写错了。",
    ),
    "record-duplicate": (
        "error",
        "「{title}」的{expected}是同一条记录：{found}。",
        "同一学校同一学段只能有一条，请删去或改正标识码、学段；改正后再核对涉及这张表的勾稽关系。",
    ),
    "null-field": (
        "warning",
        "「{title}」未填报。",
        "{hint}",
    ),
    "null-records": (
        "warning",
        "「{title}」有 {found}。",
        "{hint}",
    ),
    "zero-denominator": (
        "error",
        "指标 {indicator}（{title}）的分母为零：{found}。",
        "请改正这些填报项；分母为零时无法计算。",
    ),
    "not-applicable-reason": (
        "error",
        "指标 {indicator}（{title}）按数据不适用，但没有写明原因。",
        "请在 not_applicable 中写明原因，写法为 {expected}；如果有此项工作，请改正据以判断的数据（{found}）。",
    ),
    "not-applicable-claim": (
        "error",
        "指标 {indicator}（{title}）按数据适用，不能申报为不适用。",
        "{hint}",
    ),
    "not-applicable-unknown": (
        "error",
        "指标 {indicator}的数据未填报，不能判断是否适用，不能申报为不适用。",
        "请先如实填报（{found}），没有的数填 0、没有的事项填 false；不掌握的请删去 not_applicable 中的{expected}。",
    ),
    "entry-repeated": ("error", "「{title}」中「{found}」重复。", "{hint}"),
    "last-year-ratio": ("warning", "「{title}」{found}。", "{hint}"),
    "last-year-same": (
        "warning",
        "「{title}」为 {found}，与上年的数完全相同。",
        "请核对是否把上年的数照抄到了今年；属实的请在 explanations 中说明。",
    ),
    "copied": (
        "warning",
        "有 {expected} 个填报项与{title}的数完全相同：{found}。",
        "请核对是否把别的区市的数照抄到了本文件；属实的请在 explanations 中说明。",
    ),
    "same-district": (
        "error",
        "{found}也是{title} {expected} 年度的申报数据。",
        "一个区市一个年度只报送一份，请只留下要报送的一份。",
    ),
    "all-full": (
        "warning",
        "「{title}」一章满分值为 100% 的 {expected} 项比率全部恰为 100%（指标 {found}）。",
        "请核对是否把应达到的数直接当作实际数填报；属实的请在 explanations 中对其中一个填报项说明。",
    ),
    "stated-differs": (
        "warning",
        "指标 {indicator}（{title}）已公布为 {found}，按申报数据计算为 {expected}。",
        "{hint}公布数另有口径的，请在 explanations 中对所用的填报项说明，并写明指标 {indicator}。",
    ),
    "stated-unknown": (
        "info",
        "指标 {indicator}（{title}）已公布为 {found}，未作比对：{expected}。",
        "{hint}",
    ),
    "check-skipped": (
        "info",
        "未能检查「{found}」，因为{expected}没有可用的数据。",
        "补报后将自动检查。",
    ),
    "checks-skipped": (
        "info",
        "因{expected}没有可用的数据，有 {count} 项勾稽没有检查（{found}）。",
        "补报后将自动检查。",
    ),
    "common-cause": (
        "info",
        "下面 {expected}都涉及{title}（现为 {found}）。",
        "请先核对这一项。{hint}",
    ),
    "check-failed": ("error", "{found}", "{hint}"),
    "check-warned": ("warning", "{found}", "{hint}"),
    "foreign-character": (
        "warning",
        "文字中有字库以外的字（{found}），报告中以“〓”代替。",
        "请改用通行的字，或把正确写法另附说明。",
    ),
}

THROUGHOUT: dict[str, str] = {
    # code: what to do where one sign stands for another throughout the file
    "json-wide-sign": "全文 {count} 处可用查找替换一次改正：把 {found} 都换成半角的 {expected}（文字里面的不必换）。",
    "json-semicolon": "全文 {count} 处可用查找替换一次改正：把 {found} 都换成半角逗号 {expected}（文字里面的不必换）。",
    "json-quotes": '全文 {count} 处可用查找替换一次改正：把 {found} 都换成半角双引号 "（文字里面的引号不要换）。',
    "json-wide-space": "全文 {count} 处可用查找替换一次改正：把这种空格都换成半角空格。",
}
