"""What a MkDocs site serves besides the pages that are read: what its plugins and hooks make."""

from dataclasses import dataclass

from index_builder.generators.mkdocs.addresses import MkdocsAddresses
from index_builder.generators.mkdocs.plugins import Plugin, brings_pages
from index_builder.generators.settings_files.settings_file import Settings, section_of

_LISTS = "archive", "author", "category", "page"  # of a blog, below its folder


@dataclass(frozen=True, slots=True, kw_only=True)
class MkdocsServes:
    """Tells whether a decoded path below the base may be served though no page here has it."""

    anything: bool = False  # a program adds pages
    below: tuple[str, ...] = ()  # folders in which plugins make pages, "/blog/category"
    moved: frozenset[str] = frozenset()  # addresses that lead to others, without the last slash

    def __call__(self, path: str) -> bool:
        """Return whether the path may be served; names of Markdown files are no addresses."""
        if self.anything or path.rstrip("/") in self.moved:
            return True
        in_folder = any(f"{path}/".startswith(f"{folder}/") for folder in self.below)
        return in_folder and not path.endswith(".md")


def mkdocs_serves(
    settings: Settings, plugins: tuple[Plugin, ...], addresses: MkdocsAddresses
) -> MkdocsServes:
    """Take hooks, blogs, further languages and the redirects plugin."""
    languages = addresses.languages
    other = languages.built - {languages.default} if languages else frozenset()
    maps = (
        section_of(plugin.options, "redirect_maps")
        for plugin in plugins
        if plugin.name == "redirects"
    )
    return MkdocsServes(
        anything=bool(settings.get("hooks")) or any(map(brings_pages, plugins)),
        below=(
            *(
                f"/{blog.folder}/{name}".replace("/./", "/")
                for blog in addresses.blogs
                for name in _LISTS
            ),
            *(f"/{language}" for language in sorted(other)),
        ),
        moved=frozenset(
            addresses.of_file(source.partition("#")[0]).rstrip("/")
            for redirects in maps
            for source in redirects
        ),
    )
