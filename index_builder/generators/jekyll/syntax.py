"""kramdown, as Jekyll uses it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.heading import heading

from index_builder.generators.jekyll.hidden_lines import hidden, may_be_in, unseen
from index_builder.generators.syntax.hash_headings import use_hash_headings
from index_builder.generators.syntax.line_headings import use_one_line_headings
from index_builder.generators.syntax.raw_html import HtmlRules, use_raw_html
from index_builder.generators.syntax.syntax import Span, Syntax

# kramdown 2.4.0, `parser/html.rb`: elements within a line, those that hold words, those left alone.
_INLINE: Final = frozenset(
    "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option"
    " q rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var".split()
)
_WORDS: Final = frozenset("caption dt h1 h2 h3 h4 h5 h6 legend optgroup p th".split())
_BLOCKS: Final = frozenset(
    "address applet article aside blockquote body dd details div dl fieldset figure figcaption"
    " footer form header hgroup iframe li main map menu nav noscript object section summary"
    " td".split()
)
_RAW: Final = frozenset("script style math textarea pre".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Kramdown(Syntax):
    """kramdown's settings under `kramdown` in _config.yml."""

    one_line_headings: ClassVar[bool] = True
    lines_part_tables: ClassVar[bool] = True

    reads_html: bool = False
    """`parse_block_html`: Markdown is read within HTML blocks."""

    is_gfm: bool = True
    """`input`: with kramdown's own parser, headings need no space and follow a blank line."""

    def extend(self, md: MarkdownIt) -> None:
        """Add kramdown's HTML blocks and headings; it knows neither "!!!" nor ":::"."""
        if self.is_gfm:
            md.block.ruler.at(
                "heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]}
            )
        else:
            use_hash_headings(md, interrupt=False)
        use_one_line_headings(md)
        use_raw_html(
            md,
            HtmlRules(
                begins_block=lambda name: name not in _INLINE,
                reads=lambda value: value in ("1", "block", "span"),
                always_read=_BLOCKS if self.reads_html else frozenset(),
                lines_only=_WORDS,
                raw=_RAW,
            ),
        )

    def may_hide(self, source: str) -> bool:
        """Look for the signs of what is hidden."""
        return may_be_in(source)

    def hidden(self, lines: Sequence[str], code: frozenset[int]) -> Iterable[Span]:
        """Return abbreviations, and the lists that contents stand in for."""
        return hidden(lines, code)

    def unseen_line(self, line: str) -> str | None:
        """Name abbreviations and the place of the contents."""
        return unseen(line)


def _heading(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Take a heading only where its block begins: indented by a space, it is text.

    At the margin it is no line of an item's paragraph either.
    """
    return state.sCount[first] in (0, state.blkIndent) and heading(state, first, end, silent)
