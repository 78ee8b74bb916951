"""不适用 follows from the data: a reason must be given then, and nothing else may be claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from evaluator.formula.values import Missing, ZeroDenominator
from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.holes import Holed
from evaluator.submission.model import Submission, cell_text, field_pointer
from evaluator.submission.options import ids_in, nearest, option_finding
from evaluator.submission.outcomes import IndicatorOutcome, NotApplicable, deciding


def judge_applicability(
    rubric: Rubric,
    submission: Submission,
    outcomes: Mapping[str, IndicatorOutcome],
    claims: Sequence[str | None],
    meant: Mapping[int, str],
) -> Iterator[Finding]:
    """Claims the data do not bear out, reasons that are lacking, and denominators that may not be zero.

    `claims`: what the district calls not applicable, entry by entry; None for one that could not be
    read. Unless it is known what that one is `meant` to be (see `claims_meant`), no reason is said to
    be lacking beside it.
    """
    yield from _claims(rubric, submission, outcomes, claims)
    claimed = {*claims, *meant.values()}
    readable = all(place in meant for place, claim in enumerate(claims) if claim is None)
    for identifier, outcome in outcomes.items():
        indicator = rubric.indicators[identifier]
        if isinstance(outcome, NotApplicable) and readable and identifier not in claimed:
            pointers = _pointers(rubric, identifier, outcome.places)
            yield finding(
                "not-applicable-reason",
                pointers[0],
                related=pointers[1:],
                indicator=identifier,
                title=indicator.title,
                found=_values(rubric, submission, outcome.places),
                expected=f'{{"indicator": "{identifier}", "reason": "…"}}',
            )
        if isinstance(outcome, ZeroDenominator) and indicator.zero_denominator == "error":
            pointers = _pointers(rubric, identifier, outcome.places)
            yield finding(
                "zero-denominator",
                pointers[0],
                related=pointers[1:],
                indicator=identifier,
                title=indicator.title,
                found="、".join(outcome.places),
            )


def claims_meant(
    rubric: Rubric, data: Mapping[str, Any], sound: Holed, outcomes: Mapping[str, IndicatorOutcome]
) -> dict[int, str]:
    """What entries of `not_applicable` with an id that does not exist or repeats most likely mean, by their places.

    Where near, it is an indicator that does not apply and lacks a reason, each taken once.
    """
    repeats = len(set(sound.claims)) < len(sound.claims)
    if not (repeats or None in sound.claims) or "not_applicable" in sound.unknown:
        return {}
    lacking = [
        name
        for name, outcome in outcomes.items()
        if isinstance(outcome, NotApplicable) and name not in sound.claims
    ]
    meant: dict[int, str] = {}
    for place, claim in enumerate(sound.claims):
        entry = data["not_applicable"][place]
        written = entry.get("indicator") if isinstance(entry, dict) else None
        again = claim is not None and claim in sound.claims[:place]
        unread = claim is None and isinstance(written, str) and len(ids_in(written)) < 2
        if again or unread:
            known = lacking if again else list(rubric.indicators)
            near = nearest(rubric, str(written), known, lacking)
            if near:
                meant[place] = str(near[0])
                lacking = [name for name in lacking if name != meant[place]]
    return meant


def as_meant(
    rubric: Rubric, data: Mapping[str, Any], findings: Iterable[Finding], meant: Mapping[int, str]
) -> Iterator[Finding]:
    """The findings, those about an id in `not_applicable` with what it is most likely meant to be."""
    paths = {
        pointer_of(path): path
        for path in (("not_applicable", place, "indicator") for place in meant)
    }
    options = list(rubric.indicators)
    for entry in findings:
        path = paths.get(entry.pointer)
        if path and entry.code == "entry-repeated":
            hint = (
                f"是否要写“{meant[path[1]]}”？它按数据不适用，却没有写明原因。不是的，{entry.hint}"
            )
            yield replace(entry, hint=hint)
            continue
        if path is None or entry.code != "schema-enum":
            yield entry
            continue
        written = data["not_applicable"][path[1]]["indicator"]
        yield option_finding(rubric, path, entry.title, written, options, likely=[meant[path[1]]])


def _claims(
    rubric: Rubric,
    submission: Submission,
    outcomes: Mapping[str, IndicatorOutcome],
    claims: Sequence[str | None],
) -> Iterator[Finding]:
    """What the district calls not applicable although its data say otherwise, or say nothing.

    Claims that cannot be judged for want of the same data are one finding.
    """
    unknown: dict[tuple[str, ...], list[int]] = {}
    for place, claimed in enumerate(claims):
        outcome = outcomes.get(claimed or "")
        if claimed is None or outcome is None or isinstance(outcome, NotApplicable):
            continue
        indicator = rubric.indicators[claimed]
        pointer = pointer_of(("not_applicable", place))
        if isinstance(outcome, Missing):
            unknown.setdefault(outcome.places, []).append(place)
            continue
        values = _values(rubric, submission, deciding(rubric, indicator))
        mend = f"，或改正据以判断的数据（{values}）" if values else ""
        yield finding(
            "not-applicable-claim",
            pointer,
            related=_pointers(rubric, claimed, deciding(rubric, indicator)),
            indicator=claimed,
            title=indicator.title,
            found=values,
            hint=f"请删去 not_applicable 中的这一条{mend}。",
        )
    for lacking, places in unknown.items():
        first, *others = (pointer_of(("not_applicable", place)) for place in places)
        named = [rubric.indicators[claims[place] or ""] for place in places]
        yield finding(
            "not-applicable-unknown",
            first,
            related=(*others, *_pointers(rubric, named[0].id, lacking)),
            indicator="、".join(f"{indicator.id}（{indicator.title}）" for indicator in named),
            found="、".join(lacking),
            expected=f"这 {len(named)} 条" if others else "这一条",
        )


def _pointers(rubric: Rubric, indicator: str, places: Iterable[str]) -> tuple[str, ...]:
    """Where the deciding fields and tables stand; a place inside a record stands for its table."""
    known = [place for place in places if place in rubric.content.fields]
    tables = [place for place in places if place in rubric.content.tables]
    if not known and not tables:
        used = [name for formula in rubric.formulas_of(indicator) for name in formula.sources]
        tables = [name for name in used if name in rubric.content.tables]
    return (
        *(field_pointer(rubric, key) for key in known),
        *(pointer_of((title,)) for title in dict.fromkeys(tables)),
    )


def _values(rubric: Rubric, submission: Submission, places: Iterable[str]) -> str:
    """The reported values that decide, in words."""
    fields, tables = rubric.content.fields, rubric.content.tables
    said = []
    for place in places:
        if place in fields:
            said.append(f"{place} {cell_text(submission.fields[place], fields[place])}")
        elif place in tables:
            said.append(f"{tables[place].title}的记录")
        else:
            said.append(f"{place} 0")
    return "，".join(said)
