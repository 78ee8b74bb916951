"""A rubric ready to be used: its content with every formula compiled and every check generated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from evaluator.formula.functions import Kind, Signature
from evaluator.formula.run import Formula, compile_formula
from evaluator.formula.scope import Names
from evaluator.formula.syntax import FormulaError
from evaluator.formula.values import Record
from evaluator.rubric.methods import Checklist
from evaluator.rubric.model import Field, Indicator, RubricContent
from evaluator.rubric.source import Path_

KINDS: Mapping[str, Kind] = {
    "integer": "number",
    "decimal": "number",
    "boolean": "boolean",
    "document": "boolean",
    "text": "text",
    "enum": "text",
    "date": "date",
}

LOOKUPS: Mapping[str, Signature] = {
    "value": Signature(("text", "number"), "number", 1),
    "score_rate": Signature(("text", "number"), "number", 1),
    "holds": Signature(("text",), "boolean", 1),
    "grade": Signature((), "text", 0),
}
"""What only a rule's or a prompt's `when` may call."""

EACH_INDICATOR = "指标"
"""In a prompt with `for_each: indicator`, the name that stands for the id of each indicator."""


@dataclass(frozen=True)
class DataCheck:
    """A relation the data must keep: written in checks.yaml, or generated from `subset_of`."""

    code: str
    severity: Literal["error", "warning"]
    formula: Formula
    message: str
    hint: str
    each: str | None = None
    per: tuple[str, str] | None = None
    after: str = ""


@dataclass(frozen=True, eq=False)
class Rubric:
    """量规: content, the same as canonical JSON, and the compiled formulas by the id they belong to.

    Told apart by identity, so that what is made of a rubric can be kept for it.
    """

    content: RubricContent
    canonical: str
    names: Names
    values: Mapping[str, Formula]
    applies: Mapping[str, Formula]
    checklists: Mapping[str, tuple[Formula, ...]]
    checks: tuple[DataCheck, ...]
    rules: Mapping[str, Formula]
    prompts: Mapping[str, Formula]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical content, in hex."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        return {indicator.id: indicator for indicator in self.content.indicators}

    def formulas_of(self, indicator: str) -> tuple[Formula, ...]:
        """Every formula that an indicator's score is computed from."""
        found = [self.values.get(indicator), self.applies.get(indicator)]
        return (
            *(formula for formula in found if formula is not None),
            *self.checklists.get(indicator, ()),
        )

    def fields_of(self, indicator: str) -> tuple[str, ...]:
        """The field names an indicator uses, in the catalogue's order."""
        used = {name for formula in self.formulas_of(indicator) for name in formula.field_names}
        order = [*self.content.fields]
        order += [name for table in self.content.tables.values() for name in table.fields]
        return tuple(name for name in order if name in used)

    @cached_property
    def indicators_using(self) -> Mapping[str, Sequence[str]]:
        """Field name → ids of the indicators computed from it, in the rubric's order."""
        users: dict[str, list[str]] = {}
        for indicator in self.content.indicators:
            for key in self.fields_of(indicator.id):
                users.setdefault(key, []).append(indicator.id)
        return users

    def record_name(self, table: str, record: Record) -> str:
        """A record in words: its label, with its key in brackets."""
        described = self.content.tables[table]
        key = "，".join(str(record[name]) for name in described.key)
        return f"{record[described.label]}（{key}）"


@dataclass
class Compilation:
    """What compiling a content gives: the rubric, or the formulas that were refused."""

    errors: list[tuple[Path_, str, FormulaError]] = field(default_factory=list)

    def formula(
        self,
        path: Path_,
        subject: str,
        text: str,
        names: Names,
        kind: Kind,
        table: str | None = None,
    ) -> Formula | None:
        try:
            return compile_formula(text, names, kind, table)
        except FormulaError as error:
            self.errors.append((path, subject, error))
            return None


