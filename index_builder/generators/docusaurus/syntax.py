"""MDX, as Docusaurus uses it."""

from dataclasses import dataclass

from markdown_it import MarkdownIt

from index_builder.generators.docusaurus.components import use_components
from index_builder.generators.syntax.syntax import Syntax


@dataclass(frozen=True, slots=True, kw_only=True)
class Mdx(Syntax):
    """MDX has no indented code, and reads Markdown between tags on lines of their own."""

    def extend(self, md: MarkdownIt) -> None:
        """Add containers and components."""
        Syntax.extend(self, md)
        md.disable("code")
        use_components(md)
