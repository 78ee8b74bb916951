"""What may be printed: hidden characters made visible, and which characters the report's faces have.

Free of reportlab, so that `validate` can ask without loading it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from evaluator.submission.shown import CONTROLS

FONTS = Path(__file__).parent / "fonts"

SPACES = re.compile("[\t\n\x0b\x0c\r\xa0\u2000-\u200a\u202f\u205f]+")

_CODED = re.compile(f"{CONTROLS.pattern}|[\u0300\u0301\u0304\u0307\u030c]")
"""What is printed as its code: hidden signs, and the accents that the full faces draw over the next character."""


def visible(text: str) -> str:
    """Text of a district as it may be printed: nothing hidden in it, nothing that acts on its neighbours.

    Controls, zero-width and bidirectional characters and loose accents become e.g. `〈U+202E〉`, line
    ends and exotic spaces a space. Markup needs no escaping: nothing in the report parses markup.
    """
    text = SPACES.sub(" ", text)
    return _CODED.sub(lambda found: f"〈U+{ord(found[0]):04X}〉", text)


def uncovered(texts: Iterable[str]) -> str:
    """The characters that no face has and that print as 〓, in code point order."""
    characters = set(visible("".join(set().union(*texts))))
    for coverage in ("coverage.txt", "coverage-full.txt"):
        characters = _outside(characters, coverage)
    return "".join(sorted(characters))


def _outside(characters: set[str], coverage: str) -> set[str]:
    starts, ends = _ranges(coverage)
    return {
        character
        for character in characters
        if (place := bisect_right(starts, ord(character))) == 0 or ends[place - 1] < ord(character)
    }


@cache
def _ranges(coverage: str) -> tuple[list[int], list[int]]:
    """First and last code points of a coverage file's ranges, ascending."""
    pairs = [line.split("-") for line in (FONTS / coverage).read_text("ascii").split()]
    return [int(first, 16) for first, _ in pairs], [int(last, 16) for _, last in pairs]
