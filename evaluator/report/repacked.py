"""A report's bytes with every stream packed as in another file: no two versions of zlib need pack alike."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator

from evaluator.report.writer import ROW

_OPENED = b">>\nstream\n"
_LENGTH = re.compile(rb"/Length (\d+)")
_START = re.compile(rb"startxref\n(\d+)\n")
_MARKS = (b"endstream", b"startxref")
"""What some readers look for through all bytes of a file; no packed content may hold it."""


def repacked(made: bytes, raw: bytes) -> bytes:
    """A report just made, each of its streams in the bytes that `raw` has for the same content.

    All offsets follow. Where the two differ in more than that, `made` as it is.
    """
    try:
        return b"".join(_repacked(made, raw))
    except (zlib.error, ValueError):
        return made


def _repacked(made: bytes, raw: bytes) -> Iterator[bytes]:
    """The parts of the file in turn. Raises ValueError where more differs than the packing."""
    place, there = 0, 0
    ends, moves = [0], [0]

    def moved(offset: int) -> int:
        return offset + moves[bisect_right(ends, offset) - 1]

    while (opened := made.find(_OPENED, place)) >= 0:
        start = opened + len(_OPENED)
        begin = made.rindex(b" obj\n", place, start)
        length = _found(_LENGTH, made, begin)
        data = made[start : start + int(length[1])]
        size = _found(_LENGTH, raw, there + length.start() - place)
        begun = size.end() + start - length.end()
        if made.find(b"/FlateDecode", begin, start) >= 0:
            content = zlib.decompress(data)
            if made.find(b"/Type/XRef", begin, start) >= 0:
                content = _rows(content, moved)
            data = _same(content, raw[begun : begun + int(size[1])])
        yield from (made[place : length.start(1)], b"%d" % len(data), made[length.end() : start])
        yield data
        place, there = start + int(length[1]), begun + len(data)
        ends.append(place)
        moves.append(there - place)
    last = _found(_START, made, place)
    yield made[place : last.start(1)] + b"%d" % moved(int(last[1])) + made[last.end(1) :]


def _found(pattern: re.Pattern[bytes], content: bytes, place: int) -> re.Match[bytes]:
    found = pattern.search(content, place)
    if found is None:
        raise ValueError(pattern.pattern)
    return found


def _rows(content: bytes, moved: Callable[[int], int]) -> bytes:
    """The cross-reference entries with the offsets of objects moved."""
    entries = [ROW.unpack_from(content, place) for place in range(0, len(content), ROW.size)]
    return b"".join(
        ROW.pack(kind, moved(offset) if kind == 1 else offset, inner)
        for kind, offset, inner in entries
    )


def _same(content: bytes, packed: bytes) -> bytes:
    """The packed bytes, when they hold the content and nothing else."""
    unpack = zlib.decompressobj()
    found = unpack.decompress(packed, len(content) + 1)
    if found != content or not unpack.eof or unpack.unused_data:
        raise ValueError("other content")
    if any(mark in packed for mark in _MARKS):
        raise ValueError("a packed mark")
    return packed
