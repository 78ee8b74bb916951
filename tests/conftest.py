"""What all tests share: the rubric, its copy, system tools; property tests take the same examples every time."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import known_rubrics, load_rubric
from tests.rubric_copy import RubricCopy

ROOT = Path(__file__).resolve().parent.parent
SUBMISSIONS = ROOT / "submissions"
REQUIRE_TOOLS = os.environ.get("REQUIRE_TOOLS") == "1"

set_hypothesis_home_dir(ROOT / ".venv" / "cache" / "hypothesis")
settings.register_profile(
    "tests",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("tests")


@pytest.fixture(scope="session")
def rubric() -> Rubric:
    return load_rubric(known_rubrics()["district-2021"])


@pytest.fixture(scope="session")
def installed(rubric: Rubric) -> Callable[[str], Rubric | None]:
    """The installed rubric of an id."""
    return {rubric.content.id: rubric}.get


@pytest.fixture
def rubric_copy(tmp_path: Path) -> Callable[[], RubricCopy]:
    """The 2021 rubric's folder copied to where a test may edit it."""
    return lambda: RubricCopy.of(known_rubrics()["district-2021"], tmp_path / "district-2021")


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """The path of a system tool; a test that asks for one that is missing is skipped and listed."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            pytest.skip(f"{name} is not installed")
        return path

    return find


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With REQUIRE_TOOLS=1 a skipped test fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if REQUIRE_TOOLS and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
