"""Docusaurus: a doc's slug and a blog post's, as version 3 makes them.

Source of the rules: "Create a doc", "Routing", and the plugins' references in the Docusaurus
documentation, checked against the plugins' own functions (`slug.js`, `numberPrefix.js`,
`blogUtils.js`).
"""

import posixpath
import re
from pathlib import PurePosixPath

from index_builder.generators.addresses import PageFile
from index_builder.index.errors import PageError

_DATE_OR_VERSION = re.compile(r"\d+[-_.]\d+", re.ASCII)
_NUMBERED = re.compile(r"\d+\s*[-_.]+\s*([^-_.\s].*)", re.ASCII | re.DOTALL)
_DATED = re.compile(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?\.mdx?",
    re.ASCII | re.DOTALL,
)
_POST_END = re.compile(r"(?:/index)?\.mdx?$")


def doc_slug(source: PageFile, file: PurePosixPath, *, numbered: bool) -> str:
    """Return a doc's slug, which starts with "/"; `numbered`: numbers only order files.

    Raises:
        PageError: Docusaurus takes no such slug or id.
    """
    numbered = numbered and source.fields.get("parse_number_prefixes") is not False
    folders = [without_number(part) if numbered else part for part in file.parts[:-1]]
    folder = "/" + "".join(f"{part}/" for part in folders)
    slug = source.text("slug")
    if slug is None and is_index(file):
        return folder
    name = source.text("id") or (without_number(file.stem) if numbered else file.stem)
    if "/" in name:
        raise PageError(source.path, 1, f"id: {name!r} has a slash: use `slug` for the address")
    resolved = _resolved(slug or name, folder)
    if any(sign in resolved for sign in ("#", "?", "//")) or "/../" in resolved:
        raise PageError(
            source.path, 1, f"Docusaurus takes no address {resolved!r}: set another `slug`"
        )
    return resolved


def post_slug(source: PageFile, file: PurePosixPath) -> str:
    """Return a blog post's slug: its own, else the date in its path and the rest of the path."""
    slug = source.text("slug")
    if slug is not None:
        return slug
    dated = _DATED.fullmatch(str(file))
    if dated:
        return f"/{dated['date'].replace('-', '/')}/{dated['folder']}{dated['text']}"
    return "/" + _POST_END.sub("", str(file))


def page_slug(source: PageFile, file: PurePosixPath) -> str:
    """Return the slug of a Markdown page beside the docs: its own, else its path."""
    slug = source.text("slug")
    if slug is not None:
        return slug
    folder = "" if str(file.parent) == "." else f"{file.parent}/"
    return f"/{folder}" if file.stem == "index" else f"/{folder}{file.stem}"


def is_index(file: PurePosixPath) -> bool:
    """Return whether a file is its folder's page: index, readme, or the folder's own name."""
    named = {"index", "readme"} | {part.lower() for part in file.parts[-2:-1]}
    return file.stem.lower() in named


def without_number(name: str) -> str:
    """Drop the number that orders a file or folder, unless it looks like a date or a version."""
    found = None if _DATE_OR_VERSION.match(name) else _NUMBERED.fullmatch(name)
    return found[1] if found else name


def _resolved(slug: str, folder: str) -> str:
    if slug.startswith("/"):
        return slug
    ended = "/" if slug.endswith(("/", "/.", "/..")) or slug in (".", "..") else ""
    path = posixpath.normpath(folder + slug)
    return path if path.endswith("/") else path + ended
