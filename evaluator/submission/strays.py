"""Signs that have slipped in beside a key, a value, a colon or a comma: told by what stands behind them."""

from __future__ import annotations

import re

KEY_AHEAD = re.compile(r'"[^"\r\n]*"\s*[:：]')
WITH_VALUE = re.compile(
    rf""""([^":：\r\n]{{1,60}})[:：]([^"\r\n]++)"(?=\s*+(?:[,，}}｝]|{KEY_AHEAD.pattern}))"""
)
"""A key and its value within one pair of quotation marks."""
_STRAY = r"""[^\s"“”＂'‘’「」{}\[\]｛｝［］【】:：,，;；、。=＝/#<]{1,3}"""
"""A few signs that are none of JSON's, nor meant as one."""
_MARKED = (
    r"""(?P<note>(?:[（(][^"（）()\r\n]{2,60}[）)]|(?:[←→⇐※*…?？!！]|<-|--|——)[^"{}\[\]｛｝［］,，\r\n]{0,60}?)"""
    rf"""(?=[ \t]*(?:[,，}}\]｝］\r\n]|\Z|{KEY_AHEAD.pattern})))"""
)
"""A note that somebody has written beside a value: words in parentheses, or behind an arrow or another mark."""
NOTE_BEHIND_NUMBER = re.compile(
    rf"[ \t]*(?![^,，}}\r\n]{{0,80}}[0-9０-９%％‰千万亿元含约]){_MARKED}"
)
"""Such a note, unless it has a figure or a unit, or says what the number holds: that belongs to the number."""
NOTE_FOR_ITEM = re.compile(r"""(?P<note>[^"{}\[\]｛｝［］\r\n]{1,60}?)(?=[ \t]*[\r\n]\s*[{｛])""")
"""A note behind a comma in a list, before the record in the next line."""
_NUMBER_OR_LITERAL = r"-?[0-9][0-9.]*|true|false|null"
STRAY_FOR_KEY = re.compile(
    rf"(?:[:：][ \t]*)?(?P<no_key>{_NUMBER_OR_LITERAL})(?:[ \t]*[,，])?(?=\s*(?:{KEY_AHEAD.pattern}|[}}｝/#]))"
    rf"|{_STRAY}(?:[ \t]*[,，])?(?=\s*{KEY_AHEAD.pattern})|{_STRAY}(?=\s*[}}｝])"
    rf"""|(?P<note>(?!-?[0-9]|[=＝/#'‘’「,，]|(?:true|false|null)\b)[^"“”＂:：{{}}\[\]｛｝［］\t\r\n]{{1,60}}?)"""
    rf"(?=\s*(?:{KEY_AHEAD.pattern}|[}}｝]))"
)
"""Where a key is due, which comes, or the end of the object: a value without its key, a few signs, or a note.

A comma behind is one too many with them. What has a tab in it is a row of a sheet, no note.
"""
STRAY_FOR_COMMA = re.compile(rf"{_STRAY}(?=\s*[,，}}｝\]］])|{_MARKED}")
STRAY_FOR_COLON = re.compile(rf"{_STRAY}(?=[ \t]*[:：])")
_TEXT = r'[ \t]*"[^"\r\n]*"[ \t]*[,，}\]\r\n]'
STRAY_FOR_VALUE = re.compile(rf"{_STRAY}(?=\s*[{{\[｛［]|{_TEXT})|[,，](?=[ \t]*-?[0-9]|{_TEXT})")
"""Before a bracket or a text; a comma before a number or a text."""
STRAY_BEHIND_TEXT = re.compile(
    rf'"(?:{_STRAY}|[（(][^"（）()\r\n]{{2,60}}[）)])[ \t]*(?:[,，]\s*{KEY_AHEAD.pattern}|[}}｝\]］]\s*(?:[,，}}｝\]］]|\Z))'
)
"""The closing quotation mark of a text with such signs behind, not one inside the text."""
STRAY_BEHIND_KEY = re.compile(rf'"{_STRAY}[ \t]*[:：]')
