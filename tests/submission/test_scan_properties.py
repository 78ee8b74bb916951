"""Laws of the position pass: the same data as the fast path, offsets for every path, and it never raises."""

import json
import re
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluator.submission import scan as grammar
from evaluator.submission.places import Path
from evaluator.submission.read import read_document
from evaluator.submission.scan import scan
from tests.samples import INVALID, validated
from tests.submission.examples import the_rubric

SPACES = st.lists(
    st.sampled_from(["", " ", "\n", "\r\n", "\r", "\t", " \n  "]), min_size=1, max_size=9
)
TEXTS = st.text(alphabet='ab中"\\/\n\t\u2028\ufeff\ufffd😀𠮷，“', max_size=5)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.decimals(-(10**6), 10**6, places=3, allow_nan=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


class Writer:
    """Writes a value with the given white space and notes where everything came to stand."""

    def __init__(self, spaces: list[str], escaped: bool) -> None:
        self.text = ""
        self.spaces = spaces
        self.escaped = escaped
        self.turn = 0
        self.values: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}

    def space(self) -> None:
        self.text += self.spaces[self.turn % len(self.spaces)]
        self.turn += 1

    def write(self, value: Any, path: Path = ()) -> None:
        self.space()
        self.values[path] = len(self.text)
        if isinstance(value, dict):
            self.members("{", "}", list(value.items()), path)
        elif isinstance(value, list):
            self.members("[", "]", list(enumerate(value)), path)
        elif isinstance(value, Decimal):
            self.text += str(value)
        else:
            self.text += json.dumps(value, ensure_ascii=self.escaped)
        self.space()

    def members(self, opener: str, closer: str, items: list[tuple[Any, Any]], path: Path) -> None:
        self.text += opener
        self.space()
        for number, (key, value) in enumerate(items):
            self.text += "," if number else ""
            if opener == "{":
                self.space()
                self.keys[*path, key] = len(self.text)
                self.text += json.dumps(key, ensure_ascii=self.escaped)
                self.space()
                self.text += ":"
            self.write(value, (*path, key))
        self.text += closer


@settings(max_examples=200)
@given(JSON, SPACES, st.booleans())
def test_a_sound_text_gives_the_same_data_and_every_offset(
    value: Any, spaces: list[str], escaped: bool
) -> None:
    writer = Writer(spaces, escaped)
    writer.write(value)
    scanned = scan(writer.text)
    assert scanned.findings == []
    assert repr(scanned.data) == repr(value)
    assert repr(read_document(writer.text.encode()).data) == repr(value)
    assert scanned.values == writer.values
    assert scanned.keys == writer.keys
    for path, offset in writer.values.items():
        before = writer.text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        lines = before.split("\n")
        assert scanned.place(path) == (len(lines), len(lines[-1]) + 1)


PIECES = st.sampled_from(
    [
        *'{}[]",:', *"0123456789", *".-+eE ", "\n", "\t", "\\", "\\u", "d83d", "de00", '""', '"a"', '"a":',
        "true", "false", "null", "None", "NaN", "-Infinity", "//", "/*", "*/", "#", "'", "“", "”", "，", "：",
        "　", "\ufeff", "\ufffd", "\x00", "\x85", "%", "％", "１", "人", "無", "𠮷", "1,234", "1e400", "1e999",
        "1e9999999999999999999999",
    ]
)  # fmt: skip


def with_piece(value: Any, at: int, piece: str) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    at %= len(text) + 1
    return text[:at] + piece + text[at:]


NEARLY_SOUND = st.builds(with_piece, JSON, st.integers(0, 1000), PIECES)


@settings(max_examples=1500)
@given(st.lists(PIECES, max_size=12).map("".join) | NEARLY_SOUND)
def test_any_text_is_accepted_by_both_passes_or_by_none(text: str) -> None:
    document = read_document(text.encode())
    scanned = scan(text.removeprefix("\ufeff"))
    assert bool(document.findings) == bool(scanned.findings)
    if not document.findings:
        assert repr(document.data) == repr(scanned.data)
    for entry in document.findings:
        assert entry.code != "json-many"
        assert entry.line is not None and 1 <= entry.line <= text.count("\n") + text.count("\r") + 1
        assert entry.column is not None and 1 <= entry.column <= len(text) + 1


SAMPLE = (INVALID / "08-part-larger-than-whole.json").read_text(encoding="utf-8")
EDITS = st.lists(
    st.tuples(st.integers(0, len(SAMPLE)), st.sampled_from([0, 0, 0, 1, 1, 2, 5, 40, 400]), PIECES),
    min_size=1,
    max_size=6,
)


def edited(edits: list[tuple[int, int, str]]) -> str:
    text = SAMPLE
    for at, removed, piece in edits:
        text = text[:at] + piece + text[at + removed :]
    return text


@settings(max_examples=100)
@given(EDITS.map(edited) | NEARLY_SOUND)
def test_members_read_at_once_are_read_as_if_step_by_step(text: str) -> None:
    at_once = scan(text)
    never = re.compile("(?!)")
    with patch.multiple(grammar, _USUAL_MEMBER=never, _USUAL_IN_LINE=never):
        assert at_once == scan(text)


@settings(max_examples=150)
@given(EDITS)
def test_an_edited_submission_gives_findings_with_places_and_never_raises(
    edits: list[tuple[int, int, str]],
) -> None:
    text = edited(edits)
    result = validated(the_rubric(), text.encode())
    assert result.submission is not None or result.findings
    for entry in result.findings:
        assert entry.line is not None or not entry.pointer
        if entry.code.startswith("json-"):
            assert entry.line is not None and entry.column is not None
    syntax = [entry for entry in result.findings if entry.code.startswith("json-")]
    assert bool(syntax) == bool(scan(text.removeprefix("\ufeff")).findings)
