"""Where Chinese lines end: 行首行尾禁则, numbers kept whole, labels with their numbers, lines that are alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple

from evaluator.report.evenness import SHORTEST, Piece, even_ends
from evaluator.report.typography import advances, text_width

WIDEST = 0.15
"""To which share of its natural width a line may be spread to the right edge; a looser one is not."""
LOOSE = 0.05
"""From which share of its natural width on a line is worth a search for better ends."""
AFTER_LABEL, BEFORE_UNIT = 0.7, 0.7
"""What the end of a line costs between 得分率： and its number, or between a number and its unit."""

_OPENING = r"（《“‘〈【〔「『‹(\["
_CLOSING = r"，。、；：？！）》”’〉】〕」』…—～·›,.;:!?)\]%‰℃℉"
_CHUNK = re.compile(
    rf"[{_OPENING}]*"
    r"(?:(?:(?:附件|第)(?=[0-9])|[0-9]{1,2}月(?=[0-9]))?[−+±≥≤≠≈<>=~#$￥¥€]*[0-9A-Za-zÀ-ɏΑ-ω]+(?:[.,:/+_@&'’–−-]+[0-9A-Za-zÀ-ɏΑ-ω]+)*"
    r"[%‰℃]?(?:[年月日分个所项处条字号人元万名]|\.[《“]?[\u3400-\u9fff])?"
    r"|[ 　]|[^ 　])"
    rf"[{_CLOSING}]*"
)
"""What may not be torn: a number with its sign and unit or with what it numbers, a word, a character with its marks."""
_INSIDE = re.compile("[!-~](?=[!-~])")
"""A character within a number or Latin word, behind which a line is neither spread nor squeezed."""
_COUNTED = re.compile(r"(.*[0-9])([年月日分个所项处条字号人元万名].*)")
"""A number and its unit, which are parted only where the line would be too loose without the number."""
_LABELLED = re.compile(r".*：[−+±≥≤<>]?[0-9]")
"""The end of a label and the number it names."""


class Run(NamedTuple):
    """Characters in one face."""

    face: str
    text: str


class Line(NamedTuple):
    """A broken line: its runs, and natural width in points."""

    runs: tuple[Run, ...]
    width: float


class _Chunk(NamedTuple):
    face: str
    text: str
    width: float


def spaced(text: str) -> int:
    """How many of the characters may stand closer to the next one, or farther from it."""
    return len(text) - len(_INSIDE.findall(text))


def _chunks(runs: Sequence[Run], size: float) -> list[_Chunk]:
    found = []
    for face, text in runs:
        widths = advances(face)
        for chunk in _CHUNK.findall(text):
            if len(chunk) == 1:
                width = widths[chunk] * size
            else:
                width = sum([widths[character] for character in chunk]) * size
            found.append(_Chunk(face, chunk, width))
    return found


def _torn(chunk: _Chunk, size: float, room: float, width: float) -> list[_Chunk]:
    """A chunk wider than a whole line, in pieces: the first fits the room left, the others a line."""
    widths = advances(chunk.face)
    pieces: list[_Chunk] = []
    text, total = "", 0.0
    for character in chunk.text:
        wide = widths[character] * size
        if text and total + wide > (width if pieces else room):
            pieces.append(_Chunk(chunk.face, text, total))
            text, total = "", 0.0
        text += character
        total += wide
    return [*pieces, _Chunk(chunk.face, text, total)]


def _line(chunks: list[_Chunk]) -> Line:
    while chunks and chunks[-1].text == " ":
        chunks.pop()
    runs: list[Run] = []
    for chunk in chunks:
        if runs and runs[-1].face == chunk.face:
            runs[-1] = Run(chunk.face, runs[-1].text + chunk.text)
        else:
            runs.append(Run(chunk.face, chunk.text))
    return Line(tuple(runs), sum([chunk.width for chunk in chunks]))


def _parted(chunk: _Chunk, size: float, room: float) -> list[_Chunk]:
    """A number that fits the room and its unit apart; nothing where it does not."""
    found = _COUNTED.fullmatch(chunk.text)
    if found is None:
        return []
    number, unit = (
        _Chunk(chunk.face, text, text_width(text, chunk.face, size)) for text in found.groups()
    )
    return [number, unit] if number.width <= room else []


def _lengthen(lines: list[list[_Chunk]], tail: float, most: float) -> None:
    """Take the end of the last line but one over to the last one, until that is long enough."""
    if len(lines) < 2 or len(lines[-2]) < 2:
        return
    before, last = lines[-2:]
    width = sum([chunk.width for chunk in last])
    room = sum([chunk.width for chunk in before])
    while width < tail and room > 2 * tail and width + before[-1].width <= most:
        last.insert(0, before.pop())
        width += last[0].width
        room -= last[0].width


def _too_uneven(lines: list[list[_Chunk]], width: float, first: float) -> bool:
    """Whether a line is looser than it need be, ends between a label and its number, or is a mere tail."""
    for place, line in enumerate(lines[:-1]):
        used = sum([chunk.width for chunk in line])
        if (first if place == 0 else width) - used > LOOSE * used:
            return True
        if _LABELLED.match(line[-1].text + lines[place + 1][0].text):
            return True
    return len(lines) > 1 and sum([len(chunk.text) for chunk in lines[-1]]) <= SHORTEST


def _evened(
    chunks: Sequence[_Chunk], size: float, width: float, first: float, squeeze: float
) -> list[list[_Chunk]]:
    """The chunks in lines that are alike; nothing where a chunk needs a line of its own."""
    parts: list[_Chunk] = []
    pieces: list[Piece] = []
    for place, chunk in enumerate(chunks):
        after = chunks[place + 1].text if place + 1 < len(chunks) else ""
        cost = AFTER_LABEL if _LABELLED.match(chunk.text + after) else 0.0
        split = _parted(chunk, size, width) or [chunk]
        for part in split:
            end = cost if part is split[-1] else BEFORE_UNIT
            parts.append(part)
            pieces.append(
                Piece(part.width, len(part.text), spaced(part.text), inf if after == " " else end)
            )
    ends = even_ends(pieces, width, first, squeeze, WIDEST)
    return [parts[start:end] for start, end in pairwise([0, *ends])] if ends else []


@lru_cache(maxsize=8192)
def break_lines(
    runs: tuple[Run, ...],
    size: float,
    width: float,
    first_indent: float = 0,
    squeeze: float = 0,
    *,
    justified: bool = False,
    tail: float = 0,
) -> tuple[Line, ...]:
    """The runs as lines of at most `width` points, of which squeezing makes good at most `squeeze` a gap.

    Where `justified` lines would be loose, they are weighed together. `tail`: see `Style`.
    Cached, since a rubric's own texts come back in every report of a process.
    """
    lines: list[list[_Chunk]] = []
    current: list[_Chunk] = []
    used, count, room = 0.0, 0, width - first_indent
    pending = _chunks(runs, size)[::-1]
    while pending:
        chunk = pending.pop()
        if used + chunk.width <= room + squeeze * (count + spaced(chunk.text) - 1):
            if current or chunk.text != " ":
                current.append(chunk)
                used += chunk.width
                count += spaced(chunk.text)
            continue
        if chunk.width > width:
            pieces = _torn(chunk, size, max(room - used, 0 if current else size), width)
            if current and pieces[0].width > room - used:
                pieces = _torn(chunk, size, width, width)
                pending.extend(reversed(pieces))
            else:
                current.append(pieces[0])
                pending.extend(reversed(pieces[1:]))
        elif current:
            loose = justified and room - used > WIDEST * used
            if loose and (parts := _parted(chunk, size, room - used)):
                current.append(parts[0])
                chunk = parts[1]
            pending.append(chunk)
        else:
            current.append(chunk)
        lines.append(current)
        current, used, count, room = [], 0.0, 0, width
    if current or not lines:
        lines.append(current)
    if tail:
        _lengthen(lines, tail, width)
    elif justified and _too_uneven(lines, width, width - first_indent):
        lines = _evened(_chunks(runs, size), size, width, width - first_indent, squeeze) or lines
    return tuple(_line(line) for line in lines)
