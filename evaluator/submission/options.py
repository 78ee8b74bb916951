"""A value that is none of those allowed: the nearest of them, and how that is told."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Sequence

from evaluator.rubric.compiled import Rubric
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.keys import field_at
from evaluator.submission.numerals import DASHES
from evaluator.submission.places import Path
from evaluator.submission.shown import after_hanzi, shown

MOST_OPTIONS = 5
"""How many of the values that are allowed are named where there are many."""


_LONGEST = 1000
"""Characters of a text that is looked at: patterns and likeness take time in the square of its length."""


def option_finding(
    rubric: Rubric,
    path: Path,
    title: str,
    value: object,
    options: Sequence[object],
    hint: str = "",
    likely: Collection[str] = (),
) -> Finding:
    """What is told of a value that is none of the `options`.

    `hint`: the advice of a field, or what is said where no option is near. `likely`: ids of indicators
    that come before others as near.
    """
    found = shown(value)
    if isinstance(value, str):
        value = value[:_LONGEST]
    used = _fields_used(rubric, str(value)) if path[-1] == "field" else []
    together = _named_together(str(value), options) if path[-1] == "field" else []
    near = used or together or nearest(rubric, value, options, likely)
    alike = near or _within(rubric, str(value), options)
    if len(options) <= MOST_OPTIONS:
        listed = "、".join(_named(rubric, option) for option in options)
    else:
        some = "、".join(_named(rubric, option) for option in (alike or options)[:MOST_OPTIONS])
        listed = f"规定的 {len(options)} 个之一，{'相近的有' if alike else '如'} {some}"
    if field_at(rubric, path) is None:
        if used:
            hint = (
                f"{_plain(str(value), rubric.content.year)} 是指标编号，这里写这个指标所用的填报项，"
                f"如{shown(used[0])}，并在 text 中写明指标编号。"
            )
        elif together:
            hint = f"一条只写一个填报项，这里写了 {len(together)} 个，请分成 {len(together)} 条。"
        elif path[-1] == "field" and (advice := _of_column(rubric, str(value))):
            hint = advice
        elif path[-1] != "field" and len(several := ids_in(str(value))) > 1:
            hint = _each_by_itself(path, several)
        elif alike and (not near or _other_digits(rubric, str(value), near, likely)):
            hint = "请核对是哪一个，照量规写它的编号。"
        elif near:
            quoted = shown(near[0]) if isinstance(near[0], str) else f" {near[0]}"
            hint = f"是否要写{quoted}？"
    pointer = pointer_of(path)
    return finding(
        "schema-enum",
        pointer,
        title=title,
        found=found,
        expected=after_hanzi(listed),
        hint=hint,
    )


def _named(rubric: Rubric, option: object) -> str:
    """An option; an indicator's id with its title."""
    indicator = rubric.indicators.get(str(option))
    return shown(option) + (f"（{indicator.title}）" if indicator else "")


def _within(rubric: Rubric, text: str, options: Sequence[object]) -> list[object]:
    """The indicators of the item whose number a text is, or with the text in their titles: none of them is nearer."""
    item = f"{_plain(text, rubric.content.year)}-"
    return [
        name
        for name in options
        if (indicator := rubric.indicators.get(str(name)))
        and (indicator.id.startswith(item) or (len(text) > 1 and text in indicator.title))
    ]


def _other_digits(
    rubric: Rubric, text: str, near: Sequence[object], likely: Collection[str]
) -> bool:
    """Whether a text has other digits than the id nearest to it: it may be a slip for any of them.

    Unless that one is likely, or was found by its title.
    """
    plain = _plain(text, rubric.content.year)
    written = [re.sub("[^0-9]", "", name) for name in (plain, *map(_plain, map(str, near)))]
    known = near[0] not in rubric.indicators or near[0] in likely
    alike = written[0] == written[1] and written.count(written[0]) == 2
    return not known and not alike and plain[:1].isdigit()


def _fields_used(rubric: Rubric, text: str) -> list[object]:
    """The fields of the indicator whose id a text is; none for any other text."""
    fields = rubric.content.fields
    plain = _plain(text, rubric.content.year)
    known = plain in rubric.indicators
    return [key for key in rubric.fields_of(plain) if key in fields] if known else []


_BETWEEN_NAMES = (r"[、，,；;/\s]+", r"[、，,；;/\s]+|[和与及]")


def _named_together(text: str, options: Collection[object]) -> list[object]:
    """The fields and tables that a text lists, which holds nothing else; none for fewer than two."""
    for between in _BETWEEN_NAMES:
        names: list[object] = list(dict.fromkeys(filter(None, re.split(between, text))))
        if len(names) > 1 and all(name in options for name in names):
            return names
    return []


