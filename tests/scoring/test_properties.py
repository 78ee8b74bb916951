"""Laws of scoring: bounds, sums, monotone values, and independence of a file's form."""

import datetime
import decimal
import json
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import known_rubrics, load_rubric
from evaluator.scoring.engine import evaluate
from evaluator.scoring.result import Evaluation, Tally
from evaluator.submission.model import build_submission
from evaluator.submission.read import read_json
from tests.samples import DATE, as_bytes, changed, nanwan, sample, scored, validated

RUBRIC = load_rubric(known_rubrics()["district-2021"])
BASE = nanwan()


def any_value(key: str, table: str | None = None) -> st.SearchStrategy[Any]:
    """Whatever the schema accepts for a field."""
    content = RUBRIC.content
    entry = content.tables[table].fields[key] if table else content.fields[key]
    null = st.nothing() if entry.required else st.none()
    match entry.type:
        case "integer":
            least, most = int(entry.min or 0), int(entry.max or 0)
            near = st.integers(least, min(most, least + 20))
            return null | near | st.integers(least, most)
        case "decimal":
            least, most = Decimal(int(entry.min or 0)), Decimal(int(entry.max or 0))
            return null | st.decimals(least, most, places=2)
        case "boolean":
            return null | st.booleans()
        case "document":
            return null | st.just(False) | st.just({"文号": "甲〔2021〕1号", "日期": "2021-06-30"})
        case _:
            return st.sampled_from(entry.values)


@st.composite
def any_district(draw: st.DrawFn) -> dict[str, Any]:
    """The small sample with some fields and some cells of schools changed at will; checks aside."""
    fields = draw(st.lists(st.sampled_from(list(RUBRIC.content.fields)), max_size=25, unique=True))
    changes: dict[Any, Any] = {key: draw(any_value(key)) for key in fields}
    columns = [key for key in RUBRIC.content.tables["学校"].fields if key not in ("标识码", "名称")]
    for row in draw(st.lists(st.integers(0, 5), max_size=5, unique=True)):
        key = draw(st.sampled_from(columns))
        changes[("学校", row, key)] = draw(any_value(key, "学校"))
    return changed(BASE, changes)


def score_without_checks(data: dict[str, Any]) -> Evaluation:
    exact, _ = read_json(json.dumps(data, ensure_ascii=False, default=float).encode())
    assert isinstance(exact, dict)
    return evaluate(RUBRIC, build_submission(RUBRIC, exact, "0" * 64), on=DATE)


def total(entries: Any, name: str) -> Decimal:
    return sum((getattr(entry, name) or Decimal(0) for entry in entries), Decimal(0))


@given(any_district())
@settings(max_examples=50)
def test_every_score_lies_between_zero_and_its_points(data: dict[str, Any]) -> None:
    for entry in score_without_checks(data).indicators:
        if entry.self_score is None:
            assert entry.status in ("not_applicable", "pending")
            assert entry.rate is None
            continue
        assert 0 <= entry.self_score <= entry.points
        assert entry.self_score == entry.self_score.quantize(Decimal("0.01"))
        assert entry.lost == entry.points - entry.self_score
        assert entry.rate is not None
        assert entry.rate.exact == Fraction(entry.self_score) / Fraction(entry.points)
        assert (entry.status == "missing") <= (entry.self_score == 0)
        assert (entry.next_step is None) >= (entry.rate.exact == 1)


@given(any_district())
@settings(max_examples=30)
def test_every_total_is_the_sum_of_the_printed_scores(data: dict[str, Any]) -> None:
    evaluation = score_without_checks(data)
    counted = [entry for entry in evaluation.indicators if entry.self_score is not None]

    def holds(tally: Tally, entries: list[Any]) -> None:
        assert tally.self_score == total(entries, "self_score")
        assert tally.applicable_points == total(entries, "points")
        if tally.applicable_points:
            assert tally.rate is not None
            assert tally.rate.exact == Fraction(tally.self_score) / Fraction(
                tally.applicable_points
            )
        else:
            assert tally.rate is None

    holds(evaluation.overall, counted)
    for chapter in evaluation.chapters:
        holds(chapter, [entry for entry in counted if entry.chapter == chapter.id])
    for item in evaluation.items:
        holds(item, [entry for entry in counted if entry.item == item.id])
    assert evaluation.overall.self_score == total(evaluation.chapters, "self_score")
    assert evaluation.overall.self_score == total(evaluation.items, "self_score")
    statuses = [entry.status for entry in evaluation.indicators]
    overall = evaluation.overall
    assert overall.indicators == len(statuses) == 85
    assert overall.missing_indicators == statuses.count("missing") == len(evaluation.missing)
    assert overall.not_applicable_indicators == statuses.count("not_applicable")
    assert overall.not_applicable_indicators == len(evaluation.not_applicable)


