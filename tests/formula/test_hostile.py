"""Formulas that are no formulas: each is refused as a FormulaError, never run, never a crash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.formula.run import compile_formula
from evaluator.formula.scope import Names
from evaluator.formula.syntax import FormulaError, parse

NAMES = Names(
    {"甲": "number", "乙": "number", "对": "boolean", "字": "text"},
    {"学校": {"学生数": "number", "学段": "text", "主记录": "boolean"}},
)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os')",
        "__import__('os').system('true')",
        "eval('1')",
        "exec('1')",
        "open('/etc/passwd')",
        "print(甲)",
        "甲.real",
        "甲.__class__.__mro__",
        "(1).__class__",
        "''.join",
        "甲[0]",
        "甲[0:1]",
        "学校['学生数']",
        "[1, 2]",
        "(1, 2)",
        "{1, 2}",
        "{1: 2}",
        "[x for x in 学校]",
        "{x for x in 学校}",
        "{x: 1 for x in 学校}",
        "sum(x for x in 学校)",
        "lambda: 1",
        "lambda x: x",
        "(lambda: 1)()",
        "2 ** 3",
        "9 ** 9 ** 9",
        "7 // 2",
        "7 % 2",
        "1 << 3",
        "1 >> 3",
        "1 & 2",
        "1 | 2",
        "1 ^ 2",
        "1 @ 2",
        "~1",
        "f'{甲}'",
        "f'abc'",
        "(x := 5)",
        "x := 5",
        "x = 5",
        "甲 = 5",
        "甲; 乙",
        "import os",
        "1 if 对 else 2",
        "甲 is 1",
        "甲 is not 1",
        "甲 in 学校",
        "甲 not in 学校",
        "max(*学校)",
        "max(**学校)",
        "max(甲, 乙, key=甲)",
        "max(甲, 乙, where=对)",
        "max(甲, 乙, weight=甲)",
        "share(学校, 主记录, where=主记录, where=主记录)",
        "await 甲",
        "yield 甲",
        "None",
        "True",
        "False",
        "...",
        "b'x'",
        "1j",
        "1_000",
        "0x10",
        "0b1",
        "0o7",
        "007",
        "1e3",
        "1.",
        ".5",
        "9" * 65,
        "9" * 3999,
        "0." + "9" * 3000,
    ],
    ids=lambda text: text[:40],
)
def test_what_is_outside_the_whitelist_is_refused(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula(text, NAMES, "number")
    assert 0 <= caught.value.column <= len(text)
    assert caught.value.caret().endswith("^")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\n",
        "\u3000",
        "甲 +",
        "甲 乙",
        "+",
        ")(",
        "(",
        "甲)",
        "'",
        '"',
        "“",
        "\\",
        "甲 \\\n + 乙",
        "\x00",
        "甲\x00乙",
        "\ud800",
        "甲 + \udfff",
        "甲\u200b乙",
        "\u202e甲",
        "😀",
        "甲 ⊕ 乙",
        "(" * 300 + "1" + ")" * 300,
        "(" * 2000,
        "[" * 2000,
        "-" * 3999,
        "-" * 3998 + "1",
        "not " * 900 + "对",
        "甲" + "+甲" * 1900,
        "甲" + "<甲" * 1900,
        "max(" * 400 + "1, 1" + ", 1)" * 400,
        "a." * 1900 + "a",
        "a(" * 1000 + ")" * 1000,
    ],
    ids=lambda text: ascii(text)[1:30],
)
def test_broken_or_monstrous_text_is_refused_without_a_crash(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        compile_formula(text, NAMES)
    assert isinstance(caught.value.caret(), str)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“小学”", "number"),
        ("字", "number"),
        ("对", "number"),
        ("甲", "boolean"),
        ("甲 > 1", "number"),
        ("字 + 1", None),
        ("-字", None),
        ("对 + 1", None),
        ("not 甲", None),
        ("甲 and 对", None),
        ("字 > “小学”", None),
        ("对 > 对", None),
        ("字 == 1", None),
        ("对 == 1", None),
        ("甲 == “一”", None),
        ("max(字, 1)", None),
        ("if_else(甲, 1, 2)", None),
        ("count_true(甲)", None),
        ("share(学校, 学生数)", None),
        ("sum(学校, 主记录)", None),
        ("cv(学校, 学段)", None),
        ("share(学校, 主记录, where=学生数)", None),
        ("mean(学校, 学生数, weight=主记录)", None),
    ],
)
def test_kinds_that_do_not_fit_are_refused_before_anything_runs(
    text: str, kind: str | None
) -> None:
    with pytest.raises(FormulaError):
        compile_formula(text, NAMES, kind)  # type: ignore[arg-type]


@given(st.text(alphabet="甲乙 ()+-*/<>=!.,'\"“”≥÷×123%[]{}:\\\nandortshexif_", max_size=40))
def test_any_text_is_either_a_tree_or_a_formula_error(text: str) -> None:
    try:
        parse(text)
    except FormulaError as refused:
        error = refused
    else:
        return
    assert 0 <= error.column <= len(text)
    assert isinstance(error.caret(), str)
