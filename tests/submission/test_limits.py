"""Files far too large or too deep: a finding, in a process that may use no more than 1 GB of memory."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.samples import ROOT

resource = pytest.importorskip("resource", reason="Windows cannot limit a process's memory so")

LIMIT = 1_000_000_000
HUGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "50 MB": (lambda: b'{"a": "' + b"x" * 50_000_000 + b'"}', "json-size"),
    "a million brackets": (lambda: b"[" * 1_000_000, "json-depth"),
    "ten thousand digits": (lambda: b'{"a": ' + b"9" * 10_000 + b"}", "json-number"),
    "a million equal keys": (
        lambda: b"{" + b",".join([b'"a":1'] * 1_000_000) + b"}",
        "json-duplicate",
    ),
    "five million values": (lambda: b"[" + b"1," * 4_900_000 + b"x]", "json-many"),
    "ten megabytes of one word": (lambda: b'{"a": ' + b"x" * 9_900_000 + b"}", "json-unquoted"),
    "four million blanks": (lambda: b'{"a": ' + b"1 " * 4_900_000 + b"x}", "json-value"),
    "many slips": (lambda: b"[" + b"x," * 4_900_000 + b"]", "json-unquoted"),
    "a valid array": (lambda: b"[" + b"1," * 4_900_000 + b"1]", "not-object"),
}
SCRIPT = """
import sys
from evaluator.submission.validate import validate
result = validate(sys.stdin.buffer.read(), {}.get)
print(result.findings[0].code)
assert len(result.findings) <= 101
"""


@pytest.mark.parametrize("name", HUGE)
def test_a_monstrous_file_ends_in_a_finding_under_one_gigabyte(name: str) -> None:
    make, code = HUGE[name]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=make(),
        capture_output=True,
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT)),
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stdout.decode().strip() == code
