"""Bytes → text: UTF-8, or the text as it can be shown and what is wrong with its encoding; a text of another form."""

from __future__ import annotations

import re

from evaluator.submission.findings import Finding, finding
from evaluator.submission.places import Lines

_ONLY_NULS = "全是空字节的文件（多半是复制或下载时损坏的）"
_MARKUP = re.compile(r"\s*<(?:[?a-zA-Z]|!(?!--))")
_ROWS = re.compile(r"([^{}\[\]:\r\n]*)(?:\r\n|\r|\n)([^{}\[\]\r\n]*)")

_GARBLED_SIGN = re.compile("[\u00e3-\u00ef][^\\x00-\\x7f\u2e80-\uffef]{2}")
"""The three bytes of a hanzi as three signs."""
_HAN = re.compile("[\u4e00-\u9fff]")
_HAN_RUN = re.compile(f"{_HAN.pattern}+")
_SCHOOL_AS_GBK = "瀛"
"""What GBK makes of the first bytes of 学, which begins the names of many fields."""
GARBLED = 3
"""Such signs from which on a text is held to be garbled."""


def other_form(text: str) -> str:
    """What a text that is no JSON seems to be, by its beginning; empty for what may have been meant as JSON."""
    if _MARKUP.match(text):
        return "网页（HTML）或 XML 文件"
    if text.startswith("{\\rtf"):
        return "写字板或 Word 存成的 RTF 文件"
    rows = _ROWS.match(text, len(text) - len(text.lstrip()))
    for separator in ",\t":
        if rows and rows[1].count(separator) == rows[2].count(separator) > 0:
            return "表格文件（CSV）"
    return ""


def decoded(raw: bytes) -> tuple[str, Finding | None]:
    """The text of a UTF-8 file; of any other, what an editor might show, with the finding.

    A text cut off in the middle of a sign ends before it: the scan names where it breaks off.
    """
    if len(raw) > 3 and not raw.strip(b"\0"):
        return "", finding("not-json", found=_ONLY_NULS, line=1, column=1)
    if encoding := _wide(raw):
        text = raw.decode(encoding, "replace").removeprefix("\ufeff")
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        return text, finding("json-encoding", found=name, line=1, column=1)
    try:
        text = raw.decode("utf-8-sig")
        return text, _garbled(text)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        byte = f"0x{error.object[error.start]:02X}"
        cut_off = error.reason == "unexpected end of data"
    if cut_off and not before.rstrip().endswith("}"):
        return before, None
    line, column = Lines(before).place(len(before))
    text = raw.decode("utf-8-sig", "replace")
    if not _mostly_sound(text):
        try:
            other = raw.decode("gb18030")
        except UnicodeDecodeError:
            pass
        else:
            name = "GBK（GB18030）"
            if "教育" not in other and "教育" in (traditional := raw.decode("big5", "replace")):
                other, name = traditional, "Big5（繁体中文）"
            return other, finding("json-encoding", found=name, line=line, column=column)
    return text, finding("json-damaged", found=f"{line:,}", expected=byte, line=line, column=column)


def _garbled(text: str) -> Finding | None:
    """The finding of a text whose UTF-8 bytes were taken for another encoding and saved again; None for any other."""
    shown_as = _as_latin(text) or _as_gbk(text)
    if not shown_as:
        return None
    line, column = Lines(text).place(text.index(shown_as))
    return finding("json-garbled", line=line, column=column)


def _as_latin(text: str) -> str:
    """The first of the hanzi that Latin-1 shows as three signs each; empty where there are none to speak of."""
    if "æ" not in text:
        return ""
    signs = _GARBLED_SIGN.findall(text)
    if len(signs) < GARBLED or len(signs) < len(_HAN.findall(text)):
        return ""
    return str(signs[0])


def _as_gbk(text: str) -> str:
    """The first of the hanzi that GBK shows as others; empty where the bytes are not, by and large, UTF-8 once more."""
    if _SCHOOL_AS_GBK not in text:
        return ""
    meant = text.encode("gbk", "ignore").decode("utf-8", "replace")
    if len(_HAN.findall(meant)) < max(GARBLED, meant.count("\ufffd")):
        return ""
    return str(_HAN_RUN.findall(text)[0])


def _wide(raw: bytes) -> str:
    """The encoding of a text that takes two or four bytes a sign: a mark or NULs at its head tell."""
    if raw[:4] == b"\xff\xfe\0\0" or (len(raw) > 3 and raw[1:4] == b"\0\0\0"):
        return "utf-32-le"
    if raw[:4] == b"\0\0\xfe\xff" or (len(raw) > 3 and raw[:3] == b"\0\0\0"):
        return "utf-32-be"
    if raw[:2] == b"\xff\xfe" or (len(raw) > 3 and raw[1:2] == b"\0"):
        return "utf-16-le"
    if raw[:2] == b"\xfe\xff" or (len(raw) > 3 and raw[:1] == b"\0"):
        return "utf-16-be"
    return ""


def _mostly_sound(text: str) -> bool:
    """Whether most signs beyond ASCII could be read, so that some bytes are damaged, not all foreign."""
    replaced = text.count("\ufffd")
    return sum(sign > "\x7f" for sign in text) > 2 * replaced
