"""YAML read as plain data: text, numbers, booleans, lists and mappings, and nothing else.

Content is written by many hands, so what YAML offers beyond data is refused with its line:
aliases (a few lines can stand for gigabytes), tags (they name code), and deep nesting (it
exhausts the stack). Settings, which have an owner, may use aliases as far as a file's size bounds
what they stand for. Dates stay text, as every use of them here parses them by its own rule.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import yaml

from index_builder.generators.settings_files.yaml_values import Opaque, PlainYamlError

MAX_DEPTH = 24  # levels; the deepest real settings file met so far has 7
MAX_ALIASES = 200  # in settings; with MAX_CHARS they stand for 40 million characters at most
MAX_CHARS = 200_000  # PyYAML needs about a second for this much
_MAX_INT = 2**63  # larger ones stay text: nothing here is that large
_HINTS = {  # what an author can do about PyYAML's commonest complaints
    "while scanning a simple key": ": write `key: value`, with a space after the colon",
    "while parsing a block mapping": ": indent the keys alike, quote a value that has a colon",
    "while scanning a quoted scalar": ": close the quotation mark",
    "while scanning an alias": ": put a value that starts with * in quotation marks",
    "while constructing a mapping": ": put a value that starts with { in quotation marks",
    "while scanning for the next token": ": put the value in quotation marks",
}
_NULL = "tag:yaml.org,2002:null"
_OPAQUE = "!opaque"  # every tag in a file becomes this one
_UNWANTED = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:value")


class _RefusedYaml(yaml.MarkedYAMLError):
    """YAML, but more than plain data."""


class _PlainLoader(yaml.SafeLoader):
    """SafeLoader without aliases, tags, dates and bottomless nesting."""

    tags_allowed: ClassVar[bool] = False
    own_tags_dropped: ClassVar[bool] = False  # text behind a tag of no standard reads as null
    sharing_allowed: ClassVar[bool] = False
    depth = 0
    anchored = 0  # anchored values that the current one is in
    aliases = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        anchored = getattr(event, "anchor", None) is not None
        self._check_sharing(event, anchored=anchored)
        tagged = getattr(event, "tag", None) is not None
        dropped = tagged and self.own_tags_dropped and _is_slip(event)
        if tagged and not dropped and not self.tags_allowed:
            raise _refusal(f"the tag {event.tag!r}", "plain YAML: remove the tag", event)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _refusal(f"nesting deeper than {MAX_DEPTH} levels", "flatter YAML", event)
        holds = anchored and not isinstance(event, yaml.AliasEvent)
        self.anchored += holds
        node = super().compose_node(parent, index)
        self.anchored -= holds
        self.depth -= 1
        if dropped and node is not None:
            return yaml.ScalarNode(_NULL, "", node.start_mark, node.end_mark)
        if tagged and node is not None:
            parts = [event.tag, *_words(node)]
            return yaml.ScalarNode(_OPAQUE, parts, node.start_mark, node.end_mark)
        return node

    def _check_sharing(self, event: Any, *, anchored: bool) -> None:
        """Refuse aliases, or those that could stand for more than the file's size can tell."""
        if not anchored:
            return
        is_alias = isinstance(event, yaml.AliasEvent)
        if not self.sharing_allowed:
            if is_alias and event.anchor in self.anchors:
                raise _shared(event, "plain YAML")
        elif is_alias:
            self.aliases += 1
            if self.anchored:
                raise _shared(event, "no alias within an anchored value")
            if self.aliases > MAX_ALIASES:
                raise _shared(event, f"at most {MAX_ALIASES} aliases")

    def opaque(self, node: yaml.ScalarNode) -> Opaque:
        """Keep a tagged value as the words it is written in."""
        parts = tuple(node.value)
        return Opaque(
            words=tuple(" ".join(parts).split()), parts=parts, line=node.start_mark.line + 1
        )

    def int_or_text(self, node: yaml.ScalarNode) -> int | str:
        """Read an integer; one PyYAML can't convert, or a huge one, stays the text it is."""
        try:
            number: int = self.construct_yaml_int(node)
        except ValueError:
            return str(node.value)
        return number if abs(number) < _MAX_INT else str(node.value)


class _SettingsLoader(_PlainLoader):
    """The same for settings, whose owners may let an alias stand for a value."""

    sharing_allowed = True


class _TolerantLoader(_SettingsLoader):
    """The same for settings whose tags are legitimate (`!ENV`, `!!python/name:`)."""

    tags_allowed = True


