"""Acronyms and a glossary -> what people may say, and what the playbook usually calls it. Pure.

An acronym and its long form are one thing: its usual name is the one that the passages have more
often. What an editor's glossary says comes before that.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from index_builder.index.inflection import plurals
from index_builder.index.learned_vocabulary import Name

Times = Callable[[str], int]
"""Name -> how often the passages have it."""


def usual_names(
    explained: Mapping[str, str], glossary: Sequence[tuple[str, ...]], times: Times
) -> Iterator[Name]:
    """Yield a playbook's names, from the acronyms it explains and from its glossary's rows."""
    for short, long in explained.items():
        yield from _acronym_names(short, long, times)
    for term, *others in glossary:
        yield from (Name(said=said, other=term, why="glossary") for said in others)


def _acronym_names(short: str, long: str, times: Times) -> Iterator[Name]:
    """Yield an acronym for its long form and the other way round, in singular and plural."""
    shorts, longs = (short, f"{short}s"), (long, *plurals(long))
    of_short, of_long = (sum(map(times, names)) for names in (shorts, longs))
    # "Memoranda" or "memorandums", whichever occurs; the regular plural if neither does.
    plural = next((name for name in longs[1:] if times(name)), longs[-1])
    for said, other in [(shorts[1], plural), (short, long)]:
        yield Name(said=said, other=other, why="acronym", is_usual=of_short < of_long)
    for said, other in [*((name, shorts[1]) for name in longs[1:]), (long, short)]:
        yield Name(said=said, other=other, why="acronym", is_usual=of_short > of_long)
