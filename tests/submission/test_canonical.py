"""The content hash: key order, white space, 1.0 beside 1 and $schema change nothing; a value does."""

import json
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.read import canonical_json, read_json, sha256_text
from tests.samples import GONE, as_bytes, changed, nanwan, validated


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ('{"a": 1, "b": 2}', '{"b":2,"a":1}'),
        ('{"a": 1.0}', '{"a": 1}'),
        ('{"a": 1.50}', '{"a": 1.5}'),
        ('{"a": 1e2}', '{"a": 100}'),
        ('{"a": 100.0}', '{"a": 100}'),
        ('{"a": 0.00}', '{"a": 0}'),
        ('{"a": -0.0}', '{"a": 0}'),
        ('{"a": -0}', '{"a": 0}'),
        ('{"a": "\\u4e2d"}', '{"a": "中"}'),
        ('{"a": {"c": [1, 2.0], "b": null}}', '{ "a" : { "b" : null , "c" : [ 1.0 , 2 ] } }'),
    ],
)
def test_equal_data_has_one_canonical_text(one: str, two: str) -> None:
    assert canonical_json(read_json(one.encode())[0]) == canonical_json(read_json(two.encode())[0])


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ('{"a": 1}', '{"a": "1"}'),
        ('{"a": 1}', '{"a": true}'),
        ('{"a": 0}', '{"a": false}'),
        ('{"a": null}', "{}"),
        ('{"a": 10}', '{"a": 1}'),
        ("[1, 2]", "[2, 1]"),
        ('{"a": 0.1}', '{"a": 0.10000000000000001}'),
        ('{"a": " "}', '{"a": ""}'),
    ],
)
def test_other_data_has_another_text(one: str, two: str) -> None:
    assert canonical_json(read_json(one.encode())[0]) != canonical_json(read_json(two.encode())[0])


def test_the_canonical_text_is_sorted_compact_and_unescaped() -> None:
    data = read_json('{"乙": [1.50, null, true], "a": "中\\n"}'.encode())[0]
    assert canonical_json(data) == '{"a":"中\\n","乙":[1.5,null,true]}'


def test_a_hash_is_that_of_the_texts_utf8_bytes() -> None:
    # sha256 of the three bytes of 中 and of nothing, from sha256sum
    assert sha256_text("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert sha256_text("中") == "a567bdaa11367f260f0708391f4d10766b5962f565d9e432f17981a3584fe1e2"


def hashes(rubric: Rubric, data: Any) -> tuple[str, str]:
    submission = validated(rubric, data).submission
    assert submission is not None
    return submission.content_sha256, submission.file_sha256


def reversed_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: reversed_keys(value[key]) for key in reversed(value)}
    return [reversed_keys(entry) for entry in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(nanwan(), ensure_ascii=True).encode(),
        json.dumps(nanwan(), ensure_ascii=False, indent=7).encode(),
        b"\xef\xbb\xbf" + as_bytes(nanwan()),
        as_bytes(reversed_keys(nanwan())),
        as_bytes(changed(nanwan(), {("$schema",): GONE})),
        as_bytes(changed(nanwan(), {("$schema",): "https://example.org/other.json"})),
        as_bytes(nanwan()).replace(b"1812,", b"1812.0,"),
        as_bytes(nanwan()).replace(b"1812,", b"1.812e3,"),
    ],
    ids=["escaped", "indented", "bom", "key order", "no $schema", "other $schema", "1.0", "1e3"],
)
def test_the_form_of_a_file_changes_the_file_hash_only(rubric: Rubric, raw: bytes) -> None:
    content, file = hashes(rubric, as_bytes(nanwan()))
    other_content, other_file = hashes(rubric, raw)
    assert other_content == content
    assert other_file != file


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("在园幼儿数", 1813),
        ("在园幼儿数", None),
        ("区市教育规划", False),
        ("满意度得分", 88.51),
        (("prepared_on",), "2021-12-21"),
        (("学校", 0, "寄宿制"), True),
        (("explanations",), [{"field": "在园幼儿数", "text": "情况属实"}]),
        (("explanations",), GONE),
    ],
    ids=str,
)
def test_a_change_of_content_changes_the_content_hash(
    rubric: Rubric, where: Any, value: Any
) -> None:
    data = changed(nanwan(), {where: value})
    assert hashes(rubric, data)[0] != hashes(rubric, nanwan())[0]
