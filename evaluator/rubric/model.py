"""What a rubric folder says, as typed data: fields, indicators, rules, checks. No formula is run here."""

import re
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field as Constraint
from pydantic import model_validator

from evaluator.formula.display import number_text
from evaluator.rubric.methods import Checklist, Exact, Model, Rating, ScoreMethod
from evaluator.rubric.units import Unit

Text = Annotated[str, Constraint(min_length=1, max_length=4000)]
Name = Annotated[str, Constraint(min_length=1, max_length=200)]
VERSION = r"^[0-9A-Za-z][0-9A-Za-z.+-]{0,39}$"
"""A version, of a rubric or of the engine, as sentences may show it."""
"""Short enough for a heading or a cell of a table."""
Points = Annotated[Exact, Constraint(ge=0)]
Origin = Literal["国", "市", "拟"]
"""Where a threshold comes from: national standard, the city's plan or target, or proposed by us."""

_PLAIN_PATTERN = re.compile(
    r"(?:(?:\[(?:[^\W_]-[^\W_]|[^\W_]|[ ./〔〕-])+\]|[^\W_]|[-/〔〕 ])(?:\{[0-9]{1,2}(?:,[0-9]{1,2})?\})?)+"
)
"""A regular expression that is soon decided whatever it meets: nothing in it repeats what repeats."""

NotMet = Literal["not_applicable", "zero", "error"]


class Field(Model):
    """填报项: one reported value, with its 口径 (definition), bounds, period and owner."""

    title: Name
    group: Name | None = None
    type: Literal["integer", "decimal", "boolean", "date", "text", "enum", "document"]
    unit: Name | None = None
    min: Exact | None = None
    max: Exact | None = None
    values: tuple[Name, ...] = ()
    pattern: Text | None = None
    max_length: int | None = None
    period: Literal["自然年", "学年", "时点"]
    department: Name
    scope: Literal["属地", "属管"] | None = None
    definition: Text
    source: Literal["city"] | None = None
    required: bool = False
    subset_of: tuple[Text, ...] = ()
    last_year: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_whole_or_several(cls, raw: object) -> object:
        if isinstance(raw, dict) and isinstance(raw.get("subset_of"), str):
            return {**raw, "subset_of": [raw["subset_of"]]}
        return raw

    @model_validator(mode="after")
    def _fits_its_type(self) -> Self:
        numeric = self.type in ("integer", "decimal")
        if numeric and (self.unit is None or self.min is None or self.max is None):
            raise ValueError("数值型填报项须写 unit、min 和 max")
        if not numeric and (self.min is not None or self.max is not None):
            raise ValueError("min 和 max 只用于数值型填报项")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min 大于 max")
        if self.pattern is not None and not _PLAIN_PATTERN.fullmatch(self.pattern):
            raise ValueError(
                "pattern 只能依次写文字和字符组，后面可加次数，如 [0-9]{10} 或 鲁[A-Z]-[0-9]{1,6}；"
                "不用括号、竖线、* 和 +"
            )
        if (self.type == "enum") != bool(self.values):
            raise ValueError("values 用于且只用于 enum 型填报项")
        return self


class Table(Model):
    """记录表: many records of the same fields, told apart by `key` and named by `label`."""

    title: Name
    key: Annotated[tuple[Text, ...], Constraint(min_length=1)]
    label: Name
    fields: dict[str, Field]


class Standard(Model):
    """标准: one mark (国/市/拟), what it covers, and the document or target it rests on."""

    origin: Origin
    scope: Text | None = None
    text: Text


class PlanWords(Model):
    """The plan's words that order an indicator, quoted exactly, or the statement that it has none."""

    item: int
    text: Text | None = None
    quoted_from: Annotated[int | None, Constraint(alias="from")] = None
    basis: Text | None = None

    @model_validator(mode="after")
    def _words_or_basis(self) -> Self:
        if (self.text is None) == (self.basis is None):
            raise ValueError("text（要点原文）与 basis（非要点原文的说明）须写且只写一个")
        return self


class Indicator(Model):
    """三级指标: points, formula, score method, standard, owner, evidence and remedy in one place."""

    id: Annotated[str, Constraint(pattern=r"^\d+-\d+$")]
    title: Name
    points: Annotated[Exact, Constraint(gt=0)]
    value: Text | None = None
    unit: Unit | None = None
    applies_when: Text | None = None
    zero_denominator: NotMet = "error"
    score: ScoreMethod
    part_titles: tuple[Name, ...] = ()
    standard: Annotated[tuple[Standard, ...], Constraint(min_length=1)]
    plan: PlanWords
    departments: Annotated[tuple[Name, ...], Constraint(min_length=1)]
    evidence: Annotated[tuple[Name, ...], Constraint(min_length=1)]
    remedy: Text
    bonus: bool = False

    @model_validator(mode="after")
    def _value_where_the_method_wants_one(self) -> Self:
        wants = not isinstance(self.score, Checklist | Rating)
        if wants != (self.value is not None) or wants != (self.unit is not None):
            raise ValueError("value 和 unit 用于且只用于按数值计分的方法")
        if isinstance(self.score, Checklist):
            total = sum((part.points for part in self.score.parts), Fraction(0))
            if total != self.points:
                raise ValueError(
                    f"清单各部分合计 {number_text(total)} 分，与指标分值 {number_text(self.points)} 不符"
                )
        return self


