"""The errors this project raises on purpose; every message is one line a user can act on."""


class PlaybookError(Exception):
    """Raised when a command can't go on; it says what was found, what was wanted and what to do."""


class PageError(PlaybookError):
    """Raised when one page can't be read or parsed; the other pages are still built."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        """Name the page (`path` within the content folder), its 1-based `line`, the reason."""
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class SiteError(PlaybookError):
    """Raised when the site's settings or the content folder itself can't be used."""


class EncoderError(PlaybookError):
    """Raised when an encoder can't be found, checked, loaded or exported."""


class IndexUnwritable(PlaybookError):
    """Raised when the index folder can't be written: permissions, or no room left."""


class OutOfMemory(PlaybookError):
    """Raised when a build runs out of memory."""


class IndexMissing(PlaybookError):
    """Raised when a folder holds no published index."""


class IndexRefused(PlaybookError):
    """Raised when an index is damaged, of another format version, or not this project's."""
