"""An answer starts at once: the read side loads no torch, `--help` hardly anything."""

import subprocess
import sys

import pytest
from surroundings import environment

WRITE_SIDE = {
    "torch", "transformers", "sentence_transformers", "markdown_it", "mdit_py_plugins", "yaml",
    "onnx", "onnxscript", "bm25s", "scipy", "huggingface_hub",
}  # fmt: skip
HEAVY = {*WRITE_SIDE, "numpy", "faiss", "onnxruntime", "tokenizers", "rich"} - {"markdown_it"}
REPORT = """
import sys
from assistant.cli import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def imported(*arguments: object) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", REPORT, *map(str, arguments)],
        env=environment(),
        capture_output=True,
        check=True,
    )
    return set(done.stderr.decode().splitlines()[-1].split())


@pytest.mark.parametrize("options", [(), ("--json",), ("--explain",)])
def test_asking_loads_nothing_of_the_write_side(index, options):
    """Neither torch and what builds on it, nor a Markdown or YAML parser."""
    found = imported("ask", "How do I request data through P20 WIN?", "--index", index, *options)
    assert "onnxruntime" in found
    assert found & WRITE_SIDE == set()


@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help"), ("index", "--help")])
def test_help_is_instant(arguments):
    """No library that takes long to load is loaded for a page of help."""
    assert imported(*arguments) & HEAVY == set()
