"""Evaluations that the samples are not: nothing missing, all missing, nothing applicable, hostile texts."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation, Rate, Tally
from tests.samples import sample, scored

NOTHING = {"rate": None, "applicable_points": Decimal("0.00"), "self_score": Decimal("0.00")}


def with_all_missing(rubric: Rubric) -> Evaluation:
    """Every field that may be null is null."""
    data = sample("binhai")
    for fields in data["data"].values():
        for key in fields:
            if not rubric.content.fields[key].required:
                fields[key] = None
    data["not_applicable"] = [
        entry for entry in data["not_applicable"] if entry["indicator"] == "21-3"
    ]
    return scored(rubric, data)


def _nothing_due(evaluation: Evaluation) -> dict[str, Any]:
    due = (entry.model_copy(update={"problems": 0}) for entry in evaluation.deadlines)
    return {
        "problems": (),
        "missing": (),
        "plan_deadline": None,
        "deadlines": tuple(due),
    }


def without_problems(evaluation: Evaluation) -> Evaluation:
    return evaluation.model_copy(
        update=_nothing_due(evaluation)
        | {
            "not_applicable": (),
            "notes": (),
            "evidence": (),
            "overall": evaluation.overall.model_copy(update={"problems": 0}),
        }
    )


def with_full_marks(evaluation: Evaluation) -> Evaluation:
    """Everything that is scored reaches full marks."""
    every = Rate(exact=Fraction(1), text="100.00%")

    def full(tally: Tally) -> dict[str, Any]:
        return {"rate": every, "self_score": tally.applicable_points} if tally.rate else {}

    total = {"scaled_score": evaluation.overall.points, "grade": "优秀", "grade_by_rate": "优秀"}
    overall = without_problems(evaluation).overall.model_copy(
        update={
            **full(evaluation.overall),
            **total,
            "grade_path": ("按得分率评为优秀",),
            "full_marks": evaluation.overall.scored_indicators,
        }
    )
    reached: dict[str, Any] = {"rate": every, "lost": Decimal(0), "records": (), "gap": ""}
    return without_problems(evaluation).model_copy(
        update={
            "overall": overall,
            "chapters": tuple(
                entry.model_copy(update=full(entry)) for entry in evaluation.chapters
            ),
            "items": tuple(entry.model_copy(update=full(entry)) for entry in evaluation.items),
            "indicators": tuple(
                entry.model_copy(update={**reached, "self_score": entry.points})
                if entry.status == "scored"
                else entry
                for entry in evaluation.indicators
            ),
        }
    )


def with_nothing_applicable(evaluation: Evaluation) -> Evaluation:
    gone: dict[str, Any] = {
        "status": "not_applicable",
        "value": None,
        "trace": None,
        "self_score": None,
        "rate": None,
        "lost": None,
        "parts": (),
        "records": (),
        "reason": "分母为零，不适用，分值不计入基数。",
    }
    overall = evaluation.overall.model_copy(
        update={
            **NOTHING,
            "scaled_score": None,
            "grade": "暂不评级",
            "grade_by_rate": "暂不评级",
            "grade_path": ("适用分值不足满分的85%，暂不评级",),
            "graded": False,
            "scored_indicators": 0,
            "full_marks": 0,
            "problems": 0,
            "not_applicable_indicators": evaluation.overall.indicators,
        }
    )
    return evaluation.model_copy(
        update=_nothing_due(evaluation)
        | {
            "overall": overall,
            "rules": (),
            "prompts": (),
            "chapters": tuple(entry.model_copy(update=NOTHING) for entry in evaluation.chapters),
            "items": tuple(entry.model_copy(update=NOTHING) for entry in evaluation.items),
            "indicators": tuple(entry.model_copy(update=gone) for entry in evaluation.indicators),
        }
    )


def with_texts(evaluation: Evaluation, text: str) -> Evaluation:
    """The text in every place that a district fills in."""
    return evaluation.model_copy(
        update={
            "prepared_by": text,
            "district": evaluation.district.model_copy(update={"name": text}),
            "not_applicable": tuple(
                entry.model_copy(update={"reason": text}) for entry in evaluation.not_applicable
            ),
            "notes": tuple(
                entry.model_copy(update={"explained": text}) for entry in evaluation.notes
            ),
            "evidence": tuple(
                entry.model_copy(update={"title": text, "document_no": text})
                for entry in evaluation.evidence
            ),
            "indicators": tuple(
                entry.model_copy(
                    update={
                        "records": tuple(
                            record.model_copy(update={"name": text}) for record in entry.records
                        )
                    }
                )
                for entry in evaluation.indicators
            ),
        }
    )
