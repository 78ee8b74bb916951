"""Places found by walking a valid text: the same as those of the whole position pass."""

import json
import re
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.submission import places
from evaluator.submission.findings import place_name
from evaluator.submission.places import Lines, Path, nearest, offsets
from evaluator.submission.scan import scan

VALUES = st.recursive(
    st.none() | st.integers() | st.booleans() | st.text(alphabet='甲"\\[{,\n ', max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 1]), st.data())
def test_a_walk_finds_what_the_position_pass_finds(
    value: Any, indent: int | None, data: st.DataObject
) -> None:
    text = "\n " + json.dumps(value, indent=indent, ensure_ascii=False) + "\r\n"
    scanned = scan(text)
    asked = data.draw(st.lists(st.sampled_from(list(scanned.values)), unique=True))
    values, keys = offsets(text, asked)
    assert {path: values[path] for path in asked} == {path: scanned.values[path] for path in asked}
    assert all(scanned.values[path] == at for path, at in values.items())
    assert all(scanned.keys[path] == at for path, at in keys.items())
    assert {path for path in asked if path in scanned.keys} <= keys.keys()


@given(st.text("ab\r\n", max_size=60))
def test_lines_are_counted_alike_whatever_the_stretches(text: str) -> None:
    with patch.object(places, "_STRETCH", 7):
        lines = Lines(text)
        for offset in range(len(text) + 1):
            if text[offset - 1 : offset + 1] != "\r\n":
                *ended, last = re.split("\r\n|\r|\n", text[:offset])
                assert lines.place(offset) == (len(ended) + 1, len(last) + 1)


def test_what_is_not_there_is_left_out_and_stands_at_its_container() -> None:
    text = '{"甲": {"乙": 1},\n"丙": [2]}'
    values, _ = offsets(text, [("甲", "丁"), ("丙", 3), ("戊", "己")])
    assert ("甲", "丁") not in values
    lines = Lines(text)
    found = {path: nearest(values, path) for path in [("甲", "丁"), ("丙", 3), ("戊", "己")]}
    assert {path: lines.place(at) for path, at in found.items() if at is not None} == {
        ("甲", "丁"): (1, 7),
        ("丙", 3): (2, 6),
        ("戊", "己"): (1, 1),
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("data", "学前教育", "在园幼儿数"), "「在园幼儿数」"),
        (("学校", 3, "学生数"), "学校表第 4 条「学生数」"),
        (("stated", 0), "stated 第 1 条"),
        (("学校",), "学校表"),
        (("prepared_on",), "「填报日期」"),
        (("stated",), "「stated」"),
        ((), "文件"),
    ],
)
def test_a_place_is_called_as_its_readers_call_it(path: Path, name: str) -> None:
    assert place_name(path) == name
