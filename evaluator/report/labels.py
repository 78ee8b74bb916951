"""Labels and titles in lines of like length that end where a Chinese word is likely to end."""

from __future__ import annotations

import re
from collections.abc import Callable

BREAK = re.compile("(?<=[^\x00-\x7f（《〈“‘〔【「『])(?=[^，。、；：！？）》〉”’〕】」』%.])")
"""Where a line may end: not in or after a number or Latin word, nor at the wrong side of a mark."""
WHOLE = re.compile("人民政府|管理委员会|年度")
_HANZI = re.compile("(?:(?![的和与及、])[\u3400-\u9fff])*$")
_LINK = re.compile("[的、]$")
EVEN, ODD = 9.0, 18.0
"""What an end costs after an even or odd number of hanzi, and none after 的、 or before 和: most words have two.

Measured, as the lines' lengths are, in squared em: lines that differ by four characters cost 8 more.
"""


def balanced(text: str, width: Callable[[str], float], room: float, most: int) -> tuple[str, ...]:
    """The text in as few lines as it needs, at most `most`; nothing where it does not fit in them.

    `width` measures a text in em; `room` is a line's.
    """
    whole = {place for found in WHOLE.finditer(text) for place in range(*found.span())}
    whole -= {found.start() for found in WHOLE.finditer(text)}
    ends = [found.start() for found in BREAK.finditer(text) if found.start() not in whole]
    ends = [*(end for end in ends if 0 < end < len(text)), len(text)]
    reach = {end: width(text[:end]) for end in ends} | {0: 0.0}
    costs = {end: _cost(text, end) for end in ends}
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}
    for _ in range(most):
        further: dict[int, tuple[float, tuple[str, ...]]] = {}
        for start, (before, lines) in best.items():
            for end in ends:
                long = reach[end] - reach[start]
                if end <= start or long > room:
                    continue
                cost = before + long**2 + costs[end]
                if end not in further or cost <= further[end][0]:
                    further[end] = (cost, (*lines, text[start:end]))
        best = further
        if len(text) in best:
            return best[len(text)][1]
    return ()


def _cost(text: str, end: int) -> float:
    if end == len(text) or _LINK.search(text[:end]) or text[end] == "和":
        return 0.0
    found = _HANZI.search(text[:end])
    return ODD if found and len(found[0]) % 2 else EVEN


def label_lines(text: str, width: Callable[[str], float], room: float) -> tuple[str, ...]:
    """The text in one or two lines, the last with an ellipsis if it must be; as `balanced` measures them."""
    if lines := balanced(text, width, room, 2):
        return lines
    cuts = [found.start() for found in BREAK.finditer(text) if width(text[: found.start()]) <= room]
    cut = max(cuts, default=0)
    shown = rest = text[cut:]
    while rest and width(shown) > room:
        rest = rest[:-1]
        shown = f"{rest}…"
    return (text[:cut], shown) if cut else (shown,)
