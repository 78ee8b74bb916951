"""不适用 follows from the data: a reason must be given then, and no other claim is accepted."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import changed, nanwan, said, validated

REASONS = nanwan()["not_applicable"]
WORK = "/data/职业与继续教育"


def reasons(*indicators: str) -> list[dict[str, str]]:
    return [{"indicator": indicator, "reason": "没有此项"} for indicator in indicators]


URBAN = {("学校", 3, "城乡"): "城区", ("学校", 4, "城乡"): "城区"}

CASES: list[tuple[str, dict[Any, Any], str]] = [
    ("2-2", {"民办学校数": 0, "双覆盖民办学校数": 0}, "/data/党的领导/民办学校数"),
    ("3-1", {"巡访问题到期应整改数": 0, "巡访问题到期已整改数": 0}, "/data/党的领导/巡访问题到期应整改数"),
    ("8-4", {"创新实验室任务数": 0, "创新实验室完成数": 0}, "/data/学生发展/创新实验室任务数"),
    ("10-8", {"应移交配套幼儿园数": 0, "已移交配套幼儿园数": 0}, "/data/学前教育/应移交配套幼儿园数"),
    ("11-8", {"适龄残疾儿童少年数": 0, "残疾儿童少年入学数": 0}, "/data/义务教育/适龄残疾儿童少年数"),
    ("11-9", {"符合条件随迁子女在校生数": 0, "随迁子女公办就读数": 0}, "/data/义务教育/符合条件随迁子女在校生数"),
    ("12-3", {"应整改培训机构数": 0, "完成整改培训机构数": 0}, "/data/校外培训/应整改培训机构数"),
    ("16-2", {"全市招生系统已启用": False, "网上办理入学人数": 0}, "/data/综合改革/全市招生系统已启用"),
    ("19-1", {"上年反馈问题数": 0, "上年反馈问题已整改数": 0}, "/data/教育督导/上年反馈问题数"),
    ("21-3", URBAN, "/学校"),
    ("22-7", {"查实师德问题数": 0, "已查处师德问题数": 0}, "/data/教师队伍/查实师德问题数"),
    ("25-4", {"防控督查问题数": 0, "防控督查问题已整改数": 0}, "/data/卫生防疫/防控督查问题数"),
]  # fmt: skip


@pytest.mark.parametrize(("indicator", "changes", "pointer"), CASES, ids=lambda p: str(p)[:6])
def test_not_applicable_without_a_reason_is_an_error(
    rubric: Rubric, indicator: str, changes: dict[Any, Any], pointer: str
) -> None:
    result = validated(rubric, changed(nanwan(), changes))
    assert said(result) == [("not-applicable-reason", "error", pointer)]
    assert f"指标 {indicator}" in result.findings[0].message
    assert result.submission is None


@pytest.mark.parametrize(("indicator", "changes", "pointer"), CASES, ids=lambda p: str(p)[:6])
def test_not_applicable_with_a_reason_is_accepted(
    rubric: Rubric, indicator: str, changes: dict[Any, Any], pointer: str
) -> None:
    given = {("not_applicable",): [*REASONS, *reasons(indicator)]}
    assert said(validated(rubric, changed(nanwan(), {**changes, **given}))) == []


@pytest.mark.parametrize("indicator", ["1-1", "10-1", "10-4", "24-1", "23-5", "16-2"])
def test_a_claim_on_an_indicator_that_applies_is_an_error(rubric: Rubric, indicator: str) -> None:
    data = changed(nanwan(), {("not_applicable",): [*REASONS, *reasons(indicator)]})
    result = validated(rubric, data)
    assert said(result) == [("not-applicable-claim", "error", "/not_applicable/3")]
    assert f"指标 {indicator}" in result.findings[0].message


def test_no_reasons_at_all_are_told_one_by_one(rubric: Rubric) -> None:
    data = changed(nanwan(), {("not_applicable",): []})
    assert (
        said(validated(rubric, data))
        == [
            ("not-applicable-reason", "error", f"{WORK}/中职学校数"),
        ]
        * 3
    )


@pytest.mark.parametrize(
    ("indicator", "changes", "pointer"),
    [
        ("13-1", {"中职学校数": 1, "普通高中招生数": 0, "中职专业课教师数": 9}, f"{WORK}/中职招生数"),
        ("13-2", {"中职学校数": 1}, f"{WORK}/中职专业课教师数"),
        ("16-2", {"义务教育起始年级招生数": 0, "网上办理入学人数": 0}, "/data/综合改革/义务教育起始年级招生数"),
        (
            "11-10",
            {"三年前初一招生数": 0, "三年转入学生数": 0, "三年转出学生数": 0, "初中毕业生数": 0},
            "/data/义务教育/三年前初一招生数",
        ),
    ],
)  # fmt: skip
def test_a_denominator_that_comes_to_zero_is_an_error_naming_its_fields(
    rubric: Rubric, indicator: str, changes: dict[str, int], pointer: str
) -> None:
    extra: dict[Any, Any] = {("not_applicable",): []} if indicator.startswith("13") else {}
    result = validated(rubric, changed(nanwan(), {**changes, **extra}))
    assert said(result) == [("zero-denominator", "error", pointer)]
    assert f"指标 {indicator}" in result.findings[0].message


@pytest.mark.parametrize(
    "changes",
    [
        {"公办园在园幼儿数": 0, "公办园公用经费财政拨款": 0},
        {"交流轮岗校长教师数": 0, "交流轮岗骨干教师数": 0},
        {"排查安全隐患数": 0, "已整改安全隐患数": 0},
        {"需集中就餐学生数": 0, "已集中就餐学生数": 0},
        {"应资助困难学生数": 0, "已资助困难学生数": 0},
    ],
    ids=["10-9", "22-4", "23-5", "23-6", "24-5"],
)
def test_a_zero_that_scores_zero_needs_no_reason(rubric: Rubric, changes: dict[str, int]) -> None:
    assert said(validated(rubric, changed(nanwan(), changes))) == []


def test_a_district_with_vocational_schools_is_asked_for_no_reason(rubric: Rubric) -> None:
    schools = {"中职学校数": 1, "中职招生数": 100, "中职专业课教师数": 20, "双师型教师数": 9}
    data = changed(nanwan(), {**schools, ("not_applicable",): []})
    assert said(validated(rubric, data)) == []


def hint(rubric: Rubric, changes: dict[Any, Any]) -> str:
    return validated(rubric, changed(nanwan(), changes)).findings[0].hint


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        (
            {"全市招生系统已启用": False, "网上办理入学人数": 0},
            "请改正据以判断的数据（全市招生系统已启用 否）。",
        ),
        ({"民办学校数": 0, "双覆盖民办学校数": 0}, "请改正据以判断的数据（民办学校数 0）。"),
        (URBAN, "请改正据以判断的数据（学校表的记录）。"),
    ],
)
def test_only_what_decides_is_named(rubric: Rubric, changes: dict[Any, Any], named: str) -> None:
    assert hint(rubric, changes).endswith(named)


@pytest.mark.parametrize(
    ("indicator", "said_to_do"),
    [
        (
            "16-2",
            "请删去 not_applicable 中的这一条，或改正据以判断的数据（全市招生系统已启用 是）。",
        ),
        ("1-1", "请删去 not_applicable 中的这一条。"),
    ],
)
def test_a_claim_names_what_decides_if_anything_does(
    rubric: Rubric, indicator: str, said_to_do: str
) -> None:
    assert hint(rubric, {("not_applicable",): [*REASONS, *reasons(indicator)]}) == said_to_do


def test_claims_that_want_the_same_figure_are_one_finding_that_names_it(rubric: Rubric) -> None:
    result = validated(rubric, changed(nanwan(), {"中职学校数": None}))
    [entry] = [entry for entry in result.findings if entry.code == "not-applicable-unknown"]
    assert entry.pointer == "/not_applicable/0"
    assert all(f"{name}（" in entry.message for name in ("13-1", "13-2", "13-3"))
    assert "这 3 条" in entry.hint
    assert [place.title for place in entry.places] == [
        "not_applicable 第 2 条",
        "not_applicable 第 3 条",
        "「中职学校数」",
    ]
