"""Content folder -> a published generation, and a report of what became of every line."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from index_builder.building.build_report import BuildReport, SiteFound
from index_builder.building.cut_cache import CutCache, CutPages, CutSummary
from index_builder.building.derived_files import derived_files
from index_builder.building.embedding_cache import EmbeddingCache
from index_builder.building.page_dates import last_commit, page_dates
from index_builder.building.provenance import made_with
from index_builder.building.repository_links import find_repository
from index_builder.index.addressing import has_host
from index_builder.index.calibration import calibration_advice, matching_calibration
from index_builder.index.changes import Change
from index_builder.index.checksum import list_sha256, text_sha256
from index_builder.index.errors import IndexRefused, OutOfMemory, PageError, SiteError
from index_builder.index.generation import PAGE_HTML, PASSAGES, read_manifest, read_passages
from index_builder.index.layout import CACHE, ENCODERS, KEEP, RERANKERS, published_names_or_empty
from index_builder.index.manifest import Manifest, RerankerReference
from index_builder.index.rendered_page import html_file
from index_builder.models.encoder import Encoder, Track
from index_builder.models.model_folder import DEFAULT_ENCODER
from index_builder.models.reranker import find_reranker, keep_reranker
from index_builder.reading.glossary import read_glossary_file
from index_builder.reading.pages import ContentPages, Page, read_pages
from index_builder.reading.shared_addresses import shared_addresses
from index_builder.reading.site import Site, read_site
from index_builder.reading.site_options import SiteOptions
from index_builder.splitting.packing import STRETCH, TARGET
from index_builder.storage import writer_lock
from index_builder.storage.cache import LIMIT_MB, MB, Cache
from index_builder.storage.publishing import is_intact, point_to, publish

_SAMPLES = 3  # links that a build shows


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """Options of a build; the defaults are the command line's."""

    content: Path
    index: Path
    site: SiteOptions = field(default_factory=SiteOptions)
    encoder: str = DEFAULT_ENCODER
    reranker: str | None = None  # by name or path; None: no reranker
    keep: int = KEEP  # generations that stay, the new one included
    cache_limit: int = LIMIT_MB * MB  # bytes; what this build needs is kept even if it is more
    wait: bool = True  # whether to wait for another build to end


def build(
    options: BuildOptions, *, track: Track = iter, waiting: Callable[[], None] = lambda: None
) -> BuildReport:
    """Cut the content into passages, embed the new ones, publish; do nothing if nothing changed.

    `track` follows the texts as they are embedded; `waiting` is called if another build is writing.

    Raises:
        SiteError: the folder or its settings can't be used, or nothing in it can be indexed.
        EncoderError: the encoder or the reranker can't be used.
        IndexUnwritable: it can't be written, or another build is writing it and `wait` is off.
        OutOfMemory: the machine has too little memory.
    """
    started = time.monotonic()
    waited: list[bool] = []

    def wait() -> None:
        waited.append(True)
        waiting()

    try:
        content = _read(options)
        with writer_lock.writing(options.index, wait, wait=options.wait):
            # The other build may have published newer content than was read before the wait.
            content = _read(options) if waited else content
            cache = Cache(options.index / CACHE)
            encoder = Encoder.find(options.encoder, options.index / ENCODERS, cache)
            if options.reranker:
                keep_reranker(options.reranker, options.index / RERANKERS, cache)
            report = _Build(options, content, encoder, cache).run(track)
    except MemoryError as error:
        raise OutOfMemory(
            "the build needs more memory than there is; end other programs or allow it more, then "
            "build again; the published index still answers"
        ) from error
    return replace(report, seconds=time.monotonic() - started)


