"""Files → scored reports: find the submissions, score each, write PDF and JSON whole or not at all."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from evaluator.files import UsageError, read_bytes, reason, write_whole
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import MAIN, known_rubrics, load_rubric
from evaluator.rubric.source import RubricError
from evaluator.submission.checked import shown_name
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.model import Submission
from evaluator.submission.read import MAX_BYTES
from evaluator.submission.texts import code_points, strings
from evaluator.submission.validate import Validated, added, validate

if TYPE_CHECKING:
    from evaluator.scoring.result import Evaluation

OF_FILE = ("number-shortened",)
"""Findings about how a file is written, which another one of the same content need not be."""
OF_OTHERS = ("copied",)
"""Findings that owe something to the other files of a run."""
NOT_REPORTED = (*OF_FILE, *OF_OTHERS)
"""Findings for the screen, never for a report, which owes them nothing."""


@dataclass
class Rubrics:
    """The rubrics of one run, each loaded once; `fixed` is the one that --rubric names."""

    fixed: Rubric | None = None
    loaded: dict[str, Rubric] = field(default_factory=dict)

    @classmethod
    def named(cls, rubric: str | None) -> Rubrics:
        """The rubrics for a `--rubric` that is an id, a folder or not given. Raises UsageError."""
        if rubric is None:
            return cls()
        folder = find_folder(rubric)
        loaded = load_rubric(folder)
        return cls(loaded, {loaded.content.id: loaded})

    def get(self, identifier: str) -> Rubric | None:
        """The rubric with an id, or None where there is no such rubric."""
        if identifier not in self.loaded and self.fixed is None:
            folder = known_rubrics().get(identifier)
            if folder is None:
                return None
            self.loaded[identifier] = load_rubric(folder)
        return self.loaded.get(identifier)

    def installed(self, identifier: str) -> Rubric | None:
        """The same, but None as well where the rubric's files have errors."""
        try:
            return self.get(identifier)
        except RubricError:
            return None

    def ids(self) -> tuple[str, ...]:
        return tuple(self.loaded) if self.fixed else tuple(known_rubrics())


def find_folder(rubric: str) -> Path:
    """The folder of a rubric named by its id or by a path. Raises UsageError."""
    known = known_rubrics()
    if rubric in known:
        return known[rubric]
    if (Path(rubric) / MAIN).is_file():
        return Path(rubric)
    listed = "、".join(known) or "（无）"
    raise UsageError(f"没有量规“{rubric}”。现有量规：{listed}；也可以给出含 {MAIN} 的文件夹。")


def check(name: str, rubrics: Rubrics, max_bytes: int = MAX_BYTES) -> Validated:
    """Read and validate one submission. Raises UsageError where the file cannot be opened."""
    wanted = rubrics.fixed.content.id if rubrics.fixed else ""
    raw = read_bytes(name, max_bytes + 1)
    return printable(validate(raw, rubrics.get, rubrics.ids(), max_bytes, wanted))


def printable(checked: Validated) -> Validated:
    """A submission that has been checked, now also for characters that no face of the report has."""
    from evaluator.report.coverage import uncovered

    if checked.submission is None:
        return checked
    texts = sorted(strings(checked.data))
    if not uncovered(text for _, text in texts):
        return checked
    foreign = ((path, uncovered([text])) for path, text in texts)
    return added(
        checked,
        [
            finding("foreign-character", pointer_of(path), found=code_points(signs))
            for path, signs in foreign
            if signs
        ],
    )


def compared(checked: Mapping[str, Validated]) -> dict[str, Validated]:
    """Submissions checked one by one, now also against each other, as far as they are sound: values copied between districts."""
    from evaluator.submission.copies import copied_between

    result = dict(checked)
    for rubric in {id(entry.rubric): entry.rubric for entry in checked.values()}.values():
        same = {
            name: entry.readable
            for name, entry in checked.items()
            if entry.rubric is rubric and entry.readable is not None
        }
        if rubric is None or len(same) < 2:
            continue
        for name, findings in copied_between(rubric, same).items():
            if findings:
                result[name] = added(result[name], findings)
    return result


def of_one_district(checked: Mapping[str, Validated]) -> list[list[str]]:
    """The names of files of one district and year, of those with errors too where their district can be read."""
    same: dict[tuple[str, int], list[str]] = {}
    for name, entry in checked.items():
        district = entry.data.get("district") if isinstance(entry.data, dict) else None
        code = district.get("code") if isinstance(district, dict) else None
        if entry.rubric is not None and isinstance(code, str):
            same.setdefault((code, entry.rubric.content.year), []).append(name)
    return [names for names in same.values() if len(names) > 1]


