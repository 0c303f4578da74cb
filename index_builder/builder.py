"""Content folder -> a published generation, and a report of what became of every line."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index_builder import generation as on_disk
from index_builder.anchors import Rule
from index_builder.commit import last_commit
from index_builder.embedding import Embedding
from index_builder.encoder import Encoder, Track
from index_builder.errors import IndexMissing, IndexRefused, PageError, SiteError
from index_builder.glossary import NAME as GLOSSARY
from index_builder.glossary import read_glossary
from index_builder.manifest import EncoderReference, Manifest, RerankerReference
from index_builder.model_folder import DEFAULT_ENCODER
from index_builder.passage import LeftOut, Passage
from index_builder.reading.content_files import read_bytes
from index_builder.reading.pages import MAX_PAGE_BYTES, ContentPages, Page, read_pages
from index_builder.reading.site import Site, read_site
from index_builder.reranker import keep_reranker
from index_builder.splitting.splitter import STRETCH, TARGET, split


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a build is asked for; the defaults are the command line's."""

    content: Path
    index: Path
    site_url: str | None = None
    anchors: Rule | None = None
    encoder: str = DEFAULT_ENCODER
    reranker: str | None = None  # by name or path; None: no reranker


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    generation: str
    pages: int
    passages: int
    embedded: int  # passages whose vector was made anew
    longest: int  # tokens of the longest passage
    window: int  # tokens the encoder reads
    left_out: tuple[LeftOut, ...]
    failures: tuple[PageError, ...]
    seconds: float


def build(
    options: BuildOptions, *, track: Track = iter, waiting: Callable[[], None] = lambda: None
) -> BuildReport:
    """Cut the content into passages, embed what is new, publish.

    `track` follows the texts that are embedded; `waiting` is called where another build writes.

    Raises:
        SiteError: the folder or its settings can't be used, or nothing in it can be indexed.
        EncoderError: the encoder or the reranker can't be used.
    """
    started = time.monotonic()
    site = read_site(options.content, site_url=options.site_url, rule=options.anchors)
    found = read_pages(site)
    with on_disk.writing(options.index, waiting):
        encoder = Encoder.find(options.encoder, options.index / on_disk.ENCODERS)
        reranker = _reranker(options)
        passages, left_out, failures = _split_all(found, site, encoder)
        if not passages:
            raise SiteError(_nothing(site.root, failures))
        embeddings, embedded = _embeddings(options.index, passages, encoder, track)
        manifest = _manifest(site, found.pages, passages, encoder, reranker)
        glossary, faults = _glossary(site)
        manifest = replace(manifest, glossary=glossary)
        name = on_disk.publish(options.index, manifest, passages, embeddings)
    return BuildReport(
        generation=name,
        pages=len(found.pages),
        passages=len(passages),
        embedded=embedded,
        longest=max(held.tokens for held in passages),
        window=encoder.exported.window,
        left_out=(*found.left_out, *left_out),
        failures=(*failures, *faults),
        seconds=time.monotonic() - started,
    )


def _split_all(
    found: ContentPages, site: Site, encoder: Encoder
) -> tuple[list[Passage], list[LeftOut], tuple[PageError, ...]]:
    passages: list[Passage] = []
    left_out: list[LeftOut] = []
    failures = list(found.failures)
    for page in found.pages:
        try:
            cut = split(page, site.anchors, encoder.count_tokens, encoder.exported.window)
        except PageError as error:
            failures.append(error)
        else:
            passages += cut.passages
            left_out += cut.left_out
    return unique_ids(passages), left_out, tuple(sorted(failures, key=lambda held: held.path))


def unique_ids(passages: Sequence[Passage]) -> list[Passage]:
    """Give the second and later passages of one embedded text ids of their own: "…-2", "…-3"."""
    seen: Counter[str] = Counter()
    unique = []
    for passage in passages:
        seen[passage.id] += 1
        times = seen[passage.id]
        unique.append(replace(passage, id=f"{passage.id}-{times}") if times > 1 else passage)
    return unique


def _embeddings(
    index: Path, passages: Sequence[Passage], encoder: Encoder, track: Track
) -> tuple[list[Embedding], int]:
    """Return the passages' embeddings, and how many of them were made anew.

    A text that the current generation embedded with the same encoder keeps its vectors.
    """
    known = _known_embeddings(index, encoder)
    texts = list(dict.fromkeys(held.embedded for held in passages if held.embedded not in known))
    known.update(zip(texts, encoder.embed(texts, track), strict=True))
    return [known[held.embedded] for held in passages], len(texts)


def _known_embeddings(index: Path, encoder: Encoder) -> dict[str, Embedding]:
    try:
        current = on_disk.open_current(index)
    except (IndexMissing, IndexRefused):
        return {}
    if current.manifest.encoder.fingerprint != encoder.model.fingerprint:
        return {}
    return {held.embedded: current.embedding(row) for row, held in enumerate(current.passages)}


def _glossary(site: Site) -> tuple[tuple[tuple[str, ...], ...], list[PageError]]:
    """Return the rows of the content's glossary, or what is wrong with it; it may be absent."""
    file = site.root / GLOSSARY
    if not file.exists():
        return (), []
    try:
        return read_glossary(read_bytes(file, GLOSSARY, MAX_PAGE_BYTES).decode("utf-8-sig")), []
    except PageError as error:
        return (), [error]
    except ValueError as error:
        return (), [PageError(GLOSSARY, 1, str(error))]


def _reranker(options: BuildOptions) -> RerankerReference | None:
    if options.reranker is None:
        return None
    exported = keep_reranker(options.reranker, options.index / on_disk.RERANKERS)
    return RerankerReference(
        name=exported.name,
        weights_sha256=exported.weights_sha256,
        fingerprint=exported.fingerprint,
    )


def _manifest(
    site: Site,
    pages: Sequence[Page],
    passages: Sequence[Passage],
    encoder: Encoder,
    reranker: RerankerReference | None,
) -> Manifest:
    exported = encoder.exported
    return Manifest(
        encoder=EncoderReference(
            name=exported.name,
            weights_sha256=exported.weights_sha256,
            fingerprint=exported.fingerprint,
            dimension=exported.dimension,
            window=exported.window,
        ),
        splitter={"target": TARGET, "stretch": STRETCH},
        generator=site.generator,
        anchors=site.anchors.rule,
        site_url=site.base_url,
        content_digest=content_digest(pages),
        commit=last_commit(site.root),
        pages=len(pages),
        passages=len(passages),
        files={},
        reranker=reranker,
    )


def content_digest(pages: Sequence[Page]) -> str:
    """Return the sha256 over the pages' paths and contents, hex."""
    total = hashlib.sha256()
    for page in pages:
        held = hashlib.sha256(page.text.encode()).hexdigest()
        total.update(f"{held}  {page.path}\n".encode())
    return total.hexdigest()


def _nothing(root: Path, failures: Sequence[PageError]) -> str:
    if failures:
        return f"nothing to index in {root}: {failures[0]} ({len(failures)} pages failed)"
    return f"nothing to index in {root}: no page there holds text"
