"""Hostile sizes: each file ends in few findings, and in all the cases the reader returns."""

import pytest

from evaluator.submission.read import read_document
from evaluator.submission.scan import scan
from evaluator.submission.scanned import MAX_FINDINGS, MAX_VALUES

MILLION = 1_000_000

BOUNDS: dict[str, tuple[bytes, str, int]] = {
    # name: (file, code of every finding, how many)
    "a million brackets": (b"[" * MILLION, "json-depth", 1),
    "a million closed brackets": (b"[" * MILLION + b"]" * MILLION, "json-depth", 1),
    "a million objects": (b'{"a":' * MILLION, "json-depth", 1),
    "10,000 digits": (b'{"a": ' + b"9" * 10_000 + b"}", "json-number", 1),
    "10,000 decimals": (b"0." + b"1" * 10_000, "json-number", 1),
    "ten million digits": (b"1" * 10_000_000, "json-number", 1),
    "a long exponent": (b"1e" + b"9" * 10_000, "json-number", 1),
    "a million equal keys": (
        b"{" + b'"a":1,' * MILLION + b'"a":1}',
        "json-duplicate",
        MAX_FINDINGS,
    ),
    "a million brackets too many": (b"{" * MILLION, "json-stray", MAX_FINDINGS),
    "a million slips": (b"[" + b"None," * MILLION + b"1]", "json-literal", MAX_FINDINGS),
    "a million comments": (b"//\n" * MILLION + b"{}", "json-comment", MAX_FINDINGS),
    "many lists left open": (
        b'{"x":[1' + b"".join(b',"%d":[1' % number for number in range(MILLION // 2)),
        "json-unclosed-list",
        MAX_FINDINGS,
    ),
    "a million spaces after a bracket": (b"{1" + b" " * MILLION + b"x", "json-unquoted-key", 1),
    "50 MB": (b" " * 50_000_000, "json-size", 1),
    "50 MB of brackets": (b"[" * 50_000_000, "json-size", 1),
    "10 MB of blank lines": (b"\r\n" * 5_000_000, "json-empty", 1),
    "10 MB of spaces": (b" " * 10 * MILLION, "json-empty", 1),
    "10 MB of tabs": (b"\t" * 10 * MILLION, "json-empty", 1),
    "9 MB of wide spaces": ("\u3000".encode() * 3 * MILLION, "json-empty", 1),
    "10 MB of spaces before a sign": (b" " * 9_999_999 + b"x", "json-unquoted", 1),
    "10 MB of spaces between rows": (
        b" " * 5 * MILLION + b"\n" + b" " * 4 * MILLION,
        "json-empty",
        1,
    ),
    "10 MB of spaces in a value": (b'{"a": x' + b" " * 9 * MILLION + b"y}", "json-unquoted", 1),
    "10 MB of tabs behind a number": (b'{"a": 1' + b"\t" * 9 * MILLION + b"x}", "json-unit", 1),
    "10 MB of spaces behind a row of a sheet": (
        b"{a\t1" + b" " * 9 * MILLION + b"x}",
        "json-pasted",
        1,
    ),
    "10 MB of spaces behind a list": (
        b'{"a": [1]' + b" " * 9 * MILLION + b"2]}",
        "json-stray",
        1,
    ),
    "10 MB of line breaks in a text": (b'{"a": "x' + b"\n" * 9 * MILLION, "json-cut", 1),
    "10 MB of spaces behind a key with its value": (
        b'{"a:1"' + b" " * 9 * MILLION + b"}",
        "json-value-inside",
        1,
    ),
    "10 MB of spaces between commas": (
        '{"a": 1，'.encode() + b" " * 9 * MILLION + b',"b": 2}',
        "json-stray",
        1,
    ),
    "an open text of 10 MB": (b'"' + b"a" * 9_999_999, "json-unterminated", 1),
    "an open comment of 10 MB": (b"/*" * 5_000_000, "json-comment", 1),
}


@pytest.mark.parametrize(("raw", "code", "count"), BOUNDS.values(), ids=BOUNDS)
def test_a_file_of_hostile_size_ends_in_findings(raw: bytes, code: str, count: int) -> None:
    document = read_document(raw)
    assert [entry.code for entry in document.findings[:count]] == [code] * count
    assert len(document.findings) <= max(count + 1, 5)
    stopped = document.findings[-1].code == "json-stopped"
    assert stopped == (count == MAX_FINDINGS)


def test_a_slip_at_the_end_of_a_large_file_is_found_at_its_place() -> None:
    text = "{\n" + "".join(f'"k{number}": {number},\n' for number in range(50_000)) + "}"
    document = read_document(text.encode())
    assert [(entry.code, entry.line, entry.column) for entry in document.findings] == [
        ("json-trailing-comma", 50_001, 16)
    ]


def test_all_slips_are_told_up_to_a_bound_and_where_the_pass_stops_that_is_said() -> None:
    def told(slips: int) -> list[str]:
        return [entry.code for entry in scan("[" + "82%, " * slips + "1]").findings]

    assert told(500) == ["json-percent"] * 500
    assert told(MAX_FINDINGS - 1) == ["json-percent"] * (MAX_FINDINGS - 1)
    assert told(MAX_FINDINGS + 500) == ["json-percent"] * MAX_FINDINGS + ["json-stopped"]


def test_a_pass_that_stops_at_too_many_values_says_so_beside_what_it_found() -> None:
    findings = scan("[82%, " + "1, " * MAX_VALUES + "1]").findings
    assert [entry.code for entry in findings] == ["json-percent", "json-many"]
    assert "其后没有检查" in findings[1].message


@pytest.mark.parametrize("text", ['{"a": "' + 'a"b' * MILLION, '{"a": ' + "'" * MILLION])
def test_a_long_line_of_quotes_is_not_looked_through_at_each_of_them(text: str) -> None:
    assert len(scan(text).findings) == MAX_FINDINGS + 1
