"""Where the lines of a paragraph end, weighed over all its lines: no loose one beside a full one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

SHORTEST = 3
"""Characters of a last line that is too short to stand alone."""


class Piece(NamedTuple):
    """What is not torn: its width in points, its characters, how many may be squeezed, what an end after it costs.

    The costs are measured by that of a line spread as far as it may be, which is 1.
    """

    width: float
    characters: int
    spaced: int
    cost: float


def even_ends(
    pieces: Sequence[Piece], room: float, first_room: float, squeeze: float, widest: float
) -> list[int]:
    """How many pieces precede each line's end, where the lines together cost least; empty without a way.

    `room` and `first_room` in points; `squeeze`: how many points a character may lose; `widest`: to
    which share of its natural width a line may be spread.
    """
    widths = list(accumulate((piece.width for piece in pieces), initial=0.0))
    squeezed = list(
        accumulate((piece.width - squeeze * piece.spaced for piece in pieces), initial=0.0)
    )
    characters = list(accumulate((piece.characters for piece in pieces), initial=0))
    last = len(pieces)
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for start in range(last):
        if start not in best:
            continue
        before, wide = best[start][0], room if start else first_room
        most = bisect_right(squeezed, squeezed[start] + wide - squeeze + 1e-6) - 1
        for end in range(most, start, -1):
            width = widths[end] - widths[start]
            if end == last:
                cost = 1.0 if start and characters[end] - characters[start] <= SHORTEST else 0.0
            else:
                cost = _line_cost((wide - width) / width, widest) + pieces[end - 1].cost
            if end not in best or before + cost < best[end][0]:
                best[end] = (before + cost, start)
            if wide - width > 2 * widest * width:
                break
    if last not in best:
        return []
    ends = [last]
    while best[ends[-1]][1]:
        ends.append(best[ends[-1]][1])
    return ends[::-1]


def _line_cost(spread: float, widest: float) -> float:
    """What a line costs that is spread (or, below 0, squeezed) by a share of its natural width."""
    if spread > widest:
        return 4 + spread / widest
    return (spread / widest) ** 2
