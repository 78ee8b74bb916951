"""The samples' evaluations and their reports, made once."""

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.scoring.result import Evaluation
from tests.report.drawing import drawn
from tests.samples import raw, scored

SAMPLES = ("binhai", "beishan", "lingang")


@pytest.fixture(scope="session")
def evaluations(rubric: Rubric) -> dict[str, Evaluation]:
    return {slug: scored(rubric, raw(slug)) for slug in SAMPLES}


@pytest.fixture(scope="session")
def reports(evaluations: dict[str, Evaluation]) -> dict[str, bytes]:
    return {slug: drawn(evaluation, slug=slug) for slug, evaluation in evaluations.items()}
