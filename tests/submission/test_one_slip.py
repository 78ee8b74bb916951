"""A sign too many, a space of another kind, a quote on one side: one finding at its place, and the rest is read."""

import json
from decimal import Decimal

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.scan import scan
from evaluator.submission.scanned import BROKEN, Scanned
from tests.samples import nanwan, raw, validated

TEXT = """{
  "甲": {"文号": "一号", "日期": "2021-06-30"},
  "乙": 13170,
  "丙": null,
  "丁": {
    "戊": 12.5
  },
  "表": [
    {"码": "01", "数": 7},
    {"码": "02", "数": 8}
  ]
}
"""
DATA = {
    "甲": {"文号": "一号", "日期": "2021-06-30"},
    "乙": 13170,
    "丙": None,
    "丁": {"戊": Decimal("12.5")},
    "表": [{"码": "01", "数": 7}, {"码": "02", "数": 8}],
}
STRAYS = [
    # what stands in the text, what is written instead with ‸ at the place of the finding
    ('"乙": 13170', '‸l"乙": 13170'),
    ('"乙": 13170', '‸人 "乙": 13170'),
    ('"乙": 13170,', '"乙": 13170, ‸l'),
    ('"乙": 13170,', '"乙": 13170, ‸l,'),
    ('"乙": 13170', '"乙"‸l: 13170'),
    ('"乙": 13170', '"乙": ‸,13170'),
    ('"乙": 13170', '"乙": ‸，13170'),
    ('"文号": "一号"', '"文号": ‸,"一号"'),
    ('"文号": "一号"', '"文号": ‸l"一号"'),
    ('"文号": "一号"', '"文号": "一号"‸l'),
    ('"文号": "一号"', '"文号"‸l: "一号"'),
    ('"2021-06-30"}', '"2021-06-30"‸l}'),
    ('{"文号"', '{‸l"文号"'),
    ("  },\n", " ‸d  },\n"),
    ("  },\n", "  }‸d,\n"),
    ('"丁": {', '"丁": ‸d{'),
    ('{"码": "02"', '‸d{"码": "02"'),
    ("7},", "7}‸d,"),
    ("  ]\n", "  ]‸d\n"),
]


def slipped(old: str, new: str) -> tuple[str, tuple[int, int]]:
    """The text with a slip, and the line and column of the mark in it, which is taken away."""
    assert TEXT.count(old) == 1
    before, _, behind = TEXT.replace(old, new).partition("‸")
    return before + behind, (before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)


def only(text: str) -> tuple[str, tuple[int | None, int | None], str, Scanned]:
    scanned = scan(text)
    (entry,) = scanned.findings
    return entry.code, (entry.line, entry.column), entry.message + entry.hint, scanned.data


@pytest.mark.parametrize(("old", "new"), STRAYS)
def test_signs_that_have_slipped_in_are_one_finding_and_everything_is_read(
    old: str, new: str
) -> None:
    text, place = slipped(old, new)
    code, told_at, words, data = only(text)
    assert (code, told_at) == ("json-stray", place)
    assert "请删去" in words
    assert data == DATA


@pytest.mark.parametrize(("old", "new"), [pair for pair in STRAYS if pair[1] != " ‸d  },\n"])
def test_they_are_no_more_on_one_line(old: str, new: str) -> None:
    text = " ".join(slipped(old, new)[0].split())
    code, _, _, data = only(text)
    assert code == "json-stray"
    assert data == DATA


