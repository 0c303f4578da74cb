"""The `playbook` command; each subcommand is a thin wrapper over one call."""

import dataclasses
import io
import math
import os
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from index_builder.index.command_line import HELP, index_option, say
from index_builder.index.errors import PlaybookError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from index_builder.index.generation import Generation

ABSTAINED = 3  # exit status when a question got an honest no
REMEMBERED = 20  # questions of a thread; a follow-up needs three at most (asking/thread.py)

# These commands are imported only when they are called, so that `ask` starts at once.
_LAZY = {
    "index": "index_builder.building.command",
    "diff": "assistant.diffing.command",
    "verify": "index_builder.verifying.command",
    "eval": "assistant.evaluation.eval_command",
    "check": "assistant.evaluation.check_command",
    "lint": "index_builder.linting.command",
    "serve": "assistant.serving.command",
    "preview": "assistant.slack.preview.command",
    "slack": "assistant.slack.command",
}


class _Commands(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_LAZY])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _LAZY:
            found: click.Command = getattr(import_module(_LAZY[cmd_name]), cmd_name)
            return found
        return super().get_command(ctx, cmd_name)


class _Probability(click.FloatRange):
    """A number from 0 to 1, and not "nan", which its base class lets into any range."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        number = float(super().convert(value, param, ctx))
        if math.isnan(number):
            self.fail(f"{value} is not a number from 0 to 1.", param, ctx)
        return number


@click.group(cls=_Commands, context_settings=HELP)
@click.version_option(package_name="playbook-assistant")
def playbook() -> None:
    """Answer questions from a playbook, in its own words, with citations that open."""


@playbook.command()
@click.argument("question")
@index_option
@click.option(
    "--top",
    type=click.IntRange(1, 10),
    default=3,
    show_default=True,
    help="Maximum number of passages to cite.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per question.")
@click.option("--explain", is_flag=True, help="Show the candidates and their scores.")
@click.option("--thread", is_flag=True, help="Treat the lines as one conversation, in order.")
@click.option(
    "--sure",
    "at_least",
    type=_Probability(0, 1),
    help="Answer only from this probability (0 to 1) on.",
)
def ask(
    question: str,
    index: Path,
    top: int,
    as_json: bool,
    explain: bool,
    thread: bool,
    at_least: float | None,
) -> None:
    """Ask QUESTION, or with "-" each line of standard input.

    Exit status: 0 answered, 1 error, 2 wrong usage, 3 the playbook does not answer it (for
    several questions: does not answer all of them).
    """
    from assistant.wiring import open_or_build

    generation = _opened_here(open_or_build(index, say), index)
    several = question == "-"
    # The shell's bytes are read as UTF-8 whatever the locale; invalid ones become "\ufffd".
    asked = os.fsencode(question).decode("utf-8", "replace")
    questions = _lines() if several else [asked]
    show = _Showing(as_json=as_json, explained=explain, echo=several)
    earlier: deque[str] = deque(maxlen=REMEMBERED)
    all_answered = True
    for said in questions:
        answer = _reply(generation, said, top, at_least, tuple(earlier), show)
        all_answered &= answer.answered
        # No follow-up can build on thanks, an empty line or a pasted page.
        earlier += [said] if thread and answer.confidence else []
    sys.exit(0 if all_answered else ABSTAINED)


def _opened_here(generation: "Generation", index: Path) -> "Generation":
    """Return the generation with links to a running `playbook serve` where it has no others."""
    if all(passage.address for passage in generation.passages):
        return generation
    from index_builder.index.addressing import served
    from index_builder.index.live_server import live_server

    server = live_server(index)
    if server is None:
        return generation
    return dataclasses.replace(generation, passages=served(generation.passages, server))


def _lines() -> Iterator[str]:
    """Yield the lines of standard input, each as soon as it is there, without their ends."""
    for line in click.open_file("-", encoding="utf-8-sig", errors="replace"):
        yield line.rstrip("\r\n")


class _Showing(NamedTuple):
    """How answers are printed."""

    as_json: bool
    explained: bool
    echo: bool  # the question stands before its answer


def _reply(
    generation: "Generation",
    question: str,
    top: int,
    at_least: float | None,
    earlier: Sequence[str],
    show: _Showing,
) -> "Answer":
    """Answer one question on standard output."""
    from assistant.answer import ask as answer_to
    from assistant.answering.confidence import MAY_ANSWER

    started = time.perf_counter()
    level = MAY_ANSWER if at_least is None else at_least
    answer = answer_to(generation, question, top, at_least=level, earlier=earlier)
    elapsed_ms = (time.perf_counter() - started) * 1000
    if show.as_json:
        from assistant.answer_json import answer_json

        print(answer_json(answer, generation, elapsed_ms), flush=True)
    else:
        from assistant import terminal
        from index_builder.index.calibration import calibration_advice

        note = calibration_advice(generation.manifest, generation.calibration)
        terminal.show(answer, echo=show.echo, explained=show.explained, note=note)
    return answer


def main() -> None:
    """Run the command line: an error is one line on standard error, with exit status 1."""
    _write_utf8()
    _compute_in_one_thread()
    try:
        playbook(prog_name="playbook")
    except PlaybookError as error:
        _fail(str(error))
    except Exception as error:  # the outermost layer: a bug of ours is one line too
        if os.environ.get("PLAYBOOK_TRACEBACK"):
            raise
        _fail(
            f"unexpected {type(error).__name__}: {error}; "
            "set PLAYBOOK_TRACEBACK=1 to see where, and report it"
        )


def _compute_in_one_thread() -> None:
    """Let NumPy and FAISS work in the thread that calls them; both read these settings on loading.

    They multiply small matrices: with threads of their own, an answer takes three times as much
    processor time (DECISIONS.md, "One thread a question").
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _write_utf8() -> None:
    """Write UTF-8 into files and pipes, whatever the locale, so that quotes stay word for word.

    A terminal keeps its own encoding, and shows what it can't write as "?".
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def _fail(message: str) -> None:
    say(" ".join(message.split()))
    sys.exit(1)
