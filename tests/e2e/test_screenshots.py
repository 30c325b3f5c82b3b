from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.e2e.conftest import Speaker
from tests.e2e.screenshots import MISPRONOUNCED, PAGES, SIZE, THEMES, take
from tests.e2e.steps import SLIPPED
from tests.support.virtual_microphone import VirtualMicrophone

LARGEST_BYTES = 150_000


@pytest.mark.timeout(480)
def test_every_page_has_its_picture_light_and_dark(
    microphone: VirtualMicrophone, spoken: Speaker, tmp_path: Path
) -> None:
    take(tmp_path, microphone, spoken(SLIPPED), spoken(MISPRONOUNCED))
    found = {path.stem: path for path in tmp_path.glob("*.png")}
    assert set(found) == {f"{page}-{theme}" for page in PAGES for theme in THEMES}
    assert all(path.stat().st_size < LARGEST_BYTES for path in found.values())
    for page in PAGES:
        light, dark = (QImage(str(found[f"{page}-{theme}"])) for theme in THEMES)
        assert light.size().toTuple() == dark.size().toTuple() == SIZE
        assert _lightness(light) > 0.7 > 0.3 > _lightness(dark), page
        assert len(set(_grid(light))) > 20, f"{page} shows next to nothing"
    assert len({path.read_bytes() for path in found.values()}) == len(found)


def _grid(image: QImage) -> Iterator[int]:
    for y in range(0, image.height(), 4):
        for x in range(0, image.width(), 4):
            yield image.pixel(x, y)


def _lightness(image: QImage) -> float:
    pixels = list(_grid(image))
    return sum(pixel >> 8 & 0xFF for pixel in pixels) / 255 / len(pixels)