def preview(options: BuildOptions) -> BuildReport:
    """Return what `build` would report, and write nothing; it raises what `build` raises.

    The report names the current generation if nothing would change, otherwise none: a generation's
    name is a hash of its files, and those have not been made.
    """
    started = time.monotonic()
    content = _read(options)
    cache = Cache(options.index / CACHE, writes=False)
    encoder = Encoder.find(options.encoder, options.index / ENCODERS, cache)
    with tempfile.TemporaryDirectory() as elsewhere:
        if not encoder.is_exported:  # counting tokens needs the export
            encoder = Encoder(encoder.model, Path(elsewhere) / "encoder")
        report = _Build(options, content, encoder, cache).preview()
    return replace(report, seconds=time.monotonic() - started)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """A content folder as it was read."""

    site: Site
    pages: ContentPages
    glossary: tuple[tuple[str, ...], ...]
    faults: list[PageError]  # of the glossary


def _read(options: BuildOptions) -> _Content:
    site = read_site(options.content, options.site)
    glossary, faults = _glossary(site)
    return _Content(site=site, pages=read_pages(site), glossary=glossary, faults=faults)


def _glossary(site: Site) -> tuple[tuple[tuple[str, ...], ...], list[PageError]]:
    """Return the rows of the content's glossary, if it has one, and what is wrong with it."""
    try:
        return read_glossary_file(site.root), []
    except PageError as error:
        return (), [error]


