"""`evaluate verify`: a sound report proves itself, and everything that was altered in one is named."""

import io
import json
import os
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from evaluator import verify as module
from evaluator.report.archive import EVALUATION, RUBRIC, SUBMISSION, Sources
from evaluator.report.document import render
from evaluator.report.sections.annex_scores import printed_rows
from evaluator.rubric.compiled import Rubric
from evaluator.rubric.load import read_canonical
from evaluator.scoring.differences import PARTS
from evaluator.scoring.result import Evaluation
from evaluator.verify import Verdict, verify
from tests.command import run
from tests.report.conftest import SAMPLES
from tests.report.drawing import drawn, sources
from tests.samples import as_bytes, changed, raw, sample, scored


@pytest.fixture(scope="module")
def evaluations(rubric: Rubric) -> dict[str, Evaluation]:
    return {slug: scored(rubric, raw(slug)) for slug in SAMPLES}


@pytest.fixture(scope="module")
def report(rubric: Rubric) -> bytes:
    return drawn(scored(rubric, raw("binhai")))


def edited(pdf: bytes, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file after a change made with another PDF library."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        edit(opened)
        buffer = io.BytesIO()
        opened.save(buffer, static_id=True, fix_metadata_version=False)
    return buffer.getvalue()


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_samples_reports_are_consistent(
    slug: str,
    evaluations: dict[str, Evaluation],
    installed: Callable[[str], Rubric | None],
) -> None:
    for number in (None, "×政督评〔2021〕3号"):
        verdict = verify(drawn(evaluations[slug], number, slug), installed)
        assert verdict.differences == ()
        assert "各页与重新生成的逐字节相同" in verdict.notes
        assert "没有签名" in verdict.notes
        assert verdict.evaluation == evaluations[slug]


def test_another_library_s_form_of_the_same_file_is_told_apart_from_a_change_and_from_a_proof(
    report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    rewritten = edited(report, lambda pdf: None)
    assert rewritten != report
    verdict = verify(rewritten, installed)
    assert verdict.differences == ()
    assert not verdict.proved
    assert "读出的内容与重新生成的相同，而从第11个字节起不同" in "；".join(verdict.notes)


def test_a_report_of_another_reportlab_that_draws_the_same_is_consistent(
    evaluations: dict[str, Evaluation], installed: Callable[[str], Rubric | None]
) -> None:
    made = render(evaluations["binhai"], sources("binhai"), None, "ReportLab 3.99.1")
    verdict = verify(made, installed)
    assert verdict.proved
    assert any("报告写明由ReportLab 3.99.1写成" in note for note in verdict.notes)


def test_the_bytes_of_a_report_owe_nothing_to_the_version_of_zlib(
    evaluations: dict[str, Evaluation], report: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = zlib.compress
    monkeypatch.setattr(zlib, "compress", lambda content, *_, **__: pack(content, 1))
    assert drawn(evaluations["binhai"]) == report
    assert b"/Filter" not in report


def test_what_a_submission_says_of_pdf_files_is_taken_for_none(
    rubric: Rubric, installed: Callable[[str], Rubric | None]
) -> None:
    syntax = (
        "endstream endobj 9 0 obj <</Type/Catalog/ByteRange [0 1 2 3]/Prev 9>> startxref 5 %%EOF"
    )
    content = as_bytes(
        changed(sample("binhai"), {("explanations",): [{"field": "学校", "text": syntax}]})
    )
    evaluation = scored(rubric, content)
    made = render(evaluation, Sources(content, rubric.canonical.encode()))
    assert syntax.encode() in made
    verdict = verify(made, installed)
    assert verdict.proved
    assert "没有签名" in verdict.notes


def test_a_report_by_another_rubric_of_the_installed_version_is_not_consistent(
    report: bytes, rubric: Rubric
) -> None:
    other = read_canonical(rubric.canonical.replace("干部教师", "教师干部").encode())
    (told,) = verify(report, {rubric.content.id: other}.get).differences
    assert (
        told == "内嵌的量规district-2021第1.0版与已安装的同版量规内容不同，评分所用的标准可能被改过"
    )


@pytest.mark.parametrize(
    "producer", ["市督导室；签名有效，覆盖整个文件", "长" * 200_000, "x\n另一份.pdf：一致。\x1b[2J"]
)
def test_a_producer_does_not_speak_in_the_verdict(
    producer: str, report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    def renamed(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Producer"] = producer
        with pdf.open_metadata() as metadata:
            metadata["pdf:Producer"] = producer.partition("\n")[0]

    verdict = verify(edited(report, renamed), installed)
    assert not verdict.proved
    told = "；".join((*verdict.differences, *verdict.notes))
    assert producer[:3] not in told
    assert len(told) < 1000


@pytest.mark.parametrize(
    "trick",
    [
        lambda pdf: pdf + b"startxref\n20\n",
        lambda pdf: pdf + b"%%EOF\n" * 300,
        lambda pdf: pdf.replace(b"/Size", b"/Sizf", 1),
        lambda pdf: pdf[:-1],
        lambda pdf: b"%PDF-1.7\n" + pdf,
    ],
    ids=["a second start", "many ends", "a key", "a byte less", "a second head"],
)
def test_bytes_that_two_programs_may_read_in_two_ways_prove_nothing(
    trick: Callable[[bytes], bytes], report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    assert trick(report) != report
    assert not verify(trick(report), installed).proved


# -- what is altered


def replaced(name: str, change: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        specification = pdf.attachments[name]
        content = change(specification.get_file().read_bytes())
        del pdf.attachments[name]
        pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, content, filename=name)

    return edit


def page_edit(number: int, change: Callable[[bytes], bytes]) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[number]
        page.Contents = pdf.make_stream(change(page.Contents.read_bytes()))

    return edit


def other_number(content: bytes) -> bytes:
    """A page whose first two-digit text shows another number."""
    found = re.search(rb"<(3[0-9])(3[0-9])", content)
    assert found is not None
    changed = b"<39" if found[1] != b"39" else b"<31"
    return content[: found.start()] + changed + content[found.start() + 3 :]


def overlay(content: bytes) -> bytes:
    return content + b" q 1 g 100 700 200 20 re f Q "


def annotate(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[100, 700, 300, 720],
        Contents="999.99",
        DA="/Helv 12 Tf",
    )
    pdf.pages[0].Annots = pdf.make_indirect([pdf.make_indirect(note)])


def new_font(pdf: pikepdf.Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    name = next(iter(fonts))
    stream = fonts[name].FontDescriptor.FontFile2
    stream.write(stream.read_bytes() + b"\0")


def false_seal(pdf: pikepdf.Pdf) -> None:
    """A box over the scores that calls itself a signature."""
    annotate(pdf)
    note = pdf.pages[0].Annots[0]
    note.Subtype, note.FT, note.V = pikepdf.Name.Widget, pikepdf.Name.Sig, pikepdf.Dictionary()
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[note])


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def named_script(pdf: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.Root.Names.JavaScript = pikepdf.Dictionary(Names=["a", action])


def long_number(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:identifier"] = "号" * 5000


def other_version(content: bytes) -> bytes:
    data = json.loads(content)
    data["provenance"]["engine_version"] = "9.9；各页与重新生成的逐字节相同"
    return as_bytes(data)


def more_attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["evil.exe"] = pikepdf.AttachedFileSpec(pdf, b"MZ", filename="evil.exe")


def other_face(pdf: pikepdf.Pdf) -> None:
    """What a viewer that looks at /F shows is another file than that in /UF."""
    entry = pdf.attachments[SUBMISSION].obj
    entry.EF.F = pdf.make_stream(in_submission(raw("binhai")))


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Rotate = 180


def without_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


def far_future(content: bytes) -> bytes:
    return content.replace(b'"2021-12-31"', b'"9999-12-31"')


def no_indicators(content: bytes) -> bytes:
    data = json.loads(content)
    data["indicators"], data["chapters"] = [], []
    return as_bytes(data)


def new_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "另一份报告"


def fewer_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3]


def in_submission(content: bytes) -> bytes:
    data = json.loads(content)
    data["data"]["学前教育"]["公办园在园幼儿数"] -= 100
    return as_bytes(data)


def in_evaluation(content: bytes) -> bytes:
    data = json.loads(content)
    data["overall"]["self_score"] = "899.99"
    return as_bytes(data)


def bomb(pdf: pikepdf.Pdf) -> None:
    packed = zlib.compress(b"0" * 90_000_000, 9)
    stream = pikepdf.Stream(pdf, packed)
    stream.Filter = pikepdf.Name.FlateDecode
    pdf.attachments[SUBMISSION].obj.EF.F = pdf.make_indirect(stream)
    pdf.attachments[SUBMISSION].obj.EF.UF = pdf.attachments[SUBMISSION].obj.EF.F


def gone(name: str) -> Callable[[pikepdf.Pdf], None]:
    def edit(pdf: pikepdf.Pdf) -> None:
        del pdf.attachments[name]

    return edit


def no_report(pdf: pikepdf.Pdf) -> None:
    for name in list(pdf.attachments):
        del pdf.attachments[name]


ALTERED: list[tuple[str, Callable[[pikepdf.Pdf], None], str]] = [
    ("a number on a page", page_edit(0, other_number), "第1页的文字不同：印的是“"),
    ("a shape over a page", page_edit(4, overlay), "第5页的图形、字体或其他内容与重新生成的不同"),
    ("a page of two million signs", page_edit(4, lambda page: page + b" " * 2_000_000), "第5页的内容异常庞大"),
    ("an annotation", annotate, "第1页有后加的批注"),
    ("a false seal", false_seal, "第1页有后加的批注"),
    ("an action", script, "文件多出打开时执行的动作"),
    ("a script", named_script, "文件多出自动执行的脚本"),
    ("another attachment", more_attached, "文件多出内嵌文件“evil.exe”"),
    ("an attachment with two faces", other_face, "文件改动了内嵌文件和名称清单"),
    ("the pages' rotation", turned, "改动了各页共用的设置（如页数、页面大小、旋转）"),
    ("the bookmarks", without_bookmarks, "文件缺少书签"),
    ("a number that fills the metadata", long_number, "元数据中的发文字号不合写法"),
    ("the engine's version", replaced(EVALUATION, other_version), "程序版本不是版本号"),
    ("an evaluation of nothing", replaced(EVALUATION, no_indicators), "评价结果的三级指标：报告为0项，重新评分为85项"),
    ("a date that cannot be", replaced(EVALUATION, far_future), "9999-12-31不可能是真的"),
    ("a glyph", new_font, "等43页的图形、字体或其他内容与重新生成的不同"),
    ("the metadata", new_title, "改动了元数据（标题、作者、日期等）"),
    ("a page taken out", fewer_pages, "页，应为"),
    ("the submission", replaced(SUBMISSION, in_submission), "内嵌文件submission.json的校验值为"),
    ("the submission's score", replaced(SUBMISSION, in_submission), "指标10-3的自评分：报告为"),
    ("the evaluation", replaced(EVALUATION, in_evaluation), "总体评价的自评分：报告为899.99，重新评分为895.34"),
    ("the evaluation's form", replaced(EVALUATION, lambda _: b"{}"), "不符合evaluation/1格式"),
    ("the rubric", replaced(RUBRIC, lambda text: text.replace("干部教师".encode(), "教师干部".encode())), "内嵌文件rubric.json的校验值为"),
    ("the rubric's form", replaced(RUBRIC, lambda text: text[:-1]), "内嵌的量规不能使用"),
    ("a missing rubric", gone(RUBRIC), "缺少内嵌文件rubric.json"),
    ("no attachments", no_report, "这不是本程序生成的评价报告"),
    ("a decompression bomb", bomb, "疑似解压炸弹"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "said"), [case[1:] for case in ALTERED], ids=[case[0] for case in ALTERED])  # fmt: skip
def test_what_was_altered_is_named(
    edit: Callable[[pikepdf.Pdf], None],
    said: str,
    report: bytes,
    installed: Callable[[str], Rubric | None],
) -> None:
    verdict = verify(edited(report, edit), installed)
    assert any(said in difference for difference in verdict.differences), verdict.differences


def test_a_rubric_that_no_page_can_hold_is_named_and_stops_nothing(
    rubric: Rubric, report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    content = json.loads(rubric.canonical)
    content["issuer"] = "长" * 3000
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def forged(pdf: pikepdf.Pdf) -> None:
        replaced(RUBRIC, lambda _: text.encode())(pdf)

    (told,) = verify(edited(report, forged), installed).differences
    assert told == "内嵌的量规不能使用：文字过长，最多 200 个字"


def test_another_date_is_told_by_the_deadlines_that_do_not_follow_from_it(
    report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    def edit(content: bytes) -> bytes:
        return content.replace(b'"2021-12-31"', b'"2021-12-30"')

    told = verify(edited(report, replaced(EVALUATION, edit)), installed).differences
    assert any(re.match("评价结果的问题1的期限：报告为20", entry) for entry in told), told


def test_every_part_of_an_evaluation_has_a_name() -> None:
    assert {*PARTS, "format"} == {*Evaluation.model_fields}


def test_a_foreign_producer_excuses_nothing(
    report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    def scripted(pdf: pikepdf.Pdf) -> None:
        script(pdf)
        pdf.docinfo["/Producer"] = "Another Writer 1.0"

    assert verify(edited(report, scripted), installed).differences


def test_the_changed_figure_stands_between_the_quotation_marks(
    report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    (told, *_) = verify(edited(report, page_edit(0, other_number)), installed).differences
    found = re.search("印的是“(.*)”，应为“(.*)”", told)
    assert found is not None
    assert found[1] != found[2]


@pytest.mark.parametrize(
    ("raw_file", "said"),
    [
        (lambda pdf: pdf[:-700], "文件不完整：末尾没有PDF的结束标记"),
        (lambda pdf: pdf[: len(pdf) // 2], "文件不完整：末尾没有PDF的结束标记"),
        (lambda pdf: pdf[:20], "文件不完整：末尾没有PDF的结束标记"),
        (lambda pdf: pdf[:9] + pdf[2000:], "文件已损坏，内部结构不能按PDF读取"),
        (lambda _: b"", "这不是PDF文件"),
        (lambda _: b"{}", "这不是PDF文件"),
        (lambda pdf: pdf + b"\n% more\n", "文件生成之后又被追加了内容"),
        (lambda pdf: pdf.replace(b"/Title", b"/Titel"), "改动了元数据（标题、作者、日期等）"),
    ],
    ids=["cut", "half", "head", "hole", "empty", "json", "appended", "key"],
)
def test_a_file_that_is_not_whole_is_named(
    raw_file: Callable[[bytes], bytes],
    said: str,
    report: bytes,
    installed: Callable[[str], Rubric | None],
) -> None:
    verdict = verify(raw_file(report), installed)
    assert verdict.differences
    assert said in verdict.differences[-1]


def test_a_consistent_forgery_is_caught_by_a_hash_kept_elsewhere_alone(
    rubric: Rubric, report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    data = in_submission(raw("binhai"))
    forged = render(scored(rubric, data), Sources(data, rubric.canonical.encode()))
    kept = verify(report, installed).sha256
    assert verify(forged, installed).differences == ()
    agreed = verify(report, installed, expected=kept)
    assert agreed.differences == ()
    assert "与另处保存的校验值相同" in agreed.notes
    (told,) = verify(forged, installed, expected=kept).differences
    assert "与所给的不同" in told


def test_a_report_of_another_engine_is_read_back_by_its_figures(
    report: bytes, installed: Callable[[str], Rubric | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "__version__", "9.9.9")
    verdict = verify(report, installed)
    assert verdict.differences == ()
    assert verdict.complete, "the same bytes can be made again whatever the version"
    assert verdict.evaluation is not None
    other = verify(edited(report, lambda pdf: None), installed)
    assert (other.differences, other.complete) == ((), False)
    covered = verify(edited(report, annotate), installed)
    assert covered.differences == ("第1页有后加的批注",)
    number = next(
        place
        for place, text in enumerate(module.open_report(report).texts)
        if printed_rows(verdict.evaluation)[3] in text
    )
    altered = verify(edited(report, page_edit(number, other_number)), installed)
    assert any("附件1没有印出评价结果中的这一行" in told for told in altered.differences)


def test_a_score_that_a_newer_engine_computes_otherwise_names_both_versions(
    report: bytes, installed: Callable[[str], Rubric | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "__version__", "9.9.9")
    verdict = verify(edited(report, replaced(EVALUATION, in_evaluation)), installed)
    assert verdict.differences[0] == "报告由evaluate 0.1.0生成，现用evaluate 9.9.9重新评分"


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (lambda rubric: rubric, "与已安装的相同"),
        (lambda rubric: None, "未安装，以内嵌的量规为准"),
    ],
    ids=["same", "none"],
)  # fmt: skip
def test_the_embedded_rubric_is_compared_with_the_installed_one(
    own: Callable[[Rubric], Rubric | None], said: str, rubric: Rubric, report: bytes
) -> None:
    verdict = verify(report, lambda _: own(rubric))
    assert verdict.differences == ()
    assert any(said in note for note in verdict.notes)


# -- the command


@pytest.fixture
def folder(tmp_path: Path, report: bytes) -> Path:
    (tmp_path / "甲.pdf").write_bytes(report)
    return tmp_path


def test_a_sound_report_takes_one_line_and_exit_0(folder: Path) -> None:
    result = run("verify", ".", cwd=folder)
    assert result.returncode == 0, result.stderr
    (line,) = result.stdout.splitlines()
    assert line.startswith("甲.pdf：一致。滨海区2021年度，自评分 895.34，得分率 93.75%，等级优秀")


def test_an_altered_report_takes_one_line_and_exit_1(folder: Path, report: bytes) -> None:
    (folder / "乙.pdf").write_bytes(edited(report, page_edit(0, other_number)))
    result = run("verify", "甲.pdf", "乙.pdf", cwd=folder)
    assert result.returncode == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("甲.pdf：一致。")
    assert second.startswith("乙.pdf：不一致：第1页的文字不同")


def test_a_report_that_cannot_be_read_is_named_beside_the_verdicts_on_the_others(
    folder: Path, report: bytes
) -> None:
    (folder / "乙.PDF").write_bytes(edited(report, page_edit(0, other_number)))
    (folder / "丙.pdf").symlink_to("无处.pdf")
    result = run("verify", ".", "没有.pdf", cwd=folder)
    assert result.returncode == 2
    told = [line.partition("：")[0:3:2] for line in result.stdout.splitlines()]
    assert [(name, verdict[:3]) for name, verdict in told] == [
        ("乙.PDF", "不一致"),
        ("甲.pdf", "一致。"),
    ]
    assert "找不到文件“没有.pdf”" in result.stderr
    assert "无法读取“丙.pdf”" in result.stderr


def test_a_folder_where_a_file_should_be_written_is_named(folder: Path) -> None:
    (folder / "out/甲" / SUBMISSION).mkdir(parents=True)
    result = run("verify", "甲.pdf", "--extract", "out", cwd=folder)
    assert result.returncode == 2
    assert "已存在而内容不同，没有替换" in result.stderr


def test_a_pipe_in_a_folder_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "丁.pdf")
    result = run("verify", ".", cwd=folder)
    assert result.returncode == 0
    assert result.stdout.count("一致") == 1


def test_a_million_empty_entries_end_in_a_sentence_before_they_are_noted_one_by_one(
    report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    many = b'{"indicators": [' + b"{}," * 1_000_000 + b"{}]}"
    for name in (EVALUATION, RUBRIC):
        forged = edited(report, replaced(name, lambda _: many))
        (told,) = verify(forged, installed).differences
        assert told == f"内嵌文件{name}的内容异常繁多，不像是评价报告的"


def test_embedded_files_are_not_written_through_a_link(folder: Path) -> None:
    (folder / "elsewhere").mkdir()
    (folder / "out").mkdir()
    (folder / "out/甲").symlink_to(folder / "elsewhere")
    result = run("verify", "甲.pdf", "--extract", "out", cwd=folder)
    assert result.returncode == 2
    assert "是链接，没有写入" in result.stderr
    assert list((folder / "elsewhere").iterdir()) == []


def test_verdicts_for_programs(folder: Path) -> None:
    result = run("verify", "甲.pdf", "--format", "json", cwd=folder)
    verdicts = json.loads(result.stdout)
    assert verdicts["format"] == "verify/1"
    assert verdicts["reports"][0]["consistent"] is True
    assert len(verdicts["reports"][0]["sha256"]) == 64


def test_embedded_files_are_written_under_our_own_names(folder: Path) -> None:
    assert run("verify", "甲.pdf", "--extract", "out", cwd=folder).returncode == 0
    written = {path.relative_to(folder / "out").as_posix() for path in folder.glob("out/**/*.*")}
    assert written == {f"甲/{name}" for name in (SUBMISSION, RUBRIC, EVALUATION)}
    assert (folder / "out/甲" / SUBMISSION).read_bytes() == raw("binhai")
    (folder / "out/甲" / RUBRIC).write_text("mine")
    again = run("verify", "甲.pdf", "--extract", "out", cwd=folder)
    assert again.returncode == 2
    assert "已存在而内容不同" in again.stderr
    assert (folder / "out/甲" / RUBRIC).read_text() == "mine"


def test_reports_of_one_name_are_extracted_beside_each_other(folder: Path) -> None:
    for home in ("一", "二"):
        (folder / home).mkdir()
        (folder / home / "甲.pdf").write_bytes((folder / "甲.pdf").read_bytes())
    done = run("verify", "一/甲.pdf", "二/甲.pdf", "--extract", "beside", cwd=folder)
    assert done.returncode == 0
    assert "二/甲.pdf：内嵌文件已取出到 beside/甲-2。" in done.stdout
    for home in ("甲", "甲-2"):
        assert (folder / "beside" / home / SUBMISSION).read_bytes() == raw("binhai")


def test_a_path_in_an_attachment_s_name_is_not_believed(
    report: bytes, installed: Callable[[str], Rubric | None]
) -> None:
    def escape(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["../../evil.json"] = pikepdf.AttachedFileSpec(
            pdf, b"{}", filename="../../evil.json"
        )

    verdict: Verdict = verify(edited(report, escape), installed)
    assert set(verdict.files or {}) == {SUBMISSION, RUBRIC, EVALUATION}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.pdf"], "找不到文件“nowhere.pdf”"),
        (["甲.pdf", "--expect-sha256", "12"], "应为 64 位十六进制数"),
        ([".", "甲.pdf", "乙.pdf", "--expect-sha256", "0" * 64], "一次只能核对一份报告"),
        (["甲.pdf", "--format", "xml"], "--format 只能是 text、json"),
        (["甲.pdf", "--trust", "nowhere.pem"], "无法读取“nowhere.pem”"),
    ],
)
def test_a_mistake_gets_one_sentence_and_exit_2(
    arguments: list[str], said: str, folder: Path, report: bytes
) -> None:
    (folder / "乙.pdf").write_bytes(report)
    result = run("verify", *arguments, cwd=folder)
    assert result.returncode == 2
    assert said in result.stderr
