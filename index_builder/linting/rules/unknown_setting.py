"""PB003: a front matter entry that nothing reads, as its name is misspelt."""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.front_matter_lines import key_lines
from index_builder.linting.linted_folder import Folder

# A theme reads entries of its own, so that a name alone is no reason to doubt it.
_LONG = 5  # letters: in a shorter name one slip makes another word


def _check(folder: Folder) -> Iterator[Fault]:
    counts = Counter(key for page in folder.pages for key in page.page.front_matter)
    usual = folder.generator.front_matter_keys | {key for key, count in counts.items() if count > 1}
    for page in folder.pages:
        for key in page.page.front_matter:
            meant = "" if key in usual else _near(key, usual - set(page.page.front_matter))
            if meant:
                yield Fault(
                    path=page.path,
                    line=key_lines(page).get(key, 1),
                    sentence=f"Nothing reads the front matter's “{key}”, which no other page has",
                    mend=f"write “{meant}”, if that was meant",
                )


def _near(key: str, usual: frozenset[str]) -> str:
    """Return the name that a key is one slip away from, a plural not being one."""
    if len(key) < _LONG - 1:
        return ""
    return next(
        (
            held
            for held in sorted(usual)
            if len(held) >= _LONG
            and f"{key}s" != held
            and key != f"{held}s"
            and (key.lower() == held.lower() or OSA.distance(key, held, score_cutoff=1) <= 1)
        ),
        "",
    )


RULE = Rule(
    code="PB003",
    name="unknown-setting",
    severity="warning",
    summary="A front matter entry whose name is misspelt, so that nothing reads it.",
    check=_check,
)
