"""An answer starts at once: the read side loads no torch, `--help` hardly anything."""

import json
import subprocess
import sys

import click
import pytest
from surroundings import environment

from assistant.cli import playbook as every_command

WRITE_SIDE = {
    "torch", "transformers", "sentence_transformers", "markdown_it", "mdit_py_plugins", "yaml",
    "onnx", "onnxscript", "bm25s", "scipy", "huggingface_hub",
}  # fmt: skip
HEAVY = {*WRITE_SIDE, "numpy", "faiss", "onnxruntime", "tokenizers", "rich"} - {"markdown_it"}
COMMANDS = every_command.list_commands(click.Context(every_command))
JUDGED = {
    "id": "1", "question": "What is an MOU?", "answerable": False, "type": "natural", "gold": []
}  # fmt: skip
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


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)], ids=str)
def test_help_is_instant(arguments):
    """No library that takes long to load is loaded for a page of help, whichever the command."""
    assert imported(*arguments, "--help") & HEAVY == set()


def test_scoring_questions_loads_nothing_of_the_write_side(index, tmp_path):
    """Judged questions are asked like any others."""
    questions = tmp_path / "questions.jsonl"
    questions.write_text(json.dumps(JUDGED), encoding="utf-8")
    found = imported("eval", questions, "--index", index)
    assert "onnxruntime" in found
    assert found & WRITE_SIDE == set()
