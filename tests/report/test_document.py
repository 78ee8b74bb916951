"""The whole report: what it must show, that it is one file that needs nothing else, the same every time."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from tests.report.conftest import SAMPLES
from tests.report.drawing import drawn
from tests.report.reading import fonts, opened, outline, pages, text
from tests.samples import ROOT, changed, nanwan, raw, scored

Evaluations = dict[str, Evaluation]
Reports = dict[str, bytes]

HEADINGS = [
    "一、评价依据与过程",
    "二、总体评价",
    "三、分项评价",
    "四、主要成绩",
    "五、存在问题",
    "六、整改意见和时限",
    "附件1 得分明细表",
    "附件2 问题整改台账",
    "附件3 数据核对说明",
    "附件4 计算过程",
    "附件5 数据来源与校验",
]


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_headline_figures_are_printed(
    slug: str, evaluations: Evaluations, reports: Reports
) -> None:
    said, overall = text(reports[slug]), evaluations[slug].overall
    assert overall.rate is not None
    assert f"自评得分{overall.self_score}分" in said
    assert f"得分率{overall.rate.text}" in said
    assert f"折算总分{overall.scaled_score}分" in said
    assert f"等级为“{overall.grade}”" in said


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_indicator_is_printed_with_its_score(
    slug: str, evaluations: Evaluations, reports: Reports
) -> None:
    said = text(reports[slug])
    for entry in evaluations[slug].indicators:
        score = "" if entry.self_score is None else f"，自评分{entry.self_score}分"
        whole = entry.points.to_integral_value()
        points = whole if whole == entry.points else entry.points
        title = entry.title.replace(" ", "")
        assert f"{entry.id}{title}分值{points:f}分{score}" in said, entry.id
        assert f"{entry.id}{title}{entry.points}" in said, f"{entry.id} in 附件1"


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_achievements_are_numbered_without_a_gap(slug: str, reports: Reports) -> None:
    """In 临港 some chapters have nothing to name."""
    section = text(reports[slug]).split("四、主要成绩")[1].split("五、存在问题")[0]
    numbers = re.findall(r"（([一二三四五六])）", section)
    assert numbers == list("一二三四五六")[: len(numbers)]
    assert numbers


@pytest.mark.parametrize("slug", SAMPLES)
def test_achievements_in_doubt_are_named_and_those_told_stand_in_quotation_marks(
    slug: str, evaluations: Evaluations, reports: Reports
) -> None:
    section = text(reports[slug]).split("四、主要成绩")[1].split("五、存在问题")[0]
    assert not re.search("[^”）]、“|”为|”、[^“]", section)
    if found := re.search(
        r"其中(\d+)个指标的数据有待核实（见附件3），未列为主要成绩，即([^；]+)；", section
    ):
        assert found[2].count("“") == min(int(found[1]), 5)


@pytest.mark.parametrize("slug", SAMPLES)
def test_subtotals_and_unscored_items_are_printed(
    slug: str, evaluations: Evaluations, reports: Reports
) -> None:
    said, evaluation = text(reports[slug]), evaluations[slug]
    for tally in (*evaluation.chapters, evaluation.overall):
        assert tally.rate is not None
        assert f"{tally.applicable_points}{tally.self_score}—{tally.rate.text}" in said
    for item in evaluation.items:
        assert f"{item.id}.{item.heading}" in said
        assert item.reason in said


def test_the_bars_say_which_items_are_not_scored(reports: Reports) -> None:
    assert "图2二级指标得分率（第5、14、20项不对区市计分）" in text(reports["binhai"])


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_problem_is_printed_with_figures_and_deadline(
    slug: str, evaluations: Evaluations, reports: Reports
) -> None:
    said, evaluation = text(reports[slug]), evaluations[slug]
    assert f"列为问题，共{len(evaluation.problems)}个" in said
    for problem in evaluation.problems:
        title = problem.title.replace(" ", "")
        after = (
            f"，指标{problem.indicator}" if title.endswith("）") else f"（指标{problem.indicator}）"
        )
        assert f"{problem.number}.{title}{after}。" in said
        assert problem.remedy in said
        assert f"得分率：{problem.rate.text}；" in said
    for deadline in evaluation.deadlines:
        day = deadline.deadline
        line = f"{day.year}年{day.month}月{day.day}日前（{deadline.days}日内）完成整改"
        assert (line in said) == (deadline.problems > 0)


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_deadlines_of_rectification_stand_in_the_order_of_their_dates(
    slug: str, reports: Reports
) -> None:
    section = text(reports[slug]).split("六、整改意见和时限")[-1].split("附件：1.")[0]
    found = re.findall(r"）(\d+)年(\d+)月(\d+)日前（\d+日内）", section)
    days = [tuple(map(int, day)) for day in found]
    assert days and days == sorted(days)


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_deadline_has_a_table_of_problems_and_departments(
    slug: str, evaluations: Evaluations, reports: Reports
) -> None:
    said, evaluation = text(reports[slug]), evaluations[slug]
    section = said[said.index("六、整改意见和时限") : said.index("附件：1.")]
    assert "于2022年1月15日前报送" in section
    for entry in evaluation.problems:
        title = entry.title.replace(" ", "")
        departments = "、".join(entry.departments)
        assert f"{entry.number}{entry.indicator}{title}{departments}" in section
    assert section.count("序号指标责任部门") >= sum(
        deadline.problems > 0 for deadline in evaluation.deadlines
    )


def test_missing_indicators_are_a_list_of_their_own(
    evaluations: Evaluations, reports: Reports
) -> None:
    said = text(reports["beishan"])
    assert "（七）未填报的指标（6个）" in said
    assert "2022年1月30日前（30日内）补报数据" in said
    for entry in evaluations["beishan"].missing:
        assert f"{entry.title}（指标{entry.indicator}）。" in said
    assert "未填报的指标（" not in text(reports["binhai"])


@pytest.mark.parametrize("slug", SAMPLES)
def test_every_school_not_reached_is_listed(
    slug: str, evaluations: Evaluations, reports: Reports
) -> None:
    said = text(reports[slug])
    for entry in evaluations[slug].indicators:
        for number, record in enumerate(entry.records, 1):
            assert f"{number}{record.key}{record.name}" in said


def test_a_district_s_explanations_are_printed(evaluations: Evaluations, reports: Reports) -> None:
    said = text(reports["beishan"])
    explained = [note.explained for note in evaluations["beishan"].notes if note.explained]
    assert explained
    assert all(entry.replace(" ", "") in said for entry in explained)


def test_prompts_are_printed_only_where_they_hold(reports: Reports) -> None:
    assert "可能涉及问责情形，建议提请市政府教育督导委员会研判" in text(reports["lingang"])
    assert "研判" not in text(reports["binhai"])


@pytest.mark.parametrize("slug", SAMPLES)
def test_without_a_verification_every_page_says_so_and_nobody_signs(
    slug: str, reports: Reports
) -> None:
    assert all("（依据自评数据测算，未经核查）" in page for page in pages(reports[slug]))
    said = text(reports[slug])
    assert "尚未经材料审核和实地核查" in said
    assert "＿＿＿＿2021年12月31日（未经核查，除电子签名外不署名用印；核查后由" in said


def test_hashes_and_versions_are_printed(evaluations: Evaluations, reports: Reports) -> None:
    said, source = text(reports["lingang"]), evaluations["lingang"].provenance
    for value in (
        source.submission_content_sha256,
        source.submission_file_sha256,
        source.rubric.sha256,
        f"{source.engine}{source.engine_version}",
        *(entry.sha256 for entry in evaluations["lingang"].evidence),
    ):
        assert value in said


def test_sections_and_annexes_are_bookmarked(reports: Reports) -> None:
    titles = outline(reports["beishan"])
    assert [title for title in titles if title in HEADINGS] == HEADINGS


@pytest.mark.parametrize("slug", SAMPLES)
def test_fonts_are_embedded_and_none_is_a_standard_one(slug: str, reports: Reports) -> None:
    found = fonts(reports[slug])
    assert found
    assert all(found.values())
    assert not [name for name in found if "Helvetica" in name]


@pytest.mark.parametrize("slug", SAMPLES)
def test_pages_are_numbered_and_none_is_empty(slug: str, reports: Reports) -> None:
    for number, page in enumerate(pages(reports[slug]), 1):
        assert f"—{number}—" in page
        assert len(page) > 60


def test_metadata_names_title_issuer_and_date(reports: Reports) -> None:
    reader = opened(reports["binhai"])
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "滨海区人民政府2021年度履行教育职责评价报告"
    assert metadata.author == "市人民政府教育督导委员会办公室"
    assert metadata["/CreationDate"] == metadata["/ModDate"] == "D:20211231000000+08'00'"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def test_the_document_number_is_printed_or_left_blank(
    evaluations: Evaluations, reports: Reports
) -> None:
    numbered = drawn(evaluations["binhai"], "×政督评〔2021〕3号")
    assert text(numbered, first=1).startswith("×政督评〔2021〕3号滨海区人民政府2021年度")
    assert text(reports["binhai"]).startswith("＿＿＿＿〔2021〕＿＿号滨海区人民政府")


def test_a_functional_zone_has_no_people_s_government(reports: Reports) -> None:
    assert "临港新区管理委员会：" in text(reports["lingang"])
    assert "临港新区人民政府" not in text(reports["lingang"])


def test_equal_evaluations_give_equal_bytes(evaluations: Evaluations, reports: Reports) -> None:
    assert drawn(evaluations["binhai"]) == reports["binhai"]
    assert drawn(evaluations["binhai"], "3号") != reports["binhai"]


LATER = """
import datetime, sys, time
now, later = time.time, 400 * 24 * 3600 + 12345
time.time = lambda: now() + later
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(seconds=later)
datetime.datetime = Later
sys.argv[0] = "evaluate"
from evaluator.cli import main
main()
"""
"""The command a year and more later."""

ELSEWHERE = [
    {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"},
    {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONHASHSEED": "4711", "PYTHONUTF8": "1"},
    {"TZ": "UTC", "SOURCE_DATE_EPOCH": "1", "PYTHONHASHSEED": "0", "LANG": "de_DE.UTF-8"},
]


@pytest.mark.parametrize("environment", ELSEWHERE, ids=lambda entry: entry["TZ"])
def test_another_day_folder_locale_zone_and_hash_seed_give_the_same_bytes(
    environment: dict[str, str], tmp_path: Path, reports: Reports
) -> None:
    """The files of the command, run elsewhere, are those of this process."""
    (tmp_path / "申报.json").write_bytes(raw("binhai"))
    subprocess.run(
        [sys.executable, "-c", LATER, "申报.json", "--date", "2021-12-31", "-o", "输出"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=True,
    )
    assert (tmp_path / "输出" / "990102-滨海区-2021.pdf").read_bytes() == reports["binhai"]


def test_a_report_owes_nothing_to_the_rare_characters_of_another(rubric: Rubric) -> None:
    plain = scored(rubric, nanwan())
    rare = scored(rubric, changed(nanwan(), {("prepared_by", "unit"): "䶮湾区教育局"}))
    first, second = drawn(plain), drawn(rare)
    assert (drawn(plain), drawn(rare)) == (first, second)
    assert "Full" in str(fonts(second)) and "Full" not in str(fonts(first))
    assert "䶮湾区教育局" in text(second)
