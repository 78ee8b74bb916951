"""What a file holds, as a message may print it: short, with every hidden sign made visible."""

from __future__ import annotations

import re
from decimal import Decimal

DAMAGED = "\ufffd"
"""What a program leaves in the place of a character that it could not read."""
_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)
)
CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff"
    "\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    f"{_NONCHARACTERS}]"
)
"""Characters that show nothing, act on their neighbours, or stand for none.

The categories Cc, Cf, Cs, Zl and Zp, noncharacters, Default_Ignorable_Code_Point (Unicode 15, DerivedCoreProperties.txt:
variation selectors, tags and fillers), the blank braille pattern, U+FFFC and U+FFFD.
"""
LONGEST = 40
"""Characters of a value or key that a message shows."""
LONGEST_NAME = 64
"""Characters of a person's or office's name that a message shows (ub-common-name, RFC 5280)."""


def visible(text: str) -> str:
    """A text with control and invisible characters written as `<U+202E>`; U+FFFD stands as every editor shows it."""
    return CONTROLS.sub(
        lambda sign: DAMAGED if sign[0] == DAMAGED else f"<U+{ord(sign[0]):04X}>", text
    )


def short(text: str) -> str:
    """The beginning of a text, safe to print."""
    return visible(text if len(text) <= LONGEST else text[:LONGEST] + "…")


def quoted(name: str) -> str:
    """A name that a file claims, as a sentence may show it: it cannot end its own quotation."""
    plain = name.translate({ord(mark): "'" for mark in "“”"})
    return f"“{visible(plain if len(plain) <= LONGEST_NAME else plain[:LONGEST_NAME] + '…')}”"


def shown(value: object) -> str:
    """A value found in a file, as JSON would write it but for the quotation marks."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f"“{short(value)}”"
        case Decimal():
            return short(str(value))
        case int():
            return short(str(value))
        case dict():
            return "{…}"
        case list():
            return "[…]"
        case _:
            return str(value)


def after_hanzi(words: str) -> str:
    """Words as they stand behind a Chinese one: with a space before them, unless they begin with one too."""
    return words if "\u4e00" <= words[:1] <= "\u9fff" else f" {words}"
