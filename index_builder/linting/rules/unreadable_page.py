"""PB001: a page that can't be read or parsed is on no reader's screen and in no answer."""

from collections.abc import Iterator

from index_builder.linting.finding import Fault, Rule
from index_builder.linting.folder import Folder


def _check(folder: Folder) -> Iterator[Fault]:
    for failure in folder.failures:
        found, _, mend = failure.reason.rpartition(": ")
        yield Fault(
            path=failure.path,
            line=failure.line,
            sentence=f"The page can't be read: {found or failure.reason}",
            mend=mend if found else "correct it, and run this again",
        )


RULE = Rule(
    code="PB001",
    name="unreadable-page",
    severity="error",
    summary="A page can't be read: its encoding, its front matter or its Markdown is broken.",
    check=_check,
)
