"""Explanations of the district: which warnings they answer, and which they do not."""

import pytest

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


BUDGET = "本年一般公共预算教育支出"  # 426,181 last year


@pytest.mark.parametrize(
    ("value", "text", "answers"),
    [
        (45.41, "已核实", False),
        (45.41, "与上年的 426181 万元相比减少", False),
        (45.41, "已与财政局核对，确为45.41万元。", True),
        (1045.5, "区划调整后确为１，０４５.５０万元", True),
        (250000, "上年含一次性专项", True),
    ],
)
def test_a_figure_that_looks_like_a_slip_is_explained_by_its_own_number(
    rubric: Rubric, value: float, text: str, answers: bool
) -> None:
    data = changed(
        sample("binhai"), {BUDGET: value, ("explanations",): [{"field": BUDGET, "text": text}]}
    )
    found = validated(rubric, data).findings
    (entry,) = [one for one in found if one.code == "last-year-ratio"]
    assert bool(entry.explained) is answers
    assert ("并写明" in entry.hint) is (value != 250000)


@pytest.mark.parametrize(
    ("text", "answers"), [("无", False), ("……", False), ("补发了上年工资", True)]
)
def test_an_explanation_that_says_nothing_answers_no_warning(
    rubric: Rubric, text: str, answers: bool
) -> None:
    wages = {"义务教育教师年平均工资": 150000}
    code = "check-W07"
    assert explained(rubric, code, "义务教育教师年平均工资", text, **wages) is answers


@pytest.mark.parametrize(
    "text",
    [
        *("属实", "情况属实。", "已核实", "无误", "按实际填报", "经核对，数据准确无误！"),
        *("义务教育教师年平均工资", "义务教育教师年平均工资属实", "请填写原因"),
    ],
)
def test_an_explanation_that_gives_no_reason_answers_no_warning_and_is_told_so(
    rubric: Rubric, text: str
) -> None:
    wages = "义务教育教师年平均工资"
    said = [{"field": wages, "text": text}]
    data = changed(sample("binhai"), {wages: 150000, ("explanations",): said})
    (entry,) = [one for one in validated(rubric, data).findings if one.check == "check-W07"]
    assert not entry.explained
    assert f"“{text}”没有写明原因" in entry.hint


@pytest.mark.parametrize(
    "text", ["已核实，补发了上年工资", "与报表一致", "区划调整", "统计口径不同"]
)
def test_an_explanation_with_a_reason_answers_beside_words_that_only_vouch(
    rubric: Rubric, text: str
) -> None:
    wages = "义务教育教师年平均工资"
    assert explained(rubric, "check-W07", wages, text, **{wages: 150000})
