"""Which district a file is of: its code and name beside the rubric's list, the reporting unit and the records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.places import Path
from evaluator.submission.shown import CONTROLS, short

CODE = 6
"""Digits of a district's code, of which the first four are the city's."""
_NO_DISTRICT = re.compile(r"00\d{4}|\d{2}0000|123456|(\d)\1{5}")
"""Codes of no province or of a whole one, and what is typed to fill a place (GB/T 2260)."""
MOST = 0.8
"""The share of a table's records from which on what they have in common holds for the table."""
FEWEST = 3
"""Records below which nothing is made of what they have in common."""
FEWEST_SHARED = 10
"""Records below which one code that all hold may be one run of serial numbers."""
_PLACE = re.compile(
    "(?:(?![局委办室校学院])[\u4e00-\u9fff]){2,7}?"
    "(?:(?<![园社辖地街城片小厂景库林矿牧农发假驻全本我各市县税能范理业护验作游工贸属])(?<!高新)(?<!经开)区"
    "|(?<![全本我各市区])县|(?<![红国])旗)"
)
"""What is surely the name of a district in a longer text.

No 市, which may be the city before a district's name; no 开发区, 高新区, 度假区, 矿区, 校区 and their like, which
districts have.
"""
_OFFICE = re.compile(r"(?P<district>.*[区市县旗])?.*(?:政府|委员会|管委会|[局委科股室]|督导组)")
"""The name of an office, with that of its district."""
_ENDINGS = {
    "市辖区": "区",
    "功能区": "区",
    "县级市": "市",
    "县": "县",
    "自治县": "县",
    "旗": "旗",
    "自治旗": "旗",
}
"""How the name of a district of some kind ends."""


def district_findings(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """What speaks against a submission being of the district that it names; see `beyond_schema`."""
    yield from _listed(rubric, data["district"])
    yield from _kind(data["district"])
    for title, table in rubric.content.tables.items():
        yield from _codes(rubric, title, table.key[0], data)
    if rubric.content.districts:
        return
    name = data["district"]["name"] or ""
    if office := _OFFICE.fullmatch(name):
        district = office["district"]
        hint = f"是否要写“{district}”？" if district else ""
        yield finding("district-office", "/district/name", found=short(name), hint=hint)
    else:
        yield from _names(rubric, data)


def _kind(district: dict[str, str]) -> Iterator[Finding]:
    """A kind of district that is none; of what ends in 区 there are more than anyone can list."""
    kind = CONTROLS.sub("", district["kind"] or "").strip()
    if kind and kind not in _ENDINGS and not re.fullmatch(".{2,}区", kind):
        usual = "、".join(f"“{name}”" for name in _ENDINGS)
        yield finding("district-no-kind", "/district/kind", found=short(kind), expected=usual)


def _listed(rubric: Rubric, district: dict[str, str]) -> Iterator[Finding]:
    """A district's code and name against those that the rubric lists, if any."""
    names = {entry.code: entry.name for entry in rubric.content.districts}
    code, name = district["code"], district["name"]
    if code and not names and _NO_DISTRICT.fullmatch(code):
        yield finding("district-no-code", "/district/code", found=code)
    if not names or not code:
        return
    own = next((key for key, listed in names.items() if listed == name), "")
    if code not in names:
        listed = "、".join(f"{key} {entry}" for key, entry in names.items())
        hint = f"是否要写 {own}（{name}）？" if own else ""
        yield finding("district-unknown", "/district/code", found=code, expected=listed, hint=hint)
    elif name and name != names[code]:
        yield finding(
            "district-name",
            "/district/name",
            related=("/district/code",),
            found=f"{code} 是“{names[code]}”",
            expected=f"“{short(name)}”" + (f"（代码 {own}）" if own else ""),
            hint=f"把 name 改为“{names[code]}”" + (f"，或把 code 改为 {own}" if own else ""),
        )


def _codes(rubric: Rubric, title: str, key: str, data: dict[str, Any]) -> Iterator[Finding]:
    """Records without the district's code where nearly all hold it, or the one other code that all hold there.

    Codes are as often serial numbers, and 00 at the end of a code stands for the whole city: else nothing is told.
    """
    own, records = data["district"]["code"], data[title]
    if not own or len(records) < FEWEST:
        return
    texts = [record[key] if isinstance(record[key], str) else "" for record in records]
    for start in range(max(map(len, texts)) - CODE + 1):
        parts = [text[start : start + CODE] for text in texts]
        digits = f"第 {start + 1} 至 {start + CODE} 位"
        code = parts[0]
        if parts.count(own) >= MOST * len(parts):
            for place, part in enumerate(parts):
                if part != own and part.isdecimal():
                    yield finding(
                        "record-district",
                        pointer_of((title, place, key)),
                        related=("/district/code",),
                        title=rubric.record_name(title, records[place]),
                        found=texts[place],
                        expected=own,
                        indicator=f"{key}{digits}为 {part}",
                    )
        elif (
            len(parts) >= FEWEST_SHARED
            and parts.count(code) == len(parts)
            and code.isdecimal()
            and code[:4] == own[:4]
            and not code.endswith("00")
        ):
            yield finding(
                "district-code",
                "/district/code",
                related=(pointer_of((title, 0, key)),),
                title=f"{rubric.content.tables[title].title}的{key}",
                found=own,
                expected=code,
                indicator=f"各条{digits}",
            )
        else:
            continue
        return


def _names(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """A district's name, where the reporting unit or the names of nearly all records have another's, or its kind."""
    name = data["district"]["name"]
    if not name:
        return
    texts: dict[Path, str] = {("prepared_by", "unit"): data["prepared_by"]["unit"] or ""}
    for title, table in rubric.content.tables.items():
        labels = [str(record[table.label] or "") for record in data[title]]
        places = Counter(found[0] for label in labels if (found := _PLACE.match(label)))
        [(place, number)] = places.most_common(1) or [("", 0)]
        if number >= FEWEST and number >= MOST * len(labels):
            first = next(at for at, label in enumerate(labels) if label.startswith(place))
            texts[title, first, table.label] = labels[first]
    other = {
        path: found[0]
        for path, text in texts.items()
        if not _names_it(text, name) and (found := _PLACE.search(text)) and found[0] not in name
    }
    if other:
        yield finding(
            "district-other",
            "/district/name",
            related=tuple(map(pointer_of, other)),
            indicator=short(name),
            found=next(iter(other.values())),
            expected="、".join(f"“{short(texts[path])}”" for path in other),
        )
    elif name[-1] in _ENDINGS.values() and name[-1] != _ENDINGS.get(
        data["district"]["kind"], name[-1]
    ):
        yield finding(
            "district-kind",
            "/district/kind",
            related=("/district/name",),
            found=data["district"]["kind"],
            expected=short(name),
        )


def _names_it(text: str, name: str) -> bool:
    """Whether a text names a district, in full or without what kind of place it is."""
    return name in text or (len(name) > 2 and name[:2] in text)
