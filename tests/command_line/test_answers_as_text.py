"""`playbook ask`: what a person, or a pipe, gets to read."""

import json
import re
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from surroundings import CONTENT, ROOT, environment
from terminals import run_in_terminal

from assistant.answer import ask
from assistant.answering.citation import cite
from assistant.answering.confidence import MAY_ANSWER, SURE
from assistant.answering.marking import NOTHING
from assistant.answering.rereading import RANK_OFFSET, READ
from assistant.answering.retrieval import retrieve
from assistant.phrases.en import ENGLISH
from index_builder.index.generation import open_current
from index_builder.index.printable import printable, printable_json

QUESTION = "How do I request data through P20 WIN?"
OUTSIDE = "What does a kilogram of bananas cost in Lisbon?"
NEARBY = "What is the salary of a data analyst?"
UNSURE = "Who may see P20 WIN data in San Diego?"
WITH_A_CONTACT = "What is the phone number of the SFT Liaison at my agency?"
LISTS = ("minimum password length for sft.ct.gov", "How do I get help if SFTP fails?", QUESTION)
RELATED = "Related, not an answer:"
ESCAPE = "\x1b"
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def first(index, playbook) -> dict:
    """The first citation, from the JSON of the same question."""
    done = playbook("ask", QUESTION, "--index", index, "--json")
    return json.loads(done.stdout)["citations"][0]


def test_a_pipe_gets_the_quote_byte_for_byte_without_colour(playbook, index, first):
    """No wrapping, no escape sequence; breadcrumb, link, file and lines stand with it."""
    done = playbook("ask", QUESTION, "--index", index, env={"TERM": "xterm-256color"})
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"\n{first['quote']}\n" in f"\n{text}"
    assert ESCAPE not in text
    breadcrumb, *_ = text.splitlines()
    assert breadcrumb.split(" › ") == [first["page_title"], *first["headings"]]
    assert first["link"] in text.splitlines()
    assert first["link"].startswith(f"{first['url']}:~:text=")
    assert f"{first['path']}:{first['lines'][0]}-{first['lines'][1]}" in text.splitlines()
    assert "Also relevant:" in text.splitlines()


AWKWARD = (
    "\tindented by a tab\n"
    + "a line far longer than any window, ending in two spaces " * 4
    + "  \n"
    + "| a | table | with [brackets] and [bold]markup[/bold] |\n"
    + "trailing tab\t\n"
    + "e\N{COMBINING ACUTE ACCENT} \N{ZERO WIDTH JOINER} 漢字 \N{GOAT}"
)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_tabs_spaces_brackets_and_line_ends_pass_a_pipe_unchanged(
    playbook, build_farm: Callable[[], str], farm: Path, empty_index: Path, ends: str
):
    """Whatever the terminal library does to text for eyes, it does not do it to a pipe's."""
    page = f"# Awkward goats\n\nGoats.\n\n```\n{AWKWARD}\n```\n".replace("\n", ends)
    shutil.rmtree(farm)
    farm.mkdir()
    (farm / "awkward.md").write_bytes(page.encode())
    build_farm()
    done = playbook("ask", "awkward goats", "--index", empty_index, "--json", "--top", "9")
    quotes = [held["quote"].encode() for held in json.loads(done.stdout)["citations"]]
    assert all(quote in page.encode() for quote in quotes)
    shown = playbook("ask", "awkward goats", "--index", empty_index, "--sure", "0").stdout
    assert quotes[0] in shown


def test_an_abstention_says_so_and_lists_the_nearest(playbook, index):
    """It never quotes what is not an answer: reply, whom to ask, then sections with links."""
    done = playbook("ask", WITH_A_CONTACT, "--sure", "0.99", "--index", index)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 3
    assert lines[0] == ENGLISH["not_in_playbook"]
    assert lines.index("Who to ask, in the playbook's words:") < lines.index(RELATED)
    assert sum(line.strip().startswith("http") for line in lines[lines.index(RELATED) :]) == 3


def test_what_is_off_topic_gets_the_reply_alone(playbook, index):
    """Nothing in the playbook is related to it, so nothing is listed."""
    done = playbook("ask", OUTSIDE, "--index", index)
    assert (done.returncode, done.stdout.decode()) == (3, f"{ENGLISH['off_topic']}\n")


def test_an_answer_that_only_may_be_one_says_so_first(playbook, index):
    """The middle between answer and no: the reserve, then the same quote as ever."""
    done = playbook("ask", UNSURE, "--index", index)
    held = json.loads(playbook("ask", UNSURE, "--index", index, "--json").stdout)
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert "San Diego" in held["missing"]
    lacking = f"Not mentioned there: {', '.join(held['missing'])}"
    assert lines[:4] == [ENGLISH["may_answer"], ENGLISH["read_source"], lacking, ""]
    assert " › " in lines[4]
    assert (held["answered"], held["sure"]) == (True, False)
    assert held["citations"][0]["quote"] in done.stdout.decode()


