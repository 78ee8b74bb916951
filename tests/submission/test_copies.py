"""Values that two districts of one run share: told to both, unless they are few, small or explained."""

from typing import Any

from evaluator.batch import compared, score
from evaluator.rubric.compiled import Rubric
from evaluator.submission.validate import Validated
from tests.samples import DATE, changed, nanwan, sample, validated

OTHER = {("district", "code"): "990104", ("district", "name"): "东湾区"}


def flat(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for group in data["data"].values() for key, value in group.items()}


def codes(result: Validated) -> list[str]:
    return [entry.code for entry in result.findings]


def test_the_samples_share_no_telling_values(rubric: Rubric) -> None:
    checked = {slug: validated(rubric, sample(slug)) for slug in ("binhai", "beishan", "lingang")}
    assert compared(checked) == checked


def test_a_submission_copied_from_another_district_is_told_to_both(rubric: Rubric) -> None:
    one, other = nanwan(), changed(nanwan(), OTHER)
    result = compared({"a": validated(rubric, one), "b": validated(rubric, other)})
    (first,) = [entry for entry in result["a"].findings if entry.code == "copied"]
    (second,) = [entry for entry in result["b"].findings if entry.code == "copied"]
    assert first.severity == "warning"
    assert "与东湾区的数完全相同" in first.message
    assert "与南湾区的数完全相同" in second.message
    assert first.line is not None
    assert len(first.related) == int(first.expected) >= 3
    titles = [rubric.content.fields[key.rsplit("/", 1)[1]].title for key in first.related]
    assert all(f"「{title}」" in first.message for title in titles[:5])


def test_equal_small_or_round_numbers_tell_nothing(rubric: Rubric) -> None:
    values = flat(sample("binhai"))
    telling = [
        key
        for key, value in values.items()
        if isinstance(value, int | float) and value == flat(sample("lingang"))[key]
    ]
    assert telling, "the samples share some small numbers"


def copied(rubric: Rubric, values: dict[str, Any]) -> list[str]:
    """The fields told as copied between two districts that share these values and no other telling ones."""
    one = sample("binhai")
    other = sample("lingang")
    result = compared(
        {
            "a": validated(rubric, changed(one, values)),
            "b": validated(rubric, changed(other, values)),
        }
    )
    told = [entry for entry in result["b"].findings if entry.code == "copied"]
    assert all(entry.found.count("「") == len(entry.related) for entry in told)
    return [pointer.rsplit("/", 1)[1] for entry in told for pointer in entry.related]


def test_one_equal_number_of_seven_digits_is_told_and_two_of_five_are_not(rubric: Rubric) -> None:
    key, second = "公用经费实拨额", "公用经费应拨额"
    assert copied(rubric, {key: 12345.67, second: 20000}) == [key]
    assert copied(rubric, {key: 12345.67, second: 23456.78}) == [key, second]
    assert copied(rubric, {key: 12345, second: 67891}) == []
    assert copied(rubric, {key: 12345.6, second: 67891.2}) == []


def test_the_same_district_twice_is_no_copy(rubric: Rubric) -> None:
    twice = {"a": validated(rubric, nanwan()), "b": validated(rubric, nanwan())}
    assert compared(twice) == twice


def test_a_copy_that_the_district_explains_is_noted_as_explained(rubric: Rubric) -> None:
    one = changed(
        nanwan(), {("explanations",): [{"field": "教师培训经费", "text": "两区合并预算。"}]}
    )
    result = compared(
        {"a": validated(rubric, one), "b": validated(rubric, changed(nanwan(), OTHER))}
    )
    told = [entry for entry in result["a"].findings if entry.code == "copied"]
    assert [entry.explained for entry in told] == ["两区合并预算。"]


def test_a_report_says_nothing_of_other_districts(rubric: Rubric) -> None:
    alone = validated(rubric, nanwan())
    result = compared({"a": alone, "b": validated(rubric, changed(nanwan(), OTHER))})
    assert "copied" in codes(result["a"])
    scored = score("a", result["a"], DATE)
    assert scored.evaluation == score("a", alone, DATE).evaluation
    assert "copied" in [entry.code for entry in scored.findings]


def test_a_value_copied_from_last_year_is_told(rubric: Rubric) -> None:
    values = flat(nanwan())
    key = "本年一般公共预算教育支出"
    before = rubric.content.fields[key].last_year
    assert before is not None
    result = validated(rubric, changed(nanwan(), {key: values[before]}))
    told = [entry for entry in result.findings if entry.code == "last-year-same"]
    assert [entry.pointer.rsplit("/", 1)[1] for entry in told] == [key]
    assert "与上年的数完全相同" in told[0].message
    assert told[0].severity == "warning"


def test_round_equal_values_of_two_years_tell_nothing(rubric: Rubric) -> None:
    key = "本年一般公共预算教育支出"
    before = rubric.content.fields[key].last_year
    assert before is not None
    result = validated(rubric, changed(nanwan(), {key: 10000, before: 10000}))
    assert "last-year-same" not in codes(result)


def test_a_copy_is_told_although_the_copy_has_errors_too(rubric: Rubric) -> None:
    other = changed(nanwan(), {**OTHER, ("prepared_on",): "2021/12/24"})
    result = compared({"a": validated(rubric, nanwan()), "b": validated(rubric, other)})
    assert "copied" in codes(result["a"])
    assert {"schema-text", "copied"} <= {*codes(result["b"])}
    assert result["b"].submission is None


def test_a_file_that_does_not_name_its_district_is_compared_with_none(rubric: Rubric) -> None:
    other = changed(nanwan(), {("district", "name"): 3, ("district", "code"): None})
    checked = {"a": validated(rubric, nanwan()), "b": validated(rubric, other)}
    assert compared(checked) == checked
