"""Which other places a reply lists as links: each section once, and none that it has already."""

from collections.abc import Iterable

from assistant.answer import Answer
from assistant.answering.citation import Citation

MOST_NEAREST = 5  # links to related passages; more would be a table of contents


def listed(answer: Answer) -> list[Citation]:
    """Return what else is relevant to an answer, or what is nearest where there is none."""
    if answer.answered:  # "Show more" shows the rest of the answer's own section
        return _one_a_section(answer.also, answer.citations[0])
    return nearest(answer, answer.contact) if answer.reason == "not_in_playbook" else []


def nearest(answer: Answer, shown: Citation | None = None) -> list[Citation]:
    """Return what is nearest to a question, without the section of `shown`."""
    return _one_a_section(answer.citations, shown)[:MOST_NEAREST]


def _one_a_section(citations: Iterable[Citation], shown: Citation | None) -> list[Citation]:
    """Return the first citation of each section but that of `shown`, in order."""
    found = {_section(shown): shown} if shown else {}
    for citation in citations:
        found.setdefault(_section(citation), citation)
    return [citation for citation in found.values() if citation is not shown]


def _section(citation: Citation) -> tuple[str, tuple[str, ...]]:
    return citation.passage.path, citation.passage.headings
