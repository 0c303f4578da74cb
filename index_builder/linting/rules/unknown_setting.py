"""PB003: a front matter entry that nothing reads because its name is misspelt."""

from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.front_matter_lines import key_lines
from index_builder.linting.linted_folder import LintedFolder

# A theme reads entries of its own, so an unknown name alone is no reason to doubt it.
_LONG = 5  # letters: in a shorter name one slip makes another word


def _check(folder: LintedFolder) -> Iterator[Fault]:
    counts = Counter(key for page in folder.pages for key in page.page.front_matter)
    usual = folder.generator.front_matter_keys | {key for key, count in counts.items() if count > 1}
    any_case = folder.generator.front_matter_keys_in_any_case
    known = usual | {key.lower() for key in usual} if any_case else usual
    for page in folder.pages:
        for key in page.page.front_matter:
            meant = (
                ""
                if (key.lower() if any_case else key) in known
                else _near(key, usual - set(page.page.front_matter))
            )
            if meant:
                yield Fault(
                    path=page.path,
                    line=key_lines(page).get(key, 1),
                    sentence=f"Nothing reads the front matter's “{key}”, which no other page has",
                    fix=f"write “{meant}”, if that was meant",
                )


def _near(key: str, usual: frozenset[str]) -> str:
    """Return the name that a key is one typing error away from; a plural is not an error."""
    if len(key) < _LONG - 1:
        return ""
    return next(
        (
            candidate
            for candidate in sorted(usual)
            if len(candidate) >= _LONG
            and f"{key}s" != candidate
            and key != f"{candidate}s"
            and (
                key.lower() == candidate.lower()
                or OSA.distance(key, candidate, score_cutoff=1) <= 1
            )
        ),
        "",
    )


RULE = LintRule(
    code="PB003",
    name="unknown-setting",
    severity="warning",
    summary="A front matter entry whose name is misspelt, so that nothing reads it.",
    check=_check,
)
