"""Every hand-worked situation of the 2021 rubric gives the value and the score written there."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from evaluator.formula.scope import Scope, Table
from evaluator.formula.values import Cell, parse_number
from evaluator.rubric.compiled import KINDS, Rubric
from evaluator.rubric.load import known_rubrics
from evaluator.rubric.model import Field
from evaluator.rubric.source import read_yaml
from evaluator.scoring.indicators import score_indicator
from evaluator.submission.outcomes import indicator_outcome

SITUATIONS: Any = read_yaml(known_rubrics()["district-2021"], "tests.yaml").data
OUTCOMES = {"not_applicable", "missing"}


def _cells(raw: Mapping[str, Any], fields: Mapping[str, Field]) -> dict[str, Cell]:
    def cell(key: str, text: str | None) -> Cell:
        if text is None:
            return None
        match KINDS[fields[key].type]:
            case "boolean":
                return {"true": True, "false": False}[text]
            case "number":
                number = parse_number(text)
                return number.numerator if number.denominator == 1 else number
            case _:
                return text

    return defaultdict(lambda: None, {key: cell(key, text) for key, text in raw.items()})


def _name(situation: Mapping[str, Any]) -> str:
    return f"{situation['indicator']} {situation['name']}"


@pytest.mark.parametrize("situation", SITUATIONS, ids=_name)
def test_a_hand_worked_situation_gives_its_score(rubric: Rubric, situation: Any) -> None:
    indicator = rubric.indicators[situation["indicator"]]
    given = situation.get("given") or {}
    named = rubric.fields_of(indicator.id)
    assert set(given) <= set(named)
    table = rubric.content.tables["学校"]
    records = [_cells(record, table.fields) for record in situation.get("学校", [])]
    scope = Scope(
        _cells(given, rubric.content.fields),
        {"学校": Table(records, lambda record: str(record["标识码"]))},
    )
    outcome = indicator_outcome(rubric, indicator, scope)
    result = score_indicator(rubric, indicator, outcome, scope, "", [])
    if "outcome" in situation:
        assert situation["outcome"] in OUTCOMES
        assert result.status == situation["outcome"]
    else:
        assert result.self_score == Decimal(situation["score"])
    if "value" in situation:
        assert outcome == parse_signed(situation["value"])


def parse_signed(text: str) -> Fraction:
    """A situation's value; a negative fraction is written -1/20."""
    return -parse_number(text[1:]) if text.startswith("-") else parse_number(text)


def test_every_indicator_has_a_situation(rubric: Rubric) -> None:
    assert {situation["indicator"] for situation in SITUATIONS} == set(rubric.indicators)
