"""The position pass: places in characters, each usual slip in its own words, and what follows a slip."""

import re

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.scan import scan
from evaluator.submission.scanned import BROKEN, Scan
from tests.samples import INVALID, as_bytes, nanwan, validated

Told = tuple[str, int | None, int | None]


def told(text: str) -> list[Told]:
    return [(entry.code, entry.line, entry.column) for entry in scan(text).findings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_end_in_three_ways_and_columns_count_characters(end: str) -> None:
    text = end.join(["{", ' "甲": 1,', ' "𠮷😀": [2, 3],', "", '\t"丁": {"戊": "é"}', "}"])
    scanned = scan(text)
    assert scanned.findings == []
    assert {path: scanned.place(path) for path in scanned.values} == {
        (): (1, 1),
        ("甲",): (2, 7),
        ("𠮷😀",): (3, 8),
        ("𠮷😀", 0): (3, 9),
        ("𠮷😀", 1): (3, 12),
        ("丁",): (5, 7),
        ("丁", "戊"): (5, 13),
    }
    assert {path: scanned.line_column(at) for path, at in scanned.keys.items()} == {
        ("甲",): (2, 2),
        ("𠮷😀",): (3, 2),
        ("丁",): (5, 2),
        ("丁", "戊"): (5, 8),
    }


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("", 0, (1, 1)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 2, (1, 3)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("\n\r\n\r", 4, (4, 1)),
        ("a\u2028b\x0bc\x85d", 6, (1, 7)),
        ("\t\tb", 2, (1, 3)),
        ("𠮷😀b", 2, (1, 3)),
    ],
)
def test_an_offset_is_a_line_and_a_column(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Scan(text).line_column(offset) == place


def test_a_path_that_is_not_there_stands_at_its_nearest_container() -> None:
    scanned = scan('{\n "甲": {"乙": [1]}\n}')
    assert scanned.place(("甲", "丙")) == (2, 7)
    assert scanned.place(("甲", "乙", 5, "丁")) == (2, 13)
    assert scanned.place(("戊",)) == (1, 1)
    assert scan("").place(("戊",)) is None


TRAPS: list[tuple[str, Told, str]] = [
    # text, (code, line, column), what the message or the hint says
    ('{\n "甲": 1,\n}', ("json-trailing-comma", 2, 8), "删去这个逗号"),
    ('[1, 2 ,\n]', ("json-trailing-comma", 1, 7), "删去这个逗号"),
    ('{"甲": 1,, "乙": 2}', ("json-double-comma", 1, 9), "多了一个逗号"),
    ('{"甲": 1\n "乙": 2}', ("json-comma", 1, 8), "缺少逗号"),
    ('{"甲" 1}', ("json-colon", 1, 6), "缺少冒号"),
    ('{"甲": 1，"乙": 2}', ("json-wide-sign", 1, 8), "改为半角的 ,"),
    ('{"甲"：1}', ("json-wide-sign", 1, 5), "改为半角的 :"),
    ('{"甲": [1、2]}', ("json-wide-sign", 1, 9), "改为半角的 ,"),
    ('{"甲": ［1]}', ("json-wide-sign", 1, 7), "改为半角的 ["),
    ('{"甲": 1｝', ("json-wide-sign", 1, 8), "改为半角的 }"),
    ('{"甲":　1}', ("json-wide-space", 1, 6), "半角空格"),
    ('{"甲":\u00a01}', ("json-wide-space", 1, 6), "半角空格"),
    ('{“甲”: 1}', ("json-quotes", 1, 2), '半角双引号 "'),
    ('{"甲": “乙”}', ("json-quotes", 1, 7), '半角双引号 "'),
    ('{"甲": ＂乙＂}', ("json-quotes", 1, 7), '半角双引号 "'),
    ("{'甲': 1}", ("json-quotes", 1, 2), '半角双引号 "'),
    ("{\"甲\": '乙'}", ("json-quotes", 1, 7), '半角双引号 "'),
    ('{"甲": 1} // 注', ("json-comment", 1, 10), "explanations"),
    ('{ # 注\n"甲": 1}', ("json-comment", 1, 3), "explanations"),
    ('{"甲": /* 注\n注 */ 1}', ("json-comment", 1, 7), "explanations"),
    ('{"甲": 12,345}', ("json-thousands", 1, 7), "写成 12345"),
    ('{"甲": -1,234,567.80}', ("json-thousands", 1, 7), "写成 -1234567.80"),
    ('{"甲": 1，234}', ("json-thousands", 1, 7), "写成 1234"),
    ('{"甲": 82%}', ("json-percent", 1, 7), "写成 0.82"),
    ('{"甲": 100%}', ("json-percent", 1, 7), "写成 1。"),
    ('{"甲": 0.5％}', ("json-percent", 1, 7), "写成 0.005"),
    ('{"甲": 0123}', ("json-number-form", 1, 7), "写成 123"),
    ('{"甲": 00}', ("json-number-form", 1, 7), "写成 0；"),
    ('{"甲": .5}', ("json-number-form", 1, 7), "写成 0.5"),
    ('{"甲": 5.}', ("json-number-form", 1, 7), "写成 5。"),
    ('{"甲": +5}', ("json-number-form", 1, 7), "写成 5。"),
    ('{"甲": −5}', ("json-number-form", 1, 7), "写成 -5"),
    ('{"甲": －5}', ("json-number-form", 1, 7), "-5"),
    ('{"甲": -012.5}', ("json-number-form", 1, 7), "写成 -12.5"),
    ('{"甲": １２.５}', ("json-number-form", 1, 7), "半角数字：12.5"),
    ('{"甲": 2021-09-01}', ("json-number-form", 1, 7), '"2021-09-01"'),
    ('{"甲": 12人}', ("json-unit", 1, 7), "写成 12；"),
    ('{"甲": 10.5万元}', ("json-unit", 1, 7), "写成 10.5；"),
    ('{"甲": None}', ("json-literal", 1, 7), "写成 null"),
    ('{"甲": NULL}', ("json-literal", 1, 7), "写成 null"),
    ('{"甲": True}', ("json-literal", 1, 7), "写成 true"),
    ('{"甲": FALSE}', ("json-literal", 1, 7), "写成 false"),
    ('{"甲": NaN}', ("json-constant", 1, 7), "写 null"),
    ('{"甲": -Infinity}', ("json-constant", 1, 7), "写 null"),
    ('{"甲": 无}', ("json-unquoted", 1, 7), "加半角双引号"),
    ('{"甲": /}', ("json-value", 1, 7), "写 null"),
    ('{"甲": —}', ("json-value", 1, 7), "写 null"),
    ('{"甲": }', ("json-value", 1, 7), "写 null"),
    ('{甲: 1}', ("json-unquoted-key", 1, 2), "加半角双引号"),
    ('{甲": 1}', ("json-half-quoted-key", 1, 2), "在键的前面补上半角双引号"),
    ('{"乙": 2,\n""甲": 1}', ("json-doubled-quote", 2, 1), "删去其中一个"),
    ('{"乙": 2,\n"甲"": 1}', ("json-doubled-quote", 2, 3), "删去其中一个"),
    ('{"乙": "甲"",\n"丙": 1}', ("json-doubled-quote", 1, 9), "删去其中一个"),
    ('{"乙": ""甲",\n"丙": 1}', ("json-doubled-quote", 1, 7), "删去其中一个"),
    ('{"乙": 12", "丙": 1}', ("json-half-quoted", 1, 7), "数不加引号"),
    ('{"乙": "12, "丙": 1}', ("json-half-quoted", 1, 7), "前后都要有双引号"),
    ('{"乙": 2021年报表", "丙": 1}', ("json-unquoted", 1, 7), "加半角双引号"),
    ('{"乙": "甲, "丙": 1}', ("json-unterminated", 1, 7), '补上后引号 "'),
    ('{"甲": {"乙": "2-1}, "丙": 1}', ("json-unterminated", 1, 13), '补上后引号 "'),
    ('{"甲": ["1-1, "1-2"]}', ("json-unterminated", 1, 8), '补上后引号 "'),
    ('{"甲": ["1-1", "1-2], "乙": 2}', ("json-unterminated", 1, 15), '补上后引号 "'),
    ('[{"甲": "乙}, {"甲": "丙"}]', ("json-unterminated", 1, 8), '补上后引号 "'),
    ('{"甲: "乙", "丙": 1}', ("json-open-key", 1, 2), '在键的后面补上半角双引号'),
    ('{"甲: {"乙": "丙"}}', ("json-open-key", 1, 2), '在键的后面补上半角双引号'),
    ('{"甲: 1, "丙": 1}', ("json-open-key", 1, 2), '在键的后面补上半角双引号'),
    ('{"甲": [1]],\n"乙": 2}', ("json-stray", 1, 10), "请删去"),
    ('{"甲": [1]]}', ("json-stray", 1, 10), "请删去"),
    ('{"甲": [{\n "乙": 1}', ("json-unclosed", 2, 9), "第 1 行第 7 列"),
    ('[\n [1, 2]', ("json-unclosed", 2, 8), "第 1 行第 1 列"),
    ('{"甲": [1, 2}}', ("json-bracket", 1, 12), "第 1 行第 7 列"),
    ('{\n "甲": 1,\n "甲": 2}', ("json-duplicate", 3, 2), "第 2 行第 2 列"),
    ('{"甲": 1}}', ("json-one-too-many", 1, 9), "删去这个右括号"),
    ('{"甲": 1}\n{"乙": 2}', ("json-extra", 2, 1), "最外层右括号"),
    ('{"甲": "\\ud800"}', ("json-surrogate", 1, 8), "重新输入"),
    ('{"甲": "乙\t"}', ("json-control", 1, 9), "U+0009"),
    ('{"甲": "\x00"}', ("json-control", 1, 8), "U+0000"),
    ('{"甲": "D:\\数据"}', ("json-escape", 1, 10), "\\\\"),
    ("[" * 65 + "]" * 65, ("json-depth", 1, 65), "64"),
    ('{"甲": ' + "9" * 65 + "}", ("json-number", 1, 7), "64"),
    ('{"甲": 1e401}', ("json-number", 1, 7), "400"),
    (" \n ", ("json-empty", 1, 1), "evaluate schema"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "says"), TRAPS, ids=lambda part: repr(part)[:40])
def test_a_usual_slip_has_its_own_finding_with_place_and_proposal(
    text: str, expected: Told, says: str
) -> None:
    findings = scan(text).findings
    assert told(text) == [expected]
    assert says in findings[0].message + findings[0].hint
    assert findings[0].severity == "error"


@pytest.mark.parametrize(
    "text",
    [
        '{"甲": 1,234人, "乙": 1}',
        '{"甲": 2021/9/1, "乙": 1}',
        '{"甲": 12㎡, "乙": 1}',
        '{"甲": 1 234, "乙": 1}',
        '{"甲": (12), "乙": 1}',
        '{"甲": “乙", "丙": 1}',
        '{"\\ud800": 1}',
        '[,1]',
        '{"甲":: 1}',
        '{"甲": 无", "乙": 1}',
        '{"甲": 1 人, "乙": 1}',
        '{"甲": "说“好"了", "乙": 1}',
        '{"甲": "说"好"了", "乙": 1}',
        '{"甲": "所谓"好"", "乙": 1}',
        '{"甲": ""好"的", "乙": 1}',
        '{"甲, "好": 1, "乙": 1}',
        '{"甲": "说, "好"的", "乙": 1}',
        '{"甲": “说“好”了”, "乙": 1}',
        '{\n "甲": "乙,\n "丙": 1}',
        '{\n "甲: 24,\n "丙": 1}',
        '{\n "甲": {\n  "乙": 1,\n "丙": {}\n}',
    ],
)  # fmt: skip
def test_one_slip_is_one_finding(text: str) -> None:
    assert len(told(text)) == 1


EVIDENCE = """{
 "district": {"code": "1", "name": "甲"},
 "evidence": [
  {"id": "E1", "indicators": ["1-1", "1-2"], "title": "乙"},
  {"id": "E2", "title": "丙", "indicators": ["1-3"]},
  {"id": "E3", "title": "丁", "indicators": ["1-4"]}
 ],
 "stated": [
  {"indicator": "1-1", "value": "2%"}
 ]
}"""


def layouts(text: str) -> list[str]:
    """A text as it stands, without indentation, in one line, and without any white space."""
    flat = re.sub("(?m)^ +", "", text)
    return [text, flat, flat.replace("\n", ""), re.sub(r"\s", "", text)]


@pytest.mark.parametrize("text", layouts(EVIDENCE), ids=["indented", "flat", "line", "compact"])
@pytest.mark.parametrize("both", [False, True], ids=["opener", "both brackets"])
def test_an_opening_bracket_of_the_wrong_kind_is_one_finding_at_its_place(
    text: str, both: bool
) -> None:
    wrong = str.maketrans("{[]}", "[{}]")
    for at, end in pairs(text):
        spoilt = text[:at] + text[at].translate(wrong) + text[at + 1 :]
        if both:
            spoilt = spoilt[:end] + text[end].translate(wrong) + spoilt[end + 1 :]
        scanned = scan(spoilt)
        (entry,) = scanned.findings
        assert entry.code == "json-opener"
        assert (entry.line, entry.column) == scanned.line_column(at)
        assert f"应为“{text[at]}”" in entry.message
        assert scanned.data == scan(text).data


def pairs(text: str) -> list[tuple[int, int]]:
    """Where brackets that belong together stand."""
    found, opened = [], []
    for bracket in re.finditer(r"[\[\]{}]", text):
        if bracket[0] in "[{":
            opened.append(bracket.start())
        else:
            found.append((opened.pop(), bracket.start()))
    return found


@pytest.mark.parametrize(
    ("old", "new", "told_"),
    [
        ('["1-3"]}', '["1-3"}', ("json-unclosed-item", 5, 50)),
        ('["1-4"]}', '["1-4"}', ("json-unclosed-item", 6, 50)),
        ('"1-2"], "title"', '"1-2", "title"', ("json-unclosed-list", 4, 45)),
        ('"1-2"], "title"', '"1-2" "title"', ("json-unclosed-here", 4, 44)),
        ('"甲"},', '"甲",', ("json-unclosed-list", 3, 2)),
        ('["1-4"]}', '["1-4"]', ("json-unclosed-row", 7, 2)),
        ('{"id": "E1"', '"id": "E1"', ("json-no-opener", 4, 3)),
        ('{"id": "E2"', '"id": "E2"', ("json-no-opener", 5, 3)),
        ('{"code"', '"code"', ("json-no-opener", 2, 14)),
        ('{"indicator"', '"indicator"', ("json-no-opener", 9, 3)),
        ('"2%"}', '"2%"', ("json-unclosed-row", 10, 2)),
        ('\n ]\n}', "\n}", ("json-unclosed-item", 10, 1)),
    ],
)  # fmt: skip
def test_a_bracket_left_out_is_one_finding_where_it_should_have_stood(
    old: str, new: str, told_: Told
) -> None:
    assert EVIDENCE.count(old) == 1
    assert told(EVIDENCE.replace(old, new)) == [told_]


@pytest.mark.parametrize("text", layouts(EVIDENCE), ids=["indented", "flat", "line", "compact"])
def test_a_square_bracket_left_out_or_doubled_is_one_finding_that_spoils_no_data(text: str) -> None:
    for at, end in pairs(text):
        if text[at] != "[":
            continue
        for place, new, code in (
            (at, "", "json-no-opener"),
            (at, "[[", "json-stray"),
            (end, "]]", "json-stray"),
        ):
            scanned = scan(text[:place] + new + text[place + 1 :])
            (entry,) = scanned.findings
            told_ = (entry.code, entry.line)
            near = {scanned.line_column(place)[0], scanned.line_column(place + 2)[0]}
            assert told_ in {(code, line) for line in near}
            assert scanned.data == scan(text).data


@pytest.mark.parametrize("text", layouts(EVIDENCE), ids=["indented", "flat", "line", "compact"])
def test_a_square_bracket_around_one_end_of_an_object_is_named_as_one_too_many(text: str) -> None:
    for at, end in pairs(text)[:-1]:
        if text[at] != "{":
            continue
        for place, new in ((at, "[{"), (end, "]}"), (end, "}]")):
            scanned = scan(text[:place] + new + text[place + 1 :])
            assert [entry.code for entry in scanned.findings] == ["json-stray"]
            assert scanned.data == scan(text).data


@pytest.mark.parametrize("text", layouts(EVIDENCE), ids=["indented", "flat", "line", "compact"])
def test_a_file_cut_off_anywhere_is_one_finding_at_its_end(text: str) -> None:
    for length in range(2, len(text)):
        kept = text[:length].rstrip()
        scanned = scan(text[:length])
        (entry,) = scanned.findings
        whole = kept == "{" or kept[-1] in "]}"
        assert entry.code == ("json-unclosed" if whole else "json-cut")
        assert (entry.line, entry.column) == scanned.line_column(len(kept))


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        ('{"indicators": "1-1", "1-2"], "甲": 1}', ("json-no-opener", 1, 16)),
        ('{"explanations": ], "甲": 1}', ("json-no-opener", 1, 18)),
        ('{"stated": {"甲": 1}], "乙": 1}', ("json-no-opener", 1, 12)),
        ('{"explanations": [[], "甲": 1}', ("json-stray", 1, 19)),
        ('{"data": {"甲": [22, "乙": 1}}', ("json-stray", 1, 16)),
        ('{"data": {"甲": 22], "乙": 1}}', ("json-stray", 1, 18)),
        ('{"data": {"甲": {"乙": "丙"}]}}', ("json-stray", 1, 26)),
        ('{"a": [{"甲": [1]}]}}', ("json-one-too-many", 1, 20)),
        ('{"a": [{"甲": {"乙": 1}, {"甲": {"乙": 2}}]}', ("json-unclosed-row", 1, 24)),
    ],
)  # fmt: skip
def test_one_bracket_too_many_or_too_few_is_told_by_what_a_part_of_a_submission_holds(
    text: str, told_: Told
) -> None:
    assert told(text) == [told_]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ('{"甲": {\n "乙", 250,\n "丙": 1}}', ["json-equals"]),
        ('{"甲", "乙", "丙": 1}', ["json-equals"]),
        ('{"甲", "丙": 1}', ["json-colon", "json-value"]),
        ('{"甲": "乙": "丙": 1}', ["json-comma", "json-key"]),
        ('{"甲": {{"乙": 1}, "丙": 2}', ["json-stray"]),
        ('{"甲": [{"乙": "丙"}}, {"乙": "丁"}]}', ["json-stray"]),
        ('{"甲": [{"乙": 1}, "丙": {"丁": 2}}', ["json-unclosed-list"]),
    ],
)  # fmt: skip
def test_another_slip_is_not_taken_for_a_bracket_of_the_wrong_kind(
    text: str, codes: list[str]
) -> None:
    assert [code for code, _, _ in told(text)] == codes


