"""What no single model can see: sums, references, quotes, distinct texts, fields nobody uses."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from evaluator.formula.display import number_text
from evaluator.formula.functions import COUNT_TRUE, OVER_RECORDS, PLAIN
from evaluator.formula.run import Formula
from evaluator.formula.syntax import (
    BinaryNode,
    CallNode,
    CompareNode,
    NameNode,
    NumberNode,
    TextNode,
    walk,
)
from evaluator.rubric.compiled import EACH_INDICATOR, Rubric
from evaluator.rubric.methods import Checklist, Piecewise, Rating, Steps
from evaluator.rubric.model import Field
from evaluator.rubric.source import Path_

Complaint = tuple[Path_, str, str]
"""Where in the content, which id or key, and what is wrong."""


def lint(rubric: Rubric) -> Iterator[Complaint]:
    """Every complaint about a rubric whose files and formulas are each in order."""
    for rule in _RULES:
        yield from rule(rubric)


def _sums(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    base = [indicator for indicator in content.indicators if not indicator.bonus]
    for place, item in enumerate(content.plan.items):
        total = sum(indicator.points for indicator in base if indicator.plan.item == item.id)
        if total != item.points:
            yield (
                ("plan", "items", place, "points"),
                f"要点第{item.id}项",
                _differs("指标分值", total, item.points),
            )
    for place, chapter in enumerate(content.chapters):
        total = sum(item.points for item in content.plan.items if item.chapter == chapter.id)
        if total != chapter.points:
            yield (
                ("chapters", place, "points"),
                chapter.title,
                _differs("各项要点分值", total, chapter.points),
            )
    total = sum(chapter.points for chapter in content.chapters)
    if total != content.points:
        yield ("points",), "满分", _differs("各章分值", total, content.points)


def _differs(what: str, total: Fraction | int, declared: Fraction) -> str:
    return f"{what}合计 {number_text(Fraction(total))}，与写明的 {number_text(declared)} 不符"


def _plan(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    ids = [item.id for item in content.plan.items]
    if ids != list(range(1, content.plan.count + 1)):
        yield ("plan", "items"), "要点", f"须从第1项到第{content.plan.count}项依次列出，一项不缺"
    chapters = {chapter.id for chapter in content.chapters}
    used = Counter(indicator.plan.item for indicator in content.indicators)
    for place, item in enumerate(content.plan.items):
        path: Path_ = ("plan", "items", place)
        if item.chapter not in chapters:
            yield (*path, "chapter"), f"要点第{item.id}项", f"没有第 {item.chapter} 章"
        if item.scored != (used[item.id] > 0):
            found = "没有指标" if item.scored else f"有 {used[item.id]} 个指标，却写明不计分"
            yield path, f"要点第{item.id}项", found
    texts = {item.id: _without_space(item.text) for item in content.plan.items}
    for place, indicator in enumerate(content.indicators):
        words = indicator.plan
        source = words.quoted_from or words.item
        if words.item not in texts or source not in texts:
            yield ("indicators", place, "plan"), indicator.id, f"要点没有第 {source} 项"
        elif words.text is not None and _without_space(words.text) not in texts[source]:
            yield (
                ("indicators", place, "plan", "text"),
                indicator.id,
                f"所引文字不在要点第{source}项的原文中",
            )


def _without_space(text: str) -> str:
    return "".join(text.split())


def _ids(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    named: list[tuple[str, list[str]]] = [
        ("indicators", [indicator.id for indicator in content.indicators]),
        ("checks", [check.id for check in content.checks]),
        ("rules", [rule.id for rule in content.rules]),
        ("prompts", [prompt.id for prompt in content.prompts]),
    ]
    for home, ids in named:
        for place, identifier in enumerate(ids):
            if identifier in ids[:place]:
                yield (home, place), identifier, "编号重复"
    for place, indicator in enumerate(content.indicators):
        if indicator.id.split("-")[0] != str(indicator.plan.item):
            yield (
                ("indicators", place, "id"),
                indicator.id,
                f"编号应以要点项号 {indicator.plan.item} 开头",
            )


def _grades(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    limits = [grade.at_least for grade in content.grades]
    if any(high <= low for high, low in pairwise(limits)) or limits[-1] != 0:
        yield ("grades",), "等级", "须从高到低排列，最后一等从 0 起"
    names = [grade.name for grade in content.grades]
    if len({*names, content.ungraded}) <= len(names):
        yield ("grades",), "等级", "各等级和 ungraded 的名称不得相同"
    for place, rule in enumerate(content.rules):
        if rule.at_most is not None and rule.at_most not in names:
            yield ("rules", place, "at_most"), rule.id, f"没有名为“{rule.at_most}”的等级"
    deadlines = [deadline.below for deadline in content.rectification.deadlines]
    if deadlines != sorted(set(deadlines)) or deadlines[-1] != content.rectification.below:
        yield (
            ("rectification", "deadlines"),
            "整改期限",
            "须按得分率从低到高排列，最后一档与 below 相同",
        )


def _rule_references(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    rules = {rule.id for rule in content.rules}
    homes = [("rules", rule.id) for rule in content.rules]
    homes += [("prompts", prompt.id) for prompt in content.prompts]
    places = {"rules": 0, "prompts": 0}
    for home, identifier in homes:
        formula = (rubric.rules if home == "rules" else rubric.prompts).get(identifier)
        path: Path_ = (home, places[home], "when")
        places[home] += 1
        if formula is None:
            continue
        for indicator in formula.lookup_arguments("value", "score_rate"):
            if indicator not in rubric.indicators:
                yield path, identifier, f"没有指标“{indicator}”"
        for node in walk(formula.node):
            if isinstance(node, CallNode) and node.function in ("value", "score_rate"):
                back = node.arguments[1:]
                if back and not (isinstance(back[0], NumberNode) and back[0].text in "123456789"):
                    yield path, identifier, "往前的年数只能写 1 至 9 的整数"
        for rule in formula.lookup_arguments("holds"):
            if rule not in rules or home == "rules":
                yield path, identifier, f"holds 只能用在提示里，且须是已有的规定（写的是“{rule}”）"


def _fields(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    reserved = {*PLAIN, *OVER_RECORDS, COUNT_TRUE, EACH_INDICATOR, *keyword.kwlist}
    for path, key, entry in _catalogue(rubric):
        if not key.isidentifier() or unicodedata.normalize("NFKC", key) != key or key in reserved:
            yield path, key, "不能作为公式里的名字，请只用汉字、字母和数字，并且不以数字开头"
        if path[0] == "fields" and entry.group not in content.groups:
            yield path, key, f"分组“{entry.group}”不在 groups 中"
        if entry.last_year is not None and entry.last_year not in content.fields:
            yield (*path, "last_year"), key, f"没有填报项“{entry.last_year}”"
    for title, table in content.tables.items():
        for key in table.fields.keys() & content.fields.keys():
            yield ("tables", title, "fields", key), key, "既是区市的填报项，又是记录表的字段"
        for key in (*table.key, table.label):
            if key not in table.fields or not table.fields[key].required:
                yield ("tables", title), title, f"“{key}”须是本表中不得为空（required）的字段"
    used = {name for _, _, formula in _all_formulas(rubric) for name in formula.field_names}
    exempt = {name for table in content.tables.values() for name in (*table.key, table.label)}
    for path, key, _ in _catalogue(rubric):
        if key not in used | exempt:
            yield path, key, "没有任何指标、检查或规定用到这个填报项"


def _catalogue(rubric: Rubric) -> Iterator[tuple[Path_, str, Field]]:
    for key, entry in rubric.content.fields.items():
        yield ("fields", key), key, entry
    for title, table in rubric.content.tables.items():
        for key, entry in table.fields.items():
            yield ("tables", title, "fields", key), key, entry


def _all_formulas(rubric: Rubric) -> Iterator[tuple[Path_, str, Formula]]:
    """Every formula with the place and the id it belongs to."""
    content = rubric.content
    for place, indicator in enumerate(content.indicators):
        for key, formulas in (("value", rubric.values), ("applies_when", rubric.applies)):
            if indicator.id in formulas:
                yield ("indicators", place, key), indicator.id, formulas[indicator.id]
        for part in rubric.checklists.get(indicator.id, ()):
            yield ("indicators", place, "score"), indicator.id, part
    written = {f"check-{check.id}": place for place, check in enumerate(content.checks)}
    for check in rubric.checks:
        path: Path_ = ("checks", written[check.code]) if check.code in written else ("fields",)
        yield path, check.code.removeprefix("check-"), check.formula
    for place, rule in enumerate(content.rules):
        if rule.id in rubric.rules:
            yield ("rules", place), rule.id, rubric.rules[rule.id]
    for place, prompt in enumerate(content.prompts):
        yield ("prompts", place), prompt.id, rubric.prompts[prompt.id]


def _denominators(rubric: Rubric) -> Iterator[Complaint]:
    """A plain denominator cannot be zero unless the indicator says what a zero means."""
    fields = rubric.content.fields
    for place, indicator in enumerate(rubric.content.indicators):
        formula = rubric.values.get(indicator.id)
        if not formula or indicator.applies_when or indicator.zero_denominator != "error":
            continue
        for node in walk(formula.node):
            if (
                isinstance(node, BinaryNode)
                and node.operator == "/"
                and isinstance(node.right, NameNode)
                and node.right.name in fields
                and (fields[node.right.name].min or 0) <= 0
            ):
                yield (
                    ("indicators", place, "value"),
                    indicator.id,
                    f"分母“{node.right.name}”可以为 0，请给它 min: 1，或写明 zero_denominator",
                )


def _enum_values(rubric: Rubric) -> Iterator[Complaint]:
    values = {key: entry.values for _, key, entry in _catalogue(rubric) if entry.values}
    for path, subject, formula in _all_formulas(rubric):
        for node in walk(formula.node):
            if not isinstance(node, CompareNode):
                continue
            operands = [node.first, *(operand for _, operand in node.links)]
            names = [part.name for part in operands if isinstance(part, NameNode)]
            for part in operands:
                allowed = values.get(names[0]) if names else None
                if isinstance(part, TextNode) and allowed and part.value not in allowed:
                    known = "、".join(allowed)
                    wrong = f"“{names[0]}”与“{part.value}”相比，但取值只有：{known}"
                    yield path, subject, wrong


def _methods(rubric: Rubric) -> Iterator[Complaint]:
    for place, indicator in enumerate(rubric.content.indicators):
        path: Path_ = ("indicators", place)
        score = indicator.score
        shares: list[Fraction] = []
        if isinstance(score, Piecewise | Steps):
            shares = [step.share for step in score.steps()]
        if isinstance(score, Rating):
            shares = list(score.scale.values())
        if shares and max(shares) != 1:
            yield (*path, "score"), indicator.id, "没有任何一点能得满分（得分比例 1）"
        if indicator.bonus and rubric.content.bonus is None:
            yield (*path, "bonus"), indicator.id, "有加分指标，却没有写 bonus 的上限"
        if indicator.part_titles and indicator.id in rubric.values:
            counts = [
                len(node.arguments)
                for node in walk(rubric.values[indicator.id].node)
                if isinstance(node, CallNode) and node.function == COUNT_TRUE
            ]
            if not counts or set(counts) != {len(indicator.part_titles)}:
                yield (*path, "part_titles"), indicator.id, "与公式里 count_true 的条件个数不符"
        if isinstance(score, Checklist) and len({part.title for part in score.parts}) < len(
            score.parts
        ):
            yield (*path, "score", "parts"), indicator.id, "清单中有两部分同名"


def _distinct_texts(rubric: Rubric) -> Iterator[Complaint]:
    """No remedy and no definition is another's with only titles, names or digits changed."""
    names = {key for _, key, _ in _catalogue(rubric)}
    names |= {entry.title for _, _, entry in _catalogue(rubric)}
    names |= {indicator.title for indicator in rubric.content.indicators}
    pattern = re.compile("|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)))

    def core(text: str) -> str:
        return re.sub(r"[\d.%]+", "", pattern.sub("", text))

    remedies = [
        (("indicators", place, "remedy"), indicator.id, indicator.remedy)
        for place, indicator in enumerate(rubric.content.indicators)
    ]
    definitions = [
        ((*path, "definition"), key, entry.definition) for path, key, entry in _catalogue(rubric)
    ]
    yield from _repeated(remedies, core, "整改要求")
    yield from _repeated(definitions, core, "口径")


def _repeated(
    texts: Iterable[tuple[Path_, str, str]], core: Callable[[str], str], what: str
) -> Iterator[Complaint]:
    seen: dict[str, str] = {}
    for path, subject, text in texts:
        bare = core(text)
        if bare in seen:
            yield path, subject, f"{what}与“{seen[bare]}”的只差名称或数字，请按本项重写"
        seen.setdefault(bare, subject)


_RULES: tuple[Callable[[Rubric], Iterator[Complaint]], ...] = (
    _sums,
    _plan,
    _ids,
    _grades,
    _rule_references,
    _fields,
    _denominators,
    _enum_values,
    _methods,
    _distinct_texts,
)
