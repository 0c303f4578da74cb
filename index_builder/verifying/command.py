"""`playbook verify`: is the index whole, is it still current, does a citation still hold?"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index_builder.index.command_line import content_folder, index_option, say
from index_builder.index.printable import printable
from index_builder.reading.remembered import with_remembered
from index_builder.reading.site_options import SiteOptions, site_options

if TYPE_CHECKING:
    from index_builder.verifying.verification import Verification, VerifyOptions

DAMAGED = 1
CHANGED = 3  # exit status: sound, but the content or the cited passage has changed
UNKNOWN = 4


@click.command(short_help="Check the index, or whether a citation still holds.")
@click.argument("content", type=click.Path(path_type=Path), required=False)
@index_option
@click.option(
    "--citation",
    metavar="URL|ID|FILE:LINES",
    help="Check one citation: its link, its passage id, or file and lines.",
)
@click.option("--generation", metavar="NAME", help="The generation that showed the citation.")
@site_options
@click.option("--encoder", help="Check the weights of this model (name or path).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify(
    content: Path | None,
    index: Path,
    citation: str | None,
    generation: str | None,
    site: SiteOptions,
    encoder: str | None,
    as_json: bool,
) -> None:
    """Check every published generation, and the current one against CONTENT (default: content).

    With --citation, say whether a passage that somebody was shown still holds. It is taken from
    --generation or, by default, from the oldest generation that has it, and compared with CONTENT
    or, without CONTENT, with the current generation.

    Exit status: 0 all good; 1 damaged, an error, or a page that could not be read; 2 wrong usage;
    3 sound, but the content has changed since, or the citation was edited, moved or removed; 4 the
    citation is unknown.
    """
    from index_builder.verifying.verification import VerifyOptions

    if generation and citation is None:
        raise click.UsageError("--generation needs --citation.")
    folder = content_folder(content)
    compared = folder if content or folder.is_dir() else None
    options = VerifyOptions(
        index=index,
        content=compared,
        site=with_remembered(folder, site) if compared else site,
        encoder=encoder,
    )
    status = (
        _index(options, as_json)
        if citation is None
        else _citation(options, citation, generation, as_json)
    )
    sys.exit(status)


def _index(options: "VerifyOptions", as_json: bool) -> int:
    """Verify the index; print what was found and return the exit status."""
    from index_builder.verifying.verification import verify
    from index_builder.verifying.verification_report import verification_json, verification_lines

    verification = verify(options)
    content = str(options.content)
    _echo(
        [verification_json(verification, content)]
        if as_json
        else verification_lines(verification, content)
    )
    return _status(verification)


def _status(verification: "Verification") -> int:
    failures = verification.present.failures if verification.present else ()
    for failure in failures:
        say(str(failure))
    if failures or not verification.is_sound:
        return DAMAGED
    return 0 if verification.is_current else CHANGED


def _citation(
    options: "VerifyOptions", citation: str, generation: str | None, as_json: bool
) -> int:
    """Say what became of a citation and return the exit status."""
    from index_builder.verifying.citation_check import judge_citation
    from index_builder.verifying.citation_reference import read_citation_reference
    from index_builder.verifying.citation_report import status_json, status_lines

    cited = read_citation_reference(citation)
    if cited is None:
        raise click.UsageError(
            f"{printable(citation)!r} is not a citation: give a link, a passage's id of 16 "
            "digits, or FILE:FIRST-LAST."
        )
    status, against = judge_citation(options, cited, generation, say)
    if as_json:
        _echo([status_json(status, citation, against)])
    else:
        coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        _echo(status_lines(status, against, coloured=coloured))
    return {"stands": 0, "unknown": UNKNOWN}.get(status.verdict, CHANGED)


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
