"""No sign of a file stays hidden: what is shown of a text, and what is told of it."""

import json
import unicodedata
from typing import Any

import pytest

from evaluator.report.coverage import visible as printed
from evaluator.reporters import dumps
from evaluator.rubric.compiled import Rubric
from evaluator.submission.shown import CONTROLS, visible
from evaluator.text_report import text_report
from tests.samples import as_bytes, changed, nanwan, told, validated

NAME = ("学校", 0, "名称")
HIDDEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200f\u202e\u2066\u2800\u3164\ufe00\ufe0f\ufeff\uffa0"
    "\ufdd0\ufffe\uffff\U0001fffe\U0010ffff\U000e0001\U000e0041\U000e007f\U000e0100\U000e01ef"
)


def test_every_control_format_sign_and_separator_is_in_the_table() -> None:
    signs = map(chr, range(0x110000))
    wanted = {
        sign for sign in signs if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    assert {sign for sign in wanted if not CONTROLS.fullmatch(sign)} == set()


@pytest.mark.parametrize("sign", HIDDEN)
def test_a_hidden_sign_is_shown_on_the_screen_in_the_report_and_in_json(sign: str) -> None:
    number = f"U+{ord(sign):04X}"
    assert visible(f"葛{sign}庄") == f"葛<{number}>庄"
    assert printed(f"葛{sign}庄") == f"葛〈{number}〉庄"
    written = dumps({"found": f"葛{sign}庄"})
    assert sign not in written
    assert json.loads(written) == {"found": f"葛{sign}庄"}


@pytest.mark.parametrize("text", ["滨海区第一小学", "𠮷田學校", "葛庄（东）·实验", "Ａ1 é ü"])
def test_printed_signs_stay_as_they_are(text: str) -> None:
    assert visible(text) == printed(text) == text


def test_what_stands_for_a_damaged_sign_is_shown_as_an_editor_shows_it(rubric: Rubric) -> None:
    damaged = as_bytes(nanwan()).replace("南湾区".encode(), b"\xc1" + "南湾区".encode(), 1)
    report = told(rubric, damaged)
    assert "显示为“\ufffd”" in text_report(report)
    assert "<U+FFFD>" not in text_report(report)


def test_a_report_sets_line_ends_as_spaces() -> None:
    assert printed("甲\r\n乙\t丙\x85丁") == "甲 乙 丙〈U+0085〉丁"


@pytest.mark.parametrize(
    ("name", "told"),
    [(f"葛{sign}庄小学", [("text-controls", f"U+{ord(sign):04X}")]) for sign in HIDDEN]
    + [
        ("葛\ufffd庄小学", [("text-damaged", "U+FFFD")]),
        ("葛锟斤拷庄小学", [("text-damaged", "锟斤拷")]),
        ("葛\ufffd庄\u200b小学", [("text-damaged", "U+FFFD"), ("text-controls", "U+200B")]),
    ],
)
def test_hidden_and_damaged_signs_of_a_text_are_told(
    rubric: Rubric, name: str, told: list[tuple[str, str]]
) -> None:
    changes: dict[Any, Any] = {NAME: name}
    found = validated(rubric, changed(nanwan(), changes)).findings
    assert [(entry.code, entry.found) for entry in found if entry.code.startswith("text-")] == told
