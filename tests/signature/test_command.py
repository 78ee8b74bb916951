"""`evaluate sign`: keys it opens or refuses, passwords, files, mistakes."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from evaluator.files import UsageError
from evaluator.report.readback import is_signed
from evaluator.signature import WrongPasswordError, open_key, verify_signatures
from tests.command import run
from tests.conftest import ROOT, SUBMISSIONS
from tests.signature.certificates import NAME, PASSWORD, opened
from tests.signature.reading import only


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("RSA 1024", "（RSA 1024 位）"),
        ("secp256k1", "（ECDSA secp256k1）"),
        ("Ed25519", "（Ed25519）"),
        ("encryption", "不是签名证书（密钥用途不含数字签名）"),
        ("no key", "里没有私钥"),
    ],
)
def test_a_key_that_cannot_sign_is_refused_with_the_reason(
    kind: str, sentence: str, keys: dict[str, bytes]
) -> None:
    with pytest.raises(UsageError, match=re.escape(sentence)):
        opened(keys[kind])


def test_a_wrong_password_and_a_file_of_another_kind_are_told_apart(keys: dict[str, bytes]) -> None:
    for password in (b"wrong", b"", None):
        with pytest.raises(WrongPasswordError, match="口令不对"):
            open_key(keys["EC"], password, "key.p12")
    for content in (b"", b"not a key", keys["EC"][:100], b"%PDF-1.7"):
        with pytest.raises(UsageError, match=r"“key\.p12”不是 PKCS#12 密钥文件"):
            open_key(content, PASSWORD.encode(), "key.p12")


@pytest.fixture
def folder(tmp_path: Path, report: bytes, keys: dict[str, bytes]) -> Path:
    """A folder with a report, keys and a password file."""
    (tmp_path / "report.pdf").write_bytes(report)
    for kind, content in keys.items():
        (tmp_path / f"{kind}.p12").write_bytes(content)
    (tmp_path / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    return tmp_path


def with_password(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`evaluate sign` with the password file open as descriptor 3."""
    command = 'exec "$0" -m evaluator sign "$@" --password-fd 3 3<password'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, *arguments],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=folder,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def test_the_command_signs_a_report_in_its_place(folder: Path, report: bytes) -> None:
    done = with_password(folder, "report.pdf", "--pkcs12", "EC.p12")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"已签名：report.pdf（签名人“{NAME}”，证书指纹 SHA-256 ")
    assert len(done.stdout.splitlines()) == 1
    assert PASSWORD not in done.stdout + done.stderr
    assert not any(PASSWORD in argument for argument in done.args)
    result = (folder / "report.pdf").read_bytes()
    assert result.startswith(report)
    assert only(result).sound
    again = with_password(folder, "report.pdf", "--pkcs12", "RSA.p12")
    assert again.returncode == 2
    assert "“report.pdf”已经签过名，不能再签。" in again.stderr
    assert (folder / "report.pdf").read_bytes() == result


def test_a_key_without_password_is_not_asked_for_one(folder: Path) -> None:
    done = run("sign", folder / "report.pdf", "--pkcs12", folder / "open.p12")
    assert done.returncode == 0, done.stderr


