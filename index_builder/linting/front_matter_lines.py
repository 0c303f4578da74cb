"""Which line of a page a front matter entry is on."""

import yaml

from index_builder.linting.linted_page import LintedPage


def line_of(page: LintedPage, *keys: str) -> int:
    """Return the 1-based line of the first of these entries that the page has, else 1."""
    lines = key_lines(page)
    return next((lines[key] for key in keys if key in lines), 1)


def key_lines(page: LintedPage) -> dict[str, int]:
    """Return the 1-based line of each front matter entry; the last, if written twice."""
    above = page.lines[1 : max(1, page.page.body_line - 2)]
    if page.lines[0].startswith("+++"):
        return _toml_lines(above, page)
    # Only composed, never constructed: reading the page has already shown it to be plain data.
    node = yaml.compose("\n".join(above), Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): key.start_mark.line + 2 for key, _ in node.value}


def _toml_lines(above: tuple[str, ...], page: LintedPage) -> dict[str, int]:
    """Find them in the text, as TOML's parser gives no lines: each top-level one begins a line."""
    found: dict[str, int] = {}
    for at, line in enumerate(above, 2):
        key = line.partition("=")[0].strip().strip("\"'")
        if line.startswith("["):
            break
        if key in page.page.front_matter:
            found.setdefault(key, at)
    return found