@given(any_district())
@settings(max_examples=10)
def test_an_evaluation_survives_its_json(data: dict[str, Any]) -> None:
    evaluation = score_without_checks(data)
    assert Evaluation.model_validate_json(evaluation.to_json()) == evaluation


BETTER_UP = [
    ("心理辅导室达标学校数", "8-1", 6),
    ("满意度得分", "18-2", 100),
    ("幼儿园专任教师数", "10-6", 376),
    ("本年一般公共预算教育支出", "24-1", 20000),
    ("公办园公用经费财政拨款", "10-9", 100),
]
BETTER_DOWN = [("大班额班数", "11-2", 71), ("本年近视学生数", "7-3", 3484)]


@given(st.sampled_from(BETTER_UP + BETTER_DOWN), st.data())
@settings(max_examples=20)
def test_a_better_value_never_scores_less(case: tuple[str, str, int], data: st.DataObject) -> None:
    field, identifier, most = case
    low, high = sorted(data.draw(st.lists(st.integers(0, most), min_size=2, max_size=2)))
    scores = []
    for value in (low, high):
        evaluation = score_without_checks(changed(BASE, {field: value}))
        scores.append(next(e.self_score for e in evaluation.indicators if e.id == identifier))
    assert scores == sorted(scores, reverse=case in BETTER_DOWN)


def shuffled(value: Any, how: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        how.shuffle(keys)
        return {key: shuffled(value[key], how) for key in keys}
    return [shuffled(entry, how) for entry in value] if isinstance(value, list) else value


SCORED_ONCE = {slug: scored(RUBRIC, sample(slug)) for slug in ("beishan", "lingang")}


@given(st.sampled_from(["beishan", "lingang"]), st.integers(0, 10**6), st.integers(0, 4))
@settings(max_examples=10)
def test_key_order_and_white_space_change_nothing_but_the_file_hash(
    slug: str, seed: int, indent: int
) -> None:
    data = shuffled(sample(slug), random.Random(seed))
    raw = json.dumps(data, ensure_ascii=seed % 2 == 0, indent=indent or None).encode()
    plain = SCORED_ONCE[slug]
    one, other = json.loads(scored(RUBRIC, raw).to_json()), json.loads(plain.to_json())
    one["provenance"].pop("submission_file_sha256")
    other["provenance"].pop("submission_file_sha256")
    assert one == other


def test_the_date_changes_only_the_deadlines_and_itself(rubric: Rubric) -> None:
    one = json.loads(scored(rubric, sample("lingang"), datetime.date(2021, 1, 1)).to_json())
    other = json.loads(scored(rubric, sample("lingang"), datetime.date(2022, 1, 1)).to_json())
    changed_keys = {key for key in one if one[key] != other[key]}
    assert changed_keys == {"provenance", "problems", "deadlines", "plan_deadline"}


def test_equal_input_gives_equal_json(rubric: Rubric) -> None:
    assert load_rubric(known_rubrics()["district-2021"]).digest == rubric.digest
    again = scored(load_rubric(known_rubrics()["district-2021"]), as_bytes(sample("beishan")))
    assert again.to_json() == scored(rubric, as_bytes(sample("beishan"))).to_json()


@pytest.mark.parametrize(
    "context",
    [
        decimal.Context(prec=6),
        decimal.Context(rounding=decimal.ROUND_DOWN),
        decimal.Context(traps=[decimal.Inexact, decimal.Rounded]),
    ],
    ids=["six digits", "rounding down", "trapping"],
)
def test_the_programs_decimal_context_does_not_matter(
    rubric: Rubric, context: decimal.Context
) -> None:
    expected = scored(rubric, sample("beishan")).to_json()
    with decimal.localcontext(context):
        assert scored(rubric, sample("beishan")).to_json() == expected


def test_every_score_and_exact_value_is_a_string_in_the_json(rubric: Rubric) -> None:
    evaluation = json.loads(scored(rubric, sample("binhai")).to_json())

    def floats(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [found for entry in value.values() for found in floats(entry)]
        if isinstance(value, list):
            return [found for entry in value for found in floats(entry)]
        return [value] if isinstance(value, float) else []

    assert floats(evaluation) == []
    assert evaluation["overall"]["points"] == "1000.00"
    first = evaluation["indicators"][1]
    assert first["value"]["exact"] == "13170/13411"
    assert first["self_score"] == "9.55"


def test_a_whole_year_written_as_a_decimal_is_scored(rubric: Rubric) -> None:
    raw = as_bytes(nanwan()).replace(b'"year": 2021', b'"year": 2021.0')
    assert validated(rubric, raw).submission is not None
    assert scored(rubric, raw).year == 2021
