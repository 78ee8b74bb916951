"""What validating a 400 KB submission costs, as ratios to `json.loads` of the same bytes within one run.

    python -m tests.bench.validation [RUNS]

The file is a sample with each school split into several, so that all totals still agree: valid, with one
warning. Measured in this process, start-up apart and everything that is kept from file to file in place:
the reading, the schema's verdict, the stages after it, and the whole of `validate` for the valid file and
for the same file with 100 errors of several sorts. Times are of the processor; a ratio is the median over
the runs (for a file that `json.loads` refuses, to the valid one).
"""

import hashlib
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import known_rubrics, load_rubric
from evaluator.submission.checks import run_checks
from evaluator.submission.explain import judged
from evaluator.submission.holes import Holed
from evaluator.submission.model import build_submission
from evaluator.submission.outcomes import all_outcomes
from evaluator.submission.read import read_document
from evaluator.submission.validate import validate
from tests.samples import sample

PARTS = 6
"""Schools made of each one, for 400 KB."""


def part(value: Any, place: int) -> Any:
    """One of `PARTS` parts of a number; they add up."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if isinstance(value, float):
        return round(value / PARTS, 2)
    return value // PARTS + (place < value % PARTS)


def large() -> dict[str, Any]:
    """A valid submission of several hundred schools."""
    data = sample("binhai")
    data["学校"] = [
        {
            **{key: part(value, place) for key, value in row.items()},
            "标识码": str(int(row["标识码"]) + 1000 * place),
            "名称": f"{row['名称']}{'一二三四五六'[place]}校区",
            "全校学生数": row["全校学生数"] // PARTS + 2,
        }
        for place in range(PARTS)
        for row in data["学校"]
    ]
    return data


def wrong_values() -> dict[str, Any]:
    """100 errors of several sorts: wrong types, numbers out of bounds, missing and misspelt keys."""
    data = large()
    for place, row in enumerate(data["学校"][:250:5]):
        match place % 5:
            case 0:
                row["学生数"] = f"{row['学生数']}人"
            case 1:
                row["教学班数"] = -1
            case 2:
                row["寄宿生"] = row.pop("寄宿制")
            case 3:
                del row["骨干教师数"]
            case _:
                row["学段"] = "小学部"
    numbers = [
        (group, key)
        for group in data["data"].values()
        for key, value in group.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    ]
    for place, (group, key) in enumerate(numbers[:50]):
        group[key] = ("/", "82%", 10**9, -5)[place % 4]
    return data


def broken_checks() -> dict[str, Any]:
    """100 schools with fewer pupils than their stages have."""
    data = large()
    fewer = [row for row in data["学校"] if row["主记录"]][:100]
    pupils = {row["标识码"]: row["学生数"] - 1 for row in fewer}
    for row in data["学校"]:
        row["全校学生数"] = pupils.get(row["标识码"], row["全校学生数"])
    return data


def written(data: Any) -> bytes:
    """As a file: a school a line."""
    return json.dumps(data, ensure_ascii=False).replace("}, {", "},\n{").encode()


def broken_syntax() -> bytes:
    """100 numbers with their unit, not in quotes."""
    text = written(large()).decode()
    head, *rest = text.split('"学生数": ')
    cut = [tail.replace(",", "人,", 1) if place < 100 else tail for place, tail in enumerate(rest)]
    return '"学生数": '.join([head, *cut]).encode()


def measure(runs: int) -> None:
    rubric: Rubric = load_rubric(known_rubrics()["district-2021"])
    raw = written(large())
    data = read_document(raw).data
    submission = build_submission(rubric, data, "")
    outcomes = all_outcomes(rubric, submission.scope)

    def fresh() -> Any:
        return all_outcomes(rubric, build_submission(rubric, data, "").scope)

    def whole(content: bytes, errors: int) -> Callable[[], object]:
        result = validate(content, lambda _: rubric)
        found = sum(entry.severity == "error" for entry in result.findings)
        assert found == errors, f"{found} errors instead of {errors}"
        return lambda: validate(content, lambda _: rubric)

    stages: list[tuple[str, bytes, Callable[[], object]]] = [
        ("reading, with its hash", raw, lambda: (read_document(raw), hashlib.sha256(raw))),
        ("schema verdict", raw, lambda: judged(rubric, data)),
        ("building the submission", raw, lambda: build_submission(rubric, data, "")),
        ("building and all outcomes", raw, fresh),
        ("all checks", raw, lambda: run_checks(rubric, submission, outcomes, Holed(data))),
        ("validate: valid, one warning", raw, whole(raw, 0)),
    ]
    slips = broken_syntax()
    for name, content in (
        ("validate: 100 wrong values", written(wrong_values())),
        ("validate: 100 failed checks", written(broken_checks())),
        ("validate: 100 slips of syntax", slips),
    ):
        stages.append((name, content, whole(content, 100)))
    print(f"{len(raw):,} bytes, {len(data['学校'])} schools, {runs} runs; medians")
    for name, content, work in stages:
        reference = raw if content == slips else content
        pairs = []
        for _ in range(runs):
            start = time.process_time()
            json.loads(reference)
            middle = time.process_time()
            work()
            pairs.append((middle - start, time.process_time() - middle))
        ours = statistics.median(pair[1] for pair in pairs) * 1000
        ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
        print(f"{name:32} {ours:8.1f} ms   {ratio:6.1f} × json.loads")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
