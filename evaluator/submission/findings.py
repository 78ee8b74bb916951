"""Findings: messages about a file, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evaluator.submission.messages import MESSAGES
from evaluator.submission.severity import Severity
from evaluator.submission.shown import short


@dataclass(frozen=True, slots=True)
class Place:
    """Where one of the other fields concerned stands: JSON pointer, its name in the file, line and column from 1."""

    pointer: str
    title: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One message about a submission: what is wrong, where, and what to do about it.

    `pointer` is a JSON pointer (RFC 6901); `line` and `column` count from 1 in characters and are None
    where there is no such place. `related`: pointers of the fields concerned; `places`: where those
    other than the finding's own stand. `count`: how many like places it stands for.
    `explained`: the district's own explanation, made of those of the fields in `explained_by`.
    """

    code: str
    severity: Severity
    pointer: str
    message: str
    hint: str
    title: str = ""
    found: str = ""
    expected: str = ""
    line: int | None = None
    column: int | None = None
    related: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    count: int = 1
    explained: str = ""
    explained_by: tuple[str, ...] = ()
    check: str = ""


def finding(
    code: str,
    pointer: str = "",
    *,
    line: int | None = None,
    column: int | None = None,
    check: str = "",
    related: tuple[str, ...] = (),
    **values: object,
) -> Finding:
    """The finding of a code, its texts filled in with the values found and expected."""
    severity, message, hint = MESSAGES[code]
    texts = {"found": "", "expected": "", "hint": "", "title": "", "indicator": ""}
    texts |= {name: str(value) for name, value in values.items()}
    return Finding(
        code,
        severity,
        pointer,
        message.format(**texts),
        hint.format(**texts),
        title=texts["title"],
        found=texts["found"],
        expected=texts["expected"].strip(),
        line=line,
        column=column,
        related=related,
        check=check,
    )


def pointer_of(path: tuple[str | int, ...]) -> str:
    """A path as a JSON pointer."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def path_of(pointer: str) -> tuple[str, ...]:
    """The keys of a JSON pointer; array places stay as they are written."""
    parts = pointer.split("/")[1:]
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def place_name(path: tuple[str | int, ...]) -> str:
    """What a place is called: `「在园幼儿数」`, `学校表第 4 条「学生数」`, `学校表`, `「填报日期」`."""
    if len(path) > 1 and isinstance(path[1], int):
        column = f"「{short(str(path[2]))}」" if len(path) > 2 else ""
        of = f"{path[0]} " if str(path[0]).isascii() else f"{path[0]}表"
        return f"{short(of)}第 {path[1] + 1} 条{column}"
    if path == ("prepared_on",):
        return "「填报日期」"
    table = len(path) == 1 and not str(path[0]).isascii()
    named = short(str(path[-1])) if path else ""
    return f"{named}表" if table else f"「{named}」" if path else "文件"


def has_errors(findings: list[Finding]) -> bool:
    return any(entry.severity == "error" for entry in findings)


def path_in(data: Any, pointer: str) -> tuple[str | int, ...]:
    """A pointer as a path of the data: places in lists are numbers."""
    path: list[str | int] = []
    here = data
    for part in path_of(pointer):
        if isinstance(here, list) and part.isdigit() and int(part) < len(here):
            path.append(int(part))
            here = here[int(part)]
        else:
            path.append(part)
            here = here.get(part) if isinstance(here, dict) else None
    return tuple(path)
