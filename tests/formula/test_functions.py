"""Each function a formula may call, on values whose result is worked out by hand."""

from fractions import Fraction

import pytest

from evaluator.formula.run import compile_formula
from evaluator.formula.scope import Names, Scope
from evaluator.formula.syntax import FormulaError
from tests.formula.running import compiled, run, schools

F = Fraction


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("min(3, 2, 5)", 2),
        ("min(-1, 0)", -1),
        ("max(3, 2, 5)", 5),
        ("max(0.1, 0.09)", F(1, 10)),
        ("max(10, ceil(1001 / 100))", 11),
        ("max(10, ceil(999 / 100))", 10),
        ("abs(-3.5)", F(7, 2)),
        ("abs(3.5)", F(7, 2)),
        ("abs(0)", 0),
        ("ceil(10.01)", 11),
        ("ceil(10)", 10),
        ("ceil(-0.5)", 0),
        ("floor(10.99)", 10),
        ("floor(-0.5)", -1),
        ("round(2.5)", 3),
        ("round(2.4999)", 2),
        ("round(-2.5)", -3),
        ("round(0.125, 2)", F(13, 100)),
        ("round(2.675, 2)", F(268, 100)),
        ("round(1.005, 2)", F(101, 100)),
        ("round(1 / 3, 4)", F(3333, 10000)),
        ("if_else(1 > 0, 4.2, 5.3)", F(21, 5)),
        ("if_else(1 < 0, 4.2, 5.3)", F(53, 10)),
        ("count_true(1 > 0, 2 > 3, 3 == 3)", 2),
        ("count_true(1 > 2)", 0),
        ("close(10.62, 10.60, 0.02)", True),
        ("close(10.60, 10.62, 0.02)", True),
        ("close(10.62, 10.59, 0.02)", False),
        ("close(10.6200001, 10.60, 0.02)", False),
        ("close(-1, 1, 2)", True),
    ],
)
def test_a_plain_function(text: str, value: object) -> None:
    assert run(text) == value


TABLE = schools(
    学段=["小学", "小学", "初中", "初中"],
    城乡=["城区", "乡村", "镇区", "乡村"],
    主记录=[True, True, False, True],
    学生数=[100, 300, 200, 400],
    教师数=[10, 15, 20, 10],
    面积=[F("450.5"), F("1200"), F("99.5"), F("2000")],
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count(学校)", 4),
        ("count(学校, where=学段 == '小学')", 2),
        ("count(学校, where=学段 == '高中')", 0),
        ("count(学校, where=主记录)", 3),
        ("count(学校, where=not 主记录)", 1),
        ("sum(学校, 学生数)", 1000),
        ("sum(学校, 面积)", F("3750")),
        ("sum(学校, 学生数 - 教师数)", 945),
        ("sum(学校, 学生数, where=学段 == '初中')", 600),
        ("mean(学校, 学生数)", 250),
        ("mean(学校, 教师数 / 学生数)", F(11, 160)),
        ("mean(学校, 教师数 / 学生数, weight=学生数)", F(55, 1000)),
        ("mean(学校, 面积, where=城乡 == '乡村')", 1600),
        ("share(学校, 学生数 >= 200)", F(3, 4)),
        ("share(学校, 学生数 >= 200, where=城乡 != '城区')", 1),
        ("share(学校, 学生数 > 1000)", 0),
        ("share(学校, 学段 == '小学', weight=学生数)", F(2, 5)),
        ("share(学校, 学生数 >= 定额)", F(1, 2)),
        ("count(学校) / 定额", F(4, 300)),
        ("count(学校, where=学生数 >= 定额)", 2),
        ("share(学校, count_true(学生数 >= 200, 教师数 >= 15) == 2)", F(1, 2)),
        ("share(学校, 教师数 * 100 >= 学生数 * if_else(学段 == '小学', 5, 6))", F(3, 4)),
        ("share(学校, 学生数 > 100) + share(学校, 主记录)", F(3, 2)),
        ("cv(学校, 教师数 * 0 + 7)", 0),
    ],
)
def test_a_function_over_records(text: str, value: object) -> None:
    assert run(text, {"定额": 300}, TABLE) == value


@pytest.mark.parametrize(
    "text",
    [
        "min(1)",
        "max()",
        "abs()",
        "abs(1, 2)",
        "ceil(1, 2)",
        "floor()",
        "round()",
        "round(1, 2, 3)",
        "if_else(1 > 0, 1)",
        "close(1, 2)",
        "count_true()",
        "count()",
        "count(学校, 学生数 > 1)",
        "count(1)",
        "sum(学校)",
        "sum(学生数)",
        "sum(学校, 学生数, 教师数)",
        "sum(学校, 学生数, weight=教师数)",
        "count(学校, weight=学生数)",
        "share(学校)",
        "share(学校, 学校)",
        "cv(学校, sum(学校, 学生数))",
        "mean(学校, 学生数, where=share(学校, 主记录) > 0.5)",
        "value('24-1')",
        "score_rate('24-1')",
        "holds('V1')",
        "grade()",
    ],
)
def test_a_function_called_wrongly_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        run(text, {}, TABLE)


def test_dates_compare_in_their_order() -> None:
    formula = compile_formula("印发日期 <= '2021-06-30'", Names({"印发日期": "date"}), "boolean")
    assert formula.evaluate(Scope({"印发日期": "2021-06-30"})) is True
    assert formula.evaluate(Scope({"印发日期": "2021-07-01"})) is False


def test_a_formula_lists_the_fields_it_names_once() -> None:
    formula, _ = compiled("share(学校, 学生数 > 定额) + 定额", {"定额": 1, "别的": 2}, TABLE)
    assert list(formula.field_names) == ["学生数", "定额"]


def test_a_condition_is_asked_once_wherever_it_is_written() -> None:
    table = schools(数=[1, 2, 3], 学段=["小学", "初中", "小学"])
    formula, scope = compiled(
        'cv(学校, 数, where=学段 == "小学") < 1 and count(学校,   where=学段=="小学") == 2'
        ' and sum(学校, 数, where=学段 == "初中") == 2',
        tables=table,
    )
    assert formula.evaluate(scope) is True
    numbers = sorted(
        [record["数"] for record in chosen.records] for chosen in scope.chosen.values()
    )
    assert numbers == [[1, 3], [2]]
