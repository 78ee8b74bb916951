"""Objects of a submission as layers around keys: which key belongs in which, and whole layers that are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.forms import node_at
from evaluator.submission.places import Path
from evaluator.submission.verdict import contract

Keys = dict[Path, list[str]]
"""Keys of objects, by the objects' paths."""

MAX_NAMED = 12
"""Missing keys of one object that are named."""


def homes_of_keys(rubric: Rubric) -> Mapping[str, Path]:
    """Every key that may stand in one object only, outside lists, with that object's path."""
    return _homes(contract(rubric).schema, ())


def _homes(schema: dict[str, Any], path: Path) -> dict[str, Path]:
    homes: dict[str, Path] = {}
    for key, inner in schema["properties"].items():
        homes[key] = path
        if "properties" in inner:
            homes |= _homes(inner, (*path, key))
    return homes


def first_misplaced(rubric: Rubric, keys: Iterable[Path]) -> Path | None:
    """The first of some keys, by their paths, that stands in another object than it belongs in."""
    homes = homes_of_keys(rubric)
    return next((path for path in keys if homes.get(str(path[-1]), path[:-1]) != path[:-1]), None)


def place_in_words(home: Path) -> str:
    """The object a key belongs in, as words that follow 写在."""
    match home:
        case ():
            return "文件的最外层"
        case ("data", group):
            return f" data 的“{group}”组"
        case _:
            return f" {home[-1]} 里"


def listed(keys: Sequence[str]) -> str:
    """Keys by name; of many the first ones and how many there are."""
    named = "".join(f"「{key}」" for key in keys[:MAX_NAMED])
    return named + (f"等 {len(keys)} 项" if len(keys) > MAX_NAMED else "")


def run_together(rubric: Rubric, unknown: Keys, missing: Keys) -> Iterator[Finding]:
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


def without_layer(rubric: Rubric, unknown: Keys, missing: Keys) -> Iterator[Finding]:
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
            found=listed([*moved]),
            expected=place_in_words(parent),
            indicator=len(names),
            hint=f'"{layer}": {{"{first}": …}}',
        )
        unknown[parent] = [name for name in unknown[parent] if name not in names]
