"""Mistakes in the writing of JSON, and files in another encoding."""

from mistakes import Mistake, value_of

UNIT = '"南湾区教育局"'

WRITING = (
    Mistake(
        "unquoted-percent",
        "数后面带百分号：参训干部教师数填 `82%`，没有引号",
        value_of("参训干部教师数"),
        r"\g<1>82%",
    ),
    Mistake(
        "points-with-percent",
        "百分制的得分后面带百分号：满意度得分填 `88.5%`，没有引号",
        value_of("满意度得分"),
        r"\1\2%",
    ),
    Mistake("none", "空缺写成 `None`：已资助困难学生数", value_of("已资助困难学生数"), r"\1None"),
    Mistake(
        "capital-true",
        "是写成 `True`：全市招生系统已启用",
        r'("全市招生系统已启用": )true',
        r"\1True",
    ),
    Mistake(
        "unquoted-yes",
        "是写成没有引号的 `是`：全市招生系统已启用",
        r'("全市招生系统已启用": )true',
        r"\1是",
    ),
    Mistake("single-quotes", "文字用了单引号：填报单位", UNIT, "'南湾区教育局'"),
    Mistake("full-width-quotes", "文字用了全角引号“ ”：填报单位", UNIT, "“南湾区教育局”"),
    Mistake(
        "full-width-colon",
        "键后面用了全角冒号“：”：校级干部数",
        r'("校级干部数"):',
        r"\1：",
    ),
    Mistake(
        "comment",
        "行末写了注释：`// 含民办园`，在“幼儿园数”一行",
        r'^(   "幼儿园数": \d+,)$',
        r"\1 // 含民办园",
    ),
    Mistake("leading-zero", "数的前面多了 0：幼儿班数填 `066`", value_of("幼儿班数"), r"\g<1>0\2"),
    Mistake(
        "no-zero-before-point",
        "小数点前没有 0：教师培训经费填 `.5`",
        value_of("教师培训经费"),
        r"\1.5",
    ),
    Mistake(
        "missing-comma", "两项之间少了逗号：“民办学校数”之后", r'^(   "民办学校数": \d+),$', r"\1"
    ),
    Mistake("unclosed-bracket", "文件末尾少了最外层的右括号", r"\}\n\Z", ""),
    Mistake(
        "text-after-the-end",
        "最外层右括号之后还有文字：`（南湾区教育局 报）`",
        r"\}\n\Z",
        "}\n（南湾区教育局 报）\n",
    ),
    Mistake("tab-in-text", "文字里有粘贴带入的制表符：填报单位", UNIT, '"南湾区\t教育局"'),
    Mistake(
        "half-a-character",
        "文字里有半个字符：填报单位中的 `\\ud842`",
        UNIT,
        r'"南湾区\\ud842教育局"',
    ),
    Mistake("no-closing-quote", "文字少了后引号：填报单位", UNIT, '"南湾区教育局'),
    Mistake("no-opening-quote", "文字少了前引号：填报单位", UNIT, '南湾区教育局"'),
    Mistake(
        "key-without-closing-quote",
        "填报项名称少了后引号：校级干部数",
        r'("校级干部数)":',
        r"\1:",
    ),
    Mistake(
        "quotes-inside-text",
        "文字里用了半角双引号：指标 13-1 的原因里的“中职”",
        r'("13-1", "reason": "辖区内无)中等职业学校',
        r'\1"中职"学校',
    ),
    Mistake(
        "group-not-closed",
        "“党的领导”一组末尾少了右括号",
        r'^  \},\n(  "学校与学生": \{)',
        r"\1",
    ),
    Mistake(
        "unquoted-none", "空缺写成没有引号的 `无`：民办学校数", value_of("民办学校数"), r"\1无"
    ),
    Mistake("unquoted-key", "填报项名称没有加引号：镇街数", r'"镇街数": (\d+)', r"镇街数: \1"),
    Mistake("blank", "该填 0 的地方空着：大班额班数后面没有数", value_of("大班额班数"), r"\1"),
    Mistake(
        "unquoted-slash", "空缺写成没有引号的 `/`：示范优质园数", value_of("示范优质园数"), r"\1/"
    ),
    Mistake(
        "number-with-unit",
        "数后面写了单位：家访学生数填 `3266人`，没有引号",
        value_of("家访学生数"),
        r"\1\2人",
    ),
    Mistake(
        "unquoted-full-width-digits",
        "数用了全角数字：网上办理入学人数填 `６９１`",
        value_of("网上办理入学人数"),
        r"\1６９１",
    ),
    Mistake("unquoted-date", "日期没有加引号：填报日期", '"2021-12-20"', "2021-12-20"),
    Mistake(
        "full-width-space",
        "行首缩进中有一个全角空格：“普通高中招生数”之前",
        r'^   ("普通高中招生数")',
        r"  　\1",
    ),
    Mistake(
        "wrong-bracket", "右括号用错：学校表以 `}` 结束", r'^ \](,\n "not_applicable")', r" }\1"
    ),
    Mistake("utf-16", "文件存成了 UTF-16（记事本的“Unicode”）", r"\A", "\ufeff", "utf-16-le"),
    Mistake("gbk", "文件存成了 GBK（记事本的“ANSI”）", r"\A", "", "gbk"),
)
