"""Markdown -> markdown-it tokens, with the syntax that site generators add and templates masked.

Template tags run before Markdown on a real site, so what they leave is unknown here. They are
masked character for character: every position stays true, and the mask is no word to anybody.
"""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

MASK = "\ue000"  # a private-use character: no page means anything by it

# Openers and closers of what a generator takes out of the text before readers see it: Liquid and
# Hugo, Liquid, ERB, MDX comments, and kramdown's extensions and attribute lists.
_TAGS = (("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("{/*", "*/}"), ("{:", "}"))


def mask_templates(content: str) -> str:
    """Return `content` with each template tag outside code spans overwritten, length unchanged.

    Line ends inside a tag stay, so that line numbers hold too.
    """
    out: list[str] = []
    at = 0
    while at < len(content):
        end = _code_span_end(content, at)
        if end:
            out.append(content[at:end])
        else:
            end = _tag_end(content, at)
            out.append("".join(c if c == "\n" else MASK for c in content[at:end]))
        if not end:
            out.append(content[at])
            end = at + 1
        at = end
    return "".join(out)


def _code_span_end(content: str, at: int) -> int:
    """Return where the code span that starts at `at` ends, or 0 where none starts."""
    if content[at] != "`" or (at and content[at - 1] == "`"):
        return 0
    run = len(content[at:]) - len(content[at:].lstrip("`"))
    fence = content[at : at + run]
    close = content.find(fence, at + run)
    while close >= 0:
        after = close + run
        if content[after : after + 1] != "`" and content[close - 1] != "`":
            return after
        close = content.find(fence, close + 1)
    return 0


def _tag_end(content: str, at: int) -> int:
    for opener, closer in _TAGS:
        if content.startswith(opener, at):
            close = content.find(closer, at + len(opener))
            return close + len(closer) if close >= 0 else 0
    return 0


def _mask_rule(state: StateCore) -> None:
    """Mask the inline content before the inline rules see it (a core rule after `block`).

    What was written stays in `meta["raw"]`: a heading's attribute list is a tag like the others.
    """
    for token in state.tokens:
        if token.type == "inline":
            token.meta["raw"] = token.content
            token.content = mask_templates(token.content)


def _names_a_container(params: str, *_: object) -> bool:
    return bool(params.strip())


@cache
def parser() -> MarkdownIt:
    """Return the one parser: CommonMark, tables, footnotes, definition lists, admonitions."""
    md = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False).use(deflist_plugin).use(admon_plugin)
    md.use(container_plugin, "any", validate=_names_a_container).use(tasklists_plugin)
    md.use(attrs_plugin).use(attrs_block_plugin)
    md.core.ruler.after("block", "mask_templates", _mask_rule)
    return md


def parse(source: str, env: dict[str, object]) -> list[Token]:
    """Return the tokens of `source`; `env` receives link and footnote definitions."""
    return parser().parse(source, env)


def inline_tokens(content: str, env: dict[str, object]) -> list[Token]:
    """Return the inline tokens of one piece of inline Markdown, such as a heading's source."""
    return parser().parseInline(content, env)[0].children or []


def parse_part(source: str, env: dict[str, object]) -> list[Token]:
    """Return the tokens of a part of a page, read with the whole page's link definitions."""
    return parser().parse(source, {"references": env.get("references", {})})
