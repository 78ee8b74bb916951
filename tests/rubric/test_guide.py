"""docs/rubric.zh-CN.md: its small rubric loads, passes the lint and scores; every key it must name is named."""

import re
from pathlib import Path
from typing import Any

import pytest

from evaluator.formula.functions import OVER_RECORDS, PLAIN
from evaluator.rubric.compiled import LOOKUPS, Rubric
from evaluator.rubric.explain import known_keys
from evaluator.scoring.situations import Situation, checked_rubric
from tests.conftest import ROOT
from tests.samples import indicator, said, scored, validated

GUIDE = (ROOT / "docs" / "rubric.zh-CN.md").read_text(encoding="utf-8")
FILE = re.compile(r"```yaml\n# 文件：(\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Rubric:
    """The guide's rubric, written to files as a reader would."""
    folder = tmp_path_factory.mktemp("rubrics") / "my-district-2021"
    for name, text in FILE.findall(GUIDE):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return checked_rubric(folder)


def submission(**changes: Any) -> dict[str, Any]:
    early = {"在园幼儿数": 10000, "普惠园幼儿数": 8500}
    plan = {
        "区域教育规划": {"文号": "滨政发〔2021〕1号", "日期": "2021-03-01"},
        "规划年度评估": False,
    }
    school = {"标识码": "2199000001", "名称": "滨海一小", "学生数": 100, "图书册数": 3000}
    other = {**school, "标识码": "2199000002", "名称": "滨海二小", "图书册数": 2999}
    return {
        "format": "submission/1",
        "rubric": "my-district-2021",
        "district": {"code": "990102", "name": "滨海区", "kind": "市辖区"},
        "year": 2021,
        "prepared_by": {"unit": "滨海区教育局"},
        "prepared_on": "2021-12-20",
        "data": {"规划": plan, "学前教育": {**early, **changes}},
        "学校": [school, other],
    }  # fmt: skip


def test_the_guides_rubric_scores_a_submission(small: Rubric) -> None:
    evaluation = scored(small, submission())
    scores = {entry.id: str(entry.self_score) for entry in evaluation.indicators}
    # 1-3: 1 ÷ 2 = 50 %, below the first knot
    assert scores == {"1-1": "40.00", "1-2": "10.00", "1-3": "0.00"}
    assert (str(evaluation.overall.self_score), evaluation.overall.grade) == ("50.00", "不合格")
    assert [entry.name for entry in indicator(evaluation, "1-3").records] == ["滨海二小"]
    assert {entry.id: entry.state for entry in evaluation.prompts} == {"Q1": "holds", "Q2": "holds"}


def test_the_guides_checks_and_districts_speak(small: Rubric) -> None:
    found = [code for code, *_ in said(validated(small, submission(普惠园幼儿数=100)))]
    assert found == ["check-W01"]
    strange = {**submission(), "district": {"code": "990199", "name": "外区", "kind": "市辖区"}}
    assert [code for code, *_ in said(validated(small, strange))] == ["district-unknown"]


CONTENT_HOMES = {"plan", "fields", "tables", "indicators", "checks", "share"}


@pytest.mark.parametrize(
    "key",
    [
        *(key for key in known_keys() if key not in CONTENT_HOMES),
        *(key for key in Situation.model_fields if key != "records"),
        *PLAIN,
        *OVER_RECORDS,
        *LOOKUPS,
    ],
)
def test_the_guide_names_every_key_and_function(key: str) -> None:
    assert re.search(rf"(?<![a-z_]){key}(?![a-z_])", GUIDE)


def test_every_value_of_a_closed_set_is_named() -> None:
    for value in (
        *("integer", "decimal", "boolean", "date", "text", "enum", "document"),
        *("percent", "percentage_point", "ratio", "yuan", "count", "score"),
        *("threshold", "piecewise", "steps", "checklist", "deduct", "rating"),
        *("veto", "cap", "demote", "holds", "undecided"),
        *("not_applicable", "zero", "error", "missing", "pending", "warning"),
        *("自然年", "学年", "时点", "属地", "属管", "国", "市", "拟"),
    ):
        assert value in GUIDE


def test_the_guide_says_where_a_file_of_each_kind_stands() -> None:
    named = {name for name, _ in FILE.findall(GUIDE)}
    assert {Path(name).parts[0] for name in named} == {
        "rubric.yaml", "plan.yaml", "fields.yaml", "indicators", "checks.yaml", "tests.yaml",
    }  # fmt: skip
