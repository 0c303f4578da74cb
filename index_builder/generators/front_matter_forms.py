"""Which forms of front matter a generator reads, and what it does with one that is broken."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatterForms:
    """The forms besides YAML between `---`, which all generators read."""

    toml: bool = False  # between +++
    json: bool = False  # one object, { … }
    after_blanks: bool = False  # blank lines and spaces may stand before it
    any_case: bool = False  # keys are read in any case, and given in lower case
    meta_lines: bool = False  # MultiMarkdown's: `Key: value` lines up to the first blank one
    if_broken: Literal["refused", "published"] = "refused"
    """What becomes of a page whose YAML nobody can read: the site is not built, or the page is
    published as if it had none. (MkDocs shows the lines as text; they are not quoted all the
    same, as nobody wrote them to be read.)"""
    if_no_mapping: Literal["refused", "published"] = "refused"  # the same for YAML without keys
