"""Write the sample submissions: three invented districts, and files with one mistake each.

    python submissions/generate.py

rewrites binhai-2021.json, beishan-2021.json, lingang-2021.json, invalid/ and warnings/ beside this
script, byte for byte the same every time: schools are drawn with integers only, decimals are written
from Decimal. What a district is like stands in districts.py, its figures in figures.py, its schools
come from schools.py, the mistakes stand in the three files mistakes*.py. The SHA-256 of an
enclosure is that of its title: there are no such files.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from districts import NANWAN, SAMPLES, District
from figures import Figures
from mistakes import FIRST, SUSPECT, Mistake
from mistakes_in_content import CONTENT
from mistakes_in_writing import WRITING
from schools import Schools

HERE = Path(__file__).resolve().parent
SCHEMA = "rubrics/district-2021/submission.schema.json"


def submission(district: District, home: str = "../") -> dict[str, object]:
    """One district's submission; `home` leads from its folder to the project's."""
    schools = Schools(district)
    names = [record["名称"] for record in schools.records if record["主记录"]]
    assert len(names) == len(set(names)), "school names must be unique"
    return {
        "$schema": home + SCHEMA,
        "format": "submission/1",
        "rubric": "district-2021",
        "district": {"code": district.code, "name": district.name, "kind": district.kind},
        "year": 2021,
        "prepared_by": {"unit": district.unit},
        "prepared_on": district.prepared_on,
        "data": Figures(district, schools.totals).data(),
        "学校": schools.records,
        "not_applicable": [
            {"indicator": indicator, "reason": reason}
            for indicator, reason in district.not_applicable.items()
        ],
        "stated": [
            {"indicator": indicator, "value": value, "source": source}
            for indicator, value, source in district.stated
        ],
        "explanations": [
            {"field": name, "text": text} for name, text in district.explanations.items()
        ],
        "evidence": [
            {"id": f"E{number:03d}", "title": title}
            | ({"document_no": document_no} if document_no else {})
            | {"sha256": hashlib.sha256(title.encode()).hexdigest(), "indicators": list(indicators)}
            for number, (title, document_no, indicators) in enumerate(district.evidence, 1)
        ],
    }


def inline(value: object) -> str:
    """JSON on one line; a Decimal as its digits stand."""
    match value:
        case Decimal():
            return format(value, "f")
        case dict():
            return "{" + ", ".join(f"{inline(k)}: {inline(v)}" for k, v in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(inline, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def layout(value: object, depth: int = 0) -> str:
    """JSON as a person reads it: one field a line in `data`, one entry a line in the lists."""
    pad = "\n" + " " * (depth + 1)
    match value:
        case dict() if depth == 0 or any(isinstance(v, dict) for v in value.values()) or depth == 2:
            lines = (f"{inline(key)}: {layout(entry, depth + 1)}" for key, entry in value.items())
            return "{" + pad + ("," + pad).join(lines) + pad[:-1] + "}"
        case [_, *_] if depth == 1:
            return "[" + pad + ("," + pad).join(map(inline, value)) + pad[:-1] + "]"
        case _:
            return inline(value)


def spoil(text: str, mistake: Mistake) -> bytes:
    """The text with one mistake made in exactly one place."""
    spoilt, number = re.subn(mistake.pattern, mistake.replacement, text, flags=re.MULTILINE)
    assert number == 1, f"{mistake.slug}: {number} places instead of one"
    raw = spoilt.encode(mistake.encoding)
    assert raw != text.encode(), f"{mistake.slug}: nothing changed"
    return raw


def write_spoilt(folder: Path, head: Sequence[str], text: str, mistakes: Sequence[Mistake]) -> None:
    """One numbered file for each mistake, and the folder's README.md with all of them."""
    folder.mkdir(exist_ok=True)
    names = [f"{number:02d}-{entry.slug}.json" for number, entry in enumerate(mistakes, 1)]
    for old in folder.glob("[0-9][0-9]-*.json"):
        if old.name not in names:
            old.unlink()
    rows = []
    for name, mistake in zip(names, mistakes, strict=True):
        (folder / name).write_bytes(spoil(text, mistake))
        rows.append(f"| [{name}]({name}) | {mistake.description} |")
    lines = [*head, "", "| 文件 | 错误 |", "|---|---|", *rows]
    (folder / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


INVALID_HEAD = (
    "# 有错误的申报数据",
    "",
    "每份文件只有一处典型错误，其余内容完整无误；`evaluate validate` 判为不能报送。",
    "同名的 .txt 是 `evaluate validate` 检查这份文件时显示的全文。",
    "",
    "由 `python submissions/generate.py` 和 `python -m tests.submission.update_invalid_texts`"
    "（`make samples`、`make golden`）生成，请勿手工修改。",
)
WARNINGS_HEAD = (
    "# 有疑点的申报数据",
    "",
    "每份文件只有一处疑点，其余内容完整无误；`evaluate validate` 给出警告，仍可以报送。",
    *INVALID_HEAD[3:],
)


def main() -> None:
    """Rewrite every sample."""
    for district in SAMPLES:
        text = layout(submission(district)) + "\n"
        (HERE / f"{district.slug}-2021.json").write_text(text, encoding="utf-8", newline="\n")
    base = layout(submission(NANWAN, "../../")) + "\n"
    write_spoilt(HERE / "invalid", INVALID_HEAD, base, (*FIRST, *WRITING, *CONTENT))
    write_spoilt(HERE / "warnings", WARNINGS_HEAD, base, SUSPECT)


if __name__ == "__main__":
    main()
