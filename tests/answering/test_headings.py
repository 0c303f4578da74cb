"""What titles and headings tell of a passage, and what they don't."""

import numpy as np
import pytest
from splitting.cutting import cut

from assistant.answering.headings import (
    defining_first,
    opens_page_about,
    rests_on_headings,
    section_first,
)
from assistant.answering.retrieval import Hit
from index_builder.index.exported_reader import Reading
from index_builder.index.passage import Passage

VAN = """# Rules

## Who may drive the van

Staff with a licence drive the van.

### Parking the van

In the yard.
"""
MESH = """# Service mesh

It carries the traffic between services.

## How it helps

Service meshes add safety.
"""
GUIDE = "# Style guide\n\nA service mesh is a good example of a hard word.\n"


def hits(*read: tuple[Passage, float]) -> list[Hit]:
    """Return hits in this order, each with the reader's logit."""
    none = np.zeros(0, dtype=np.float32)
    return [
        Hit(
            rank=rank,
            row=rank,
            passage=passage,
            score=0.8,
            fused=1,
            similarity=0.8,
            bm25=1,
            reading=Reading(logit=logit, tokens=none),
        )
        for rank, (passage, logit) in enumerate(read, start=1)
    ]


def texts(found: list[Hit]) -> list[str]:
    """Return their texts, in order."""
    return [hit.passage.text for hit in found]


@pytest.mark.parametrize(
    ("question", "logits", "is_first"),
    [
        ("Who may drive the van?", (0.4, 0.8), "Staff with a licence drive the van."),
        ("Who may drive the van?", (0.8, 0.4), "In the yard."),
        ("Where is the van parked?", (0.4, 0.8), "In the yard."),
    ],
    ids=["it says more and reads better", "it reads worse", "it says less"],
)
def test_the_section_around_the_best_passage_comes_first_if_it_says_more(
    question: str, logits: tuple[float, float], is_first: str
) -> None:
    """The sub-section has the words of its outer heading only by its path."""
    section, inner = cut(VAN).passages
    found = section_first(question, hits((inner, logits[0]), (section, logits[1])))
    assert texts(found)[0] == is_first
    assert len(found) == 2


def test_a_section_that_only_stands_before_it_is_not_around_it() -> None:
    """Neither is the same heading on another page."""
    section, inner = cut(VAN).passages
    other = cut(VAN, path="other.md").passages[0]
    order = hits((inner, 0.4), (other, 0.8))
    assert section_first("Who may drive the van?", order) == order
    order = hits((section, 0.4), (inner, 0.8))
    assert section_first("Who may drive the van?", order) == order


def test_a_passage_rests_on_headings_if_the_question_is_an_outer_one() -> None:
    """Its own heading and words lack what is asked; the page's title alone asks nothing."""
    section, inner = cut(VAN).passages
    assert rests_on_headings("Who may drive the van?", inner)
    assert not rests_on_headings("Who may drive the van?", section)
    assert not rests_on_headings("Where is the van parked?", inner)
    assert not rests_on_headings("What are the rules?", inner)


def test_the_page_that_is_called_so_opens_with_what_it_is() -> None:
    """It comes before a mention elsewhere and before its own sections."""
    opening, helps = cut(MESH).passages
    (guide,) = cut(GUIDE, path="guide.md").passages
    found = hits((helps, 3.3), (guide, 1.0), (opening, 3.2))
    assert texts(defining_first("What is a service mesh?", found))[0] == opening.text
    assert texts(defining_first("How does a service mesh help?", found))[0] == helps.text


def test_a_definition_elsewhere_stays_first_if_the_reader_prefers_it() -> None:
    """A page may open with something else."""
    opening, helps = cut(MESH).passages
    (guide,) = cut(GUIDE, path="guide.md").passages
    found = hits((helps, 1.0), (opening, 0.2), (guide, 3.0))
    assert texts(defining_first("What is a service mesh?", found))[0] == guide.text


def test_a_mention_that_says_no_kind_stays_behind_the_page() -> None:
    """However well it reads: "is great" defines nothing."""
    opening, helps = cut(MESH).passages
    (praise,) = cut("# News\n\nA service mesh is great!\n", path="news.md").passages
    found = hits((praise, 3.0), (helps, 1.0), (opening, 0.2))
    assert texts(defining_first("What is a service mesh?", found))[0] == opening.text


def test_a_passage_opens_the_page_about_what_is_asked() -> None:
    """One thing, by the page's own name; what is under a further heading does not open it."""
    opening, helps = cut(MESH).passages
    assert opens_page_about("What is a service mesh?", opening)
    assert not opens_page_about("What is a service mesh?", helps)
    assert not opens_page_about("How does a service mesh help?", opening)
    assert not opens_page_about("difference between a service mesh and a proxy", opening)
    assert not opens_page_about("What is a proxy?", opening)
