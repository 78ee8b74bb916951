"""Rewrite the golden Evaluations of the three samples: `python -m tests.scoring.update_golden`.

Read the difference with `git diff tests/scoring/golden` before committing it.
"""

from pathlib import Path

from evaluator.rubric.load import known_rubrics, load_rubric
from tests.samples import SUBMISSIONS, scored

GOLDEN = Path(__file__).parent / "golden"
SLUGS = ("binhai", "beishan", "lingang")


def main() -> None:
    rubric = load_rubric(known_rubrics()["district-2021"])
    GOLDEN.mkdir(exist_ok=True)
    for slug in SLUGS:
        evaluation = scored(rubric, (SUBMISSIONS / f"{slug}-2021.json").read_bytes())
        (GOLDEN / f"{slug}.json").write_text(evaluation.to_json(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
