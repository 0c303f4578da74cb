"""A heading, and how a site makes the fragments of its headings."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

AnchorRuleName = str  # of a registered generator; `registry.ANCHOR_RULES` lists all
SplitHeading = tuple[str, str | None]  # a heading's source without its attributes, its explicit id


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a page, which may be nested in a list or a blockquote."""

    level: int  # 1 to 6
    source: str  # the inline Markdown as written: no `#` marks, no attribute list
    text: str  # the rendered text: links as their text, images dropped, code without backticks
    explicit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorStyle(ABC):
    """How one site makes fragments: its generator's rule, with the site's settings as fields.

    Each generator has a subclass in its own folder, tested against the generator itself. Defaults
    are the generator's own unless the subclass says otherwise.
    """

    rule: AnchorRuleName  # set by the subclass, so that no two styles are equal

    explicit_ids: bool = True
    """`## Title {#id}` is honoured."""

    auto_ids: bool = True
    """Headings without an explicit id are given one. Only some generators can be told not to."""

    one_line_headings: ClassVar[bool] = False
    """Two lines of text with an underline are a paragraph, not a heading."""

    html_headings: ClassVar[bool] = False
    """Headings written in HTML are given ids like the others."""

    is_mdx: ClassVar[bool] = False
    """Every page is read as MDX."""

    @abstractmethod
    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Return the fragment of each heading of one page, in order; "" if the site gives none.

        `headings` are all headings of the page, including those in lists and blockquotes: each
        counts towards the suffixes of later ones. Fragments are returned as they appear in the
        `id` attribute, not percent-encoded. Not every generator keeps them unique.
        """

    def split_attributes(self, source: str) -> SplitHeading:
        """Split a heading's inline source from its trailing attribute list -> (source, id).

        Returns (source, None) if the generator would show the list as text. A list that it reads
        but that holds no id (`{.class}`) is dropped.
        """
        return self._split_attributes(source) if self.explicit_ids else (source, None)

    def _split_attributes(self, source: str) -> SplitHeading:
        return source, None

    def id_above(self, lines: Sequence[str]) -> str | None:  # noqa: ARG002
        """Return the id that lines right above a heading give it, the nearest last."""
        return None

    def id_below(self, line: str) -> str | None:  # noqa: ARG002
        """Return the id that the line below a heading gives it, None if it gives none."""
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoAnchors(AnchorStyle):
    """A page that the site serves as Markdown, not as HTML: there is nothing to jump to."""

    rule: AnchorRuleName = "none"
    explicit_ids: bool = False
    auto_ids: bool = False

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Return "" for each heading."""
        return [""] * len(headings)


def without_closing_hashes(source: str) -> str:
    """Drop a heading's closing "#"s before an attribute list; the parser drops those at the end."""
    stripped = source.rstrip()
    bare = stripped.rstrip("#")
    return bare.rstrip() if bare != stripped and (not bare or bare[-1] in " \t") else stripped
