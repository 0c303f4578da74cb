"""Pictures of what staff see in Slack, from the real content.

`python -m tests.slack.pictures [INDEX]` previews each kind of message as an HTML page and has
headless Chromium photograph it into tests/slack/pictures/, in light and, for one, in dark. The
index is built once, in a folder that is thrown away, unless INDEX names one.
"""

import base64
import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from assistant.wiring import open_or_build

from .scenes import SCENES, page_of

ROOT = Path(__file__).resolve().parents[2]
PICTURES = Path(__file__).with_name("pictures")
_FLAGS = "--headless=new --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1"
_COLOURS = 64  # a picture of text needs no more, and is a third as large


class Camera:
    """A browser that shows a page and takes its picture."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        """Hold the browser."""
        self._driver = driver

    def show(self, page: str, folder: Path, *, width: int, dark: bool = False) -> None:
        """Open a page in a window so many pixels wide."""
        file = folder / "page.html"
        file.write_text(page, encoding="utf-8")
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": scheme})
        size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self._driver.get(file.as_uri())

    def overflows(self) -> bool:
        """Whether anything stands out to the right of the window."""
        script = "return document.documentElement.scrollWidth > innerWidth"
        return bool(self._driver.execute_script(script))

    def picture(self) -> Image.Image:
        """Return the whole page as a picture."""
        script = (
            "return [innerWidth, document.querySelector('main').getBoundingClientRect().bottom]"
        )
        width, height = self._driver.execute_script(script)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self._driver.execute_cdp_cmd(
            "Page.captureScreenshot",
            {"format": "png", "captureBeyondViewport": True, "clip": clip},
        )
        return Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")


@contextmanager
def camera(profile: Path) -> Iterator[Camera]:
    """Yield a camera; its browser has an empty profile and loads nothing but our pages."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in [*_FLAGS.split(), f"--user-data-dir={profile}"]:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        yield Camera(driver)
    finally:
        driver.quit()


def main(index: str | None = None) -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        where = Path(index) if index else folder / "index"
        generation = open_or_build(where, ROOT / "content", lambda text: print(text))
        PICTURES.mkdir(exist_ok=True)
        with camera(folder / "profile") as taking:
            for name, scene in SCENES.items():
                taking.show(page_of(generation, scene), folder, width=760, dark=scene.dark)
                picture = taking.picture().quantize(_COLOURS)
                file = PICTURES / f"{name}.png"
                picture.save(file, optimize=True)
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
