"""Which Markdown the pages of a site are written in."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar

from markdown_it import MarkdownIt

Span = tuple[int, int]
"""Characters of a text: the first, and one past the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """How a site's program reads Markdown; the default is CommonMark with what many sites add.

    A generator whose program reads it differently has a subclass in its own folder, with the
    site's settings as fields: plain data, so that it can be compared and written as JSON.
    """

    one_line_headings: ClassVar[bool] = False
    """Two lines of text with an underline are a paragraph, not a heading."""

    html_headings_counted: ClassVar[bool] = False
    """HTML headings among Markdown that an HTML element holds are given ids like others."""

    lines_part_tables: ClassVar[bool] = False
    """A line of dashes or "=" within a table parts its rows, and is none itself."""

    ids_anywhere: ClassVar[bool] = True
    """An attribute list gives an id wherever it is; else `listed_ids` has them all."""

    colon_lists: ClassVar[bool] = True
    """What stands between "{:" and "}" is never seen, wherever it is."""

    def extend(self, md: MarkdownIt) -> None:
        """Add the rules for blocks and inline marks to a parser of CommonMark, or replace its own.

        A block that has a label of its own, such as one of several tabs, becomes `part_open`,
        `part_label_open` with the inline label, and `part_close`.
        """
        # Imported here so that a page of help, which names the generators, loads no plug-in.
        from mdit_py_plugins.admon import admon_plugin
        from mdit_py_plugins.container import container_plugin

        md.use(admon_plugin)
        md.use(container_plugin, "any", validate=_names_a_container)

    def may_hide(self, source: str) -> bool:  # noqa: ARG002
        """Return whether `hidden` may find anything: a quick look, which may be wrong one way."""
        return False

    def hidden(
        self,
        lines: Sequence[str],  # noqa: ARG002
        code: frozenset[int],  # noqa: ARG002
    ) -> Iterable[Span]:
        """Return what readers of the page never see of its source, in order.

        `lines` keep their ends; `code` are those (0-based) that are in blocks of code. Template
        tags and comments are not meant: they are found for every syntax.
        """
        return ()

    def changes_words(self, source: str) -> bool:  # noqa: ARG002
        """Return whether the page shows other words than a source has without what is hidden."""
        return False

    def unseen_line(self, line: str) -> str | None:  # noqa: ARG002
        """Return what a line is that no reader sees, None if it is not of this syntax's own."""
        return None

    def listed_ids(self, lines: Sequence[str]) -> frozenset[str]:  # noqa: ARG002
        """Return the ids that attribute lists give to blocks and words other than headings."""
        return frozenset()

    def made_ids(
        self,
        tokens: Sequence[object],  # noqa: ARG002
        anchors: Mapping[int, str],  # noqa: ARG002
    ) -> frozenset[str] | None:
        """Return further ids that the program makes, of tabs and footnotes; None: not all known.

        `anchors` are those of the page's headings, by 0-based lines.
        """
        return frozenset()

    def may_be_made(self, anchor: str) -> bool:  # noqa: ARG002
        """Return whether a page may have an anchor by what other pages say, such as their tags."""
        return False

    def included_files(self, line: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return the names of the files whose text stands in place of a line."""
        return ()

    @property
    def include_folders(self) -> tuple[str, ...]:
        """Return the folders, absolute, in which included files are looked for."""
        return ()

    @property
    def key(self) -> str:
        """Return a text that only equal syntaxes share."""
        return json.dumps([type(self).__name__, asdict(self)])


def _names_a_container(params: str, *_: object) -> bool:
    return bool(params.strip())
