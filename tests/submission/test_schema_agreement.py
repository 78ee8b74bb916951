"""jsonschema-rs decides and jsonschema explains: both say the same about any data, at the same places."""

import copy
import json
from decimal import Decimal
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.schema import submission_schema
from evaluator.submission.explain import judged
from evaluator.submission.read import read_document
from evaluator.submission.validate import validate_against
from evaluator.submission.verdict import exact_validator
from tests.samples import as_bytes, changed, nanwan, sample
from tests.submission.examples import the_rubric

Path = tuple[str | int, ...]


def exact(data: Any) -> Any:
    """Data as the reader gives it: decimals, not floats."""
    return read_document(as_bytes(data)).data


def places(data: Any, path: Path = ()) -> list[Path]:
    """Every path of the data, the root left out."""
    items: Any = data.items() if isinstance(data, dict) else enumerate(data)
    found: list[Path] = []
    for key, value in items:
        found.append((*path, key))
        if isinstance(value, dict | list):
            found += places(value, (*path, key))
    return found


def with_all_parts() -> dict[str, Any]:
    data = nanwan()
    data["stated"] = [{"indicator": "10-2", "value": "88.02%", "source": "公报"}]
    data["explanations"] = [{"field": "在园幼儿数", "text": "属实"}]
    entry = {
        "id": "E001",
        "title": "报表",
        "document_no": "甲〔2021〕1号",
        "sha256": "a" * 64,
        "indicators": ["10-2"],
    }
    data["evidence"] = [entry]
    data["$schema"] = "urn:a"
    data["学校"] = data["学校"][:3]
    return data


VALID: dict[str, Any] = {"nanwan": exact(with_all_parts()), "beishan": exact(sample("beishan"))}
VALID["beishan"]["学校"] = VALID["beishan"]["学校"][:3]
PLACES = {
    name: [path for path in places(data) for _ in range(1 if path[0] in ("data", "学校") else 6)]
    for name, data in VALID.items()
}
"""What stands around the data counts sixfold, or the many numbers would leave it few changes."""

VALUES: list[Any] = [None, True, False, 0, 1, -1, 5, 2021, 300001, 10**60, -(10**60), 2**63, 2**64]
VALUES += [
    Decimal(text) for text in ("0.0", "5.0", "5.5", "100.00000000000000000001", "1e400", "1e-400")
]
VALUES += [
    "",
    " ",
    "　",
    "\n",
    "\u200b",
    "\u2028",
    "甲",
    "甲\n",
    "82%",
    "12,345",
    "１２",
    "/",
    "无",
    "是",
]
VALUES += [
    "2021-09-01",
    "2021-09-01\n",
    "2021/9/1",
    "2021-13-01",
    "990103",
    "990103\n",
    "٣٣٣٣٣٣",
    "小学",
    "小学部",
]
VALUES += [
    "10-2",
    "10-99",
    "E001",
    "E٠٠١",
    "a" * 64,
    "校" * 501,
    "𠮷" * 500,
    "在园幼儿数",
    "submission/1",
]
VALUES += [
    [],
    [1],
    {},
    {"甲": 1},
    {"文号": "甲"},
    {"文号": "甲", "日期": "2021-09-01"},
    {"文号": "", "日期": 5},
]
VALUES += [[{}], [None], ["10-2", "10-2"], {"文号": "甲", "日期": "2021-09-01", "丙": None}]
KEYS = [
    "在院幼儿数",
    "在园幼儿数",
    "甲",
    "",
    "a/b~c",
    "学校",
    "format",
    "日期",
    "文号",
    "\u202e",
    "学生數",
    "学生数 ",
]

CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["delete", "rename", "replace", "insert", "move"]),
        st.integers(0, 10**6),
        st.sampled_from(KEYS),
        st.sampled_from(VALUES),
    ),
    min_size=1,
    max_size=5,
)


def mutated(name: str, changes: list[tuple[str, int, str, Any]]) -> Any:
    data = copy.deepcopy(VALID[name])
    paths = PLACES[name]
    for kind, number, key, value in changes:
        *way, last = paths[number % len(paths)]
        here: Any = data
        try:
            for step in way:
                here = here[step]
            here[last]
        except (KeyError, IndexError, TypeError):
            continue
        if not isinstance(here, dict | list):
            continue
        match kind:
            case "delete":
                del here[last]
            case "rename" if isinstance(here, dict):
                here[key] = here.pop(last)
            case "insert" if isinstance(here, dict):
                here[key] = copy.deepcopy(value)
            case "insert":
                here.insert(last, copy.deepcopy(value))
            case "move":
                data["data"][str(last)] = here[last]
            case _:
                here[last] = copy.deepcopy(value)
    return data


def by_rs(schema: Any, data: Any) -> set[tuple[Path, str]]:
    validator = jsonschema_rs.Draft202012Validator(schema)
    found = {
        (tuple(error.instance_path), str(error.schema_path[-1]))
        for error in validator.iter_errors(data)
    }
    assert validator.is_valid(data) == (not found)
    return found


def by_python(schema: Any, data: Any) -> set[tuple[Path, str]]:
    errors = exact_validator(schema).iter_errors(data)
    return {(tuple(error.absolute_path), error.validator) for error in errors}


@settings(max_examples=250)
@given(st.sampled_from(sorted(VALID)), CHANGES)
def test_both_validators_agree_on_verdict_and_places(
    name: str, changes: list[tuple[str, int, str, Any]]
) -> None:
    rubric = the_rubric()
    schema = submission_schema(rubric)
    data = mutated(name, changes)
    told = by_rs(schema, data)
    assert by_python(schema, data) == told
    findings = judged(rubric, data).findings
    assert bool(findings) == bool(told)
    assert len({(entry.code, entry.pointer, entry.found) for entry in findings}) == len(findings)
    result = validate_against(rubric, data, "0" * 64)
    assert set(findings) <= set(result.findings)
    assert result.submission is None or not told


@pytest.mark.parametrize("name", sorted(VALID))
def test_neither_has_anything_against_a_valid_sample(rubric: Rubric, name: str) -> None:
    schema = submission_schema(rubric)
    assert by_rs(schema, VALID[name]) == by_python(schema, VALID[name]) == set()
    assert judged(rubric, VALID[name]).findings == ()


BLANK = [
    "\t",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1f",
    "\x85",
    "\xa0",
    "\u1680",
    "\u180e",
    "\u2000",
    "\u200a",
    "\u200b",
]
BLANK += ["\u2028", "\u202f", "\u205f", "\u3000", "\ufeff"]


@pytest.mark.parametrize("text", BLANK, ids=lambda text: f"U+{ord(text):04X}")
def test_both_validators_agree_on_what_is_blank(rubric: Rubric, text: str) -> None:
    schema = submission_schema(rubric)
    data = changed(VALID["nanwan"], {("not_applicable", 0, "reason"): text})
    assert by_python(schema, data) == by_rs(schema, data)


@pytest.mark.parametrize("text", BLANK, ids=lambda text: f"U+{ord(text):04X}")
def test_a_text_of_one_blank_never_ends_in_a_traceback(rubric: Rubric, text: str) -> None:
    data = changed(VALID["nanwan"], {("not_applicable", 0, "reason"): text})
    result = validate_against(rubric, data, "0" * 64)
    assert (result.submission is None) == any(e.severity == "error" for e in result.findings)


def test_the_schema_is_one_the_meta_schema_accepts(rubric: Rubric) -> None:
    schema = json.loads(json.dumps(submission_schema(rubric)))
    assert jsonschema_rs.meta.is_valid(schema)
