"""Explanations of the district: which warnings they answer, and which they do not."""

from evaluator.rubric.compiled import Rubric
from tests.samples import changed, sample, validated


def explained(rubric: Rubric, code: str, field: str, text: str, **values: object) -> bool:
    """Whether the district's explanation answers the warnings of a check in a changed sample."""
    data = changed(
        sample("binhai"), {**values, ("explanations",): [{"field": field, "text": text}]}
    )
    found = [entry for entry in validated(rubric, data).findings if entry.check == code]
    assert found
    return all(entry.explained for entry in found)


def test_a_total_is_explained_by_its_field_and_not_by_a_remark_on_the_table(
    rubric: Rubric,
) -> None:
    fewer = {"义务教育学校数": 83}
    text = "三所学校的数据正在重新核对。"
    assert explained(rubric, "check-W18", "义务教育学校数", text, **fewer)
    assert not explained(rubric, "check-W18", "学校", text, **fewer)


def test_an_indicator_is_named_wherever_its_number_stands_by_itself(rubric: Rubric) -> None:
    stated = [{"indicator": "4-2", "value": "30%", "source": "《公报》"}]
    for text, answers in (
        ("指标24-2、4-2公布时口径不同。", True),
        ("指标4-2、24-2公布时口径不同。", True),
        ("指标24-2、4-21公布时口径不同。", False),
    ):
        said = [{"field": "校级干部数", "text": text}]
        data = changed(sample("binhai"), {("stated",): stated, ("explanations",): said})
        (entry,) = [
            one for one in validated(rubric, data).findings if one.pointer == "/stated/0/value"
        ]
        assert bool(entry.explained) is answers, text
