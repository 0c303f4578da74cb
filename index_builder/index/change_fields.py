"""A change and its passages as text and as JSON's values. Pure; contract of both sides."""

from index_builder.index.changes import Change
from index_builder.index.passage import Passage


def place(held: Passage) -> str:
    """Return file and lines, as editors and compilers write them."""
    first, last = held.lines
    return f"{held.path}:{first}" if first == last else f"{held.path}:{first}-{last}"


def places(change: Change) -> str:
    """Return where a passage stood and where it stands, once where that is the same."""
    sides = [place(side) for side in (change.before, change.after) if side]
    return " → ".join(dict.fromkeys(sides))


def breadcrumb(held: Passage) -> str:
    """Return page title and headings, outermost first."""
    return " › ".join(dict.fromkeys(part for part in (held.page_title, *held.headings) if part))


def move(before: Passage, after: Passage) -> str:
    """Return what is another one of a passage that moved: its headings, its address, or both."""
    pairs = [(breadcrumb(before), breadcrumb(after)), (before.url, after.url)]
    return "; ".join(f"{was} → {now}" for was, now in pairs if was != now)


def change_fields(held: Change) -> dict[str, object]:
    """Return a change with both passages."""
    return {
        "kind": held.kind,
        "before": held.before and passage_fields(held.before),
        "after": held.after and passage_fields(held.after),
    }


def passage_fields(held: Passage) -> dict[str, object]:
    """Return a passage's place and words."""
    return {
        "passage_id": held.id,
        "path": held.path,
        "lines": list(held.lines),
        "page_title": held.page_title,
        "headings": list(held.headings),
        "url": held.url,
        "quote": held.quote,
    }
