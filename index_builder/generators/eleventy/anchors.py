"""Eleventy gives headings no ids; plugins that do have rules of their own, which are not read."""

from dataclasses import dataclass

from index_builder.generators.headings.anchor_style import AnchorRuleName, NoAnchors


@dataclass(frozen=True, slots=True, kw_only=True)
class EleventyAnchors(NoAnchors):
    """Links go to the page and find the words there."""

    rule: AnchorRuleName = "eleventy"
