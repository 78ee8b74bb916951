"""算例 (tests.yaml): situations scored by hand, read and compared with what the rubric gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Literal, Self

from pydantic import Field as Constraint
from pydantic import ValidationError, model_validator

from evaluator.formula.display import number_text
from evaluator.formula.scope import Scope, Table
from evaluator.formula.values import Cell, Record, Root, ZeroDenominator, parse_number
from evaluator.rubric.compiled import KINDS, Rubric
from evaluator.rubric.explain import explain, near, place_of
from evaluator.rubric.load import load_rubric
from evaluator.rubric.methods import Exact, Model
from evaluator.rubric.model import Field, Text
from evaluator.rubric.source import Path_, Place, Plain, Problem, RubricError, Source, read_yaml
from evaluator.scoring.indicators import score_indicator
from evaluator.submission.outcomes import IndicatorOutcome, indicator_outcome

FILE = "tests.yaml"
STATUS = {"scored": "计分", "missing": "未填报", "not_applicable": "不适用", "pending": "待评定"}

Cells = dict[str, str | None]


class Situation(Model):
    """One situation: the values an indicator is computed from, and the score worked out by hand.

    `records`: the rows of each table. `outcome` stands in the place of a score where there is none.
    """

    indicator: Text
    name: Text
    given: Cells = Constraint(default_factory=dict)
    records: dict[str, tuple[Cells, ...]] = Constraint(default_factory=dict)
    value: Text | None = None
    score: Exact | None = None
    outcome: Literal["not_applicable", "missing", "pending"] | None = None
    because: Text

    @model_validator(mode="after")
    def _one_expectation(self) -> Self:
        if (self.score is None) == (self.outcome is None):
            raise ValueError("score（得分）与 outcome（不计分的结果）须写且只写一个")
        if self.value is not None:
            signed(self.value)
        return self


@dataclass(frozen=True)
class Situations:
    """The situations of a rubric's folder, each with where it stands."""

    entries: tuple[tuple[Situation, Place], ...]
    file: Place


def checked_rubric(folder: Path) -> Rubric:
    """A rubric with its situations in order. Raises RubricError as `load_rubric` does."""
    try:
        rubric = load_rubric(folder)
    except RubricError as error:
        found = (folder / FILE).is_file()
        lacking = [] if found else [Problem(Place(FILE, 1), "缺少这个文件")]
        raise RubricError([*error.problems, *lacking], (*error.unchecked, "算例")) from None
    problems = list(check_situations(rubric, read_situations(rubric, folder)))
    if problems:
        raise RubricError(problems)
    return rubric


def read_situations(rubric: Rubric, folder: Path) -> Situations:
    """The situations of a folder's tests.yaml. Raises RubricError where they cannot be read."""
    source = read_yaml(folder, FILE)
    if not isinstance(source.data, list):
        raise RubricError([Problem(Place(FILE, 1), "文件内容应为一份清单（每项以 - 开头）")])
    entries: list[tuple[Situation, Place]] = []
    problems: list[Problem] = []
    for place, raw in enumerate(source.data):
        try:
            entries.append((_situation(rubric, raw), place_of((place,), source.places)))
        except ValidationError as error:
            problems += explain(error.errors(include_url=False), raw, _places_below(source, place))
    if problems:
        raise RubricError(problems)
    return Situations(tuple(entries), Place(FILE, 1))


def _places_below(source: Source, index: int) -> Mapping[Path_, Place]:
    return {path[1:]: place for path, place in source.places.items() if path[:1] == (index,)}


def _situation(rubric: Rubric, raw: Plain) -> Situation:
    """The typed situation; a key that is a table's title holds its rows."""
    if not isinstance(raw, dict):
        return Situation.model_validate(raw)
    tables = rubric.content.tables
    plain = {key: value for key, value in raw.items() if key not in tables}
    if plain.get("given", "") is None:
        del plain["given"]
    rows = {key: value for key, value in raw.items() if key in tables}
    return Situation.model_validate({**plain, **({"records": rows} if rows else {})})


