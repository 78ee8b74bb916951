"""What a slip in a rubric's YAML reads like: one Chinese sentence for one slip, where it stands."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from evaluator.rubric.explain import PATTERNS
from evaluator.rubric.model import RubricContent
from evaluator.rubric.source import RubricError, read_yaml
from tests.rubric_copy import BALANCE, PARTY, RubricCopy

Copy = Callable[[], RubricCopy]

SLIPS = [
    ("rubric.yaml", "", "score_digits: 2", "score_digits: 2.5", "“2.5”不符合要求：应为整数"),
    ("rubric.yaml", "", "score_digits: 2", "score_digits:", "空着不符合要求：应为整数"),
    ("rubric.yaml", "", "score_digits: 2", "score_digits: 7", "“7”超出允许的范围（须不大于 6）"),
    ("rubric.yaml", "", "year: 2021", "year: 1999", "“1999”超出允许的范围（须不小于 2000）"),
    ("rubric.yaml", "", "points: 1000", "points: 0", "“0”超出允许的范围（须大于 0）"),
    ("rubric.yaml", "", "at_least: 90%", "at_least: 100%", "“100%”超出允许的范围（须小于 1）"),
    ("rubric.yaml", "", "title: 区市", "title: []\n#", "这里的内容不符合要求：应为文字"),
    ("rubric.yaml", "id: V5", "on_missing: holds", "on_missing: hold", "“hold”不在允许的取值中：holds、undecided"),
    ("rubric.yaml", "id: V5", "effect: cap", "effect: caps", "“caps”不在允许的取值中：veto、cap、demote"),
    ("rubric.yaml", "id: V1", "fact: true", "fact: 是", "“是”不符合要求：应为 true 或 false"),
    ("rubric.yaml", "", "- id: V1", "- id: v1", "“v1”不符合要求：应为字母 V 加数字，如 V1"),
    ("rubric.yaml", "", "  - id: V1", "  - 一票否决\n  - id: V1", "“一票否决”不符合要求：应由键和值组成（每行一个“键: 值”）"),
    ("checks.yaml", "", "- id: E01", "- [甲, 乙]\n- id: E01", "这里的内容不符合要求：应由键和值组成（每行一个“键: 值”）"),
    ("checks.yaml", "", "per: [学校, 标识码]", "per: [学校]", "缺少第 2 个值"),
    ("checks.yaml", "", "per: [学校, 标识码]", "per: [学校, 标识码, 学段]", "最多只能有 2 项"),
    ("checks.yaml", "", "per: [学校, 标识码]", "per: 学校", "“学校”不符合要求：应为一份清单（每项以 - 开头，或写在方括号里，用逗号隔开）"),
    (BALANCE, "id: 10-2", "[80%, 0.6]", "[八成, 0.6]", "“八成”不是数；可写 0.45、-1、70% 或 1/15"),
    (BALANCE, "id: 10-1", "[85%, 1]", "[85%, 2]", "“2”超出允许的范围（须不大于 1）"),
    (BALANCE, "id: 10-1", "method: piecewise", "method: linear", "没有这种计分方法：linear；可以写 threshold、piecewise、steps、checklist、deduct、rating"),
    (BALANCE, "id: 10-1", "    method: piecewise\n", "", "缺少“method”（计分方法）"),
    (BALANCE, "id: 10-1", "unit: percent", "unit: percents", "“percents”不在允许的取值中：percent、percentage_point、ratio、yuan、count、score"),
    (PARTY, "id: 1-2", "  points: 10", "  pionts: 10", "不认识的键“pionts”，是否要写“points”？"),
    (PARTY, "id: 1-2", "  points: 10", "  points: 10\n  zero_denominater: zero", "不认识的键“zero_denominater”，是否要写“zero_denominator”？"),
    (PARTY, "id: 1-2", "  points: 10", "  points: 10\n  knots: []", "不认识的键“knots”，这个键不能写在这里"),
    (PARTY, "id: 1-2", "  points: 10\n", "", "缺少“points”"),
    ("fields.yaml", "  民办学校数:\n", "title: 民办学校数", "title: ''", "不能为空"),
    ("fields.yaml", "", 'pattern: ', 'pattern: ([)#', "pattern 只能依次写文字和字符组"),
    ("fields.yaml", "", 'pattern: ', 'pattern: (([0-9]+)+)+x#', "pattern 只能依次写文字和字符组"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "after", "old", "new", "message"), SLIPS, ids=lambda p: p[:24])
def test_a_slip_is_one_chinese_sentence(
    rubric_copy: Copy, file: str, after: str, old: str, new: str, message: str
) -> None:
    copy = rubric_copy()
    copy.replace(file, old, new, after)
    found = [problem.message for problem in copy.problems()]
    assert len(found) == 1
    assert found[0].startswith(message)


def test_a_key_misspelt_in_every_indicator_of_a_file_is_told_once_each(rubric_copy: Copy) -> None:
    copy = rubric_copy()
    copy.write(PARTY, copy.text(PARTY).replace("  remedy: ", "  remdy: "))
    messages = {problem.message for problem in copy.problems()}
    assert messages == {"不认识的键“remdy”，是否要写“remedy”？"}


@pytest.mark.parametrize(
    ("yaml", "line", "message"),
    [
        ("甲: [1, 2\n乙: 3\n", 2, "方括号里缺少逗号或右方括号"),
        ("甲: {乙: 1\n丙: 2\n", 2, "花括号里缺少逗号或右花括号"),
        ("甲: 1\n  乙: 2\n", 2, "一行里有两个“键: 值”，或缩进与上一行不齐"),
        ("甲: 1\n---\n乙: 2\n", 2, "一个文件里不能有两份内容（---）"),
        ("甲: 乙\n\t丙: 2\n", 2, "缩进用了制表符，缩进只能用空格"),
        ("甲: 'x\n", 2, "引号没有配对"),
        ('甲: "x\\q"\n', 1, "双引号里的反斜杠请写成两个，或改用单引号"),
        ("- 甲\n乙: 1\n", 2, "清单各项的缩进不齐"),
        ("甲:\n  乙: 1\n 丙: 2\n", 3, "缩进不齐，或缺少一个键"),
        ("甲: - 乙\n", 1, "以 - 开头的一项写错了位置，请另起一行"),
        ("甲: |\n 乙\n丙\n", 4, "缺少冒号，或冒号后面没有空格"),
        ("甲: @乙\n", 1, "用了制表符，或文字以 @、%、` 等符号开头；这样的文字请加引号"),
        ("甲: [1,,2]\n", 1, "多了一个逗号，或缺少一个值"),
        ("甲: !<x\n", 1, "请核对这一行和上一行的缩进、冒号后的空格、引号和括号"),
    ],
)
def test_what_is_no_yaml_is_told_in_chinese(
    tmp_path: Path, yaml: str, line: int, message: str
) -> None:
    (tmp_path / "a.yaml").write_text(yaml, encoding="utf-8")
    with pytest.raises(RubricError) as caught:
        read_yaml(tmp_path, "a.yaml")
    assert str(caught.value.problems[0]) == f"a.yaml:{line}：YAML 语法有误：{message}"


def test_a_control_character_is_told_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("甲: 1\n乙: \x01\n", encoding="utf-8")
    with pytest.raises(RubricError, match=r"a\.yaml:2：有看不见的控制字符"):
        read_yaml(tmp_path, "a.yaml")


def test_no_message_has_english_sentences(rubric_copy: Copy) -> None:
    for file, after, old, new, message in SLIPS:
        assert not re.search(r"[A-Za-z]+ [a-z]+ [a-z]+", message), (file, after, old, new)


def _patterns(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for part in schema.values():
            yield from _patterns(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _patterns(part)


def test_every_pattern_of_the_model_is_said_in_words() -> None:
    found = set(_patterns(RubricContent.__pydantic_core_schema__))
    assert {pattern for pattern in found if pattern.startswith("^")} <= set(PATTERNS)
