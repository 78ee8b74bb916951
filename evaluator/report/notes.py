"""What the notes of an Evaluation say in print: one sentence each, or one for all that are alike."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evaluator.report.words import listed, printed, sentence
from evaluator.scoring.result import Note
from evaluator.submission.findings import path_of

NOT_EXPLAINED = "未作说明"
NAMED = 3
"""Records named where a finding is about many."""
RECORDS = "条记录未填报："
COUNT = re.compile("[0-9]+$")
SIGN = re.compile(r"U\+[0-9A-F]{4,6}")
UNCHECKED = re.compile(
    r"未能检查(?P<check>“.+”)，因为(?P<name>.+）(?=的))?(?P<lacking>.+)没有可用的数据。"
)
"""The check that could not be made, the record that it could not be put to, and what that lacks."""
ALIKE = 8
"""Missing values without an explanation that are told together."""
MANY = 40
"""More values without an explanation, or checks that could not be made, than this are in a table."""
NAMED_TEXTS = 12
WRITTEN = {
    "text-controls": "{places}含看不见的字符{signs}，本报告以代码表示。",
    "text-damaged": "{places}有损坏的字符{signs}，原来的字已经丢失。",
    "foreign-character": "{places}有字库以外的字{signs}，本报告以“〓”代替。",
    "text-telephone": "{places}像是有电话号码。",
    "text-personal": "{places}像是有姓名、联系方式或身份证号码。",
    "text-spaces": "{places}前后有空格或换行。",
}
"""What is said of the texts that a note of a code is about, all of them together."""
LISTS = {
    "stated": "公布数",
    "not_applicable": "不适用说明",
    "explanations": "数据说明",
    "evidence": "佐证材料",
}
"""The lists of a submission that are about different things; all others are tables of like records."""
KEY = re.compile(rf" ?\b({'|'.join(LISTS)})\b ?", re.ASCII)
PLACES = {
    "/district/name": "区市名称",
    "/district/kind": "区市类型",
    "/prepared_by/unit": "填报单位",
}
KEYS = {"title": "名称", "document_no": "文号", "source": "出处"}
"""Which of an entry's texts is meant, where it has several."""


def _finding(note: Note) -> str:
    """What was found, as one sentence: the relation that should hold stands before its full stop."""
    text, mark, values = printed(note.message).partition("。（应满足")
    return sentence(f"{text}（应满足{values.strip()}" if mark else text)


def _hint(note: Note) -> str:
    """What to do, as a sentence; a list of the file by its Chinese name, its key in brackets."""
    named = KEY.sub(lambda found: f"“{LISTS[found[1]]}”（{found[1]}）", note.hint)
    return sentence(printed(named))


def _answered(note: Note) -> str:
    """What to check, and what the district says."""
    hint = f"核对建议：{_hint(note)}" if note.hint else ""
    return hint + _explained(note)


def _explained(note: Note) -> str:
    return f"区市说明：{sentence(note.explained)}" if note.explained else f"区市{NOT_EXPLAINED}。"


def told(note: Note) -> str:
    return _finding(note) + _answered(note)


def warnings(notes: Sequence[Note]) -> list[str]:
    """Each warning; one check that many schools fail, with the same explanation, is one."""
    groups: dict[tuple[str, ...], list[Note]] = {}
    for place, note in enumerate(notes):
        together = note.code in WRITTEN or _of_record(note)
        alone = () if together else (str(place),)
        groups.setdefault((note.code, note.check, note.explained, *alone), []).append(note)
    return [_group(notes) for notes in groups.values()]


def _group(notes: Sequence[Note]) -> str:
    if notes[0].code in WRITTEN:
        return _written(notes)
    return told(notes[0]) if len(notes) == 1 else _gathered(notes)


def _written(notes: Sequence[Note]) -> str:
    """Texts that have the same flaw, with their places."""
    signs = dict.fromkeys(sign for note in notes for sign in SIGN.findall(note.message))
    places = listed([_text_place(note.pointer) for note in notes], NAMED_TEXTS, "处")
    said = WRITTEN[notes[0].code].format(places=places, signs="、".join(signs))
    return f"{said}核对建议：{_hint(notes[0])}"


def _text_place(pointer: str) -> str:
    """Where a text stands, as the district's staff call it: `学校表第4条（名称）`."""
    match path_of(pointer):
        case [home, index, *rest] if index.isdigit():
            keys = [KEYS.get(key, key) for key in rest if home not in LISTS or key in KEYS]
            brackets = f"（{'、'.join(keys)}）" if keys else ""
            return f"{LISTS.get(home, f'{home}表')}第{int(index) + 1}条{brackets}"
        case ["data", _, *keys]:
            return "的".join(keys)
        case _:
            return PLACES.get(pointer, pointer)


