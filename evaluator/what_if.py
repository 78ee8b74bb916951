"""“如果……”: a submission with some fields changed, validated and scored beside the original; nothing is written."""

from __future__ import annotations

import difflib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluator.files import UsageError
from evaluator.rubric.compiled import Rubric
from evaluator.screen import table
from evaluator.submission.checked import kind_of
from evaluator.submission.explain import expected_of
from evaluator.submission.findings import Finding, path_of
from evaluator.submission.read import read_json
from evaluator.submission.suggest import suggestion
from evaluator.submission.validate import Validated, validate_against

if TYPE_CHECKING:
    from evaluator.scoring.result import Evaluation


@dataclass(frozen=True)
class Setting:
    """A field and the value it is to have instead, as JSON data and as it was typed."""

    key: str
    value: Any
    typed: str


@dataclass(frozen=True)
class WhatIf:
    """The data with the settings in place, checked, and what was taken as said of 不适用 to get there."""

    checked: Validated
    assumed: tuple[str, ...]


def parse_settings(rubric: Rubric, texts: Sequence[str]) -> tuple[Setting, ...]:
    """`字段=值` as typed on the command line. Raises UsageError."""
    settings: dict[str, Setting] = {}
    for text in texts:
        name, separator, typed = text.partition("=")
        if not separator:
            sign = "（等号用半角的 =，不用全角的 ＝）" if "＝" in text else ""
            raise UsageError(f"--set 应写成 字段=值{sign}，写的是“{text}”。")
        key = _key(rubric, unicodedata.normalize("NFKC", name).strip())
        if key in settings:
            raise UsageError(f"--set 两次写了“{key}”，请只留一个。")
        settings[key] = Setting(key, _value(rubric, key, typed.strip()), typed.strip())
    return tuple(settings.values())


def _key(rubric: Rubric, name: str) -> str:
    """The field with a key or title. Raises UsageError."""
    fields = rubric.content.fields
    titles = {entry.title: key for key, entry in fields.items()}
    key = name if name in fields else titles.get(name)
    if key is not None:
        return key
    for table_name, entry in rubric.content.tables.items():
        if name in (table_name, entry.title):
            raise UsageError(
                f"“{name}”是记录表，不是填报项，不能用 --set 测算；请改在文件的副本里再检查。"
            )
        if name in entry.fields:
            raise UsageError(
                f"“{name}”是{entry.title}的一列，每条记录各有一个值，不能用 --set 测算；"
                "请改在文件的副本里再检查。"
            )
    close = difflib.get_close_matches(name, [*fields, *titles], n=1)
    hint = f"，是否要写“{close[0]}”？" if close else "。"
    raise UsageError(f"没有名为“{name}”的填报项{hint}")


def _value(rubric: Rubric, key: str, typed: str) -> Any:
    """What was typed as JSON data; advice is the field's own. Raises UsageError."""
    value, wrong = read_json(typed.encode())
    if not wrong:
        return value
    if too_long := next((entry for entry in wrong if entry.code == "json-number"), None):
        raise UsageError(f"--set {key} 的值不能用：{too_long.message}{too_long.hint}")
    field = rubric.content.fields[key]
    advice = suggestion(field, typed) or f"应为 {expected_of(field)}。"
    raise UsageError(f"--set {key} 的值“{typed}”不能用。{advice}")


def changed(rubric: Rubric, data: dict[str, Any], settings: Sequence[Setting]) -> WhatIf:
    """The data with the settings in place, checked as any submission is.

    Where they make an indicator (not) applicable, the district's reason is taken as given (taken back).
    """
    groups = {name: dict(values) for name, values in data["data"].items()}
    for setting in settings:
        groups[rubric.content.fields[setting.key].group or ""][setting.key] = setting.value
    tried = {**data, "data": groups}
    checked = validate_against(rubric, tried, "")
    said = [dict(entry) for entry in data.get("not_applicable", ())]
    dropped = [
        said[int(path_of(entry.pointer)[1])]["indicator"]
        for entry in checked.findings
        if entry.code == "not-applicable-claim"
    ]
    added = [
        {**json.loads(entry.expected), "reason": "按测算的数据不适用"}
        for entry in checked.findings
        if entry.code == "not-applicable-reason"
    ]
    if not dropped and not added:
        return WhatIf(checked, ())
    kept = [entry for entry in said if entry["indicator"] not in dropped]
    checked = validate_against(rubric, {**tried, "not_applicable": [*kept, *added]}, "")
    assumed = [f"指标 {name} 变为适用，not_applicable 中的原因须删去" for name in dropped]
    assumed += [
        f"指标 {entry['indicator']} 变为不适用，须在 not_applicable 中写明原因" for entry in added
    ]
    return WhatIf(checked, tuple(assumed))


def new_findings(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """What the second has that the first has not."""
    told = {(entry.code, entry.check, entry.pointer) for entry in before}
    return [entry for entry in after if (entry.code, entry.check, entry.pointer) not in told]


def comparison(
    settings: Sequence[Setting],
    before: Evaluation,
    after: Evaluation,
    findings: tuple[Sequence[Finding], Sequence[Finding]],
    assumed: Sequence[str] = (),
) -> str:
    """Old and new value, score and grade side by side, and the warnings that would come or go.

    `findings`: those of the data as they are and as they would be.
    """
    old_fields = {entry.key: entry for entry in before.fields}
    new_fields = {entry.key: entry for entry in after.fields}
    lines = ["如果"]
    for setting in settings:
        entry = old_fields[setting.key]
        now = new_fields[setting.key].reported
        lines.append(f"  {entry.title} 由 {entry.reported} 改为 {now}")
    rows = [
        ("自评分", _score(before), _score(after)),
        ("得分率", _rate(before), _rate(after)),
        ("等级", before.overall.grade, after.overall.grade),
    ]
    for old, new in zip(before.indicators, after.indicators, strict=True):
        if (old.value, old.self_score, old.status) != (new.value, new.self_score, new.status):
            rows.append((f"{old.id} {old.title}", _result(old), _result(new)))
    lines += ["", table(("", "现在", "如果"), rows), ""]
    lines += [f"这样填，{entry}；测算时按已办妥计。" for entry in assumed]
    was, would_be = findings
    lines += [
        f"这样填会多{_named(entry)}：{entry.message}{entry.hint}"
        for entry in new_findings(was, would_be)
        if entry.severity == "warning"
    ]
    lines += [
        f"这样填会少{_named(entry)}：{entry.message}"
        for entry in new_findings(would_be, was)
        if entry.severity == "warning"
    ]
    return "\n".join([*lines, "以上只是测算，没有改动任何文件。"])


def _named(entry: Finding) -> str:
    """What comes or goes with a finding."""
    return "一项未填报" if kind_of(entry) == "empty" else "一条警告"


def refusal(settings: Sequence[Setting], news: Sequence[Finding]) -> str:
    """Why the data with the settings in place could not be scored."""
    typed = "，".join(f"{setting.key}改为 {setting.typed}" for setting in settings)
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
