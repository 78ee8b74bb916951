"""The sRGB colour space as an ICC profile of version 4, made from its definition (IEC 61966-2-1).

PDF/A wants the profile of the output in the file. Version 4 (ISO 15076-1) writes the curve as a formula,
so the profile is a few hundred bytes without any sampled values.
"""

from __future__ import annotations

import struct
from functools import cache

D50 = (0.9642, 1.0, 0.8249)
"""The white of the profile connection space."""
PRIMARIES = {
    b"rXYZ": (0.4360, 0.2225, 0.0139),
    b"gXYZ": (0.3851, 0.7169, 0.0971),
    b"bXYZ": (0.1431, 0.0606, 0.7139),
}
"""Red, green and blue of IEC 61966-2-1 adapted from D65 to D50; they add up to D50."""
ADAPTATION = (1.0479, 0.0229, -0.0502, 0.0296, 0.9905, -0.0171, -0.0092, 0.0151, 0.7517)
"""Bradford's matrix from D65 to D50."""
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""Y = (aX + b)^g from d on, cX below it."""
NAME, COPYRIGHT = "sRGB IEC61966-2-1", "No copyright, use freely"


def _fixed(*numbers: float) -> bytes:
    """Numbers as s15Fixed16."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _text(text: str) -> bytes:
    """A text in English, as a multiLocalizedUnicodeType of one record."""
    data = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", len(data), 28) + data


@cache
def srgb_profile() -> bytes:
    """The profile's bytes, the same at every call."""
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + _fixed(*CURVE)
    tags = {
        b"desc": _text(NAME),
        b"cprt": _text(COPYRIGHT),
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*D50),
        b"chad": b"sf32\0\0\0\0" + _fixed(*ADAPTATION),
        **{name: b"XYZ \0\0\0\0" + _fixed(*primary) for name, primary in PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    offset = 128 + 4 + 12 * len(tags)
    table, body, placed = b"", b"", dict[bytes, int]()
    for name, data in tags.items():
        if data not in placed:
            placed[data] = offset + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += struct.pack(">4sII", name, placed[data], len(data))
    size = offset + len(body)
    header = struct.pack(
        ">I4xI4s4s4s6H4s4xI16xI12s48x",
        size,
        0x04200000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2021, 1, 1, 0, 0, 0),
        b"acsp",
        0,
        0,
        _fixed(*D50),
    )
    return header + struct.pack(">I", len(tags)) + table + body
