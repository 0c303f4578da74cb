"""The site that a content folder belongs to: its generator, its base address and its rules.

Settings are read as data. Nothing in the folder is ever run, not even a JavaScript configuration.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from index_builder.generators.address_pattern import pattern_addresses
from index_builder.generators.addresses import AddressRules, PlainAddresses
from index_builder.generators.headings.anchor_style import AnchorStyle, NoAnchors
from index_builder.generators.registration import SiteSettings
from index_builder.generators.registry import BY_ANCHOR_RULE
from index_builder.generators.syntax.syntax import Syntax
from index_builder.generators.unread import PagesOfUnread, UnreadGenerator, folder_of_pages
from index_builder.index.errors import SiteError
from index_builder.index.passage import LeftOut
from index_builder.reading.settings_search import FoundSite, find_site
from index_builder.reading.site_options import SiteOptions

_OPTION = re.compile("--(site-url|address-pattern|anchors)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What splitting and addressing a folder's pages requires from its site."""

    root: Path  # the folder whose files are read, resolved; it may be inside the content folder
    above: str = ""  # from the site's folder of pages down to `root`: "policies/", "" if they agree
    generator: str
    title: str = "a plain folder"  # of the generator, or of one that is only recognised
    settings_file: Path | None = None
    base_url: str  # "https://host/base", "/base" or ""; never ends with "/"
    anchors: AnchorStyle
    anchors_known: bool = True  # whether they are made by the generator's own rule
    addresses: AddressRules = field(default_factory=PlainAddresses)
    left_out: tuple[LeftOut, ...] = ()  # folders of the content that are not among its pages
    serves: Callable[[str], bool] | None = None  # as in SiteSettings
    links_from_pages: bool = False  # as in SiteSettings
    warnings: tuple[str, ...] = ()  # why links may be wrong, and what to do about it
    syntax: Syntax = field(default_factory=Syntax)


def read_site(content: Path, options: SiteOptions | None = None) -> Site:
    """Find the settings of the site that a content folder belongs to, in it or above it.

    `options` replace what is found. An anchor rule that belongs to a generator without settings
    also decides the addresses.

    Raises:
        SiteError: no such folder, settings that can't be read or used, or an invalid option.
    """
    options = options or SiteOptions()
    folder = _existing_folder(content)
    base_url = None if options.site_url is None else _base(options.site_url, "the site URL given")
    found = find_site(folder, options)
    settings = found.settings
    anchors, known = _anchors(found, options)
    root = folder if settings is None else settings.root
    above = ""
    if folder != root and folder.is_relative_to(root):
        root, above = folder, f"{folder.relative_to(root).as_posix()}/"
    elif found.recognised:
        above = _above_of_unread(*found.recognised, options.address_pattern, folder)
    if base_url is None and settings:
        base_url = _base(settings.base, str(settings.file))
    return Site(
        root=root,
        above=above,
        generator=found.generator.name,
        title=found.title,
        settings_file=settings.file if settings else None,
        base_url=base_url or "",
        anchors=anchors,
        anchors_known=known,
        addresses=_addresses(found, options),
        left_out=settings.left_out if settings else (),
        serves=settings.serves if settings else None,
        links_from_pages=settings.links_from_pages if settings else False,
        warnings=(*_open_doubts(settings, options), *_doubts(found, options, base_url, root)),
        syntax=settings.syntax if settings else Syntax(),
    )


def _open_doubts(settings: SiteSettings | None, options: SiteOptions) -> list[str]:
    """Return what the settings leave open, but for what the options named there have ended."""
    given = {
        "site-url": options.site_url is not None,
        "address-pattern": options.address_pattern is not None,
        "anchors": options.anchors is not None,
    }
    warnings = []
    for warning in settings.warnings if settings else ():
        named = _OPTION.findall(warning)
        if not named or not all(given[name] for name in named):
            warnings.append(warning)
    return warnings


def _addresses(found: FoundSite, options: SiteOptions) -> AddressRules:
    if options.address_pattern is not None:
        rules: AddressRules = pattern_addresses(options.address_pattern)
    else:
        rules = found.settings.addresses if found.settings else found.generator.addresses()
    return PagesOfUnread(rules, found.recognised[0]) if found.recognised else rules


def _anchors(found: FoundSite, options: SiteOptions) -> tuple[AnchorStyle, bool]:
    """Return the style of anchors, and whether it is known to be the site's."""
    style = _own_anchors(found.settings, found)
    if options.anchors is not None:
        chosen = BY_ANCHOR_RULE[options.anchors].anchors()
        return (style if style.rule == chosen.rule else chosen), True
    if found.is_guess and (found.recognised or options.address_pattern is not None):
        return NoAnchors(), False
    return style, not found.is_guess and not isinstance(style, NoAnchors)


def _own_anchors(settings: SiteSettings | None, found: FoundSite) -> AnchorStyle:
    return settings.anchors if settings else found.generator.anchors()


def _doubts(
    found: FoundSite, options: SiteOptions, base_url: str | None, root: Path
) -> tuple[str, ...]:
    """Return what is guessed about addresses, and what ends the guess."""
    if not found.is_guess:
        return ()
    if found.recognised:
        return _doubts_of_unread(*found.recognised, options.address_pattern, root)
    if base_url and options.address_pattern is None:
        return (
            "no settings of a site generator found, so that addresses and anchors are guesses: "
            "pass --generator, --settings FILE or --address-pattern",
        )
    return ()


def _above_of_unread(unread: UnreadGenerator, file: Path, pattern: str | None, root: Path) -> str:
    """Return `Site.above` for a generator that is only recognised; "" if the pattern has it."""
    pages = folder_of_pages(unread, file)
    if pages is None or root == pages or not root.is_relative_to(pages):
        return ""
    above = f"{root.relative_to(pages).as_posix()}/"
    return "" if pattern and f"/{above}" in pattern else above


def _doubts_of_unread(
    unread: UnreadGenerator, file: Path, pattern: str | None, root: Path
) -> tuple[str, ...]:
    """Return which options a generator that is only recognised requires, and for which folder."""
    warnings = []
    if pattern is None:
        warnings.append(
            f"{file}: {unread.title} found, whose settings are not read: pass --site-url and "
            f"--address-pattern (usually {unread.pattern}), and --anchors if one of its rules fits"
        )
    pages = folder_of_pages(unread, file)
    if pages and root != pages and pages.is_relative_to(root):
        below = pages.relative_to(root).as_posix()
        warnings.append(
            f"{file}: {unread.title}'s pages lie in {below}/, so {below} is no part of their "
            f"addresses: name {pages} as the content"
        )
    return tuple(warnings)


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
