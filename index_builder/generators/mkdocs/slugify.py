"""Which slug function a MkDocs setting names; nothing is imported or called."""

from typing import Literal

from index_builder.generators.settings_files.yaml_values import Opaque

Slugify = Literal["default", "unicode", "pymdownx", "pymdownx-lower"]
_NAMED: dict[str, Slugify] = {
    "toc.slugify": "default",
    "toc.slugify_unicode": "unicode",
    "slugs.uslugify": "pymdownx-lower",
    "slugs.uslugify_cased": "pymdownx",
    "slugs.gfm": "pymdownx-lower",
}  # by the last two parts of the name; those of `pymdownx.slugs` are from before version 10
_USUAL = frozenset("kwds case none normalize NFC percent_encode false False".split())


def slugify_named(value: object) -> Slugify | None:
    """Return the slug function that a setting names, None if it is none that is known here."""
    words = value.words if isinstance(value, Opaque) else _words(value)
    if not words:
        return "default"
    name = ".".join(words[0].split(":")[-1].split(".")[-2:])
    options = set(words[1:]) - _USUAL
    if name == "slugs.slugify":
        known: dict[bool, Slugify] = {True: "pymdownx-lower", False: "pymdownx"}
        return known[bool(options)] if options <= {"lower"} else None
    return _NAMED.get(name)


def slugify_written(value: object) -> str:
    """Return the name of a slug function as the settings have it, for a message."""
    words = value.words if isinstance(value, Opaque) else _words(value)
    return words[0].split(":")[-1] if words else "(none)"


def _words(value: object) -> tuple[str, ...]:
    """Return the words of a plain value; Zensical has `object` and `kwds` in a mapping."""
    if isinstance(value, dict):
        given = value.get("kwds")
        options = given.values() if isinstance(given, dict) else ()
        return (str(value.get("object", "pymdownx.slugs.slugify")), *map(str, options))
    return tuple(str(value or "").split())