def singled(checked: Mapping[str, Validated]) -> dict[str, Validated]:
    """Submissions checked one by one; those of one district and year are refused, each naming the others."""
    sound = {name: entry for name, entry in checked.items() if entry.submission is not None}
    result = dict(checked)
    for names in of_one_district(sound):
        for name in names:
            submission = checked[name].submission
            assert submission is not None
            others = "、".join(f"“{shown_name(other)}”" for other in names if other != name)
            twin = finding(
                "same-district",
                "/district",
                title=submission.name,
                found=others,
                expected=submission.year,
            )
            result[name] = replace(added(checked[name], [twin]), submission=None)
    return result


@dataclass(frozen=True)
class Scored:
    """One file's outcome: findings, and the Evaluation with its PDF unless there are errors."""

    name: str
    findings: tuple[Finding, ...]
    text: str = ""
    evaluation: Evaluation | None = None
    pdf: bytes = b""
    causes: tuple[Finding, ...] = ()


def score(
    name: str, checked: Validated, on: datetime.date, document_no: str | None = None
) -> Scored:
    """Score and draw one submission that has been checked. Raises UsageError."""
    from evaluator.report.archive import Sources
    from evaluator.report.coverage import uncovered
    from evaluator.report.document import render

    submission, rubric = checked.submission, checked.rubric
    if submission is None or rubric is None:
        return Scored(name, checked.findings, checked.text, causes=checked.causes)
    if on.isoformat() < submission.prepared_on:
        raise UsageError(
            f"评价日期 {on} 早于“{name}”的填报日期 {submission.prepared_on}，请核对 --date。"
        )
    if foreign := uncovered([document_no or ""]):
        raise UsageError(f"发文字号里有字库以外的字：{code_points(foreign)}。")
    evaluation = evaluated(rubric, submission, checked.findings, on)
    pdf = render(evaluation, Sources(checked.raw, rubric.canonical.encode()), document_no)
    return Scored(name, checked.findings, checked.text, evaluation, pdf)


def evaluated(
    rubric: Rubric, submission: Submission, findings: Iterable[Finding], on: datetime.date
) -> Evaluation:
    """The Evaluation that goes into a report, with the findings that are the submission's own."""
    from evaluator.scoring.engine import evaluate

    own = [entry for entry in findings if entry.code not in NOT_REPORTED]
    return evaluate(rubric, submission, on=on, findings=own)


def file_stem(evaluation: Evaluation) -> str:
    """What the report's files are called: `<code>-<name>-<year>`."""
    district = evaluation.district
    return f"{district.code}-{district.name}-{evaluation.year}"


def refuse_twins(results: Iterable[Scored]) -> None:
    """Raise UsageError when two submissions of one run are of the same district and year."""
    seen: dict[str, str] = {}
    for result in results:
        if result.evaluation is None:
            continue
        stem = file_stem(result.evaluation)
        if stem in seen:
            raise UsageError(
                f"“{seen[stem]}”和“{result.name}”是同一区市同一年度的申报数据，请只留下要评分的一份。"
            )
        seen[stem] = result.name


def refuse_overwriting(results: Iterable[Scored], folder: Path) -> None:
    """Raise UsageError where a report made from other inputs, or a signed one, stands under the same name."""
    from evaluator.report.readback import is_signed

    for result in results:
        if result.evaluation is None:
            continue
        stem = file_stem(result.evaluation)
        pdf, record = folder / f"{stem}.pdf", folder / f"{stem}.json"
        if (pdf.exists() or record.exists()) and not _same_inputs(record, result.evaluation):
            raise UsageError(
                f"“{pdf}”已存在，不能确认它是由同一份申报数据和量规生成的。确认要替换时请加 --overwrite。"
            )
        if pdf.is_file() and is_signed(read_bytes(str(pdf))):
            raise UsageError(
                f"“{pdf}”已经签过名，替换后签名就没有了。确认要替换时请加 --overwrite。"
            )


def _same_inputs(record: Path, evaluation: Evaluation) -> bool:
    if not record.is_file():
        return False
    try:
        old = json.loads(record.read_bytes())["provenance"]
        inputs = (old["submission_content_sha256"], old["rubric"]["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    now = evaluation.provenance
    return inputs == (now.submission_content_sha256, now.rubric.sha256)


def write(result: Scored, folder: Path) -> Path:
    """Write PDF and JSON of a scored submission; the PDF's path. Raises UsageError."""
    assert result.evaluation is not None
    pdf = folder / f"{file_stem(result.evaluation)}.pdf"
    try:
        write_whole(pdf.with_suffix(".json"), result.evaluation.to_json().encode())
        write_whole(pdf, result.pdf)
    except OSError as error:
        raise UsageError(f"无法写入“{pdf}”：{reason(error)}。") from None
    return pdf
