"""Each file with one mistake gives one finding, at the slip, with the right advice, in the words of its .txt.

The .txt files are written by `python -m tests.submission.update_invalid_texts`; the table below is not.
"""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from evaluator.batch import Rubrics, check
from evaluator.submission.checked import reported
from evaluator.submission.findings import Finding
from evaluator.submission.validate import Validated
from tests.samples import ROOT
from tests.submission.update_invalid_texts import FOLDERS, samples, screen_text

PATHS = {f"{path.parent.name}/{path.stem}": path for path in samples()}


class Row(NamedTuple):
    """The finding of a file: code (a check's own), place, what stands there, words the hint must have.

    `also`: codes of what necessarily follows from the same mistake, in file order.
    """

    code: str
    line: int
    column: int
    there: str
    hint: str
    also: tuple[str, ...] = ()


FOUND: dict[str, Row] = {
    "invalid/01-percent-as-text": Row("schema-type", 13, 15, '"82%"', "这里要填的是人数，不是比率"),
    "invalid/02-slash-for-empty": Row("schema-type", 74, 17, '"/"', "不掌握的请写 null（不加引号），确实没有的写 0"),
    "invalid/03-full-width-digits": Row("schema-type", 65, 13, '"１８１２"', "是否要填 1812？"),
    "invalid/04-thousands-separator": Row("json-thousands", 110, 16, "18,240", "写成 18240"),
    "invalid/05-yuan-for-wan-yuan": Row("schema-range", 165, 20, "102345200", "应填 10234.52（万元）"),
    "invalid/06-typo-in-key": Row("schema-typo", 65, 4, '"在院幼儿数"', "是否要写「在园幼儿数」？"),
    "invalid/07-missing-field": Row("schema-required", 64, 11, "{", "请补上"),
    "invalid/08-part-larger-than-whole": Row("subset-持证专任教师数", 148, 15, "1376", "请核对这两项"),
    "invalid/09-duplicate-key": Row("json-duplicate", 30, 4, '"中小学校数": 7', "只保留正确的一个"),
    "invalid/10-trailing-comma": Row("json-trailing-comma", 26, 15, ",", "请删去这个逗号"),
    "invalid/11-five-digit-code": Row("schema-text", 5, 23, '"99010"', "六位数字"),
    "invalid/12-date-with-slashes": Row("schema-text", 11, 42, '"2021/7/19"', '"2021-07-19"？'),
    "invalid/13-applicable-claimed-away": Row("not-applicable-claim", 195, 3, '{"indicator": "10-4"', "请删去 not_applicable 中的这一条"),
    "invalid/14-no-reason": Row("not-applicable-reason", 106, 13, "0", "请在 not_applicable 中写明原因"),
    "invalid/15-two-main-records": Row("check-E07", 187, 3, '{"标识码": "3990103004"', "每所学校只能有一行"),
    "invalid/16-wrong-rubric": Row("rubric-unknown", 4, 12, '"district-2012"', "district-2021"),
    "invalid/17-wrong-year": Row("schema-enum", 6, 10, "2020", "是否要写 2021？"),
    "invalid/18-negative-number": Row("schema-range", 91, 15, "-9", "这里不能是负数"),
    "invalid/19-nan": Row("json-constant", 129, 13, "NaN", "不掌握的数据写 null"),
    "invalid/20-total-off-by-300": Row("check-E09", 34, 16, "3232", "请核对学校表有没有漏校或重复的行"),
    "invalid/21-full-width-comma": Row("json-wide-sign", 32, 13, "，", "请改为半角"),
    "invalid/22-unquoted-percent": Row("json-percent", 13, 15, "82%", "人数"),
    "invalid/23-points-with-percent": Row("json-percent", 129, 13, "88.5%", "88.5"),
    "invalid/24-none": Row("json-literal", 173, 16, "None", "请写成 null"),
    "invalid/25-capital-true": Row("json-literal", 118, 17, "True", "请写成 true"),
    "invalid/26-unquoted-yes": Row("json-word", 118, 17, "是", "true"),
    "invalid/27-single-quotes": Row("json-quotes", 7, 26, "'南湾区教育局'", "半角双引号"),
    "invalid/28-full-width-quotes": Row("json-quotes", 7, 26, "“南湾区教育局”", "半角双引号"),
    "invalid/29-full-width-colon": Row("json-wide-sign", 26, 11, "：", "请改为半角"),
    "invalid/30-comment": Row("json-comment", 32, 15, "// 含民办园", "explanations"),
    "invalid/31-leading-zero": Row("json-number-form", 76, 12, "066", "写成 66"),
    "invalid/32-no-zero-before-point": Row("json-number-form", 149, 14, ".5", "写成 0.5"),
    "invalid/33-missing-comma": Row("json-comma", 18, 14, "", "逗号"),
    "invalid/34-unclosed-bracket": Row("json-unclosed", 198, 16, "", "请补上右括号"),
    "invalid/35-text-after-the-end": Row("json-extra", 200, 1, "（南湾区教育局 报）", "请删去最外层右括号后面的内容"),
    "invalid/36-tab-in-text": Row("json-control", 7, 30, "\t", "制表符"),
    "invalid/37-half-a-character": Row("json-surrogate", 7, 30, r"\ud842", "请删去并重新输入这个字"),
    "invalid/38-no-closing-quote": Row("json-unterminated", 7, 26, '"南湾区教育局}', '请补上后引号 "'),
    "invalid/39-no-opening-quote": Row("json-unquoted", 7, 26, '南湾区教育局"', "半角双引号"),
    "invalid/40-key-without-closing-quote": Row("json-open-key", 26, 4, '"校级干部数: 24', "请在键的后面补上半角双引号"),
    "invalid/41-quotes-inside-text": Row("json-quote-inside", 192, 40, '"中职"', r"\""),
    "invalid/42-group-not-closed": Row("json-unclosed-here", 27, 3, '"学校与学生"', "右括号"),
    "invalid/43-unquoted-none": Row("json-word", 18, 13, "无", "null"),
    "invalid/44-unquoted-key": Row("json-unquoted-key", 108, 4, "镇街数", "请在键的前后加半角双引号"),
    "invalid/45-blank": Row("json-value", 82, 13, ",", "确实没有的写 0"),
    "invalid/46-unquoted-slash": Row("json-word", 72, 14, "/", "不掌握的请写 null"),
    "invalid/47-number-with-unit": Row("json-unit", 54, 13, "3266人", "是否要填 3266？"),
    "invalid/48-unquoted-full-width-digits": Row("json-number-form", 119, 16, "６９１", "请用半角数字：691"),
    "invalid/49-unquoted-date": Row("json-number-form", 8, 17, "2021-12-20", '请加双引号："2021-12-20"'),
    "invalid/50-full-width-space": Row("json-wide-space", 102, 3, "\u3000", "半角空格"),
    "invalid/51-wrong-bracket": Row("json-bracket", 190, 2, "}", "第 183 行第 8 列"),
    "invalid/52-utf-16": Row("json-encoding", 1, 1, "", "UTF-8"),
    "invalid/53-gbk": Row("json-encoding", 5, 42, "", "UTF-8"),
    "invalid/54-none-in-words": Row("schema-type", 108, 11, '"无"', "不能为 0"),
    "invalid/55-dash": Row("schema-type", 152, 15, '"—"', "不掌握的请写 null（不加引号），确实没有的写 0"),
    "invalid/56-empty-text": Row("schema-type", 131, 15, '""', "不掌握的请写 null（不加引号），确实没有的写 0"),
    "invalid/57-not-applicable-in-words": Row("schema-type", 104, 16, '"不适用"', "请填 0 并在 not_applicable 中写明原因"),
    "invalid/58-quoted-number-with-unit": Row("schema-type", 14, 15, '"384人"', "是否要填 384？"),
    "invalid/59-leading-space": Row("schema-type", 159, 15, '" 86"', "是否要填 86？"),
    "invalid/60-quoted-number": Row("schema-type", 144, 13, '"301"', "是否要填 301？"),
    "invalid/61-quoted-points-with-percent": Row("schema-type", 129, 13, '"88.5%"', "是否要填 88.5？"),
    "invalid/62-decimal-in-integer": Row("schema-type", 69, 16, "125.5", "整数（人）"),
    "invalid/63-zero-divisor": Row("schema-range", 108, 11, "0", "不能为 0"),
    "invalid/64-digits-doubled": Row("schema-range", 143, 14, "295295", "多写了几位数"),
    "invalid/65-yuan-last-year": Row("schema-range", 166, 20, "97938000", "应填 9793.8（万元）"),
    "invalid/66-hundred-million-for-wan-yuan": Row("schema-range", 166, 20, "0.97938", "9793.8"),
    "invalid/67-date-as-number": Row("schema-type", 11, 42, "202107", "缺少日"),
    "invalid/68-date-in-chinese": Row("schema-text", 11, 42, '"2021年7月19日"', '"2021-07-19"？'),
    "invalid/69-date-that-is-not": Row("date-invalid", 11, 42, '"2021-06-31"', "日期"),
    "invalid/70-document-after-report": Row("date-future", 11, 42, '"2022-07-19"', "请核对两个日期"),
    "invalid/71-document-number-alone": Row("schema-type", 135, 14, '"南政教督〔2021〕1号"', '{"文号": "南政教督〔2021〕1号", "日期": "…"}'),
    "invalid/72-document-true": Row("schema-type", 137, 14, "true", "请写文号和日期"),
    "invalid/73-prepared-in-future": Row("date-range", 8, 17, '"2031-12-20"', "请核对年份"),
    "invalid/74-district-code-of-12-digits": Row("schema-text", 5, 23, '"990103000000"', '是否要写 "990103"？'),
    "invalid/75-field-in-wrong-group": Row("schema-misplaced", 64, 4, '"幼儿园数"', "“学校与学生”组"),
    "invalid/76-unknown-field": Row("schema-unknown", 33, 4, '"备注"', "请删去，或改成正确的键"),
    "invalid/77-unknown-indicator": Row("schema-enum", 197, 17, '"10-99"', "请核对是哪一个"),
    "invalid/78-stated-as-number": Row("schema-type", 197, 34, "0.88", "照公布的写法"),
    "invalid/79-explained-field-misspelt": Row("schema-enum", 198, 13, '"在院幼儿数"', "在园幼儿数"),
    "invalid/80-no-reason-text": Row("schema-text", 193, 35, '"  "', "不能为空"),
    "invalid/81-wrong-stage": Row("schema-enum", 187, 48, '"小学部"', "是否要填“小学”？"),
    "invalid/82-yes-in-words": Row("schema-type", 184, 73, '"是"', "true（不加引号）"),
    "invalid/83-yes-and-no-in-every-row": Row("schema-type", 184, 73, '"是"', "false"),
    "invalid/84-school-code-as-number": Row("schema-type", 185, 11, "2990103002", "双引号"),
    "invalid/85-duplicate-school": Row("record-duplicate", 185, 3, '{"标识码": "2990103001"', "请删去或改正标识码"),
    "invalid/86-school-smaller-than-its-part": Row("check-E08", 184, 100, "516", "全校学生数应当包括"),
    "invalid/87-classes-more-than-all": Row("check-E10", 33, 14, "71", "学校表的教学班数只填小学和初中的班"),
    "invalid/88-classes-twice": Row("check-E02", 82, 13, "3", "一个班不可能既是大班额又是标准班额"),
    "invalid/89-object-opened-as-list": Row("json-opener", 5, 14, '["code"', "核对与它配对的右括号"),
    "invalid/90-list-opened-as-object": Row("json-opener", 183, 8, "{", "核对与它配对的右括号"),
    "invalid/91-object-left-open": Row("json-unclosed-list", 12, 4, '"区市学校布局规划"', "补上右括号“}”"),
    "invalid/92-no-opening-bracket": Row("json-no-opener", 5, 14, '"code"', "补上左括号“{”"),
    "invalid/93-full-width-quotes-throughout": Row("json-quotes", 2, 2, "“$schema”", "把 “ 和 ” 都换成半角双引号"),
    "invalid/94-full-width-commas-throughout": Row("json-wide-sign", 2, 65, "，", "把 ， 都换成半角的 ,"),
    "invalid/95-cut-off": Row("json-cut", 193, 40, "", "请重新取一份完整的文件"),
    "invalid/96-letter-before-a-key": Row("json-stray", 14, 4, 'l"应训干部教师数"', "请删去"),
    "invalid/97-special-spaces-throughout": Row("json-wide-space", 6, 14, "\u00a0", "把这种空格都换成半角空格"),
    "invalid/98-two-files-in-one": Row("json-second-file", 200, 1, "{", "一份文件只放一份申报数据"),
    "invalid/99-totals-row": Row("row-of-totals", 190, 3, '{"标识码": ""', "请删去这一行"),
    "warnings/01-rate-off-by-ten": Row("stated-differs", 197, 34, '"0.45%"', "小数点错了一位"),
    "warnings/02-rate-of-the-line-above": Row("stated-differs", 197, 34, '"4.50%"', "指标 24-1"),
    "warnings/03-wrong-denominator": Row("stated-differs", 197, 33, '"26.32%"', "用错了分母"),
    "warnings/04-rate-without-percent-sign": Row("stated-differs", 197, 34, '"95.83"', "漏写了百分号"),
    "warnings/05-ten-times-last-year": Row("last-year-ratio", 167, 17, "53321.8", "是否多写了一位数？若是，应填 5332.18（人）", also=("check-W33",)),
    "warnings/06-telephone": Row("text-telephone", 192, 35, '"辖区内无中等职业学校', "请不要填写个人姓名和电话"),
    "warnings/07-invisible-character": Row("text-controls", 192, 35, '"辖区\u200b内', "请删去后重新输入"),
    "warnings/08-null": Row("null-field", 159, 15, "null", "得 0 分：23-5"),
    "warnings/09-scientific-notation": Row("number-shortened", 110, 16, "1.8E+04", "现按 18,000 计算"),
    "warnings/10-example-left-in": Row("text-example", 192, 35, '"此处填写', "请改成实际的内容"),
    "warnings/11-digit-lost": Row("rate-far-off", 54, 13, "326", "请核对有没有多写或少写一位数"),
}  # fmt: skip


