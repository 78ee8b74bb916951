"""The command line in tests: `evaluate` in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.samples import ROOT


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """`evaluate` with these arguments in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "evaluator", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )
