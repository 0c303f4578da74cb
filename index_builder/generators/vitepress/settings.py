"""VitePress' settings, .vitepress/config.js and its like: never run, only read."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from index_builder.generators.headings.anchor_style import AnchorStyle, NoAnchors
from index_builder.generators.registration import SiteSettings
from index_builder.generators.settings_files.globs import Globs, UnreadGlobError, globs
from index_builder.generators.settings_files.javascript_options import JsOptions
from index_builder.generators.settings_files.javascript_values import (
    JsAbsent,
    JsFlag,
    JsObject,
    JsText,
)
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import files_below, pages_folder
from index_builder.generators.vitepress.addresses import Rewrite, VitepressAddresses
from index_builder.generators.vitepress.anchors import VitepressAnchors
from index_builder.generators.vitepress.rewrites import read_rewrite

FILES = tuple(
    f".vitepress/config{inner}.{end}"
    for end in ("js", "ts", "mjs", "mts")
    for inner in ("", "/index")
)
_PARAMETER = re.compile(r"\\\[[^/\]]*\]")  # of a route, escaped
_ADDRESS = "pass --site-url"
_PATTERN = "pass --address-pattern if addresses are others"
_CONTENT = "name the folder of pages as the content"


def read_vitepress(place: SettingsPlace) -> SiteSettings | None:
    """Read VitePress' settings; None if the content is not among the site's pages.

    Raises:
        SiteError: the settings can't be used.
    """
    options = JsOptions(file=place.file, folder=place.folder)
    settings = options.exported()
    source = options.text(settings, "srcDir", ".", instead=_CONTENT)
    root = pages_folder(place, place.folder, source, f"srcDir in {place.file}")
    if root is None and place.content.is_relative_to(place.folder / source):
        root = place.folder / source
    if root is None:
        return None
    return SiteSettings(
        file=place.file,
        root=root,
        base=_base(settings, options),
        anchors=_anchors(settings, options),
        addresses=VitepressAddresses(
            clean=bool(options.flag(settings, "cleanUrls", False, instead=_PATTERN)),
            exclude=_exclude(settings, options),
            rewrites=tuple(_rewrites(settings, options)),
        ),
        warnings=tuple(options.warnings),
        serves=lambda path: (
            (root / "public" / path.strip("/")).is_file() or _is_dynamic(root, path)
        ),
    )


def _is_dynamic(root: Path, path: str) -> bool:
    """Return whether a program may make the page, from a file such as packages/[name].md."""
    inner = path.strip("/").removesuffix(".html")
    for file in files_below(root):
        route = file.relative_to(root).as_posix()
        if "[" in route and route.endswith(".md"):
            pattern = re.escape(route[:-3]).removesuffix("/index")
            if re.fullmatch(_PARAMETER.sub("[^/]+", pattern), inner):
                return True
    return False


def _base(settings: JsObject, options: JsOptions) -> str:
    """Return the base, with the host that the site map names; no other setting has it."""
    base = options.text(settings, "base", "/", instead=_ADDRESS)
    path = f"/{base.strip('/')}/" if base.strip("/") else "/"
    sitemap = options.section(settings, "sitemap", instead=_ADDRESS)
    host = options.text(sitemap, "hostname", "", instead=_ADDRESS)
    try:
        split = urlsplit(host)
    except ValueError:
        split = urlsplit("")
    if split.scheme in ("http", "https") and split.netloc:
        return f"{split.scheme}://{split.netloc}{path}"
    return path


def _anchors(settings: JsObject, options: JsOptions) -> AnchorStyle:
    """Return the rule for anchors; none if the settings put another one in its place."""
    markdown = options.section(settings, "markdown", instead="pass --anchors")
    anchor = markdown.get("anchor")
    for key in ("slugify", "getTokensText", "level", "uniqueSlugStartIndex"):
        if isinstance(anchor, JsObject) and not isinstance(anchor.get(key), JsAbsent):
            line = anchor.get(key).line
            options.warn(line, f"markdown.anchor.{key} is not run: links have no anchors")
            return NoAnchors()
    attributes = options.section(markdown, "attrs", instead="pass --anchors")
    disabled = attributes.get("disable")
    return VitepressAnchors(explicit_ids=not (isinstance(disabled, JsFlag) and disabled.flag))


def _exclude(settings: JsObject, options: JsOptions) -> Globs:
    patterns = options.texts(settings, "srcExclude", instead=_CONTENT) or ()
    try:
        return globs(patterns, dot=True)
    except UnreadGlobError as error:
        line = settings.get("srcExclude").line
        options.warn(line, f"srcExclude has the pattern {str(error)!r}, which is not understood")
        return Globs()


def _rewrites(settings: JsObject, options: JsOptions) -> list[Rewrite]:
    value = settings.get("rewrites")
    if isinstance(value, JsAbsent):
        return []
    if not isinstance(value, JsObject) or value.rest:
        options.warn(value.line, f"rewrites is a program, which is not run: {_PATTERN}")
    found = []
    for pattern, path in value.entries.items() if isinstance(value, JsObject) else ():
        rewrite = read_rewrite(pattern, path.text) if isinstance(path, JsText) else None
        if rewrite:
            found.append(rewrite)
        else:
            options.warn(path.line, f"the rewrite of {pattern!r} is not understood: {_PATTERN}")
    return found
