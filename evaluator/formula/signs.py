"""The signs of a formula as officials write them, full-width or mathematical, made plain; brackets counted."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = {
    "÷": "/",
    "×": "*",
    "−": "-",
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "“": '"',
    "”": '"',
    "＂": '"',
    "、": ",",
    "\n": " ",
    "\r": " ",
    "\t": " ",
}


_UNUSUAL = re.compile("[！-～\n\r\t" + "".join(_SIGNS) + "]")


def plain_signs(text: str) -> tuple[str, list[int]]:
    """The text with full-width and mathematical signs made plain, and each new sign's old position."""
    if not _UNUSUAL.search(text):
        return text, list(range(len(text) + 1))
    source: list[str] = []
    origin: list[int] = []
    quoted = False
    for position, sign in enumerate(text):
        plain = _SIGNS.get(sign, sign)
        if plain == sign and not quoted and 0xFF01 <= ord(sign) <= 0xFF5E:
            plain = unicodedata.normalize("NFKC", sign)
        if plain == '"':
            quoted = not quoted
        elif quoted:
            plain = sign
        source.append(plain)
        origin.extend([position] * len(plain))
    origin.append(max(len(text) - 1, 0))
    return "".join(source), origin


_BRACKET = re.compile(r""""[^"]*"|'[^']*'|[()]""")


def nested_beyond(limit: int, source: str) -> int | None:
    """The place of the first bracket that stands within `limit` others, if there is one."""
    depth = 0
    for found in _BRACKET.finditer(source):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth > limit:
            return found.start()
    return None
