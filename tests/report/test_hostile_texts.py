"""A corpus of hostile strings through every text field of a submission: nothing acts, hides or breaks a page."""

from typing import Any

import pytest

from evaluator.rubric.compiled import Rubric
from tests.report.drawing import drawn
from tests.report.reading import fonts, opened, pages
from tests.samples import changed, nanwan, scored, validated

CORPUS = {
    "markup": ("<b>甲</b><br/><para>", "<b>甲</b><br/><para>"),
    "image": ('<img src="file:///etc/passwd"/>', '<imgsrc="file:///etc/passwd"/>'),
    "link": ('<a href="http://a.invalid">甲</a>', '<ahref="http://a.invalid">甲</a>'),
    "colour expression": (
        '<font color="[[].__class__]">甲',
        '<fontcolor="[[].__class__]">甲',
    ),
    "template": ("{0.__class__}{self}%s%(a)s${a}", "{0.__class__}{self}%s%(a)s${a}"),
    "entity": ("&lt;&#x202e;&amp;", "&lt;&#x202e;&amp;"),
    "PDF operators": ("(甲) Tj ET Q endstream endobj", "(甲)TjETQendstreamendobj"),
    "backslashes and brackets": ("\\)\\(((\\\\", "\\)\\(((\\\\"),
    "formula": ('=HYPERLINK("http://a.invalid")', '=HYPERLINK("http://a.invalid")'),
    "right-to-left override": ("甲\u202e乙\u202c丙", "甲〈U+202E〉乙〈U+202C〉丙"),
    "isolates": ("甲\u2067乙\u2069", "甲〈U+2067〉乙〈U+2069〉"),
    "zero width": ("甲\u200b乙\u200d丙\ufeff丁", "甲〈U+200B〉乙〈U+200D〉丙〈U+FEFF〉丁"),
    "soft hyphen": ("甲\xad乙", "甲〈U+00AD〉乙"),
    "control characters": ("甲\x00乙\x1b[31m丙\x7f", "甲〈U+0000〉乙〈U+001B〉[31m丙〈U+007F〉"),
    "tags": ("甲\U000e0041\U000e007f", "甲〈U+E0041〉〈U+E007F〉"),
    "line ends": ("甲\r\n乙\u2028丙\x85丁", "甲乙〈U+2028〉丙〈U+0085〉丁"),
    "very long word": ("W" * 180, "W" * 180),
    "no place to break": ("（" * 60 + "甲" + "）" * 60, "（" * 60 + "甲" + "）" * 60),
    "only marks that end a line": ("，" * 150, "，" * 150),
    "emoji": ("甲👨‍👩‍👧😀乙", "甲〓〈U+200D〉〓〈U+200D〉〓〓乙"),
    "lone combining marks": ("甲\u0301\u0489乙\u20dd", "甲〈U+0301〉〓乙\u20dd"),
    "accents": ("e\u0301x\u0304甲\u0300\u030c", "e〈U+0301〉x〈U+0304〉甲〈U+0300〉〈U+030C〉"),
    "rare hanzi": ("𠮷𪚥𫝀𫠝𬜬", "〓〓〓〓𬜬"),
    "hanzi of extensions C and F": ("甲\U0002a700\U0002ceb0乙", "甲〓〓乙"),
    "hanzi of extensions G and H": ("甲\U00030000\U00031350乙", "甲〓〓乙"),
    "Arabic": ("甲سلام乙", "甲〓〓〓〓乙"),
    "noncharacter": ("甲\ufffe乙", "甲〈U+FFFE〉乙"),
    "private use": ("甲\ue000乙", "甲〓乙"),
}
PLACES: dict[str, tuple[Any, ...]] = {
    "填报单位": ("prepared_by", "unit"),
    "文号": ("data", "党的领导", "区市教育规划", "文号"),
    "校名": ("学校", 0, "名称"),
    "不适用理由": ("not_applicable", 0, "reason"),
    "公布来源": ("stated", 0, "source"),
    "情况说明": ("explanations", 0, "text"),
    "材料名称": ("evidence", 0, "title"),
    "材料文号": ("evidence", 0, "document_no"),
}
ACTIONS = ("/JavaScript", "/JS", "/URI", "/Launch", "/GoToR", "/SubmitForm", "/OpenAction", "/AA")


def submission() -> dict[str, Any]:
    """A valid one with a text in each place, each of which is printed: a warning is explained, a school fails."""
    return changed(
        nanwan(),
        {
            ("stated",): [{"indicator": "24-1", "value": "45.00%", "source": "公报"}],
            "在编教职工数": 302,
            ("explanations",): [{"field": "核定编制数", "text": "说明"}],
            ("evidence",): [
                {
                    "id": "E001",
                    "title": "名称",
                    "document_no": "文号",
                    "sha256": "0" * 64,
                    "indicators": ["1-1"],
                }
            ],
            ("学校", 0, "护校队人数"): 1,
        },
    )


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_text_is_refused_with_its_place_or_printed_as_what_it_is(
    name: str, rubric: Rubric
) -> None:
    given, printed = CORPUS[name]
    data = submission()
    allowed = []
    for title, path in PLACES.items():
        trial = changed(data, {path: f"{title}{given}"})
        result = validated(rubric, trial)
        if result.submission is None:
            wrong = [entry for entry in result.findings if entry.severity == "error"]
            pointer = "/" + "/".join(str(step) for step in path)
            assert {entry.pointer for entry in wrong} == {pointer}
            assert all(entry.message.isprintable() for entry in wrong)
        else:
            data, allowed = trial, [*allowed, title]
    assert {"不适用理由", "情况说明"} <= set(allowed)
    pdf = drawn(scored(rubric, data))
    said = "".join(page.partition("—1—")[0] for page in pages(pdf))
    for title in set(allowed) - {"公布来源"}:
        assert f"{title}{printed}" in said.replace(f"—{title}", title), title
    assert not [key for key in ACTIONS if f"'{key}'" in structure(pdf)]
    assert all(fonts(pdf).values())


def structure(pdf: bytes) -> str:
    """Everything in the file but the contents of its streams, which only draw."""
    reader = opened(pdf)
    found = [str(reader.trailer["/Root"].get_object())]
    for number in range(1, int(str(reader.trailer["/Size"]))):
        entry = reader.get_object(number)
        found.append(str({} if entry is None else entry))
    return "".join(found)