class PlanItem(Model):
    """二级指标: an item of the plan; one without indicators says why."""

    id: int
    chapter: int
    heading: Text
    points: Points
    text: Text
    scored: bool = True
    reason: Text | None = None

    @model_validator(mode="after")
    def _reason_when_not_scored(self) -> Self:
        if self.scored == (self.reason is not None):
            raise ValueError("不计分的要点须写 scored: false 和 reason，计分的不写 reason")
        return self


class Plan(Model):
    """The yearly work plan the rubric is derived from, with its exact words."""

    title: Name
    count: Annotated[int, Constraint(gt=0)]
    items: tuple[PlanItem, ...]


class Chapter(Model):
    """一级指标: a chapter of the plan; its indicators stand in the file named."""

    id: int
    title: Name
    points: Points
    file: Text


class Grade(Model):
    """等级: reached from a score rate on (left-closed); the last grade starts at 0."""

    name: Name
    at_least: Annotated[Exact, Constraint(ge=0, lt=1)]


class Deadline(Model):
    """整改期限: days from the report's date for score rates below a limit."""

    below: Annotated[Exact, Constraint(gt=0, le=1)]
    days: Annotated[int, Constraint(gt=0)]


class Rectification(Model):
    """整改要求: below which score rate an indicator is a problem, and how long the district has.

    `plan_days`: until the written plan (整改方案) is due; 15 where a rubric does not say.
    """

    below: Annotated[Exact, Constraint(gt=0, le=1)]
    deadlines: Annotated[tuple[Deadline, ...], Constraint(min_length=1)]
    missing_days: Annotated[int, Constraint(gt=0)]
    plan_days: Annotated[int, Constraint(gt=0)] = 15


class Rule(Model):
    """限制性规定: a veto, cap or demotion; `when` is a formula, else it is a fact of verification."""

    id: Annotated[str, Constraint(pattern=r"^V\d+$")]
    title: Name
    effect: Literal["veto", "cap", "demote"]
    at_most: Text | None = None
    when: Text | None = None
    fact: bool = False
    on_missing: Literal["holds", "undecided"] = "undecided"
    basis: Standard
    text: Text

    @model_validator(mode="after")
    def _formula_or_fact(self) -> Self:
        if self.fact == (self.when is not None):
            raise ValueError("规定须是公式（when）或核查事实（fact: true）之一")
        if (self.effect == "cap") != (self.at_most is not None):
            raise ValueError("at_most 用于且只用于 cap")
        return self


class Prompt(Model):
    """问责研判提示: a suggestion to the supervision committee, never a verdict."""

    id: Annotated[str, Constraint(pattern=r"^Q\d+$")]
    title: Name
    when: Text
    for_each: Literal["indicator"] | None = None
    basis: Standard
    text: Text


class Check(Model):
    """勾稽关系: a relation that must hold in the district's data, in each record, or in each group.

    `after`: an earlier check; where that one fails, this one says nothing, for it would only follow.
    """

    id: Annotated[str, Constraint(pattern=r"^[EW]\d+$")]
    severity: Literal["error", "warning"]
    require: Text
    each: Text | None = None
    per: tuple[Text, Text] | None = None
    after: Text | None = None
    message: Text
    hint: Text

    @model_validator(mode="after")
    def _severity_in_its_id(self) -> Self:
        if (self.id[0] == "E") != (self.severity == "error"):
            raise ValueError("错误检查的编号以 E 开头，警告以 W 开头")
        if self.each is not None and self.per is not None:
            raise ValueError("each 与 per 不能同时使用")
        return self


class District(Model):
    """A district the rubric is meant for; where any are listed, no other code is accepted."""

    code: Annotated[str, Constraint(pattern=r"^\d{6}$")]
    name: Name
    kind: Text


class Bonus(Model):
    """加分: the most that bonus indicators may add; shown apart and outside the score rate."""

    at_most: Annotated[Exact, Constraint(gt=0)]


class RubricContent(Model):
    """量规: everything a rubric folder says."""

    id: Annotated[str, Constraint(pattern=r"^[a-z0-9][a-z0-9-]{0,40}$")]
    version: Annotated[str, Constraint(pattern=VERSION)]
    title: Name
    year: Annotated[int, Constraint(ge=2000, le=2100)]
    issuer: Name
    points_basis: Text
    points: Annotated[Exact, Constraint(gt=0)]
    score_digits: Annotated[int, Constraint(ge=0, le=6)]
    grades: Annotated[tuple[Grade, ...], Constraint(min_length=2)]
    graded_from: Annotated[Exact, Constraint(ge=0, le=1)]
    ungraded: Text
    rectification: Rectification
    chapters: Annotated[tuple[Chapter, ...], Constraint(min_length=1)]
    plan: Plan
    groups: Annotated[tuple[Text, ...], Constraint(min_length=1)]
    fields: dict[str, Field]
    tables: dict[str, Table]
    indicators: Annotated[tuple[Indicator, ...], Constraint(min_length=1)]
    checks: tuple[Check, ...]
    rules: tuple[Rule, ...]
    prompts: tuple[Prompt, ...]
    bonus: Bonus | None = None
    districts: tuple[District, ...] = ()
