"""What the user says of a site, which its settings don't say or say wrongly."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from index_builder.generators.headings.anchor_style import AnchorRuleName
from index_builder.generators.registry import ANCHOR_RULES, BY_NAME


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteOptions:
    """The options of a command; each replaces what is found in the site's settings."""

    generator: str | None = None  # by its name in the registry
    settings: Path | None = None  # the generator's settings file
    site_url: str | None = None
    address_pattern: str | None = None
    anchors: AnchorRuleName | None = None


def site_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a site; it receives them as `site`, a SiteOptions."""

    @wraps(command)
    def with_site(
        *,
        generator: str | None,
        settings: Path | None,
        site_url: str | None,
        address_pattern: str | None,
        anchors: AnchorRuleName | None,
        **others: Any,
    ) -> None:
        command(
            site=SiteOptions(
                generator=generator,
                settings=settings,
                site_url=site_url,
                address_pattern=address_pattern,
                anchors=anchors,
            ),
            **others,
        )

    for option in reversed(_OPTIONS):
        with_site = option(with_site)
    return with_site


_OPTIONS = (
    click.option("--site-url", help="The site's address, in place of the one in its settings."),
    click.option(
        "--generator",
        type=click.Choice(tuple(BY_NAME)),
        help="The site generator.  [default: the one whose settings are found in CONTENT or above]",
    ),
    click.option(
        "--settings",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="The generator's settings file, if it is not found.",
    ),
    click.option(
        "--address-pattern",
        metavar="PATTERN",
        help="How a page's address is made, if the generator is unknown: /{path}/ or /{path}.html.",
    ),
    click.option(
        "--anchors",
        type=click.Choice(ANCHOR_RULES),
        help="The rule that makes the anchors of headings.  [default: the generator's]",
    ),
)
