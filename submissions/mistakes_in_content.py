"""Mistakes in what is filled in: the JSON is sound, the values are not."""

import re

from mistakes import EMPTY_STATED, Mistake, stated, value_of

PLAN_DATE = r'("日期": )"2021-07-19"'
WHOLE = r"\A[\s\S]*\Z"
WORDS = {"true": "是", "false": "否"}


def words_for_truth(found: re.Match[str]) -> str:
    """The rows of the schools with 是 and 否 in one column."""
    return re.sub(
        r'("主记录": )(true|false)', lambda cell: f'{cell[1]}"{WORDS[cell[2]]}"', found[0]
    )


CONTENT = (
    Mistake("none-in-words", '空缺填了 `"无"`：镇街数', value_of("镇街数"), r'\1"无"'),
    Mistake("dash", '空缺填了 `"—"`：查实师德问题数', value_of("查实师德问题数"), r'\1"—"'),
    Mistake("empty-text", '空缺填了 `""`：上年反馈问题数', value_of("上年反馈问题数"), r'\1""'),
    Mistake(
        "not-applicable-in-words",
        '填报项里填了 `"不适用"`：中职专业课教师数',
        value_of("中职专业课教师数"),
        r'\1"不适用"',
    ),
    Mistake(
        "quoted-number-with-unit",
        '数后面写了单位：应训干部教师数填 `"384人"`',
        value_of("应训干部教师数"),
        r'\1"\2人"',
    ),
    Mistake(
        "leading-space",
        '数写成文字，前面还有空格：排查安全隐患数填 `" 86"`',
        value_of("排查安全隐患数"),
        r'\1" \2"',
    ),
    Mistake("quoted-number", '数加了引号：核定编制数填 `"301"`', value_of("核定编制数"), r'\1"\2"'),
    Mistake(
        "quoted-points-with-percent",
        '百分制的得分写成百分率：满意度得分填 `"88.5%"`',
        value_of("满意度得分"),
        r'\1"\2%"',
    ),
    Mistake(
        "decimal-in-integer",
        "人数填了小数：幼儿园专任教师数",
        value_of("幼儿园专任教师数"),
        r"\1\2.5",
    ),
    Mistake("zero-divisor", "作除数的填报项填了 0：镇街数", value_of("镇街数"), r"\g<1>0"),
    Mistake(
        "digits-doubled",
        "多粘贴了一遍：在编教职工数填 `295295`，超过上限",
        value_of("在编教职工数"),
        r"\1\2\2",
    ),
    Mistake(
        "yuan-last-year",
        "应填万元的填成了元：上年一般公共预算教育支出，是本年的约一万倍",
        r'^(   "上年一般公共预算教育支出": )(\d+)\.(\d\d)',
        r"\1\2\g<3>00",
    ),
    Mistake(
        "hundred-million-for-wan-yuan",
        "应填万元的填成了亿元：上年一般公共预算教育支出填 `0.97938`",
        value_of("上年一般公共预算教育支出"),
        r"\g<1>0.97938",
    ),
    Mistake(
        "date-as-number", "日期写成数：规划的日期填 `202107`，缺少日", PLAN_DATE, r"\g<1>202107"
    ),
    Mistake(
        "date-in-chinese", '日期写成 `"2021年7月19日"`：规划的日期', PLAN_DATE, r'\1"2021年7月19日"'
    ),
    Mistake(
        "date-that-is-not", "没有这一天：规划的日期填 `2021-06-31`", PLAN_DATE, r'\1"2021-06-31"'
    ),
    Mistake(
        "document-after-report",
        "文件的日期晚于填报日期：规划的日期填 `2022-07-19`",
        PLAN_DATE,
        r'\1"2022-07-19"',
    ),
    Mistake(
        "document-number-alone",
        "文件只写了文号，没有写日期：结果发布机制",
        r'("结果发布机制": )\{"文号": ("[^"]*"), [^}]*\}',
        r"\1\2",
    ),
    Mistake(
        "document-true",
        "文件只填 `true`：协同联动机制",
        r'("协同联动机制": )\{[^}]*\}',
        r"\1true",
    ),
    Mistake("prepared-in-future", "填报日期年份写错：`2031-12-20`", '"2021-12-20"', '"2031-12-20"'),
    Mistake(
        "district-code-of-12-digits",
        "区市代码写成 12 位的统计用区划代码",
        '"code": "990103"',
        '"code": "990103000000"',
    ),
    Mistake(
        "field-in-wrong-group",
        "填报项写到别的组：“幼儿园数”写进了“学前教育”",
        r'^(   "幼儿园数": \d+,\n)((?s:.*?)  "学前教育": \{\n)',
        r"\2\1",
    ),
    Mistake(
        "unknown-field",
        "多了一个没有的填报项：“备注”",
        r'^(   "幼儿园数": \d+,\n)',
        r'\1   "备注": "含民办园",\n',
    ),
    Mistake(
        "unknown-indicator",
        "指标编号不存在：stated 中的 `10-99`",
        EMPTY_STATED,
        stated("10-99", "87.99%"),
    ),
    Mistake(
        "stated-as-number",
        "公布的比率写成数：stated 中 10-2 填 `0.88`，没有引号",
        EMPTY_STATED,
        stated("10-2", "0.88").replace('"0.88"', "0.88"),
    ),
    Mistake(
        "explained-field-misspelt",
        "说明的填报项名称写错：“在院幼儿数”",
        r'"explanations": \[\]',
        '"explanations": [\n  {"field": "在院幼儿数", "text": "含小学附设幼儿班。"}\n ]',
    ),
    Mistake(
        "no-reason-text",
        "不适用的原因只填了空格：指标 13-2",
        r'("13-2", "reason": )"[^"]*"',
        r'\1"  "',
    ),
    Mistake(
        "wrong-stage",
        "学段写成“小学部”：锦川学校的小学一行",
        r'("名称": "南湾区锦川学校", "学段": )"小学"',
        r'\1"小学部"',
    ),
    Mistake(
        "yes-in-words",
        '是写成 `"是"`：云川小学的主记录',
        r'("名称": "南湾区云川小学", .*?"主记录": )true',
        r'\1"是"',
    ),
    Mistake(
        "yes-and-no-in-every-row",
        '学校表每一行的主记录都写成 `"是"` 或 `"否"`',
        r' "学校": \[\n(?s:.*?)\n \]',
        words_for_truth,
    ),
    Mistake(
        "school-code-as-number",
        "标识码没有加引号：秋石小学",
        r'("标识码": )"(2990103002)"',
        r"\1\2",
    ),
    Mistake(
        "duplicate-school",
        "同一所学校的同一学段列了两行：云川小学",
        r'^(  \{"标识码": "2990103001", .*\},\n)',
        r"\1\1",
    ),
    Mistake(
        "school-smaller-than-its-part",
        "部分大于总体：云川小学的全校学生数小于学生数",
        r'("学生数": 561, "全校学生数": )561',
        r"\g<1>516",
    ),
    Mistake(
        "classes-more-than-all",
        "部分大于总体：云川小学教学班数填 `41`（应为 14），合计超过义务教育班数",
        r'("全校学生数": 561, "教学班数": )14',
        r"\g<1>41",
    ),
    Mistake(
        "classes-twice",
        "同一些班算作两类：大班额与标准班额之和大于义务教育班数",
        r'("大班额班数": )0',
        r"\g<1>3",
    ),
    Mistake(
        "object-opened-as-list",
        "左括号用错：district 以 `[` 开始，后面却是键和值",
        r'"district": \{',
        '"district": [',
    ),
    Mistake(
        "list-opened-as-object",
        "左括号用错：学校表以 `{` 开始，后面却是一条条记录",
        r'"学校": \[',
        '"学校": {',
    ),
    Mistake(
        "object-left-open",
        "同一行里的 `{…}` 少了右括号，逗号还在：区市教育规划",
        r'^(   "区市教育规划": \{.*)\},$',
        r"\1,",
    ),
    Mistake(
        "no-opening-bracket",
        "少了左括号：district 的键和值之前",
        r'("district": )\{',
        r"\1",
    ),
    Mistake(
        "full-width-quotes-throughout",
        "从文字处理软件复制来的：全文的引号都成了中文引号“ ”",
        WHOLE,
        lambda found: re.sub(r'"([^"\n]*)"', r"“\1”", found[0]),
    ),
    Mistake(
        "full-width-commas-throughout",
        "输入法一直是中文状态：各行末尾的逗号都是“，”",
        WHOLE,
        lambda found: found[0].replace(",\n", "，\n"),
    ),
    Mistake(
        "cut-off",
        "文件没有传完：到指标 13-2 的原因中间为止",
        r'("13-2", "reason": "辖区内无)[\s\S]*\Z',
        r"\1",
    ),
    Mistake(
        "letter-before-a-key",
        '键的前面多按了一个字母：`l"应训干部教师数"`',
        r'^(   )("应训干部教师数")',
        r"\1l\2",
    ),
    Mistake(
        "special-spaces-throughout",
        "从网页或文字处理软件复制来的：各行的数后面有看不见的特殊空格",
        WHOLE,
        lambda found: re.sub(r"(\d)(,\n)", "\\1\u00a0\\2", found[0]),
    ),
    Mistake(
        "two-files-in-one",
        "同一份文件粘贴了两遍，接在一起",
        WHOLE,
        lambda found: found[0] * 2,
    ),
    Mistake(
        "totals-row",
        "学校表连同合计行一起粘贴进来：最后一行是合计，没有标识码和学段",
        r'("学校": \[\n[\s\S]*?\})(\n \])',
        r'\1,\n  {"标识码": "", "名称": "合计", "学段": "", "学生数": 2876}\2',
    ),
)