NOTES = [
    ('"乙": 13170,', '"乙": 13170 ‸（待核）,'),
    ('"乙": 13170,', '"乙": 13170‸（请核对）,'),
    ('"乙": 13170,', '"乙": 13170 ‸← 请核对,'),
    ('"乙": 13170,', '"乙": 13170, ‸← 请核对'),
    ('"乙": 13170,', '"乙": 13170, ‸-- 待核'),
    ('"乙": 13170,', '"乙": 13170, ‸含民办3所，请核对'),
    ('"丙": null,', '"丙": null ‸（待核）,'),
    ('"文号": "一号"', '"文号": "一号" ‸（待核）'),
    ('"文号": "一号"', '"文号": "一号"‸（待核）'),
    ('"文号": "一号",', '"文号": "一号", ‸← 请核对'),
    ('"戊": 12.5', '"戊": 12.5 ‸（待核）'),
    ('"2021-06-30"},', '"2021-06-30"}, ‸← 请核对'),
    ('"2021-06-30"},', '"2021-06-30"} ‸（2021年发）,'),
    ("7},", "7}, ‸← 请核对"),
    ("7},", "7} ‸← 请核对,"),
    ("  ]\n", "  ] ‸（待核）\n"),
]


@pytest.mark.parametrize(("old", "new"), NOTES)
def test_a_note_beside_a_value_is_one_finding_and_everything_is_read(old: str, new: str) -> None:
    text, place = slipped(old, new)
    code, told_at, words, data = only(text)
    assert (code, told_at) == ("json-note", place)
    assert "请删去附注" in words
    assert data == DATA


@pytest.mark.parametrize("unit", ["（万元）", "（含民办3所）", "（人）", "（含民办）", "← 142？"])
def test_a_unit_a_figure_or_what_a_number_holds_is_no_note(unit: str) -> None:
    code, _, _, data = only(TEXT.replace("13170", f"13170 {unit}"))
    assert code == "json-unit"
    assert data == {**DATA, "乙": BROKEN}


UNSEEN = ["\u200b", "\u00ad", "\u2028", "\v", "\f", "\x85"]
SPACES = [*UNSEEN, "\u00a0", "\u3000", "\ufeff", "\u1680", "\u205f", "&nbsp;", "&#160;"]


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("value", ["13170", "null", "12.5", '"一号"', "  }", "7}", '"乙"'])
def test_a_special_space_behind_a_value_is_one_finding_about_the_space(
    value: str, space: str
) -> None:
    text, place = slipped(value, f"{value}‸{space}")
    code, told_at, words, data = only(text)
    assert code in ("json-second-mark", "json-wide-space", "json-unseen")
    assert (code == "json-unseen") == (space in UNSEEN)
    assert ("空格" in words) == (code == "json-wide-space")
    assert told_at == place
    assert data == DATA


@pytest.mark.parametrize("written", ["'13170", "”13170", "“13170", "13170'", "13170”", '13170"'])
@pytest.mark.parametrize("in_line", [False, True])
def test_a_number_with_a_quote_on_one_side_is_one_finding_with_the_number(
    written: str, in_line: bool
) -> None:
    text, _ = slipped("13170", written)
    code, _, words, data = only(" ".join(text.split()) if in_line else text)
    assert code == "json-half-quoted"
    assert "是否要填 13170？" in words
    assert data == {**DATA, "乙": BROKEN}


SMALL = [
    # the code, words of the text
    ('"丁": {', '"丁": ‸(', "json-opener", "此处的“(”应为“{”"),
    ('"乙": 13170,', '"乙": 13170‸.', "json-semicolon", "请改为半角逗号"),
    ('"乙": 13170', '"乙‸:" 13170', "json-colon-inside", "冒号写在了引号里面"),
    ('"乙": 13170', '"乙‸: "13170', "json-colon-inside", "冒号写在了引号里面"),
    ('"乙": 13170,', '"乙": 13170 ‸// 注,', "json-comment-comma", "把逗号留在值的后面"),
    ('"乙": 13170,', '"乙": 13170 ‸/* 注， */', "json-comment-comma", "把逗号留在值的后面"),
    ('"乙": 13170', '‸""乙"": 13170', "json-doubled-quote", "前后都是这样的，各删去一个"),
    ('"一号"', '‸""一号""', "json-doubled-quote", "前后都是这样的，各删去一个"),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), SMALL)