def _gathered(notes: Sequence[Note]) -> str:
    """What many records have in common, then the first of them with their values."""
    texts = [_finding(note).removesuffix("。") for note in notes]
    heads = [text.partition("（应满足")[0] for text in texts]
    common = _common_end(heads)
    start = common.find("：") + 1
    said = common[start:]
    if not start or not said:
        said, names = heads[0], [_place(note).removesuffix("：") for note in notes]
    else:
        names = [head[: -len(said)].removesuffix("：") for head in heads]
    limits = {text.partition("（应满足")[2].rpartition("，现为")[0] for text in texts}
    if len(limits) == 1 and all(limits):
        said += f"（应满足{limits.pop()}）"
        values = [text.rpartition("，现为")[2].removesuffix("）") for text in texts]
        names = [f"{name}现为{value}" for name, value in zip(names, values, strict=True)]
    return sentence(f"{said}：{listed(names, NAMED, '处')}") + _answered(notes[0])


def _common_end(texts: Sequence[str]) -> str:
    first, last = min(texts, key=_reversed), max(texts, key=_reversed)
    length = 0
    while length < min(len(first), len(last)) and first[~length] == last[~length]:
        length += 1
    return first[len(first) - length :]


def _reversed(text: str) -> str:
    return text[::-1]


def lacking(notes: Sequence[Note]) -> list[str]:
    """The missing values, those of which the district says nothing several at a time."""
    plain = _unexplained(notes)
    texts, said = [], ""
    for note in notes:
        if note not in plain:
            texts.append(_lacking(note, told_before=bool(said) and note.explained == said))
            said = note.explained
    if len(plain) > MANY:
        return [
            *texts,
            f"下表所列{len(plain)}项数据未填报，用到它们的指标按未填报处理，得0分。区市未作说明。",
        ]
    for start in range(0, len(plain), ALIKE):
        some = plain[start : start + ALIKE]
        if len(some) == 1:
            texts.append(_lacking(some[0]))
            continue
        named = (f"{name}（{indicators}）" for name, indicators in map(_used, some))
        texts.append(
            f"{'、'.join(named)}未填报。括号内用到它们的指标按未填报处理，得0分。{_explained(some[0])}"
        )
    return texts


def many_lacking(notes: Sequence[Note]) -> list[tuple[str, str]]:
    """The missing values with the indicators that use them, where they are too many for paragraphs."""
    plain = _unexplained(notes)
    if len(plain) <= MANY:
        return []
    pairs = map(_used, plain)
    return [(name[1:-1], listed(used.split("、"), 2 * NAMED, "项")) for name, used in pairs]


def _unexplained(notes: Sequence[Note]) -> list[Note]:
    return [note for note in notes if note.code == "null-field" and not note.explained]


def _used(note: Note) -> tuple[str, str]:
    """A missing value's name and the indicators that use it."""
    name = _finding(note).removesuffix("未填报。")
    _, mark, indicators = note.hint.rpartition("：")
    return name, indicators.removesuffix("。") if mark else "不计分"


def _lacking(note: Note, told_before: bool = False) -> str:
    """A missing value; a record's value with the place of its record in the table."""
    explained = "区市说明同上。" if told_before else _explained(note)
    hint = _hint(note) if note.hint else ""
    lead, mark, names = _finding(note).partition(RECORDS)
    every = names.removesuffix("。").split("、")
    if mark and len(every) > 3 * NAMED and (count := COUNT.search(lead)):
        names = f"{'、'.join(every[:NAMED])}等{count[0]}条。"
        return f"{lead}{mark}{names}{hint}{explained}"
    return f"{_place(note)}{lead}{mark}{names}{hint}{explained}"


def _of_record(note: Note) -> bool:
    return bool(_place(note))


def _place(note: Note) -> str:
    match path_of(note.pointer):
        case [table, index, *_] if index.isdigit() and table not in LISTS:
            return f"{table}表第{int(index) + 1}条记录："
        case _:
            return ""


def unchecked(notes: Sequence[Note]) -> list[str]:
    """The checks that could not be made, in one paragraph; records that escaped one are named with it."""
    told, others = _untried(notes)
    if len(told) > MANY:
        return [f"下表所列{len(told)}条勾稽关系未能检查，数据补报后再行检查。", *others]
    return [*([f"未能检查{'；'.join(told)}。"] if told else []), *others]


def many_unchecked(notes: Sequence[Note]) -> list[str]:
    """The checks that could not be made, where they are too many for a paragraph."""
    told, _ = _untried(notes)
    return [check.strip("“”") for check in told] if len(told) > MANY else []


def _untried(notes: Sequence[Note]) -> tuple[list[str], list[str]]:
    """The checks that could not be made, and what else is said of checks."""
    groups: dict[tuple[str, str], list[str]] = {}
    others = []
    for note in notes:
        text = printed(note.message)
        if found := UNCHECKED.fullmatch(text):
            names = groups.setdefault((found["check"], found["lacking"]), [])
            names += [found["name"]] if found["name"] else []
        else:
            others.append(text)
    told = [
        f"{check}（缺{listed(names, NAMED, '条学校记录')}{lacks}）" if names else check
        for (check, lacks), names in groups.items()
    ]
    return told, others
