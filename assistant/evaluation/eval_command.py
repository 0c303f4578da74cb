"""`playbook eval`: judged questions as figures. Heavy modules load only when they are needed."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from assistant.evaluation.options import FOLDER, QUESTIONS, MethodName
from index_builder.index.command_line import HELP, index_option, say
from index_builder.index.printable import printable

if TYPE_CHECKING:
    from assistant.answering.retrieval import Method
    from assistant.evaluation.comparison import Side
    from assistant.evaluation.judged_index import Collection
    from assistant.evaluation.measures import EvaluationReport


def _svg(_context: click.Context, _parameter: click.Parameter, path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() != ".svg":
        raise click.BadParameter(
            f"{path} is not named .svg: the plot is written as SVG only, which browsers and word "
            "processors open"
        )
    return path


@click.command("eval", context_settings=HELP, short_help="Score the index on judged questions.")
@click.argument("questions", required=False, type=QUESTIONS)
@index_option
@click.option(
    "--content",
    type=FOLDER,
    help="The folder that was indexed: gold quotes are then looked up in its files, not in the "
    "index, which lacks comments and the like.",
)
@click.option(
    "--method",
    "methods",
    type=MethodName(),
    help="How passages are retrieved: a method's name, or all.  [default: as `ask` does]",
)
@click.option(
    "--by",
    type=click.Choice(["section", "quote", "both"]),
    default="both",
    show_default=True,
    help="What makes a hit right: it is in a gold section, or has half of a gold quote.",
)
@click.option("--by-question", is_flag=True, help="Show every question; --json always has them.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--compare",
    nargs=2,
    metavar="A B",
    help="Compare two saved --json reports, two methods, or a report with a method.",
)
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_svg,
    metavar="FILE.svg",
    help="Draw false answers against coverage, as SVG.",
)
@click.option(
    "--calibrate",
    is_flag=True,
    help="Fit the probability to QUESTIONS and keep it in the index; needed after changing the "
    "encoder or the reranker.",
)
def evaluate(
    questions: Path | None,
    index: Path,
    content: Path | None,
    methods: "tuple[Method, ...] | None",
    by: Literal["section", "quote", "both"],
    by_question: bool,
    as_json: bool,
    compare: tuple[str, str] | None,
    plot: Path | None,
    calibrate: bool,
) -> None:
    """Score the index on the judged questions of a file, QUESTIONS (JSON Lines).

    Exit status: 0 scored, 1 error, 2 wrong usage.
    """
    if calibrate:
        if compare or plot or by_question or methods or content:
            raise click.UsageError("--calibrate takes QUESTIONS, --index and --json alone")
        return _calibrate(_named(questions), index, as_json)
    if compare:
        if plot or by_question or methods:
            raise click.UsageError(
                "--compare shows what differs: leave out --plot, --by-question and --method"
            )
        return _compare(compare, questions, index, content, by, as_json)
    questions = _named(questions)
    collection, report = _measured(questions, index, content, methods, by)
    if plot:
        _plot(plot, questions.name, report)
    _print(collection, report, by_question, as_json)
    return None


# The name under which the command line looks for the command.
eval = evaluate  # noqa: A001


def _named(questions: Path | None) -> Path:
    if questions is None:
        raise click.UsageError("name QUESTIONS, a file of judged questions")
    return questions


def _calibrate(questions: Path, index: Path, as_json: bool) -> None:
    from assistant.evaluation.calibration_fit import calibrated, calibrated_json, calibrated_lines
    from assistant.evaluation.question_file import read_questions
    from assistant.wiring import keep_calibration
    from index_builder.index.generation import open_current

    fit = calibrated(questions.name, open_current(index), read_questions(questions))
    path = keep_calibration(index, fit.calibration, say)
    _echo([calibrated_json(fit, path)] if as_json else calibrated_lines(fit, path))


def _measured(
    questions: Path,
    index: Path,
    content: Path | None,
    methods: "tuple[Method, ...] | None",
    by: Literal["section", "quote", "both"],
) -> "tuple[Collection, EvaluationReport]":
    from assistant.answering.retrieval import METHODS
    from assistant.evaluation.judged_index import collect
    from assistant.evaluation.judging import BYS
    from assistant.evaluation.measures import measure
    from assistant.evaluation.page_text import pages_of, read_pages_of
    from assistant.evaluation.question_file import read_questions
    from assistant.evaluation.scoring import measures_library
    from index_builder.index.generation import open_current

    measures_library()  # if it is missing, say so before asking, which may take a minute
    judged = read_questions(questions)
    generation = open_current(index)
    passages = generation.passages
    pages = read_pages_of(passages, content) if content else pages_of(passages)
    bys = BYS if by == "both" else (by,)
    collection = collect(questions.name, judged, generation, pages, bys)
    return collection, measure(collection, methods or METHODS[:1])


def _compare(
    names: tuple[str, str],
    questions: Path | None,
    index: Path,
    content: Path | None,
    by: Literal["section", "quote", "both"],
    as_json: bool,
) -> None:
    from assistant.answering.retrieval import METHODS
    from assistant.evaluation.comparison import compare_sides
    from assistant.evaluation.comparison_sides import measured_side, read_side
    from assistant.evaluation.comparison_text import comparison_json, comparison_lines

    methods = tuple(method for method in METHODS if method in names)
    if methods and questions is None:
        raise click.UsageError(f"name QUESTIONS: {', '.join(methods)} is to be measured now")
    measured = _measured(questions, index, content, methods, by) if methods and questions else None

    def side(name: str) -> "Side":
        for method in methods:
            if measured and method == name:
                return measured_side(*measured, method)
        return read_side(Path(name))

    first, second = map(side, names)
    found = compare_sides(first, second)
    _echo([comparison_json(found)] if as_json else comparison_lines(found))


def _plot(path: Path, name: str, report: "EvaluationReport") -> None:
    from assistant.answering.confidence import MAY_ANSWER
    from assistant.evaluation.curve_plot import abstention_svg
    from assistant.evaluation.rows import EvaluationError

    picture = abstention_svg(name, report.asked, report.abstention.present, MAY_ANSWER)
    try:
        path.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(
            f"{path}: {error.strerror}: name a file that can be written"
        ) from error
    say(f"the curve is in {path}")


def _print(
    collection: "Collection", report: "EvaluationReport", by_question: bool, as_json: bool
) -> None:
    from assistant.evaluation.report_json import report_json
    from assistant.evaluation.report_text import report_lines

    if as_json:
        _echo([report_json(collection, report)])
    else:
        _echo(report_lines(collection, report, by_question=by_question))


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(printable(line))
