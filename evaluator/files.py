"""Files in and out: find the files that are meant, read them, write whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

STDIN = "-"
MOST_LOOKED_AT = 64_000_000
"""Bytes of a file in a folder that are looked at to see what it is."""
Read = TypeVar("Read")


class UsageError(Exception):
    """What the user asked for cannot be done: a path, an option or an existing file stands in the way."""


def find_submissions(paths: Sequence[str]) -> list[str]:
    """The files to read: those named, and the submissions of a folder (read flat). Raises UsageError."""
    return _find(paths, ".json", "申报数据", _is_submission)


def find_reports(paths: Sequence[str]) -> list[str]:
    """The reports to read: those named, and those of a folder (read flat). Raises UsageError."""
    return _find(paths, ".pdf", "评价报告", _may_be_read)


def each_read(
    paths: Sequence[str],
    find: Callable[[Sequence[str]], list[str]],
    read: Callable[[str], Read],
) -> tuple[dict[str, Read], list[str]]:
    """What `read` makes of every file that `find` finds, by name, and why it can do nothing with the others.

    Raises UsageError where nothing can be read.
    """
    names: list[str] = []
    refused: list[UsageError] = []
    for path in paths:
        try:
            names += find([path])
        except UsageError as error:
            refused.append(error)
    found: dict[str, Read] = {}
    for name in _once(names):
        try:
            found[name] = read(name)
        except UsageError as error:
            refused.append(error)
    if not found:
        raise refused[0]
    return found, list(map(str, refused))


def _find(
    paths: Sequence[str], ending: str, what: str, wanted: Callable[[Path], bool]
) -> list[str]:
    files: list[str] = []
    for name in paths:
        try:
            files += [name] if name == STDIN else _files_at(name, ending, what, wanted)
        except (OSError, ValueError) as error:
            raise UsageError(f"无法读取“{name[:60]}”：{reason(error)}。") from None
    return _once(files)


def _once(names: Sequence[str]) -> list[str]:
    """The names of different files, in their order."""
    once = {os.path.realpath(name) if name != STDIN else name: name for name in reversed(names)}
    return list(reversed(once.values()))


def _files_at(name: str, ending: str, what: str, wanted: Callable[[Path], bool]) -> list[str]:
    """The file a path names, or those of a folder with a name's ending, in whatever case."""
    path = Path(name)
    if not name.strip():
        raise UsageError(f"文件名为空，请写出{what}的文件名。")
    if path.is_dir():
        alike = (entry for entry in path.iterdir() if entry.name.lower().endswith(ending))
        inside = [str(entry) for entry in sorted(alike) if wanted(entry)]
        if not inside:
            raise UsageError(f"文件夹“{name}”里没有{what}（*{ending}）。")
        return inside
    if path.is_file():
        return [name]
    if path.exists():
        raise UsageError(f"“{name}”不是普通文件，无法读取。")
    raise UsageError(f"找不到文件“{name}”，请核对路径和文件名。")


def _may_be_read(path: Path) -> bool:
    """Whether an entry of a folder is a file, or a link to nothing, which is reported; no folder or pipe is."""
    return path.is_file() or not path.exists()


def _is_submission(path: Path) -> bool:
    """Whether a file of a folder is meant as a submission; a broken one is, so that it is reported."""
    if not _may_be_read(path):
        return False
    try:
        data = json.loads(read_bytes(str(path), MOST_LOOKED_AT))
    except (UsageError, ValueError, RecursionError):
        return True
    named = data.get("format") if isinstance(data, dict) else None
    return isinstance(data, dict) and (named is None or str(named).startswith("submission/"))


def read_bytes(name: str, most: int = -1) -> bytes:
    """The bytes of a file, or of standard input for `-`; of more than `most` the first ones. Raises UsageError."""
    if name == STDIN and sys.stdin is None:
        raise UsageError("没有标准输入可读。")
    try:
        if name == STDIN:
            return sys.stdin.buffer.read(most)
        with Path(name).open("rb") as stream:
            return stream.read(most)
    except OSError as error:
        raise UsageError(f"无法读取“{name}”：{reason(error)}。") from None


def prepare_folder(folder: Path) -> None:
    """Create the output folder, and see that files can be written there. Raises UsageError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UsageError(f"无法写入文件夹“{folder}”：{reason(error)}。") from None


def write_report(path: Path, content: bytes) -> None:
    """Put a report in place of the one at the path. Raises UsageError."""
    try:
        write_whole(path, content)
    except OSError as error:
        raise UsageError(f"无法写入“{path}”：{reason(error)}。") from None


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all: temporary file, fsync, rename.

    What is replaced keeps its permissions.
    """
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def reason(error: OSError | ValueError) -> str:
    """Why the system refused, in Chinese."""
    match error:
        case UnicodeError():
            return "系统的文件名编码不支持中文，请改用 UTF-8 区域设置（如 LC_ALL=C.UTF-8）"
        case OSError(errno=errno.ENAMETOOLONG):
            return "名称过长"
        case OSError(errno=errno.ENOSPC):
            return "磁盘已满"
        case OSError(errno=errno.EROFS):
            return "磁盘是只读的"
        case FileNotFoundError():
            return "路径不存在"
        case PermissionError():
            return "没有权限"
        case NotADirectoryError() | FileExistsError():
            return "路径中有一段是文件，不是文件夹"
        case IsADirectoryError():
            return "这是一个文件夹"
        case _:
            return f"系统提示 {getattr(error, 'strerror', None) or error}"
