"""The ids of content tabs: `__tabbed_1_2`, or made of the label and the heading above.

Source of the rules: `pymdownx.tabbed` and `pymdownx.blocks.tab`, their TabbedTreeprocessor.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from index_builder.generators.mkdocs.anchors import MkdocsAnchors, slug
from index_builder.generators.mkdocs.slugify import Slugify, slugify_named
from index_builder.generators.settings_files.settings_file import Settings, text_of

_WORDS = frozenset({"text", "code_inline", "text_special"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TabIds:
    """The settings of one of the two extensions for tabs."""

    by_label: bool = False  # `slugify` is set
    slugify: Slugify | None = "default"  # None: a function that is not known here
    separator: str = "-"
    below_heading: bool = False  # `combine_header_slug`


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tab:
    slashed: bool  # written between slashes
    number: int  # of its set, and in it
    place: int
    label: str
    heading: str  # the anchor of the heading that it is under, "" without one


def tab_ids_named(settings: Settings) -> TabIds:
    """Take the settings of an extension."""
    named = settings.get("slugify")
    return TabIds(
        by_label=bool(named),
        slugify=slugify_named(named),
        separator=text_of(settings, "separator", "-"),
        below_heading=settings.get("combine_header_slug") is True,
    )


def tab_ids(
    tokens: Sequence[Token], anchors: Mapping[int, str], *, indented: TabIds, slashed: TabIds
) -> frozenset[str] | None:
    """Return the ids of a page's tabs, None if they are made by a function that is not known.

    `anchors` are those of headings, by 0-based lines. An id that is taken gets a number. Which are
    taken is not looked up: of each label there are as many numbers as tabs.
    """
    ids: set[str] = set()
    times: dict[str, int] = {}
    for tab in _tabs(tokens, anchors):
        style = slashed if tab.slashed else indented
        if not style.by_label:
            ids.add(f"__tabbed_{tab.number}_{tab.place}")
            continue
        if style.slugify is None:
            return None
        made = slug(tab.label, MkdocsAnchors(separator=style.separator, slugify=style.slugify))
        if style.below_heading and tab.heading:
            made = f"{tab.heading}{style.separator}{made}"
        times[made] = times.get(made, 0) + 1
        ids |= {made, f"{made}_{times[made]}"}
    return frozenset(ids)


def _tabs(tokens: Sequence[Token], anchors: Mapping[int, str]) -> Iterator[_Tab]:
    """Yield the tabs of both kinds; sets are numbered in the order in which they begin.

    A tab right after another one is of the same set, unless it says that it begins one. The two
    extensions for tabs count by themselves, so that an id may be there twice.
    """
    sets = {False: 0, True: 0}  # for tabs between slashes, and for the others
    open_tabs: list[_Tab] = []  # those around the current token
    closed: _Tab | None = None  # the tab that the token before closes
    above: list[tuple[int, str]] = []  # nesting and anchor of headings, of each nesting the last
    for at, token in enumerate(tokens):
        before, closed = closed, None
        above = [entry for entry in above if entry[0] <= token.level]
        if token.type == "heading_open":
            anchor = anchors.get(token.map[0], "") if token.map else ""
            above = [entry for entry in above if entry[0] < token.level] + [(token.level, anchor)]
        elif token.type == "part_close":
            closed = open_tabs.pop()
        elif token.type == "part_open":
            slashed = "slashes" in token.meta
            is_new = before is None or before.slashed != slashed or token.meta.get("starts_set")
            sets[slashed] += bool(is_new)
            opened = _Tab(
                slashed=slashed,
                number=sets[slashed] if is_new or before is None else before.number,
                place=1 if is_new or before is None else before.place + 1,
                label=_label(tokens[at + 1 : at + 3]),
                heading=above[-1][1] if above else "",
            )
            open_tabs.append(opened)
            yield opened


def _label(tokens: Sequence[Token]) -> str:
    """Return the label in the tokens right after a tab's opening."""
    if len(tokens) < 2 or tokens[0].type != "part_label_open":
        return ""
    return "".join(child.content for child in tokens[1].children or () if child.type in _WORDS)
