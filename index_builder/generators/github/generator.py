"""GitHub's own view of Markdown files: it has no settings, so an option has to choose it."""

from index_builder.generators.front_matter_forms import FrontMatterForms
from index_builder.generators.github.addresses import GithubAddresses
from index_builder.generators.github.anchors import GithubAnchors
from index_builder.generators.registration import Generator

GITHUB = Generator(
    name="github",
    title="GitHub",
    anchors=GithubAnchors,
    addresses=GithubAddresses,
    front_matter=FrontMatterForms(if_broken="published", if_no_mapping="published"),
    links_by_file=True,
)
