"""Evaluation (评价结果, format evaluation/1): everything a report prints, every number an exact string."""

import datetime
import json
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, WithJsonSchema

from evaluator.formula.values import Root


class Part(BaseModel):
    """Base of every part of an Evaluation: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _fraction_text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


Score = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value:f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}),
]
"""Points, rounded once to the rubric's `score_digits`."""

Ratio = Annotated[
    Fraction,
    BeforeValidator(Fraction),
    PlainSerializer(_fraction_text, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d+/\d+$"}),
]
"""An exact rational as "p/q"."""


def exact_text(value: int | Fraction | Root) -> str:
    """An exact value as the Evaluation writes it: "p/q", or a root's 34 digits."""
    return f"{value.decimal():f}" if isinstance(value, Root) else _fraction_text(Fraction(value))


class Rate(Part):
    """得分率: the exact fraction, and the text that never rounds it across a limit."""

    exact: Ratio
    text: str


class Tally(Part):
    """Points and scores of a group of indicators; `verified_score` is empty without verification."""

    points: Score
    applicable_points: Score
    self_score: Score
    verified_score: Score | None = None
    rate: Rate | None
    verified_rate: Rate | None = None


class ChapterTally(Tally):
    """一级指标."""

    id: int
    title: str


class ItemTally(Tally):
    """二级指标: an item of the plan; `reason` says why one is not scored."""

    id: int
    chapter: int
    heading: str
    scored: bool
    reason: str


class StandardText(Part):
    origin: Literal["国", "市", "拟"]
    scope: str
    text: str


class PlanQuote(Part):
    """The plan's words (`text`) and the item they stand in, or why there are none (`basis`)."""

    item: int
    quoted_from: int
    text: str
    basis: str


class IndicatorValue(Part):
    """`exact` as "p/q" (a root with 34 digits), `text` in the indicator's unit."""

    exact: str
    text: str


class Knot(Part):
    """折点: a value and the share of the points it gives."""

    value: Ratio
    text: str
    share: Ratio
    share_text: str


class TraceText(Part):
    """How the value came about: the formula in names, the same in numbers, and its result."""

    formula: str
    substituted: str
    result: str


class PartResult(Part):
    """One part of a checklist or of a counted list; `met` is None where it could not be judged."""

    title: str
    detail: str
    met: bool | None
    reason: str
    points: Score | None = None
    score: Score | None = None


class RecordNotReached(Part):
    """A record (a school) that did not reach the standard, and the values that decided."""

    key: str
    name: str
    detail: str


class NextStep(Part):
    """The next knot: how far it is and how many points reaching it would add."""

    target: str
    distance: str
    gain: Score
    full: bool


Status = Literal["scored", "missing", "not_applicable", "pending"]


class IndicatorResult(Part):
    """三级指标: value, score and everything needed to understand them."""

    id: str
    title: str
    item: int
    chapter: int
    bonus: bool
    points: Score
    status: Status
    value: IndicatorValue | None
    trace: TraceText | None
    method: str
    knots: tuple[Knot, ...]
    standard_mark: str
    full_marks_at: str
    standards: tuple[StandardText, ...]
    plan: PlanQuote
    departments: tuple[str, ...]
    evidence: tuple[str, ...]
    remedy: str
    fields: tuple[str, ...]
    self_score: Score | None
    verified_value: IndicatorValue | None = None
    verified_score: Score | None = None
    rate: Rate | None
    verified_rate: Rate | None = None
    lost: Score | None
    reason: str
    parts: tuple[PartResult, ...]
    records_judged: int | None
    records: tuple[RecordNotReached, ...]
    next_step: NextStep | None
    gap: str


class RuleResult(Part):
    """限制性规定: whether it holds on the self-reported values, and why."""

    id: str
    title: str
    effect: Literal["veto", "cap", "demote"]
    effect_text: str
    text: str
    basis: StandardText
    state: Literal["holds", "not_holds", "undecided"]
    verified_state: Literal["holds", "not_holds", "undecided"] | None = None
    reason: str


class PromptResult(Part):
    """问责研判提示: a suggestion, never a verdict."""

    id: str
    title: str
    text: str
    basis: StandardText
    state: Literal["holds", "not_holds", "undecided"]
    reason: str
    indicators: tuple[str, ...]


class ProblemEntry(Part):
    """存在问题: an indicator below the limit, with what is to be done and by when."""

    number: int
    indicator: str
    title: str
    actual: str
    standard: str
    gap: str
    lost: Score
    rate: Rate
    basis: str
    departments: tuple[str, ...]
    remedy: str
    days: int
    deadline: datetime.date


class MissingEntry(Part):
    """未填报: an indicator that could not be computed, and by when the data are to be reported."""

    indicator: str
    title: str
    points: Score
    places: tuple[str, ...]
    departments: tuple[str, ...]
    days: int
    deadline: datetime.date


class NotApplicableEntry(Part):
    """不适用: taken out of the base, with the data it follows from and the district's reason."""

    indicator: str
    title: str
    points: Score
    cause: str
    reason: str


class Note(Part):
    """A finding about the submission that is kept in the report (a pointer, no line).

    `indicators`: those computed from the fields it is about.
    """

    code: str
    check: str
    severity: Literal["error", "warning", "info"]
    pointer: str
    message: str
    hint: str
    explained: str
    indicators: tuple[str, ...]


class Explanation(Part):
    """What the district says about a field; `attached`: whether a note carries it."""

    field: str
    title: str
    text: str
    attached: bool


class FieldValue(Part):
    """填报项 as reported, in words and (numbers) exact; the verified ones are empty without verification."""

    key: str
    title: str
    group: str
    unit: str
    department: str
    period: str
    city_register: bool
    reported: str
    exact: str | None
    verified: str | None = None
    verified_exact: str | None = None


class TableSummary(Part):
    title: str
    records: int


class EvidenceItem(Part):
    id: str
    title: str
    document_no: str
    sha256: str
    indicators: tuple[str, ...]


class GradeBand(Part):
    name: str
    at_least: Ratio
    text: str


class Bonus(Part):
    """加分: shown apart, outside the score rate and the grade."""

    at_most: Score
    self_score: Score
    verified_score: Score | None = None


class Overall(Tally):
    """总体评价: totals over applicable points, the total scaled to the full mark, and the grade."""

    scaled_score: Score | None
    grade_by_rate: str
    grade: str
    verified_scaled_score: Score | None = None
    verified_grade: str | None = None
    grade_path: tuple[str, ...]
    graded: bool
    indicators: int
    scored_indicators: int
    full_marks: int
    missing_indicators: int
    not_applicable_indicators: int
    pending_indicators: int
    problems: int


class DeadlineCount(Part):
    """How many problems fall due after so many days, and on which date."""

    days: int
    deadline: datetime.date
    below: str
    problems: int


class District(Part):
    code: str
    name: str
    kind: str


class RubricReference(Part):
    id: str
    version: str
    title: str
    plan: str
    issuer: str
    points_basis: str
    sha256: str


class Provenance(Part):
    """Where the result comes from: hashes, versions and date."""

    rubric: RubricReference
    submission_content_sha256: str
    submission_file_sha256: str
    verification_sha256: str | None = None
    engine: str
    engine_version: str
    date: datetime.date


class Evaluation(Part):
    """评价结果 of one district, complete: the report draws it and computes nothing of its own."""

    format: Literal["evaluation/1"] = "evaluation/1"
    district: District
    year: int
    prepared_by: str
    prepared_on: datetime.date
    provenance: Provenance
    grades: tuple[GradeBand, ...]
    overall: Overall
    bonus: Bonus | None
    chapters: tuple[ChapterTally, ...]
    items: tuple[ItemTally, ...]
    indicators: tuple[IndicatorResult, ...]
    rules: tuple[RuleResult, ...]
    prompts: tuple[PromptResult, ...]
    problems: tuple[ProblemEntry, ...]
    problem_limit: str
    plan_deadline: datetime.date | None = None
    deadlines: tuple[DeadlineCount, ...]
    missing: tuple[MissingEntry, ...]
    not_applicable: tuple[NotApplicableEntry, ...]
    notes: tuple[Note, ...]
    explanations: tuple[Explanation, ...] = ()
    fields: tuple[FieldValue, ...]
    tables: tuple[TableSummary, ...]
    evidence: tuple[EvidenceItem, ...]
    previous: None = None

    def to_json(self) -> str:
        """The Evaluation as its file holds it, one key a line."""
        return self.model_dump_json(indent=1) + "\n"


def evaluation_schema() -> str:
    """The JSON Schema of format evaluation/1, as the text that is published."""
    schema = Evaluation.model_json_schema(mode="serialization")
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
