"""The settings of the site a content folder belongs to: which generator, which base, which rules.

Settings are read as data. Nothing in the folder is run, a JavaScript configuration least of all.
"""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from index_builder.generators import addresses
from index_builder.generators.headings.anchor_style import AnchorStyle, Rule
from index_builder.generators.registration import Generator, SiteSettings
from index_builder.generators.registry import GENERATORS, PLAIN, with_rule
from index_builder.index.errors import SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What cutting and addressing a content folder needs to know of its site."""

    root: Path  # the folder whose files are pages, resolved; not always the folder given
    generator: str
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
    chosen = with_rule(rule) if rule else None
    generator, found = (chosen, None) if chosen and chosen.rules else _found(folder)
    if found is None:
        return Site(
            root=folder,
            generator=generator.name,
            base_url=given or "",
            anchors=AnchorStyle(rule=rule or generator.anchor_rule.name),
            rules=(generator.rules or addresses.PlainRules)(),
        )
    own = found.anchors
    return Site(
        root=found.root,
        generator=generator.name,
        base_url=_base(found.base, str(found.file)) if given is None else given,
        anchors=own if rule in (None, own.rule) else AnchorStyle(rule=rule),
        rules=found.rules,
    )


def _found(folder: Path) -> tuple[Generator, SiteSettings | None]:
    """Return the first generator whose settings are there, and these; else the plain folder."""
    for generator in GENERATORS:
        settings = generator.find(folder) if generator.find else None
        if settings:
            return generator, settings
    return PLAIN, None


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
