"""Schema errors in words: keys, places, near names, and one finding for what repeats over the schools."""

import json
import re
from collections import Counter
from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.submission.checked import in_file_order
from evaluator.submission.explain import judged
from evaluator.submission.findings import Finding
from evaluator.submission.grouping import grouped
from tests.samples import GONE, changed, nanwan, validated

PRE = ("data", "学前教育")


def written(data: Any) -> bytes:
    """As a clerk's editor writes it: one line for each key."""
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def line_of(data: Any, text: str) -> int:
    lines = written(data).decode().split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def told(rubric: Rubric, changes: dict[Any, Any]) -> tuple[list[Finding], Any]:
    data = changed(nanwan(), changes)
    return list(validated(rubric, written(data)).findings), data


def renamed(old: str, new: str) -> dict[Any, Any]:
    return {(*PRE, old): GONE, (*PRE, new): 1812}


@pytest.mark.parametrize(
    "key", ["在院幼儿数", "在园幼儿", "在园幼儿数 ", "在园幼儿数（人）", "在園幼儿数"]
)
def test_a_misspelt_key_is_one_finding_at_the_key_with_the_right_one(
    rubric: Rubric, key: str
) -> None:
    findings, data = told(rubric, renamed("在园幼儿数", key))
    assert [(entry.code, entry.found, entry.expected) for entry in findings] == [
        ("schema-typo", key, "在园幼儿数")
    ]
    assert (findings[0].line, findings[0].column) == (line_of(data, f'"{key}"'), 4)
    assert findings[0].pointer == f"/data/学前教育/{key}"
    assert "是否要写「在园幼儿数」？" in findings[0].hint
    assert "在园幼儿总数" in findings[0].hint or "口径" in findings[0].hint


def test_a_space_in_a_key_is_said_to_be_too_many(rubric: Rubric) -> None:
    findings, _ = told(rubric, renamed("在园幼儿数", "在园幼儿数 "))
    assert [entry.code for entry in findings] == ["schema-typo"]
    assert "键里多了空格，请删去" in findings[0].hint


def test_two_misspelt_keys_are_two_findings_each_with_its_own(rubric: Rubric) -> None:
    changes = {**renamed("在园幼儿数", "在院幼儿数"), (*PRE, "公办园在园幼儿数"): GONE}
    findings, _ = told(rubric, {**changes, (*PRE, "公办园在院幼儿数"): 900})
    pairs = {(entry.code, entry.found, entry.expected) for entry in findings}
    assert pairs == {
        ("schema-typo", "在院幼儿数", "在园幼儿数"),
        ("schema-typo", "公办园在院幼儿数", "公办园在园幼儿数"),
    }


def test_a_key_unlike_any_missing_one_is_unknown_and_the_missing_is_told_too(
    rubric: Rubric,
) -> None:
    findings, data = told(rubric, renamed("在园幼儿数", "联系电话"))
    found = {(entry.code, entry.pointer, entry.found, entry.line) for entry in findings}
    assert found == {
        ("schema-unknown", "/data/学前教育/联系电话", "联系电话", line_of(data, '"联系电话"')),
        ("schema-required", "/data/学前教育", "在园幼儿数", line_of(data, '"学前教育"')),
    }


@pytest.mark.parametrize(
    ("key", "called"),
    [
        ("在园幼儿数", "学前教育入园总人数"),
        ("班额达标幼儿班数", "合乎标准的班"),
        ("公办园在园幼儿数", "公立园孩子数"),
    ],
)
def test_the_only_unknown_key_of_a_group_and_its_only_missing_one_are_one_finding(
    rubric: Rubric, key: str, called: str
) -> None:
    (entry,) = told(rubric, renamed(key, called))[0]
    assert (entry.code, entry.found, entry.expected) == ("schema-typo", called, key)
    assert entry.title == rubric.content.fields[key].title
    assert "口径：" in entry.hint


