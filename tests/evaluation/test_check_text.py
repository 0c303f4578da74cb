"""What an editor reads of a check."""

import json

from assistant.evaluation.check_json import check_json
from assistant.evaluation.check_text import check_lines
from assistant.evaluation.missing_quotes import MissingQuote, Nearest
from assistant.evaluation.question_changes import Check, checked

from .golden_files import same_as_golden
from .samples import outcome, passage, question

FOOD = passage("Goats eat hay.", line=4, headings=("Goats", "Food"))
BEES = passage("Bees swarm.", line=9, path="b.md", headings=("Bees",))
RIGHT = outcome("right", rank=1, first=FOOD)
NOW = {
    "right": RIGHT,
    "lower": outcome("lower", rank=2, first=BEES),
    "gone": outcome("declined", parts=0, first=BEES),
    "wrong": outcome("elsewhere", parts=0, first=BEES),
    "moved": outcome("right", rank=1, first=BEES),
    "back": RIGHT,
    "still": outcome("declined", parts=0, first=BEES),
    "no": outcome("false_answer", answerable=False, parts=0, first=FOOD),
}
BEFORE = {
    **dict.fromkeys(NOW, RIGHT),
    "back": outcome("declined", parts=0, first=BEES),
    "still": NOW["still"],
    "no": outcome("declined", answerable=False, parts=0, first=FOOD),
}
LONG = "Goats eat hay, and they eat it twice a day, in the morning and in the evening."
QUESTIONS = [
    *(question(name, LONG) for name in NOW if name not in ("no", "lower")),
    question(
        "lower", LONG, text="What do goats eat, and how often is it that they do eat it then?"
    ),
    question("no"),
]


def missing(
    name: str,
    *,
    before: bool | None = True,
    elsewhere: tuple[str, int] | None = None,
    nearest: Nearest | None = None,
) -> MissingQuote:
    """Return a missing quote of a question."""
    return MissingQuote(
        id=name,
        place=f"q.jsonl:{name}",
        path="a.md",
        quote=LONG,
        stood_before=before,
        elsewhere=elsewhere,
        nearest=nearest,
    )


MISSING = (
    missing("right", nearest=Nearest(path="a.md", line=5, share=0.75)),
    missing("moved", elsewhere=("b.md", 9), nearest=Nearest(path="b.md", line=9, share=1)),
    missing("gone", nearest=Nearest(path="b.md", line=9, share=0.2)),
    missing("wrong"),
    missing("still", before=False),
)
CHECK = Check(
    name="q.jsonl",
    generation="0123456789abcdef",
    baseline="fedcba9876543210",
    checked=checked(QUESTIONS, NOW, BEFORE),
    missing=MISSING,
)
ALONE = Check(
    name="q.jsonl",
    generation="0123456789abcdef",
    baseline=None,
    checked=checked(QUESTIONS, NOW, None),
    missing=(missing("right", before=None),),
)


def test_the_text_of_a_check() -> None:
    """The worst first, then what moved or is better, quotes to update, sums; nothing unchanged."""
    same_as_golden("check.txt", check_lines(CHECK, failing=False))


def test_the_text_without_an_earlier_generation() -> None:
    """What fails is listed, since nothing can have changed."""
    same_as_golden("check_alone.txt", check_lines(ALONE, failing=True))


def test_strict_text_lists_what_fails_as_before_too() -> None:
    """Questions that failed already come after those that changed, none of them twice."""
    lines = list(check_lines(CHECK, failing=True))
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    assert lines.count("not as it should be (1)") == 1
    assert sorted(name for name in listed if name in NOW) == sorted(NOW.keys() - {"right"})


def test_the_json_of_a_check() -> None:
    """Sums for every verdict and change, zeros included."""
    found = json.loads(check_json(CHECK))
    assert found["sums"] == {
        "answerable": {"right": 3, "lower": 1, "declined": 2, "elsewhere": 1},
        "unanswerable": {"declined": 0, "false_answer": 1},
        "failing": 5,
        "changes": {
            "unanswered": 1, "elsewhere": 1, "lower": 1, "part": 0, "false_answer": 1,
            "moved": 1, "better": 1, "same": 2,
        },
        "missing_quotes": 5,
    }  # fmt: skip
    assert found["missing_quotes"][1]["elsewhere"] == {"path": "b.md", "line": 9}
    alone = json.loads(check_json(ALONE))
    assert (alone["baseline"], alone["worse"], alone["sums"]["changes"]) == (None, False, None)
