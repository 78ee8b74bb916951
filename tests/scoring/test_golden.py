"""The complete Evaluations of the samples; `python -m tests.scoring.update_golden` rewrites them."""

import pytest

from evaluator.rubric.compiled import Rubric
from tests.conftest import ROOT
from tests.samples import SUBMISSIONS, scored
from tests.scoring.update_golden import GOLDEN, SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_samples_evaluation_is_the_golden_one(rubric: Rubric, slug: str) -> None:
    raw = (SUBMISSIONS / f"{slug}-2021.json").read_bytes()
    golden = (GOLDEN / f"{slug}.json").read_text(encoding="utf-8")
    assert scored(rubric, raw).to_json() == golden


def test_the_report_kept_in_the_repository_is_of_this_commit() -> None:
    """`make golden` writes it anew."""
    kept = ROOT / "reports" / "990102-滨海区-2021.json"
    assert kept.read_bytes() == (GOLDEN / "binhai.json").read_bytes()