def test_a_sign_in_the_place_of_another_is_one_finding_and_everything_is_read(
    old: str, new: str, code: str, words: str
) -> None:
    text, place = slipped(old, new)
    told, told_at, said, data = only(text)
    assert (told, told_at) == (code, place)
    assert words in said
    assert data == DATA


def test_a_number_in_two_lines_is_one_finding() -> None:
    code, _, words, data = only(TEXT.replace("13170", "131\n70"))
    assert code == "json-number-form"
    assert "写成 13170" in words
    assert data == {**DATA, "乙": BROKEN}


@pytest.mark.parametrize("key", ['"戊\n己"', '"戊己″', '"戊己”'])
def test_a_key_that_is_broken_or_not_closed_is_known_all_the_same(key: str) -> None:
    scanned = scan(TEXT.replace('"戊"', key))
    assert len(scanned.findings) == 1
    assert isinstance(scanned.data, dict)
    assert isinstance(inner := scanned.data["丁"], dict)
    assert list(inner) == ["戊己"]


def test_backslashes_in_one_text_are_one_finding() -> None:
    assert only(TEXT.replace("一号", r"D:\文件\x"))[0] == "json-escape"


def test_a_quotation_mark_is_never_called_a_bracket() -> None:
    findings = scan('{"甲": "乙": 1,\n"丙": 2,\n"丁": [1,\n').findings
    assert all('左括号“"”' not in entry.message for entry in findings)


def test_a_second_file_behind_the_first_is_one_finding() -> None:
    code, place, words, data = only(TEXT + TEXT)
    assert (code, place) == ("json-second-file", (13, 1))
    assert "两份文件接在了一起" in words
    assert data == DATA


def test_what_stands_behind_the_data_is_shown_on_one_line() -> None:
    assert "“完 毕”" in only(TEXT + "完\n毕")[2]


@pytest.mark.parametrize(
    "written", ["'13170'", "“13170”", '"\'13170"', '"13170\u200b"', '"13170”"']
)
def test_a_number_in_quotes_of_any_kind_is_one_finding_of_its_field(
    rubric: Rubric, written: str
) -> None:
    text = raw("binhai").decode().replace('"参训干部教师数": 13170', f'"参训干部教师数": {written}')
    (entry,) = [one for one in validated(rubric, text.encode()).findings if one.severity == "error"]
    assert (entry.code, entry.line, entry.column) == ("schema-type", 13, 15)
    assert entry.hint.startswith("是否要填 13170？")


def test_a_file_cut_off_in_the_middle_of_a_sign_is_cut_off(rubric: Rubric) -> None:
    content = raw("binhai")
    at = content.index("适龄残疾儿童少年数".encode())
    for end in (at + 1, at + 2):
        (entry,) = validated(rubric, content[:end]).findings
        assert (entry.code, entry.line) == ("json-cut", 85)


@pytest.mark.parametrize("end", ["\n", "\r\n", " \n\n"])
def test_a_file_cut_off_anywhere_in_a_row_is_one_finding_with_a_line_end_behind_too(
    end: str,
) -> None:
    begin = TEXT.index('{"码": "01"')
    for cut in range(begin, begin + 20):
        text = TEXT[:cut]
        code, place, _, _ = only(text + end)
        assert code in {"json-cut", "json-unclosed"}
        assert place == only(text)[1]


def test_a_comma_left_out_before_a_comment_is_told_where_it_should_stand() -> None:
    findings = scan(TEXT.replace("13170,", "13170  // 注")).findings
    told = [(entry.code, entry.line, entry.column) for entry in findings]
    assert told == [("json-comment", 3, 15), ("json-comma", 3, 13)]


LAST_MEMBERS = [
    '"kind": "市辖区"}',
    '"专任教师总数": 13200}',
    '"创新实验室任务数": 12}',
    '"日期": "2021-06-30"}',
]


