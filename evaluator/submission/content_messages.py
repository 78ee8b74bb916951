"""The texts of findings about what a submission says."""

from __future__ import annotations

from evaluator.submission.severity import Message

CONTENT: dict[str, Message] = {
    "format": (
        "error",
        "文件开头的 format 应为“submission/1”，现为 {found}。",
        "{hint}",
    ),
    "layer-around": (
        "error",
        "整份申报数据外面多套了一层，写在「{found}」里面。",
        "最外层应当就是申报数据：请只留「{found}」后面的 {{…}}，删去它外面的括号和这个键。",
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
    "number-shortened": (
        "warning",
        "「{title}」写成了 {found}，是科学记数，末几位可能已经丢失。",
        "请与原表核对，写出完整的数（先把表格那一列的格式改为数值）；现按 {expected} 计算，恰好是这个数的，写成 {hint}。",
    ),
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
    "document-exchanged": (
        "error",
        "「{title}」的文号为 {found}，日期为 {expected}，文号和日期像是填反了。",
        "请把两者对调，日期写成如 “2021-09-01” 的文字。",
    ),
    "document-number": (
        "error",
        "「{title}」的文号为 {found}，不是文号。",
        "请照文件写文号，如“政发〔2021〕8号”；没有此件的，整项写 false，不掌握的，整项写 null（都不加引号）。",
    ),
    "document-file-name": (
        "error",
        "「{title}」的文号为 {found}，是文件名，不是文号。",
        "{hint}请照文件写文号，如“政发〔2021〕8号”；没有此件的，整项写 false，不掌握的，整项写 null（都不加引号）。",
    ),
    "text-example": (
        "warning",
        "文字 {found} 像是示例或填写提示，没有改成实际的内容。",
        "请改成实际的内容。",
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
    "text-damaged": (
        "warning",
        "文字中有损坏的字符（{found}），原来的字已经丢失。",
        "多半是文件转换编码时造成的，请对照原文重新输入这个字。",
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
    "district-no-code": (
        "error",
        "区市代码 {found} 不是区市的代码。",
        "请写本区市六位的行政区划代码。",
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
        "区市名称写的是“{indicator}”，而别处写的是{expected}，像是另一个区市的。",
        "请核对 district 中的 name，以及报送单位和记录是否取自别的区市的文件；"
        "属实的，请在 explanations 中对任意一个填报项或一张表说明，并写明“{found}”。",
    ),
    "district-office": (
        "error",
        "区市名称写的是“{found}”，这是机关的名称。",
        "{hint}这里只写区市的名称，报告的标题由它组成；报送的机关写在 prepared_by 的 unit 中。",
    ),
    "district-no-kind": (
        "warning",
        "区市类型写的是“{found}”，不是通常的类型。",
        "通常的类型有{expected}；请写区市属于哪一类，报告按它称呼区市的机关。",
    ),
    "district-kind": (
        "warning",
        "区市类型写的是“{found}”，与名称“{expected}”不相合。",
        "请核对 district 中的 kind 和 name 哪一个写错了；"
        "属实的，请在 explanations 中对任意一个填报项或一张表说明，并写明“{found}”。",
    ),
    "row-of-totals": (
        "error",
        "这一行（{found}）像是合计行，不是一条记录。",
        "请删去这一行，合计由程序计算；它是最后一行的，前一行末尾的逗号也要删去。",
    ),
    "row-empty": (
        "error",
        "这一行是空的，各列都没有填。",
        "请删去这一行；它是最后一行的，前一行末尾的逗号也要删去。",
    ),
    "row-of-headings": (
        "error",
        "这一行像是表头，不是一条记录。",
        "请删去这一行；各列的名称已写在每条记录的键中。",
    ),
    "record-duplicate": (
        "error",
        "「{title}」的{expected}是同一条记录：{found}。",
        "同一学校同一学段只能有一条，请删去或改正标识码、学段；改正后再核对涉及这张表的勾稽关系。",
    ),
    "record-key": (
        "error",
        "「{title}」的{expected}{indicator}都相同，{hint}却不同：{found}。",
        "请核对两条的{indicator}，看哪一条抄错了；确实是同一条记录的，只留一条。改正后再核对涉及这张表的勾稽关系。",
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
        "请在 not_applicable 中写明原因，写法为 {expected}"
        '（文件里没有 not_applicable 的，先在最外层加上 "not_applicable": […]，写在方括号里）；'
        "如果有此项工作，请改正据以判断的数据（{found}）。",
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
    "rate-far-off": (
        "warning",
        "按填报的数，{found}。",
        "请核对有没有多写或少写一位数：{expected}；属实的请在 explanations 中说明。",
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
    "values-swapped": (
        "info",
        "下面 {expected}可能是因为两项填反了：{found}；对调以后都不再有。",
        "请对照报表核对这两项。{hint}",
    ),
    "check-failed": ("error", "{found}", "{hint}"),
    "check-warned": ("warning", "{found}", "{hint}"),
    "foreign-character": (
        "warning",
        "文字中有字库以外的字（{found}），报告中以“〓”代替。",
        "请改用通行的字，或把正确写法另附说明。",
    ),
}
