"""Index folders compared file by file."""

from pathlib import Path


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file's bytes by its path within the folder."""
    return {
        held.relative_to(folder).as_posix(): held.read_bytes()
        for held in sorted(folder.rglob("*"))
        if held.is_file()
    }


def published_files(index: Path) -> dict[str, bytes]:
    """Return the files of the current generation."""
    from index_builder.index.layout import published_names

    return files_of(index / "generations" / published_names(index)[0])