@pytest.mark.parametrize("last", LAST_MEMBERS)
def test_a_closing_bracket_too_many_in_a_file_of_one_line_is_one_finding_at_its_place(
    rubric: Rubric, last: str
) -> None:
    text = json.dumps(json.loads(raw("binhai")), ensure_ascii=False)
    place = text.index(last) + len(last)
    (entry,) = validated(rubric, f"{text[:place]}}}{text[place:]}".encode()).findings
    assert entry.code == "json-one-too-many"
    assert (entry.line, entry.column) in {(1, place), (1, place + 1)}


HEADERS = [line for line in raw("binhai").decode().splitlines() if line.endswith(("{", "["))][1:]


@pytest.mark.parametrize("header", HEADERS)
def test_a_line_left_out_that_opens_a_group_or_list_is_one_finding_that_says_to_write_it(
    rubric: Rubric, header: str
) -> None:
    before, after = raw("binhai").decode().split(f"{header}\n")
    (entry,) = validated(rubric, (before + after).encode()).findings
    assert entry.line == before.count("\n") + 1
    if header.endswith("{"):
        assert (entry.code, header.strip() in entry.hint) == ("json-no-header", True)
    else:
        assert (entry.code, '": [' in entry.hint) == ("json-no-list", True)


def test_a_closing_bracket_in_the_middle_of_a_row_is_one_too_many() -> None:
    code, place, _, data = only(TEXT.replace('"码": "02",', '"码": "02"},'))
    assert (code, place) == ("json-stray", (10, 15))
    assert data == DATA


def test_data_written_as_one_text_are_one_finding_that_says_how_to_export_them(
    rubric: Rubric,
) -> None:
    once = json.dumps(raw("binhai").decode(), ensure_ascii=False)
    for written in (once, json.dumps(once), once[1:-1]):
        (entry,) = validated(rubric, written.encode()).findings
        assert (entry.code, entry.line, entry.column) == ("json-as-text", 1, 1)
        assert "只转一次" in entry.hint


KINDERGARTENS = '"幼儿园数": 142,'


@pytest.mark.parametrize(
    ("written", "code", "words"),
    [
        ("142,", "json-no-key", "是否漏了键「幼儿园数」？"),
        (": 142,", "json-no-key", "是否漏了键「幼儿园数」？"),
        ("// " + KINDERGARTENS, "json-comment", "「幼儿园数」写在了注释里"),
        ("// 幼儿园数待核", "json-comment", "「幼儿园数」写在了注释里"),
    ],
)
def test_a_key_that_is_lost_is_one_finding_where_it_was_lost(
    rubric: Rubric, written: str, code: str, words: str
) -> None:
    text = raw("binhai").decode().replace(KINDERGARTENS, written)
    (entry,) = [one for one in validated(rubric, text.encode()).findings if one.severity == "error"]
    assert (entry.code, entry.line, entry.column) == (code, 32, 4)
    assert words in entry.hint


def test_a_value_without_its_key_at_the_end_of_an_object_is_one_finding() -> None:
    code, place, _, data = only(TEXT.replace('"数": 7}', "7}"))
    assert (code, place) == ("json-no-key", (9, 17))
    assert data == {**DATA, "表": [{"码": "01"}, {"码": "02", "数": 8}]}


def test_half_a_sign_behind_the_data_is_damage(rubric: Rubric) -> None:
    (entry,) = validated(rubric, raw("binhai").rstrip() + b"\xe9").findings
    assert entry.code == "json-damaged"


def test_a_text_garbled_by_a_wrong_encoding_is_one_finding(rubric: Rubric) -> None:
    for encoding in ("latin-1", "cp1252", "gbk"):
        garbled = raw("binhai").decode(encoding, "replace").encode()
        (entry,) = validated(rubric, garbled).findings
        assert (entry.code, entry.line) == ("json-garbled", 5)


def test_a_foreign_name_is_not_garbled(rubric: Rubric) -> None:
    text = raw("binhai").decode().replace("公告", "Ærø æble ÆØÅ æøå 公告", 1)
    assert all(entry.code != "json-garbled" for entry in validated(rubric, text.encode()).findings)


