"""Footnotes: which passages hold one, and which passages cite it.

The text of a short footnote is in the text of every passage that cites it, and there it is found
and read. Its source is a passage of its own, which is shown with those and never ranked by itself.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from index_builder.index.exported_encoder import ExportedEncoder
from index_builder.index.generation import Generation
from index_builder.index.passage import Passage

MOST_NOTES = 4  # shown with one answer; in two playbooks and three handbooks no passage cites more

_DEFINES = re.compile(r"[>\s]*\[\^([^\]\s]+)\]:")
_SOURCE = re.compile(
    r"[>\s]*\[\^[^\]\s]+\]:\s*(?:\[[^\]\n]*\]\([^)\s]*\)|<?https?://[^\s>]+>?)[.\s]*"
)
_CITES = re.compile(r"\[\^([^\]\s]+)\](?!:)")


def defined_note(passage: Passage) -> str:
    """Return the label of the footnote that a passage begins with; "" if it begins with none."""
    found = _DEFINES.match(passage.quote)
    return found[1] if found else ""


def cited_notes(passage: Passage) -> frozenset[str]:
    """Return the labels of the footnotes that a passage cites."""
    return frozenset(_CITES.findall(passage.quote)) if "[^" in passage.quote else frozenset()


def only_names_source(passage: Passage) -> bool:
    """Whether a passage is a footnote that is no more than a link or an address."""
    return _SOURCE.fullmatch(passage.quote) is not None


def carries(passage: Passage, note: Passage) -> bool:
    """Whether the text of a footnote's passage is in the text of one that cites it."""
    return bool(defined_note(note)) and f"\n{note.text}" in passage.text


def places_in(encoder: ExportedEncoder, passage: Passage, note: Passage) -> list[tuple[int, int]]:
    """Return where the sentences of a footnote are among the tokens of a passage that carries it.

    For each the first token and one past the last, as in `Sentence.tokens`; (0, 0) if it has none.
    """
    whole = encoder.document_prompt + passage.embedded
    offsets = encoder.tokenizer.encode(whole).offsets
    at = whole.rfind(note.text)  # footnotes come after the passage's own text
    places = []
    for sentence in note.sentences:
        at = max(whole.find(sentence.text, at), at)
        end = at + len(sentence.text)
        inside = [place for place, (a, b) in enumerate(offsets) if at <= a < b <= end]
        places.append((inside[0], inside[-1] + 1) if inside else (0, 0))
        at = end
    return places


def notes_of(passages: Sequence[Passage], rows: Sequence[int]) -> list[int]:
    """Return the rows of the footnotes cited in some passages of one page, in order.

    A footnote that is long enough to be found by itself comes with the passages that cite it.
    """
    notes = {row: defined_note(passages[row]) for row in _page(passages, rows[0])}
    own = {notes[row] for row in rows if notes[row]}
    found = [row for row in notes if row not in rows and cited_notes(passages[row]) & own]
    waiting = [*rows]
    while waiting:
        cited = cited_notes(passages[waiting.pop(0)])
        new = [row for row, label in notes.items() if label in cited and row not in (*rows, *found)]
        found += new
        waiting += new
    return sorted(found[:MOST_NOTES])


def _page(passages: Sequence[Passage], row: int) -> range:
    """Return the rows of a passage's page, which are neighbours."""
    first = last = row
    while first and passages[first - 1].path == passages[row].path:
        first -= 1
    while last + 1 < len(passages) and passages[last + 1].path == passages[row].path:
        last += 1
    return range(first, last + 1)


@lru_cache(maxsize=2)  # the generation that answers, and the next one while it takes over
def carried_notes(generation: Generation) -> frozenset[int]:
    """Return the rows of the footnotes whose text another passage has."""
    passages = generation.passages
    notes = [row for row, passage in enumerate(passages) if defined_note(passage)]
    return frozenset(
        row
        for row in notes
        if any(carries(passages[at], passages[row]) for at in _page(passages, row) if at != row)
    )