def _of_column(rubric: Rubric, text: str) -> str:
    """What is written to explain a column of a table; empty for a text that names none."""
    plain = unicodedata.normalize("NFKC", text)
    for title, table in rubric.content.tables.items():
        for key in table.fields:
            if re.fullmatch(rf"(?:{title}[^\w]*(?:表[^\w]*)?)?{key}", plain.strip()):
                return (
                    f'“{key}”是“{title}”表的列：请写 "field": "{title}"，'
                    f"并在 text 中写明是哪条记录（{table.label}）的“{key}”。"
                )
    return ""


def nearest(
    rubric: Rubric, value: object, options: Sequence[object], likely: Collection[str] = ()
) -> list[object]:
    """The options most like a value, nearest first; the title of an indicator or field stands for it."""
    ids = [str(option) for option in options if option in rubric.indicators]
    if near := _nearest_ids(_plain(str(value), rubric.content.year), ids, likely):
        return [*near]
    names: dict[str, object] = {}
    for option in options:
        named = rubric.indicators.get(str(option)) or rubric.content.fields.get(str(option))
        if named is not None:
            names[named.title] = option
    names |= {str(option): option for option in options if option not in ids}
    close = difflib.get_close_matches(str(value), names, n=MOST_OPTIONS, cutoff=0.5)
    return list(dict.fromkeys(names[name] for name in close))


_DASHES = re.compile(rf"\s*[-{DASHES}_.·]+\s*")
_LIKE_DIGITS = str.maketrans("lI|Oo", "11100")
_MADE_A_DATE = re.compile(r"(?:20(\d\d)[-/年])?([0-9]{1,2})[-/月]([0-9]{1,2})日?(?: 00:00:00)?")
"""What a spreadsheet makes of an id: `8-4` becomes the day of this year, or the first day of April 2008."""
_ID = re.compile(r"[0-9]+-[0-9]+")


def _plain(text: str, year: int = 0) -> str:
    """An id as it should be written: `１—１`, `1.1`, `l_1`, `1月1日` are `1-1`, and `2013/1/1` is `13-1`.

    A day of the `year` that is evaluated, or of one beside it, is a month and a day of the id.
    """
    text = unicodedata.normalize("NFKC", text[:_LONGEST])
    plain = _DASHES.sub("-", text).strip().removeprefix("指标")
    if made := _MADE_A_DATE.fullmatch(plain):
        if _of_month(made) and abs(2000 + int(made[1]) - year) > 1:
            return f"{int(made[1])}-{int(made[2])}"
        return f"{int(made[2])}-{int(made[3])}"
    return plain.translate(_LIKE_DIGITS)


def _of_month(made: re.Match[str]) -> bool:
    """Whether a date has its year and is the first of a month: its id may have been taken for year and month."""
    return made[1] is not None and int(made[3]) == 1


def ids_in(text: str) -> list[str]:
    """The ids of indicators that a text seems to hold."""
    return _ID.findall(_plain(text))


def _each_by_itself(path: Path, ids: Sequence[str]) -> str:
    if path[0] == "evidence":
        quoted = ", ".join(f'"{name}"' for name in ids[:MOST_OPTIONS])
        return f"每个编号各写成一个文字，用半角逗号隔开：{quoted}。"
    return f"一条只写一个编号，这里写了 {len(ids)} 个，请分成 {len(ids)} 条。"


def _nearest_ids(plain: str, ids: Sequence[str], likely: Collection[str]) -> list[str]:
    """The ids that a text may stand for: those of its own item first, then by the signs and numbers that differ."""
    if plain in ids:
        return [plain]
    item, dash, number = plain.partition("-")

    def order(name: str) -> tuple[bool, bool, int, int]:
        own_item, _, own_number = name.partition("-")
        apart = abs(_number(own_number) - _number(number)) + abs(_number(own_item) - _number(item))
        return (name not in likely, own_item != item, _edits(plain, name), apart)

    near = [
        name
        for name in ids
        if (dash and name.partition("-")[0] == item) or _edits(plain, name) <= 1
    ]
    return sorted(near, key=order)[:MOST_OPTIONS]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


_LONGEST_ID = 20


def _edits(one: str, other: str) -> int:
    """How many signs must be changed, added or taken away to make one text of another (Levenshtein)."""
    if len(one) > _LONGEST_ID:
        return len(one)
    row = list(range(len(other) + 1))
    for place, sign in enumerate(one, 1):
        last, row[0] = row[0], place
        for column, wanted in enumerate(other, 1):
            last, row[column] = (
                row[column],
                min(last + (sign != wanted), row[column] + 1, row[column - 1] + 1),
            )
    return row[-1]
