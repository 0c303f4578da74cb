"""Which generator's settings a content folder belongs to: looked for in it, then above it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from index_builder.generators.registration import Generator, SiteSettings
from index_builder.generators.registry import BY_ANCHOR_RULE, BY_NAME, GENERATORS, PLAIN
from index_builder.generators.settings_files.settings_place import SettingsPlace
from index_builder.generators.settings_files.site_folder import first_file
from index_builder.generators.unread import UnreadGenerator, recognised
from index_builder.index.errors import SiteError
from index_builder.reading.site_options import SiteOptions

_HIGHEST = 6  # folders above the content that are looked in, where no repository ends them


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSite:
    """The generator that was found or chosen, and its settings."""

    generator: Generator
    settings: SiteSettings | None = None
    recognised: tuple[UnreadGenerator, Path] | None = None  # one that is not read, and its file
    is_guess: bool = False  # nothing says how addresses are made

    @property
    def title(self) -> str:
        """The generator's name in messages."""
        return self.recognised[0].title if self.recognised else self.generator.title


def find_site(content: Path, options: SiteOptions) -> FoundSite:
    """Return the site of a resolved content folder.

    Raises:
        SiteError: settings can't be read or used, or the file named is not one of a generator's.
    """
    chosen = BY_NAME[options.generator] if options.generator else None
    if options.settings is not None:
        return _by_file(content, options.settings, chosen)
    if chosen is None and options.anchors is not None:
        of_rule = BY_ANCHOR_RULE[options.anchors]
        chosen = None if of_rule.settings_files else of_rule
    candidates = GENERATORS if chosen is None else (chosen,)
    for folder in _upward(content):
        found = _in_folder(folder, content, candidates)
        if found:
            return found
        seen = recognised(folder) if chosen is None else None
        if seen:
            return FoundSite(generator=PLAIN, recognised=seen, is_guess=True)
    return FoundSite(generator=chosen or PLAIN, is_guess=chosen is None)


def _upward(content: Path) -> Iterator[Path]:
    """Yield the content folder and those above it, up to the repository's."""
    for height, folder in enumerate((content, *content.parents)):
        if height > _HIGHEST or folder == folder.parent:
            return
        yield folder
        if (folder / ".git").exists():
            return


def _in_folder(folder: Path, content: Path, candidates: Sequence[Generator]) -> FoundSite | None:
    for generator in candidates:
        file = first_file(folder, generator.settings_files)
        if file and generator.read_settings:
            place = SettingsPlace(file=file.resolve(), folder=folder, content=content)
            settings = generator.read_settings(place)
            if settings and not _is_hidden(settings, content):
                return FoundSite(generator=generator, settings=settings)
    return None


def _is_hidden(settings: SiteSettings, content: Path) -> bool:
    """Return whether the site takes no pages from the content folder, so that it is not its own."""
    if content == settings.root or not content.is_relative_to(settings.root):
        return False
    inner = PurePosixPath(content.relative_to(settings.root).as_posix())
    folders = [inner, *inner.parents][:-1]
    return any(settings.addresses.hides(str(folder), folder=True) for folder in folders)


def _by_file(content: Path, given: Path, chosen: Generator | None) -> FoundSite:
    """Read the settings file that the user names."""
    file = given.resolve()
    if not file.is_file():
        raise SiteError(f"--settings {given}: no such file; name a generator's settings file")
    candidates = [chosen] if chosen else [one for one in GENERATORS if _site_of(one, file)]
    for generator in candidates:
        if generator.read_settings is None:
            raise SiteError(f"--settings: {generator.title} has no settings file: leave it out")
        folder = _site_of(generator, file) or file.parent
        settings = generator.read_settings(SettingsPlace(file=file, folder=folder, content=content))
        if settings:
            return FoundSite(generator=generator, settings=settings)
    if candidates:
        raise SiteError(
            f"--settings {given}: {content} is no part of that site's pages: name the folder of "
            "its pages, or other settings"
        )
    known = ", ".join(one.settings_files[0] for one in GENERATORS if one.settings_files)
    raise SiteError(
        f"--settings {given}: a name such as {known} was wanted; name the generator too, with "
        "--generator"
    )


def _site_of(generator: Generator, file: Path) -> Path | None:
    """Return the folder of the site whose settings this file would be, by its name."""
    for name in generator.settings_files:
        if file.as_posix().endswith(f"/{name}"):
            return file.parents[name.count("/")]
    return None