class _Build:
    """One build: the content that was read, and the index it goes into."""

    def __init__(
        self, options: BuildOptions, content: _Content, encoder: Encoder, cache: Cache
    ) -> None:
        self.options, self.content, self.encoder, self.cache = options, content, encoder, cache
        self.pages = content.pages.pages
        self.cuts = CutCache(content.site.anchors, encoder, cache)
        self.embeddings = EmbeddingCache(encoder, cache)
        self.current = _current(options.index)

    def run(self, track: Track) -> BuildReport:
        summary = self.cuts.summary(self.pages)
        if summary and (name := self._standing(summary)):
            return self._left_alone(summary, name)
        cut = self.cut()
        summary = self.cuts.summed_up(self.pages, cut)
        if name := self._standing(summary):
            return self._left_alone(summary, name)
        changes = self._changes(cut)
        embeddings, embedded = self.embeddings.of(
            [passage.embedded for passage in cut.passages], track
        )
        index, keep = self.options.index, self.options.keep
        derived = derived_files(cut.passages, self.content.glossary, cut.page_lines, cut.explained)
        derived[PAGE_HTML] = html_file(cut.html_lines)
        manifest = self._manifest(summary)
        name = publish(index, manifest, cut.passages, embeddings, derived, keep=keep)
        self.cache.prune(self.options.cache_limit, spared=self.cache.used)
        return self._report(summary, name, changes, embedded)

    def _left_alone(self, summary: CutSummary, name: str) -> BuildReport:
        if len(published_names_or_empty(self.options.index)) > self.options.keep:
            point_to(self.options.index, name, self.options.keep)
        return self._report(summary, name)

    def preview(self) -> BuildReport:
        cut = self.cut()
        summary = self.cuts.summed_up(self.pages, cut)
        if name := self._standing(summary):
            return self._report(summary, name)
        embedded = self.embeddings.missing([passage.embedded for passage in cut.passages])
        return self._report(summary, None, self._changes(cut), embedded)

    def cut(self) -> CutPages:
        """Cut the pages.

        Raises:
            SiteError: no passage came of it.
        """
        cut = self.cuts.cut(self.pages)
        if not cut.passages:
            failures = (*self.content.pages.failures, *cut.failures)
            raise SiteError(_nothing(self.content.site.root, failures))
        return cut

    def _standing(self, summary: CutSummary) -> str | None:
        """Return the current generation's name if a build would make the same one again."""
        current = self.current
        if (
            current is None
            or current.files[PASSAGES] != summary.lines_sha256
            or current.files[PAGE_HTML] != summary.html_sha256
            or replace(self._manifest(summary), files=current.files) != current
            or not is_intact(self.options.index, current.generation)
        ):
            return None
        return current.generation

    def _changes(self, cut: CutPages) -> tuple[Change, ...]:
        from index_builder.index.changes import compare_passages

        try:
            before = read_passages(self.options.index, self.current) if self.current else ()
        except IndexRefused:
            before = ()
        return tuple(
            change
            for change in compare_passages(before, cut.passages)
            if change.kind != "unchanged"
        )

    def _report(
        self,
        summary: CutSummary,
        name: str | None,
        changes: tuple[Change, ...] = (),
        embedded: int = 0,
    ) -> BuildReport:
        content_pages = self.content.pages
        failures = sorted(
            (*content_pages.failures, *summary.failures), key=lambda failure: failure.path
        )
        return BuildReport(
            generation=name,
            site=self._site_found(),
            pages=len(content_pages.pages),
            passages=summary.passages,
            changes=changes,
            embedded=embedded,
            longest=summary.longest,
            window=self.encoder.exported.window,
            left_out=(*content_pages.left_out, *summary.left_out),
            failures=(*failures, *self.content.faults),
            not_calibrated=self._not_calibrated(),
        )

    def _site_found(self) -> SiteFound:
        site = self.content.site
        repository = self._described.repository
        links = [
            page.url if repository is None else repository.link(page.path, (page.body_line,) * 2)
            for page in self.pages
        ]
        links = [link for link in links if link]
        return SiteFound(
            generator=site.title,
            settings_file=_from_here(site.settings_file),
            url=site.base_url,
            samples=tuple(links[:: max(1, len(links) // _SAMPLES)][:_SAMPLES]),
            opens=repository is not None or has_host(site.base_url),
            warnings=(
                *site.warnings,
                *(f"{fault}; the site shows it without" for fault in self.content.pages.faults),
                *(shared_addresses(self.pages) if site.base_url or site.settings_file else ()),
            ),
        )

    def _not_calibrated(self) -> str | None:
        try:
            calibration = matching_calibration(self.options.index, self._described)
        except IndexRefused:  # opening the index will say so
            return None
        return calibration_advice(self._described, calibration)

    def _manifest(self, summary: CutSummary) -> Manifest:
        """Return the manifest of what will be published, without its files."""
        return replace(self._described, passages=summary.passages)

    @cached_property
    def _described(self) -> Manifest:
        site = self.content.site
        commit = last_commit(site.root)
        return Manifest(
            encoder=self.encoder.exported.reference,
            splitter={"target": TARGET, "stretch": STRETCH},
            generator=site.generator,
            anchors=site.anchors.rule,
            site_url=site.base_url,
            content_digest=content_digest(self.pages),
            commit=commit,
            pages=len(self.pages),
            passages=0,
            files={},
            made_with=made_with(),
            dates=page_dates(site.root, self.pages, commit, self.cache),
            glossary=self.content.glossary,
            reranker=_reranker(self.options.reranker, self.cache),
            repository=None
            if has_host(site.base_url)
            else find_repository(site.root, self.pages, commit),
        )


def _current(index: Path) -> Manifest | None:
    """Return the current generation's manifest; None if there is none, or none that can be read."""
    try:
        return next((read_manifest(index, name) for name in published_names_or_empty(index)), None)
    except IndexRefused:
        return None


def _reranker(name: str | None, cache: Cache) -> RerankerReference | None:
    if name is None:
        return None
    model = find_reranker(name, cache)
    return RerankerReference(
        name=model.name, weights_sha256=model.weights_sha256, fingerprint=model.fingerprint
    )


def content_digest(pages: Sequence[Page]) -> str:
    """Return the sha256 over the pages' paths and contents, hex."""
    return list_sha256({page.path: text_sha256(page.text) for page in pages})


def _from_here(file: Path | None) -> str | None:
    """Return a file's path as seen from the current folder, if it is inside it."""
    if file is None:
        return None
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _nothing(root: Path, failures: Sequence[PageError]) -> str:
    if failures:
        return f"nothing to index in {root}: {failures[0]} ({len(failures)} pages failed)"
    return f"nothing to index in {root}: no page there holds text"
