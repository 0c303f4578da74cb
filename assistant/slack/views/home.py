"""App Home: what the bot is, what it covers, when that last changed, what to try."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.elements import (
    actions,
    bullets,
    button,
    header,
    line,
    link,
    rich_text,
    section,
    small_print,
    text,
)
from assistant.slack.views.block_kit.message import (
    MOST_BLOCKS,
    MOST_HOME_TEXT,
    MOST_VALUE,
    Block,
    View,
    text_size,
)
from assistant.slack.views.block_kit.safe_text import cut
from assistant.slack.views.prompts import Prompt, suggested_prompts
from assistant.slack.views.quoting.quote_block import MOST_BREADCRUMB, short_url
from index_builder.index.passage import Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """A page of the playbook, with its outermost sections."""

    title: str
    url: str
    changed: str | None  # ISO date
    sections: tuple[tuple[str, str], ...]  # title, address


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeContent:
    """What App Home tells."""

    pages: tuple[HomePage, ...]
    changed: str | None  # the content's last change, ISO date
    prompts: tuple[Prompt, ...]  # to try
    stored: str | None = None  # how questions are stored; None for the phrase


def home_content(
    passages: Sequence[Passage],
    dates: Mapping[str, str],
    *,
    stored: str | None = None,
) -> HomeContent:
    """Return what App Home tells of a generation's passages; `dates` are by page's path."""
    pages = [_page(list(held), dates) for _, held in groupby(passages, key=lambda held: held.path)]
    return HomeContent(
        pages=tuple(pages),
        changed=max(dates.values(), default=None),
        prompts=suggested_prompts(passages),
        stored=stored,
    )


def _page(passages: Sequence[Passage], dates: Mapping[str, str]) -> HomePage:
    first = passages[0]
    sections: dict[str, str] = {}
    for held in passages:
        path = [heading for heading in held.headings if heading != held.page_title]
        if len(path) == 1 and held.anchor:
            sections.setdefault(path[0], held.url)
    return HomePage(
        title=first.page_title,
        url=first.url.partition("#")[0],
        changed=dates.get(first.path),
        sections=tuple(sections.items()),
    )


def home_view(home: HomeContent, *, command: str = "/playbook") -> View:
    """Return the view that `views.publish` takes."""
    stored = cut(home.stored or phrase("stored"), 2_000)
    head = [
        header(phrase("home_title")),
        line(phrase("home_what")),
        line(phrase("home_ask", command=command)),
        *_to_try(home),
        header(phrase("home_covers")),
    ]
    if home.changed:
        head.append(small_print(phrase("home_changed", date=home.changed)))
    tail = [header(phrase("home_stored")), line(stored)]
    room = MOST_HOME_TEXT - text_size([head, tail]) - MOST_BREADCRUMB
    return {"type": "home", "blocks": [*head, *_covered(home.pages, room), *tail]}


def _to_try(home: HomeContent) -> list[Block]:
    """Return sample questions as buttons that ask them."""
    buttons = [
        button(f"{action_ids.HOME_QUESTION}_{at}", prompt.title, cut(prompt.message, MOST_VALUE))
        for at, prompt in enumerate(home.prompts)
    ]
    if not buttons:
        return []
    return [header(phrase("home_try")), actions(action_ids.HOME_QUESTION, buttons)]


def _covered(pages: Sequence[HomePage], room: int) -> list[Block]:
    """Return the pages with their sections, or where that is too much the pages alone."""
    whole = [_with_sections(page) for page in pages]
    if text_size(whole) <= room and len(whole) <= MOST_BLOCKS:
        return whole
    entries = [section(_title(page)) for page in pages]
    kept = entries[
        : bisect_right(range(len(entries)), room, key=lambda at: text_size(entries[: at + 1]))
    ]
    left = len(entries) - len(kept)
    more = [section(text(phrase("home_more", count=str(left))))] if left else []
    return [rich_text(*([bullets(kept)] if kept else []), *more)]


def _with_sections(page: HomePage) -> Block:
    changed = phrase("changed", date=page.changed) if page.changed else ""
    head = section(
        _title(page, bold=True), *([text(f"  {changed}", italic=True)] if changed else [])
    )
    entries = [
        section(link(short_url(url), cut(title, MOST_BREADCRUMB))) for title, url in page.sections
    ]
    return rich_text(head, *([bullets(entries)] if entries else []))


def _title(page: HomePage, *, bold: bool = False) -> Block:
    return link(short_url(page.url), cut(page.title, MOST_BREADCRUMB), bold=bold)
