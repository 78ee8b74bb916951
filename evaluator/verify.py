"""A report proves itself: what is embedded is scored again, and everything is compared with what it says.

Nothing but the file is needed. What a consistent forger could still do (new data, new pages, new hashes)
only a signature or a hash kept elsewhere can tell.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from evaluator import __version__
from evaluator.batch import evaluated, printable
from evaluator.files import UsageError
from evaluator.report.archive import EVALUATION, RUBRIC, SUBMISSION, VERIFICATION, Sources
from evaluator.report.compared import foreign_parts, other_differences, page_differences
from evaluator.report.document import PRODUCER, render
from evaluator.report.readback import Report, UnreadableError, open_report
from evaluator.report.seal import appended
from evaluator.report.sections.annex_scores import printed_rows
from evaluator.report.words import is_verified
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import read_canonical
from evaluator.rubric.model import VERSION
from evaluator.rubric.source import RubricError
from evaluator.scoring.differences import evaluation_differences
from evaluator.scoring.result import Evaluation
from evaluator.signature import signed_again, verify_signatures
from evaluator.submission.validate import validate

YEARS = range(2000, 2201)
"""Years in which a report may have been made."""
MOST_APPENDED = 400_000
"""Bytes that a signature, time stamps and validation data add at most; `sign` adds a quarter of it."""
MOST = 20
"""Differences of one kind that are named."""


@dataclass(frozen=True)
class Verdict:
    """What verification says of one file; without differences it is 一致 (consistent).

    `notes`: what was found in order, or could not be judged. `files`: what is embedded, by name.
    `complete`: whether the bytes prove the file; without it nothing was found, and nothing is proved.
    """

    sha256: str
    differences: tuple[str, ...]
    notes: tuple[str, ...] = ()
    evaluation: Evaluation | None = None
    files: Mapping[str, bytes] | None = None
    complete: bool = True

    @property
    def proved(self) -> bool:
        """Whether the file is 一致."""
        return self.complete and not self.differences


def verify(
    raw: bytes,
    installed: Callable[[str], Rubric | None],
    *,
    expected: str | None = None,
    trust: Sequence[bytes] | None = None,
) -> Verdict:
    """Verify a report; `expected`: the SHA-256 of the file that was kept elsewhere.

    `installed` gives the installed rubric of an id, to compare the embedded one with; `trust`:
    certificates (DER) that a signer's chain may end in, without which it is not judged.
    """
    sha256 = _sha256(raw)
    if expected is not None and sha256 != expected:
        why = f"文件的SHA-256为{sha256}，与所给的不同：文件被换过或改过，或校验值抄错，请找原件核对"
        return Verdict(sha256, (why,))
    try:
        report = open_report(raw)
        lacking = [name for name in (SUBMISSION, RUBRIC, EVALUATION) if name not in report.files]
        if lacking:
            return Verdict(sha256, (f"缺少内嵌文件{'、'.join(lacking)}",), files=report.files)
        evaluation = _evaluation(report.files[EVALUATION])
        rubric = _rubric(report.files[RUBRIC])
        differences = [*_hashes(report.files, evaluation)]
        if _sha256(report.files[RUBRIC]) == evaluation.provenance.rubric.sha256:
            differences += _scores(report, evaluation, rubric)
        # pages are made again from a true evaluation alone: a false one may hold anything
        paged, said, complete = ([], "", True) if differences else _pages(raw, report, evaluation)
    except UnreadableError as error:
        return Verdict(sha256, (str(error),))
    except Exception:  # a rubric or data made to break whatever works on them
        why = "用内嵌的数据和量规不能重新评分或重新生成报告，它们不是正常报告的内容"
        return Verdict(sha256, (why,))
    unsound, signed = _signatures(raw, report, trust)
    other, named = _installed(rubric, installed)
    told = (*unsound, *differences, *other, *paged)
    made = f"evaluate {evaluation.provenance.engine_version}生成"
    kept = "与另处保存的校验值相同" if expected else ""
    notes = tuple(filter(None, (made, named, said, signed, kept)))
    return Verdict(sha256, told, notes, evaluation, report.files, complete)


def _evaluation(content: bytes) -> Evaluation:
    try:
        evaluation = Evaluation.model_validate_json(content)
    except ValidationError:
        raise UnreadableError("内嵌的评价结果不符合evaluation/1格式，已被改动或损坏") from None
    if not re.fullmatch(VERSION, evaluation.provenance.engine_version):
        raise UnreadableError("内嵌评价结果中的程序版本不是版本号，已被改动")
    if evaluation.provenance.date.year not in YEARS:
        raise UnreadableError(f"内嵌评价结果的评价日期{evaluation.provenance.date}不可能是真的")
    return evaluation


def _rubric(content: bytes) -> Rubric:
    try:
        return read_canonical(content)
    except RubricError as error:
        message = error.problems[0].message.partition("\n")[0].removesuffix("。")
        raise UnreadableError(f"内嵌的量规不能使用：{message}") from None


def _hashes(files: Mapping[str, bytes], evaluation: Evaluation) -> Iterator[str]:
    """Embedded files whose hashes are not those that the evaluation names."""
    source = evaluation.provenance
    expected = {
        SUBMISSION: source.submission_file_sha256,
        RUBRIC: source.rubric.sha256,
        VERIFICATION: source.verification_sha256,
    }
    for name, digest in expected.items():
        found = _sha256(files[name]) if name in files else None
        if found != digest:
            yield f"内嵌文件{name}的校验值为{_short(found)}，评价结果记载的是{_short(digest)}"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _short(digest: str | None) -> str:
    return f"{digest[:12]}…" if digest else "无"


def _scores(report: Report, evaluation: Evaluation, rubric: Rubric) -> Iterator[str]:
    """What scoring the embedded data again gives otherwise than the embedded evaluation says."""
    raw = report.files[SUBMISSION]
    identifier = rubric.content.id
    checked = printable(validate(raw, {identifier: rubric}.get, (identifier,), len(raw)))
    if checked.submission is None:
        wrong = next(entry for entry in checked.findings if entry.severity == "error")
        yield f"内嵌的申报数据有错误，不能评分：{wrong.message.removesuffix('。')}"
        return
    again = evaluated(rubric, checked.submission, checked.findings, evaluation.provenance.date)
    found = evaluation_differences(evaluation, again)
    version = evaluation.provenance.engine_version
    if found and version != __version__:
        yield f"报告由evaluate {version}生成，现用evaluate {__version__}重新评分"
    yield from found[:MOST]
    if len(found) > MOST:
        yield f"评价结果另有{len(found) - MOST}处与重新评分不同"


def _pages(raw: bytes, report: Report, evaluation: Evaluation) -> tuple[list[str], str, bool]:
    """How the file differs from the evaluation's, how they were compared, and whether it is proved.

    Only equal bytes prove a file: two programs may read other bytes in two ways.
    """
    files, signed = report.files, appended(raw) > 0
    sources = Sources(files[SUBMISSION], files[RUBRIC], files.get(VERIFICATION))
    producer = report.producer if _PRODUCER.fullmatch(report.producer) else PRODUCER
    remade = render(evaluation, sources, report.document_no or None, producer)
    if raw == remade:
        return [], f"各页与重新生成的逐字节相同{_written_by(producer)}", True
    expected: bytes | None = remade
    if 0 < appended(raw) <= MOST_APPENDED:
        try:
            expected = signed_again(remade, raw, verified=is_verified(evaluation))
        except UsageError:  # a signature that cannot be verified here is told by `_signatures`
            return [], "", False
        if raw == expected:
            same = f"除签名值外与重新生成、重新签名的逐字节相同{_written_by(producer)}"
            return [], same, True
    version = evaluation.provenance.engine_version
    if version != __version__ and not raw.startswith(remade):
        told = [*_figures(report, evaluation), *foreign_parts(report, signed)]
        return told, f"报告由evaluate {version}生成，版式与现用版本不同，请用该版本核验", False
    if expected is None:
        return [], "电子签名读不出来，签名时追加的内容无法核对", False
    other = open_report(expected)
    found = [*page_differences(report, other), *other_differences(report, other)]
    if expected.startswith(raw):
        found.append(f"文件末尾缺少{len(expected) - len(raw)}个字节")
    elif raw.startswith(expected):
        after = "签名" if signed else "生成"
        found.append(f"文件{after}之后又被追加了内容")
    elif signed and raw.startswith(remade) and not found:
        found.append("签名时追加的内容与重新签名的不同，其中可能有看不见的改动")
    pairs = zip(raw, expected, strict=False)
    place = next((at for at, (own, right) in enumerate(pairs, 1) if own != right), 0)
    said = (
        f"读出的内容与重新生成的相同，而从第{place:,}个字节起不同，"
        "可能曾被其他软件改写、在另一环境中生成，或藏有别的内容，请核验原件"
    )
    return found, "" if found else said, False


_PRODUCER = re.compile(r"ReportLab [0-9.]{1,20}")


def _written_by(producer: str) -> str:
    """The library that a report names as its writer, where another one is installed."""
    return f"（报告写明由{producer}写成，现装的是{PRODUCER}）" if producer != PRODUCER else ""


def _figures(report: Report, evaluation: Evaluation) -> Iterator[str]:
    """What of the score table and of the totals a report of another engine does not print."""
    text, overall = "".join(report.texts), evaluation.overall
    for row in printed_rows(evaluation)[:-1]:
        if row not in text:
            yield f"附件1没有印出评价结果中的这一行：{row}"
    totals = [overall.grade, f"{overall.self_score}", f"{overall.applicable_points}"]
    totals += [overall.rate.text] if overall.rate else []
    for figure in totals:
        if figure not in report.texts[0]:
            yield f"第1页没有印出评价结果中的“{figure}”"


def _signatures(raw: bytes, report: Report, trust: Sequence[bytes] | None) -> tuple[list[str], str]:
    """What speaks against the signatures of a report, and what there is to say of them."""
    more = appended(raw)
    if more > MOST_APPENDED:
        return [f"报告后面追加了{more:,}个字节，签名用不到这么多，没有核验签名"], ""
    if more == 0 and report.has_form:
        return ["文件里有签名，而文件被其他软件重新保存过，签名不能再核验"], ""
    try:
        states = verify_signatures(raw, trust)
    except UsageError as error:
        return [f"有签名而未能核验：{error}"], ""
    told = [state.sentence.removesuffix("。") for state in states]
    unsound = [said for said, state in zip(told, states, strict=True) if not state.sound]
    if not states:
        return (["没有签名，不能核验签名人"] if trust else []), "没有签名"
    return unsound, "；".join(told)


def _installed(rubric: Rubric, installed: Callable[[str], Rubric | None]) -> tuple[list[str], str]:
    """How the embedded rubric differs from the installed one of its id and version, or how they compare."""
    own = installed(rubric.content.id)
    named = f"量规{rubric.content.id}第{rubric.content.version}版"
    if own is None or own.content.version != rubric.content.version:
        return [], f"{named}未安装，以内嵌的量规为准"
    if own.digest == rubric.digest:
        return [], f"{named}与已安装的相同"
    return [f"内嵌的{named}与已安装的同版量规内容不同，评分所用的标准可能被改过"], ""
