"""The folders of pages that a Hugo site's settings name, and the one folder they are all in."""

import posixpath
from dataclasses import dataclass

from index_builder.generators.hugo.configuration import Configuration
from index_builder.generators.hugo.content_folders import Mount, glob_pattern
from index_builder.generators.settings_files.settings_file import (
    Settings,
    section_of,
    text_of,
    texts_of,
)

_TARGET = "content"  # what a mount's target starts with if it is for pages


@dataclass(frozen=True, slots=True, kw_only=True)
class MountSettings:
    """The folder that holds all pages, from the site's folder, and the mounts below it."""

    root: str
    mounts: tuple[Mount, ...]
    warnings: tuple[str, ...] = ()


def mount_settings(configuration: Configuration) -> MountSettings:
    """Return the mounts of `module.mounts`, else the folders that contentDir names."""
    settings = configuration.settings
    entries = section_of(settings, "module").get("mounts")
    wanted = [one for one in entries if _is_content(one)] if isinstance(entries, list) else []
    mounts = [_mount(one) for one in wanted] or _content_dirs(settings)
    inside = [one for one in mounts if not _is_outside(one.source)]
    place = configuration.place("module", "mounts") if len(inside) < len(mounts) else ""
    outside = tuple(
        f"{place}: module.mounts has {one.source!r}, which is not a folder of the site here: its"
        " pages are not read; index that folder, too"
        for one in mounts
        if one not in inside
    )
    if not inside:
        return MountSettings(root=_TARGET, mounts=(Mount(),), warnings=outside)
    root = posixpath.commonpath([one.source for one in inside]) or "."
    return MountSettings(
        root=root, mounts=tuple(_below(root, one) for one in inside), warnings=outside
    )


def _is_content(entry: object) -> bool:
    target = text_of(entry, "target").strip("/") if isinstance(entry, dict) else ""
    return target == _TARGET or target.startswith(f"{_TARGET}/")


def _mount(entry: Settings) -> Mount:
    target = text_of(entry, "target").strip("/")
    files = (*texts_of(entry, "includefiles"), *texts_of(entry, "files"))
    included = [glob for glob in files if not glob.startswith("!")]
    excluded = [glob[1:].strip() for glob in files if glob.startswith("!")]
    excluded += texts_of(entry, "excludefiles")
    return Mount(
        source=posixpath.normpath(text_of(entry, "source").strip("/") or "."),
        target=target.removeprefix(_TARGET).strip("/"),
        language=text_of(entry, "lang").lower() or None,
        included=tuple(glob_pattern(glob.strip("/")) for glob in included),
        excluded=tuple(glob_pattern(glob.strip("/")) for glob in excluded),
    )


def _content_dirs(settings: Settings) -> list[Mount]:
    """Return the folder of pages, or each language's own."""
    common = posixpath.normpath(text_of(settings, "contentdir", _TARGET))
    languages = section_of(settings, "languages")
    own = {code: text_of(section_of(languages, code), "contentdir") for code in languages}
    named = [
        Mount(source=posixpath.normpath(name), language=code) for code, name in own.items() if name
    ]
    if named and all(own.values()):
        return named
    return [Mount(source=common), *named]


def _is_outside(source: str) -> bool:
    return source.startswith("..") or posixpath.isabs(source)


def _below(root: str, mount: Mount) -> Mount:
    """Return a mount whose source is a path from the common folder."""
    source = "" if mount.source == root else mount.source
    if root not in (".", mount.source):
        source = mount.source[len(root) + 1 :]
    return Mount(
        source="" if source == "." else source,
        target=mount.target,
        language=mount.language,
        included=mount.included,
        excluded=mount.excluded,
    )
