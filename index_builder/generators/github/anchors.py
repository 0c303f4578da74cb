"""GitHub's rule, as github-slugger 2.0.0 has it (the package's `index.js`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from index_builder.generators.headings.anchor_style import (
    AnchorRuleName,
    AnchorStyle,
    Heading,
)
from index_builder.generators.headings.inline_pieces import inline_pieces, joined_text
from index_builder.generators.headings.word_characters import is_word


@dataclass(frozen=True, slots=True, kw_only=True)
class GithubAnchors(AnchorStyle):
    """GitHub has no settings and no explicit ids."""

    rule: AnchorRuleName = "github"
    html_headings: ClassVar[bool] = True

    def anchors(self, headings: Sequence[Heading]) -> list[str]:
        """Slug the rendered text, without its images."""
        slugger = Slugger()
        return [slugger.slug(joined_text(inline_pieces(heading))) for heading in headings]


class Slugger:
    """The slugs of one page, no two of them the same."""

    def __init__(self) -> None:
        """Start a page."""
        self._repeats: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """Return the slug of `text`; a taken one gets the first free suffix "-n"."""
        first = slug = _slug(text)
        while slug in self._repeats:
            self._repeats[first] += 1
            slug = f"{first}-{self._repeats[first]}"
        self._repeats[slug] = 0
        return slug


def _slug(text: str) -> str:
    kept = (character for character in text.lower() if character in " -" or is_word(character))
    return "".join(kept).replace(" ", "-")