@cache
def checked(path: Path) -> Validated:
    return check(str(path), _rubrics())


@cache
def _rubrics() -> Rubrics:
    return Rubrics()


def code(entry: Finding) -> str:
    return entry.check or entry.code


@pytest.mark.parametrize(("name", "row"), FOUND.items(), ids=FOUND)
def test_a_mistake_gives_one_finding_at_its_place_with_the_right_advice(
    name: str, row: Row
) -> None:
    validated = checked(PATHS[name])
    entries = reported(name, validated.findings, validated.text).findings
    found = [entry for entry in entries if entry.severity != "info"]
    (main,) = [entry for entry in found if code(entry) == row.code]
    assert main.severity == ("error" if name.startswith("invalid/") else "warning")
    assert [code(entry) for entry in found if entry is not main] == list(row.also)
    assert all(entry.severity == "warning" for entry in found if entry is not main)
    assert (main.line, main.column) == (row.line, row.column)
    if row.there:
        line = re.split(r"\r\n|\r|\n", validated.text)[row.line - 1]
        assert line[row.column - 1 :].startswith(row.there)
    assert row.hint in main.hint


@pytest.mark.parametrize("name", PATHS)
def test_the_golden_text_is_what_the_screen_shows(name: str) -> None:
    path = PATHS[name]
    golden = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert screen_text(path, checked(path)) == golden