def test_an_answer_shows_each_passage_once(index):
    """Where the list goes on in a passage, it is not also relevant; at most two more are."""
    generation = open_current(index)
    seen = 0
    for question in LISTS:
        answer = ask(generation, question)
        rows = [held.row for held in (answer.citations[0], *answer.continued, *answer.also)]
        assert len(set(rows)) == len(rows)
        assert len(answer.also) <= 2
        seen += any(held.row in {one.row for one in answer.continued} for held in answer.citations)
    assert seen  # else the rule was not put to the test


def test_explain_shows_each_candidate_on_one_line(playbook, index):
    """Rank, score and signals; not wrapped in a pipe. Then what was decided, and by what level."""
    done = playbook("ask", QUESTION, "--index", index, "--explain")
    lines = done.stdout.decode().splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("rank"))
    assert lines[head].split() == "rank score fused cosine read BM25 shown passage".split()
    assert lines[head - 1] == f"searched for: {QUESTION}"
    table = lines[head + 1 : -1]
    assert [int(line.split()[0]) for line in table] == list(range(1, 11))
    # What was read is ranked by the score's order and the logit's together.
    numbers = [line.split() for line in table[:READ]]
    orders = [sorted(numbers, key=lambda columns: -float(columns[at])) for at in (1, 4)]
    worth = [
        sum(1 / (RANK_OFFSET + order.index(columns) + 1) for order in orders) for columns in numbers
    ]
    assert all(after <= before for before, after in pairwise(worth))
    assert all(" › " in line or line.endswith(".md") for line in table)
    assert [" answer  " in line for line in table] == [True] + [False] * 9
    assert all(re.search(r"  (answer|also relevant|goes on|no: [a-z]) *", line) for line in table)
    said = r"answered: probability 0\.\d{3} of being an answer, from the reader's [+-]\d+\.\d\d, "
    assert re.match(said, lines[-1])
    assert lines[-1].endswith(f"may answer from {MAY_ANSWER:g}, surely from {SURE:g}")


def test_explain_shows_what_the_reader_said(playbook, index):
    """Of each candidate, under "read": its logit, signed, the one that ranked it."""
    answer = ask(open_current(index), QUESTION)
    done = playbook("ask", QUESTION, "--index", index, "--explain")
    head, *table = _candidates(done.stdout.decode())
    assert [line[_column(head, "read")] for line in table] == [
        f"{held.reading.logit:+.2f}".rjust(6) if held.reading else " " * 6
        for held in answer.considered
    ]


def test_explain_leaves_blank_what_nobody_read(playbook, farm_index):
    """An index without a reader has the column all the same, and nothing in it."""
    done = playbook("ask", "goats eat hay", "--index", farm_index, "--explain", "--sure", "0")
    head, *table = _candidates(done.stdout.decode())
    assert len(table) == 4
    assert [line[_column(head, "read")].strip() for line in table] == [""] * 4
    assert all(re.fullmatch(r" *\d+\.\d\d", line[_column(head, "BM25")]) for line in table)
    assert b" of being an answer, from likeness " in done.stdout.splitlines()[-2]
    assert done.stdout.splitlines()[-1].startswith(b"not calibrated for ")


def _candidates(text: str) -> list[str]:
    """Return the head of the table and its rows, without what was decided."""
    lines = text.splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("rank"))
    return [lines[head], *(line for line in lines[head + 1 :] if re.match(r" *\d+  ", line))]


def _column(head: str, name: str) -> slice:
    end = head.index(name) + len(name)
    return slice(end - 6, end)


def test_explain_names_the_level_that_was_asked_for(playbook, index):
    """`--sure` is what decided, so it is what is explained."""
    done = playbook("ask", QUESTION, "--index", index, "--explain", "--sure", "0.99")
    last = done.stdout.decode().splitlines()[-1]
    assert last.startswith("abstained (not_in_playbook): probability ")
    assert last.endswith("may answer from 0.99, surely from 0.99")


def test_there_is_nothing_to_explain_where_nothing_was_looked_up(playbook, index):
    """No table without rows."""
    done = playbook("ask", "hello", "--index", index, "--explain")
    assert done.stdout.decode() == f"{ENGLISH['not_a_question']}\n"


def test_several_questions_are_told_apart(playbook, index):
    """With `-` each question stands before its answer."""
    done = playbook("ask", "-", "--index", index, stdin=f"{QUESTION}\n{OUTSIDE}\n".encode())
    lines = done.stdout.decode().splitlines()
    assert [line for line in lines if line.startswith("? ")] == [f"? {QUESTION}", f"? {OUTSIDE}"]


