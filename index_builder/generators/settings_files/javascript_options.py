"""Entries of a JavaScript settings object, and a warning for each that can't be read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from index_builder.generators.settings_files.javascript import exported_settings
from index_builder.generators.settings_files.javascript_values import (
    JsAbsent,
    JsFlag,
    JsList,
    JsObject,
    JsText,
    JsValue,
    JsVariable,
)
from index_builder.generators.settings_files.settings_file import settings_text


@dataclass(slots=True, kw_only=True)
class JsOptions:
    """Reads entries of one settings file; `warnings` collects what could not be read."""

    file: Path
    folder: Path  # the site's
    warnings: list[str] = field(default_factory=list)

    def warn(self, line: int, reason: str) -> None:
        """Add a warning, once."""
        name = self.file.name
        if self.file.is_relative_to(self.folder):
            name = self.file.relative_to(self.folder).as_posix()
        warning = f"{name}:{line}: {reason}"
        if warning not in self.warnings:
            self.warnings.append(warning)

    def exported(self) -> JsObject:
        """Return the settings that the file exports; without entries if they are a program's.

        Raises:
            SiteError: the file can't be read.
        """
        value = exported_settings(settings_text(self.file))
        if isinstance(value, JsObject):
            return value
        self.warn(
            value.line,
            f"the settings are {value.written or 'a program'}, which is not run: the usual ones are"
            " used; pass --site-url and --address-pattern if they are others",
        )
        return JsObject(line=value.line)

    def text(self, settings: JsObject, key: str, default: str, *, instead: str) -> str:
        """Return an entry that is a text; `instead` says what the user can do about it."""
        value = _entry(settings, key)
        if isinstance(value, JsText):
            if value.variable:
                found = f"{key} is set by the environment variable {value.variable}"
                self.warn(value.line, f"{found}: its default {value.text!r} is used; {instead}")
            return value.text
        if not isinstance(value, JsAbsent):
            self._unread(value, key, repr(default), instead)
        return default

    def flag(
        self, settings: JsObject, key: str, default: bool | None, *, instead: str
    ) -> bool | None:
        """Return an entry that is `true` or `false`."""
        value = _entry(settings, key)
        if isinstance(value, JsFlag):
            return value.flag
        if not isinstance(value, JsAbsent):
            self._unread(value, key, "the usual value", instead)
        return default

    def texts(self, settings: JsObject, key: str, *, instead: str) -> tuple[str, ...] | None:
        """Return an entry that is a list of texts; None if it is not there or can't be read."""
        value = _entry(settings, key)
        if isinstance(value, JsAbsent):
            return None
        items = value.items if isinstance(value, JsList) else (value,)
        texts = [item.text for item in items if isinstance(item, JsText)]
        if len(texts) < len(items):
            self._unread(value, key, "what is usual", instead)
            return None
        return tuple(texts)

    def section(self, settings: JsObject, key: str, *, instead: str) -> JsObject:
        """Return an entry that is an object, an empty one if it is not there."""
        value = _entry(settings, key)
        if isinstance(value, JsObject):
            return value
        if not isinstance(value, JsAbsent):
            self._unread(value, key, "nothing", instead)
        return JsObject(line=value.line)

    def _unread(self, value: JsValue, key: str, used: str, instead: str) -> None:
        found = f"`{value.written}`" if value.written else "a part that only the build knows"
        if isinstance(value, JsVariable):
            found = f"the environment variable {value.variable}"
        self.warn(value.line, f"{key} is {found}, which is not run: {used} is used; {instead}")


def _entry(settings: JsObject, key: str) -> JsValue:
    """Return an entry; if it is not there but may be in a part that can't be known, that part."""
    value = settings.get(key)
    return settings.rest[0] if isinstance(value, JsAbsent) and settings.rest else value


def texts_in(values: Sequence[JsValue]) -> list[str]:
    """Return those of the values that are texts."""
    return [value.text for value in values if isinstance(value, JsText)]
