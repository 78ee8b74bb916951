"""A few pages look as they looked when somebody last looked at them."""

from collections.abc import Callable

import pytest
from PIL import Image

from tests.report.page_images import (
    FOLDER,
    PAGES,
    SLUG,
    TOLERANCE,
    difference,
    page_numbers,
    picture,
)


def golden(name: str) -> Image.Image:
    with Image.open(FOLDER / f"{name}.png") as image:
        return image.convert("L")


@pytest.fixture(scope="module")
def numbers(reports: dict[str, bytes]) -> dict[str, int]:
    return page_numbers(reports[SLUG])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_its_golden_image(
    name: str, reports: dict[str, bytes], numbers: dict[str, int], tool: Callable[[str], str]
) -> None:
    page = picture(reports[SLUG], tool("pdftoppm"), numbers[name])
    assert difference(page, golden(name)) <= TOLERANCE


def test_a_page_that_moved_by_half_a_line_is_another_page() -> None:
    page = golden("problems")
    moved = Image.new("L", page.size, 255)
    moved.paste(page, (0, 10))
    assert difference(page, moved) > 2 * TOLERANCE


def test_no_two_golden_images_are_alike() -> None:
    images = [golden(name) for name in PAGES]
    for place, image in enumerate(images):
        assert all(difference(image, other) > 2 * TOLERANCE for other in images[:place])
