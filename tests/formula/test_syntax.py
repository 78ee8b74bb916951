"""What a formula may be written with: signs, names, literals, and where an error is said to be."""

from fractions import Fraction

import pytest

from evaluator.formula.run import compile_formula
from evaluator.formula.scope import Names
from evaluator.formula.syntax import FormulaError, parse
from tests.formula.running import run, schools


def refusal(text: str, names: Names | None = None) -> FormulaError:
    with pytest.raises(FormulaError) as caught:
        compile_formula(text, names or Names({"在园幼儿数": "number", "甲": "number"}))
    return caught.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7 ÷ 2", Fraction(7, 2)),
        ("7 × 2", 14),
        ("7 − 2", 5),
        ("7－2", 5),
        ("7＋2", 9),
        ("7＊2", 14),
        ("7／2", Fraction(7, 2)),
        ("（1＋2）×３", 9),
        ("７．５", Fraction(15, 2)),
        ("3 ≥ 3", True),
        ("3 ≤ 2", False),
        ("3 ≠ 2", True),
        ("3＞2", True),
        ("3＜2", False),
        ("3＞＝3", True),
        ("3＝＝3", True),
        ("max（1，2）", 2),
        ("max(1、5)", 5),
        ("1 +\n2\r\n+\t3", 6),
        ("  1 + 2  ", 3),
    ],
)
def test_full_width_and_mathematical_signs_are_accepted(text: str, value: object) -> None:
    assert run(text) == value


@pytest.mark.parametrize("quoted", ['"小学"', "“小学”", "'小学'"])
def test_a_text_may_stand_in_any_quotes(quoted: str) -> None:
    assert run(f"学段 == {quoted}", {"学段": "小学"}) is True
    assert run(f"学段 == {quoted}", {"学段": "初中"}) is False


def test_full_width_signs_inside_a_text_stay_as_they_are() -> None:
    assert run("类别 == “甲（一）”", {"类别": "甲（一）"}) is True
    assert run("类别 == “甲（一）”", {"类别": "甲(一)"}) is False


@pytest.mark.parametrize("name", ["ＡＢ园", "AB园", "AＢ园"])
def test_names_are_normalised(name: str) -> None:
    assert run(f"{name} + 1", {"AB园": 4}) == 5


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Fraction(1, 10)),
        ("0.10", Fraction(1, 10)),
        ("0.1 + 0.2 == 0.3", True),
        ("1 / 3 * 3 == 1", True),
        ("0.1 * 3 - 0.3", 0),
        ("1 - 0.9999999999999999999999999999", Fraction(1, 10**28)),
        ("9007199254740993 - 9007199254740992", 1),
        (
            "3.14159265358979323846264338327950288",
            Fraction("3.14159265358979323846264338327950288"),
        ),
        ("1" + "0" * 63, 10**63),
    ],
)
def test_literals_and_arithmetic_are_exact(text: str, value: object) -> None:
    assert run(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4", 20),
        ("10 - 3 - 2", 5),
        ("12 / 3 / 2", 2),
        ("-2 * 3", -6),
        ("- (2 - 5)", 3),
        ("1 < 2 < 3", True),
        ("1 < 3 < 2", False),
        ("1 < 2 and 2 < 1 or 1 == 1", True),
        ("not 1 > 2 and 1 > 2", False),
        ("not (1 > 2 and 1 > 2)", True),
    ],
)
def test_operators_bind_as_in_arithmetic(text: str, value: object) -> None:
    assert run(text) == value


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("在园幼儿数 / 在院幼儿数", 8),
        ("在院幼儿数", 0),
        ("甲 ≥ 乙", 4),
        ("甲 ÷ 乙", 4),
        ("甲 ≥ 1 and 甲 ≤ 乙", 14),
        ("  甲 + 乙", 6),
        ("甲 +\n乙", 4),
        ("（甲＋乙）", 3),
        ("甲 + “小学”", 4),
        ("甲 + 甲.real", 4),
        ("甲 + f(甲)", 4),
        ("甲 + max(甲, 乙)", 11),
        ("甲 + (", 4),
        ("甲 + 2 甲", 6),
    ],
)
def test_an_error_stands_at_the_sign_it_is_about(text: str, column: int) -> None:
    assert refusal(text).column == column


