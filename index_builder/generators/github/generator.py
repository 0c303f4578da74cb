"""GitHub's own view of Markdown files: no settings, so an option has to choose it."""

from index_builder.generators.github.addresses import GithubRules
from index_builder.generators.github.anchors import anchors
from index_builder.generators.headings.anchor_style import Parted
from index_builder.generators.registration import AnchorRule, Generator


def _unsplit(source: str) -> Parted:
    return source, None


GITHUB = Generator(
    name="github",
    anchor_rule=AnchorRule(name="github", anchors=anchors, split_attributes=_unsplit),
    rules=GithubRules,
    links_by_file=True,
)
