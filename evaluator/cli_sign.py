"""The command `sign`: reports signed in their place, all of them or none."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evaluator.submission.shown import quoted, visible

if TYPE_CHECKING:
    from evaluator.signature.key import Key

MAX_PASSWORD = 4096
"""Bytes read from a descriptor at most; a password is one line."""


def sign_command(
    reports: Annotated[
        list[str], typer.Argument(metavar="报告…", help="要签名的报告（PDF），就地改写。")
    ],
    pkcs12: Annotated[
        str,
        typer.Option(
            "--pkcs12", metavar="密钥", help="含私钥和证书的 PKCS#12 文件（.p12 或 .pfx）。"
        ),
    ],
    password_fd: Annotated[
        int | None,
        typer.Option(
            "--password-fd",
            metavar="N",
            help="从第 N 号文件描述符读口令，如 --password-fd 3 3<口令文件；不写则询问。",
        ),
    ] = None,
) -> None:
    """给报告加电子签名，签名显示在署名处；报告原有的内容一个字节也不改。

    签名之前先核验（见 verify），不一致的报告不签。
    """
    from evaluator.batch import Rubrics
    from evaluator.files import UsageError, write_report
    from evaluator.report.words import is_verified
    from evaluator.signature import sign
    from evaluator.verify import verify

    names = list(dict.fromkeys(reports))
    contents = {name: _pdf(name) for name in names}
    key = _key(pkcs12, password_fd)
    installed = Rubrics.named(None).installed
    signed = {}
    for name, content in contents.items():
        verdict = verify(content, installed)
        if verdict.differences:
            raise UsageError(f"“{name}”核验不一致，没有签名：{verdict.differences[0]}。")
        if not verdict.complete:
            raise UsageError(f"“{name}”不能证实是原样，没有签名：{'；'.join(verdict.notes)}。")
        verified = verdict.evaluation is not None and is_verified(verdict.evaluation)
        signed[name] = sign(content, key, name, verified=verified)
        if not verify(signed[name], installed).proved:
            raise UsageError(f"“{name}”签名后不能证实是原样，没有写出；请重新生成报告后再签。")
    for name, content in signed.items():
        write_report(Path(name).resolve(), content)
        signer = f"签名人{quoted(key.name)}，证书指纹 SHA-256 {key.fingerprint}"
        typer.echo(f"已签名：{visible(name)}（{signer}）。")


def _pdf(name: str) -> bytes:
    """The bytes of a PDF file. Raises UsageError."""
    from evaluator.files import UsageError, read_bytes
    from evaluator.report.readback import MOST_BYTES

    if Path(name).exists() and not Path(name).is_file():
        raise UsageError(f"“{name}”不是普通文件，无法读取。")
    content = b"" if name == "-" else read_bytes(name, MOST_BYTES + 1)
    if not content.startswith(b"%PDF-"):
        raise UsageError(f"“{name}”不是 PDF 文件，请给出 evaluate 生成的报告。")
    return content


def _key(name: str, descriptor: int | None) -> Key:
    """The key, opened with the password where it has one; the password is held in here alone."""
    import datetime

    from evaluator.files import read_bytes
    from evaluator.signature import WrongPasswordError, open_key

    content = read_bytes(name)
    if descriptor is not None:
        key = open_key(content, _password_from(descriptor), name)
    else:
        try:
            key = open_key(content, None, name)
        except WrongPasswordError:
            key = open_key(content, _password_asked(name), name)
    key.refuse_at(datetime.datetime.now(datetime.UTC), name)
    return key


def _password_from(descriptor: int) -> bytes:
    """The first line that a file descriptor gives. Raises UsageError."""
    from evaluator.files import UsageError

    content = b""
    try:
        while b"\n" not in content and len(content) <= MAX_PASSWORD:
            part = os.read(descriptor, MAX_PASSWORD)
            if not part:
                break
            content += part
    except (OSError, OverflowError):
        raise UsageError(
            f"不能从文件描述符 {descriptor} 读口令，请这样打开它：--password-fd {descriptor} {descriptor}<口令文件。"
        ) from None
    return content.partition(b"\n")[0].removesuffix(b"\r")


def _password_asked(name: str) -> bytes:
    """The password typed on the terminal, unseen. Raises UsageError where there is none."""
    from getpass import getpass

    from evaluator.files import UsageError

    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            f"密钥文件“{name}”需要口令，但标准输入不是终端，不能询问；请用 --password-fd 给出口令。"
        )
    try:
        return getpass(f"密钥文件“{name}”的口令：").encode()
    except EOFError:
        raise UsageError("没有输入口令，没有签名。") from None
