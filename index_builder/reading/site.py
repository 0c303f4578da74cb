"""The settings of the site a content folder belongs to: which generator, which base, which rules.

Settings are read as data. Nothing in the folder is run, a JavaScript configuration least of all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from index_builder.anchors import AnchorStyle, Rule
from index_builder.errors import SiteError
from index_builder.reading import addresses
from index_builder.reading.generators import docusaurus, hugo, jekyll, mkdocs
from index_builder.reading.generators.anchor_styles import (
    hugo_anchors,
    jekyll_anchors,
    mkdocs_anchors,
)
from index_builder.reading.generators.javascript import literals
from index_builder.reading.generators.settings import read_settings, settings_text, text_of

Generator = Literal["jekyll", "mkdocs", "docusaurus", "hugo", "github", "plain"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What cutting and addressing a content folder needs to know of its site."""

    root: Path  # the folder whose files are pages, resolved; not always the folder given
    generator: Generator
    base_url: str  # "https://host/base", "/base" or ""; never ends with "/"
    anchors: AnchorStyle
    rules: addresses.Rules = field(default_factory=addresses.PlainRules)


def read_site(content: Path, *, site_url: str | None = None, rule: Rule | None = None) -> Site:
    """Find the site's settings in the content folder, or beside it where they name it.

    `site_url` replaces the address in the settings; it may have a path, or be a path alone.
    `rule` replaces the generator's rule for anchors; "github" makes addresses GitHub's too.

    Raises:
        SiteError: no such folder, settings that can't be read or used, an address that is none.
    """
    folder = _existing_folder(content)
    given = None if site_url is None else _base(site_url, "the site URL given")
    if rule == "github":
        return Site(
            root=folder,
            generator="github",
            base_url=given or "",
            anchors=AnchorStyle(rule="github"),
            rules=addresses.GithubRules(),
        )
    found = next(filter(None, (find(folder) for find in _FINDERS)), None)
    if found is None:
        anchors = AnchorStyle(rule=rule or "kramdown")
        return Site(root=folder, generator="plain", base_url=given or "", anchors=anchors)
    own = found.anchors
    return Site(
        root=found.root,
        generator=found.generator,
        base_url=_base(found.base, str(found.file)) if given is None else given,
        anchors=own if rule in (None, own.rule) else AnchorStyle(rule=rule),
        rules=found.rules,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A generator's settings as read: the same as a Site's, before the options have their say."""

    file: Path
    root: Path
    generator: Generator
    base: str
    anchors: AnchorStyle
    rules: addresses.Rules


def _jekyll(content: Path) -> _Found | None:
    file = _first_file(content, jekyll.FILES)
    if file is None:
        return None
    settings = read_settings(file)
    path = text_of(settings, "baseurl").strip("/")
    return _Found(
        file=file,
        root=_inside(content, text_of(settings, "source", "."), f"source in {file}"),
        generator="jekyll",
        base=text_of(settings, "url").rstrip("/") + (f"/{path}" if path else ""),
        anchors=jekyll_anchors(settings),
        rules=jekyll.jekyll_rules(settings),
    )


def _mkdocs(content: Path) -> _Found | None:
    for folder in (content, content.parent):
        file = _first_file(folder, mkdocs.FILES)
        if file is None:
            continue
        settings = read_settings(file, tags_allowed=True)
        root = _root(content, folder, text_of(settings, "docs_dir", "docs"), f"docs_dir in {file}")
        if root:
            return _Found(
                file=file,
                root=root,
                generator="mkdocs",
                base=text_of(settings, "site_url"),
                anchors=mkdocs_anchors(settings),
                rules=mkdocs.mkdocs_rules(settings),
            )
    return None


def _docusaurus(content: Path) -> _Found | None:
    for folder in (content, content.parent):
        file = _first_file(folder, docusaurus.FILES)
        if file is None:
            continue
        said = literals(settings_text(file))
        inner = content / "docs" if folder == content else content
        return _Found(
            file=file,
            root=inner if inner.is_dir() else content,
            generator="docusaurus",
            base=said.get("url", "").rstrip("/") + said.get("baseUrl", ""),
            anchors=AnchorStyle(rule="docusaurus"),
            rules=_docusaurus_rules(said),
        )
    return None


def _docusaurus_rules(said: Mapping[str, str]) -> docusaurus.DocusaurusRules:
    slash = said.get("trailingSlash")
    return docusaurus.DocusaurusRules(
        route=said.get("presets.docs.routeBasePath", "docs").strip("/"),
        trailing_slash=None if slash is None else slash == "true",
    )


def _hugo(content: Path) -> _Found | None:
    for folder in (content, content.parent):
        file = _first_file(folder, hugo.FILES)
        if file is None:
            continue
        settings = {key.lower(): value for key, value in read_settings(file).items()}
        if not file.name.startswith("hugo.") and "baseurl" not in settings:
            continue  # many tools call their settings config.yaml
        where = text_of(settings, "contentdir", "content")
        root = _root(content, folder, where, f"contentDir in {file}")
        if root:
            return _Found(
                file=file,
                root=root,
                generator="hugo",
                base=text_of(settings, "baseurl"),
                anchors=hugo_anchors(settings),
                rules=hugo.hugo_rules(settings),
            )
    return None


_FINDERS: tuple[Callable[[Path], _Found | None], ...] = (_jekyll, _mkdocs, _docusaurus, _hugo)


def _existing_folder(content: Path) -> Path:
    wanted = "a folder of Markdown files was wanted"
    try:
        folder = content.resolve(strict=True)
    except OSError as error:
        raise SiteError(
            f"{content} can't be opened ({error.strerror}), {wanted}: name one that exists"
        ) from error
    except RuntimeError as error:
        raise SiteError(f"{content} is a link that leads to itself, {wanted}: mend it") from error
    if not folder.is_dir():
        raise SiteError(f"{content} is a file, {wanted}: name the folder it is in")
    return folder


def _first_file(folder: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first settings file there is.

    Raises:
        SiteError: it is a symbolic link out of its folder, where nothing is read.
    """
    found = next((folder / name for name in names if _is_file(folder / name)), None)
    if found and not found.resolve().is_relative_to(folder):
        raise SiteError(f"{found} is a link that leaves its folder: put the file itself there")
    return found


def _is_file(file: Path) -> bool:
    try:
        return file.is_file()
    except OSError:  # the folder may not be entered; reading the pages will say so
        return False


def _root(content: Path, folder: Path, where: str, named: str) -> Path | None:
    """Return the folder of pages; None where settings beside the content mean another one."""
    if folder == content:
        return _inside(content, where, named)
    return content if _resolved(folder, where) == content else None


def _inside(content: Path, where: str, named: str) -> Path:
    root = _resolved(content, where)
    if root is None or not root.is_dir() or not root.is_relative_to(content):
        raise SiteError(
            f"{named} is {where!r}, a folder inside {content} was wanted:"
            " correct it, or name that folder as the content"
        )
    return root


def _resolved(folder: Path, where: str) -> Path | None:
    try:
        return (folder / where).resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a null character
        return None


def _base(written: str, named: str) -> str:
    """Return a base address without its last slash.

    Raises:
        SiteError: it is neither an http address nor a path.
    """
    base = written.strip().rstrip("/")
    if base and not _is_base(base):
        raise SiteError(
            f"{named}: the address {written!r} was found, https://host/path or /path was wanted:"
            " correct it, or pass --site-url"
        )
    return base


def _is_base(base: str) -> bool:
    if not base.isprintable() or " " in base or "?" in base or "#" in base:
        return False
    try:
        split = urlsplit(base)
    except ValueError:  # an IPv6 host that is none
        return False
    is_web = split.scheme in ("http", "https") and bool(split.netloc)
    return is_web or (base.startswith("/") and not base.startswith("//"))
