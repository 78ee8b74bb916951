"""One run tells all mistakes: what is sound is checked beside what is not, and nothing is told twice."""

import re
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.checked import reported
from evaluator.submission.validate import validate
from evaluator.text_report import text_report
from tests.samples import GONE, as_bytes, changed, nanwan, raw, said, validated

PLAN = ("data", "党的领导", "区市教育规划")
TOO_MANY = {"持证专任教师数": 500}
FAILED = ("subset-持证专任教师数", "error", "/data/教师队伍/持证专任教师数")
KEY = "/data/学前教育/在园幼儿数"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"在园幼儿数": "82%"}, [("schema-type", "error", KEY)]),
        ({"在园幼儿数": GONE}, [("schema-required", "error", "/data/学前教育")]),
        ({("data", "经费"): GONE}, [("schema-required", "error", "/data")]),
        ({("学校",): GONE}, [("schema-required", "error", "")]),
        ({("学校",): {}}, [("schema-type", "error", "/学校")]),
        ({("学校", 0): 3}, [("schema-type", "error", "/学校/0")]),
        ({("学校", 0, "学生数"): "120人"}, [("schema-type", "error", "/学校/0/学生数")]),
        ({("学校", 2, "标识码"): 5}, [("schema-type", "error", "/学校/2/标识码")]),
        ({("prepared_on",): "2030-01-01"}, [("date-range", "error", "/prepared_on")]),
        ({("prepared_on",): 5}, [("schema-type", "error", "/prepared_on")]),
        ({("district",): 5}, [("schema-type", "error", "/district")]),
        ({("year",): 2020}, [("schema-enum", "error", "/year")]),
        (
            {("not_applicable", 0, "indicator"): "13-11"},
            [("schema-enum", "error", "/not_applicable/0/indicator")],
        ),
        ({("stated",): [{"indicator": "10-2"}]}, [("schema-required-many", "error", "/stated/0")]),
        ({("备注",): "无"}, [("schema-unknown", "error", "/备注")]),
    ],
)  # fmt: skip
def test_a_failed_check_is_told_beside_another_mistake_and_nothing_follows_from_that(
    rubric: Rubric, changes: dict[Any, Any], told: list[tuple[str, str, str]]
) -> None:
    result = validated(rubric, changed(nanwan(), {**changes, **TOO_MANY}))
    assert [entry for entry in said(result) if entry[1] != "warning"] == [*told, FAILED]
    assert result.submission is None
    assert not result.unchecked


def test_records_with_a_broken_cell_are_passed_over_and_the_others_checked(rubric: Rubric) -> None:
    changes = {("学校", 0, "学生数"): "120人", ("学校", 1, "高于规定学历教师数"): 1000}
    changes[("学校", 3, "学段")] = "小学部"
    found = said(validated(rubric, changed(nanwan(), changes)))
    assert [entry for entry in found if entry[1] == "error"] == [
        ("schema-type", "error", "/学校/0/学生数"),
        ("schema-enum", "error", "/学校/3/学段"),
    ]
    assert [pointer for _, severity, pointer in found if severity == "warning"] == [
        "/学校/1/高于规定学历教师数"
    ]


