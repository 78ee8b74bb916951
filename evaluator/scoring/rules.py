"""限制性规定 and 问责研判提示: which hold, which are undecided, and what they do to the grade."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from evaluator.formula.run import Formula
from evaluator.formula.scope import Scope
from evaluator.formula.values import Missing, Number, Result, Root, ZeroDenominator
from evaluator.rubric.compiled import EACH_INDICATOR, Rubric
from evaluator.rubric.model import Prompt, Rule
from evaluator.rubric.units import value_text
from evaluator.scoring.result import IndicatorResult, PromptResult, Rate, RuleResult
from evaluator.scoring.wording import effect_text, standard_text, years_together
from evaluator.submission.outcomes import IndicatorOutcome

State = Literal["holds", "not_holds", "undecided"]


def grade_by_rate(rubric: Rubric, results: Sequence[IndicatorResult], rate: Rate | None) -> str:
    """The grade of a score rate; `ungraded` where too few points apply to give one."""
    content = rubric.content
    applicable = Fraction(sum(entry.points for entry in results if entry.rate is not None))
    if rate is None or applicable < content.graded_from * content.points:
        return content.ungraded
    return next(entry.name for entry in content.grades if rate.exact >= entry.at_least)


@dataclass(frozen=True)
class Known:
    """What the `when` of a rule or prompt may look up, on one column's values.

    `grade`: by rate for the rules, which change it; the final one for the prompts.
    """

    rubric: Rubric
    scope: Scope
    outcomes: Mapping[str, IndicatorOutcome]
    results: Mapping[str, IndicatorResult]
    grade: str
    states: Mapping[str, State] = field(default_factory=dict)

    def seen(self, **fields: str) -> Scope:
        """The reported values together with the look-ups."""
        lookups: dict[str, Callable[..., Result]] = {
            "value": self.value,
            "score_rate": self.score_rate,
            "holds": self.holds,
            "grade": lambda: self.grade,
        }
        return Scope({**self.scope.fields, **fields}, self.scope.tables, lookups)

    def value(self, indicator: str, years_back: Number = 0) -> Result:
        if years_back:
            return Missing((f"{_years(years_back)}指标{indicator}的值",))
        outcome = self.outcomes[indicator]
        if isinstance(outcome, Missing):
            return Missing((f"指标{indicator}",))
        if isinstance(outcome, int | Fraction | Root):
            return outcome
        return ZeroDenominator((f"指标{indicator}没有数值",))

    def score_rate(self, indicator: str, years_back: Number = 0) -> Result:
        if years_back:
            return Missing((f"{_years(years_back)}指标{indicator}的得分率",))
        result = self.results[indicator]
        if result.status == "missing":
            return Missing((f"指标{indicator}",))
        if result.rate is None:
            return ZeroDenominator((f"指标{indicator}没有得分率",))
        return result.rate.exact

    def holds(self, rule: str) -> Result:
        state = self.states[rule]
        return Missing((rule,)) if state == "undecided" else state == "holds"

    def told(self, formula: Formula) -> str:
        """What a formula looks at, e.g. `指标24-1为−2.58%，指标7-2的得分率为50.00%，`."""
        said = []
        for identifier in dict.fromkeys(formula.lookup_arguments("value")):
            outcome, unit = self.outcomes[identifier], self.rubric.indicators[identifier].unit
            if isinstance(outcome, int | Fraction | Root) and unit is not None:
                said.append(f"指标{identifier}为{value_text(outcome, unit, [0])}，")
        for identifier in dict.fromkeys(formula.lookup_arguments("score_rate")):
            rate = self.results[identifier].rate
            if rate is not None:
                said.append(f"指标{identifier}的得分率为{rate.text}，")
        if formula.calls("grade"):
            said.append(f"等级为{self.grade}，")
        return "".join(said)


def judge_rules(known: Known) -> tuple[RuleResult, ...]:
    """Every rule on the self-reported values; facts stay undecided until verification states them."""
    rubric, seen = known.rubric, known.seen()
    worst = rubric.content.grades[-1].name
    results = []
    for rule in rubric.content.rules:
        formula = rubric.rules.get(rule.id)
        state, reason = _judge_rule(rule, formula, seen, known.told(formula) if formula else "")
        results.append(
            RuleResult(
                id=rule.id,
                title=rule.title,
                effect=rule.effect,
                effect_text=effect_text(rule, worst),
                text=rule.text,
                basis=standard_text(rule.basis),
                state=state,
                reason=reason,
            )
        )
    return tuple(results)


def _years(back: Number) -> str:
    return "上一年度" if back == 1 else f"前{back}年"


def _judge_rule(rule: Rule, formula: Formula | None, scope: Scope, told: str) -> tuple[State, str]:
    if formula is None:
        return "undecided", "须由核查认定；未经核查，暂不判定。"
    result = formula.evaluate(scope)
    match result:
        case Missing():
            lacking = years_together("、".join(result.places))
            if rule.on_missing == "holds":
                return "holds", f"{told}{lacking}未填报，视同成立。"
            return "undecided", f"缺少{lacking}，无法判定。"
        case ZeroDenominator():
            return "not_holds", f"{'、'.join(result.places)}，不成立。"
        case True:
            return "holds", f"{told}成立。"
        case _:
            return "not_holds", f"{told}不成立。"


def final_grade(
    rubric: Rubric, by_rate: str, rules: Sequence[RuleResult]
) -> tuple[str, tuple[str, ...]]:
    """The grade after the lowest cap, one demotion and any veto, and the steps that led to it."""
    names = [grade.name for grade in rubric.content.grades]
    limits = {rule.id: rule.at_most for rule in rubric.content.rules}
    holding = [rule for rule in rules if rule.state == "holds"]
    place = names.index(by_rate)
    path = [f"按得分率评为{by_rate}"]
    caps = [rule for rule in holding if rule.effect == "cap"]
    for cap in sorted(caps, key=lambda rule: names.index(limits[rule.id] or ""), reverse=True)[:1]:
        limit = names.index(limits[cap.id] or "")
        why = cap.reason.removesuffix("。").removesuffix("，成立")
        because = "" if why == "成立" else f"（{why}）"
        changed = limit > place
        path.append(
            f"限制性规定{cap.id}成立{because}，等级不得高于{names[limit]}；"
            + (f"由{by_rate}改为{names[limit]}" if changed else f"按得分率已为{by_rate}，等级不变")
        )
        place = max(place, limit)
    demotions = [rule for rule in holding if rule.effect == "demote"]
    if demotions:
        place = min(place + 1, len(names) - 1)
        listed = "、".join(rule.id for rule in demotions)
        path.append(f"{listed}成立，降一等，为{names[place]}")
    vetoes = [rule for rule in holding if rule.effect == "veto"]
    if vetoes:
        place = len(names) - 1
        path.append(f"{'、'.join(rule.id for rule in vetoes)}成立，一票否决，为{names[place]}")
    return names[place], tuple(path)


def judge_prompts(known: Known) -> tuple[PromptResult, ...]:
    """The prompts on the self-reported values and the rules' states."""
    return tuple(_judge_prompt(known, prompt) for prompt in known.rubric.content.prompts)


