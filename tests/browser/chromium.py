"""Chromium as an instrument: which words of a page it highlights, and where it has scrolled to.

A page's scripts can't see the text directive nor what it matched (the draft's "Security and
Privacy"), so the highlight is read from a screenshot: each word's place is asked from the layout,
and the pixel in its middle says whether the word is highlighted.
"""

import base64
import io
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

CHROMIUM = "/usr/bin/chromium"
DRIVER = "/usr/bin/chromedriver"
WINDOW = (900, 500)  # low, so that almost every target needs scrolling
PATIENCE = 2.0  # seconds for the highlight to come; it mostly is there at once
_SCALE = 0.25  # of the screenshot: a line is still five pixels high
_HIGHLIGHT = (255, 0, 255)

_FLAGS = """
--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync
--disable-background-networking --disable-component-update --disable-dev-shm-usage --hide-scrollbars
""".split()

# Words as the layout has them: [text, x, y] of the middle of the first box, in page pixels, and the
# headings: [id, text, number of words before it].
_LAYOUT = r"""
const words = [], headings = [];
const walker = document.createTreeWalker(document.body);
for (let node = walker.currentNode; node; node = walker.nextNode()) {
  if (node.nodeType === Node.ELEMENT_NODE) {
    if (/^H[1-6]$/.test(node.tagName)) {
      headings.push([node.id, node.textContent.trim(), words.length]);
    }
    continue;
  }
  if (node.nodeType !== Node.TEXT_NODE) continue;
  for (const found of node.data.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) {
    const range = document.createRange();
    range.setStart(node, found.index);
    range.setEnd(node, found.index + found[0].length);
    const box = range.getClientRects()[0];
    if (!box || !box.width) continue;
    words.push([found[0], box.x + box.width / 2 + scrollX, box.y + box.height / 2 + scrollY]);
  }
}
const root = document.documentElement;
const images = Array.from(document.images, (image) => image.alt);
return {words, headings, images, width: root.scrollWidth, height: root.scrollHeight};
"""

_FOCUSED = """
const one = document.activeElement, link = one.getAttribute("href");
return link ? `a→${link}` : `${one.tagName.toLowerCase()}#${one.id}`;
"""
_LINKS = "return Array.from(document.links, (link) => link.getAttribute('href'))"
_LOADED = "return performance.getEntriesByType('resource').map((one) => one.name)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A page as laid out: its words in order, and its headings among them."""

    words: tuple[tuple[str, float, float], ...]  # text, x and y of its middle in page pixels
    headings: tuple[tuple[str, str, int], ...]  # id, text, how many words stand before it
    images: tuple[str, ...]  # their alternative texts
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a reader sees after opening a link."""

    highlighted: tuple[int, ...]  # indices of the layout's words
    first_visible: bool  # the first of them is inside the window
    window: tuple[float, float]  # its top and bottom, in page pixels


class Browser:
    """One Chromium; a page's layout is read once, since its window never changes."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self._driver = driver
        self._layouts: dict[str, Layout] = {}
        self._visits = count()

    def layout(self, url: str) -> Layout:
        """Return the layout of the page at `url` (no fragment)."""
        if url not in self._layouts:
            self._driver.get(url)
            found = self._driver.execute_script(_LAYOUT)
            self._layouts[url] = Layout(
                words=tuple((text, x, y) for text, x, y in found["words"]),
                headings=tuple((held, text, at) for held, text, at in found["headings"]),
                images=tuple(found["images"]),
                width=found["width"],
                height=found["height"],
            )
        return self._layouts[url]

    def sight(self, url: str, *, patience: float = PATIENCE) -> Sight:
        """Open a link with a fragment and wait up to `patience` seconds for a highlight.

        Each visit has a query of its own: a text directive is obeyed in a full navigation, and
        the same address again would be none.
        """
        page, _, fragment = url.partition("#")
        layout = self.layout(page)
        self._driver.get(f"{page}?visit={next(self._visits)}#{fragment}")
        deadline = time.monotonic() + patience
        while True:
            seen = self._sight(layout)
            if seen.first_visible or time.monotonic() > deadline:
                return seen

    def focused(self, url: str, keys: Sequence[str]) -> list[str]:
        """Open a page and press keys; return what has the focus after each: "tag#id", "a→href"."""
        self._driver.get(url)
        return [self._after(key) for key in keys]

    def _after(self, key: str) -> str:
        ActionChains(self._driver).send_keys(key).perform()
        return str(self._driver.execute_script(_FOCUSED))

    @property
    def address(self) -> str:
        """The address of the page that is open."""
        return str(self._driver.current_url)

    @property
    def title(self) -> str:
        """The title of the page that is open."""
        return str(self._driver.title)

    def links(self, url: str) -> list[str]:
        """Return where a page's links lead, as they are written."""
        self._driver.get(url)
        return list(self._driver.execute_script(_LINKS))

    def loaded(self, url: str) -> list[str]:
        """Return what a page loads besides itself."""
        self._driver.get(url)
        return list(self._driver.execute_script(_LOADED))

    def too_wide(self, url: str, width: int) -> bool:
        """Whether a page has to be scrolled sideways in a window of this width."""
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        try:
            self._driver.get(url)
            return bool(
                self._driver.execute_script(
                    "return document.documentElement.scrollWidth > innerWidth"
                )
            )
        finally:
            self._driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def _sight(self, layout: Layout) -> Sight:
        # The screenshot makes the window as high as the page for a moment: ask for the place first.
        top, height = self._driver.execute_script("return [scrollY, innerHeight]")
        found = self._highlighted(layout)
        visible = bool(found) and top <= layout.words[found[0]][2] <= top + height
        return Sight(highlighted=found, first_visible=visible, window=(top, top + height))

    def _highlighted(self, layout: Layout) -> tuple[int, ...]:
        shot = self._driver.execute_cdp_cmd(
            "Page.captureScreenshot",
            {
                "format": "png",
                "optimizeForSpeed": True,
                "captureBeyondViewport": True,
                "clip": {
                    "x": 0,
                    "y": 0,
                    "width": layout.width,
                    "height": layout.height,
                    "scale": _SCALE,
                },
            },
        )
        image = Image.open(io.BytesIO(base64.b64decode(shot["data"]))).convert("RGB")
        lit = (np.asarray(image) == _HIGHLIGHT).all(axis=2)
        rows, columns = lit.shape
        return tuple(
            at
            for at, (_, x, y) in enumerate(layout.words)
            if 0 <= y * _SCALE < rows
            and 0 <= x * _SCALE < columns
            and lit[int(y * _SCALE), int(x * _SCALE)]
        )


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """Yield a browser with an empty profile folder; it downloads nothing."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in [*_FLAGS, f"--user-data-dir={profile}", f"--window-size={WINDOW[0]},{WINDOW[1]}"]:
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield Browser(driver)
    finally:
        driver.quit()
