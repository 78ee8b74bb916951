"""The report as poppler draws it: ink on every page, none in the margins."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

DOTS = 20
REPORT = ROOT / "reports" / "990102-滨海区-2021.pdf"


def pages(drawn: bytes) -> list[tuple[int, int, bytes]]:
    """Width, height and grey values of each page of a stream of binary PGM pictures."""
    found = []
    while drawn:
        magic, size, depth, rest = drawn.split(b"\n", 3)
        assert (magic, depth) == (b"P5", b"255")
        width, height = map(int, size.split())
        found.append((width, height, rest[: width * height]))
        drawn = rest[width * height :]
    return found


@pytest.fixture(scope="module")
def drawn(
    tool: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[int, int, bytes]]:
    folder = tmp_path_factory.mktemp("pages")
    subprocess.run(
        [tool("pdftoppm"), "-r", str(DOTS), "-gray", REPORT, folder / "page"], check=True
    )
    files: list[Path] = sorted(folder.iterdir())
    return [page for path in files for page in pages(path.read_bytes())]


def test_every_page_has_ink(drawn: list[tuple[int, int, bytes]]) -> None:
    assert len(drawn) > 20
    for number, (_, _, grey) in enumerate(drawn, 1):
        assert min(grey) < 128, f"page {number} is blank"


def test_no_page_has_ink_in_its_margins(drawn: list[tuple[int, int, bytes]]) -> None:
    """15 mm at the sides and 20 mm at the head stay white on every page, upright or landscape."""
    side, head = round(15 / 25.4 * DOTS), round(20 / 25.4 * DOTS)
    for number, (width, height, grey) in enumerate(drawn, 1):
        rows = [grey[row * width : (row + 1) * width] for row in range(height)]
        assert all(min(row) > 200 for row in rows[:head]), f"page {number}: ink at the head"
        for row in rows:
            assert min(row[:side]) > 200, f"page {number}: ink on the left"
            assert min(row[-side:]) > 200, f"page {number}: ink on the right"
