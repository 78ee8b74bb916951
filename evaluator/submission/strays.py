"""Signs that have slipped in beside a key, a value, a colon or a comma: told by what stands behind them."""

from __future__ import annotations

import re

KEY_AHEAD = re.compile(r'"[^"\r\n]*"\s*[:：]')
_STRAY = r"""[^\s"“”＂'‘’「」{}\[\]｛｝［］【】:：,，;；、。=＝/#<]{1,3}"""
"""A few signs that are none of JSON's, nor meant as one."""
STRAY_FOR_KEY = re.compile(
    rf"{_STRAY}(?:[ \t]*[,，])?(?=\s*{KEY_AHEAD.pattern})|{_STRAY}(?=\s*[}}｝])"
)
"""Where a key is due, which comes, or the end of the object; a comma behind is one too many with them."""
STRAY_FOR_COMMA = re.compile(rf"{_STRAY}(?=\s*[,，}}｝\]］])")
STRAY_FOR_COLON = re.compile(rf"{_STRAY}(?=[ \t]*[:：])")
_TEXT = r'[ \t]*"[^"\r\n]*"[ \t]*[,，}\]\r\n]'
STRAY_FOR_VALUE = re.compile(rf"{_STRAY}(?=\s*[{{\[｛［]|{_TEXT})|[,，](?=[ \t]*-?[0-9]|{_TEXT})")
"""Before a bracket or a text; a comma before a number or a text."""
STRAY_BEHIND_TEXT = re.compile(
    rf'"{_STRAY}[ \t]*(?:[,，]\s*{KEY_AHEAD.pattern}|[}}｝\]］]\s*(?:[,，}}｝\]］]|\Z))'
)
"""The closing quotation mark of a text with such signs behind, not one inside the text."""
STRAY_BEHIND_KEY = re.compile(rf'"{_STRAY}[ \t]*[:：]')
