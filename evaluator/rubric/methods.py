"""Score methods (计分方法): how an indicator's value becomes a share of its points.

Each method is one class: its data as the rubric writes it, and its arithmetic. A new method is a new
class here, a new member of `ScoreMethod`, and its sentences in `scoring/wording.py` (mypy names the place).
"""

from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import BaseModel as PydanticModel
from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from evaluator.formula.values import Number, Root, as_number, order, parse_number


class Model(PydanticModel):
    """Base of every rubric model: frozen, unknown keys refused, keys as written in YAML."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _exact(value: object) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if not isinstance(value, str):
        raise ValueError("应为数")
    return parse_number(value)


Exact = Annotated[Fraction, BeforeValidator(_exact), PlainSerializer(str)]
"""A rubric's number, kept exact: `0.45`, `70%` or `1/15` in YAML."""

Share = Annotated[Exact, Field(ge=0, le=1)]
"""A part of an indicator's points, between 0 and 1."""


class Step(Model):
    """The next better point of a method: the value to reach and the share of the points it gives."""

    value: Exact
    share: Share


class Threshold(Model):
    """达标: all points when the limit is kept, else none."""

    method: Literal["threshold"]
    at_least: Exact | None = None
    at_most: Exact | None = None

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise ValueError("at_least 与 at_most 须写且只写一个")
        return self

    @property
    def limit(self) -> Fraction:
        limit = self.at_least if self.at_least is not None else self.at_most
        assert limit is not None
        return limit

    @property
    def direction(self) -> int:
        return 1 if self.at_least is not None else -1

    def share(self, value: Number | Root) -> Fraction:
        return Fraction(order(value, self.limit) * self.direction >= 0)

    def limits(self) -> tuple[Fraction, ...]:
        return (self.limit,)

    def steps(self) -> tuple[Step, ...]:
        return (Step(value=self.limit, share=Fraction(1)),)


class Piecewise(Model):
    """折线: linear between the knots (value, share), clamped at both ends."""

    method: Literal["piecewise"]
    knots: Annotated[tuple[tuple[Exact, Share], ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if any(left[0] >= right[0] for left, right in pairwise(self.knots)):
            raise ValueError("折点的值须从小到大排列，且不得重复")
        return self

    @property
    def direction(self) -> int:
        """1 where more is better, -1 where less is better, 0 where the line turns."""
        slopes = {
            (right[1] > left[1]) - (right[1] < left[1]) for left, right in pairwise(self.knots)
        }
        slopes.discard(0)
        return slopes.pop() if len(slopes) == 1 else 0

    def share(self, value: Number | Root) -> Fraction:
        if order(value, self.knots[0][0]) <= 0:
            return self.knots[0][1]
        for (low, low_share), (high, high_share) in pairwise(self.knots):
            if order(value, high) <= 0:
                along = (Fraction(as_number(value)) - low) / (high - low)
                share = low_share + (high_share - low_share) * along
                return min(max(share, min(low_share, high_share)), max(low_share, high_share))
        return self.knots[-1][1]

    def limits(self) -> tuple[Fraction, ...]:
        return tuple(value for value, _ in self.knots)

    def steps(self) -> tuple[Step, ...]:
        return tuple(Step(value=value, share=share) for value, share in self.knots)


class Steps(Model):
    """分档: each step gives a fixed share from its value on; below the first step nothing."""

    method: Literal["steps"]
    steps_from: Annotated[tuple[tuple[Exact, Share], ...], Field(min_length=1, alias="steps")]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if any(
            left[0] >= right[0] or left[1] >= right[1] for left, right in pairwise(self.steps_from)
        ):
            raise ValueError("分档的值和得分比例都须从小到大排列")
        return self

    @property
    def direction(self) -> int:
        return 1

    def share(self, value: Number | Root) -> Fraction:
        reached = [share for limit, share in self.steps_from if order(value, limit) >= 0]
        return reached[-1] if reached else Fraction(0)

    def limits(self) -> tuple[Fraction, ...]:
        return tuple(value for value, _ in self.steps_from)

    def steps(self) -> tuple[Step, ...]:
        return tuple(Step(value=value, share=share) for value, share in self.steps_from)


class ChecklistPart(Model):
    """One line of a checklist: its points are won when the formula `when` is true."""

    title: str
    when: str
    points: Annotated[Exact, Field(gt=0)]


class Checklist(Model):
    """清单: the sum of the points of the parts that are true."""

    method: Literal["checklist"]
    parts: Annotated[tuple[ChecklistPart, ...], Field(min_length=1)]


class Deduct(Model):
    """扣分: each case costs a share of the points, never below 0."""

    method: Literal["deduct"]
    per_case: Annotated[Exact, Field(gt=0, le=1)]

    @property
    def direction(self) -> int:
        return -1

    def share(self, value: Number | Root) -> Fraction:
        return min(Fraction(1), max(Fraction(0), 1 - Fraction(as_number(value)) * self.per_case))

    def limits(self) -> tuple[Fraction, ...]:
        return (Fraction(0), 1 / self.per_case)

    def steps(self) -> tuple[Step, ...]:
        return (Step(value=Fraction(0), share=Fraction(1)),)


class Rating(Model):
    """评定: the verification file's A/B/C/D gives a share; unrated is pending and outside the base."""

    method: Literal["rating"]
    scale: Annotated[dict[str, Share], Field(min_length=2)]


ValueMethod = Threshold | Piecewise | Steps | Deduct
"""The methods that turn one value into a share of the points."""

ScoreMethod = Annotated[
    Threshold | Piecewise | Steps | Checklist | Deduct | Rating, Field(discriminator="method")
]


def better_steps(method: ValueMethod, value: Number | Root) -> list[Step]:
    """The points with a higher share than the value has now, the nearest first; none at full marks."""
    now = method.share(value)
    better = [step for step in method.steps() if step.share > now]
    return sorted(better, key=lambda step: abs(step.value - Fraction(as_number(value))))
