"""Unknown and missing keys: a typo, a key in the wrong place or one too few, each as one finding."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.rubric.model import Field
from evaluator.submission.dates import iso_date
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.forms import how_to_fill, node_at
from evaluator.submission.places import Path
from evaluator.submission.shown import short
from evaluator.submission.verdict import contract

Keys = dict[Path, list[str]]

MAX_UNKNOWN = 100
"""Unknown keys of one object that are told one by one, beside those that belong elsewhere."""
MAX_NAMED = 12
"""Missing keys of one object that are named."""


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
    homes = _homes(contract(rubric).schema, ())
    columns = {key: title for title, table in rubric.content.tables.items() for key in table.fields}
    missing = {path: list(keys) for path, keys in misfits.missing.items()}
    unknown = dict(misfits.unknown)
    yield from _run_together(rubric, unknown, missing)
    yield from _without_layer(rubric, unknown, missing)
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
                place = _place(home)
                yield finding(code, pointer, related=there, found=short(key), expected=place)
            elif close := _closest(key, tuple(needed)):
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


def _run_together(rubric: Rubric, unknown: Keys, missing: Keys) -> Iterator[Finding]:
    """A missing object of which all keys stand in another beside it; its keys are neither missed nor unknown then."""
    lacking = [(parent, key) for parent, keys in missing.items() for key in keys]
    for parent, group in lacking:
        node = node_at(contract(rubric).schema, (*parent, group))
        wanted = node.get("properties", {}).keys()
        for path, keys in unknown.items():
            if path and path[:-1] == parent and wanted and wanted <= set(keys):
                first = pointer_of((*path, next(key for key in keys if key in wanted)))
                yield finding(
                    "schema-run-together",
                    first,
                    found=group,
                    expected=path[-1],
                    hint=len(wanted),
                )
                missing[parent].remove(group)
                unknown[path] = [key for key in keys if key not in wanted]
                break


def _without_layer(rubric: Rubric, unknown: Keys, missing: Keys) -> Iterator[Finding]:
    """Missing objects of which most keys stand in the object around them, as one finding; the rest is missed in them."""
    for parent, keys in list(missing.items()):
        moved: dict[str, list[str]] = {}
        for key in keys:
            wanted = node_at(contract(rubric).schema, (*parent, key)).get("properties", {})
            standing = [name for name in unknown.get(parent, ()) if name in wanted]
            if len(standing) > len(wanted) / 2:
                moved[key] = standing
                missing[(*parent, key)] = [name for name in wanted if name not in standing]
        if not moved:
            continue
        missing[parent] = [key for key in keys if key not in moved]
        names = {name for standing in moved.values() for name in standing}
        layer, (first, *_) = next(iter(moved.items()))
        yield finding(
            "schema-no-layer",
            pointer_of((*parent, next(name for name in unknown[parent] if name in names))),
            found=_listed([*moved]),
            expected=_place(parent),
            indicator=len(names),
            hint=f'"{layer}": {{"{first}": …}}',
        )
        unknown[parent] = [name for name in unknown[parent] if name not in names]


def first_misplaced(rubric: Rubric, keys: Iterable[Path]) -> Path | None:
    """The first of some keys, by their paths, that stands in another object than it belongs in."""
    homes = _homes(contract(rubric).schema, ())
    return next((path for path in keys if homes.get(str(path[-1]), path[:-1]) != path[:-1]), None)


def home_of(rubric: Rubric, key: str) -> Path:
    """The object that a key belongs in, by its path; empty for one that is not known, or stands outside all others."""
    return _homes(contract(rubric).schema, ()).get(key, ())


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
    named = _listed(keys) + ("" if len(keys) > MAX_NAMED else f"共 {len(keys)} 项")
    entries = [field_at(rubric, (*path, key)) for key in keys]
    nullable = [entry for entry in entries if entry is not None and not entry.required]
    hint = "不掌握的填 null。" if len(nullable) == len(keys) else ""
    return finding("schema-required-many", pointer_of(path), found=named, hint=hint)


def _listed(keys: Sequence[str]) -> str:
    """Keys by name; of many the first ones and how many there are."""
    named = "".join(f"「{key}」" for key in keys[:MAX_NAMED])
    return named + (f"等 {len(keys)} 项" if len(keys) > MAX_NAMED else "")


def _homes(schema: dict[str, Any], path: Path) -> dict[str, Path]:
    """Every key that may stand in one object only, outside lists, with that object's path."""
    homes: dict[str, Path] = {}
    for key, inner in schema["properties"].items():
        homes[key] = path
        if "properties" in inner:
            homes |= _homes(inner, (*path, key))
    return homes


def _lacking(missing: Keys, home: Path, key: str) -> bool:
    """Whether a key is not where it belongs; if so it is not missed there any more."""
    if key in missing.get(home, ()):
        missing[home].remove(key)
        return True
    return any(home[depth] in missing.get(home[:depth], ()) for depth in range(len(home)))


def _place(home: Path) -> str:
    """The object a key belongs in, as words that follow 写在."""
    match home:
        case ():
            return "文件的最外层"
        case ("data", group):
            return f" data 的“{group}”组"
        case _:
            return f" {home[-1]} 里"


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
