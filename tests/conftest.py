"""The rubric and the samples, read once for all tests; property tests take the same examples every time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import known_rubrics, load_rubric
from tests.rubric_copy import RubricCopy

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "submissions"

settings.register_profile(
    "tests",
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tests")


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric(known_rubrics()["district-2021"])


@pytest.fixture
def rubric_copy(tmp_path: Path) -> Callable[[], RubricCopy]:
    """The 2021 rubric's folder copied to where a test may edit it."""
    return lambda: RubricCopy.of(known_rubrics()["district-2021"], tmp_path / "district-2021")
