"""Unknown and missing keys: a typo, a key in the wrong place or one too few, each as one finding."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.dates import iso_date
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.forms import how_to_fill, node_at
from evaluator.submission.layers import (
    MAX_NAMED,
    Keys,
    homes_of_keys,
    listed,
    place_in_words,
    run_together,
    without_layer,
)
from evaluator.submission.places import Path
from evaluator.submission.shown import CONTROLS, short
from evaluator.submission.texts import code_points
from evaluator.submission.verdict import contract

MAX_UNKNOWN = 100
"""Unknown keys of one object that are told one by one, beside those that belong elsewhere."""


@dataclass(frozen=True)
class Misfits:
    """The keys of objects that their schema has something against, by the objects' paths.

    `unknown` stand there and may not, `missing` must stand there and do not, `free` may stand there and do not.
    `empty`: the objects in which nothing stands at all. `values`: the objects with unknown keys themselves.
    """

    unknown: Keys = field(default_factory=dict)
    missing: Keys = field(default_factory=dict)
    free: Keys = field(default_factory=dict)
    empty: set[Path] = field(default_factory=set)
    values: dict[Path, dict[str, Any]] = field(default_factory=dict)

    @property
    def objects(self) -> int:
        """How many objects have unknown or missing keys."""
        return len(self.unknown) + len(self.missing)

    def add(self, error: Any, path: Path) -> bool:
        """Take in a schema error if it is about an object's keys."""
        if error.validator == "required":
            lacking = [key for key in error.validator_value if key not in error.instance]
            self.missing[path] = lacking
            if not error.instance:
                self.empty.add(path)
        elif error.validator == "additionalProperties":
            allowed = error.schema["properties"]
            self.values[path] = error.instance
            self.unknown[path] = [key for key in error.instance if key not in allowed]
            self.free[path] = [key for key in allowed if key not in error.instance]
        else:
            return False
        return True


def key_findings(rubric: Rubric, misfits: Misfits) -> Iterator[Finding]:
    """Unknown and missing keys: a typo or a wrong place is one finding, not two."""
    homes = homes_of_keys(rubric)
    columns = {key: title for title, table in rubric.content.tables.items() for key in table.fields}
    missing = {path: list(keys) for path, keys in misfits.missing.items()}
    unknown = dict(misfits.unknown)
    yield from run_together(rubric, unknown, missing)
    yield from without_layer(rubric, unknown, missing)
    for path, keys in unknown.items():
        untold = {*[key for key in keys if key not in homes][MAX_UNKNOWN:]}
        unlike: list[str] = []
        for key in keys:
            if key in untold:
                continue
            pointer = pointer_of((*path, key))
            needed = missing.get(path, [])
            home = homes.get(key)
            within = field_at(rubric, path)
            if within is not None:
                yield _of_document(rubric, within, misfits.values[path], (*path, key), needed)
            elif home is not None and home != path:
                code = "schema-misplaced" if _lacking(missing, home, key) else "schema-twice"
                there = (pointer_of(home),) if home else ()
                place = place_in_words(home)
                yield finding(code, pointer, related=there, found=short(key), expected=place)
            elif close := _simplified(key, needed) or _closest(key, tuple(needed)):
                needed.remove(close)
                yield _typo(rubric, path, key, close)
            elif meant := _by_title(rubric, misfits, path, key, needed):
                if meant in needed:
                    needed.remove(meant)
                yield _typo(rubric, path, key, meant, "这里的键名用英文。")
            elif key in columns and path[:1] != (columns[key],):
                place = f"“{columns[key]}”表的每条记录里"
                yield finding("schema-misplaced", pointer, found=short(key), expected=place)
            elif close := _closest(key, tuple(misfits.free.get(path, ()))):
                yield _typo(rubric, path, key, close)
            elif path == ("prepared_by",):
                yield finding("schema-unknown-personal", pointer, found=short(key))
            else:
                unlike.append(key)
        yield from _unlike(rubric, path, unlike, missing.get(path, []))
        if untold:
            yield finding("schema-unknown-more", pointer_of(path), found=f"{len(untold):,}")
    yield from _missing(rubric, misfits, missing)


