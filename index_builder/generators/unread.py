"""Site generators that are recognised by a file of theirs, but whose settings are not read.

Their settings are programs, or decide addresses in more ways than are worth following. The user
is told which one was found and which options say what its addresses are.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadGenerator:
    """A generator that is only recognised."""

    title: str
    files: tuple[str, ...]  # one of them lies in the site's folder; a pattern of `Path.glob`
    says: tuple[str, ...] = ()  # one of these is in it, if other tools have a file of that name
    pattern: str  # what its addresses are unless the site says otherwise


UNREAD: tuple[UnreadGenerator, ...] = (
    UnreadGenerator(title="VuePress", files=(".vuepress/config.*",), pattern="/{path}.html"),
    UnreadGenerator(title="mdBook", files=("book.toml",), pattern="/{path}.html"),
    UnreadGenerator(title="HonKit", files=("book.json", "book.js"), pattern="/{path}.html"),
    UnreadGenerator(title="GitBook", files=(".gitbook.yaml", ".gitbook.yml"), pattern="/{path}"),
    UnreadGenerator(title="Quarto", files=("_quarto.yml", "_quarto.yaml"), pattern="/{path}.html"),
    UnreadGenerator(title="bookdown", files=("_bookdown.yml",), pattern="/{name}.html"),
    UnreadGenerator(title="Jupyter Book", files=("_toc.yml",), pattern="/{path}.html"),
    UnreadGenerator(title="MyST", files=("myst.yml", "myst.yaml"), pattern="/{name}"),
    UnreadGenerator(title="Sphinx", files=("conf.py",), pattern="/{path}.html"),
    UnreadGenerator(title="Astro", files=("astro.config.*",), pattern="/{path}/"),
    UnreadGenerator(title="Nextra", files=("theme.config.*", "next.config.*"), says=("nextra",),
                    pattern="/{path}"),
    UnreadGenerator(title="Hexo", files=("_config.yml",), says=("public_dir:", "source_dir:"),
                    pattern="/{path}.html"),
    UnreadGenerator(title="Zola", files=("config.toml",), says=("base_url",), pattern="/{path}/"),
    UnreadGenerator(title="Gatsby", files=("gatsby-config.*",), pattern="/{path}/"),
    UnreadGenerator(title="Antora", files=("antora.yml",), pattern="/{path}.html"),
    UnreadGenerator(title="DocFX", files=("docfx.json",), pattern="/{path}.html"),
    UnreadGenerator(title="Retype", files=("retype.yml",), pattern="/{path}/"),
    UnreadGenerator(title="Pelican", files=("pelicanconf.py",), pattern="/{name}.html"),
)  # fmt: skip
_MAX_BYTES = 100_000  # of a file that is searched for what it says


def recognised(folder: Path) -> tuple[UnreadGenerator, Path] | None:
    """Return the generator one of whose files lies in `folder`, with the file."""
    for generator in UNREAD:
        for pattern in generator.files:
            try:
                file = next(iter(sorted(folder.glob(pattern))), None)
                if file is not None and file.is_file() and _is_of(generator, file):
                    return generator, file
            except OSError:  # the folder may not be read; reading the pages will say so
                return None
    return None


def _is_of(generator: UnreadGenerator, file: Path) -> bool:
    """Return whether a file is the generator's own, not another tool's of the same name."""
    if not generator.says:
        return True
    with file.open("rb") as opened:
        text = opened.read(_MAX_BYTES).decode("utf-8", "replace")
    return any(word in text for word in generator.says)
