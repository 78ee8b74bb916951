"""“如果……”: a submission with some fields changed, validated and scored beside the original; nothing is written."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluator.batch import UsageError
from evaluator.rubric.compiled import Rubric
from evaluator.screen import table
from evaluator.submission.findings import Finding
from evaluator.submission.read import read_json
from evaluator.submission.validate import Validated, validate_against

if TYPE_CHECKING:
    from evaluator.scoring.result import Evaluation


@dataclass(frozen=True)
class Setting:
    """A field and the value it is to have instead, as JSON data and as it was typed."""

    key: str
    value: Any
    typed: str


def parse_settings(rubric: Rubric, texts: Sequence[str]) -> tuple[Setting, ...]:
    """`字段=值` as typed on the command line. Raises UsageError."""
    fields = rubric.content.fields
    titles = {entry.title: key for key, entry in fields.items()}
    settings = []
    for text in texts:
        name, separator, typed = text.partition("=")
        name = unicodedata.normalize("NFKC", name).strip()
        if not separator:
            raise UsageError(f"--set 应写成 字段=值，写的是“{text}”。")
        key = name if name in fields else titles.get(name)
        if key is None:
            close = difflib.get_close_matches(name, [*fields, *titles], n=1)
            hint = f"，是否要写“{close[0]}”？" if close else "。"
            raise UsageError(f"没有名为“{name}”的填报项{hint}")
        value, wrong = read_json(typed.strip().encode())
        if wrong:
            raise UsageError(f"--set {key} 的值“{typed}”有误：{wrong[0].message}{wrong[0].hint}")
        settings.append(Setting(key, value, typed.strip()))
    return tuple(settings)


def changed(rubric: Rubric, data: dict[str, Any], settings: Sequence[Setting]) -> Validated:
    """The data with the settings in place, checked as any submission is."""
    groups = {name: dict(values) for name, values in data["data"].items()}
    for setting in settings:
        groups[rubric.content.fields[setting.key].group or ""][setting.key] = setting.value
    return validate_against(rubric, {**data, "data": groups}, "")


def new_findings(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """What the change brings that was not there before."""
    told = {(entry.code, entry.check, entry.pointer) for entry in before}
    return [entry for entry in after if (entry.code, entry.check, entry.pointer) not in told]


def comparison(
    settings: Sequence[Setting], before: Evaluation, after: Evaluation, news: Sequence[Finding]
) -> str:
    """Old and new value, score and grade side by side, and the warnings that would be new."""
    reported = {entry.key: entry for entry in before.fields}
    lines = ["如果"]
    for setting in settings:
        entry = reported[setting.key]
        lines.append(f"  {entry.title} 由 {entry.reported} 改为 {setting.typed}")
    rows = [
        ("自评分", _score(before), _score(after)),
        ("得分率", _rate(before), _rate(after)),
        ("等级", before.overall.grade, after.overall.grade),
    ]
    for old, new in zip(before.indicators, after.indicators, strict=True):
        if (old.value, old.self_score, old.status) != (new.value, new.self_score, new.status):
            rows.append((f"{old.id} {old.title}", _result(old), _result(new)))
    lines += ["", table(("", "现在", "如果"), rows), ""]
    lines += [
        f"这样填会多一条警告：{entry.message}{entry.hint}"
        for entry in news
        if entry.severity == "warning"
    ]
    return "\n".join([*lines, "以上只是测算，没有改动任何文件。"])


def refusal(settings: Sequence[Setting], news: Sequence[Finding]) -> str:
    """Why the data with the settings in place could not be scored."""
    typed = "，".join(f"{setting.key} 改为 {setting.typed}" for setting in settings)
    lines = [f"如果{typed}，数据就有错误，不能测算："]
    lines += [f"  {entry.message}{entry.hint}" for entry in news if entry.severity == "error"]
    return "\n".join(lines)


def _score(evaluation: Evaluation) -> str:
    return f"{evaluation.overall.self_score}/{evaluation.overall.applicable_points}"


def _rate(evaluation: Evaluation) -> str:
    return evaluation.overall.rate.text if evaluation.overall.rate else "—"


def _result(result: Any) -> str:
    if result.self_score is None:
        return "不适用"
    value = (
        result.value.text if result.value else "未填报" if result.status == "missing" else "清单"
    )
    return f"{value}，{result.self_score} 分"
