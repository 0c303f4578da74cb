"""`playbook ask --json`: the public contract, version 1."""

import copy
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from json_schema import violations
from surroundings import CONTENT

SCHEMA = json.loads(Path(__file__).with_name("answer.schema.json").read_text(encoding="utf-8"))
QUESTION = "How do I request data through P20 WIN?"
UNSURE = "Who may see P20 WIN data in San Diego?"
OUTSIDE = "What does a kilogram of bananas cost in Lisbon?"


def objects(output: bytes) -> list[dict]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture(scope="module")
def answer(playbook, index) -> dict:
    done = playbook("ask", QUESTION, "--index", index, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    (held,) = objects(done.stdout)
    return held


def test_an_answer_keeps_to_the_schema(answer):
    """Keys, types and ranges are those of the schema file."""
    assert list(violations(answer, SCHEMA)) == []
    assert answer["answered"] is True
    assert answer["reason"] is None
    assert answer["question"] == QUESTION


def test_keys_stand_in_the_documented_order(answer):
    """A person reads them in the order the contract has."""
    assert list(answer) == list(SCHEMA["properties"])
    cited = SCHEMA["$defs"]["citation"]["properties"]
    assert list(answer["citations"][0]) == list(cited)
    assert list(answer["citations"][0]["marks"][0]) == ["lines", "quote"]


def test_what_version_1_had_first_still_stands_first(answer):
    """New keys came at the end: a reader by place finds the old ones where they were."""
    assert list(answer)[:7] == [
        "schema", "question", "answered", "reason", "citations", "index", "elapsed_ms",
    ]  # fmt: skip
    assert list(answer["citations"][0])[10:13] == ["score", "link", "marks"]


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (["schema"], 2),
        (["schema"], True),
        (["answered"], 1),
        (["reason"], "because"),
        (["more"], 1),
        (["citations", 0, "rank"], 0),
        (["citations", 0, "lines"], [1]),
        (["citations", 0, "score"], "1"),
        (["citations", 0, "quote"], ""),
        (["index", "commit"], "main"),
        (["elapsed_ms"], None),
        (["probability"], 1.1),
        (["sure"], None),
        (["earlier"], [1]),
        (["continued"], [{}]),
        (["contact"], {}),
        (["contact"], []),
        (["missing"], None),
        (["missing"], [""]),
        (["missing"], ["a", "b", "c", "d", "e"]),
        (["citations", 0, "link"], None),
        (["citations", 0, "marks", 0, "lines"], [0, 1]),
        (["citations", 0, "marks", 0, "quote"], ""),
    ],
)
def test_the_schema_check_sees_what_is_wrong(answer, path, wrong):
    """The check above can fail, at every depth."""
    spoilt = copy.deepcopy(answer)
    place = spoilt
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = wrong
    assert list(violations(spoilt, SCHEMA))


def test_citations_are_ranked_and_their_quotes_are_in_the_files(answer):
    """Rank 1 first, scores falling; lines and quote are the page's, byte for byte."""
    assert [held["rank"] for held in answer["citations"]] == [1, 2, 3]
    scores = [held["score"] for held in answer["citations"]]
    assert scores == sorted(scores, reverse=True)
    for held in answer["citations"]:
        first, last = held["lines"]
        lines = (CONTENT / held["path"]).read_bytes().splitlines(keepends=True)
        assert held["quote"].encode() in b"".join(lines[first - 1 : last])
        assert held["url"].endswith(f"#{held['anchor']}" if held["anchor"] else "/")


def test_marks_are_words_of_the_quote_at_lines_of_the_file(answer):
    """Each mark is in its quote, and in its lines of the page; the first citation has one."""
    assert answer["citations"][0]["marks"]
    for held in answer["citations"]:
        lines = (CONTENT / held["path"]).read_text("utf-8").split("\n")
        for mark in held["marks"]:
            first, last = mark["lines"]
            assert held["lines"][0] <= first <= last <= held["lines"][1]
            assert mark["quote"] in held["quote"]
            assert mark["quote"] in "\n".join(lines[first - 1 : last])


def test_a_link_is_the_address_and_a_text_fragment_of_the_words(answer):
    """It opens the section, and scrolls to words that are marked."""
    for held in answer["citations"]:
        address, _, directive = held["link"].partition(":~:text=")
        assert address.rstrip("#") == held["url"]
        opening = unquote(directive.split(",")[0])
        assert opening
        assert opening in held["text"]


def test_an_answer_says_how_sure_it_is(answer):
    """A probability, and whether it is one without reserve."""
    assert answer["sure"] is True
    assert 0.5 <= answer["probability"] <= 1
    assert (answer["searched"], answer["earlier"]) == (QUESTION, [])
    assert answer["contact"] is None
    assert answer["missing"] == []


