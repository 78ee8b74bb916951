"""Bytes as strict JSON with exact numbers, or one finding that says why not."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.submission.read import canonical_json, read_json


def refused(raw: bytes) -> tuple[str, int | None, int | None]:
    data, findings = read_json(raw)
    assert data is None
    assert [entry.severity for entry in findings] == ["error"]
    entry = findings[0]
    assert "{" not in entry.message.replace("{…}", "")
    return entry.code, entry.line, entry.column


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
    assert refused("\ufeff{,}".encode()) == ("json-syntax", 1, 2)


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        ('{"区": 1}'.encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + '{"区": 1}'.encode("utf-16-be"), "UTF-16"),
        ('{"名称": "滨海区"}'.encode("gbk"), "GBK"),
        ('{"名称": "滨海区"}'.encode("gb18030"), "GBK"),
        (b'{"a": "\xff"}', "损坏的 UTF-8"),
        ('{"名称": "滨海区"}'.encode()[:-3] + b'"}', "UTF-8"),
    ],
    ids=["UTF-16", "UTF-16 big-endian", "GBK", "GB18030", "lone byte", "cut character"],
)
def test_another_encoding_is_named(raw: bytes, encoding: str) -> None:
    _, findings = read_json(raw)
    assert [entry.code for entry in findings] == ["json-encoding"]
    assert encoding in findings[0].message


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_a_constant_that_is_no_json_is_refused(constant: str) -> None:
    assert refused(f'{{"a": {constant}}}'.encode())[0] == "json-constant"


@pytest.mark.parametrize(
    "text",
    [
        '{"甲": 1, "甲": 2}',
        '{"甲": 1, "甲": 1}',
        '{"甲": {"乙": 1, "丙": 2, "乙": 3}}',
        '[{"甲": 1, "甲": 2}]',
        '{"a": 1, "\\u0061": 2}',
    ],
)
def test_a_key_written_twice_is_refused(text: str) -> None:
    assert refused(text.encode())[0] == "json-duplicate"


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
        "1" * 63 + ".55",
        "0." + "0" * 1000 + "1",
    ],
)
def test_a_number_too_long_or_too_large_is_refused(number: str) -> None:
    assert refused(f'{{"a": {number}}}'.encode())[0] == "json-number"


@pytest.mark.parametrize("depth", [65, 66, 100, 5000, 200000])
def test_brackets_too_deep_are_refused(depth: int) -> None:
    assert refused(b"[" * depth + b"]" * depth)[0] == "json-depth"
    assert refused(b'{"a":' * depth + b"1" + b"}" * depth)[0] == "json-depth"


@pytest.mark.parametrize("depth", [1, 5, 16])
def test_16_brackets_are_accepted(depth: int) -> None:
    assert read_json(b"[" * depth + b"]" * depth)[1] == []


@pytest.mark.parametrize(
    "text", ['"\\ud800"', '{"\\udfff": 1}', '["ok", {"a": "\\ud83d x"}]', '"\\ude00\\ud83d"']
)
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    assert refused(text.encode())[0] == "json-surrogate"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("   ", 1, 4),
        ("{", 1, 2),
        ('{"甲": 1,}', 1, 9),
        ('{\n "甲": 1,\n}', 3, 1),
        ('{\n "甲": 18,240\n}', 2, 10),
        ('{"甲": 1，"乙": 2}', 1, 8),
        ('{"甲"：1}', 1, 5),
        ('{"甲": 1} x', 1, 10),
        ("{} {}", 1, 4),
        ("[1] // 注", 1, 5),
        ("/* 注 */ {}", 1, 1),
        ("{'甲': 1}", 1, 2),
        ('{甲: 1}', 1, 2),
        ('{"甲": }', 1, 7),
        ('{"甲": .5}', 1, 7),
        ('{"甲": 05}', 1, 8),
        ('{"甲": +5}', 1, 7),
        ('{"甲": 0x10}', 1, 8),
        ('{"甲": True}', 1, 7),
        ('{"甲": undefined}', 1, 7),
        ('["甲\n乙"]', 1, 4),
        ('{"甲": "乙}', 1, 7),
        ('{"甲": "\\x"}', 1, 8),
        ("\x00", 1, 1),
    ],
)  # fmt: skip
def test_broken_json_is_told_with_line_and_column(text: str, line: int, column: int) -> None:
    assert refused(text.encode()) == ("json-syntax", line, column)


def test_a_file_of_more_than_20_mb_is_refused() -> None:
    assert refused(b" " * 20_000_001)[0] == "json-size"
    assert read_json(b" " * 19_999_998 + b"{}") == ({}, [])


@given(st.binary(max_size=60))
def test_any_bytes_give_data_or_one_finding(raw: bytes) -> None:
    data, findings = read_json(raw)
    assert len(findings) <= 1
    assert data is None or not findings


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
