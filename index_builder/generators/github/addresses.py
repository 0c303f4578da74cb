"""GitHub's addresses: the paths of the files themselves."""

from dataclasses import dataclass
from datetime import datetime

from index_builder.generators.addresses import (
    PageFile,
    PlainAddresses,
    Unpublished,
    withheld_by_its_fields,
)


@dataclass(frozen=True, slots=True)
class GithubAddresses(PlainAddresses):
    """GitHub's own view of the files: an address is the file's path in the content folder."""

    def address(self, source: PageFile, now: datetime) -> str | Unpublished:  # noqa: ARG002
        """Return the path itself."""
        held = withheld_by_its_fields(source.fields)
        return Unpublished(reason=held) if held else "/" + source.path