@pytest.mark.parametrize(
    ("tab", "comma"), [("\t", ","), ("\t", ""), (" \t ", " ,")], ids=["comma", "none", "spaces"]
)
def test_a_row_pasted_from_a_sheet_is_one_finding_and_its_number_is_read(
    tab: str, comma: str
) -> None:
    text, place = slipped('"乙": 13170,', f"‸乙{tab}13170{comma}")
    code, told_at, words, data = only(text)
    assert (code, told_at) == ("json-pasted", place)
    assert '写成 "乙": 13170，' in words
    assert data == DATA


@pytest.mark.parametrize("cell", ["—", "18,240", "待核"])
def test_a_pasted_row_without_a_sound_number_is_no_note_to_be_deleted(cell: str) -> None:
    findings = scan(TEXT.replace('"乙": 13170,', f"乙\t{cell},")).findings
    assert "json-note" not in [entry.code for entry in findings]
    assert '写成 "乙": …，' in findings[0].hint


@pytest.mark.parametrize("mark", ["”", "“", "＂", "’", "'"])
@pytest.mark.parametrize(
    ("old", "new"),
    [('"文号": "一号", ', '"文号": "一号‸, '), ('"乙": 13170', '"乙‸: 13170')],
    ids=["text", "key"],
)
def test_another_mark_for_the_closing_one_is_named_where_it_stands(
    mark: str, old: str, new: str
) -> None:
    text, place = slipped(old, new)
    line, column = place
    at = len("\n".join(text.splitlines()[: line - 1])) + column
    code, told_at, words, data = only(text[:at] + mark + text[at:])
    assert (code, told_at) == ("json-quotes", place)
    assert mark in words
    assert isinstance(data, dict) and data["乙"] == 13170


def test_a_text_that_ends_in_a_quotation_of_its_own_lacks_its_closing_mark() -> None:
    code, _, words, _ = only(TEXT.replace('"一号", ', '"见“一号”, '))
    assert code == "json-unterminated"
    assert "补上后引号" in words


@pytest.mark.parametrize("sign", [";", "；", ",", "，", "、"])
def test_another_sign_for_a_colon_is_named_and_the_value_behind_is_read(sign: str) -> None:
    text, place = slipped('"乙": 13170', f'"乙"‸{sign} 13170')
    code, told_at, words, data = only(text)
    assert (code, told_at) == ("json-equals", place)
    assert f"后面写了“{sign}”，应为冒号" in words
    assert data == DATA


def test_a_quotation_mark_as_a_web_page_writes_it_is_named() -> None:
    code, _, words, _ = only(TEXT.replace('"乙"', "&quot;乙&quot;"))
    assert code == "json-quotes"
    assert "&quot;" in words


@pytest.mark.parametrize("behind", ["（含民办）", "\0", "人"])
def test_what_stands_behind_a_number_is_not_always_called_a_unit(behind: str) -> None:
    code, _, words, _ = only(TEXT.replace("13170", f"13170{behind}"))
    assert code == "json-unit"
    assert "单位或其他字符" in words


def test_a_second_byte_order_mark_is_to_be_deleted_as_saving_anew_keeps_it() -> None:
    code, _, words, _ = only(f"\ufeff{TEXT}")
    assert code == "json-second-mark"
    assert "Delete" in words and "另存" not in words


def test_rich_text_is_named(rubric: Rubric) -> None:
    (entry,) = validated(rubric, b"{\\rtf1\\ansi " + raw("binhai")).findings
    assert entry.code == "not-json"
    assert "RTF" in entry.message


