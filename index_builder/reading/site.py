"""The site that a content folder belongs to: its generator, its base address and its rules.

Settings are read as data. Nothing in the folder is ever run, not even a JavaScript configuration.
"""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from index_builder.generators.addresses import AddressRules, PlainAddresses
from index_builder.generators.headings.anchor_style import AnchorRuleName, AnchorStyle
from index_builder.generators.registration import Generator, SiteSettings
from index_builder.generators.registry import BY_ANCHOR_RULE, GENERATORS, PLAIN
from index_builder.generators.syntax.syntax import Syntax
from index_builder.index.errors import SiteError


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What splitting and addressing a folder's pages requires from its site."""

    root: Path  # the folder whose files are pages, resolved; it may be inside the content folder
    generator: str
    base_url: str  # "https://host/base", "/base" or ""; never ends with "/"
    anchors: AnchorStyle
    addresses: AddressRules = field(default_factory=PlainAddresses)
    syntax: Syntax = field(default_factory=Syntax)


def read_site(
    content: Path, *, site_url: str | None = None, rule: AnchorRuleName | None = None
) -> Site:
    """Find the site's settings in the content folder, or beside it if they name the folder.

    `site_url` replaces the address in the settings; it may have a path, or be only a path. `rule`
    replaces the generator's rule for anchors; if it belongs to a generator without settings, it
    also decides the addresses.

    Raises:
        SiteError: no such folder, settings that can't be read or used, or an invalid address.
    """
    folder = _existing_folder(content)
    base_url = None if site_url is None else _base(site_url, "the site URL given")
    chosen = BY_ANCHOR_RULE[rule] if rule else None
    generator, settings = (chosen, None) if chosen and chosen.addresses else _settings_of(folder)
    if settings is None:
        return Site(
            root=folder,
            generator=generator.name,
            base_url=base_url or "",
            anchors=(chosen or generator).anchors(),
            addresses=(generator.addresses or PlainAddresses)(),
        )
    return Site(
        root=settings.root,
        generator=generator.name,
        base_url=_base(settings.base, str(settings.file)) if base_url is None else base_url,
        anchors=chosen.anchors() if chosen and rule != settings.anchors.rule else settings.anchors,
        addresses=settings.addresses,
        syntax=settings.syntax,
    )


def _settings_of(folder: Path) -> tuple[Generator, SiteSettings | None]:
    """Return the first generator that finds its settings, with them; else the plain folder."""
    for generator in GENERATORS:
        settings = generator.find_settings(folder) if generator.find_settings else None
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
        raise SiteError(
            f"{content} is a link that leads to itself, {wanted}: correct it"
        ) from error
    if not folder.is_dir():
        raise SiteError(f"{content} is a file, {wanted}: name the folder it is in")
    return folder


def _base(address: str, setting: str) -> str:
    """Return a base address without its last slash; `setting` says where it comes from.

    Raises:
        SiteError: it is neither an http address nor a path.
    """
    base = address.strip().rstrip("/")
    if base and not _is_base(base):
        raise SiteError(
            f"{setting}: the address {address!r} was found, https://host/path or /path was wanted:"
            " correct it, or pass --site-url"
        )
    return base


def _is_base(base: str) -> bool:
    if not base.isprintable() or " " in base or "?" in base or "#" in base:
        return False
    try:
        split = urlsplit(base)
    except ValueError:  # an invalid IPv6 host
        return False
    is_web = split.scheme in ("http", "https") and bool(split.netloc)
    return is_web or (base.startswith("/") and not base.startswith("//"))
