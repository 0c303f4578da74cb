"""Keeps a build's options in playbook.toml, so that the next build does the same again."""

from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from index_builder.building.builder import BuildOptions
from index_builder.index.errors import IndexUnwritable
from index_builder.index.playbook_file import (
    CONTENT,
    INDEX,
    PLAYBOOK_FILE,
    TABLE,
    BuildSettings,
    PlaybookFileError,
    read_build_settings,
)
from index_builder.models.model_folder import DEFAULT_ENCODER
from index_builder.reading.remembered import is_remembered, with_remembered
from index_builder.reading.site_options import SiteOptions
from index_builder.storage.durable import replace_bytes

_OF_THE_SITE = ("site_url", "generator", "settings", "address_pattern", "anchors")


def remembered_options(
    content: Path | None,
    index: Path,
    site: SiteOptions | None = None,
    *,
    encoder: str | None = None,
    reranker: str | None = None,
) -> BuildOptions:
    """Return the options of a build; what is None is taken from playbook.toml, or the default.

    Raises:
        PlaybookFileError: playbook.toml is wrong.
    """
    known = read_build_settings()
    content = content or known.content or CONTENT
    ours = is_remembered(content, known)
    return BuildOptions(
        content=content,
        index=index,
        site=with_remembered(content, site or SiteOptions(), known),
        encoder=encoder or (known.encoder if ours else None) or DEFAULT_ENCODER,
        reranker=reranker or (known.reranker if ours else None),
    )


def to_remember(options: BuildOptions, known: BuildSettings) -> dict[str, str]:
    """Return what a build was told that `known` does not say yet, by the keys of `[build]`."""
    site = options.site
    said: dict[str, object] = {
        "content": options.content if options.content != CONTENT or known.content else None,
        "index": options.index if options.index != INDEX or known.index else None,
        "site_url": site.site_url,
        "generator": site.generator,
        "settings": site.settings,
        "address_pattern": site.address_pattern,
        "anchors": site.anchors,
        "encoder": options.encoder
        if options.encoder != (known.encoder or DEFAULT_ENCODER)
        else None,
        "reranker": options.reranker,
    }
    return {
        key: str(value)
        for key, value in said.items()
        if value is not None and str(value) != str(getattr(known, key))
    }


def remember(options: BuildOptions, file: Path = PLAYBOOK_FILE) -> str | None:
    """Write what is new into playbook.toml; return what to tell the user, None if nothing is new.

    A file that is about other content is left alone. The rest of the file stays as it is.

    Raises:
        PlaybookFileError: it can't be changed.
        IndexUnwritable: it can't be written.
    """
    known = read_build_settings(file)
    new = to_remember(options, known)
    if not new:
        return None
    if not _is_about(known, options):
        if new.keys().isdisjoint(_OF_THE_SITE):
            return None  # somebody tries something out
        about = f"{known.content or CONTENT} in {known.index or INDEX}"
        return f"not remembered: {file} is about {about}; change its [{TABLE}] by hand"
    try:
        text = file.read_text("utf-8") if file.exists() else ""
        document = tomlkit.parse(text)
        if TABLE not in document:
            document[TABLE] = tomlkit.table()
        table = document[TABLE]
        for key, value in new.items():
            table[key] = value
    except (OSError, ValueError, TOMLKitError) as error:
        raise PlaybookFileError(f"{file} can't be changed: {error}") from error
    try:
        replace_bytes(file, tomlkit.dumps(document).encode())
    except OSError as error:
        raise IndexUnwritable(f"{file}: {error.strerror}; check its permissions") from error
    return f"remembered in {file}: {', '.join(new)}"


def _is_about(known: BuildSettings, options: BuildOptions) -> bool:
    """Return whether the file is about this content and this index, or about none yet."""
    if known.content is None and known.index is None:
        return True
    index = known.index or INDEX
    return is_remembered(options.content, known) and options.index.resolve() == index.resolve()