@pytest.mark.parametrize("how", ["window", "COLUMNS"])
def test_a_terminal_gets_colours_and_lines_of_its_width(index, first, how):
    """The quote is wrapped between words, none of them lost; links stay whole."""
    given = {"columns": 50} if how == "window" else {"columns": 120, "COLUMNS": "50"}
    status, sent = run_in_terminal("ask", QUESTION, "--index", index, **given)
    assert status == 0
    assert f"{ESCAPE}[" in sent
    assert f"{ESCAPE}[1m" in sent  # the marked sentences
    text = re.sub(r"\x1b\[[0-9;]*m", "", sent)
    quoted = [line for line in text.splitlines() if line.startswith("  ")]
    assert max(len(line.rstrip()) for line in quoted if "http" not in line) > 0
    body = text.split(first["link"])[0].split("\n", 1)[1]
    assert max(map(len, body.splitlines())) <= 50
    assert body.split() == first["quote"].split()
    assert first["link"] in text.splitlines()


def test_no_color_is_respected(index):
    """With NO_COLOR set no sequence sets a colour (no-color.org); bold and the like may stay."""
    _, sent = run_in_terminal("ask", QUESTION, "--index", index, NO_COLOR="1")
    codes = {code for held in re.findall(r"\x1b\[([0-9;]*)m", sent) for code in held.split(";")}
    assert codes <= {"", "0", "1", "2", "3", "4", "22", "23", "24"}
    _, plain = run_in_terminal("ask", QUESTION, "--index", index, TERM="dumb")
    assert ESCAPE not in plain


HOSTILE = (
    "# Hostile goats \x1b[31m\n\n"
    "Goats \x1b]0;owned\x07 eat \x1b[2J\x9b31m hay \u202e backwards \x08\x08\x08 and \x7f more.\n"
)


@pytest.mark.parametrize("options", [(), ("--json",), ("--explain",)])
def test_controls_in_content_never_reach_a_terminal(
    build_farm: Callable[[], str], farm: Path, empty_index: Path, options
):
    """Escape sequences, C1 controls and text that turns itself around are shown as signs."""
    shutil.rmtree(farm)
    farm.mkdir()
    (farm / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    build_farm()
    _, sent = run_in_terminal(
        "ask", "Hostile goats eat hay\x1b[5m", "--index", empty_index, *options, columns=200
    )
    assert "owned" in sent
    for steering in ("\x1b]", "\x1b[2J", "\x1b[31m", "\x1b[5m"):
        assert steering not in sent
    assert not STEERING.search(re.sub(r"\x1b\[[0-9;]*m", "", sent))


def test_signs_stand_for_exactly_the_steering_characters():
    """Every other character stays; in JSON the value stays whatever the character."""
    for code in range(0x110000):
        char = chr(code)
        if unicodedata.category(char) == "Cs":
            continue
        assert (printable(char) == char) == (not STEERING.match(char))
    text = "".join(map(chr, [*range(0x100), *range(0x2000, 0x2070)]))
    escaped = printable_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(escaped) == text
    assert not STEERING.search(escaped)
    assert len(escaped.splitlines()) == 1


def test_a_reader_that_leaves_is_no_error(index):
    """`playbook ask - | head -1` ends without a word about a broken pipe."""
    questions = f"{QUESTION}\n".encode() * 200
    for options in ((), ("--json",)):
        command = [sys.executable, "-m", "assistant", "ask", "-", "--index", str(index), *options]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stdin is not None
            assert process.stderr is not None
            process.stdin.write(questions)
            process.stdin.close()
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""


def test_ctrl_c_ends_without_a_traceback(index):
    """An interrupt while it waits for a question is an abort, not a defect."""
    command = [sys.executable, "-m", "assistant", "ask", "-", "--json", "--index", str(index)]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Jobs in the background of a shell ignore interrupts, and so do their children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"goats?\n")
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
        assert process.wait(60) in (1, 130)
    assert said.strip() == "Aborted!"


def test_every_quote_of_the_content_passes_a_pipe(index, capsys):
    """For each passage: what a pipe gets is the page's own text."""
    from rich.console import Console

    from assistant import terminal

    generation = open_current(index)
    rows = range(len(generation.passages))  # footnotes too, which are never ranked by themselves
    everything = retrieve(generation, QUESTION, len(rows), among=rows)
    assert len(everything) == len(generation.passages)
    for hit in everything:
        passage = hit.passage
        terminal._quote(Console(), cite(generation, hit, NOTHING))
        shown = capsys.readouterr().out
        assert f"\n{passage.quote}\n" in shown
        assert passage.quote in (CONTENT / passage.path).read_text(encoding="utf-8")