class _ForgivingLoader(_PlainLoader):
    """The same for pages in which `title: !Important words` is a slip that stops no generator."""

    own_tags_dropped = True


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _UNWANTED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_SettingsLoader.yaml_implicit_resolvers = _PlainLoader.yaml_implicit_resolvers
_ForgivingLoader.yaml_implicit_resolvers = _PlainLoader.yaml_implicit_resolvers
_TolerantLoader.yaml_implicit_resolvers = _PlainLoader.yaml_implicit_resolvers
_PlainLoader.add_constructor("tag:yaml.org,2002:int", _PlainLoader.int_or_text)
_TolerantLoader.add_constructor(_OPAQUE, _TolerantLoader.opaque)
_ForgivingLoader.add_constructor("tag:yaml.org,2002:int", _ForgivingLoader.int_or_text)
_SettingsLoader.add_constructor("tag:yaml.org,2002:int", _SettingsLoader.int_or_text)
_TolerantLoader.add_constructor("tag:yaml.org,2002:int", _TolerantLoader.int_or_text)


def load_mapping(
    text: str,
    *,
    tags_allowed: bool = False,
    is_settings: bool = False,
    own_tags_dropped: bool = False,
) -> dict[str, object]:
    """Read one YAML mapping -> its entries, keys as text; empty or null text gives {}.

    With `tags_allowed` a tagged value reads as `Opaque`; without, it is refused. Of settings,
    aliases are read unless they stand within what another one stands for. With `own_tags_dropped`
    text behind a tag of no standard, such as `!Important`, reads as null.

    Raises:
        PlainYamlError: not YAML, not a mapping, or more than plain data.
    """
    if len(text) > MAX_CHARS:
        raise PlainYamlError(
            f"{len(text):,} characters of YAML found, at most {MAX_CHARS:,} are read: shorten it",
            0,
            "more than data",
        )
    pages = _ForgivingLoader if own_tags_dropped else _PlainLoader
    plain = _SettingsLoader if is_settings else pages
    loader = _TolerantLoader if tags_allowed else plain
    try:
        data: object = yaml.load(text, Loader=loader)  # noqa: S506 - a SafeLoader by descent
    except yaml.YAMLError as error:
        refused = isinstance(error, _RefusedYaml)
        raise PlainYamlError(
            *_explained(error), "more than data" if refused else "broken"
        ) from error
    if data is None:
        return {}
    if not isinstance(data, Mapping):
        raise PlainYamlError(
            f"a {_kind(data)} found, `key: value` lines wanted: write one entry a line",
            0,
            "no mapping",
        )
    return {str(key): _with_text_keys(value) for key, value in data.items()}


def plain_value(text: str) -> object:
    """Return what one plain YAML value means: "true" is True, "a: b" stays text."""
    try:
        value: object = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - a SafeLoader by descent
    except (yaml.YAMLError, RecursionError):
        return text
    return text if isinstance(value, list | dict) else value


def _with_text_keys(value: object) -> object:
    """Turn every key into text, since `1:` and `yes:` are keys too; depth is bounded by now."""
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(inner) for key, inner in value.items()}
    return [_with_text_keys(inner) for inner in value] if isinstance(value, list) else value


def _words(node: yaml.Node) -> list[str]:
    if isinstance(node, yaml.MappingNode):
        return [word for pair in node.value for part in pair for word in _words(part)]
    if isinstance(node, yaml.SequenceNode):
        return [word for part in node.value for word in _words(part)]
    return [str(node.value)]


def _is_slip(event: Any) -> bool:
    """Return whether the tag of a value is of no standard, and the value is text."""
    return isinstance(event, yaml.ScalarEvent) and not str(event.tag).startswith("tag:")


def _shared(event: Any, wanted: str) -> _RefusedYaml:
    mark, kind = ("*", "alias") if isinstance(event, yaml.AliasEvent) else ("&", "anchor")
    return _refusal(f"the {kind} {mark}{event.anchor}", f"{wanted}: write the value out", event)


def _refusal(found: str, wanted: str, event: Any) -> _RefusedYaml:
    return _RefusedYaml(problem=f"{found} found, {wanted}", problem_mark=event.start_mark)


def _explained(error: yaml.YAMLError) -> tuple[str, int]:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        parts = [part for part in (error.context, error.problem) if part]
        hint = _HINTS.get(error.context or "", "")
        return " ".join(": ".join(parts).split()) + hint, mark.index if mark else 0
    if isinstance(error, yaml.reader.ReaderError):
        found = f"the character {error.character!r}"
        return f"{found} found, which YAML does not allow: remove it", int(error.position)
    return " ".join(str(error).split()), 0


def _kind(data: object) -> str:
    return "list" if isinstance(data, list) else f"single value ({str(data)[:40]!r})"
