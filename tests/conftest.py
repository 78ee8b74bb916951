"""The rubric and the samples, read once for all tests."""

from pathlib import Path

import pytest

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import known_rubrics, load_rubric

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "submissions"


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric(known_rubrics()["district-2021"])
