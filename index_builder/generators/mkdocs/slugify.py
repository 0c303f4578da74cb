"""Which slug function a MkDocs setting names; nothing is imported or called."""

from typing import Literal

from index_builder.generators.settings_files.yaml_values import Opaque

Slugify = Literal["default", "unicode", "pymdownx", "pymdownx-lower"]


def slugify_named(value: object) -> Slugify:
    """Return the slug function that the words name."""
    words = value.words if isinstance(value, Opaque) else _words(value)
    named = words[0] if words else ""
    if named.endswith("toc.slugify_unicode"):
        return "unicode"
    if "pymdownx.slugs." not in named:
        return "default"
    lowered = "lower" in words[1:] or named.endswith(".uslugify")
    return "pymdownx-lower" if lowered else "pymdownx"


def _words(value: object) -> tuple[str, ...]:
    """Return the words of a plain value; Zensical has `object` and `kwds` in a mapping."""
    if isinstance(value, dict):
        given = value.get("kwds")
        options = given.values() if isinstance(given, dict) else ()
        return (str(value.get("object", "pymdownx.slugs.slugify")), *map(str, options))
    return tuple(str(value or "").split())
