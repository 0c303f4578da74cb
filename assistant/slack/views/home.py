"""App Home: a field to ask in, questions to try, what the playbook covers, what is kept."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.phrases.dates import written_date
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
    plain,
    rich_text,
    section,
    small_print,
    text,
)
from assistant.slack.views.block_kit.message import (
    MOST_BLOCKS,
    MOST_HOME_TEXT,
    Block,
    View,
    text_size,
)
from assistant.slack.views.block_kit.safe_text import cut
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
    questions: tuple[str, ...]  # to try; each fits a button
    from_log: bool  # people asked the bot these questions, or may do so yet
    keep_days: int  # how long questions are kept


def home_content(
    passages: Sequence[Passage],
    dates: Mapping[str, str],
    *,
    keep_days: int,
    questions: Sequence[str] = (),
    from_log: bool = False,
) -> HomeContent:
    """Return what App Home shows; `dates` has each page's last change, by the page's path."""
    by_page = groupby(passages, key=lambda passage: passage.path)
    pages = [_page(list(of_page), dates) for _, of_page in by_page]
    return HomeContent(
        pages=tuple(pages),
        changed=max(dates.values(), default=None),
        questions=tuple(questions),
        from_log=from_log,
        keep_days=keep_days,
    )


def _page(passages: Sequence[Passage], dates: Mapping[str, str]) -> HomePage:
    first = passages[0]
    sections: dict[str, str] = {}
    for passage in passages:
        path = [heading for heading in passage.headings if heading != passage.page_title]
        if len(path) == 1 and passage.anchor:
            sections.setdefault(path[0], passage.address)
    return HomePage(
        title=first.page_title,
        url=first.address.partition("#")[0],
        changed=dates.get(first.path),
        sections=tuple(sections.items()),
    )


def home_view(home: HomeContent, *, said: str = "", field: str = "") -> View:
    """Return the view that `views.publish` takes.

    `said` is told under the field to ask in. What is typed there stays in it when the view is
    published again, unless `field` is another name than before.
    """
    head = [
        header(phrase("home_title")),
        line(phrase("home_what")),
        _search(field),
        *([small_print(said)] if said else []),
        line(phrase("home_ask", command=COMMAND)),
        *_to_try(home),
        header(phrase("home_covers")),
    ]
    if home.changed:
        head.append(small_print(phrase("home_changed", date=written_date(home.changed))))
    tail = [header(phrase("home_stored")), *_stored(home)]
    room = MOST_HOME_TEXT - text_size([head, tail]) - MOST_BREADCRUMB
    return {"type": "home", "blocks": [*head, *_covered(home.pages, room), *tail]}


def _search(field: str) -> Block:
    """Return the text field to ask in; Enter sends what is in it."""
    return {
        "type": "input",
        "block_id": f"{action_ids.HOME_SEARCH}{field}",
        "dispatch_action": True,
        "label": plain(phrase("home_search")),
        "hint": plain(phrase("home_search_hint")),
        "element": {
            "type": "plain_text_input",
            "action_id": action_ids.HOME_SEARCH,
            "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
        },
    }


def _to_try(home: HomeContent) -> list[Block]:
    """Return sample questions as buttons that ask them."""
    buttons = [
        button(f"{action_ids.HOME_QUESTION}_{at}", question, question)
        for at, question in enumerate(home.questions)
    ]
    if not buttons:
        return []
    return [header(phrase("home_try")), actions(action_ids.HOME_QUESTION, buttons)]


def _stored(home: HomeContent) -> list[Block]:
    told = phrase("stored", days=str(home.keep_days), command=COMMAND).split("\n")
    told += [phrase("stored_examples")] if home.from_log else []
    return [rich_text(bullets([section(text(words)) for words in told]))]


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
    changed = phrase("changed", date=written_date(page.changed)) if page.changed else ""
    head = section(
        _title(page, bold=True), *([text(f"  {changed}", italic=True)] if changed else [])
    )
    entries = [
        section(link(short_url(url), cut(title, MOST_BREADCRUMB))) for title, url in page.sections
    ]
    return rich_text(head, *([bullets(entries)] if entries else []))


def _title(page: HomePage, *, bold: bool = False) -> Block:
    return link(short_url(page.url), cut(page.title, MOST_BREADCRUMB), bold=bold)
