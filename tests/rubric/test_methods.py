"""Score methods: the share of the points a value gives, on tables worked out by hand; laws as properties."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from evaluator.formula.values import Root, parse_number
from evaluator.rubric.methods import ScoreMethod, better_steps

METHOD: TypeAdapter[Any] = TypeAdapter(ScoreMethod)
F = Fraction


def method(name: str, **more: Any) -> Any:
    return METHOD.validate_python({"method": name, **more})


def signed(text: str) -> Fraction:
    return -parse_number(text[1:]) if text.startswith("-") else parse_number(text)


AT_LEAST = method("threshold", at_least="0")
AT_MOST = method("threshold", at_most="0.50")
RISING = method("piecewise", knots=[["70%", "0"], ["80%", "0.6"], ["90%", "1"]])
FALLING = method("piecewise", knots=[["-1", "1"], ["-0.5", "0.7"], ["0", "0.4"], ["1", "0"]])
TURNING = method("piecewise", knots=[["0", "0"], ["10", "1"], ["20", "0.5"]])
RATIO = method("piecewise", knots=[["1/20", "0"], ["1/15", "1"]])
LEVEL = method("piecewise", knots=[["0", "0"], ["1", "0.5"], ["2", "0.5"], ["3", "1"]])
STEPS = method("steps", steps=[["60%", "0.3"], ["80%", "0.6"], ["95%", "1"]])
DEDUCT = method("deduct", per_case="0.2")


@pytest.mark.parametrize(
    ("scoring", "value", "share"),
    [
        (AT_LEAST, "0", "1"),
        (AT_LEAST, "-1/20000000", "0"),
        (AT_LEAST, "1", "1"),
        (AT_MOST, "0.5", "1"),
        (AT_MOST, "0.501787", "0"),
        (AT_MOST, "0", "1"),
        (RISING, "0", "0"),
        (RISING, "70%", "0"),
        (RISING, "75%", "0.3"),
        (RISING, "80%", "0.6"),
        (RISING, "82.5%", "0.7"),
        (RISING, "90%", "1"),
        (RISING, "102%", "1"),
        (RISING, "-5", "0"),
        (FALLING, "-2", "1"),
        (FALLING, "-1", "1"),
        (FALLING, "-0.8", "0.88"),
        (FALLING, "-0.5", "0.7"),
        (FALLING, "-0.25", "0.55"),
        (FALLING, "0", "0.4"),
        (FALLING, "0.5", "0.2"),
        (FALLING, "1", "0"),
        (FALLING, "5", "0"),
        (TURNING, "-1", "0"),
        (TURNING, "5", "0.5"),
        (TURNING, "10", "1"),
        (TURNING, "15", "0.75"),
        (TURNING, "20", "0.5"),
        (TURNING, "999", "0.5"),
        (RATIO, "1/20", "0"),
        (RATIO, "1/16", "0.75"),
        (RATIO, "1333/20000", "0.999"),
        (RATIO, "1/15", "1"),
        (LEVEL, "1.5", "0.5"),
        (LEVEL, "2.5", "0.75"),
        (STEPS, "0", "0"),
        (STEPS, "59.9999%", "0"),
        (STEPS, "60%", "0.3"),
        (STEPS, "79.9%", "0.3"),
        (STEPS, "80%", "0.6"),
        (STEPS, "95%", "1"),
        (STEPS, "200%", "1"),
        (DEDUCT, "0", "1"),
        (DEDUCT, "1", "0.8"),
        (DEDUCT, "4", "0.2"),
        (DEDUCT, "5", "0"),
        (DEDUCT, "17", "0"),
    ],
)
def test_a_value_gives_its_share_of_the_points(scoring: Any, value: str, share: str) -> None:
    assert scoring.share(signed(value)) == F(share)


def test_a_share_is_exact_and_never_rounded() -> None:
    assert RISING.share(F(2, 3) + F(1, 9)) == F(7, 15)
    assert method("piecewise", knots=[["0", "0"], ["3", "1"]]).share(1) == F(1, 3)


def test_a_root_is_judged_by_its_square() -> None:
    half = Root(F(1, 4) + F(1, 10**80))
    assert AT_MOST.share(half) == 0
    assert AT_MOST.share(Root(F(1, 4) - F(1, 10**80))) == 1


@pytest.mark.parametrize(
    ("scoring", "direction"),
    [(AT_LEAST, 1), (AT_MOST, -1), (RISING, 1), (FALLING, -1), (TURNING, 0), (LEVEL, 1), (STEPS, 1), (DEDUCT, -1)],
)  # fmt: skip
def test_a_method_knows_which_way_is_better(scoring: Any, direction: int) -> None:
    assert scoring.direction == direction


@pytest.mark.parametrize(
    ("scoring", "value", "step"),
    [
        (RISING, "60%", ("80%", "0.6")),
        (RISING, "70%", ("80%", "0.6")),
        (RISING, "82%", ("90%", "1")),
        (RISING, "90%", None),
        (FALLING, "2", ("0", "0.4")),
        (FALLING, "0.5", ("0", "0.4")),
        (FALLING, "-0.7", ("-1", "1")),
        (FALLING, "-3", None),
        (TURNING, "2", ("10", "1")),
        (TURNING, "18", ("10", "1")),
        (TURNING, "10", None),
        (LEVEL, "1.5", ("3", "1")),
        (STEPS, "10%", ("60%", "0.3")),
        (STEPS, "61%", ("80%", "0.6")),
        (STEPS, "99%", None),
        (AT_LEAST, "-0.01", ("0", "1")),
        (AT_LEAST, "0", None),
        (AT_MOST, "0.7", ("0.5", "1")),
        (DEDUCT, "3", ("0", "1")),
        (DEDUCT, "0", None),
    ],
)
def test_the_first_of_the_better_steps_is_the_nearest_point_that_gives_more(
    scoring: Any, value: str, step: tuple[str, str] | None
) -> None:
    found = next(iter(better_steps(scoring, signed(value))), None)
    expected = None if step is None else (signed(step[0]), F(step[1]))
    assert (None if found is None else (found.value, found.share)) == expected


@pytest.mark.parametrize(
    "raw",
    [
        {"method": "threshold"},
        {"method": "threshold", "at_least": "1", "at_most": "2"},
        {"method": "threshold", "at_least": "一"},
        {"method": "piecewise", "knots": []},
        {"method": "piecewise", "knots": [["1", "1"]]},
        {"method": "piecewise", "knots": [["2", "0"], ["1", "1"]]},
        {"method": "piecewise", "knots": [["1", "0"], ["1", "1"]]},
        {"method": "piecewise", "knots": [["1", "0"], ["2", "1.01"]]},
        {"method": "piecewise", "knots": [["1", "-0.1"], ["2", "1"]]},
        {"method": "piecewise", "knots": [["1", "0", "5"], ["2", "1"]]},
        {"method": "steps", "steps": []},
        {"method": "steps", "steps": [["1", "0.5"], ["2", "0.5"]]},
        {"method": "steps", "steps": [["2", "0.5"], ["1", "1"]]},
        {"method": "deduct", "per_case": "0"},
        {"method": "deduct", "per_case": "1.5"},
        {"method": "deduct"},
        {"method": "rating", "scale": {"A": "1"}},
        {"method": "rating", "scale": {"A": "1", "B": "2"}},
        {"method": "checklist", "parts": []},
        {"method": "checklist", "parts": [{"title": "甲", "when": "乙", "points": "0"}]},
        {"method": "piecewise", "knots": [["1", "0"], ["2", "1"]], "clamp": "true"},
        {"method": "linear"},
        {},
    ],
)
def test_a_method_that_makes_no_sense_is_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        METHOD.validate_python(raw)


SHARES = st.fractions(min_value=0, max_value=1, max_denominator=20)
VALUES = st.fractions(min_value=-20, max_value=20, max_denominator=50)


@st.composite
def lines(draw: st.DrawFn, monotone: bool = False) -> Any:
    places = sorted(draw(st.sets(VALUES, min_size=2, max_size=5)))
    shares = [draw(SHARES) for _ in places]
    if monotone:
        shares.sort(reverse=draw(st.booleans()))
    return method(
        "piecewise",
        knots=[(place, share) for place, share in zip(places, shares, strict=True)],
    )


@given(lines(), VALUES)
def test_a_share_lies_between_none_and_all(line: Any, value: Fraction) -> None:
    assert 0 <= line.share(value) <= 1


@given(lines(monotone=True), VALUES, VALUES)
def test_a_better_value_never_gets_a_smaller_share(line: Any, one: Fraction, two: Fraction) -> None:
    low, high = sorted([one, two])
    difference = line.share(high) - line.share(low)
    assert difference * line.direction >= 0


@given(lines(), st.data())
def test_a_knot_gives_exactly_its_share(line: Any, data: st.DataObject) -> None:
    place, share = data.draw(st.sampled_from(line.knots))
    assert line.share(place) == share


@given(lines(), VALUES)
def test_a_better_step_always_gives_more(line: Any, value: Fraction) -> None:
    step = next(iter(better_steps(line, value)), None)
    if step is not None:
        assert step.share > line.share(value)
    else:
        assert line.share(value) == max(share for _, share in line.knots)


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_cases_never_cost_less(one: int, two: int) -> None:
    low, high = sorted([one, two])
    assert 0 <= DEDUCT.share(high) <= DEDUCT.share(low) <= 1