def test_a_comma_that_is_missing_is_told_after_a_bracket_left_open_before() -> None:
    assert told('[{"甲": [1}, {"乙": 1 "丙": 2}]') == [
        ("json-unclosed-item", 1, 10),
        ("json-comma", 1, 20),
    ]


def test_a_key_written_three_times_is_told_with_the_value_just_before() -> None:
    scanned = scan('{"甲": 1, "甲": 2, "甲": 3}')
    assert [entry.hint.partition("；")[0] for entry in scanned.findings] == [
        "前一处是 1，这里是 2",
        "前一处是 2，这里是 3",
    ]
    assert scanned.data == {"甲": BROKEN}


def test_an_object_written_twice_has_its_keys_once_in_each() -> None:
    assert told('{"甲": {"乙": 01}, "甲": {"乙": 02}}') == [
        ("json-number-form", 1, 13),
        ("json-number-form", 1, 29),
        ("json-duplicate", 1, 18),
    ]


def test_broken_keys_are_not_taken_for_one_key_written_twice() -> None:
    assert told('{"甲\t": 1, "乙\t": 2}') == [("json-control", 1, 4), ("json-control", 1, 13)]


def test_ten_slips_in_one_text_are_ten_findings() -> None:
    text = """{
 "甲": 18,240,
 "乙"：1,
 '丙': 2,
 "丁": 82%,
 "戊": None,
 // 注
 "己": 05,
 "甲": 3
 "庚": [1, 2,],
 "辛": 无
} x"""
    assert told(text) == [
        ("json-thousands", 2, 7),
        ("json-wide-sign", 3, 5),
        ("json-quotes", 4, 2),
        ("json-percent", 5, 7),
        ("json-literal", 6, 7),
        ("json-comment", 7, 2),
        ("json-number-form", 8, 7),
        ("json-duplicate", 9, 2),
        ("json-comma", 9, 8),
        ("json-trailing-comma", 10, 12),
        ("json-unquoted", 11, 7),
        ("json-extra", 12, 3),
    ]