def test_a_row_whose_end_is_lost_is_one_record_left_open() -> None:
    scanned = scan(TEXT.replace('"01", "数": 7},', '"01", "数'))
    told = [(entry.code, entry.line) for entry in scanned.findings]
    assert told == [("json-open-key", 9), ("json-unclosed-here", 10)]
    assert scanned.data == {**DATA, "表": [{"码": "01"}, {"码": "02", "数": 8}]}


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\n\n", "\n   "])
@pytest.mark.parametrize("text", ['"码": "01"', '"一号", ', '"2021-06-30"}', '"戊": 12.5'])
def test_a_line_break_before_a_closing_quotation_mark_is_one_finding(
    line_break: str, text: str
) -> None:
    mark = text.rindex('"')
    broken = TEXT.replace(text, text[:mark] + line_break + text[mark:])
    code, place, words, data = only(broken)
    assert code == "json-line-break"
    assert place == (broken[: broken.index(line_break + '"')].count("\n") + 1, place[1])
    assert "删去换行" in words
    assert isinstance(data, dict) and data["乙"] == 13170
    assert isinstance(data["丁"], dict) and data["丁"].keys() == {"戊"}


def test_a_text_left_open_above_a_key_is_not_held_to_go_on_in_its_line() -> None:
    told = [entry.code for entry in scan('{"甲": "一号\n "乙": 2}').findings]
    assert "json-line-break" not in told


@pytest.mark.parametrize("colon", [":", "：", ": ", " ： "])
@pytest.mark.parametrize(
    "member", ['"乙": 13170', '"戊": 12.5', '"丙": null', '"码": "01"', '"日期": "2021-06-30"']
)
def test_a_value_within_the_quotation_marks_of_its_key_is_one_finding(
    member: str, colon: str
) -> None:
    key, _, value = member.partition(": ")
    key, value = key.strip('"'), value.strip('"')
    text, place = slipped(member, f'‸"{key}{colon}{value}"')
    code, told_at, words, data = only(text)
    assert (code, told_at) == ("json-value-inside", place)
    assert f"「{key}」和它的值“{value}”" in words
    assert isinstance(data, dict) and data.keys() == DATA.keys()


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ('"在园幼儿数": 1812', '"在园幼儿数：1812"', '是否要写 "在园幼儿数": 1812？'),
        ('"code": "990103"', '"code：990103"', '是否要写 "code": "990103"？'),
        ('"在园幼儿数": 1812', '"在园幼儿数：1812人"', "是数、true、false 或 null 的不加引号"),
    ],
)
def test_a_value_is_shown_apart_from_its_key_as_its_place_takes_it(
    rubric: Rubric, old: str, new: str, meant: str
) -> None:
    text = json.dumps(nanwan(), ensure_ascii=False, indent=1)
    assert text.count(old) == 1
    (entry,) = validated(rubric, text.replace(old, new).encode()).findings
    assert entry.code == "json-value-inside"
    assert meant in entry.hint


@pytest.mark.parametrize(
    ("commas", "sign"),
    [("‸，,", "，"), (",‸，", "，"), ("‸、,", "、"), (",‸、", "、"), ("‸， ,", "，"), (",‸;", ";")],
)
def test_of_a_comma_and_another_sign_for_it_the_other_is_one_too_many(
    commas: str, sign: str
) -> None:
    text, place = slipped('"乙": 13170,', f'"乙": 13170{commas}')
    code, told_at, words, data = only(text)
    assert (code, told_at) == ("json-stray", place)
    assert f"多了“{sign}”" in words
    assert data == DATA


@pytest.mark.parametrize("value", ["38654", "一号"])
def test_a_comma_within_the_quotation_marks_before_it_is_one_finding(value: str) -> None:
    text, place = slipped('"乙": 13170,', f'"乙": "{value}‸,"')
    code, told_at, words, data = only(text)
    assert (code, told_at) == ("json-comma-inside", place)
    assert f"“{value}”后面的逗号" in words
    assert isinstance(data, dict) and data.keys() == DATA.keys()


def test_the_marks_of_two_versions_merged_are_told_as_such_and_nothing_after_them() -> None:
    both = '<<<<<<< HEAD\n  "乙": 13170,\n=======\n  "乙": 13171,\n>>>>>>> 乙\n'
    text = TEXT.replace('  "乙": 13170,\n', both)
    code, place, words, _ = only(text)
    assert (code, place) == ("json-merge", (3, 1))
    assert "只留一种" in words