def compile_rubric(content: RubricContent, canonical: str) -> tuple[Rubric, Compilation]:
    """Compile every formula of a rubric; those refused are listed with their path and left out."""
    job = Compilation()
    names = Names(
        {key: KINDS[entry.type] for key, entry in content.fields.items()},
        {
            title: {key: KINDS[entry.type] for key, entry in table.fields.items()}
            for title, table in content.tables.items()
        },
    )
    values: dict[str, Formula] = {}
    applies: dict[str, Formula] = {}
    checklists: dict[str, tuple[Formula, ...]] = {}
    for place, indicator in enumerate(content.indicators):
        path: Path_ = ("indicators", place)
        if indicator.value is not None and (
            value := job.formula((*path, "value"), indicator.id, indicator.value, names, "number")
        ):
            values[indicator.id] = value
        if indicator.applies_when is not None and (
            condition := job.formula(
                (*path, "applies_when"), indicator.id, indicator.applies_when, names, "boolean"
            )
        ):
            applies[indicator.id] = condition
        if isinstance(indicator.score, Checklist):
            compiled = [
                job.formula(
                    (*path, "score", "parts", number, "when"),
                    indicator.id,
                    part.when,
                    names,
                    "boolean",
                )
                for number, part in enumerate(indicator.score.parts)
            ]
            checklists[indicator.id] = tuple(formula for formula in compiled if formula)
    rule_names = Names(names.fields, names.tables, LOOKUPS)
    each_names = Names({**names.fields, EACH_INDICATOR: "text"}, names.tables, LOOKUPS)
    rules = {
        rule.id: formula
        for place, rule in enumerate(content.rules)
        if rule.when is not None
        and (
            formula := job.formula(
                ("rules", place, "when"), rule.id, rule.when, rule_names, "boolean"
            )
        )
    }
    prompts = {
        prompt.id: formula
        for place, prompt in enumerate(content.prompts)
        if (
            formula := job.formula(
                ("prompts", place, "when"),
                prompt.id,
                prompt.when,
                each_names if prompt.for_each else rule_names,
                "boolean",
            )
        )
    }
    checks = (*_subset_checks(job, content, names), *_written_checks(job, content, names))
    rubric = Rubric(content, canonical, names, values, applies, checklists, checks, rules, prompts)
    return rubric, job


def _subset_checks(job: Compilation, content: RubricContent, names: Names) -> Iterator[DataCheck]:
    """`subset_of` of every field, district's and record's, as an error check each."""
    homes: list[tuple[Path_, str | None, Mapping[str, Field]]] = [
        (("fields",), None, content.fields)
    ]
    homes += [
        (("tables", title, "fields"), title, table.fields)
        for title, table in content.tables.items()
    ]
    for path, table, fields in homes:
        for key, entry in fields.items():
            for number, whole in enumerate(entry.subset_of):
                formula = job.formula(
                    (*path, key, "subset_of", number),
                    key,
                    f"{key} <= {whole}",
                    names,
                    "boolean",
                    table,
                )
                if formula:
                    title = fields[whole].title if whole in fields else whole
                    yield DataCheck(
                        f"subset-{key}",
                        "error",
                        formula,
                        f"「{entry.title}」大于「{title}」，部分不能大于总体。",
                        f"请核对这两项的口径和数据；「{entry.title}」的口径是：{entry.definition}",
                        each=table,
                    )


def _written_checks(job: Compilation, content: RubricContent, names: Names) -> Iterator[DataCheck]:
    for place, check in enumerate(content.checks):
        table, column = check.per or (check.each, None)
        if table is not None and table not in names.tables:
            unknown = FormulaError(f"没有名为“{table}”的记录表", table, 0)
            job.errors.append((("checks", place), check.id, unknown))
            continue
        if table is not None and column is not None and column not in names.tables[table]:
            unknown = FormulaError(f"“{table}”表没有字段“{column}”", column, 0)
            job.errors.append((("checks", place, "per"), check.id, unknown))
            continue
        earlier = [other.id for other in content.checks[:place]]
        if check.after is not None and check.after not in earlier:
            unknown = FormulaError(f"在它之前没有检查“{check.after}”", check.after, 0)
            job.errors.append((("checks", place, "after"), check.id, unknown))
            continue
        formula = job.formula(
            ("checks", place, "require"), check.id, check.require, names, "boolean", check.each
        )
        if formula:
            yield DataCheck(
                f"check-{check.id}",
                check.severity,
                formula,
                check.message,
                check.hint,
                check.each,
                check.per,
                f"check-{check.after}" if check.after else "",
            )