def test_a_record_that_has_lost_its_code_or_name_is_held_to_be_no_other_school(
    rubric: Rubric,
) -> None:
    for place in range(len(nanwan()["学校"])):
        for key in ("标识码", "名称"):
            wrong = changed(nanwan(), {("学校", place, key): 5})
            codes = [entry.code for entry in validated(rubric, wrong).findings]
            assert codes == ["schema-type"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({("format",): "submission/1 "}, [("format", "error", "/format")]),
        ({("format",): "submission/2"}, [("format", "error", "/format")]),
        ({("format",): None}, [("format", "error", "/format")]),
        ({("rubric",): "district-2012"}, [("rubric-unknown", "error", "/rubric")]),
        ({("rubric",): "District-2021 "}, [("rubric-unknown", "error", "/rubric")]),
        ({("rubric",): 5, ("year",): 2020}, [
            ("rubric-unknown", "error", "/rubric"), ("schema-enum", "error", "/year"),
        ]),
        ({("format",): GONE, ("rubric",): GONE}, [
            ("format", "error", "/format"), ("rubric-unknown", "error", "/rubric"),
        ]),
    ],
)  # fmt: skip
def test_a_wrong_head_hides_nothing_where_the_rubric_can_be_told(
    rubric: Rubric, changes: dict[Any, Any], told: list[tuple[str, str, str]]
) -> None:
    result = validated(rubric, changed(nanwan(), {**changes, **TOO_MANY}))
    assert said(result) == [*told, FAILED]
    assert result.submission is None and not result.unchecked


def test_a_wrong_head_alone_keeps_a_file_from_being_sent(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), {("format",): GONE}))
    assert said(result) == [("format", "error", "/format")]
    assert result.submission is None
    assert '"format": "submission/1"' in result.findings[0].hint


def test_a_file_for_the_rubric_of_another_year_is_not_checked_by_this_one(rubric: Rubric) -> None:
    changes = {("rubric",): "district-2022", ("year",): 2022}
    result = validated(rubric, changed(nanwan(), changes))
    assert said(result) == [("rubric-unknown", "error", "/rubric")]
    assert result.unchecked and "是否要写" not in result.findings[0].hint


def test_a_record_given_twice_silences_only_what_counts_over_its_table(rubric: Rubric) -> None:
    same = {"标识码": "2990103001", "名称": "南湾区云川小学"}
    changes = {("学校", 1, key): value for key, value in {**same, "骨干教师数": 500}.items()}
    found = said(validated(rubric, changed(nanwan(), {**changes, **TOO_MANY})))
    assert found == [
        ("record-duplicate", "error", "/学校/1"),
        FAILED,
        ("check-W13", "warning", "/学校/1/骨干教师数"),
    ]


def stated(indicator: object, value: object = "3.1%") -> dict[str, object]:
    return {"indicator": indicator, "value": value, "source": "公报"}


@pytest.mark.parametrize("unsound", [stated("1-99"), stated("24-1", 10.62), 5, {"value": "1%"}])
def test_an_unsound_entry_of_a_list_leaves_the_others_checked_in_their_places(
    rubric: Rubric, unsound: object
) -> None:
    listed = [unsound, stated("10-2"), stated("10-2")]
    result = validated(rubric, changed(nanwan(), {("stated",): listed}))
    told = [entry for entry in said(result) if not entry[0].startswith("schema")]
    assert sorted(told) == [
        ("entry-repeated", "error", "/stated/2/indicator"),
        ("stated-differs", "warning", "/stated/1/value"),
        ("stated-differs", "warning", "/stated/2/value"),
    ]


def test_an_unsound_reason_leaves_the_other_claims_judged_in_their_places(rubric: Rubric) -> None:
    known = nanwan()["not_applicable"]
    claims = [
        {"indicator": "13-11", "reason": "辖区内没有"},
        {"indicator": known[0]["indicator"], "reason": 5},
        *known[1:],
        *({"indicator": "1-1", "reason": "辖区内没有"} for _ in range(2)),
    ]
    result = validated(rubric, changed(nanwan(), {("not_applicable",): claims}))
    assert said(result) == [
        ("schema-enum", "error", "/not_applicable/0/indicator"),
        ("schema-type", "error", "/not_applicable/1/reason"),
        ("entry-repeated", "error", "/not_applicable/5/indicator"),
        ("not-applicable-claim", "error", "/not_applicable/4"),
        ("not-applicable-claim", "error", "/not_applicable/5"),
    ]


