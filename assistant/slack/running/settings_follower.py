"""Takes up a changed playbook.toml while the bot runs; one that can't be used is refused."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from assistant.phrases.phrasebook import speak
from assistant.slack.setup.named_sections import check_sections
from assistant.slack.setup.settings import read_settings
from assistant.slack.setup.settings_in_use import SettingsInUse
from index_builder.index.errors import PlaybookError
from index_builder.index.generation import Generation

EVERY = 1.0  # seconds between two looks at the file, each of which only asks for its stamp

_log = logging.getLogger(__name__)

_Stamp = tuple[int, int, int] | None


class SettingsFollower:
    """A thread that looks at the file until it is stopped."""

    def __init__(
        self, path: Path, in_use: SettingsInUse, generation: Callable[[], Generation]
    ) -> None:
        """Prepare the thread; `generation` has the sections that settings may name."""
        self._path, self._in_use, self._generation = path, in_use, generation
        self._last: _Stamp = None  # the file at the last look
        self._read: tuple[_Stamp, str] | None = None  # file and generation when it was last read
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="settings", daemon=True)

    def start(self) -> None:
        """Start looking."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, and wait for a look in progress."""
        self._stopped.set()
        self._thread.join()

    def look(self) -> None:
        """Take the file up if it has changed and can be used. A removed file changes nothing.

        It is read once it has rested since the last look: until then it may be half written. With
        another generation it is read again, since a section that it names may have come or gone.
        """
        stamp, generation = _stamp(self._path), self._generation()
        rests, self._last = stamp == self._last, stamp
        if stamp is None or not rests or self._read == (stamp, generation.name):
            return
        self._read = (stamp, generation.name)
        try:
            settings = read_settings(self._path)
            check_sections(settings, generation.passages)
        except PlaybookError as error:
            _log.warning("settings refused, those before stay in use: %s", error)
            return
        if settings == self._in_use.now:
            return
        self._in_use.replace(settings)
        speak(settings.language)
        _log.info("settings changed: %s is in use", self._path)

    def _run(self) -> None:
        while not self._stopped.wait(EVERY):
            try:
                self.look()
            except Exception:  # noqa: BLE001 - the outer edge: following goes on
                _log.exception("a look at the settings failed")


def _stamp(path: Path) -> _Stamp:
    """Return what changes whenever the file does; None if it can't be read."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_ctime_ns
