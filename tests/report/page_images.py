"""Golden page images: a few pages of a sample's report at low resolution, drawn by poppler.

`python -m tests.report.page_images` draws them anew; look at every one before committing it.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

from evaluator.rubric.load import known_rubrics, load_rubric
from tests.report.drawing import drawn
from tests.report.reading import pages
from tests.samples import raw, scored

FOLDER = Path(__file__).parent / "page_images"
DOCS = Path(__file__).parents[2] / "docs"
SHOWN, SHOWN_DOTS = ("overview", "problems"), 72
"""The pages that the README shows."""
SLUG = "beishan"
DOTS = 50
CELL = 10
"""Pixels of a side of the squares whose mean grey is compared: about a character."""
TOLERANCE = 32
"""By how much of 255 such a square may differ: smoothing differs between versions of poppler."""
PAGES = {
    "overview": "概览",
    "rules": "表2限制性规定判定情况",
    "bars": "图2二级指标得分率",
    "problems": "（一）加强党的全面领导（6个）",
    "scores": "附件1得分明细表",
    "ledger": "附件2问题整改台账",
    "notes": "附件3数据核对说明",
    "calculations": "附件4计算过程",
    "provenance": "附件5数据来源与校验",
}
"""Name of the image, and words that only its page holds."""


def page_numbers(pdf: bytes) -> dict[str, int]:
    texts = pages(pdf)
    found = {}
    for name, words in PAGES.items():
        (found[name],) = (number for number, text in enumerate(texts, 1) if words in text)
    return found


def picture(pdf: bytes, pdftoppm: str, number: int, dots: int = DOTS) -> Image.Image:
    with tempfile.TemporaryDirectory() as folder:
        path, picture = Path(folder, "report.pdf"), Path(folder, "page")
        path.write_bytes(pdf)
        span = ["-f", str(number), "-l", str(number), "-singlefile"]
        subprocess.run(
            [pdftoppm, "-r", str(dots), "-gray", "-png", *span, path, picture], check=True
        )
        with Image.open(picture.with_suffix(".png")) as image:
            return image.convert("L")


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of mean grey between squares of the two pages; 255 if their sizes differ."""
    if one.size != other.size:
        return 255
    small = [image.reduce(CELL) for image in (one, other)]
    _, most = ImageChops.difference(*small).getextrema()
    return int(most)


def main() -> None:
    pdftoppm = shutil.which("pdftoppm")
    if pdftoppm is None:
        raise SystemExit("pdftoppm is not installed; the page images stay as they are")
    rubric = load_rubric(known_rubrics()["district-2021"])
    pdf = drawn(scored(rubric, raw(SLUG)))
    FOLDER.mkdir(exist_ok=True)
    for name, number in page_numbers(pdf).items():
        picture(pdf, pdftoppm, number).save(FOLDER / f"{name}.png", optimize=True)
        if name in SHOWN:
            shown = picture(pdf, pdftoppm, number, SHOWN_DOTS)
            shown.save(DOCS / f"report-{name}.png", optimize=True)


if __name__ == "__main__":
    main()
