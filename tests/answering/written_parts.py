"""Parts of a passage as tests write them: what stands under a line has two blanks more."""

from collections.abc import Sequence

from assistant.answering.lists import Part, is_row, plain_lead


def nested(lines: Sequence[str]) -> list[Part]:
    """Return the parts that lines are; an indented one stands under the last that is less so."""
    parts: list[Part] = []
    above: list[tuple[int, int]] = []  # (depth, place) of the lines that are open
    for at, line in enumerate(lines):
        depth = (len(line) - len(line.lstrip())) // 2
        above = [held for held in above if held[0] < depth]
        under = tuple(place for _, place in above)
        text = line.strip()
        labels = tuple(parts[place].text for place in under)
        parts.append(
            Part(
                text=text,
                at=at,
                under=under,
                labels=labels,
                is_row=is_row(text),
                lead=plain_lead(text),
            )
        )
        above.append((depth, at))
    return parts
