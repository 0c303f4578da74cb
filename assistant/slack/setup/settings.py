"""The administrators' settings: playbook.toml, checked when it is read.

`[default]` applies to every channel, `[channels.C0123ABC]` to one; what a channel leaves out is
taken from the default. Every message names the file, the key, what was found and what was wanted.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

from assistant.phrases.phrasebook import LANGUAGES
from index_builder.index.errors import PlaybookError

Mode = Literal["mention", "every question", "quiet", "off"]
# Slack's ids: users U or W, user groups S, channels C, G (private) or D (direct messages).
UserId = Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]+$")]
OwnerId = Annotated[str, StringConstraints(pattern=r"^[UWSCG][A-Z0-9]+$")]
ChannelId = Annotated[str, StringConstraints(pattern=r"^[CG][A-Z0-9]+$")]
# A page's path, with * for any characters, or a section of it: "data/sharing.md#anchor".
SectionName = Annotated[str, StringConstraints(min_length=1, max_length=500)]
# Shown below an answer; the limit leaves room for the answer.
Notice = Annotated[str, StringConstraints(min_length=1, max_length=500, strip_whitespace=True)]

_WANTED = {
    "channels": "Slack channel ids such as C0123ABC",
    "admins": "Slack user ids such as U0123ABC",
    "questions": "the path of a file of judged questions",
    "owner": "the id of a user (U…), a user group (S…) or a channel (C…)",
    "owners": "sections, each with the id of a user (U…), a user group (S…) or a channel (C…)",
    "language": f"{' or '.join(LANGUAGES)}, a language of the bot's own phrases",
    "extra_notice": "one to 500 characters",
}


def _known_language(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError("no phrases in this language")
    return language


class SettingsError(PlaybookError):
    """Raised when the settings can't be used; nothing has been started.

    `problems` has all that is wrong, one line each; the message is the first.
    """

    def __init__(self, message: str, problems: Sequence[str] = ()) -> None:
        """Give the message and, if there is more, all the problems."""
        super().__init__(message)
        self.problems = tuple(problems) or (message,)


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ChannelSettings(_Table):
    """How the bot behaves in a channel."""

    mode: Mode = "mention"
    sections: tuple[SectionName, ...] = ()  # all that it may see; empty: everything
    prefers: tuple[SectionName, ...] = ()  # a sure answer from these comes before any other
    passages: int = Field(
        default=3, ge=1, le=10
    )  # at most this many in an answer; fewer if others aren't relevant or don't fit
    owner: OwnerId | None = None  # gets questions passed on to a person
    external: Literal["refuse", "answer"] = "refuse"  # if people from outside can read it
    extra_notice: Notice | None = None
    change_notes: bool = False  # tell a thread when its answer has changed


class Settings(_Table):
    """The whole of playbook.toml."""

    # The language of the bot's own phrases.
    language: Annotated[str, AfterValidator(_known_language)] = "en"
    notice: SectionName | None = None  # the playbook's own notice of its scope, shown once a thread
    edit_minutes: int = Field(default=10, ge=0, le=1440)  # how long an edit corrects the answer
    keep_days: int = Field(default=90, ge=1, le=3650)  # then questions and answers are forgotten
    # A file of judged questions: those that the index answers are shown as examples. In TOML its
    # path is relative to the folder of the settings.
    questions: Annotated[Path, Field(strict=False)] | None = None
    admins: tuple[UserId, ...] = ()  # may use /playbook status
    owners: Mapping[SectionName, OwnerId] = Field(default_factory=dict)  # of sections
    default: ChannelSettings = ChannelSettings()
    channels: Mapping[ChannelId, ChannelSettings] = Field(default_factory=dict)
    build: Any = None  # not the bot's: what is indexed, and how (index_builder/README.md)

    def of(self, channel: str) -> ChannelSettings:
        """Return the settings of a channel, by its id."""
        return self.channels.get(channel, self.default)

    @property
    def named_sections(self) -> dict[str, str]:
        """The sections that are named, by the key that names each; the index must have them."""
        found = {"notice": self.notice} if self.notice else {}
        found |= {f'owners."{name}"': name for name in self.owners}
        tables = {"default": self.default, **{f"channels.{k}": v for k, v in self.channels.items()}}
        for key, table in tables.items():
            for part in ("sections", "prefers"):
                names: tuple[str, ...] = getattr(table, part)
                found |= {f"{key}.{part}[{at}]": name for at, name in enumerate(names)}
        return found


def read_settings(path: Path) -> Settings:
    """Read the settings from a file.

    Raises:
        SettingsError: it can't be read, is not TOML, or has a wrong value.
    """
    try:
        return parse_settings(path.read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise SettingsError(f"{path}: {error.strerror}; wanted a file of settings") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: byte {error.start} is not UTF-8, which TOML wants") from error


def parse_settings(text: str, where: str) -> Settings:
    """Read the settings from TOML, called `where` in messages. Raises as `read_settings` does."""
    try:
        tables = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{where} is not TOML: {error}") from error
    try:
        settings = Settings.model_validate(_listed_as_tuples(_inherited(tables)))
    except ValidationError as error:
        problems = [_explained(one, where) for one in error.errors(include_url=False)]
        more = f" ({len(problems) - 1} more after it)" if len(problems) > 1 else ""
        raise SettingsError(f"{problems[0]}{more}", problems) from error
    if settings.questions is None:
        return settings
    beside = Path(where).parent / settings.questions
    return settings.model_copy(update={"questions": beside})


def _inherited(tables: dict[str, Any]) -> dict[str, Any]:
    """Fill in from the default what a channel leaves out."""
    default, channels = tables.get("default", {}), tables.get("channels", {})
    if not isinstance(default, dict) or not isinstance(channels, dict):
        return tables
    filled = {k: {**default, **v} if isinstance(v, dict) else v for k, v in channels.items()}
    return {**tables, "channels": filled}


def _listed_as_tuples(value: Any) -> Any:
    """Return TOML's lists as tuples, which strict models insist on."""
    if isinstance(value, dict):
        return {key: _listed_as_tuples(inner) for key, inner in value.items()}
    return tuple(map(_listed_as_tuples, value)) if isinstance(value, list) else value


def _explained(error: ErrorDetails, where: str) -> str:
    """Return an error as a sentence."""
    place, kind = error["loc"], error["type"]
    key = _key([part for part in place if part != "[key]"])
    if kind == "extra_forbidden":
        return f"{where}: {key} is not a setting; wanted one of {_settings_of(place)}"
    wanted = _WANTED.get(_subject(place))
    said = (error["msg"][0].lower() + error["msg"][1:]).removeprefix("input should be ")
    return f"{where}: {key}: found {_shortened(error['input'])}, wanted {wanted or said}"


def _subject(place: tuple[int | str, ...]) -> str:
    """Return the setting that an error is about: the last name, or the table whose key is wrong."""
    names = [part for part in place if isinstance(part, str)]
    return names[0] if names[-1] == "[key]" or names[0] == "owners" else names[-1]


def _key(parts: list[int | str]) -> str:
    """Return a key of the file as TOML would write it."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            bare = part.replace("_", "").replace("-", "").isalnum()
            text += ("." if text else "") + (part if bare else f'"{part}"')
    return text


def _settings_of(place: tuple[int | str, ...]) -> str:
    table = Settings if len(place) == 1 else ChannelSettings
    return ", ".join(table.model_fields)


def _shortened(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value).replace("True", "true")
    return text if len(text) <= 60 else f"{text[:57]}…"