def _unlike(rubric: Rubric, path: Path, keys: list[str], needed: list[str]) -> Iterator[Finding]:
    """Unknown keys of an object that are like none that belong there; a single one may be the only one missing.

    It is where the missing one is English, or has signs in common with it.
    """
    if len(keys) == len(needed) == 1 and (
        (path and needed[0].isascii()) or len({*keys[0]} & {*needed[0]}) > 1
    ):
        only = needed.pop()
        yield _typo(rubric, path, keys[0], only, f"不是的，请删去这个键，补上「{only}」。")
        return
    for key in keys:
        yield finding("schema-unknown", pointer_of((*path, key)), found=short(key))


def _missing(rubric: Rubric, misfits: Misfits, missing: Keys) -> Iterator[Finding]:
    """What objects lack of their keys: one key with how to fill it, several in one finding."""
    for path, keys in missing.items():
        if len(keys) > 1:
            yield _many_missing(rubric, path, keys, empty=path in misfits.empty)
        elif keys:
            hint = _how_to_fill(rubric, (*path, keys[0]))
            where = pointer_of(path)
            named = node_at(contract(rubric).schema, (*path, keys[0])).get("title", keys[0])
            called = f"（{named}）" if named != keys[0] else ""
            yield finding(
                "schema-required", where, found=keys[0], title=keys[0], expected=called, hint=hint
            )


def _typo(rubric: Rubric, path: Path, key: str, meant: str, advice: str = "") -> Finding:
    """An unknown key with the one that was likely meant, and what that is."""
    node = node_at(contract(rubric).schema, (*path, meant))
    about = _definition(rubric, (*path, meant)) or node.get("description", "")
    if "".join(key.split()) == meant:
        advice = "键里多了空格，请删去。"
    elif "".join(CONTROLS.sub("", key).split()) == meant:
        signs = code_points(dict.fromkeys(CONTROLS.findall(key)))
        advice = f"键里有看不见的字符（{signs}），请删去。"
    elif _simplified(key, (meant,)):
        advice = "键里有繁体字，请改为简体字。"
    return finding(
        "schema-typo",
        pointer_of((*path, key)),
        title=node.get("title", ""),
        found=short(key),
        expected=meant,
        hint=f"{advice}{about}",
    )


def _many_missing(rubric: Rubric, path: Path, keys: list[str], *, empty: bool) -> Finding:
    """One finding for all the keys an object lacks."""
    if empty:
        spare = "多余的空记录请删去。" if isinstance(path[-1], int) else ""
        found = f"全部 {len(keys)} 项内容，这里只有一对空括号"
        return finding("schema-required-many", pointer_of(path), found=found, hint=spare)
    named = listed(keys) + ("" if len(keys) > MAX_NAMED else f"共 {len(keys)} 项")
    entries = [field_at(rubric, (*path, key)) for key in keys]
    nullable = [entry for entry in entries if entry is not None and not entry.required]
    hint = "不掌握的填 null。" if len(nullable) == len(keys) else ""
    return finding("schema-required-many", pointer_of(path), found=named, hint=hint)


def _lacking(missing: Keys, home: Path, key: str) -> bool:
    """Whether a key is not where it belongs; if so it is not missed there any more."""
    if key in missing.get(home, ()):
        missing[home].remove(key)
        return True
    return any(home[depth] in missing.get(home[:depth], ()) for depth in range(len(home)))


