"""A passage, its sentences, and source lines that are in no passage."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Source lines that no passage holds, and why; `lines` is 1-based and inclusive."""

    path: str
    lines: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a sentence is about: its parent item, its term, or its table's header row."""

    span: tuple[int, int]  # characters of the page; not always within the passage's span
    text: str  # plain text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, list item or table row of a passage: what may be marked as the answer."""

    span: tuple[int, int]  # characters of the page, within the passage's span
    text: str  # plain text
    labels: tuple[Label, ...] = ()  # outermost first; the sentence may mislead without them
    tokens: tuple[int, int] = (0, 0)  # first of the passage's tokens and one past the last


def place_of(path: str, lines: tuple[int, int]) -> str:
    """Return a file and lines of it, as editors and compilers write them."""
    first, last = lines
    return f"{path}:{first}" if first == last else f"{path}:{first}-{last}"


def link_name(written: str) -> str:
    """Return the name of a link definition in the form in which names are compared."""
    return " ".join(written.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A run of whole blocks of one section: the unit that is retrieved and cited.

    `span` counts characters of the file decoded as UTF-8 (a byte order mark is one character,
    line ends stay as they are), so `bytes.decode("utf-8")[span[0]:span[1]] == quote` always.
    """

    id: str  # 16 hex digits of `embedded`'s sha256; a repeat of the same text gets "-2", "-3" …
    path: str  # of the page, relative to the content folder, "/" between folders
    lines: tuple[int, int]  # first and last source line, 1-based, inclusive
    span: tuple[int, int]  # first character and one past the last
    page_title: str
    headings: tuple[str, ...]  # outermost first; empty before a page's first heading
    anchor: str  # without "#"; empty if the page itself is cited
    url: str  # of the section: page address, "#", anchor
    content_hash: str  # sha256 of the quote's UTF-8 bytes, hex
    quote: str  # the source, byte for byte
    text: str  # plain text for reading
    embedded: str  # title and heading path, then the text: what the encoder and BM25 are given
    tokens: int  # of `embedded`, special tokens included, by the encoder's own tokenizer
    sentences: tuple[Sentence, ...] = ()  # in order; none overlap
    # 16 hex digits of the sha256 of `text`'s terms: passages that say the same share it.
    wording: str = ""
    # Name and target of each link definition of the page that the quote uses; names as `link_name`.
    definitions: tuple[tuple[str, str], ...] = ()
    # Where readers can open it, whole and ready to click: on the site, or else at the host of its
    # repository; empty if neither is known. Not kept in an index: opening one sets it.
    address: str = ""
    # Browsers do not find its words: they are in a tab that is not open, or shown with others.
    folded: bool = False

    @property
    def place(self) -> str:
        """File and lines, as editors and compilers write them."""
        return place_of(self.path, self.lines)

    @property
    def breadcrumb(self) -> str:
        """Page title and headings, outermost first; one that repeats is given once."""
        return " › ".join(dict.fromkeys(part for part in (self.page_title, *self.headings) if part))