def test_what_is_sound_is_read_around_the_slips() -> None:
    scanned = scan('{"甲": 18,240, "乙"：1, \'丙\': [2,], "丁": None, "戊": {"己": "x"}}')
    assert scanned.data == {"甲": BROKEN, "乙": 1, "丙": [2], "丁": BROKEN, "戊": {"己": "x"}}


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "{} \x1b[31m",
        "{\x1b[31m: 1}",
        '["\\\x1b"]',
        '{"\\u001b[31m": 1, "\\u001b[31m": 2}',
        "[\u202e]",
        "[\u2060]",
    ],
    ids=ascii,
)
def test_a_syntax_message_is_safe_to_print(text: str) -> None:
    for entry in scan(text).findings:
        said = entry.message + entry.hint
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2060]", said), said


@pytest.mark.parametrize(
    "text",
    [
        '{"甲": ' + "9" * 3000 + "%}",
        '{"甲": 1e999999%}',
        '{"甲": 1' + ",000" * 3000 + "}",
        '{"甲": ' + "0" * 3000 + "1}",
        "{" + "x" * 3000 + ": 1}",
        '{"甲": ' + "x" * 3000 + "}",
        '{"' + "x" * 3000 + '" 1}',
    ],
    ids=["percent", "exponent", "groups", "zeros", "key", "word", "colon"],
)
def test_a_syntax_message_is_short_whatever_was_found(text: str) -> None:
    for entry in scan(text).findings:
        assert len(entry.message) + len(entry.hint) < 300


