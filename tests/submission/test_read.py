"""Bytes as strict JSON with exact numbers, or the findings that say why not."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.submission.read import canonical_json, read_document, read_json


def refused(raw: bytes) -> list[tuple[str, int | None, int | None]]:
    data, findings = read_json(raw)
    assert data is None
    assert findings
    assert {entry.severity for entry in findings} == {"error"}
    return [(entry.code, entry.line, entry.column) for entry in findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("-5", -5),
        ("0.1", Decimal("0.1")),
        ("0.10", Decimal("0.10")),
        ("1.0", Decimal("1.0")),
        ("1e3", Decimal("1e3")),
        ("12345678901234567890.123456789", Decimal("12345678901234567890.123456789")),
        ("9" * 64, int("9" * 64)),
        ("1e400", Decimal("1e400")),
        ("1e-400", Decimal("1e-400")),
        ("true", True),
        ("null", None),
        ('"中文"', "中文"),
        ('"\\u4e2d"', "中"),
        ('"\\ud83d\\ude00"', "😀"),
        ("[]", []),
        ("{}", {}),
        ('{"": 1}', {"": 1}),
        (" \n\t{ } \r\n", {}),
    ],
)
def test_json_is_read_with_exact_numbers(text: str, value: Any) -> None:
    data, findings = read_json(text.encode())
    assert findings == []
    assert data == value
    assert type(data) is type(value)


def test_a_byte_order_mark_is_accepted_and_does_not_shift_columns() -> None:
    assert read_json("\ufeff{}".encode()) == ({}, [])
    assert refused("\ufeff{,}".encode()) == [("json-key", 1, 2)]
    assert refused(b'\xef\xbb\xbf{"abcdefg": "\xff"}') == [("json-damaged", 1, 14)]


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ('{"区": 1}'.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + '{"区": 1}'.encode("utf-16-be"), "UTF-16"),
        ('{"名称": "滨海区"}'.encode("gbk"), "GBK"),
        ('{"名称": "滨海区"}'.encode("gb18030"), "GBK"),
        ('{"区": 1}'.encode("utf-16-le"), "UTF-16"),
        ('{"区": 1}'.encode("utf-16-be"), "UTF-16"),
    ],
    ids=[
        "UTF-16",
        "UTF-16 big-endian",
        "GBK",
        "GB18030",
        "UTF-16 without mark",
        "UTF-16 big-endian without mark",
    ],
)
def test_another_encoding_is_named(raw: bytes, encoding: str) -> None:
    _, findings = read_json(raw)
    assert [entry.code for entry in findings] == ["json-encoding"]
    assert encoding in findings[0].message
    assert "UTF-8" in findings[0].hint


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        ('{"区": 1}'.encode("utf-16"), 1, 1),
        ('{"名称": "滨海区"}'.encode("gbk"), 1, 3),
    ],
    ids=["UTF-16", "GBK"],
)
def test_another_encoding_is_told_with_the_first_broken_place(
    raw: bytes, line: int, column: int
) -> None:
    assert refused(raw) == [("json-encoding", line, column)]


NAMES = '{\n "名称": "滨海区",\r\n "单位": "滨海区教育局"}'.encode()


@pytest.mark.parametrize(
    ("raw", "line", "column", "byte"),
    [
        (b'{"a": "\xff"}', 1, 8, "0xFF"),
        (b'{\n "a": 1,\r\n "b": "\xe4\xb8\xad\xff"}', 3, 9, "0xFF"),
        (NAMES[:-3] + b'"}', 3, 14, "0xE5"),
        (NAMES.replace("海".encode(), b"\xe6\xb5", 1), 2, 10, "0xE6"),
        (NAMES.replace("育".encode(), b"\xe8\x82\xb2\x80", 1), 3, 14, "0x80"),
    ],
    ids=["lone byte", "third line", "cut at the end", "cut character", "byte too many"],
)
def test_a_damaged_text_in_utf_8_is_told_with_the_line_and_how_to_recover(
    raw: bytes, line: int, column: int, byte: str
) -> None:
    document = read_document(raw)
    (entry,) = document.findings
    assert (entry.code, entry.line, entry.column) == ("json-damaged", line, column)
    assert f"第 {line} 行" in entry.message and byte in entry.message
    assert "记事本" in entry.hint and "重新取一份" in entry.hint
    assert document.text.splitlines()[line - 1][column - 1] == "\ufffd"


def test_a_text_of_another_encoding_can_be_shown() -> None:
    for encoding in ("gbk", "utf-16", "utf-16-be", "utf-32"):
        assert read_document(NAMES.decode().encode(encoding)).text == NAMES.decode()


@pytest.mark.parametrize(
    "raw",
    [
        b"PK\x03\x04\x14\x00",
        b"%PDF-1.7\n%\xe2\xe3",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\xff\xd8\xff\xe0\0\x10",
        b"GIF89a",
    ],
    ids=["xlsx", "pdf", "xls", "png", "jpeg", "gif"],
)
def test_a_file_that_is_no_text_is_named_as_what_it_is(raw: bytes) -> None:
    assert [entry.code for entry in read_json(raw)[1]] == ["not-json"]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_constant_that_is_no_json_is_refused(constant: str) -> None:
    assert refused(f'{{"a": {constant}}}'.encode()) == [("json-constant", 1, 7)]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('{"甲": 1, "甲": 2}', 10),
        ('{"甲": 1, "甲": 1}', 10),
        ('{"甲": {"乙": 1, "丙": 2, "乙": 3}}', 24),
        ('[{"甲": 1, "甲": 2}]', 11),
        ('{"a": 1, "\\u0061": 2}', 10),
    ],
)
def test_a_key_written_twice_is_refused_at_the_second(text: str, column: int) -> None:
    assert refused(text.encode()) == [("json-duplicate", 1, column)]


def test_one_key_in_two_places_is_fine() -> None:
    assert read_json(b'[{"a": 1}, {"a": 1, "b": {"a": 2}}]')[1] == []


@pytest.mark.parametrize(
    "number",
    [
        "9" * 65,
        "-" + "9" * 65,
        "9" * 5000,
        "0." + "1" * 65,
        "1e401",
        "1e-401",
        "1e999999999999",
        "1e9999999999999999999999",
        "1e-9999999999999999999999",
        "1" * 63 + ".55",
        "0." + "0" * 1000 + "1",
    ],
)
def test_a_number_too_long_or_too_large_is_refused(number: str) -> None:
    assert refused(f'{{"a": {number}}}'.encode()) == [("json-number", 1, 7)]


@pytest.mark.parametrize("depth", [65, 66, 100, 5000, 200000])
def test_brackets_too_deep_are_refused(depth: int) -> None:
    assert refused(b"[" * depth + b"]" * depth)[0][0] == "json-depth"
    assert refused(b'{"a":' * depth + b"1" + b"}" * depth)[0][0] == "json-depth"
    assert refused(b'{"a":' * (depth - 1) + b"{}" + b"}" * (depth - 1))[0][0] == "json-depth"


@pytest.mark.parametrize("depth", [1, 5, 63, 64])
def test_64_brackets_are_accepted(depth: int) -> None:
    assert read_json(b"[" * depth + b"]" * depth)[1] == []
    assert read_json(b"[" * depth + b"1" + b"]" * depth)[1] == []
    assert read_json(b'{"a":' * depth + b"1" + b"}" * depth)[1] == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ('"\\ud800"', 2),
        ('{"\\udfff": 1}', 3),
        ('["ok", {"a": "\\ud83d x"}]', 15),
        ('"\\ude00\\ud83d"', 2),
        ('["\\ud83d\\ude00\\ud83d"]', 15),
        ('["\ufffd\\ud800"]', 4),
    ],
)
def test_half_a_surrogate_pair_is_refused(text: str, column: int) -> None:
    assert refused(text.encode()) == [("json-surrogate", 1, column)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("json-empty", 1, 1)]),
        ("   ", [("json-empty", 1, 1)]),
        ("{", [("json-unclosed", 1, 2)]),
        ('{"甲": 1,}', [("json-trailing-comma", 1, 8)]),
        ('{\n "甲": 1,\n}', [("json-trailing-comma", 2, 8)]),
        ('{\n "甲": 18,240\n}', [("json-thousands", 2, 7)]),
        ('{"甲": 1，"乙": 2}', [("json-wide-sign", 1, 8)]),
        ('{"甲"：1}', [("json-wide-sign", 1, 5)]),
        ('{"甲": 1} x', [("json-extra", 1, 10)]),
        ("{} {}", [("json-extra", 1, 4)]),
        ("[1] // 注", [("json-comment", 1, 5)]),
        ("/* 注 */ {}", [("json-comment", 1, 1)]),
        ("{'甲': 1}", [("json-quotes", 1, 2)]),
        ("{甲: 1}", [("json-unquoted-key", 1, 2)]),
        ('{"甲": }', [("json-value", 1, 7)]),
        ('{"甲": .5}', [("json-number-form", 1, 7)]),
        ('{"甲": 05}', [("json-number-form", 1, 7)]),
        ('{"甲": +5}', [("json-number-form", 1, 7)]),
        ('{"甲": 0x10}', [("json-number-form", 1, 7)]),
        ('{"甲": True}', [("json-literal", 1, 7)]),
        ('{"甲": undefined}', [("json-literal", 1, 7)]),
        ('{"甲": "\\x"}', [("json-escape", 1, 8)]),
        ("\x00", [("json-value", 1, 1)]),
        ('\ufeff\ufeff{"甲": 1}', [("json-second-mark", 1, 1)]),
    ],
    ids=lambda part: repr(part)[:40],
)
def test_broken_json_is_told_with_its_code_line_and_column(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    raw = text.encode()
    assert refused(raw) == expected


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [('["甲\n乙]', 1, 2), ('{"甲": "乙}', 1, 7), ('{"甲": "乙,\n"丙": 1}', 1, 7)],
)
def test_a_text_without_its_closing_quote_is_told_first_at_its_start(
    text: str, line: int, column: int
) -> None:
    assert refused(text.encode())[0] == ("json-unterminated", line, column)


def test_a_line_break_inside_a_text_is_told_where_it_stands() -> None:
    assert refused('["甲\n乙"]'.encode()) == [("json-line-break", 1, 4)]


def test_a_file_of_more_than_10_mb_is_refused_unless_more_is_allowed() -> None:
    assert refused(b" " * 10_000_001) == [("json-size", None, None)]
    assert read_json(b" " * 9_999_998 + b"{}") == ({}, [])
    large = read_document(b" " * 10_000_001 + b"{}", max_bytes=11_000_000)
    assert (large.data, large.findings) == ({}, ())


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("9" * 64, True),
        ("9" * 65, False),
        ("0." + "1" * 64, True),
        ("0." + "1" * 65, False),
        ("1" * 40 + "." + "1" * 24, True),
        ("1" * 40 + "." + "1" * 25, False),
        ("1e400", True),
        ("1e401", False),
        ("1e-400", True),
        ("1e-401", False),
        ("12e-400", True),
        ("0e-400", True),
        ("1.00", True),
        (f'"{"9" * 70}"', True),
        (f'"{"{" * 70}"', True),
        ("[" * 64 + "]" * 64, True),
        ("[" * 65 + "]" * 65, False),
    ],
)
def test_numbers_and_nesting_are_accepted_up_to_their_limits(text: str, accepted: bool) -> None:
    document = read_document(text.encode())
    assert bool(document.findings) is not accepted
    if accepted and text[0] not in "[":
        read, plain = document.data, json.loads(text, parse_float=Decimal)
        assert (read, str(read)) == (plain, str(plain))


@given(st.binary(max_size=60))
def test_any_bytes_give_data_or_findings_with_their_places(raw: bytes) -> None:
    data, findings = read_json(raw)
    assert data is None or not findings
    placed = [entry for entry in findings if entry.code != "not-json"]
    assert all(entry.line and entry.column for entry in placed)
    assert "json-many" not in {entry.code for entry in findings}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.decimals(-(10**6), 10**6, places=3, allow_nan=False)
    | st.text(alphabet='ab中"\\\n\u2028😀', max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("甲乙丙ab", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(JSON)
def test_canonical_json_is_read_back_as_equal_data(value: Any) -> None:
    text = canonical_json(value)
    data, findings = read_json(text.encode())
    assert findings == []
    assert data == value
    assert canonical_json(data) == text
