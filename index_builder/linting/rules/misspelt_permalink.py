"""PB202: a permalink that looks like a misspelling of its own title or file name."""

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.front_matter_lines import line_of
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.title_words import address_words, file_name_words, title_words

_LONG = 5  # letters: shorter words are one slip away from too many others
_SLIPS = 2  # letters added, left out, changed or swapped
_ENDINGS = ("s", "es", "d", "ed", "ing", "r", "rs", "ly")  # other forms of a word are not slips


def _check(folder: LintedFolder) -> Iterator[Fault]:
    for page in folder.pages:
        if not page.field("permalink"):
            continue
        meant = [*title_words(page.page.title or ""), *file_name_words(page.path)]
        for word in address_words(page.address):
            near = _near(word, meant)
            if near:
                yield _fault(folder, page, word, near)


def _near(word: str, meant: Sequence[str]) -> str:
    """Return the word that was meant, "" if this one may be right as it is."""
    if word in meant or len(word) < _LONG:
        return ""
    slips = 1 if len(word) < 2 * _LONG - 2 else _SLIPS
    return next((candidate for candidate in meant if _is_slip(word, candidate, slips)), "")


def _is_slip(word: str, meant: str, slips: int) -> bool:
    if len(meant) < _LONG or not meant.isalpha() or _is_form(word, meant):
        return False
    return OSA.distance(word, meant, score_cutoff=slips) <= slips


def _is_form(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    stem = short[:-1] if short.endswith(("e", "y")) else short
    return long.startswith(stem) and (
        long[len(stem) :] in (*_ENDINGS, "ies") or long[len(short) :] in _ENDINGS
    )


def _fault(folder: LintedFolder, page: LintedPage, word: str, near: str) -> Fault:
    meant = page.address.replace(word, near)
    holder = next((other.path for other in folder.pages if other.address == meant), "")
    return Fault(
        path=page.path,
        line=line_of(page, "permalink"),
        sentence=f"The permalink {page.address} has “{word}”, but the title or the file name has "
        f"“{near}”",
        fix=f"write {meant}, {f'once {holder} has given it up, ' if holder else ''}"
        "and redirect the old address to it",
    )


RULE = LintRule(
    code="PB202",
    name="misspelt-permalink",
    severity="warning",
    summary="A permalink looks like a typo of its page's title.",
    check=_check,
)
