"""Which forms of front matter a generator reads, and what it does with one that is broken."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterForms:
    """The forms besides YAML between `---`, which all generators read."""

    toml: bool = False  # between +++
    json: bool = False  # one object, { … }
    after_blanks: bool = False  # blank lines and spaces may stand before it
    meta_lines: bool = False  # MultiMarkdown's: `Key: value` lines up to the first blank one
    if_broken: Literal["refused", "left out", "shown"] = "refused"
    """What becomes of a page whose YAML nobody can read: the site is not built, or the page is
    published as if it had none, or the lines are shown as the page's text, too."""
    if_no_mapping: Literal["refused", "shown"] = "refused"  # the same for YAML without keys
