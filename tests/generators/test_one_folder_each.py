"""A site generator is one folder and one line of registration: no other code knows it by name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index_builder.generators.registration import Generator
from index_builder.generators.registry import ANCHOR_RULES, BY_NAME, GENERATORS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "index_builder" / "generators"
# "github" is left out: it is also the host whose comments and annotations are written.
NAMES = {*(generator.name for generator in GENERATORS), *ANCHOR_RULES} - {"github"}
NAMED = re.compile("|".join(sorted(re.sub("[-_]", "[-_ ]?", name) for name in NAMES)), re.I)


def outside() -> Iterator[Path]:
    """Yield the files of both packages that belong to no generator; the registry is the line."""
    own = {FOLDER / generator.name for generator in GENERATORS}
    for package in ("assistant", "index_builder"):
        for file in sorted((ROOT / package).rglob("*.py")):
            if own.isdisjoint(file.parents) and file != FOLDER / "registry.py":
                yield file


def words_in(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the names and texts in code with their lines; docstrings and comments are not code."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in docstrings:
                yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
        elif isinstance(node, ast.keyword | ast.arg) and node.arg:
            yield node.lineno, node.arg
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def test_no_other_code_names_a_generator() -> None:
    """What differs between generators is asked of their registration, never decided by a name."""
    named = [
        f"{file.relative_to(ROOT)}:{line}: {word}"
        for file in outside()
        for line, word in words_in(ast.parse(file.read_text("utf-8")))
        if NAMED.search(word)
    ]
    assert not named


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda generator: generator.name)
def test_each_has_a_folder_of_its_name(generator: Generator) -> None:
    """The folder has the generator's name, as the manifest and the registry have it."""
    assert (FOLDER / generator.name / "generator.py").is_file()


def test_names_and_rules_are_unique() -> None:
    """Neither two generators nor two anchor rules share a name."""
    assert len(BY_NAME) == len(GENERATORS) + 1
    assert len(ANCHOR_RULES) == len(GENERATORS)