def test_with_several_reports_all_are_signed_or_none(folder: Path, report: bytes) -> None:
    (folder / "other.pdf").write_bytes(report)
    (folder / "broken.pdf").write_bytes(report[:-5000])
    arguments = ["--pkcs12", "EC.p12", "report.pdf", "other.pdf"]
    done = with_password(folder, *arguments, "broken.pdf")
    assert done.returncode == 2
    assert "“broken.pdf”核验不一致，没有签名：文件不完整" in done.stderr
    assert (folder / "report.pdf").read_bytes() == report
    done = with_password(folder, *arguments)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 2
    for name in ("report.pdf", "other.pdf"):
        assert only((folder / name).read_bytes()).sound


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["report.pdf", "--pkcs12", "nowhere.p12"], "无法读取“nowhere.p12”：路径不存在。"),
        (["nowhere.pdf", "--pkcs12", "EC.p12"], "无法读取“nowhere.pdf”：路径不存在。"),
        (["EC.p12", "--pkcs12", "EC.p12"], "“EC.p12”不是 PDF 文件"),
        (["report.pdf", "--pkcs12", "report.pdf"], "“report.pdf”不是 PKCS#12 密钥文件"),
        (
            ["foreign.pdf", "--pkcs12", "EC.p12"],
            "“foreign.pdf”核验不一致，没有签名：这不是本程序生成的评价报告",
        ),
        (["report.pdf", "--pkcs12", "open.p12"], "口令不对"),
        (["report.pdf", "--pkcs12", "expired.p12"], "过期，不能用来签名"),
        (["report.pdf", "--pkcs12", "not yet.p12"], "起才有效，现在不能用来签名"),
        (["report.pdf", "--pkcs12", "Ed25519.p12"], "不支持“Ed25519.p12”的密钥类型"),
    ],
)
def test_a_mistake_gets_one_sentence_and_exit_2(
    arguments: list[str], sentence: str, folder: Path, report: bytes
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(folder / "foreign.pdf")
    done = with_password(folder, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert (folder / "report.pdf").read_bytes() == report


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "标准输入不是终端，不能询问；请用 --password-fd 给出口令。"),
        (["--password-fd", "77"], "不能从文件描述符 77 读口令"),
        (["--password", PASSWORD], "没有选项 --password"),
    ],
)
def test_a_password_comes_from_a_terminal_or_a_descriptor_only(
    options: list[str], sentence: str, folder: Path
) -> None:
    done = run("sign", folder / "report.pdf", "--pkcs12", folder / "EC.p12", *options)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert PASSWORD not in done.stderr


def test_a_terminal_is_asked_and_shows_nothing_of_the_password(folder: Path) -> None:
    import pty

    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ["PYTHONPATH"] = str(ROOT)
        command = [sys.executable, "-m", "evaluator", "sign", "report.pdf", "--pkcs12", "EC.p12"]
        os.execv(sys.executable, command)
    shown = b""
    while "口令：".encode() not in shown:
        shown += os.read(terminal, 1000)
    os.write(terminal, f"{PASSWORD}\n".encode())
    while True:
        try:
            part = os.read(terminal, 1000)
        except OSError:
            break
        if not part:
            break
        shown += part
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, shown.decode()
    assert "已签名：report.pdf" in shown.decode()
    assert PASSWORD not in shown.decode()


def test_signing_through_a_link_keeps_the_link_and_the_file_s_permissions(
    folder: Path, report: bytes
) -> None:
    target, link = folder / "kept.pdf", folder / "link.pdf"
    target.write_bytes(report)
    target.chmod(0o600)
    link.symlink_to(target)
    done = run("sign", link, "--pkcs12", folder / "open.p12")
    assert done.returncode == 0, done.stderr
    assert link.is_symlink()
    assert is_signed(target.read_bytes())
    assert target.stat().st_mode & 0o777 == 0o600


def test_without_the_extra_one_sentence_says_how_to_install_it(
    folder: Path, signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import sys\nsys.modules['pyhanko'] = None\n"
        "from evaluator.cli import main\n"
        "sys.argv = ['evaluate', 'sign', 'report.pdf', '--pkcs12', 'open.p12']\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        cwd=folder,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 2
    assert done.stderr.decode() == (
        '电子签名需要安装可选组件：pip install "district-evaluator[sign]"\n'
    )
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    monkeypatch.setitem(sys.modules, "pyhanko.sign", None)
    with pytest.raises(UsageError, match="需要安装可选组件"):
        verify_signatures(signed)


def test_a_signed_report_is_replaced_only_with_overwrite(folder: Path) -> None:
    submission = SUBMISSIONS / "binhai-2021.json"
    scoring = (submission, "-o", folder / "out", "--date", "2021-12-31")
    assert run(*scoring).returncode == 0
    path = folder / "out" / "990102-滨海区-2021.pdf"
    assert run("sign", path, "--pkcs12", folder / "open.p12").returncode == 0
    refused = run(*scoring)
    assert refused.returncode == 2
    assert "已经签过名，替换后签名就没有了。确认要替换时请加 --overwrite。" in refused.stderr
    assert run(*scoring, "--overwrite").returncode == 0
    assert not is_signed(path.read_bytes())
