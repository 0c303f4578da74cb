"""GitHub's rule, as github-slugger 2.0.0 has it (the package's `index.js`)."""

from collections.abc import Sequence

from index_builder.generators.headings.anchor_style import AnchorStyle, Heading
from index_builder.generators.headings.inline_pieces import pieces, shown
from index_builder.generators.headings.word_characters import is_word


def anchors(headings: Sequence[Heading], _style: AnchorStyle) -> list[str]:
    """Slug the rendered text; images have none, and there are no explicit ids."""
    slugger = Slugger()
    return [slugger.slug(shown(pieces(heading))) for heading in headings]


class Slugger:
    """Slugs of one page, each unlike those before it."""

    def __init__(self) -> None:
        """Start a page."""
        self._repeats: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """Slug `text`; while the slug is taken, count up the suffix of its first form."""
        first = slug = _slug(text)
        while slug in self._repeats:
            self._repeats[first] += 1
            slug = f"{first}-{self._repeats[first]}"
        self._repeats[slug] = 0
        return slug


def _slug(text: str) -> str:
    kept = (character for character in text.lower() if character in " -" or is_word(character))
    return "".join(kept).replace(" ", "-")
