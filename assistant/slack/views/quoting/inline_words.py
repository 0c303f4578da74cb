"""Words of a part -> elements of rich text: literal words and links, bold if they answer."""

from assistant.slack.views.block_kit.elements import link, text
from assistant.slack.views.block_kit.message import Block
from assistant.slack.views.quoting.passage_parts import Part


def inline(part: Part, start: int = 0, end: int | None = None) -> list[Block]:
    """Return the elements that show a part's words from `start` to `end`; none without words."""
    at, stop = start, len(part.words) if end is None else end
    found: list[Block] = []
    for one in part.links:
        first, last = max(one.start, at), min(one.end, stop)
        if first < last:
            found += _words(part.words[at:first], bold=part.marked)
            found.append(link(one.url, part.words[first:last], bold=part.marked))
            at = last
    return [*found, *_words(part.words[at:stop], bold=part.marked)]


def added(elements: list[Block], more: list[Block]) -> list[Block]:
    """Return elements followed by more; words that look the same become one element."""
    found = list(elements)
    for one in more:
        last = found[-1] if found else {"type": None}
        if one["type"] == last["type"] == "text" and one.get("style") == last.get("style"):
            found[-1] = {**last, "text": last["text"] + one["text"]}
        else:
            found.append(one)
    return found


def _words(words: str, *, bold: bool) -> list[Block]:
    return [text(words, bold=bold)] if words else []
