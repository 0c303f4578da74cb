"""What pages of a Hugo site inherit: the front matter under `cascade`, of sections and the site.

Source of the rules: "cascade" in "Front matter" of the Hugo documentation, checked against what
the program builds. The nearest section's values count, a page's own before all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from index_builder.generators.hugo.configuration import lower_keys
from index_builder.generators.hugo.content_folders import glob_pattern
from index_builder.generators.settings_files.settings_file import Settings, text_of

_TARGETS = ("_target", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class CascadedPage:
    """A page as a target of `cascade` sees it."""

    path: str  # from the site's root, without suffixes: "/posts/one"
    kind: str  # "page", "section" or "home"
    language: str


def inherited(cascades: Iterator[object], page: CascadedPage) -> dict[str, object]:
    """Return the fields that a page inherits; `cascades` go from the page's own to the site's.

    Every value is as written under `cascade`: a mapping or a list of mappings, keys in any case.
    """
    fields: dict[str, object] = {}
    for written in cascades:
        for entry in written if isinstance(written, list) else [written]:
            if isinstance(entry, Mapping):
                fields = {**_values(lower_keys(entry), page), **fields}
    return fields


def _values(entry: Settings, page: CascadedPage) -> dict[str, object]:
    if not all(_is_target(entry[key], page) for key in _TARGETS if key in entry):
        return {}
    return {key: value for key, value in entry.items() if key not in _TARGETS}


def _is_target(target: object, page: CascadedPage) -> bool:
    if not isinstance(target, Mapping):
        return True
    wanted = {"kind": page.kind, "lang": page.language, "environment": "production"}
    fits = all(
        glob_pattern(text_of(target, key)).fullmatch(value)
        for key, value in wanted.items()
        if text_of(target, key)
    )
    path = text_of(target, "path")
    return fits and (not path or glob_pattern(path).fullmatch(page.path) is not None)
