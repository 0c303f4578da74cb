"""A citation, what is kept of an index, and the content -> what became of the citation."""

from collections.abc import Callable, Iterator, Sequence

from index_builder.errors import IndexMissing, IndexRefused, PageError
from index_builder.generation import Generation, open_generation
from index_builder.verifying.cited import Cited
from index_builder.verifying.present import read_present
from index_builder.verifying.standing import Kept, Standing, standing
from index_builder.verifying.verification import Asked, published_names


def judged(
    asked: Asked, cited: Cited, generation: str | None, warn: Callable[[str], None]
) -> tuple[Standing, str]:
    """Return what became of a citation, and what it was compared with, in words.

    `generation` is the first digits of the one that showed it, where that is known.

    Raises:
        IndexMissing: nothing is published, or no generation of that name.
        IndexRefused: no published generation can be opened.
        PageError: the page that had it can't be read now.
        SiteError: the content can't be read.
    """
    sound = list(_opened(asked, warn))
    kept = [Kept(generation=held.name, passages=held.passages) for held in sound]
    shown = _named(kept, generation) if generation else kept[::-1]
    if asked.content is None:
        return standing(cited, shown, sound[0].passages), f"generation {sound[0].name}"
    present = read_present(
        asked.content, sound[0].encoder, site_url=asked.site_url, rule=asked.anchors
    )
    shown = shown if generation else [*shown, Kept(generation=None, passages=present.passages)]
    held = standing(cited, shown, present.passages)
    _check_readable(held, present.failures)
    return held, f"the content in {asked.content}"


def _opened(asked: Asked, warn: Callable[[str], None]) -> Iterator[Generation]:
    """Yield the published generations, the current one first; one that is damaged is left out."""
    names = published_names(asked.index)
    refusals = []
    for name in names:
        try:
            yield open_generation(asked.index, name)
        except IndexRefused as error:
            refusals.append(error)
    if len(refusals) == len(names):
        raise refusals[0]
    for refusal in refusals:
        warn(f"not looked in: {refusal}")


def _named(kept: Sequence[Kept], wanted: str) -> list[Kept]:
    found = [held for held in kept if (held.generation or "").startswith(wanted)]
    if len(found) != 1:
        names = ", ".join(held.generation or "" for held in kept)
        raise IndexMissing(
            f"{len(found)} generations are called {wanted}…; kept are {names}: name one of them, "
            "or leave out --generation"
        )
    return found


def _check_readable(held: Standing, failures: Sequence[PageError]) -> None:
    """Refuse to call removed what stands on a page that can't be read.

    Raises:
        PageError: there is such a page.
    """
    gone = {piece.before.path for piece in held.pieces if piece.before and not piece.after}
    for failure in failures:
        if failure.path in gone:
            raise failure
