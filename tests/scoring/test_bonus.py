"""加分: shown apart, capped, outside the points, the rate, the grade and the problems."""

from collections.abc import Callable

import pytest

from evaluator.rubric.compiled import Rubric
from tests.rubric_copy import PARTY, RubricCopy
from tests.samples import changed, nanwan, scored

EXTRA = """
- id: 4-{serial}
  title: 加分项{serial}
  points: 2
  bonus: true
  value: {value}
  unit: percent
  score: {{method: threshold, at_least: {at_least}}}
  standard: [{{origin: 拟, text: 本项目拟定}}]
  plan: {{item: 4, text: 深化校长职级制改革}}
  departments: [教育]
  evidence: [名册]
  remedy: 按照以下办法争取：{name}
"""


def with_bonus(copy: RubricCopy, at_most: str, *limits: str) -> Rubric:
    """The 2021 rubric and bonus indicators of 2 points for 99 % of 参训干部教师 (380 of 384)."""
    for place, limit in enumerate(limits):
        extra = EXTRA.format(
            serial=3 + place,
            value="参训干部教师数 / 应训干部教师数",
            at_least=limit,
            name="天地人"[place],
        )
        copy.append(PARTY, extra)
    copy.append("rubric.yaml", f"bonus: {{at_most: {at_most}}}\n")
    return copy.load()


@pytest.mark.parametrize(
    ("at_most", "limits", "won"),
    [
        ("3", ("90%", "98%"), "3.00"),
        ("5", ("90%", "98%"), "4.00"),
        ("3", ("90%", "99%"), "2.00"),
        ("3", ("99%", "100%"), "0.00"),
        ("1.5", ("90%",), "1.50"),
    ],
)
def test_a_bonus_is_summed_and_capped(
    rubric_copy: Callable[[], RubricCopy], at_most: str, limits: tuple[str, ...], won: str
) -> None:
    evaluation = scored(with_bonus(rubric_copy(), at_most, *limits), nanwan())
    assert evaluation.bonus is not None
    assert str(evaluation.bonus.self_score) == won


def test_a_bonus_changes_nothing_else(
    rubric: Rubric, rubric_copy: Callable[[], RubricCopy]
) -> None:
    plain = scored(rubric, nanwan())
    evaluation = scored(with_bonus(rubric_copy(), "3", "90%", "100%"), nanwan())
    assert plain.bonus is None
    assert evaluation.overall == plain.overall
    assert evaluation.chapters == plain.chapters
    assert evaluation.items == plain.items
    assert evaluation.problems == plain.problems
    assert [entry.id for entry in evaluation.indicators if entry.bonus] == ["4-3", "4-4"]


def test_a_bonus_that_is_missing_wins_nothing(rubric_copy: Callable[[], RubricCopy]) -> None:
    data = changed(nanwan(), {"参训干部教师数": None})
    evaluation = scored(with_bonus(rubric_copy(), "3", "90%"), data)
    assert evaluation.bonus is not None
    assert str(evaluation.bonus.self_score) == "0.00"
    assert evaluation.overall.points == 1000
