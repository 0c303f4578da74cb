"""Signs written as letters, `(c)`: `pymdownx.smartsymbols` shows and slugs them as one character.

Ordinal numbers stay as they are: only their ending is raised.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from index_builder.generators.settings_files.settings_file import Settings

_SIGNS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "trademark": {"(tm)": "™"},
        "copyright": {"(c)": "©"},
        "registered": {"(r)": "®"},
        "plusminus": {"+/-": "±"},
        "notequal": {"=/=": "≠"},
        "care_of": {"c/o": "℅"},
        "arrows": {"<-->": "↔", "-->": "→", "<--": "←"},
        "fractions": {
            **{"1/4": "¼", "1/2": "½", "3/4": "¾", "1/3": "⅓", "2/3": "⅔", "1/5": "⅕", "2/5": "⅖"},
            **{"3/5": "⅗", "4/5": "⅘", "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝"},
            "7/8": "⅞",
        },
    }
)
_PATTERN = re.compile(
    r"\((?:tm|c|r)\)|\+/-|=/=|(?<!\w)c/o(?!\w)|<--(?:>|(?!-))|(?<!-)-->|(?<!\d)[1-7]/[2-68](?!\d)"
)
_BEGINNINGS = "(+=c<-1234567"


def kinds_of_signs(settings: Settings) -> tuple[str, ...]:
    """Return the kinds that the settings leave switched on."""
    return tuple(kind for kind in _SIGNS if settings.get(kind) is not False)


def use_symbols(md: MarkdownIt, kinds: Sequence[str]) -> None:
    """Show signs of these kinds as the characters that they stand for."""
    shown = {written: sign for kind in kinds for written, sign in _SIGNS[kind].items()}

    def rule(state: StateInline, silent: bool) -> bool:
        found = _PATTERN.match(state.src, state.pos, state.posMax)
        if not found or found[0] not in shown:
            return False
        if not silent:
            state.push("text", "", 0).content = shown[found[0]]
        state.pos = found.end()
        return True

    for beginning in _BEGINNINGS:
        md.inline.add_terminator_char(beginning)
    md.inline.ruler.before("emphasis", "smart_symbols", rule)
