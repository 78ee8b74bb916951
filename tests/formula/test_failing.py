"""Why a condition does not hold: the failing part alone, with computed sides and differences."""

import pytest

from evaluator.rubric.compiled import Rubric
from tests.samples import changed, nanwan, validated


@pytest.mark.parametrize(
    ("changes", "check", "values"),
    [
        (
            {"义务教育在校生数": 3232},
            "check-E09",
            "（应满足 义务教育在校生数 = 学校表学生数合计 + 学校表外义务教育学生数，"
            "现为 3,232 ≠ 2,932（2,906 + 26），相差 300）",
        ),
        (
            {("学校", 0, "全校学生数"): 516},
            "check-E08",
            "（应满足 该学校各行主记录的全校学生数合计 ≥ 该学校各行学生数合计，现为 516 < 561）",
        ),
        (
            {("学校", 4, "主记录"): True},
            "check-E07",
            "（应满足 该学校各行主记录的条数 = 1，现为 2）",
        ),
        (
            {"本年年均在校学生数": 53321.8},
            "check-W33",
            "（应满足 本年一般公共预算教育支出 × 10,000 ÷ 本年年均在校学生数 ≥ 5,000，"
            "现为 1,919.39（10,234.52 × 10,000 ÷ 53,321.8））",
        ),
        (
            {"标准班额班数": 71, "大班额班数": 3},
            "check-E02",
            "（应满足 大班额班数 + 标准班额班数 ≤ 义务教育班数，现为 74（3 + 71） > 71）",
        ),
        (
            # 0.0005 ÷ 457.39 is not zero
            {"教师培训经费": 0.0005},
            "check-W41",
            "（应满足 教师培训经费 ÷ 年度公用经费预算 ≥ 0.001，现为 0.000001（0.0005 ÷ 457.39））",
        ),
        (
            {"满意度得分": 0.8893},
            "check-W39",
            "（应满足 满意度得分 ≥ 30 或 满意度得分 = 0，现为 0.8893）",
        ),
        (
            {"中职学校数": 0, "中职招生数": 12, "中职专业课教师数": 0, "双师型教师数": 0},
            "check-E04",
            "（应满足 中职学校数 > 0 或 中职招生数 = 0，现为 中职学校数：0，中职招生数：12）",
        ),
        (
            {("学校", 4, "护校队人数"): 17, ("学校", 4, "卫生专业技术人员数"): 2},
            "check-W17",
            "（应满足 主记录 或 (护校队人数 = 0 且 卫生专业技术人员数 = 0)，"
            "现为 主记录：否，护校队人数：17，卫生专业技术人员数：2）",
        ),
    ],
)
def test_only_the_failing_part_is_told_with_what_is_there(
    rubric: Rubric, changes: dict[object, object], check: str, values: str
) -> None:
    found = validated(rubric, changed(nanwan(), changes)).findings
    (entry,) = [entry for entry in found if entry.check == check]
    assert values in entry.message