def _by_title(rubric: Rubric, misfits: Misfits, path: Path, key: str, needed: Sequence[str]) -> str:
    """The English key whose title an unknown key is like (原因: `reason`), of those not yet there; empty for none.

    One that may be left out must be much like it.
    """
    properties = node_at(contract(rubric).schema, path).get("properties", {})
    best, likeness = "", 0.0
    for name in dict.fromkeys((*needed, *misfits.free.get(path, ()))):
        title = str(properties.get(name, {}).get("title", ""))
        if not name.isascii() or len(key) > len(title):
            continue
        like = 1.0 if key in title else difflib.SequenceMatcher(None, title, key).ratio()
        if like > likeness and like >= (_LIKE_NEEDED if name in needed else _LIKE_FREE):
            best, likeness = name, like
    return best


_LIKE_NEEDED, _LIKE_FREE = 0.3, 0.6


def _of_document(
    rubric: Rubric, within: Field, document: dict[str, Any], path: Path, needed: list[str]
) -> Finding:
    """An unknown key of a document: its number's or its date's, by the name or by what stands there, or too much."""
    *home, key = path
    meant = _closest(str(key), tuple(needed)) or _by_form(document[str(key)], needed)
    if not meant:
        where = pointer_of(path)
        return finding("schema-unknown-part", where, title=within.title, found=short(str(key)))
    needed.remove(meant)
    return _typo(rubric, (*home,), str(key), meant)


_DOCUMENT_NUMBER = re.compile(r".{1,20}[〔\[(（【](?:19|20)\d{2}[〕\])）】]第?\d{1,5}号")


def _by_form(value: object, needed: Sequence[str]) -> str:
    """Which of a document's number and date that it lacks a value has the form of; empty for neither."""
    if not isinstance(value, str):
        return ""
    form = "日期" if iso_date(value) else "文号" if _DOCUMENT_NUMBER.fullmatch(value) else ""
    return form if form in needed else ""


def _simplified(key: str, known: Sequence[str]) -> str:
    """The only known key from which a key differs in traditional characters alone; empty where there is none."""
    like = [
        name
        for name in known
        if len(name) == len(key) and {*name} & {*key} and _in_other_signs(key, name)
    ]
    return like[0] if len(like) == 1 else ""


def _in_other_signs(key: str, name: str) -> bool:
    """Whether every sign of a key that is not the name's is a traditional one, and there are some."""
    other = [sign for sign, usual in zip(key, name, strict=True) if sign != usual]
    return bool(other) and all(map(_traditional, other))


def _traditional(sign: str) -> bool:
    """Whether the traditional standard (Big5) has a sign that the simplified one (GB 2312) has not."""
    return bool(sign.encode("big5", "ignore")) and not sign.encode("gb2312", "ignore")


@lru_cache(maxsize=1024)
def _closest(key: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(key.strip(), known, n=1, cutoff=0.6)
    return close[0] if close else ""


def _definition(rubric: Rubric, path: Path) -> str:
    entry = field_at(rubric, path)
    return f"口径：{entry.definition}" if entry and not inside_document(entry, path) else ""


def _how_to_fill(rubric: Rubric, path: Path) -> str:
    """What to write for a missing key; null only where the field takes it."""
    entry = field_at(rubric, path)
    if entry is None:
        return how_to_fill(node_at(contract(rubric).schema, path), str(path[-1]))
    if inside_document(entry, path):
        form = {"文号": "文件的文号", "日期": '成文日期，如 "2021-09-01"'}[str(path[-1])]
        return f"请补上{form}；没有此件的，整项写 false，不掌握的，整项写 null。"
    null = "" if entry.required else "不掌握的填 null。"
    return f"请补上。{null}{_definition(rubric, path)}"


def inside_document(entry: Field, path: Path) -> bool:
    """Whether a path points at the number or the date inside a document field."""
    return entry.type == "document" and path[-1] in ("文号", "日期")


def field_at(rubric: Rubric, path: Path) -> Field | None:
    """The catalogue entry of the field a path points at or into."""
    match path:
        case ("data", str(), str(key), *_):
            return rubric.content.fields.get(key)
        case (str(title), int(), str(key), *_) if title in rubric.content.tables:
            return rubric.content.tables[title].fields.get(key)
        case _:
            return None
