"""The score preview: the largest losses, and changes of one field that really reach the next knot."""

from decimal import Decimal
from fractions import Fraction

import pytest

from evaluator.formula.linear import Line, linear_in
from evaluator.rubric.compiled import Rubric
from evaluator.scoring.preview import largest_losses
from tests.formula.running import compiled
from tests.samples import changed, nanwan, sample, scored, validated


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲 / 乙", Line(Fraction(0), Fraction(1, 4))),
        ("(甲 + 乙) / 乙", Line(Fraction(1), Fraction(1, 4))),
        ("2 * 甲 - 甲 / 2", Line(Fraction(0), Fraction(3, 2))),
        ("-甲 * 100 + 7", Line(Fraction(7), Fraction(-100))),
        ("乙 / 甲", None),
        ("甲 * 甲", None),
        ("max(甲, 1) / 乙", None),
        ("甲 / max(乙, 5)", Line(Fraction(0), Fraction(1, 5))),
        ("乙 / 4", None),
        ("甲 / (乙 - 4)", None),
    ],
)
def test_a_formula_is_linear_in_a_field_or_it_is_not(text: str, line: Line | None) -> None:
    formula, scope = compiled(text, {"甲": 3, "乙": 4})
    assert linear_in(formula, scope, "甲") == line


def test_the_losses_come_largest_first_and_at_most_ten(rubric: Rubric) -> None:
    checked = validated(rubric, sample("lingang"))
    assert checked.submission is not None
    losses = largest_losses(rubric, checked.submission, scored(rubric, sample("lingang")))
    lost = [loss.result.lost or Decimal(0) for loss in losses]
    assert len(lost) == 10
    assert lost == sorted(lost, reverse=True)
    assert losses[0].result.id == "24-1"


@pytest.mark.parametrize("slug", ["binhai", "beishan", "lingang"])
def test_a_promised_change_really_gives_the_promised_points(rubric: Rubric, slug: str) -> None:
    """Every sentence is tried: the field is set to what it says, and the file is scored again."""
    data = sample(slug)
    checked = validated(rubric, data)
    assert checked.submission is not None
    before = scored(rubric, data)
    titles = {entry.title: key for key, entry in rubric.content.fields.items()}
    tried = 0
    for loss in largest_losses(rubric, checked.submission, before, most=85):
        for change in loss.changes:
            key = titles[change.field]
            now = checked.submission.fields[key]
            assert isinstance(now, int | Fraction)
            wanted = now + change.amount
            number = int(wanted) if wanted.denominator == 1 else float(wanted)
            result = validated(rubric, changed(data, {key: number}))
            assert result.submission is not None, change.sentence()
            after = scored(rubric, changed(data, {key: number}))
            entry = next(one for one in after.indicators if one.id == loss.result.id)
            assert entry.self_score == (loss.result.self_score or 0) + change.gain
            if after.overall.applicable_points == before.overall.applicable_points:
                gained = after.overall.self_score - before.overall.self_score
                assert change.total == gained
                assert ("本指标" in change.sentence()) == (gained != change.gain)
            tried += 1
    assert tried > 4


def test_a_knot_too_near_to_add_a_point_is_passed_over_for_the_next(rubric: Rubric) -> None:
    """At 79.998% of 80% the score is rounded to that of the knot; what helps is the way to 90%."""
    data = changed(
        sample("binhai"),
        {"在园幼儿数": 50000, "公办园在园幼儿数": 25000, "普惠性民办园在园幼儿数": 14999},
    )
    checked = validated(rubric, data)
    assert checked.submission is not None
    before = scored(rubric, data)
    losses = largest_losses(rubric, checked.submission, before, most=85)
    (loss,) = [loss for loss in losses if loss.result.id == "10-2"]
    assert loss.result.self_score == Decimal("12.00")
    assert {(change.target, change.gain) for change in loss.changes} == {("90%", Decimal("8.00"))}
    assert loss.result.next_step is not None
    assert (loss.result.next_step.target, loss.result.next_step.gain) == ("90%", Decimal("8.00"))


def test_neither_last_year_nor_the_citys_register_is_offered_for_change(rubric: Rubric) -> None:
    data = changed(nanwan(), {"本年近视学生数": 1900})
    checked = validated(rubric, data)
    assert checked.submission is not None
    losses = largest_losses(rubric, checked.submission, scored(rubric, data), most=85)
    offered = {change.field for loss in losses for change in loss.changes}
    barred = {
        entry.title
        for key, entry in rubric.content.fields.items()
        if entry.source == "city" or key.startswith("上年")
    }
    assert offered and not offered & barred
