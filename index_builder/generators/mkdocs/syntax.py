"""Python-Markdown with the extensions that a site's mkdocs.yml switches on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index_builder.generators.mkdocs.element_ids import listed_ids, note_ids
from index_builder.generators.mkdocs.fenced_blocks import NAMES, use_fenced_blocks
from index_builder.generators.mkdocs.hidden_lines import (
    HiddenLines,
    files_of_snippet,
    has_edits,
    unseen,
)
from index_builder.generators.mkdocs.indented_blocks import INDENT, use_indented_blocks
from index_builder.generators.mkdocs.inline_marks import use_emoji, use_keys, use_pair
from index_builder.generators.mkdocs.margin_fences import use_fences_at_margin
from index_builder.generators.mkdocs.smart_symbols import kinds_of_signs, use_symbols
from index_builder.generators.mkdocs.tab_ids import TabIds, tab_ids, tab_ids_named
from index_builder.generators.settings_files.settings_file import Settings, text_of, texts_of
from index_builder.generators.syntax.hash_headings import use_hash_headings
from index_builder.generators.syntax.line_headings import use_one_line_headings
from index_builder.generators.syntax.raw_html import HtmlRules, use_raw_html
from index_builder.generators.syntax.syntax import Span, Syntax

# What `extra` and `pymdownx.extra` switch on.
_EXTRA = ("abbr", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables")
_BUNDLES: Final[Mapping[str, tuple[str, ...]]] = {
    "extra": _EXTRA,
    "pymdownx.extra": (*_EXTRA, "pymdownx.betterem", "pymdownx.superfences"),
}
# Elements that begin a block: `markdown.util.BLOCK_LEVEL_ELEMENTS`, with what `md_in_html` adds.
_WORDS: Final = frozenset("address dd dt h1 h2 h3 h4 h5 h6 legend li p summary td th".split())
_RAW: Final = frozenset("canvas math option pre script style textarea".split())
_BLOCKS: Final = frozenset(
    "article aside blockquote body center colgroup details div dl fieldset figcaption figure footer"
    " form group header hgroup hr html iframe main map menu nav noscript object ol output progress"
    " section table tbody tfoot thead tr ul video".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonMarkdown(Syntax):
    """The extensions by their names without `markdown.extensions.`; bundles are taken apart."""

    one_line_headings: ClassVar[bool] = True
    html_headings_counted: ClassVar[bool] = True
    ids_anywhere: ClassVar[bool] = False
    colon_lists: ClassVar[bool] = False

    extensions: tuple[str, ...] = ()
    block_names: tuple[tuple[str, str], ...] = ()
    """Names of `/// name` blocks that the settings add, each with its extension."""

    signs: tuple[str, ...] = ()
    """What `pymdownx.smartsymbols` shows as one character."""

    tabs: TabIds = field(default_factory=TabIds)
    """How `pymdownx.tabbed` makes the ids of tabs."""

    slash_tabs: TabIds = field(default_factory=TabIds)
    """The same of `pymdownx.blocks.tab`."""

    tags: bool = False  # the plugin `tags` is in use

    snippet_folders: tuple[str, ...] = ()
    """`base_path` of `pymdownx.snippets`, absolute."""

    def has(self, extension: str) -> bool:
        """Return whether an extension is switched on."""
        return extension in self.extensions

    def extend(self, md: MarkdownIt) -> None:
        """Add a rule for each extension; where there is none, what it adds stays text."""
        use_hash_headings(md, interrupt=True, indent=INDENT)
        use_one_line_headings(md)
        if not self.has("pymdownx.superfences"):
            use_fences_at_margin(md)
        use_raw_html(md, self._html_rules())
        use_indented_blocks(
            md,
            tabs=self.has("pymdownx.tabbed"),
            admonitions=self.has("admonition"),
            details=self.has("pymdownx.details"),
        )
        use_fenced_blocks(md, self._block_names())
        self._extend_inline(md)

    def _extend_inline(self, md: MarkdownIt) -> None:
        if not self.has("pymdownx.tilde"):
            md.disable("strikethrough")
        else:
            use_pair(md, "~", "sub", words=True)
        if self.has("pymdownx.caret"):
            use_pair(md, "^^", "ins", words=False)
            use_pair(md, "^", "sup", words=True)
        if self.has("pymdownx.mark"):
            use_pair(md, "==", "mark", words=False)
        if self.has("pymdownx.keys"):
            use_keys(md)
        if self.has("pymdownx.emoji"):
            use_emoji(md)
        if self.has("pymdownx.smartsymbols"):
            use_symbols(md, self.signs)

    def _html_rules(self) -> HtmlRules:
        reads = self.has("md_in_html")
        names = _WORDS | _RAW | _BLOCKS
        return HtmlRules(
            begins_block=names.__contains__,
            reads=lambda value: reads and value.lower() in ("", "1", "block", "span"),
            at_margin=True,
            lines_only=_WORDS,
            raw=_RAW,
        )

    def _block_names(self) -> dict[str, str]:
        names = dict(self.block_names)
        for extension, known in NAMES.items():
            if self.has(f"pymdownx.blocks.{extension}"):
                names |= dict.fromkeys(known, extension)
        return names

    @property
    def _hidden_lines(self) -> HiddenLines:
        return HiddenLines(
            abbreviations=self.has("abbr"),
            snippets=self.has("pymdownx.snippets"),
            attribute_lists=self.has("attr_list"),
            critic=self.has("pymdownx.critic"),
        )

    def may_hide(self, source: str) -> bool:
        """Look for the signs of what extensions hide."""
        return self._hidden_lines.may_be_in(source)

    def hidden(self, lines: Sequence[str], code: frozenset[int]) -> Iterable[Span]:
        """Return abbreviations, lines for other files, attribute lists, deletions."""
        return self._hidden_lines.spans(lines, code)

    def changes_words(self, source: str) -> bool:
        """Edits are shown with what they delete, which is no text of ours."""
        return self.has("pymdownx.critic") and has_edits(source)

    def unseen_line(self, line: str) -> str | None:
        """Name abbreviations, lines for other files and the place of the contents."""
        return unseen(line)

    def listed_ids(self, lines: Sequence[str]) -> frozenset[str]:
        """Return the ids that `attr_list` finds."""
        return frozenset(listed_ids(lines, self._hidden_lines))

    def made_ids(
        self, tokens: Sequence[object], anchors: Mapping[int, str]
    ) -> frozenset[str] | None:
        """Return the ids of tabs and footnotes; None if a program makes some."""
        known = [token for token in tokens if isinstance(token, Token)]
        if any(token.type == "inline" and token.content.startswith("::: ") for token in known):
            return None  # mkdocstrings and its like write headings there
        tabs = tab_ids(known, anchors, indented=self.tabs, slashed=self.slash_tabs)
        if tabs is None:
            return None
        return tabs | frozenset(note_ids(known) if self.has("footnotes") else ())

    def may_be_made(self, anchor: str) -> bool:
        """Material's tags plugin lists tags with ids of their own."""
        return self.tags and anchor.startswith("tag:")

    def included_files(self, line: str) -> tuple[str, ...]:
        """Return the file that a line of `pymdownx.snippets` names."""
        return files_of_snippet(line) if self.has("pymdownx.snippets") else ()

    @property
    def include_folders(self) -> tuple[str, ...]:
        """Return the folders of `base_path`."""
        return self.snippet_folders


