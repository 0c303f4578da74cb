"""What the pictures show: real questions from content/_questions.jsonl, and views."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import ask
from assistant.evaluation.question_file import read_questions
from assistant.slack.preview import kinds
from assistant.slack.preview.page_html import page_html
from index_builder.index.generation import Generation

QUESTIONS = Path(__file__).resolve().parents[2] / "content" / "_questions.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A picture to take."""

    kind: str
    question: str = ""  # for the kinds that answer one
    dark: bool = False


_ONE = "can one database have two owners"
SCENES: Mapping[str, Scene] = {
    "answer": Scene(kind="reply", question=_ONE),
    "unsure": Scene(
        kind="reply",
        question="We have a big Excel sheet of survey answers. "
        "What should I write down about it as metadata?",
    ),
    "no": Scene(kind="reply", question="how many people sit on the data governing board"),
    "table": Scene(kind="reply", question="how large a file can I share on OneDrive"),
    "steps": Scene(kind="reply", question="how to put in a request to p20 win"),
    "long": Scene(kind="reply", question="What are the two levels of agreement in P20 WIN?"),
    "dark": Scene(kind="reply", question=_ONE, dark=True),
    "feedback": Scene(kind="feedback"),
    "home": Scene(kind="home"),
    "desk": Scene(kind="person", question="When's the next deadline for P20 WIN proposals?"),
}


def page_of(generation: Generation, scene: Scene) -> str:
    """Return the HTML page of a scene."""
    if scene.kind in kinds.OF_QUESTION:
        made = kinds.OF_QUESTION[scene.kind](generation, ask(generation, scene.question))
    elif scene.kind in kinds.OF_INDEX:
        made = kinds.OF_INDEX[scene.kind](generation, read_questions(QUESTIONS))
    else:
        made = kinds.FIXED[scene.kind]()
    return page_html(f"Preview: {scene.kind}", made.html)
