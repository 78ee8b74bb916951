"""What a schema cannot say about a submission's texts, dates and lists."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from evaluator.rubric.compiled import Rubric
from evaluator.submission.dates import may_be_document_number
from evaluator.submission.district import district_findings
from evaluator.submission.findings import Finding, finding, pointer_of
from evaluator.submission.holes import nameless
from evaluator.submission.left_in import left_in
from evaluator.submission.places import Path
from evaluator.submission.shortened import shortened_numbers
from evaluator.submission.shown import short, shown
from evaluator.submission.texts import text_findings


def beyond_schema(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """What the schema cannot say: real dates, listed districts, entries that repeat, what was left in or out.

    `data` is of a submission's form; what is not known is null and gives no finding.
    """
    yield from _documents_and_dates(rubric, data)
    yield from text_findings(data)
    yield from left_in(rubric, data)
    yield from shortened_numbers(rubric, data)
    yield from district_findings(rubric, data)
    yield from _repeated(data)
    yield from _sources(rubric, data)
    for title in rubric.content.tables:
        yield from _names(rubric, title, data[title])


_YEAR = re.compile(r"(?<!\d)20\d{2}(?=年)")


def _sources(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    """A published rate whose source names earlier years only."""
    wanted = rubric.content.year
    for place, entry in enumerate(data.get("stated", ())):
        years = [int(year) for year in _YEAR.findall(entry["source"] or "")]
        if years and max(years) < wanted:
            where = pointer_of(("stated", place, "source"))
            yield finding("stated-year", where, found=max(years), expected=wanted)


def _names(rubric: Rubric, title: str, records: list[dict[str, Any]]) -> Iterator[Finding]:
    """Records of one first key, which are of one thing, under two names, and two such keys under one name.

    Records of one whole key are told elsewhere.
    """
    table = rubric.content.tables[title]
    key, label = table.key[0], table.label
    if len(table.key) == 1:
        return
    of_code: dict[str, int] = {}
    of_name: dict[str, int] = {}
    for place, record in enumerate(records):
        if {None, nameless(place)} & {record[key], record[label]}:
            continue
        other = records[of_code.setdefault(record[key], place)]
        namesake = records[of_name.setdefault(record[label], place)]
        doubled = all(other[part] == record[part] for part in table.key)
        told = {"title": table.title, "indicator": key, "hint": label}
        if other[label] != record[label] and not doubled:
            told |= {"found": record[key], "expected": f"{other[label]}和{record[label]}"}
            yield _same(title, label, (of_code[record[key]], place), "record-names", told)
        elif namesake[key] != record[key]:
            told |= {"found": record[label], "expected": f"{namesake[key]}和{record[key]}"}
            yield _same(title, label, (of_name[record[label]], place), "record-same-name", told)


def _same(
    title: str, label: str, places: tuple[int, int], code: str, told: dict[str, str]
) -> Finding:
    """A finding at the label of the later of two records."""
    texts: dict[str, object] = {key: short(text) for key, text in told.items()}
    first, second = (pointer_of((title, place, label)) for place in places)
    return finding(code, second, related=(first,), **texts)  # type: ignore[arg-type]


LATEST = (6, 30)
"""Month and day of the following year after which a submission is hardly prepared any more."""


def _documents_and_dates(rubric: Rubric, data: dict[str, Any]) -> Iterator[Finding]:
    dates: list[tuple[Path, str, str | None]] = [
        (("prepared_on",), "填报日期", data["prepared_on"])
    ]
    for key, entry in rubric.content.fields.items():
        value = data["data"][entry.group or ""][key]
        if entry.type == "document" and isinstance(value, dict):
            place = ("data", entry.group or "", key)
            dates.append(((*place, "日期"), f"{entry.title}的成文日期", value["日期"]))
            number = value["文号"]
            if number is not None and not may_be_document_number(number):
                where = pointer_of((*place, "文号"))
                seen = shown(number) if number.isprintable() else "含有特殊字符的文字"
                yield finding("document-number", where, title=entry.title, found=seen)
            yield from _years(rubric, entry.title, place, value)
        if entry.type == "date":
            dates.append((("data", entry.group or "", key), entry.title, value))
    prepared = _date(data["prepared_on"] or "")
    years = range(rubric.content.year, rubric.content.year + 2)
    later: list[tuple[str, str, str]] = []
    for path, title, text in dates:
        if text is None:
            continue
        day = _date(text)
        if day is None:
            yield finding("date-invalid", pointer_of(path), title=title, found=shown(text))
        elif path == ("prepared_on",):
            if day.year not in years:
                yield finding(
                    "date-range", pointer_of(path), found=text, expected=rubric.content.year
                )
            elif day > datetime.date(years[-1], *LATEST):
                yield finding("date-late", pointer_of(path), found=text, expected=years[0])
        elif prepared is not None and prepared.year in years and day > prepared:
            later.append((text, pointer_of(path), title))
    yield from _later(data["prepared_on"], later)


_NUMBERED_YEAR = re.compile(r"[〔\[(（【]((?:19|20)\d{2})[〕\])）】]")
OLD = 20
"""Years before the one that is evaluated from which a document's date is doubted."""


def _years(
    rubric: Rubric, title: str, place: Path, document: dict[str, str | None]
) -> Iterator[Finding]:
    """A document's year, in its number and in its date, where it is not a likely one."""
    day = _date(document["日期"] or "")
    if day is None:
        return
    numbered = _NUMBERED_YEAR.search(document["文号"] or "")
    if numbered and not day.year - 1 <= int(numbered[1]) <= day.year:
        yield finding(
            "document-year",
            pointer_of((*place, "文号")),
            related=(pointer_of((*place, "日期")),),
            title=title,
            found=shown(document["文号"]),
            expected=day,
        )
    elif day.year < rubric.content.year - OLD:
        told = f"{title}的成文日期"
        where, year = pointer_of((*place, "日期")), rubric.content.year
        yield finding("document-old", where, title=told, found=day, expected=year)


def _later(prepared: str, later: list[tuple[str, str, str]]) -> Iterator[Finding]:
    """Dates after the day of the report, with their pointers and titles: of several, that day is the likelier slip."""
    if len(later) == 1:
        [(text, pointer, title)] = later
        yield finding(
            "date-future",
            pointer,
            related=("/prepared_on",),
            title=title,
            found=text,
            expected=prepared,
        )
    elif later:
        text, _, title = max(later)
        yield finding(
            "date-early",
            "/prepared_on",
            related=tuple(pointer for _, pointer, _ in later),
            title="填报日期",
            indicator=f"「{title}」{text}",
            found=prepared,
            expected=len(later),
        )


def _repeated(data: dict[str, Any]) -> Iterator[Finding]:
    once = (
        ("not_applicable", "indicator"),
        ("stated", "indicator"),
        ("explanations", "field"),
        ("evidence", "id"),
    )
    for home, key in once:
        seen: dict[str, int] = {}
        for number, item in enumerate(data.get(home, ())):
            if item[key] is None:
                continue
            first = seen.setdefault(item[key], number)
            if first != number:
                yield finding(
                    "entry-repeated",
                    pointer_of((home, number, key)),
                    related=(pointer_of((home, first, key)),),
                    title=home,
                    found=item[key],
                    hint="是两份材料的，请给其中一份另编编号；是同一份的，只保留一条。"
                    if home == "evidence"
                    else "请只保留一条。",
                )


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
