"""What playbook.toml remembers of a content folder's site, under the options given."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from index_builder.generators.registry import ANCHOR_RULES, BY_NAME
from index_builder.index.playbook_file import (
    CONTENT,
    PLAYBOOK_FILE,
    TABLE,
    BuildSettings,
    PlaybookFileError,
    read_build_settings,
)
from index_builder.reading.site_options import SiteOptions


def is_remembered(content: Path, settings: BuildSettings) -> bool:
    """Return whether playbook.toml is about this content folder."""
    known = settings.content or CONTENT
    return content.resolve() == known.resolve()


def with_remembered(
    content: Path, given: SiteOptions, settings: BuildSettings | None = None
) -> SiteOptions:
    """Fill in the options of a site that are not given, if playbook.toml is about its content.

    Raises:
        PlaybookFileError: playbook.toml names a generator, an anchor rule or a settings file that
            there is not.
    """
    settings = settings or read_build_settings()
    if not is_remembered(content, settings):
        return given
    return replace(
        given,
        generator=given.generator or _one_of(settings.generator, BY_NAME, "generator"),
        settings=given.settings or _there(settings.settings),
        site_url=settings.site_url if given.site_url is None else given.site_url,
        address_pattern=given.address_pattern or settings.address_pattern,
        anchors=given.anchors or _one_of(settings.anchors, ANCHOR_RULES, "anchors"),
    )


def _there(file: Path | None) -> Path | None:
    if file is not None and not file.is_file():
        raise PlaybookFileError(
            f"{PLAYBOOK_FILE}: {TABLE}.settings: there is no file {str(file)!r}; "
            "correct or remove it"
        )
    return file


def _one_of(name: str | None, known: Collection[str], key: str) -> str | None:
    if name is not None and name not in known:
        raise PlaybookFileError(
            f"{PLAYBOOK_FILE}: {TABLE}.{key}: found {name!r}, wanted one of {', '.join(known)}"
        )
    return name
