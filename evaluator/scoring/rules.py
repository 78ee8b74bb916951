"""限制性规定 and 问责研判提示: which hold, which are undecided, and what they do to the grade."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from evaluator.formula.run import Formula
from evaluator.formula.scope import Scope
from evaluator.formula.values import Missing, Number, Result, Root, ZeroDenominator
from evaluator.rubric.compiled import EACH_INDICATOR, Rubric
from evaluator.rubric.model import Prompt, Rule
from evaluator.rubric.units import value_text
from evaluator.scoring.result import IndicatorResult, PromptResult, RuleResult
from evaluator.scoring.wording import effect_text, standard_text
from evaluator.submission.outcomes import IndicatorOutcome

State = Literal["holds", "not_holds", "undecided"]


def judge_rules(
    rubric: Rubric, scope: Scope, outcomes: Mapping[str, IndicatorOutcome]
) -> tuple[RuleResult, ...]:
    """Every rule on the self-reported values; facts stay undecided until verification states them."""
    lookups = {"value": _value_lookup(outcomes)}
    seen = Scope(scope.fields, scope.tables, lookups)
    worst = rubric.content.grades[-1].name
    results = []
    for rule in rubric.content.rules:
        formula = rubric.rules.get(rule.id)
        state, reason = _judge_rule(rule, formula, seen, _values_told(rubric, formula, outcomes))
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


def _value_lookup(outcomes: Mapping[str, IndicatorOutcome]) -> Callable[..., Result]:
    def value(indicator: str, years_back: Number = 0) -> Result:
        if years_back:
            return Missing((f"{_years(years_back)}指标{indicator}的值",))
        outcome = outcomes[indicator]
        if isinstance(outcome, Missing):
            return Missing((f"指标{indicator}",))
        if isinstance(outcome, int | Fraction | Root):
            return outcome
        return ZeroDenominator((f"指标{indicator}没有数值",))

    return value


def _values_told(
    rubric: Rubric, formula: Formula | None, outcomes: Mapping[str, IndicatorOutcome]
) -> str:
    """The values a rule looks at, e.g. `指标24-1为−2.58%`."""
    said = []
    for identifier in dict.fromkeys(formula.lookup_arguments("value") if formula else ()):
        outcome, unit = outcomes[identifier], rubric.indicators[identifier].unit
        if isinstance(outcome, int | Fraction | Root) and unit is not None:
            said.append(f"指标{identifier}为{value_text(outcome, unit, [0])}，")
    return "".join(said)


def _judge_rule(rule: Rule, formula: Formula | None, scope: Scope, told: str) -> tuple[State, str]:
    if formula is None:
        return "undecided", "须由核查认定；未经核查，暂不判定。"
    result = formula.evaluate(scope)
    match result:
        case Missing():
            lacking = "、".join(result.places)
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


def judge_prompts(
    rubric: Rubric,
    scope: Scope,
    outcomes: Mapping[str, IndicatorOutcome],
    results: Mapping[str, IndicatorResult],
    rules: Sequence[RuleResult],
    grade: str,
) -> tuple[PromptResult, ...]:
    """The prompts on the self-reported values and the rules' states."""
    states = {rule.id: rule.state for rule in rules}

    def holds(rule: str) -> Result:
        return Missing((rule,)) if states[rule] == "undecided" else states[rule] == "holds"

    def score_rate(indicator: str, years_back: Number = 0) -> Result:
        if years_back:
            return Missing((f"{_years(years_back)}指标{indicator}的得分率",))
        result = results[indicator]
        if result.status == "missing" or result.rate is None:
            return Missing((f"指标{indicator}",))
        return result.rate.exact

    lookups: dict[str, Callable[..., Result]] = {
        "value": _value_lookup(outcomes),
        "score_rate": score_rate,
        "holds": holds,
        "grade": lambda: grade,
    }
    return tuple(
        _judge_prompt(
            rubric,
            prompt,
            Scope(scope.fields, scope.tables, lookups),
            states,
            _values_told(rubric, rubric.prompts[prompt.id], outcomes)
            + (f"等级为{grade}，" if rubric.prompts[prompt.id].calls("grade") else ""),
        )
        for prompt in rubric.content.prompts
    )


def _judge_prompt(
    rubric: Rubric, prompt: Prompt, scope: Scope, states: Mapping[str, State], told: str
) -> PromptResult:
    formula = rubric.prompts[prompt.id]
    state: State
    named: tuple[str, ...] = ()
    if prompt.for_each:
        answers = {
            identifier: formula.evaluate(
                Scope({**scope.fields, EACH_INDICATOR: identifier}, scope.tables, scope.lookups)
            )
            for identifier in rubric.indicators
        }
        named = tuple(identifier for identifier, answer in answers.items() if answer is True)
        known = any(answer is False for answer in answers.values())
        state = "holds" if named else "not_holds" if known else "undecided"
        reason = f"涉及指标{'、'.join(named)}。" if named else ""
        if state == "undecided":
            reason = "缺少上年度评价结果，无法判定。"
    else:
        answer = formula.evaluate(scope)
        holding = [rule for rule in formula.lookup_arguments("holds") if states[rule] == "holds"]
        open_rules = [
            rule for rule in formula.lookup_arguments("holds") if states[rule] == "undecided"
        ]
        if answer is True:
            state = "holds"
            reason = f"{'、'.join(holding)}成立。" if holding else f"{told.removesuffix('，')}。"
        elif isinstance(answer, Missing):
            state, reason = "undecided", f"缺少{'、'.join(answer.places)}，无法判定。"
        elif open_rules:
            state, reason = "undecided", f"{'、'.join(open_rules)}尚未判定。"
        else:
            state, reason = "not_holds", f"{told}不成立。"
    return PromptResult(
        id=prompt.id,
        title=prompt.title,
        text=prompt.text,
        basis=standard_text(prompt.basis),
        state=state,
        reason=reason,
        indicators=named,
    )