def test_an_explanation_of_an_indicator_is_told_that_it_is_to_name_a_field(rubric: Rubric) -> None:
    explained = {("explanations",): [{"indicator": "24-1", "text": "口径调整。"}]}
    (entry,) = told(rubric, explained)[0]
    assert (entry.code, entry.pointer) == ("schema-typo", "/explanations/0/indicator")
    assert (entry.expected, "要说明的填报项的键" in entry.hint) == ("field", True)


def test_an_explanation_with_chinese_keys_is_one_finding_a_key(rubric: Rubric) -> None:
    explained = {("explanations",): [{"字段": "在园幼儿数", "说明": "含附设班。"}]}
    found = told(rubric, explained)[0]
    assert {(entry.code, entry.found, entry.expected) for entry in found} == {
        ("schema-typo", "字段", "field"),
        ("schema-typo", "说明", "text"),
    }


def test_a_column_of_ones_own_is_not_taken_for_one_that_is_missing(rubric: Rubric) -> None:
    found = told(rubric, {("学校", 0, "备注"): "无", ("学校", 0, "学段"): GONE})[0]
    assert {entry.code for entry in found} == {"schema-required", "schema-unknown"}


@pytest.mark.parametrize(
    ("indicator", "value", "meant"),
    [
        ("24-1", "增长6.56%", '是否要写 "6.56%"？'),
        ("10-2", "约88%", '是否要写 "88%"？公布数只写数；只公布了约数的，请删去这一条'),
        ("10-2", "88%以上", '是否要写 "88%"？公布数只写数；只公布了约数的，请删去这一条'),
        ("10-2", "百分之八十八点零二", '是否要写 "88.02%"？照公布的写法'),
        ("7-3", "下降两个百分点", '是否要写 "-2"？照公布的写法'),
        ("10-2", 0.88, '请加双引号和百分号：公布的是 88% 的写 "88%"，是 0.88% 的写 "0.88%"。'),
        ("10-2", 88.02, '请加双引号，如 "88.02%"。'),
        ("7-3", -0.5, '请加双引号，如 "-0.5"。'),
        ("10-2", "较高", "照公布的写法"),
        ("99-9", "－6.56%", '是否要写 "-6.56%"？'),
    ],
)
def test_a_published_rate_with_words_or_without_quotes_is_answered_with_the_rate(
    rubric: Rubric, indicator: str, value: str | float, meant: str
) -> None:
    rate = {"indicator": indicator, "value": value, "source": "公报"}
    found = told(rubric, {("stated",): [rate]})[0]
    [entry] = [entry for entry in found if entry.pointer == "/stated/0/value"]
    assert entry.hint.startswith(meant)


@pytest.mark.parametrize("key", ["联系人", "person", "phone"])
def test_a_person_beside_the_unit_is_to_be_deleted(rubric: Rubric, key: str) -> None:
    (entry,) = told(rubric, {("prepared_by", key): "某人"})[0]
    assert "不写个人姓名和电话" in entry.hint


def test_a_field_in_the_wrong_group_is_one_finding_with_the_right_group(rubric: Rubric) -> None:
    findings, data = told(
        rubric, {(*PRE, "在园幼儿数"): GONE, ("data", "经费", "在园幼儿数"): 1812}
    )
    assert [(entry.code, entry.pointer) for entry in findings] == [
        ("schema-misplaced", "/data/经费/在园幼儿数")
    ]
    assert "“学前教育”组" in findings[0].hint
    assert (findings[0].line, findings[0].column) == (line_of(data, '"在园幼儿数"'), 4)


def test_a_field_beside_the_groups_is_one_finding_with_its_group(rubric: Rubric) -> None:
    findings, _ = told(rubric, {(*PRE, "在园幼儿数"): GONE, ("在园幼儿数",): 1812})
    assert [(entry.code, entry.pointer) for entry in findings] == [
        ("schema-misplaced", "/在园幼儿数")
    ]
    assert "“学前教育”组" in findings[0].hint