def python_markdown(
    extensions: Mapping[str, Settings], folder: str, *, tags: bool = False
) -> PythonMarkdown:
    """Take the extensions of a mkdocs.yml in `folder`; MkDocs itself adds three."""
    named = ["toc", "tables", "fenced_code"]
    for name in extensions:
        named += _BUNDLES.get(name, (name,))
    snippets = extensions.get("pymdownx.snippets", {})
    return PythonMarkdown(
        extensions=tuple(sorted(set(named))),
        block_names=tuple(_own_names(extensions)),
        tags=tags,
        signs=kinds_of_signs(extensions.get("pymdownx.smartsymbols", {})),
        tabs=tab_ids_named(extensions.get("pymdownx.tabbed", {})),
        slash_tabs=tab_ids_named(extensions.get("pymdownx.blocks.tab", {})),
        snippet_folders=tuple(
            f"{folder}/{path}" for path in texts_of(snippets, "base_path") or (".",)
        ),
    )


def _own_names(extensions: Mapping[str, Settings]) -> Iterable[tuple[str, str]]:
    """Yield the `types` that a site adds to its admonitions and details."""
    for extension in ("admonition", "details"):
        types = extensions.get(f"pymdownx.blocks.{extension}", {}).get("types")
        for entry in types if isinstance(types, list) else []:
            name = text_of(entry, "name") if isinstance(entry, dict) else entry
            if isinstance(name, str) and name:
                yield name.lower(), extension
