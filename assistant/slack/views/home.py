"""App Home: what the bot is, what the playbook covers, when it last changed, what to try."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.phrases.phrasebook import phrase
from assistant.slack.setup.app_manifest import COMMAND
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
    """What App Home shows."""

    pages: tuple[HomePage, ...]
    changed: str | None  # the content's last change, ISO date
    prompts: tuple[Prompt, ...]  # questions to try
    keep_days: int  # how long questions are kept


def home_content(
    passages: Sequence[Passage], dates: Mapping[str, str], *, keep_days: int
) -> HomeContent:
    """Return what App Home shows; `dates` has each page's last change, by the page's path."""
    by_page = groupby(passages, key=lambda passage: passage.path)
    pages = [_page(list(of_page), dates) for _, of_page in by_page]
    return HomeContent(
        pages=tuple(pages),
        changed=max(dates.values(), default=None),
        prompts=suggested_prompts(passages),
        keep_days=keep_days,
    )


def _page(passages: Sequence[Passage], dates: Mapping[str, str]) -> HomePage:
    first = passages[0]
    sections: dict[str, str] = {}
    for passage in passages:
        path = [heading for heading in passage.headings if heading != passage.page_title]
        if len(path) == 1 and passage.anchor:
            sections.setdefault(path[0], passage.url)
    return HomePage(
        title=first.page_title,
        url=first.url.partition("#")[0],
        changed=dates.get(first.path),
        sections=tuple(sections.items()),
    )


def home_view(home: HomeContent) -> View:
    """Return the view that `views.publish` takes."""
    head = [
        header(phrase("home_title")),
        line(phrase("home_what")),
        line(phrase("home_ask", command=COMMAND)),
        *_to_try(home),
        header(phrase("home_covers")),
    ]
    if home.changed:
        head.append(small_print(phrase("home_changed", date=home.changed)))
    tail = [
        header(phrase("home_stored")),
        line(phrase("stored", days=str(home.keep_days))),
    ]
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
    """Return the pages with their sections, or the pages alone if that is too much."""
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