def test_the_caret_stands_below_the_place() -> None:
    assert refusal("甲 + 乙").caret() == "甲 + 乙\n\u3000   ^"
    assert refusal("甲 +\n乙").caret() == "甲 + 乙\n\u3000   ^"


def test_a_long_formula_is_shown_around_the_place_only() -> None:
    text = "max(" + "甲, " * 20 + "乙" + ", 甲" * 40 + ")"
    shown, caret = refusal(text).caret().split("\n")
    assert "乙" in shown
    assert len(shown) == 70
    assert caret.endswith("^")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("在院幼儿数", "在园幼儿数"),
        ("在园幼儿", "在园幼儿数"),
        ("mx(甲, 1)", "max"),
        ("shares(学校, 学生数 > 1)", "share"),
        ("share(学校们, 学生数 > 1)", "学校"),
        ("share(学校, 学生 > 1)", "学生数"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest_one(text: str, hint: str) -> None:
    names = Names({"在园幼儿数": "number", "甲": "number"}, {"学校": {"学生数": "number"}})
    assert f"是否要写“{hint}”" in refusal(text, names).message


def test_a_name_like_no_other_gets_no_hint() -> None:
    assert "是否要写" not in refusal("毫不相干").message


@pytest.mark.parametrize(
    ("text", "length"), [("1", 4000), ("1", 4001), ("甲甲", 4001), ("(" * 9, 4100)]
)
def test_a_formula_has_at_most_4000_characters(text: str, length: int) -> None:
    padded = text + " " * (length - len(text))
    if length <= 4000:
        parse(padded)
    else:
        with pytest.raises(FormulaError, match="4000"):
            parse(padded)


@pytest.mark.parametrize(("ones", "accepted"), [(599, True), (600, False)])
def test_a_formula_has_at_most_600_parts(ones: int, accepted: bool) -> None:
    text = f"max({','.join(['1'] * ones)})"
    if accepted:
        assert run(text) == 1
    else:
        assert "600" in refusal(text).message


@pytest.mark.parametrize(("signs", "accepted"), [(24, True), (25, False)])
def test_a_formula_nests_at_most_24_levels(signs: int, accepted: bool) -> None:
    text = "-" * signs + "1"
    if accepted:
        assert run(text) == 1
    else:
        assert "24" in refusal(text).message


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("(" * 25 + "甲" + ")" * 25, 24),
        ("甲 + " + "（" * 300 + "甲" + "）" * 300, 28),
        ("(" * 2000, 24),
        ("max(" * 300 + "1", 99),
        ("-" * 3999 + "1", 0),
        ("not " * 900 + "甲", 100),
    ],
)
def test_nesting_too_deep_is_said_with_what_to_do_about_it(text: str, column: int) -> None:
    refused = refusal(text)
    assert refused.message == "公式嵌套超过 24 层，请去掉多余的括号，或拆成几个指标或检查"
    assert refused.column == column


def test_brackets_side_by_side_or_in_a_text_are_not_nested() -> None:
    assert run("+".join(["(1)"] * 20)) == 20
    assert run("max(" + ", ".join(["(1)"] * 40) + ")") == 1
    assert run(f"字 == '{'(' * 30}'", {"字": "一"}) is False
    assert run("(" * 24 + "1" + ")" * 24) == 1


def test_a_percent_sign_is_answered_with_how_to_write_it() -> None:
    assert "70% 请写 0.7" in refusal("70 % 甲").message


def test_a_records_field_outside_a_function_over_records_is_answered_with_how_to_write_it() -> None:
    with pytest.raises(FormulaError, match=r"share\(学校, …\)"):
        run("学生数 > 1", tables=schools(学生数=[1]))
    with pytest.raises(FormulaError, match="记录表"):
        run("学校 + 1", tables=schools(学生数=[1]))
