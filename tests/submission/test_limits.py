"""Files far too large or too deep: a finding, in a process that may use no more than 1 GB of memory."""

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.explain import MAX_ERRORS
from evaluator.submission.findings import Finding
from evaluator.submission.keys import MAX_UNKNOWN
from tests.samples import ROOT, changed, sample, validated

resource = pytest.importorskip("resource", reason="Windows cannot limit a process's memory so")

LIMIT = 1_000_000_000
HUGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "50 MB": (lambda: b'{"a": "' + b"x" * 50_000_000 + b'"}', "json-size"),
    "a million brackets": (lambda: b"[" * 1_000_000, "json-depth"),
    "ten thousand digits": (lambda: b'{"a": ' + b"9" * 10_000 + b"}", "json-number"),
    "a million equal keys": (
        lambda: b"{" + b",".join([b'"a":1'] * 1_000_000) + b"}",
        "json-duplicate",
    ),
    "five million values": (lambda: b"[" + b"1," * 4_900_000 + b"x]", "json-many"),
    "ten megabytes of one word": (lambda: b'{"a": ' + b"x" * 9_900_000 + b"}", "json-unquoted"),
    "four million blanks": (lambda: b'{"a": ' + b"1 " * 4_900_000 + b"x}", "json-value"),
    "many slips": (lambda: b"[" + b"x," * 4_900_000 + b"]", "json-unquoted"),
    "a valid array": (lambda: b"[" + b"1," * 4_900_000 + b"1]", "not-object"),
}
SCRIPT = """
import sys
from evaluator.submission.validate import validate
result = validate(sys.stdin.buffer.read(), {}.get)
print(result.findings[0].code)
assert len(result.findings) <= 10_001
"""


@pytest.mark.parametrize("name", HUGE)
def test_a_monstrous_file_ends_in_a_finding_under_one_gigabyte(name: str) -> None:
    make, code = HUGE[name]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=make(),
        capture_output=True,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stdout.decode().strip() == code


def with_rows(rows: list[Any]) -> bytes:
    data = sample("binhai")
    return json.dumps(changed(data, {("学校",): rows + data["学校"]}), ensure_ascii=False).encode()


def with_keys(count: int) -> bytes:
    return json.dumps({**sample("binhai"), **{f"k{n}": n for n in range(count)}}).encode()


def with_list(key: str, entry: Any, count: int) -> bytes:
    return json.dumps({**sample("binhai"), key: [entry] * count}).encode()


EXPLAINED = {"field": "在园幼儿数", "text": "属实"}
EVIDENCE = {"id": "E001", "title": "材料", "indicators": ["99-9"] * 20_000}
CROWDED: dict[str, tuple[Callable[[], bytes], list[tuple[str, str]]]] = {
    # name: (file, its first findings as code and pointer)
    "10,000 empty records": (lambda: with_rows([{}] * 10_000), [("schema-items", "/学校")]),
    "300,000 empty records": (lambda: with_rows([{}] * 300_000), [("schema-items", "/学校")]),
    "100,000 explanations": (
        lambda: with_list("explanations", EXPLAINED, 100_000),
        [("schema-items", "/explanations")],
    ),
    "20,000 indicators": (
        lambda: with_list("evidence", EVIDENCE, 1),
        [("schema-items", "/evidence/0/indicators")],
    ),
    "300,000 unknown keys": (
        lambda: with_keys(300_000),
        [("schema-unknown", f"/k{n}") for n in range(MAX_UNKNOWN)] + [("schema-unknown-more", "")],
    ),
}


def peak_of(rubric: Rubric, raw: bytes) -> tuple[tuple[Finding, ...], int]:
    """The findings about a file, and the most memory that Python held while they were made."""
    validated(rubric, sample("binhai"))
    tracemalloc.start()
    findings = validated(rubric, raw).findings
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return findings, peak


@pytest.mark.parametrize("name", CROWDED)
def test_what_is_too_much_of_a_kind_is_told_once_and_costs_little(
    rubric: Rubric, name: str
) -> None:
    make, expected = CROWDED[name]
    raw = make()
    findings, peak = peak_of(rubric, raw)
    errors = [(entry.code, entry.pointer) for entry in findings if entry.severity == "error"]
    assert errors == expected
    assert peak < 10_000_000 + 40 * len(raw)


def test_the_records_of_a_full_table_are_judged_one_finding_each(rubric: Rubric) -> None:
    raw = with_rows([{}] * 4_000)
    findings, peak = peak_of(rubric, raw)
    wrong = [entry for entry in findings if entry.severity == "error"]
    assert [entry.pointer for entry in wrong] == [f"/学校/{place}" for place in range(4_000)]
    columns = len(rubric.content.tables["学校"].fields)
    assert f"全部 {columns} 项" in wrong[0].message
    assert peak < 40_000_000


def test_errors_beyond_a_bound_are_not_looked_for_and_that_is_said(rubric: Rubric) -> None:
    row = dict.fromkeys(rubric.content.tables["学校"].fields, "/")
    result = validated(rubric, with_rows([row] * 1_000))
    assert len(result.findings) == MAX_ERRORS + 1
    assert [entry.code for entry in result.findings if entry.severity == "info"] == [
        "schema-stopped"
    ]
    assert result.unchecked


def test_a_finding_late_in_a_large_file_stands_at_its_place(rubric: Rubric) -> None:
    data = {"k": [0] * 300_000, **sample("binhai")}
    data["prepared_by"]["unit"] = 5
    raw = json.dumps(data, ensure_ascii=False, indent=1).encode()
    (entry,) = [e for e in validated(rubric, raw).findings if e.pointer == "/prepared_by/unit"]
    lines = raw.decode().split("\n")
    assert entry.line is not None and entry.line > 300_000
    assert lines[entry.line - 1] == '  "unit": 5'
    assert entry.column == 11
