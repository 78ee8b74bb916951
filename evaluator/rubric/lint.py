"""What no single model can see: sums, references, quotes, fields nobody uses; formulas and texts."""

from __future__ import annotations

import keyword
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from evaluator.formula.display import number_text
from evaluator.formula.functions import COUNT_TRUE, OVER_RECORDS, PLAIN
from evaluator.formula.syntax import CallNode, walk
from evaluator.rubric import lint_formulas, lint_texts
from evaluator.rubric.compiled import EACH_INDICATOR, Rubric
from evaluator.rubric.complaints import Complaint, all_formulas, catalogue
from evaluator.rubric.methods import Checklist, Piecewise, Rating, Steps
from evaluator.rubric.source import Path_


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
    texts = {item.id: item.text for item in content.plan.items}
    for place, indicator in enumerate(content.indicators):
        words = indicator.plan
        source = words.quoted_from or words.item
        if words.item not in texts or source not in texts:
            yield ("indicators", place, "plan"), indicator.id, f"要点没有第 {source} 项"
        elif words.text is not None and words.text not in texts[source]:
            yield (
                ("indicators", place, "plan", "text"),
                indicator.id,
                _misquoted(words.text, texts[source], source),
            )


def _misquoted(words: str, text: str, item: int) -> str:
    spaces = "".join(words.split()) in "".join(text.split())
    return f"所引文字不在要点第{item}项的原文中" + ("，只差空格，请照原文写" if spaces else "")


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


def _digits(rubric: Rubric) -> Iterator[Complaint]:
    """Points have no more decimals than scores, so that every table of rounded points adds up."""
    digits = rubric.content.score_digits
    for place, indicator in enumerate(rubric.content.indicators):
        path: Path_ = ("indicators", place)
        parts = indicator.score.parts if isinstance(indicator.score, Checklist) else ()
        homes = [((*path, "points"), "分值", indicator.points)]
        homes += [
            ((*path, "score", "parts", number, "points"), f"“{part.title}”的分值", part.points)
            for number, part in enumerate(parts)
        ]
        for home, what, points in homes:
            if (points * 10**digits).denominator != 1:
                shown = number_text(points, 6)
                yield home, indicator.id, f"{what} {shown} 多于 {digits} 位小数（score_digits）"
    bonus = rubric.content.bonus
    if bonus is not None and (bonus.at_most * 10**digits).denominator != 1:
        yield ("bonus", "at_most"), "加分上限", f"多于 {digits} 位小数（score_digits）"


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


def _fields(rubric: Rubric) -> Iterator[Complaint]:
    content = rubric.content
    reserved = {*PLAIN, *OVER_RECORDS, COUNT_TRUE, EACH_INDICATOR, *keyword.kwlist}
    for path, key, entry in catalogue(rubric):
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
    used = {name for _, _, formula in all_formulas(rubric) for name in formula.field_names}
    exempt = {name for table in content.tables.values() for name in (*table.key, table.label)}
    for path, key, _ in catalogue(rubric):
        if key not in used | exempt:
            yield path, key, "没有任何指标、检查或规定用到这个填报项"


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


_RULES: tuple[Callable[[Rubric], Iterator[Complaint]], ...] = (
    _sums,
    _plan,
    _ids,
    _digits,
    _grades,
    _fields,
    _methods,
    *lint_formulas.RULES,
    *lint_texts.RULES,
)
