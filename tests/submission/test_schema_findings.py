"""Data that breaks the schema: which finding, at which pointer, and always as a finding, never a crash."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import GONE, as_bytes, changed, nanwan, said, validated
from tests.small_rubric import by_score, number, small_rubric, submission

PRE = "/data/学前教育"

CASES: list[tuple[Any, Any, list[tuple[str, str]]]] = [
    # keys
    ("在园幼儿数", GONE, [("schema-required", PRE)]),
    (("data", "学前教育", "在园幼儿数目"), 5, [("schema-unknown", f"{PRE}/在园幼儿数目")]),
    (("data", "学前教育", "a/b~c"), 5, [("schema-unknown", f"{PRE}/a~1b~0c")]),
    (("data", "学前教育"), GONE, [("schema-required", "/data")]),
    (("data", "其他"), {}, [("schema-unknown", "/data/其他")]),
    (("联系人",), "某人", [("schema-unknown", "/联系人")]),
    (("学校",), GONE, [("schema-required", "")]),
    (("prepared_on",), GONE, [("schema-required", "")]),
    (("district", "code"), GONE, [("schema-required", "/district")]),
    (("district", "电话"), "1", [("schema-unknown", "/district/电话")]),
    (("prepared_by", "person"), "某人", [("schema-unknown-personal", "/prepared_by/person")]),
    (("学校", 2, "学生数"), GONE, [("schema-required", "/学校/2")]),
    (("学校", 2, "备注"), "", [("schema-unknown", "/学校/2/备注")]),
    # types
    ("在园幼儿数", "1812", [("schema-type", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", "１８１２", [("schema-type", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", "", [("schema-type", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", 1812.5, [("schema-type", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", True, [("schema-type", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", [1812], [("schema-type", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", {"值": 1812}, [("schema-type", f"{PRE}/在园幼儿数")]),
    ("满意度得分", "88.5%", [("schema-type", "/data/教育督导/满意度得分")]),
    ("全市招生系统已启用", 1, [("schema-type", "/data/综合改革/全市招生系统已启用")]),
    ("全市招生系统已启用", "是", [("schema-type", "/data/综合改革/全市招生系统已启用")]),
    ("区市教育规划", True, [("schema-type", "/data/党的领导/区市教育规划")]),
    ("区市教育规划", "有", [("schema-type", "/data/党的领导/区市教育规划")]),
    ("区市教育规划", {"文号": "甲"}, [("schema-required", "/data/党的领导/区市教育规划")]),
    (("data",), None, [("schema-type", "/data")]),
    (("data",), [], [("schema-type", "/data")]),
    (("学校",), None, [("schema-type", "/学校")]),
    (("学校", 0), None, [("schema-type", "/学校/0")]),
    (("district",), "南湾区", [("schema-type", "/district")]),
    (("district", "code"), 990103, [("schema-type", "/district/code")]),
    (("学校", 0, "标识码"), 2990103001, [("schema-type", "/学校/0/标识码")]),
    (("学校", 0, "学生数"), None, [("schema-type", "/学校/0/学生数")]),
    (("学校", 0, "主记录"), None, [("schema-type", "/学校/0/主记录")]),
    (("stated",), {}, [("schema-type", "/stated")]),
    (("$schema",), 5, [("schema-type", "/$schema")]),
    # ranges
    ("在园幼儿数", 0, [("schema-range", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", -1, [("schema-range", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", 300001, [("schema-range", f"{PRE}/在园幼儿数")]),
    ("在园幼儿数", 10**60, [("schema-range", f"{PRE}/在园幼儿数")]),
    ("满意度得分", 100.01, [("schema-range", "/data/教育督导/满意度得分")]),
    ("满意度得分", -0.01, [("schema-range", "/data/教育督导/满意度得分")]),
    ("应配备教研员学科数", 13, [("schema-range", "/data/综合改革/应配备教研员学科数")]),
    (("学校", 0, "学生数"), 0, [("schema-range", "/学校/0/学生数")]),
    # closed sets
    (("year",), 2020, [("schema-enum", "/year")]),
    (("year",), "2021", [("schema-enum", "/year")]),
    (("学校", 0, "学段"), "高中", [("schema-enum", "/学校/0/学段")]),
    (("学校", 0, "学段"), None, [("schema-enum", "/学校/0/学段")]),
    (("学校", 0, "城乡"), "农村", [("schema-enum", "/学校/0/城乡")]),
    (("not_applicable", 0, "indicator"), "13-9", [("schema-enum", "/not_applicable/0/indicator")]),
    (("explanations",), [{"field": "在院幼儿数", "text": "情况属实"}], [("schema-enum", "/explanations/0/field")]),
    # texts and dates
    (("district", "code"), "99010", [("schema-text", "/district/code")]),
    (("district", "code"), "9901033", [("schema-text", "/district/code")]),
    (("district", "code"), "99010a", [("schema-text", "/district/code")]),
    (("district", "code"), "９９０１０３", [("schema-text", "/district/code")]),
    (("district", "code"), "990103\n", [("schema-text", "/district/code")]),
    (("district", "code"), "../103", [("schema-text", "/district/code")]),
    (("district", "name"), "Nanwan", [("schema-text", "/district/name")]),
    (("district", "name"), "南湾 区", [("schema-text", "/district/name")]),
    (("district", "name"), "南湾区\n", [("schema-text", "/district/name")]),
    (("district", "name"), "南湾区/", [("schema-text", "/district/name")]),
    (("district", "name"), "南", [("schema-text", "/district/name")]),
    (("district", "name"), "南" * 31, [("schema-text", "/district/name")]),
    (("prepared_by", "unit"), "　", [("schema-text", "/prepared_by/unit")]),
    (("学校", 0, "标识码"), "299010300", [("schema-text", "/学校/0/标识码")]),
    (("学校", 0, "标识码"), "2990103001\n", [("schema-text", "/学校/0/标识码")]),
    (("学校", 0, "标识码"), "２990103001", [("schema-text", "/学校/0/标识码")]),
    (("学校", 0, "名称"), "校" * 41, [("schema-text", "/学校/0/名称")]),
    (("not_applicable", 0, "reason"), " ", [("schema-text", "/not_applicable/0/reason")]),
    (("prepared_on",), "2021/12/20", [("schema-text", "/prepared_on")]),
    (("prepared_on",), "198009", [("schema-text", "/prepared_on")]),
    (("prepared_on",), "2021-13-01", [("schema-text", "/prepared_on")]),
    (("prepared_on",), "2021-02-30", [("date-invalid", "/prepared_on")]),
    (("data", "党的领导", "区市教育规划", "日期"), "2021-02-29", [("date-invalid", "/data/党的领导/区市教育规划/日期")]),
    # lists
    (("学校",), [], [("schema-items", "/学校")]),
    (("stated",), [{"indicator": "10-2", "value": "88%", "source": "公报"}] * 1001, [("schema-items", "/stated")]),
]  # fmt: skip


@pytest.mark.parametrize(("where", "value", "expected"), CASES, ids=lambda part: repr(part)[:40])
def test_a_broken_place_is_found_where_it_stands(
    rubric: Rubric, where: Any, value: Any, expected: list[tuple[str, str]]
) -> None:
    result = validated(rubric, changed(nanwan(), {where: value}))
    assert result.submission is None
    assert said(result) == [(code, "error", pointer) for code, pointer in expected]


@pytest.mark.parametrize(
    ("layer", "more"), [("data", {}), ("申报数据", {}), ("result", {"code": 0, "msg": "成功"})]
)
def test_a_submission_in_one_more_layer_is_one_finding_at_its_key(
    rubric: Rubric, layer: str, more: dict[str, Any]
) -> None:
    result = validated(rubric, {**more, layer: nanwan()})
    (entry,) = result.findings
    assert (entry.code, entry.pointer) == ("layer-around", f"/{layer}")
    assert entry.column == as_bytes({**more, layer: {}}).decode().index(f'"{layer}"') + 1
    assert f"请只留「{layer}」后面的" in entry.hint and result.unchecked


STATED = {"indicator": "10-2", "value": "88.02%", "source": "公报"}
EVIDENCE = {"id": "E001", "title": "报表", "indicators": ["10-2"]}


@pytest.mark.parametrize(
    ("where", "value", "pointer"),
    [
        ("stated", {**STATED, "value": "88.02"}, None),
        ("stated", {**STATED, "value": "八成八"}, "/stated/0/value"),
        ("stated", {**STATED, "value": "88.02 %"}, "/stated/0/value"),
        ("stated", {**STATED, "value": "８８%"}, "/stated/0/value"),
        ("stated", {**STATED, "value": "88.02%\n"}, "/stated/0/value"),
        ("stated", {**STATED, "value": "1/2"}, "/stated/0/value"),
        ("stated", {**STATED, "source": ""}, "/stated/0/source"),
        ("stated", {**STATED, "indicator": "10-99"}, "/stated/0/indicator"),
        ("evidence", EVIDENCE, None),
        ("evidence", {**EVIDENCE, "document_no": "甲〔2021〕1号", "sha256": "a" * 64}, None),
        ("evidence", {**EVIDENCE, "sha256": "A" * 64}, "/evidence/0/sha256"),
        ("evidence", {**EVIDENCE, "sha256": "a" * 64 + "\n"}, "/evidence/0/sha256"),
        ("evidence", {**EVIDENCE, "id": "E1"}, "/evidence/0/id"),
        ("evidence", {**EVIDENCE, "id": "E００１"}, "/evidence/0/id"),
        ("evidence", {**EVIDENCE, "indicators": ["10-2", "x"]}, "/evidence/0/indicators/1"),
        ("evidence", {**EVIDENCE, "indicators": []}, "/evidence/0/indicators"),
    ],
)  # fmt: skip
def test_what_is_said_beside_the_data_keeps_the_schema_too(
    rubric: Rubric, where: str, value: dict[str, Any], pointer: str | None
) -> None:
    result = validated(rubric, changed(nanwan(), {(where,): [value]}))
    errors = {entry.pointer for entry in result.findings if entry.severity == "error"}
    assert errors == ({pointer} if pointer else set())
    assert (result.submission is None) == bool(pointer)


@pytest.mark.parametrize(
    ("home", "entry", "pointer"),
    [
        (
            "not_applicable",
            {"indicator": "13-1", "reason": "辖区内没有"},
            "/not_applicable/1/indicator",
        ),
        ("explanations", {"field": "在园幼儿数", "text": "情况属实"}, "/explanations/1/field"),
        ("evidence", EVIDENCE, "/evidence/1/id"),
    ],
)
def test_an_entry_written_twice_is_an_error(
    rubric: Rubric, home: str, entry: dict[str, Any], pointer: str
) -> None:
    data = changed(nanwan(), {(home,): [entry, entry]})
    assert ("entry-repeated", "error", pointer) in said(validated(rubric, data))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"[]", ("not-object", "")),
        (b"5", ("not-object", "")),
        (b"null", ("not-object", "")),
        (b"{}", ("format", "/format")),
        (b'{"format": "submission/2"}', ("format", "/format")),
        (b'{"format": "evaluation/1"}', ("format", "/format")),
        (b'{"format": null}', ("format", "/format")),
        (b'{"format": "submission/1"}', ("rubric-unknown", "/rubric")),
        (b'{"format": "submission/1", "rubric": 5}', ("rubric-unknown", "/rubric")),
        (b'{"format": "submission/1", "rubric": "district-2012"}', ("rubric-unknown", "/rubric")),
    ],
    ids=lambda part: part.decode() if isinstance(part, bytes) else part[0],
)
def test_another_document_gets_one_clear_finding(
    rubric: Rubric, raw: bytes, expected: tuple[str, str]
) -> None:
    result = validated(rubric, raw)
    assert said(result) == [(expected[0], "error", expected[1])]


def test_every_mistake_is_found_at_once(rubric: Rubric) -> None:
    data = changed(nanwan(), {"在园幼儿数": "1812", "满意度得分": 101, ("year",): 2020})
    codes = {entry.code for entry in validated(rubric, data).findings}
    assert codes == {"schema-type", "schema-range", "schema-enum"}


def test_a_misspelt_key_is_answered_with_the_right_one(rubric: Rubric) -> None:
    raw = as_bytes(nanwan()).replace('在园幼儿数":'.encode(), '在院幼儿数":'.encode(), 1)
    hints = [entry.hint for entry in validated(rubric, raw).findings]
    assert any("在园幼儿数" in hint for hint in hints)


@pytest.mark.parametrize(
    ("key", "written", "advice"),
    [
        ("幼儿园数", "幼兒園數", "键里有繁体字，请改为简体字"),
        ("中小学校数", "中小學校數", "键里有繁体字，请改为简体字"),
        ("幼儿园数", "幼儿园\u200b数", "键里有看不见的字符（U+200B），请删去"),
        ("幼儿园数", "\ufeff幼儿园 数", "键里有看不见的字符（U+FEFF），请删去"),
    ],
)
def test_a_key_in_other_signs_is_one_finding_that_says_what_is_wrong_with_it(
    rubric: Rubric, key: str, written: str, advice: str
) -> None:
    text = as_bytes(nanwan()).decode().replace(f'"{key}": ', f'"{written}": ')
    [entry] = validated(rubric, text.encode()).findings
    assert (entry.code, entry.expected) == ("schema-typo", key)
    assert entry.hint.startswith(f"是否要写「{key}」？{advice}")


@pytest.mark.parametrize("written", ["幼兒園所", "幼稚園", "學歷層次", "幼\ufffd园数目前"])
def test_a_key_that_differs_in_more_is_not_said_to_be_in_other_signs(
    rubric: Rubric, written: str
) -> None:
    text = as_bytes(nanwan()).decode().replace('"幼儿园数": ', f'"{written}": ')
    hints = "".join(entry.hint for entry in validated(rubric, text.encode()).findings)
    assert "繁体" not in hints and "看不见" not in hints


@pytest.mark.parametrize("value", ["1812", 0, "在\u202e园", "\x07", 10**60, {"甲": 1}])
def test_a_message_says_what_was_found_and_is_safe_to_print(rubric: Rubric, value: Any) -> None:
    data = changed(nanwan(), {"在园幼儿数": value})
    message = validated(rubric, data).findings[0].message
    assert "在园幼儿数" in message
    assert not any(ord(sign) < 32 or sign == "\u202e" for sign in message)


@pytest.mark.parametrize("number", ["1812.0", "1812.000", "1.812e3", "181200e-2"])
def test_a_whole_number_may_be_written_as_a_decimal(rubric: Rubric, number: str) -> None:
    raw = as_bytes(nanwan()).replace(b": 1812,", f": {number},".encode())
    assert said(validated(rubric, raw)) == []


DISTRICTS = [
    {"code": "990101", "name": "大城区", "kind": "市辖区"},
    {"code": "990102", "name": "滨海区", "kind": "市辖区"},
]


@pytest.mark.parametrize(
    ("code", "name", "told", "says"),
    [
        ("990101", "大城区", [], ""),
        ("990199", "大城区", [("district-unknown", "/district/code")], "是否要写 990101（大城区）？"),
        ("990199", "东湾区", [("district-unknown", "/district/code")], "名单：990101 大城区、990102"),
        ("990101", "滨海区", [("district-name", "/district/name")], "“滨海区”（代码 990102）"),
        ("990102", "大城区", [("district-name", "/district/name")], "把 code 改为 990101"),
        ("990102", "滨海新区", [("district-name", "/district/name")], "把 name 改为“滨海区”"),
    ],
)  # fmt: skip
def test_a_listed_district_goes_by_its_own_code_and_name(
    tmp_path: Any, code: str, name: str, told: list[tuple[str, str]], says: str
) -> None:
    small = small_rubric(
        tmp_path / "small", [by_score("1-1", "1000", "甲")], {"甲": number()}, districts=DISTRICTS
    )
    data = changed(submission({"甲": 5}), {("district", "code"): code, ("district", "name"): name})
    findings = validated(small, data).findings
    assert [(entry.code, entry.pointer) for entry in findings] == told
    assert all(entry.severity == "error" and entry.line for entry in findings)
    assert says in "".join(entry.message + entry.hint for entry in findings)


@pytest.mark.parametrize(
    ("text", "line", "column", "seen"),
    [
        ("null", 1, 1, "null"),
        ("\r\n  [{}]", 2, 3, "[…]"),
        ("\ufeff5", 1, 1, "5"),
        ('"文"', 1, 1, "“文”"),
    ],
)
def test_a_file_that_is_no_object_is_told_where_it_begins_and_what_it_is(
    rubric: Rubric, text: str, line: int, column: int, seen: str
) -> None:
    [entry] = validated(rubric, text.encode()).findings
    assert (entry.code, entry.line, entry.column) == ("not-object", line, column)
    assert f"文件内容是 {seen}，" in entry.message


def test_a_document_without_a_number_is_told_what_to_write_instead(rubric: Rubric) -> None:
    for wrong in (None, 5):
        data = changed(nanwan(), {("data", "党的领导", "区市教育规划", "文号"): wrong})
        [entry] = validated(rubric, data).findings
        assert entry.pointer == "/data/党的领导/区市教育规划/文号"
        assert "请照文件写文号" in entry.hint and "整项写 false" in entry.hint


@pytest.mark.parametrize(
    ("indicator", "value", "written"),
    [
        ("10-2", 87.99, '"87.99%"'),
        ("10-2", 0, '"0%"'),
        ("22-1", 99, '"99%"'),
        ("7-3", 1.5, '"1.5"'),
        ("99-9", 87.99, '"87.99"'),
    ],
)
def test_a_published_rate_given_as_a_number_is_shown_as_the_text_it_should_be(
    rubric: Rubric, indicator: str, value: float, written: str
) -> None:
    stated = [{"indicator": indicator, "value": value, "source": "公报"}]
    found = validated(rubric, changed(nanwan(), {("stated",): stated})).findings
    [entry] = [entry for entry in found if entry.pointer == "/stated/0/value"]
    assert f"如 {written}。" in entry.hint
