"""The content as it is now, cut as the index was, with the exported tokenizer alone."""

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

from index_builder.building.cut_cache import unique_ids
from index_builder.index.errors import PageError
from index_builder.index.exported_encoder import ExportedEncoder
from index_builder.index.exported_model import TOKENIZER
from index_builder.index.passage import Passage
from index_builder.reading.pages import read_pages
from index_builder.reading.site import read_site
from index_builder.reading.site_options import SiteOptions
from index_builder.splitting.splitter import split_page
from index_builder.splitting.units import CountTokens


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentContent:
    """What the content says now."""

    site_url: str
    anchors: str  # whose rule made the anchors
    passages: tuple[Passage, ...]
    failures: tuple[PageError, ...]  # pages that could not be read


def read_current_content(
    content: Path, encoder: ExportedEncoder, options: SiteOptions | None = None
) -> CurrentContent:
    """Read and cut a content folder as `playbook index` does with the same options.

    Raises:
        SiteError: the folder or its settings can't be used.
        IndexRefused: the encoder's tokenizer is damaged.
    """
    site = read_site(content, options)
    content_pages = read_pages(site)
    count = _counter(encoder)
    passages: list[Passage] = []
    failures = list(content_pages.failures)
    for page in content_pages.pages:
        try:
            passages += split_page(page, site.anchors, count, encoder.window).passages
        except PageError as error:
            failures.append(error)
    return CurrentContent(
        site_url=site.base_url,
        anchors=site.anchors.rule,
        passages=tuple(unique_ids(passages)),
        failures=tuple(sorted(failures, key=lambda failure: (failure.path, failure.line))),
    )


def _counter(encoder: ExportedEncoder) -> CountTokens:
    # The encoder's own tokenizer cuts at the window, so it can't count what is too long.
    tokenizer = Tokenizer.from_file(str(encoder.checked(TOKENIZER)))
    return lambda text: len(tokenizer.encode(encoder.document_prompt + text).ids)
