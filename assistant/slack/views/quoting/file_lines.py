"""File and lines of a passage, as people are told them."""

from assistant.phrases.codes import PhraseCode
from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.message import MOST_OPTION
from assistant.slack.views.block_kit.safe_text import visible
from index_builder.index.passage import Passage


def file_and_lines(passage: Passage, most: int = MOST_OPTION) -> str:
    """Return file and lines in at most `most` characters; a long path loses its beginning."""
    first, last = passage.lines
    code: PhraseCode = "line" if first == last else "lines"
    lines = str(first) if first == last else f"{first}–{last}"
    file = visible(passage.path)
    room = most - len(phrase(code, file="", lines=lines))
    if len(file) > room:
        file = f"…{file[len(file) - room + 1 :]}"
    return phrase(code, file=file, lines=lines)