def test_an_explanation_without_a_sound_text_explains_nothing(rubric: Rubric) -> None:
    listed = [{"field": "在园幼儿数", "text": 5}, {"field": "幼儿园数", "text": "属实"}]
    changes = {("explanations",): listed, ("stated",): [stated("10-2")]}
    found = validated(rubric, changed(nanwan(), changes)).findings
    assert [(entry.code, entry.explained_by) for entry in found] == [
        ("schema-type", ()),
        ("stated-differs", ()),
    ]


def test_a_text_with_a_telephone_is_told_beside_a_wrong_value(rubric: Rubric) -> None:
    changes = {("prepared_by", "unit"): "王 13800000000", ("district", "code"): 5}
    assert said(validated(rubric, changed(nanwan(), changes))) == [
        ("schema-type", "error", "/district/code"),
        ("text-telephone", "warning", "/prepared_by/unit"),
    ]


@pytest.mark.parametrize(
    ("wrong", "codes"),
    [
        ('{"文号": "甲政发1号", "日期": 2021-06-30}', ["json-number-form"]),
        ('{"文号": 甲政发1号, "日期": "2021-06-30"}', ["json-unquoted"]),
        ('{"文号": 甲政发1号, "日期": 2021-06-30}', ["json-unquoted", "json-number-form"]),
        ('{"文号": "甲政发1号", "日期": "2021-06-30}', ["json-unterminated"]),
        ('{"文号": "甲政发1号", "日期": 二〇二一年}', ["json-unquoted"]),
    ],
)
def test_a_slip_inside_a_document_is_told_once_with_advice_for_its_part(
    rubric: Rubric, wrong: str, codes: list[str]
) -> None:
    raw = as_bytes(changed(nanwan(), {PLAN: "QQ", **TOO_MANY})).decode()
    raw = raw.replace('"QQ"', wrong).replace(', "区市学校', ',\n"区市学校')
    result = validated(rubric, raw.encode())
    assert [entry.check or entry.code for entry in result.findings] == [*codes, FAILED[0]]
    for entry in result.findings:
        assert "object at" not in entry.message + entry.hint
    for entry in result.findings[: len(codes)]:
        part = entry.pointer.rsplit("/", 1)[1]
        if entry.code == "json-unquoted":
            assert ("文号是文字" if part == "文号" else "2021-09-01") in entry.hint


@pytest.mark.parametrize(
    ("first", "second", "failed"),
    [(500, 301, False), (301, 500, False), (500, 500, True)],
)
def test_of_a_key_written_twice_neither_value_is_checked_unless_both_are_alike(
    rubric: Rubric, first: int, second: int, failed: bool
) -> None:
    raw = as_bytes(changed(nanwan(), {"持证专任教师数": first})).decode()
    key = f'"持证专任教师数": {first}'
    assert raw.count(key) == 1
    twice = raw.replace(key, f'{key}, "持证专任教师数": {second}')
    codes = [entry.check or entry.code for entry in validated(rubric, twice.encode()).findings]
    assert codes == ["json-duplicate", *([FAILED[0]] if failed else [])]


def test_a_group_written_twice_is_one_finding(rubric: Rubric) -> None:
    raw = as_bytes(nanwan()).decode()
    twice = raw.replace('"data": {', '"data": {"经费": {}, ')
    assert [entry.code for entry in validated(rubric, twice.encode()).findings] == [
        "json-duplicate"
    ]


@pytest.mark.parametrize(
    ("renamed", "which"),
    [(("德育与思政", "学校与学生"), "这里"), (("学校与学生", "德育与思政"), "前一处")],
)
def test_a_group_under_the_name_of_another_is_one_finding_with_its_own_name(
    rubric: Rubric, renamed: tuple[str, str], which: str
) -> None:
    old, new = renamed
    text = raw("binhai").decode().replace(f'"{old}": {{', f'"{new}": {{')
    [entry] = validated(rubric, text.encode()).findings
    assert entry.code == "json-duplicate"
    assert f"{which}的键是否要写「{old}」？" in entry.hint