def test_a_missing_key_says_that_null_is_possible_and_what_it_means(rubric: Rubric) -> None:
    findings, data = told(rubric, {(*PRE, "在园幼儿数"): GONE})
    assert [(entry.code, entry.pointer, entry.title) for entry in findings] == [
        ("schema-required", "/data/学前教育", "在园幼儿数")
    ]
    assert "null" in findings[0].hint and "口径：" in findings[0].hint
    assert (findings[0].line, findings[0].column) == (line_of(data, '"学前教育"'), 11)


@pytest.mark.parametrize(
    ("changes", "code", "pointer", "says"),
    [
        ({("district", "code"): "99010"}, "schema-text", "/district/code", "六位数字"),
        ({("district", "code"): "990103000000"}, "schema-text", "/district/code", '是否要写 "990103"？'),
        ({("district", "code"): " 990103"}, "schema-text", "/district/code", "前后有空格"),
        ({("district", "name"): "南湾 区"}, "schema-text", "/district/name", "不加空格"),
        ({("prepared_on",): "2021/12/20"}, "schema-text", "/prepared_on", '"2021-12-20"'),
        ({("prepared_by", "unit"): ""}, "schema-text", "/prepared_by/unit", "不能为空"),
        ({("prepared_by", "unit"): "校" * 61}, "schema-text", "/prepared_by/unit", "最多 60 个字，现有 61 个"),
        ({("not_applicable", 0, "indicator"): "13－1"}, "schema-enum", "/not_applicable/0/indicator", "“13-1”"),
        ({("not_applicable", 0, "indicator"): "13-11"}, "schema-enum", "/not_applicable/0/indicator", "是否要写“13-1"),
        ({("explanations",): [{"field": "在院幼儿数", "text": "属实"}]}, "schema-enum", "/explanations/0/field", "是否要写“在园幼儿数”？"),
        ({("year",): "2021"}, "schema-enum", "/year", "2021"),
        ({"在园幼儿数": "82%"}, "schema-type", "/data/学前教育/在园幼儿数", "不是比率"),
        ({"在园幼儿数": 300001}, "schema-range", "/data/学前教育/在园幼儿数", "1 至 300,000"),
        ({"本年一般公共预算教育支出": 102345200}, "schema-range", "/data/经费/本年一般公共预算教育支出", "10234.52（万元）"),
        ({"区市教育规划": "滨政发〔2021〕12号"}, "schema-type", "/data/党的领导/区市教育规划", '"文号": "滨政发〔2021〕12号"'),
        ({"区市教育规划": {"文号": "甲", "日期": "2021年9月1日"}}, "schema-text", "/data/党的领导/区市教育规划/日期", '"2021-09-01"'),
        ({"区市教育规划": {"文号": "甲", "日期": 20210901}}, "schema-type", "/data/党的领导/区市教育规划/日期", "2021-09-01"),
        ({"区市教育规划": {"文号": "甲", "成文日期": "2021-09-01"}}, "schema-typo", "/data/党的领导/区市教育规划/成文日期", "「日期」"),
        ({("学校", 0, "学段"): "小学部"}, "schema-enum", "/学校/0/学段", "是否要填“小学”？"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_once_with_what_to_do(
    rubric: Rubric, changes: dict[Any, Any], code: str, pointer: str, says: str
) -> None:
    findings, _ = told(rubric, changes)
    errors = [entry for entry in findings if entry.severity == "error"]
    assert [(entry.code, entry.pointer) for entry in errors] == [(code, pointer)]
    assert says in errors[0].message + errors[0].hint
    assert errors[0].line is not None and errors[0].column is not None


def test_what_repeats_over_the_schools_is_one_finding_with_count_and_first_place(
    rubric: Rubric,
) -> None:
    changes = {("学校", place, "学生数"): "120人" for place in (1, 2, 3, 5)}
    findings, data = told(rubric, changes)
    assert len(findings) == 4
    one = grouped(in_file_order(findings))
    assert [(entry.code, entry.pointer, entry.count) for entry in one] == [
        ("schema-type", "/学校/1/学生数", 4)
    ]
    assert one[0].line == line_of(data, '"120人"')
    assert one[0].related == ("/学校/2/学生数", "/学校/3/学生数", "/学校/5/学生数")


def test_different_missing_keys_of_schools_are_not_grouped_into_one(rubric: Rubric) -> None:
    gone = {("学校", 0, "学生数"): GONE, ("学校", 1, "名称"): GONE, ("学校", 2, "学生数"): GONE}
    findings, _ = told(rubric, gone)
    assert {(entry.found, entry.count) for entry in grouped(findings)} == {
        ("学生数", 2),
        ("名称", 1),
    }


def test_different_published_rates_are_not_grouped_into_one(rubric: Rubric) -> None:
    stated = [
        {"indicator": identifier, "value": "1.23%", "source": "公报"}
        for identifier in ("10-2", "10-3")
    ]
    findings, _ = told(rubric, {("stated",): stated})
    differing = [entry for entry in grouped(findings) if entry.code == "stated-differs"]
    assert [entry.pointer for entry in differing] == ["/stated/0/value", "/stated/1/value"]
    assert [entry.count for entry in differing] == [1, 1]


def test_single_findings_stay_as_they_are_when_grouped(rubric: Rubric) -> None:
    findings, _ = told(rubric, {"在园幼儿数": "1812", "满意度得分": 101, ("学校", 0, "学生数"): 0})
    assert grouped(findings) == findings


def test_findings_in_file_order_go_down_the_file_and_those_of_no_place_stand_last() -> None:
    def at(line: int | None, column: int | None) -> Finding:
        return Finding("a", "error", "", "", "", line=line, column=column)

    mixed = [at(3, 1), at(None, None), at(1, 9), at(1, 2), at(2, 5)]
    order = [(entry.line, entry.column) for entry in in_file_order(mixed)]
    assert order == [(1, 2), (1, 9), (2, 5), (3, 1), (None, None)]


def test_a_slip_of_syntax_hides_no_mistake_elsewhere(rubric: Rubric) -> None:
    data = changed(nanwan(), {"满意度得分": 101, (*PRE, "在园幼儿数"): GONE})
    raw = written(data).replace('"学前教育": {'.encode(), '"学前教育"： {'.encode())
    raw = raw.replace(b'"year": 2021', b'"year": 2,021')
    found = {(entry.code, entry.pointer) for entry in validated(rubric, raw).findings}
    assert found == {
        ("json-thousands", "/year"),
        ("json-wide-sign", "/data/学前教育"),
        ("schema-required", "/data/学前教育"),
        ("schema-range", "/data/教育督导/满意度得分"),
    }


@pytest.mark.parametrize(
    "key", ["\x1b[31m", "\u202e甲", "甲\x00", "在园幼儿\u200b数", "甲\n"], ids=ascii
)
def test_a_message_about_a_key_is_safe_to_print(rubric: Rubric, key: str) -> None:
    for changes in ({(*PRE, key): 5}, renamed("在园幼儿数", key)):
        for entry in judged(rubric, changed(nanwan(), changes)).findings:
            assert not re.search(
                r"[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e]", entry.message + entry.hint
            )


@pytest.mark.parametrize(
    ("changes", "pointer", "meant"),
    [
        ({("not_applicable",): GONE, ("not_aplicable",): []}, "/not_aplicable", "not_applicable"),
        ({("stated",): GONE, ("state",): []}, "/state", "stated"),
        ({("evidence",): [{"id": "E001", "title": "甲", "doc_no": "乙", "indicators": ["10-2"]}]}, "/evidence/0/doc_no", "document_no"),
    ],
)  # fmt: skip
def test_a_misspelt_optional_key_is_answered_with_the_right_one(
    rubric: Rubric, changes: dict[Any, Any], pointer: str, meant: str
) -> None:
    ((entry,), _) = told(rubric, changes)
    assert (entry.code, entry.pointer, entry.expected) == ("schema-typo", pointer, meant)


def test_a_group_or_column_in_the_wrong_place_is_one_finding_with_its_place(
    rubric: Rubric,
) -> None:
    data = nanwan()
    money = data["data"]["经费"]
    moved = [
        ({("data", "经费"): GONE, ("经费",): money}, "/经费", "data 里"),
        ({("data", "经费"): GONE, (*PRE, "经费"): money}, "/data/学前教育/经费", "data 里"),
        ({(*PRE, "骨干教师数"): 3}, "/data/学前教育/骨干教师数", "“学校”表的每条记录里"),
        ({("学校",): GONE, ("data", "学校"): data["学校"]}, "/data/学校", "文件的最外层"),
        ({("district", "code"): GONE, ("code",): "990103"}, "/code", "district 里"),
    ]
    for changes, pointer, place in moved:
        findings, _ = told(rubric, changes)
        assert [(entry.code, entry.pointer) for entry in findings] == [
            ("schema-misplaced", pointer)
        ]
        assert place in findings[0].hint


@pytest.mark.parametrize(
    ("number", "day"), [("文件号", "发文日期"), ("document_no", "date"), ("名称", "时间")]
)
@pytest.mark.parametrize("first", [True, False])
def test_a_document_with_both_keys_misnamed_is_not_empty(
    rubric: Rubric, number: str, day: str, first: bool
) -> None:
    parts = {number: "滨教工委〔2021〕5号", day: "2021-03-22"}
    plan = parts if first else dict(reversed(parts.items()))
    findings, _ = told(rubric, {("data", "党的领导", "区市教育规划"): plan})
    assert {(entry.code, entry.found, entry.expected) for entry in findings} == {
        ("schema-typo", number, "文号"),
        ("schema-typo", day, "日期"),
    }
    assert len(findings) == 2


def test_a_documents_title_is_not_taken_for_its_number(rubric: Rubric) -> None:
    plan = {"名称": "南湾区教育规划", "日期": "2021-03-22"}
    findings, _ = told(rubric, {("data", "党的领导", "区市教育规划"): plan})
    assert [entry.code for entry in findings] == ["schema-unknown-part", "schema-required"]


def test_groups_without_data_around_them_are_one_finding(rubric: Rubric) -> None:
    groups = nanwan()["data"]
    findings, data = told(rubric, {("data",): GONE, **{(name,): groups[name] for name in groups}})
    (entry,) = findings
    assert (entry.code, entry.pointer) == ("schema-no-layer", "/党的领导")
    assert (entry.line, entry.column) == (line_of(data, '"党的领导"'), 2)
    assert entry.message == "缺少「data」，应当写在其中的 15 项直接写在了文件的最外层。"
    assert '如 "data": {"党的领导": …}' in entry.hint


def test_fields_without_groups_are_one_finding_beside_what_is_missing(rubric: Rubric) -> None:
    flat = {key: value for group in nanwan()["data"].values() for key, value in group.items()}
    del flat["在园幼儿数"]
    findings, _ = told(rubric, {("data",): {**flat, "其他": 1}})
    assert [(entry.code, entry.pointer) for entry in findings] == [
        ("schema-no-layer", "/data/区市教育规划"),
        ("schema-unknown", "/data/其他"),
        ("schema-required", "/data/学前教育"),
    ]
    assert "等 15 项，应当写在其中的 " in findings[0].message
    assert findings[0].message.endswith("项直接写在了 data 里。")


def test_keys_that_belong_elsewhere_are_told_however_many_there_are(rubric: Rubric) -> None:
    data = nanwan()["data"]
    strange = {f"甲乙{number}": 1 for number in range(101)}
    both = {**data["党的领导"], **strange, **data["学前教育"]}
    findings, _ = told(rubric, {("data", "党的领导"): both})
    codes = Counter(entry.code for entry in findings)
    assert codes["schema-unknown"] == 100
    assert codes["schema-twice"] == len(data["学前教育"])
    assert [entry.found for entry in findings if entry.code == "schema-unknown-more"] == ["1"]


def test_a_field_that_stands_in_its_group_too_is_not_to_be_moved_there(rubric: Rubric) -> None:
    findings, _ = told(rubric, {("data", "经费", "在园幼儿数"): 1812})
    assert [entry.code for entry in findings] == ["schema-twice"]
    assert "请移过去" not in findings[0].hint


@pytest.mark.parametrize(("head", "written_as"), [("format", "fromat"), ("rubric", "rubirc")])
def test_a_misspelt_head_is_named_and_checking_goes_on(
    rubric: Rubric, head: str, written_as: str
) -> None:
    data = nanwan()
    changes = {(head,): GONE, (written_as,): data[head], "满意度得分": 101}
    findings, _ = told(rubric, changes)
    assert [(entry.code, entry.pointer) for entry in findings] == [
        ("schema-typo", f"/{written_as}"),
        ("schema-range", "/data/教育督导/满意度得分"),
    ]
    assert f"「{head}」" in findings[0].hint
    assert findings[0].line is not None
    (alone,), _ = told(rubric, {(head,): GONE, (written_as,): data[head]})
    assert alone.code == "schema-typo"


@pytest.mark.parametrize(
    ("home", "written_as", "meant"),
    [
        (("not_applicable", 0), "原因", "reason"),
        (("not_applicable", 0), "不适用原因", "reason"),
        (("not_applicable", 0), "指标", "indicator"),
        (("stated", 0), "出处", "source"),
        (("stated", 0), "公布数", "value"),
        (("stated", 0), "数值", "value"),
        (("explanations", 0), "说明", "text"),
        (("explanations", 0), "填报项", "field"),
        (("district",), "代码", "code"),
        (("district",), "名称", "name"),
        (("district",), "类别", "kind"),
        (("prepared_by",), "单位", "unit"),
        ((), "不适用", "not_applicable"),
        ((), "已公布数", "stated"),
        ((), "数据说明", "explanations"),
        ((), "年度", "year"),
        ((), "区市", "district"),
        ((), "填报日期", "prepared_on"),
        ((), "数据", "data"),
        ((), "格式", "format"),
        ((), "量规", "rubric"),
    ],
)
def test_a_chinese_name_for_an_english_key_is_one_finding_with_that_key(
    rubric: Rubric, home: tuple[Any, ...], written_as: str, meant: str
) -> None:
    data = changed(
        nanwan(),
        {
            ("stated",): [{"indicator": "24-1", "value": "10.62%", "source": "公报"}],
            ("explanations",): [{"field": "在园幼儿数", "text": "属实"}],
        },
    )
    here = data
    for step in home:
        here = here[step]
    here[written_as] = here.pop(meant)
    found = [entry for entry in validated(rubric, data).findings if entry.severity == "error"]
    assert [(entry.code, entry.found, entry.expected) for entry in found] == [
        ("schema-typo", written_as, meant)
    ]
    assert f"是否要写「{meant}」" in found[0].hint


@pytest.mark.parametrize(
    ("changes", "told_once"),
    [
        ({("学校", 0): {}}, "缺少全部 20 项内容"),
        ({("stated",): [{}]}, "缺少全部 3 项内容"),
        ({("data", "经费"): {}}, "缺少全部 "),
    ],
)
def test_an_empty_object_is_said_to_be_empty(
    rubric: Rubric, changes: dict[Any, Any], told_once: str
) -> None:
    (entry,) = told(rubric, changes)[0]
    assert entry.code == "schema-required-many"
    assert told_once in entry.message and "空括号" in entry.message
    assert ("空记录请删去" in entry.hint) == ("data" not in entry.pointer)


@pytest.mark.parametrize("key", ["备注", "联系人", "总分", "审核意见", "区市代码"])
def test_a_name_like_no_title_is_unknown(rubric: Rubric, key: str) -> None:
    (entry,) = told(rubric, {(key,): "无"})[0]
    assert entry.code == "schema-unknown"


def test_all_chinese_names_of_an_object_are_told_each_with_its_key(rubric: Rubric) -> None:
    district = nanwan()["district"]
    named = dict(
        zip(("名称", "类别", "代码"), (district[k] for k in ("name", "kind", "code")), strict=True)
    )
    findings, _ = told(rubric, {("district",): named})
    assert [(entry.code, entry.expected) for entry in findings] == [
        ("schema-typo", key) for key in ("name", "kind", "code")
    ]


@pytest.mark.parametrize(
    "where",
    [("data", "党的领导", "区市教育规划", "日期"), ("学校", 0, "标识码"), ("学校", 0, "学段")],
)
def test_null_is_offered_only_where_it_is_accepted(rubric: Rubric, where: tuple[Any, ...]) -> None:
    (entry,) = told(rubric, {where: GONE})[0]
    assert entry.code == "schema-required"
    assert "的填 null" not in entry.hint
    if where[-1] == "日期":
        assert "整项写 null" in entry.hint and "2021-09-01" in entry.hint


def test_a_published_rate_without_quotes_is_to_be_quoted_as_published(rubric: Rubric) -> None:
    stated = [{"indicator": "10-2", "value": "X", "source": "公报"}]
    raw = written(changed(nanwan(), {("stated",): stated})).replace(b'"X"', b"87.99%")
    (entry,) = validated(rubric, raw).findings
    assert '"87.99%"' in entry.hint and "0.8799" not in entry.hint


@pytest.mark.parametrize(
    ("value", "says"),
    [("198009", '"1980-09-01"'), ("20211220", '"2021-12-20"'), ("2021/12/20", '"2021-12-20"')],
)
def test_a_date_without_quotes_is_answered_with_a_whole_date(
    rubric: Rubric, value: str, says: str
) -> None:
    raw = written(nanwan()).replace(
        b'"prepared_on": "2021-12-20"', b'"prepared_on": ' + value.encode()
    )
    (entry,) = validated(rubric, raw).findings
    assert entry.pointer == "/prepared_on" and says in entry.hint


def test_a_place_in_a_list_is_named_by_its_number(rubric: Rubric) -> None:
    entry = {"id": "E001", "title": "甲", "indicators": ["10-2", "10-22"]}
    ((found,), _) = told(rubric, {("evidence",): [entry]})
    assert "「指标编号」为 “10-22”" in found.message


def test_the_nearest_of_many_options_are_named_and_a_title_gives_its_id(rubric: Rubric) -> None:
    def stated(name: str) -> Finding:
        changes = {("stated",): [{"indicator": name, "value": "88.02%", "source": "公报"}]}
        return told(rubric, changes)[0][0]

    assert "是否要写“10-2”？" in stated("普惠性幼儿园覆盖率").hint
    assert "“10-9”" in stated("10-99").message and "“1-1”" not in stated("10-99").message


def test_a_wrong_year_of_the_report_is_one_finding(rubric: Rubric) -> None:
    findings, _ = told(rubric, {("prepared_on",): "1899-12-20"})
    assert [entry.code for entry in findings] == ["date-range"]


def test_a_fraction_of_a_person_is_told_so_however_it_is_written(rubric: Rubric) -> None:
    raw = written(nanwan()).replace('"在园幼儿数": 1812'.encode(), '"在园幼儿数": .5'.encode())
    (entry,) = validated(rubric, raw).findings
    assert "这里要填整数（人）" in entry.hint
