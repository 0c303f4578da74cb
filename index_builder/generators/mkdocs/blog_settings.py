"""The settings of Material's blog and meta plugins, as mkdocs.yml and .meta.yml files have them."""

import posixpath
from collections.abc import Callable
from pathlib import Path

from index_builder.generators.mkdocs.anchors import MkdocsAnchors
from index_builder.generators.mkdocs.blog import Blog, depends_on_language
from index_builder.generators.mkdocs.plugins import Plugin
from index_builder.generators.mkdocs.slugify import slugify_named, slugify_written
from index_builder.generators.settings_files.settings_file import (
    Settings,
    read_settings,
    section_of,
    text_of,
)

_MOST_META_FILES = 1000
_SLUGS = "post_slugify", "categories_slugify"


def blogs_of(plugins: tuple[Plugin, ...], root: Path) -> tuple[Blog, ...]:
    """Return the site's blogs; `root` is its folder of pages, where .meta.yml files are read.

    Raises:
        SiteError: a .meta.yml file can't be read.
    """
    found = [plugin.options for plugin in plugins if plugin.name == "blog"]
    if not found:
        return ()
    meta = next((plugin.options for plugin in plugins if plugin.name == "meta"), None)
    defaults = {} if meta is None else _defaults(root, text_of(meta, "meta_file", ".meta.yml"))
    return tuple(_blog(options, defaults) for options in found)


def unread_dates(
    blogs: tuple[Blog, ...], settings: Settings, place: Callable[[str, str], str]
) -> tuple[str, ...]:
    """Return a warning where addresses of posts have names of months in another language."""
    theme = section_of(settings, "theme")
    language = text_of(theme, "language", "en")
    worded = [blog for blog in blogs if depends_on_language(blog.date_format)]
    if not worded or language.startswith("en"):
        return ()
    return (
        f"{place('plugins', 'post_url_date_format')}: post_url_date_format is"
        f" {worded[0].date_format!r} in the language {language!r}; only English names are known"
        " here, so that the addresses of posts are guesses: use numbers, or pass --address-pattern",
    )


def unread_slugs(plugins: tuple[Plugin, ...], place: Callable[[str, str], str]) -> tuple[str, ...]:
    """Return a warning for each function that makes parts of posts' addresses and is not known."""
    return tuple(
        f"{place('plugins', key)}: {key} is {slugify_written(plugin.options[key])}, which is not"
        " read, so that the addresses of posts are guesses: pass --address-pattern"
        for plugin in plugins
        if plugin.name == "blog"
        for key in _SLUGS
        if key in plugin.options and slugify_named(plugin.options[key]) is None
    )


def _blog(options: Settings, defaults: dict[str, Settings]) -> Blog:
    folder = posixpath.normpath(text_of(options, "blog_dir", "blog"))
    posts = text_of(options, "post_dir", "{blog}/posts").replace("{blog}", folder)
    categories = options.get("post_url_max_categories")
    return Blog(
        folder=folder,
        posts=posixpath.normpath(posts),
        url_format=text_of(options, "post_url_format", "{date}/{slug}"),
        date_format=text_of(options, "post_url_date_format", "yyyy/MM/dd"),
        max_categories=categories if isinstance(categories, int) else 1,
        title_slugs=_slugs(options, "post_slugify"),
        category_slugs=_slugs(options, "categories_slugify"),
        drafts=options.get("draft") is True,
        future_is_draft=options.get("draft_if_future_date") is True,
        defaults=defaults,
    )


def _slugs(options: Settings, key: str) -> MkdocsAnchors:
    named = (slugify_named(options[key]) if key in options else None) or "pymdownx-lower"
    return MkdocsAnchors(separator=text_of(options, f"{key}_separator", "-"), slugify=named)


def _defaults(root: Path, name: str) -> dict[str, Settings]:
    if "/" in name or any(mark in name for mark in "*?["):
        return {}
    found = sorted(root.rglob(name), key=lambda file: (len(file.parts), file))[:_MOST_META_FILES]
    return {
        "" if file.parent == root else file.parent.relative_to(root).as_posix(): read_settings(file)
        for file in found
        if file.is_file() and file.resolve().is_relative_to(root)
    }