def test_a_key_in_the_place_of_its_neighbours_is_one_finding_that_names_both(
    rubric: Rubric,
) -> None:
    text = as_bytes(nanwan()).decode().replace('"在园幼儿数"', '"公办园在园幼儿数"')
    [entry] = validated(rubric, text.encode()).findings
    assert (entry.code, entry.title) == ("json-duplicate", "在园幼儿数")
    assert "是否其中一处应为「在园幼儿数」？" in entry.hint


def test_a_key_written_twice_is_not_held_to_stand_for_one_of_another_kind(rubric: Rubric) -> None:
    text = as_bytes(changed(nanwan(), {"区市教育规划": GONE})).decode()
    group = text[text.index('"党的领导"') :]
    key = re.findall(r'"([^"]+)": (?:true|false|\d+)', group)[0]
    twice = text.replace(f'"{key}": ', f'"{key}": 1, "{key}": ', 1)
    codes = [entry.code for entry in validated(rubric, twice.encode()).findings]
    assert {"json-duplicate", "schema-required"} <= {*codes}


def test_keys_written_twice_within_a_group_written_twice_are_told(rubric: Rubric) -> None:
    twice = as_bytes(nanwan()).decode()
    key, inner = '"data": {', '"区市教育规划": {"文号": "甲", "文号": "乙"}'
    twice = twice.replace(key, f'{key}"党的领导": {{{inner}}}, ')
    codes = [entry.code for entry in validated(rubric, twice.encode()).findings]
    assert codes == ["json-duplicate", "json-duplicate"]


def test_slips_of_syntax_hide_no_failed_check(rubric: Rubric) -> None:
    raw = as_bytes(changed(nanwan(), {"在园幼儿数": 87654, **TOO_MANY})).decode()
    raw = raw.replace("87654", "87,654").replace('"year": 2021,', '"year": 2021,,')
    codes = [entry.check or entry.code for entry in validated(rubric, raw.encode()).findings]
    assert codes == ["json-double-comma", "json-thousands", FAILED[0]]


def test_a_text_of_which_nothing_is_known_says_that_the_checks_are_still_to_come(
    rubric: Rubric,
) -> None:
    result = validated(rubric, as_bytes(changed(nanwan(), TOO_MANY))[:-1])
    assert [entry.code for entry in result.findings] == ["json-unclosed"]
    report = reported("甲.json", result.findings, result.text, unchecked=result.unchecked)
    assert "勾稽关系等其余内容尚未检查" in text_report(report).splitlines()[-1]
    whole = validated(rubric, changed(nanwan(), {"在园幼儿数": "82%"}))
    report = reported("甲.json", whole.findings, whole.text, unchecked=whole.unchecked)
    assert "尚未检查" not in text_report(report)


def test_a_list_behind_an_early_end_is_not_held_to_be_absent(rubric: Rubric) -> None:
    text = raw("binhai").decode()
    cut = text.replace('"not_applicable"', '"evidence": []\n}\n"not_applicable"', 1)
    codes = [entry.code for entry in validate(cut.encode(), lambda _: rubric).findings]
    assert "json-extra" in codes
    assert "not-applicable-reason" not in codes


@pytest.mark.parametrize(
    ("key", "written", "hint"),
    [
        ("三年转出学生数", "−452", "不能是负数"),
        ("三年转出学生数", "(452)", "是否要填 452？"),
        ("满意度得分", "88,93", "是否要填 88.93？"),
    ],
)
def test_a_number_in_a_form_that_json_has_not_is_judged_by_its_field_at_once(
    rubric: Rubric, key: str, written: str, hint: str
) -> None:
    text = re.sub(rf'("{key}": )[\d.]+', rf"\g<1>{written}", raw("binhai").decode())
    [entry] = [
        entry
        for entry in validate(text.encode(), lambda _: rubric).findings
        if entry.severity == "error"
    ]
    assert entry.pointer.endswith(key)
    assert hint in entry.hint
