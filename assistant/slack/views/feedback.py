"""What was wrong with an answer: the dialog that asks, and what was said in it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, cast, get_args

from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.elements import plain, text_area, typed_in
from assistant.slack.views.block_kit.message import View

Verdict = Literal["wrong", "incomplete", "out_of_date"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
MOST_COMMENT = 500  # characters; Slack takes 3,000
MOST_METADATA = 3_000  # characters that a view carries ("Views", docs.slack.dev)


@dataclass(frozen=True, slots=True, kw_only=True)
class PressedAt:
    """Where a button was pressed, so that whoever pressed it can be thanked there, privately."""

    channel: str
    thread: str  # ts of the thread, or ""
    response_url: str  # if only this person sees the message; otherwise ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """What somebody said is wrong with an answer."""

    answer_id: str
    verdict: Verdict
    comment: str  # "" if none was given
    pressed: PressedAt


def feedback_modal(answer_id: str, pressed: PressedAt, *, keep_days: int) -> View:
    """Return the dialog; as private metadata it carries the answer's id, and where it was pressed.

    Raises:
        ValueError: that is more than Slack allows.
    """
    metadata = json.dumps({"answer_id": answer_id, **asdict(pressed)})
    if len(metadata) > MOST_METADATA:
        raise ValueError(f"a dialog carries {MOST_METADATA} characters, not {len(metadata)}")
    options = [{"text": plain(phrase(verdict), 75), "value": verdict} for verdict in VERDICTS]
    return {
        "type": "modal",
        "callback_id": action_ids.FEEDBACK,
        "private_metadata": metadata,
        "title": plain(phrase("feedback_title"), 24),
        "submit": plain(phrase("feedback_send"), 24),
        "close": plain(phrase("feedback_cancel"), 24),
        "blocks": [
            {
                "type": "input",
                "block_id": action_ids.VERDICT,
                "label": plain(phrase("feedback_what")),
                "element": {
                    "type": "radio_buttons",
                    "action_id": action_ids.VERDICT,
                    "options": options,
                },
            },
            text_area(
                action_ids.COMMENT,
                label=phrase("feedback_comment"),
                hint=phrase("feedback_hint", days=str(keep_days)),
                most=MOST_COMMENT,
            ),
        ],
    }


def given_feedback(view: Mapping[str, Any]) -> Feedback:
    """Return what was sent with the dialog (the `view` of a `view_submission`).

    Raises:
        ValueError: it is not the dialog of `feedback_modal`.
    """
    try:
        values = view["state"]["values"]
        chosen = values[action_ids.VERDICT][action_ids.VERDICT]["selected_option"]["value"]
        comment = typed_in(view, action_ids.COMMENT)
        carried = json.loads(view["private_metadata"])
        answer_id = carried.pop("answer_id")
        pressed = PressedAt(**carried)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"not the feedback dialog: {error!r}") from error
    if chosen not in VERDICTS:
        raise ValueError(f"not one of {', '.join(VERDICTS)}: {chosen!r}")
    return Feedback(
        answer_id=str(answer_id),
        verdict=cast(Verdict, chosen),
        comment=comment[:MOST_COMMENT],
        pressed=pressed,
    )
