"""The id at the end of a heading, as Docusaurus reads it."""

from index_builder.generators.headings.anchor_style import SplitHeading
from index_builder.generators.headings.inline_pieces import rendered_text


def docusaurus_id(source: str) -> SplitHeading:
    """Split off `{#id}` at the very end, with or without a space; an id has no "{#" and no "}"."""
    start = source.rfind("{#")
    name = source[start + 2 : -1].removesuffix("\\").strip()
    if start < 0 or not source.endswith("}") or not name or "}" in name:
        return source, None
    return source[:start].removesuffix("\\").rstrip(), name


def split_docusaurus(source: str) -> SplitHeading:
    """Split off the classic `{#id}` or an MDX comment, `{/* #id */}`, whose first word counts."""
    start = source.rfind("{/*")
    if start >= 0 and source.endswith("*/}"):
        first = source[start + 3 : -3].strip().partition(" ")[0]
        if len(first) > 1 and first.startswith("#"):
            return source[:start].rstrip(), first[1:]
    bare, written = docusaurus_id(source)
    # The classic form is text of the heading until it is rendered: `{#a.__b__}` is a.b.
    return bare, None if written is None else docusaurus_id(rendered_text(source))[1] or written
