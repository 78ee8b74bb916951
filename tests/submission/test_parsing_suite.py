"""Every file of the public JSON Parsing Test Suite gives data or findings, never an exception."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evaluator.submission.read import read_document
from evaluator.submission.scan import scan

SUITE = Path(__file__).resolve().parent.parent / "data" / "json-parsing-suite.json"
CASES: dict[str, str] = {
    case["name"].removesuffix(".json"): case["input"]
    for case in json.loads(SUITE.read_text(encoding="utf-8"))
}
TWICE = {"y_object_duplicated_key": (1, 10), "y_object_duplicated_key_and_value": (1, 10)}
"""JSON allows a key twice; a submission does not: the first number would be lost without a word."""


def group(prefix: str) -> dict[str, str]:
    return {name: text for name, text in CASES.items() if name.startswith(prefix)}


def test_the_suite_is_whole() -> None:
    assert [len(group(prefix)) for prefix in ("y_", "n_", "i_")] == [95, 188, 35]


ACCEPTED = {name: text for name, text in group("y_").items() if name not in TWICE}


@pytest.mark.parametrize("text", ACCEPTED.values(), ids=ACCEPTED)
def test_what_must_be_accepted_gives_the_data_with_exact_numbers(text: str) -> None:
    document = read_document(text.encode())
    expected: Any = json.loads(text, parse_float=Decimal)
    assert document.findings == ()
    assert document.data == expected
    assert repr(document.data) == repr(expected)
    scanned = scan(text)
    assert scanned.findings == []
    assert repr(scanned.data) == repr(expected)


@pytest.mark.parametrize(("name", "place"), TWICE.items(), ids=TWICE)
def test_a_key_written_twice_is_the_one_thing_refused(name: str, place: tuple[int, int]) -> None:
    findings = read_document(CASES[name].encode()).findings
    told = [(entry.code, entry.line, entry.column) for entry in findings]
    assert told == [("json-duplicate", *place)]


REFUSED = group("n_")


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_must_be_refused_is_refused_with_a_place(text: str) -> None:
    document = read_document(text.encode("utf-8", "surrogatepass"))
    assert document.findings
    for entry in document.findings:
        assert entry.severity == "error"
        assert entry.line is not None and entry.line >= 1
        assert entry.column is not None and entry.column >= 1
        assert entry.code != "json-many"


EITHER = group("i_")


@pytest.mark.parametrize("text", EITHER.values(), ids=EITHER)
def test_what_may_be_either_is_one_of_the_two(text: str) -> None:
    document = read_document(text.encode("utf-8", "surrogatepass"))
    assert bool(document.findings) != (document.data is not None and document.scanned is None)


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_the_position_pass_accepts_what_the_fast_path_accepts(text: str) -> None:
    read = read_document(text.encode("utf-8", "surrogatepass"))
    foreign = {entry.code for entry in read.findings} & {"json-encoding", "json-damaged"}
    if read.text and not foreign:
        assert bool(scan(read.text).findings) == bool(read.findings)