def _judge_prompt(known: Known, prompt: Prompt) -> PromptResult:
    formula = known.rubric.prompts[prompt.id]
    state: State
    named: tuple[str, ...] = ()
    if prompt.for_each:
        answers = {
            identifier: formula.evaluate(known.seen(**{EACH_INDICATOR: identifier}))
            for identifier in known.rubric.indicators
        }
        named = tuple(identifier for identifier, answer in answers.items() if answer is True)
        decided = any(answer is False for answer in answers.values())
        state = "holds" if named else "not_holds" if decided else "undecided"
        reason = f"涉及指标{'、'.join(named)}。" if named else ""
        if state == "undecided":
            reason = "缺少上年度评价结果，无法判定。"
    else:
        state, reason = _one_answer(known, formula)
    return PromptResult(
        id=prompt.id,
        title=prompt.title,
        text=prompt.text,
        basis=standard_text(prompt.basis),
        state=state,
        reason=reason,
        indicators=named,
    )


def _one_answer(known: Known, formula: Formula) -> tuple[State, str]:
    """A prompt that asks once: its state, and the rules or values it follows from."""
    answer = formula.evaluate(known.seen())
    told = known.told(formula)
    asked = {rule: known.states[rule] for rule in formula.lookup_arguments("holds")}
    holding = [rule for rule, state in asked.items() if state == "holds"]
    waiting = [rule for rule, state in asked.items() if state == "undecided"]
    if answer is True:
        return "holds", f"{'、'.join(holding)}成立。" if holding else f"{told.removesuffix('，')}。"
    if isinstance(answer, Missing):
        return "undecided", f"缺少{'、'.join(answer.places)}，无法判定。"
    if waiting:
        return "undecided", f"{'、'.join(waiting)}尚未判定。"
    if isinstance(answer, ZeroDenominator):
        return "not_holds", f"{'、'.join(answer.places)}，不成立。"
    return "not_holds", f"{told}不成立。"
