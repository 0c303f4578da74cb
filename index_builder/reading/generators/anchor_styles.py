"""The settings of a site that bear on its anchors."""

from typing import Literal

from index_builder.anchors.style import AnchorStyle
from index_builder.reading.generators.settings import Settings, section_of, text_of, texts_of
from index_builder.reading.plain_yaml import Opaque

_HUGO_IDS_FROM_TEXT = (0, 144)  # the first version that makes ids of the rendered text


def jekyll_anchors(settings: Settings) -> AnchorStyle:
    """Take the `kramdown` settings of _config.yml."""
    kramdown = section_of(settings, "kramdown")
    return AnchorStyle(
        rule="kramdown",
        auto_ids=kramdown.get("auto_ids") is not False,
        auto_id_prefix=text_of(kramdown, "auto_id_prefix"),
        kramdown_input="kramdown" if text_of(kramdown, "input", "GFM") == "kramdown" else "GFM",
        kramdown_typographic="no_auto_typographic" not in _listed(kramdown, "gfm_quirks"),
    )


def mkdocs_anchors(settings: Settings) -> AnchorStyle:
    """Take `markdown_extensions` of mkdocs.yml; MkDocs itself adds toc, tables and fenced_code."""
    extensions = _extensions(settings.get("markdown_extensions"))
    toc = extensions.get("toc", {})
    return AnchorStyle(
        rule="python-markdown",
        explicit_ids=bool({"attr_list", "extra"} & extensions.keys()),
        toc_separator=text_of(toc, "separator", "-"),
        toc_slugify=_slugify(toc.get("slugify")),
    )


def hugo_anchors(settings: Settings) -> AnchorStyle:
    """Take `markup.goldmark.parser` and the version the site asks for; keys are in lower case."""
    parser = section_of(lower_keys(settings), "markup", "goldmark", "parser")
    kind = text_of(parser, "autoidtype") or text_of(parser, "autoheadingidtype", "github")
    titles = section_of(parser, "attribute").get("title")
    made = parser.get("autoheadingid", parser.get("autoid"))
    wanted = text_of(section_of(lower_keys(settings), "module", "hugoversion"), "min")
    return AnchorStyle(
        rule="hugo",
        explicit_ids=titles is not False,
        auto_ids=made is not False,
        hugo_id_type=_hugo_type(kind),
        hugo_ids_from="text" if _version(wanted) >= _HUGO_IDS_FROM_TEXT else "source",
    )


def lower_keys(settings: Settings) -> Settings:
    """Return settings with every key in lower case, as Hugo reads them."""
    return {
        key.lower(): lower_keys(value) if isinstance(value, dict) else value
        for key, value in settings.items()
    }


def _listed(settings: Settings, key: str) -> tuple[str, ...]:
    """Return a list's items; kramdown takes one text with commas for a list too."""
    return tuple(part.strip() for text in texts_of(settings, key) for part in text.split(","))


def _extensions(entries: object) -> dict[str, Settings]:
    """Return extensions with their settings: a list of names and of one-key mappings, or both."""
    if isinstance(entries, dict):
        return {_short(name): section_of(entries, name) for name in entries}
    found: dict[str, Settings] = {}
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, str):
            found[_short(entry)] = {}
        elif isinstance(entry, dict):
            found |= {_short(name): section_of(entry, name) for name in entry}
    return found


def _short(name: str) -> str:
    return name.removeprefix("markdown.extensions.")


def _slugify(
    value: object,
) -> Literal["default", "unicode", "pymdownx", "pymdownx-lower"]:
    """Tell the slug function from the words it is named with; nothing is imported or called."""
    words = value.words if isinstance(value, Opaque) else tuple(str(value or "").split())
    named = words[0] if words else ""
    if named.endswith("toc.slugify_unicode"):
        return "unicode"
    if "pymdownx.slugs." not in named:
        return "default"
    lowered = "lower" in words[1:] or named.endswith(".uslugify")
    return "pymdownx-lower" if lowered else "pymdownx"


def _hugo_type(kind: str) -> Literal["github", "github-ascii", "blackfriday"]:
    if kind == "github-ascii":
        return "github-ascii"
    return "blackfriday" if kind == "blackfriday" else "github"


def _version(text: str) -> tuple[int, ...]:
    parts = text.strip("v ").split(".")[:2]
    return tuple(int(part) for part in parts) if all(part.isdecimal() for part in parts) else (0,)