def check_situations(rubric: Rubric, situations: Situations) -> Iterator[Problem]:
    """Situations that name what does not exist or give another score, and indicators that have none."""
    for situation, place in situations.entries:
        for message in judge(rubric, situation):
            yield Problem(place, f"算例“{situation.name}”{message}", situation.indicator)
    worked = {situation.indicator for situation, _ in situations.entries}
    for identifier in rubric.indicators:
        if identifier not in worked:
            yield Problem(situations.file, "没有算例，每个指标至少要有一个", identifier)


def judge(rubric: Rubric, situation: Situation) -> list[str]:
    """What is wrong with a situation; empty where the rubric gives the value and score it expects."""
    if situation.indicator not in rubric.indicators:
        return [f"的指标不存在{near(situation.indicator, list(rubric.indicators))}"]
    wrong = list(_wrong_names(rubric, situation))
    if wrong:
        return wrong
    try:
        scope = _scope(rubric, situation)
    except ValueError as error:
        return [f"：{error}"]
    indicator = rubric.indicators[situation.indicator]
    outcome = indicator_outcome(rubric, indicator, scope)
    result = score_indicator(rubric, indicator, outcome, scope, "", [])
    if isinstance(outcome, ZeroDenominator) and indicator.zero_denominator == "error":
        return [f"分母为零（{'、'.join(outcome.places)}），这样的数据不能评分"]
    expected = STATUS[situation.outcome or "scored"]
    if result.status != (situation.outcome or "scored"):
        return [f"写明为{expected}，按量规为{STATUS[result.status]}：{result.reason}"]
    said = []
    if situation.value is not None and not _same(outcome, signed(situation.value)):
        found = result.value.exact if result.value else "没有数值"
        said.append(f"的值写为 {situation.value}，按量规算得 {found}")
    if situation.score is not None and Fraction(result.self_score or 0) != situation.score:
        said.append(
            f"的得分写为 {number_text(situation.score, 6)}，按量规算得 {result.self_score}：{result.reason}"
        )
    return said


def _same(outcome: IndicatorOutcome, value: Fraction) -> bool:
    return isinstance(outcome, int | Fraction | Root) and outcome == value


def signed(text: str) -> Fraction:
    """A situation's value; a negative fraction is written -1/20. Raises ValueError."""
    return -parse_number(text[1:]) if text.startswith("-") else parse_number(text)


def _wrong_names(rubric: Rubric, situation: Situation) -> Iterator[str]:
    used, fields = rubric.fields_of(situation.indicator), rubric.content.fields
    for key in situation.given:
        if key not in fields:
            yield f"写了不存在的填报项“{key}”{near(key, list(fields))}"
        elif key not in used:
            yield f"写了本指标用不到的填报项“{key}”"
    for title, rows in situation.records.items():
        columns = rubric.content.tables[title].fields
        for key in dict.fromkeys(key for row in rows for key in row):
            if key not in columns:
                yield f"写了“{title}”表中不存在的字段“{key}”{near(key, list(columns))}"


def _scope(rubric: Rubric, situation: Situation) -> Scope:
    """The values given; what is not given is not reported."""
    tables = {}
    for title, table in rubric.content.tables.items():
        records = [_cells(row, table.fields) for row in situation.records.get(title, ())]
        tables[title] = Table(records, partial(rubric.record_name, title))
    return Scope(_cells(situation.given, rubric.content.fields), tables)


def _cells(raw: Mapping[str, str | None], fields: Mapping[str, Field]) -> Record:
    """Exact cells, null where none is given; raises ValueError naming the field whose text is none of its type's."""

    def cell(key: str, text: str | None) -> Cell:
        if text is None:
            return None
        match KINDS[fields[key].type]:
            case "boolean":
                if text not in ("true", "false"):
                    raise ValueError(f"“{key}”写成了“{text}”，应为 true 或 false")
                return text == "true"
            case "number":
                try:
                    number = signed(text)
                except ValueError:
                    raise ValueError(f"“{key}”写成了“{text}”，应为数") from None
                return number.numerator if number.denominator == 1 else number
            case _:
                return text

    return {**dict.fromkeys(fields), **{key: cell(key, text) for key, text in raw.items()}}
