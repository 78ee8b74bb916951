"""The published JSON Schema of a submission. Its committed copy is rewritten with

evaluate schema --rubric district-2021 > rubrics/district-2021/submission.schema.json
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import known_rubrics
from evaluator.rubric.schema import schema_text, submission_schema
from tests.samples import sample


@pytest.fixture(scope="module")
def schema(rubric: Rubric) -> dict[str, Any]:
    return submission_schema(rubric)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping inside a schema, itself included."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    if isinstance(schema, list):
        for value in schema:
            yield from parts(value)


def test_the_meta_schema_accepts_it(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_it_needs_no_reference_and_no_combination(schema: dict[str, Any]) -> None:
    keys = {key for part in parts(schema) for key in part}
    assert not keys & {"$ref", "$defs", "allOf", "if", "$dynamicRef"}


def test_every_object_is_closed(schema: dict[str, Any]) -> None:
    objects = [part for part in parts(schema) if part.get("type") == "object"]
    assert len(objects) > 20
    for part in objects:
        assert part["additionalProperties"] is False
        assert set(part["required"]) <= set(part["properties"])


def test_the_committed_copy_is_the_generated_one(rubric: Rubric) -> None:
    committed = known_rubrics()["district-2021"] / "submission.schema.json"
    assert committed.read_text(encoding="utf-8") == schema_text(rubric)


def test_every_field_is_required_and_described(rubric: Rubric, schema: dict[str, Any]) -> None:
    groups = schema["properties"]["data"]["properties"]
    assert list(groups) == list(rubric.content.groups)
    for group in groups.values():
        assert group["required"] == list(group["properties"])
    described = [entry for group in groups.values() for entry in group["properties"].values()]
    described += schema["properties"]["学校"]["items"]["properties"].values()
    assert all(entry["title"] and len(entry["description"]) > 20 for entry in described)


def nodes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every value that a schema describes, itself included."""
    yield schema
    inside = [*schema.get("properties", {}).values(), *schema.get("anyOf", ())]
    for node in [*inside, *([schema["items"]] if "items" in schema else [])]:
        yield from nodes(node)


def test_every_node_has_a_title_and_a_description(schema: dict[str, Any]) -> None:
    lacking = [node for node in nodes(schema) if not node.get("title") or not node["description"]]
    assert lacking == []
    assert all(node["description"].endswith("。") for node in nodes(schema))


def test_every_value_has_an_example_and_every_example_is_valid(schema: dict[str, Any]) -> None:
    for node in nodes(schema):
        if "properties" in node or "const" in node or node.get("type") in ("array", "null"):
            assert all(Draft202012Validator(node).is_valid(e) for e in node.get("examples", ()))
            continue
        assert node["examples"], node["title"]
        for example in node["examples"]:
            assert Draft202012Validator(node).is_valid(example), (node["title"], example)


def test_no_description_allows_a_zero_that_the_schema_refuses(schema: dict[str, Any]) -> None:
    numbers = [node for node in nodes(schema) if "minimum" in node]
    for node in numbers:
        refused = not Draft202012Validator(node).is_valid(0)
        assert ("没有的填 0" in node["description"]) <= (not refused), node["title"]
        assert ("不能" in node["description"].split("责任部门")[1]) == refused, node["title"]
    assert sum(node["minimum"] >= 1 for node in numbers) >= 30


@pytest.mark.parametrize(
    ("group", "field", "accepted", "refused"),
    [
        ("学前教育", "在园幼儿数", [1, 22765, None, 5.0], [0, -1, 1.5, "5", True, 300001]),
        ("教育督导", "满意度得分", [0, 88.93, 100, None], [-0.1, 100.1, "88"]),
        ("综合改革", "全市招生系统已启用", [True, False, None], [0, 1, "是"]),
        (
            "党的领导",
            "区市教育规划",
            [False, None, {"文号": "甲〔2021〕1号", "日期": "2021-06-30"}],
            [
                True,
                "甲〔2021〕1号",
                {"文号": "甲"},
                {"文号": "", "日期": "2021-06-30"},
                {"文号": "甲", "日期": "2021/6/30"},
                {"文号": "甲", "日期": "2021-06-30", "备注": ""},
            ],
        ),
    ],
)
def test_a_field_accepts_its_values_only(
    schema: dict[str, Any], group: str, field: str, accepted: list[Any], refused: list[Any]
) -> None:
    entry = schema["properties"]["data"]["properties"][group]["properties"][field]
    validator = Draft202012Validator(entry)
    assert [value for value in accepted if not validator.is_valid(value)] == []
    assert [value for value in refused if validator.is_valid(value)] == []


@pytest.mark.parametrize("slug", ["binhai", "beishan", "lingang"])
def test_any_validator_accepts_the_samples(schema: dict[str, Any], slug: str) -> None:
    assert list(Draft202012Validator(schema).iter_errors(sample(slug))) == []


@pytest.mark.parametrize("key", ["$schema", "not_applicable", "stated", "explanations", "evidence"])
def test_five_keys_are_optional(schema: dict[str, Any], key: str) -> None:
    data = sample("binhai")
    del data[key]
    assert Draft202012Validator(schema).is_valid(data)
    assert len(schema["properties"]) - len(schema["required"]) == 5


def test_it_can_be_read_as_text(rubric: Rubric) -> None:
    text = schema_text(rubric)
    assert "在园幼儿数" in text
    assert text.endswith("}\n")
    assert json.loads(text) == submission_schema(rubric)