def test_an_unsure_answer_says_what_its_passages_do_not_mention(playbook, index):
    """In the asker's words; an abstention names nothing, for it shows no answer."""
    done = playbook("ask", UNSURE, "--index", index, "--json")
    (held,) = objects(done.stdout)
    assert (held["answered"], held["sure"]) == (True, False)
    assert held["missing"] == ["San Diego"]
    assert list(violations(held, SCHEMA)) == []
    (no,) = objects(playbook("ask", UNSURE, "--index", index, "--json", "--sure", "1").stdout)
    assert (no["answered"], no["missing"]) == (False, [])


@pytest.mark.parametrize("top", [1, 2, 10])
def test_top_limits_the_citations(playbook, index, top):
    """`--top N` gives N citations, or as many as there are."""
    done = playbook("ask", QUESTION, "--index", index, "--json", "--top", str(top))
    (held,) = objects(done.stdout)
    passages = (index / "generations" / held["index"]["generation"] / "passages.jsonl").read_bytes()
    assert len(held["citations"]) == min(top, len(passages.splitlines()))


def test_an_abstention_keeps_the_nearest_passages_and_has_status_3(playbook, index):
    """An honest no is not an error: the passages are there, and say they are no answer."""
    done = playbook("ask", OUTSIDE, "--index", index, "--json")
    (held,) = objects(done.stdout)
    assert (done.returncode, done.stderr) == (3, b"")
    assert (held["answered"], held["reason"], held["sure"]) == (False, "off_topic", False)
    assert held["probability"] < 0.1
    assert len(held["citations"]) == 3
    assert list(violations(held, SCHEMA)) == []


def test_questions_of_a_file_are_answered_line_by_line(playbook, index):
    """`ask -` prints one object a line, in the order of the lines, empty ones included."""
    lines = [QUESTION, "", OUTSIDE, "   ", "naïve – “quoted”?", QUESTION]
    done = playbook("ask", "-", "--index", index, "--json", stdin="\n".join(lines).encode())
    held = objects(done.stdout)
    assert [one["question"] for one in held] == lines
    assert [one["reason"] for one in held][:4] == [None, "empty", "off_topic", "empty"]
    assert [found for one in held for found in violations(one, SCHEMA)] == []
    assert done.returncode == 3  # not all were answered


def test_status_is_0_when_every_line_is_answered(playbook, index):
    """And for no line at all."""
    both = f"{QUESTION}\n{QUESTION}\n".encode()
    assert playbook("ask", "-", "--index", index, "--json", stdin=both).returncode == 0
    nothing = playbook("ask", "-", "--index", index, "--json", stdin=b"")
    assert (nothing.returncode, nothing.stdout) == (0, b"")


def test_windows_files_are_lines_too(playbook, index):
    """A byte order mark and CR LF are no part of a question."""
    text = b"\xef\xbb\xbf" + f"{QUESTION}\r\n{QUESTION}\r\n".encode()
    done = playbook("ask", "-", "--index", index, "--json", stdin=text)
    assert [held["question"] for held in objects(done.stdout)] == [QUESTION, QUESTION]


def test_bytes_that_are_no_text_are_asked_as_signs(playbook, index):
    """What is not UTF-8, in an argument or a line, neither fails nor breaks the JSON."""
    for arguments, stdin in (((b"data \xff\xfe sharing",), b""), (("-",), b"data \xff sharing\n")):
        done = playbook("ask", *arguments, "--index", index, "--json", stdin=stdin)
        assert done.returncode in (0, 3), done.stderr.decode()
        (held,) = objects(done.stdout)
        assert held["question"].startswith("data ")
        assert list(violations(held, SCHEMA)) == []


def test_the_same_question_gives_the_same_output(playbook, index, answer):
    """Within a process, and between processes with other hash seeds: all but the time."""
    lines = f"{QUESTION}\n{OUTSIDE}\n{QUESTION}\n".encode()
    done = playbook(
        "ask", "-", "--index", index, "--json", stdin=lines, env={"PYTHONHASHSEED": "1"}
    )
    first, _, second = (one | {"elapsed_ms": 0} for one in objects(done.stdout))
    assert first == second == answer | {"elapsed_ms": 0}


def test_the_locale_does_not_change_the_bytes(playbook, index):
    """JSON is UTF-8 (RFC 8259), whatever the terminal's encoding is said to be."""
    outputs = []
    for env in ({}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}):
        done = playbook("ask", "“data” – ü", "--index", index, "--json", "--top", "10", env=env)
        (held,) = objects(done.stdout)
        outputs.append(held | {"elapsed_ms": 0})
    assert outputs[0] == outputs[1] == outputs[2]


def test_a_line_is_written_as_soon_as_it_is_answered(index):
    """Who asks line by line through a pipe gets each answer before the next question."""
    import subprocess
    import sys

    from surroundings import ROOT, environment

    command = [sys.executable, "-m", "assistant", "ask", "-", "--json", "--index", str(index)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for question in (QUESTION, OUTSIDE):
            process.stdin.write(f"{question}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
        process.stdin.close()