def sample_with(old: str, new: str) -> bytes:
    """The small valid submission, in which one place is written differently."""
    text = (INVALID / "08-part-larger-than-whole.json").read_text(encoding="utf-8")
    text = text.replace("1376", "376")
    assert old in text
    return text.replace(old, new, 1).encode()


PUPILS = '"在园幼儿数": 1812'
MONEY = '"本年一般公共预算教育支出": 10234.52'


@pytest.mark.parametrize(
    ("old", "new", "code", "there", "says"),
    [
        (PUPILS, '"在园幼儿数": #DIV/0!', "json-sheet-error", "#DIV/0!", "改正算式"),
        (PUPILS, '"在园幼儿数": #####', "json-too-narrow", "#####", "把这一列拉宽"),
        (PUPILS, '"在园幼儿数": 13170\t13980', "json-number-form", "13170\t", "只留这一项的数"),
        (PUPILS, '"在园幼儿数": 13170①', "json-unit", "13170①", "是否要填 13170？"),
        (PUPILS, '"在园幼儿数": #REF!', "json-sheet-error", "#REF!", "null"),
        (PUPILS, '"在园幼儿数": 1,3170', "json-number-form", "1,3170", "写成 13170"),
        (PUPILS, '"在园幼儿数": 13.170,00', "json-number-form", "13.170,00", "写成 13170.00"),
        (PUPILS + ",", PUPILS + ";", "json-semicolon", ";", "半角逗号"),
        (PUPILS + ",", PUPILS + "。", "json-semicolon", "。", "半角逗号"),
        ('"幼儿班数": 66', '"幼儿班数": 66;', "json-stray", ";", "删去"),
        (PUPILS, '"在园幼儿数": 1.3万', "json-unit", "1.3万", "是否要填 13000？"),
        (MONEY, MONEY.replace("10234.52", "31.4亿"), "json-unit", "31.4亿", "是否要填 314000？"),
        (MONEY, MONEY.replace("10234.52", "¥314,256.00"), "json-word", "¥314,256.00", "以元计的填 31.4256"),
        ('"南湾区教育局"', '"南湾区\n教育局"', "json-line-break", "", "同一行"),
        ('"保健教师数": 1},\n', '"保健教师数": 1,\n', "json-unclosed-row", "{", "末尾补上右括号"),
        ('}\n ],\n "not', '}\n "not', "json-unclosed-here", '"not_applicable"', "右括号"),
        ('}\n ],\n "not', '},\n "not', "json-unclosed-list", '"not_applicable"', "“]”"),
        ('  },\n  "学前教育"', '  "学前教育"', "json-unclosed-here", '"学前教育"', "右括号和逗号"),
        ('\n  },\n  "学前教育"', ',\n  "学前教育"', "json-unclosed-list", '"学前教育"', "“}”"),
        ('"submission/1"', 'submission/1', "json-unquoted", "submission/1", "双引号"),
        ('"rubric": "district-2021"', '"rubric": district-2021', "json-unquoted", "district-2021", "双引号"),
        ('"district-2021"', '"district\\ud800-2021"', "json-surrogate", "\\ud800", "重新输入"),
        ('  },\n  "学前教育"', '  },\n  },\n  "学前教育"', "json-one-too-many", "},\n", "删去这个右括号"),
        ('  },\n  "学前教育"', '  }},\n  "学前教育"', "json-one-too-many", "},\n", "删去这个右括号"),
        ('"保健教师数": 1},\n', '"保健教师数": 1}},\n', "json-stray", "},\n", "删去"),
        ('"district": {', '"district": [', "json-opener", '["code"', "右括号"),
        ('"data": {', '"data": [', "json-opener", "[", "右括号"),
        ('"学前教育": {', '"学前教育": [', "json-opener", "[", "右括号"),
        ('"学校": [', '"学校": {', "json-opener", "{", "右括号"),
        ('  {"标识码"', '  ["标识码"', "json-opener", '["标识码"', "右括号"),
        ('{\n "$schema"', '[\n "$schema"', "json-opener", '[\n "$schema"', "右括号"),
        ('"学校": [\n  {"标', '"学校": }\n  {"标', "json-opener", "}\n", "右括号"),
        ('-07-19"},\n', '-07-19",\n', "json-unclosed-list", '"区市学校布局规划"', "“}”"),
        ('-07-19"},\n', '-07-19"\n', "json-unclosed-here", '"区市学校布局规划"', "右括号和逗号"),
        ('"市辖区"},\n', '"市辖区",\n', "json-unclosed-list", '"year"', "“}”"),
        ('"stated": [],', '"stated": [,', "json-unclosed-list", '"explanations"', "“]”"),
        ('"stated": [],', '"stated": [', "json-unclosed-here", '"explanations"', "右括号和逗号"),
    ],
)  # fmt: skip
def test_a_slip_from_a_spreadsheet_or_of_a_bracket_is_one_finding_at_its_place(
    rubric: Rubric, old: str, new: str, code: str, there: str, says: str
) -> None:
    raw = sample_with(old, new)
    (entry,) = validated(rubric, raw).findings
    assert entry.code == code
    assert says in entry.hint
    assert entry.line is not None and entry.column is not None
    rest = "\n".join(raw.decode().split("\n")[entry.line - 1 :])
    assert rest[entry.column - 1 :].startswith(there)


def test_a_file_without_its_beginning_is_told_as_that_and_nothing_of_it_is_to_be_deleted() -> None:
    lines = as_bytes(nanwan()).decode()
    rest = lines[lines.index('"在园幼儿数"') + 6 :]
    findings = scan(rest).findings
    assert [(one.code, one.line, one.column) for one in findings] == [("json-no-beginning", 1, 1)]
    assert "删去" not in findings[0].hint
