"""How many slips lie between two words, and of which kind. Pure.

Optimal string alignment: a letter added, left out or replaced, or two neighbours swapped; no letter
is touched twice. Most slips are of few kinds (Damerau, CACM 7:3, 1964; Pollock and Zamora, CACM
27:4, 1984): two letters swapped, one left out, one doubled, one vowel for another. Any other slip
is strange and more likely makes another word: "comms" is not meant for "comes".
"""

from dataclasses import dataclass

_VOWELS = frozenset("aeiouy")
_USUAL, _STRANGE = 100, 101  # costs: fewer slips first, then fewer strange ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Slips:
    """How many slips lie between what was typed and what was meant."""

    count: int
    strange: int  # those that add or replace a letter, except doubling one and vowel for vowel


def slips(typed: str, meant: str) -> Slips:
    """Return the fewest slips between two words, as few of them strange as possible."""
    before: list[int] = []
    last = [_USUAL * at for at in range(len(meant) + 1)]
    for row in range(1, len(typed) + 1):
        here = [last[0] + _extra(typed, row)]
        for column in range(1, len(meant) + 1):
            ways = [
                last[column] + _extra(typed, row),
                here[column - 1] + _USUAL,  # a letter left out
                last[column - 1] + _exchanged(typed[row - 1], meant[column - 1]),
            ]
            if row > 1 and column > 1 and typed[row - 2 : row] == meant[column - 2 : column][::-1]:
                ways.append(before[column - 2] + _USUAL)
            here.append(min(ways))
        before, last = last, here
    count, strange = divmod(last[-1], _USUAL)
    return Slips(count=count, strange=strange)


def _extra(typed: str, row: int) -> int:
    return _USUAL if row > 1 and typed[row - 1] == typed[row - 2] else _STRANGE


def _exchanged(typed: str, meant: str) -> int:
    if typed == meant:
        return 0
    return _USUAL if {typed, meant} <= _VOWELS else _STRANGE
