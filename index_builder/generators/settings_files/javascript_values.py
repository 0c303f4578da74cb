"""What a JavaScript settings file says, as far as it can be known without running it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class JsValue:
    """A value; one of this very class can't be known. `line` is where it is written, 1-based."""

    line: int
    written: str = ""  # the program's own words, of a value that can't be known

    @property
    def is_known(self) -> bool:
        """Whether anything is known about the value."""
        return type(self) is not JsValue


@dataclass(frozen=True, slots=True, kw_only=True)
class JsText(JsValue):
    """A text; `variable` names the environment variable whose default it is."""

    text: str
    variable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsFlag(JsValue):
    """`true` or `false`; `null` and `undefined` are absent values, not this."""

    flag: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JsAbsent(JsValue):
    """`undefined` or `null`, or a key that is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsVariable(JsValue):
    """An environment variable, which only a build can know."""

    variable: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JsFunction(JsValue):
    """A function, a number, a regular expression, an import: nothing that settings here can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JsList(JsValue):
    """A list."""

    items: tuple[JsValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsObject(JsValue):
    """An object; `rest` are the parts of it that can't be known, such as `...others()`."""

    entries: Mapping[str, JsValue] = field(default_factory=dict)
    rest: tuple[JsValue, ...] = ()

    def get(self, key: str) -> JsValue:
        """Return the value of a key."""
        return self.entries.get(key) or JsAbsent(line=self.line)


def unknown_parts(value: JsValue) -> Iterator[JsValue]:
    """Yield what can't be known in a value, however deep."""
    waiting = [value]
    while waiting:
        part = waiting.pop(0)
        if not part.is_known or isinstance(part, JsVariable):
            yield part
        elif isinstance(part, JsList):
            waiting = [*part.items, *waiting]
        elif isinstance(part, JsObject):
            waiting = [*part.rest, *part.entries.values(), *waiting]
