"""The words of anchors: a rule, a site's settings for it, a heading."""

from dataclasses import dataclass
from typing import Literal

Rule = str  # the name of a registered generator's rule; `registry.RULES` has all
Parted = tuple[
    str, str | None
]  # a heading's source without its attribute list, and the explicit id


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorStyle:
    """How one site makes fragments: the generator's rule and the settings that change it.

    Each default is the generator's own, except `explicit_ids` under MkDocs, which honours them
    only where its site lists the extension. A field says which rule reads it; others ignore it.
    """

    rule: Rule = "kramdown"

    explicit_ids: bool = True
    """`## Title {#id}` is honoured. MkDocs: only with `attr_list` among `markdown_extensions`
    (or `extra`, which holds it); Hugo: unless `markup.goldmark.parser.attribute.title` is false;
    GitHub has none, whatever stands here."""

    auto_ids: bool = True
    """Headings without an explicit id get one. Jekyll: `kramdown: auto_ids`; Hugo:
    `markup.goldmark.parser.autoHeadingID`."""

    auto_id_prefix: str = ""
    """Put before every made id, after its repeats are numbered. Jekyll: `kramdown:
    auto_id_prefix`."""

    kramdown_input: Literal["GFM", "kramdown"] = "GFM"
    """Jekyll: `kramdown: input`. The two parsers make ids by rules of their own."""

    kramdown_typographic: bool = True
    """kramdown with GFM input reads "--" as a dash, which leaves the id. Jekyll: false where
    `kramdown: gfm_quirks` lists `no_auto_typographic`."""

    toc_separator: str = "-"
    """Python-Markdown: `separator` of the `toc` extension."""

    toc_slugify: Literal["default", "unicode", "pymdownx", "pymdownx-lower"] = "default"
    """Python-Markdown: `slugify` of the `toc` extension. "unicode" is
    `markdown.extensions.toc.slugify_unicode`; "pymdownx" is `pymdownx.slugs.slugify`, which keeps
    capitals, and "pymdownx-lower" the same with `case: lower`."""

    hugo_id_type: Literal["github", "github-ascii", "blackfriday"] = "github"
    """Hugo: `markup.goldmark.parser.autoHeadingIDType` (`autoIDType` in newer versions)."""

    hugo_ids_from: Literal["source", "text"] = "source"
    """Hugo before 0.144 makes ids from a heading's Markdown as written, link targets and all;
    since, from its rendered text. A site's settings may tell by `module.hugoVersion.min`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading as the page has it, nested ones included, in document order."""

    level: int  # 1 to 6
    source: str  # the inline Markdown as written: no `#` marks, no attribute list
    text: str  # the rendered text: links as their text, images dropped, code without backticks
    explicit_id: str | None = None
