"""Jekyll's settings, _config.yml: the folder of pages, the base address, kramdown's options."""

import os
from collections.abc import Iterator
from pathlib import Path

from index_builder.generators.addresses import NEVER_CONTENT
from index_builder.generators.headings.anchor_style import NoAnchors
from index_builder.generators.jekyll.addresses import BARE_NAMES, jekyll_addresses
from index_builder.generators.jekyll.anchors import KramdownAnchors
from index_builder.generators.jekyll.github_pages import Plugins, plugins_of
from index_builder.generators.jekyll.syntax import Kramdown
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.setting_lines import place_of
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    section_of,
    settings_text,
    text_of,
    texts_of,
)
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import pages_folder
from index_builder.generators.syntax.syntax import Syntax

# Keys of other tools whose settings are called _config.yml too: Hexo, Jupyter Book.
_OTHERS = frozenset({"public_dir", "source_dir", "skip_render", "execute", "launch_buttons"})


def read_jekyll(place: SettingsPlace) -> SiteSettings | None:
    """Read Jekyll's settings; None if the content is not among the site's pages.

    Raises:
        SiteError: the settings can't be read or used.
    """
    settings = read_settings(place.file)
    if _OTHERS & settings.keys() or (place.file.parent / "_toc.yml").is_file():
        return None
    source = text_of(settings, "source", ".")
    root = pages_folder(place, place.file.parent, source, f"source in {place.file}")
    if root is None:
        return None
    plugins = plugins_of(settings, place.folder)
    indexed = _folders_with_index(root) if plugins.readme_index else frozenset()
    path = text_of(settings, "baseurl").strip("/")
    engine = text_of(settings, "markdown", "kramdown")
    is_kramdown = engine.lower() == "kramdown"
    return SiteSettings(
        file=place.file,
        root=root,
        base=text_of(settings, "url").rstrip("/") + (f"/{path}" if path else ""),
        anchors=jekyll_anchors(settings) if is_kramdown else NoAnchors(),
        addresses=jekyll_addresses(settings, plugins, indexed),
        warnings=(
            *_doubts(place.file, root, plugins),
            *(() if is_kramdown else (_other_engine(place.file, engine),)),
        ),
        syntax=jekyll_syntax(settings) if is_kramdown else Syntax(),
    )


def _other_engine(file: Path, engine: str) -> str:
    """Return a warning that the pages are not made by kramdown, as those of most sites are."""
    return (
        f"{place_of(file, settings_text(file), 'markdown')}: markdown is {engine!r}, whose anchors"
        " are not known here (those of kramdown are), so that links have none: pass --anchors if"
        " one of its rules fits"
    )


def _doubts(file: Path, root: Path, plugins: Plugins) -> tuple[str, ...]:
    """Return a warning where it depends on who builds the site whether files are pages."""
    if plugins.builder != "unknown" or plugins.explicit:
        return ()
    bare = next((path for path in _files(root, ".md") if _is_bare(path)), None)
    if bare is None:
        return ()
    return (
        f"{file}:1: nothing tells whether GitHub Pages builds this site, where Markdown without"
        f" front matter is a page, too; {bare.relative_to(root)} and its like are taken for plain"
        " files: set optional_front_matter with `enabled: true` (and list the plugins"
        " jekyll-optional-front-matter and jekyll-readme-index) or `enabled: false`",
    )


def _is_bare(file: Path) -> bool:
    """Return whether a file has no front matter, and would be a page on GitHub."""
    if file.stem.upper() in BARE_NAMES:
        has_index = any(file.parent.glob("index.*"))
        if file.stem.lower() != "readme" or has_index:
            return False  # served as it is there, too
    try:
        with file.open("rb") as opened:
            return opened.read(3) != b"---"
    except OSError:
        return False


def _folders_with_index(root: Path) -> frozenset[str]:
    """Return the folders, "" for the top one, with an index page that is no Markdown."""
    names = ("index.html", "index.htm", "index.xhtml", "index.xml")
    found = (file.parent for file in _files(root, ".html", ".htm", ".xhtml", ".xml")
             if file.name.lower() in names)  # fmt: skip
    return frozenset(
        "" if folder == root else folder.relative_to(root).as_posix() for folder in found
    )


def _files(root: Path, *ends: str) -> Iterator[Path]:
    """Yield the files of the site that Jekyll sees, with one of these suffixes."""
    for folder, inner, names in os.walk(root):
        inner[:] = sorted(
            name for name in inner if not name.startswith((".", "_")) and name not in NEVER_CONTENT
        )
        for name in sorted(names):
            if name.lower().endswith(ends) and not name.startswith((".", "_")):
                yield Path(folder) / name


def jekyll_anchors(settings: Settings) -> KramdownAnchors:
    """Take the `kramdown` settings of _config.yml."""
    kramdown = section_of(settings, "kramdown")
    return KramdownAnchors(
        auto_ids=kramdown.get("auto_ids") is not False,
        auto_id_prefix=text_of(kramdown, "auto_id_prefix"),
        input="kramdown" if text_of(kramdown, "input", "GFM") == "kramdown" else "GFM",
        typographic="no_auto_typographic" not in _listed(kramdown, "gfm_quirks"),
    )


def jekyll_syntax(settings: Settings) -> Kramdown:
    """Take what `kramdown` in _config.yml says of its parser."""
    kramdown = section_of(settings, "kramdown")
    return Kramdown(
        reads_html=kramdown.get("parse_block_html") is True,
        is_gfm=text_of(kramdown, "input", "GFM") != "kramdown",
    )


def _listed(settings: Settings, key: str) -> tuple[str, ...]:
    """Return a list's items; kramdown also accepts one text with commas."""
    return tuple(part.strip() for text in texts_of(settings, key) for part in text.split(","))
