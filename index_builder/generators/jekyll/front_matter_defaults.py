"""Jekyll's `defaults`: the front matter that pages start from, by their place and kind.

Source of the rules: "Front Matter Defaults" of the Jekyll documentation; frontmatter_defaults.rb.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from index_builder.generators.settings_files.settings_file import section_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """One entry of `defaults`: the front matter that pages of its scope start from."""

    path: str
    kind: str | None  # "pages", "posts" or a collection's name; None is any
    values: Mapping[str, object]


def read_defaults(entries: object) -> tuple[Default, ...]:
    """Return the entries of `defaults`; what is not an entry counts as none."""
    found = []
    for entry in entries if isinstance(entries, list) else []:
        values = section_of(entry, "values") if isinstance(entry, Mapping) else {}
        if values:
            scope = section_of(entry, "scope")
            kind = text_of(scope, "type") if "type" in scope else None
            kind = {"page": "pages", "post": "posts"}.get(kind or "", kind)
            found.append(Default(path=text_of(scope, "path").lstrip("/"), kind=kind, values=values))
    return tuple(found)


def defaults_for(
    defaults: Sequence[Default], path: str, kind: str, collections_dir: str = ""
) -> dict[str, object]:
    """Merge the defaults that apply, the longer scope path over the shorter.

    Neither a path nor a scope needs to begin with `collections_dir`.
    """
    chosen: dict[str, object] = {}
    last: Default | None = None
    for default in defaults:
        if default.kind not in (None, kind) or not _in_scope(path, default.path, collections_dir):
            continue
        if last is None or _outranks(default, last):
            chosen, last = {**chosen, **default.values}, default
        else:
            chosen = {**default.values, **chosen}
    return chosen


def _in_scope(path: str, scope: str, collections_dir: str) -> bool:
    if "*" not in scope:
        above = f"{collections_dir}/" if collections_dir else ""
        return path.removeprefix(above).startswith(scope.removeprefix(above))
    names = path.split("/")
    pattern = scope.rstrip("/").split("/")
    return any(_path_matches(pattern, names[:end]) for end in range(1, len(names) + 1))


def _path_matches(pattern: Sequence[str], names: Sequence[str]) -> bool:
    """Match path parts: `*`, `?` and `[…]` within one name, `**` for any number of names."""
    reached = {0}
    for part in pattern:
        if part == "**":
            reached = set(range(min(reached, default=len(names) + 1), len(names) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(names) and fnmatchcase(names[at], part)}
    return len(names) in reached


def _outranks(new: Default, old: Default) -> bool:
    if len(new.path) != len(old.path):
        return len(new.path) > len(old.path)
    return new.kind is not None or old.kind is None
