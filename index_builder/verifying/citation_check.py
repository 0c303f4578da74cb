"""A citation, an index and its content -> what became of the citation."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from index_builder.index.errors import IndexRefused, PageError
from index_builder.index.exported_encoder import open_encoder
from index_builder.index.generation import read_manifest, read_passages
from index_builder.index.layout import ENCODERS, existing_generations, generation_named
from index_builder.index.manifest import Manifest
from index_builder.verifying.citation_reference import CitationReference
from index_builder.verifying.citation_status import CitationStatus, KnownPassages, citation_status
from index_builder.verifying.current_content import read_current_content
from index_builder.verifying.verification import VerifyOptions


def judge_citation(
    options: VerifyOptions,
    cited: CitationReference,
    generation: str | None,
    warn: Callable[[str], None],
) -> tuple[CitationStatus, str]:
    """Return what became of a citation, and what it was compared with, in words.

    `generation` is the name of the generation that showed it, or its first digits, if known.

    Raises:
        IndexMissing: nothing is published, or there is no such generation.
        IndexRefused: no published generation can be opened.
        PageError: the page that had the passage can't be read.
        SiteError: the content can't be read.
    """
    known = list(_kept(options, warn))
    current, manifest = known[0]
    shown = [passages for passages, _ in known]
    shown = _named(options.index, shown, generation) if generation else shown[::-1]
    if options.content is None:
        return citation_status(cited, shown, current.passages), f"generation {current.generation}"
    encoder = open_encoder(options.index / ENCODERS, manifest.encoder)
    content = read_current_content(options.content, encoder, options.site)
    shown = (
        shown if generation else [*shown, KnownPassages(generation=None, passages=content.passages)]
    )
    status = citation_status(cited, shown, content.passages)
    _check_readable(status, content.failures)
    return status, f"the content in {options.content}"


def _kept(
    options: VerifyOptions, warn: Callable[[str], None]
) -> Iterator[tuple[KnownPassages, Manifest]]:
    """Yield the published generations that can be read, the current one first."""
    refusals = []
    names = existing_generations(options.index)
    for name in names:
        try:
            manifest = read_manifest(options.index, name)
            passages = read_passages(options.index, manifest)
        except IndexRefused as error:
            refusals.append(error)
        else:
            yield KnownPassages(generation=name, passages=passages), manifest
    if len(refusals) == len(names):
        raise refusals[0]
    for refusal in refusals:
        warn(f"skipped: {refusal}")


def _named(index: Path, known: Sequence[KnownPassages], prefix: str) -> list[KnownPassages]:
    names = [passages.generation for passages in known if passages.generation]
    wanted = generation_named(index, names, prefix)
    return [passages for passages in known if passages.generation == wanted]


def _check_readable(status: CitationStatus, failures: Sequence[PageError]) -> None:
    """Refuse to call a passage removed if its page can't be read.

    Raises:
        PageError: the page of a removed passage can't be read.
    """
    gone = {piece.before.path for piece in status.pieces if piece.before and not piece.after}
    for failure in failures:
        if failure.path in gone:
            raise failure
