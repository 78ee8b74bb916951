"""Reports of evaluations in tests, with the sources of a sample inside."""

from functools import cache

from evaluator.report.archive import Sources
from evaluator.report.document import render
from evaluator.rubric.load import known_rubrics, load_rubric
from evaluator.scoring.result import Evaluation
from tests.samples import raw


@cache
def sources(slug: str) -> Sources:
    """A sample's file as it stands, and the 2021 rubric."""
    rubric = load_rubric(known_rubrics()["district-2021"])
    return Sources(raw(slug), rubric.canonical.encode())


def drawn(evaluation: Evaluation, document_no: str | None = None, slug: str = "binhai") -> bytes:
    """The report of any evaluation; its figures may owe nothing to the sources inside."""
    return render(evaluation, sources(slug), document_no)
