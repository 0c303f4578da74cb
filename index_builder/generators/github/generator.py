"""GitHub's own view of Markdown files: it has no settings, so an option has to choose it."""

from index_builder.generators.github.addresses import GithubAddresses
from index_builder.generators.github.anchors import GithubAnchors
from index_builder.generators.registration import Generator

GITHUB = Generator(
    name="github",
    title="GitHub",
    anchors=GithubAnchors,
    addresses=GithubAddresses,
    links_by_file=True,
)
