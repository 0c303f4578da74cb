"""Each kind of message in a real browser: readable in a narrow window, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index_builder.index.generation import Generation, open_current
from slack.scenes import SCENES, page_of

if TYPE_CHECKING:
    from slack.pictures import Camera

pytestmark = pytest.mark.slow

PROGRAMS = ("/usr/bin/chromium", "/usr/bin/chromedriver")
MODULES = ("selenium", "PIL")
_PAPER = {False: (255, 255, 255), True: (26, 29, 33)}


@pytest.fixture(scope="module")
def taking(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Camera]:
    """A camera; its tests skip if there is no browser."""
    missing = [path for path in PROGRAMS if not Path(path).exists()]
    missing += [f"the Python module {name}" for name in MODULES if find_spec(name) is None]
    if missing:
        pytest.skip(f"{', '.join(missing)} not installed")
    from slack.pictures import camera

    with camera(tmp_path_factory.mktemp("profile")) as held:
        yield held


@pytest.fixture(scope="module")
def generation(index: Path) -> Generation:
    """The real content by the real encoder."""
    return open_current(index)


@pytest.mark.parametrize("name", [name for name in SCENES if not SCENES[name].dark])
def test_a_page_fits_its_window(
    taking: Camera, generation: Generation, tmp_path: Path, name: str
) -> None:
    """On a phone and on a large screen nothing sticks out to the right; dark is dark."""
    page = page_of(generation, SCENES[name])
    for width, dark in ((360, False), (760, True)):
        taking.show(page, tmp_path, width=width, dark=dark)
        assert not taking.overflows()
        picture = taking.picture()
        assert picture.width == width
        assert picture.getpixel((2, 2)) == _PAPER[dark]
        assert len(picture.getcolors(1 << 20) or []) > 16  # words, not an empty page


def test_there_is_a_picture_of_each_kind() -> None:
    """It is in the repository, and small enough for it."""
    from slack.pictures import PICTURES

    for name in SCENES:
        file = PICTURES / f"{name}.png"
        assert file.is_file(), f"{file} is missing: run `python -m tests.slack.pictures`"
        assert file.stat().st_size < 100_000
