"""Template tags, comments and module lines -> masked: what readers never see of a page.

Template tags run before Markdown on a real site, so their output is unknown here. They are
masked character for character: positions stay right, and the mask is not a word.
Masking comes before Markdown as well, so that a tag's blanks and bars break no link or table.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

MASK = "\ue000"  # a private-use character, which no page uses

# A paired tag hides all it holds, blank lines and code included: Liquid's and kramdown's comment
# (https://shopify.github.io/liquid/tags/template/, https://kramdown.gettalong.org/syntax.html),
# the comments of HTML and of MDX. What Liquid captures is shown elsewhere, or nowhere.
_COMMENTS = (
    (re.compile(r"\{%-?\s*comment\s*-?%\}"), re.compile(r"\{%-?\s*endcomment\s*-?%\}")),
    (re.compile(r"\{%-?\s*capture\s[^%]*%\}"), re.compile(r"\{%-?\s*endcapture\s*-?%\}")),
    (re.compile(r"\{::comment\s*\}"), re.compile(r"\{:/(?:comment)?\s*\}")),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"\{/\*"), re.compile(r"\*/\s*\}")),
)
# A single tag hides only itself: Liquid's and Hugo's, Liquid's, ERB's, kramdown's extensions and
# attributes.
_TAGS = (("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("{:", "}"))
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}")
_RAW_END = re.compile(r"\{%-?\s*endraw\s*-?%\}")
_TEMPLATE_START = re.compile(r"`+|\{[{%:/]|<%")
_START = re.compile(rf"{_TEMPLATE_START.pattern}|<!--")
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*(?=[\r\n])")
_VISIBLE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockBounds:
    """Where a source's blocks end, for reading its tags; character offsets, in order.

    The defaults are those of a single piece of inline Markdown.
    """

    code: tuple[tuple[int, int], ...] = ()  # fences and indented code: tags there are shown
    modules: tuple[tuple[int, int], ...] = ()  # MDX import and export lines
    edges: tuple[int, ...] = ()  # a code span never crosses one


def may_have_tags(source: str) -> bool:
    """Return whether anything could open a tag or a comment."""
    return any(opener in source for opener in ("{{", "{%", "{:", "{/", "<%", "<!--"))


def mask_templates(
    source: str, bounds: BlockBounds | None = None, *, html: bool = True, lists: bool = True
) -> str:
    """Return `source` with tags and comments overwritten, lengths and line ends unchanged.

    Tags in code are kept, as readers of code want them; without `html`, HTML comments are kept
    too, and without `lists` kramdown's attribute lists.
    """
    scanner = _Scanner(
        source=source,
        bounds=bounds or BlockBounds(),
        openers=_START if html else _TEMPLATE_START,
        tags=_TAGS if lists else tuple(tag for tag in _TAGS if tag[0] != "{:"),
    )
    return mask_spans(source, scanner.hidden())


def mask_spans(source: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `source` with spans of characters overwritten; they are in order."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += [source[at:start], _masked(source[start:end])]
        at = end
    return "".join([*out, source[at:]])


def _masked(source: str) -> str:
    """Overwrite all but line ends and indentation, which keeps a list's structure."""
    return _VISIBLE.sub(lambda line: _masked_line(line[0]), source)


def _masked_line(line: str) -> str:
    indent = len(line) - len(line.lstrip(" \t"))
    return line[:indent] + MASK * (len(line) - indent)


@dataclass(slots=True, kw_only=True)
class _Scanner:
    """One walk over a source; each search that finds nothing is remembered, so it stays linear."""

    source: str
    bounds: BlockBounds
    openers: re.Pattern[str]
    tags: tuple[tuple[str, str], ...]
    _blank_lines: list[int] = field(init=False)
    _missing: dict[object, int] = field(default_factory=dict)  # sought -> none before this offset

    def __post_init__(self) -> None:
        self._blank_lines = [found.start() for found in _BLANK_LINE.finditer(self.source)]

    def hidden(self) -> Iterator[tuple[int, int]]:
        """Yield the span of each part that readers never see, in order."""
        shown = [(start, end, True) for start, end in self.bounds.code]
        gone = [(start, end, False) for start, end in self.bounds.modules]
        last = (len(self.source), len(self.source), True)
        at = 0
        for start, end, kept in [*sorted(shown + gone), last]:
            while found := self.openers.search(self.source, at, start):
                span = self._hidden_at(found)
                at = self._next(found, span)
                if span:
                    yield span
            if not kept and at <= start:
                yield start, end
            at = max(at, end)

    def _next(self, found: re.Match[str], span: tuple[int, int] | None) -> int:
        """Return where to go on: after a tag, what it says is raw, a code span, or an opener."""
        if span:
            raw = _RAW.fullmatch(self.source, *span)
            ending = self._seek(_RAW_END, span[1], len(self.source)) if raw else None
            return ending.start() if ending else span[1]
        if not found[0].startswith("`") or self.source[found.start() - 1 : found.start()] == "\\":
            return found.start() + 1
        return self._code_span_end(found) or found.end()

    def _hidden_at(self, found: re.Match[str]) -> tuple[int, int] | None:
        start = found.start()
        for opener, closer in _COMMENTS:
            opening = opener.match(self.source, start)
            closing = opening and self._seek(closer, opening.end(), len(self.source))
            if closing:
                return start, closing.end()
        limit = self._after(self._blank_lines, start)
        for opened, closed in self.tags:
            if self.source.startswith(opened, start):
                closing = self._seek(re.compile(re.escape(closed)), start + 2, limit)
                return (start, closing.end()) if closing else None
        return None

    def _seek(self, wanted: re.Pattern[str], at: int, limit: int) -> re.Match[str] | None:
        if self._missing.get(wanted, 0) >= limit:
            return None
        found = wanted.search(self.source, at, limit)
        if not found:
            self._missing[wanted] = limit
        return found

    def _after(self, offsets: Sequence[int], at: int) -> int:
        nearest = bisect_right(offsets, at)
        return offsets[nearest] if nearest < len(offsets) else len(self.source)

    def _code_span_end(self, opening: re.Match[str]) -> int:
        """Return where the code span ends that these backticks open, or 0 if they open none."""
        limit = self._after(self.bounds.edges, opening.start())
        run = re.compile(rf"(?<!`){opening[0]}(?!`)")
        closing = self._seek(run, opening.end(), limit)
        return closing.end() if closing else 0
