"""PB603: an acronym that pages explain in two ways, or a name with two acronyms."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index_builder.index.function_words import FUNCTION_WORDS
from index_builder.learning.acronyms import spelt_at_end
from index_builder.linting.finding import Fault, LintRule
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.page_parts import Prose

_EXPLAINED = re.compile(r"\((?:the |an? |or )?[“\"']?([A-Z][A-Z-]{0,6}[A-Z])s?[”\"']?\)")
_FAR = 200  # characters before an acronym in which to look for its name
_TELLING = 6  # letters that distinguish words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    page: LintedPage
    line: int
    acronym: str
    name: str  # as it is written

    @property
    def plain(self) -> str:
        """Return what the name's words begin with: engineer, engineering; memorandum, memoranda."""
        # Imported here because it brings numpy, which most folders can be linted without.
        from index_builder.index.lexical import terms

        words = re.split(r"[\s-]+", self.name.casefold())
        stems = terms(" ".join(word for word in words if word not in FUNCTION_WORDS))
        return " ".join(stem[:_TELLING] for stem in stems)


def _check(folder: LintedFolder) -> Iterator[Fault]:
    uses = [
        use for page in folder.pages for prose in page.parts.prose for use in _uses(page, prose)
    ]
    yield from _differing(uses, lambda use: use.acronym, lambda use: use.plain)
    yield from _differing(uses, lambda use: use.plain, lambda use: use.acronym.replace("-", ""))


def _uses(page: LintedPage, prose: Prose) -> Iterator[_Use]:
    for found in _EXPLAINED.finditer(prose.text):
        name = _name(prose.text[max(0, found.start() - _FAR) : found.start()], found[1])
        if name:
            line = prose.line_at(found.start())
            yield _Use(page=page, line=line, acronym=found[1], name=name)


def _name(before: str, acronym: str) -> str:
    """Return the words just before an acronym whose initials it is, "" if they are not."""
    letters = acronym.replace("-", "").casefold()
    return spelt_at_end(letters, " ".join(before.split()).rstrip(" -“”\"'")) or ""


def _differing(
    uses: Sequence[_Use], same: Callable[[_Use], str], other: Callable[[_Use], str]
) -> Iterator[Fault]:
    groups: defaultdict[str, list[_Use]] = defaultdict(list)
    for use in uses:
        groups[same(use)].append(use)
    for group in groups.values():
        counts = Counter(map(other, group))
        usual = max(group, key=lambda use: counts[other(use)])
        yield from (_fault(use, usual) for use in group if other(use) != other(usual))


def _fault(use: _Use, usual: _Use) -> Fault:
    return Fault(
        path=use.page.path,
        line=use.line,
        sentence=f"“{use.name} ({use.acronym})” here is “{usual.name} ({usual.acronym})” in "
        f"{usual.page.path}:{usual.line}",
        fix="use one name and one acronym for one thing",
    )


RULE = LintRule(
    code="PB603",
    name="unsettled-acronym",
    severity="note",
    summary="An acronym is explained in two ways, or a name has two acronyms.",
    check=_check,
)
