"""Rewrite what `evaluate validate` says about each file of submissions/invalid and submissions/warnings.

`python -m tests.submission.update_invalid_texts`, then read `git diff submissions` before committing it.
"""

from pathlib import Path

from evaluator.batch import Rubrics, check
from evaluator.scoring.engine import evaluate
from evaluator.scoring.preview import largest_losses
from evaluator.screen import preview
from evaluator.submission.checked import reported
from evaluator.submission.validate import Validated
from evaluator.text_report import text_report
from tests.samples import DATE, ROOT, SUBMISSIONS

FOLDERS = (SUBMISSIONS / "invalid", SUBMISSIONS / "warnings")


def samples() -> list[Path]:
    """The files with one mistake each."""
    return [path for folder in FOLDERS for path in sorted(folder.glob("[0-9][0-9]-*.json"))]


def screen_text(path: Path, checked: Validated) -> str:
    """What `evaluate validate` prints in the project's folder for a file, without colours."""
    name = path.relative_to(ROOT).as_posix()
    report = reported(
        name, checked.findings, checked.text, unchecked=checked.unchecked, causes=checked.causes
    )
    return text_report(report, preview=_preview(checked)) + "\n"


def _preview(checked: Validated) -> str:
    if checked.submission is None or checked.rubric is None:
        return ""
    evaluation = evaluate(checked.rubric, checked.submission, on=DATE, findings=checked.findings)
    return preview(evaluation, largest_losses(checked.rubric, checked.submission, evaluation))


def main() -> None:
    rubrics = Rubrics()
    paths = samples()
    wanted = {path.with_suffix(".txt") for path in paths}
    for folder in FOLDERS:
        for old in set(folder.glob("[0-9][0-9]-*.txt")) - wanted:
            old.unlink()
    for path in paths:
        text = screen_text(path, check(str(path), rubrics))
        path.with_suffix(".txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