def test_the_command_prints_the_golden_texts_one_after_another_and_a_last_line_for_all() -> None:
    """Those of submissions/warnings would be refused together: all are of one district and year."""
    paths = [path for path in PATHS.values() if path.parent.name == "invalid"]
    paths.append(PATHS["warnings/08-null"])
    names = [path.relative_to(ROOT).as_posix() for path in paths]
    done = subprocess.run(
        [sys.executable, "-m", "evaluator", "validate", *names],
        capture_output=True,
        cwd=ROOT,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    texts = [path.with_suffix(".txt").read_text(encoding="utf-8") for path in paths]
    *told, last = done.stdout.decode().splitlines()
    assert told == "\n".join([*texts, ""]).splitlines()
    refused = len(paths) - 1
    assert last.startswith(
        f"共 {len(paths)} 份：1 份可以报送，{refused} 份不能报送（{paths[0].name}、"
    )
    assert done.returncode == 1


def test_every_file_has_its_row_its_golden_text_and_its_line_in_the_readme() -> None:
    assert set(PATHS) == set(FOUND)
    assert sum(name.startswith("invalid/") for name in PATHS) >= 42
    for folder in FOLDERS:
        stems = {path.stem for path in PATHS.values() if path.parent == folder}
        assert {path.stem for path in folder.glob("*.txt")} == stems
        readme = (folder / "README.md").read_text(encoding="utf-8")
        assert set(re.findall(r"\((.*?)\.json\)", readme)) == stems
