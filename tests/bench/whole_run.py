"""How long `evaluate` takes on a sample, as ratios within one run.

    python -m tests.bench.whole_run [RUNS]

Runs the command and the floor script (see `floor`) in turn, each in a process of its own, and prints the
medians of CPU and wall time, their ratio, and the peak memory; then the stages inside one process.
"""

import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pypdf import PdfReader

Result = TypeVar("Result")
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "submissions" / "binhai-2021.json"
FACES = ("body", "title", "heading", "kai")


def timed(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak memory in MB of one process.

    Modules are compiled once, as in an installed package, whatever this environment says of it.
    """
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(ROOT / ".venv" / "cache" / "python")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(runs: int) -> None:
    """Print medians and ratios of the whole command against the floor, run in turn."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "evaluator",
            str(SAMPLE),
            "-o",
            folder,
            "--date",
            "2021-12-31",
        ]
        timed(command)
        report = PdfReader(next(Path(folder).glob("*.pdf")))
        lines = [page.extract_text().splitlines() for page in report.pages]
        content = Path(folder) / "pages.json"
        content.write_text(json.dumps(lines, ensure_ascii=False), encoding="utf-8")
        fonts = [str(ROOT / "evaluator" / "report" / "fonts" / f"{face}.ttf") for face in FACES]
        floor = [sys.executable, "-m", "tests.bench.floor", str(content), *fonts]
        timed(floor)
        pages = len(PdfReader(content.with_suffix(".pdf")).pages)
        assert pages == len(lines), "the floor must build as many pages as the report has"
        pairs = [(timed(command), timed(floor)) for _ in range(runs)]
    print(f"{runs} runs in turn, a report of {pages} pages; medians")
    for place, name in enumerate(("wall s", "CPU s", "peak MB")):
        ours = statistics.median(pair[0][place] for pair in pairs)
        bare = statistics.median(pair[1][place] for pair in pairs)
        ratio = statistics.median(pair[0][place] / pair[1][place] for pair in pairs)
        print(f"{name:8} evaluate {ours:8.3f}   floor {bare:8.3f}   ratio {ratio:.2f}")


def stages() -> None:
    """Print the CPU time of each stage of one run inside this process, imports apart."""
    from evaluator.report.archive import Sources
    from evaluator.report.document import render
    from evaluator.rubric.compiled import Rubric
    from evaluator.rubric.load import known_rubrics, load_rubric
    from evaluator.scoring.engine import evaluate
    from evaluator.submission.validate import validate
    from evaluator.verify import verify

    def stage(name: str, work: Callable[[], Result]) -> Result:
        start = time.process_time()
        result = work()
        spent.append((name, time.process_time() - start))
        return result

    spent: list[tuple[str, float]] = []
    raw = SAMPLE.read_bytes()
    rubric: Rubric = stage("load rubric", lambda: load_rubric(known_rubrics()["district-2021"]))
    checked = stage("validate", lambda: validate(raw, lambda _: rubric))
    submission = checked.submission
    assert submission is not None
    evaluation = stage(
        "evaluate",
        lambda: evaluate(
            rubric, submission, on=datetime.date(2021, 12, 31), findings=checked.findings
        ),
    )
    sources = Sources(raw, rubric.canonical.encode())
    stage("render, first (with fonts)", lambda: render(evaluation, sources))
    stage("render, second", lambda: render(evaluation, sources))
    stage("to JSON", evaluation.to_json)
    pdf = render(evaluation, sources)
    stage("verify", lambda: verify(pdf, {rubric.content.id: rubric}.get))
    total = sum(seconds for _, seconds in spent)
    print("\nstages of one process, CPU seconds and share of their sum")
    for name, seconds in spent:
        print(f"{name:28} {seconds:7.3f} s  {seconds / total:6.1%}")


if __name__ == "__main__":
    compare(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
    stages()
