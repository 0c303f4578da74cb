"""The dialog in which whoever was asked gives the answer, or a link to it, and what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.elements import plain, text_area, typed_in
from assistant.slack.views.block_kit.message import View
from assistant.slack.views.person import MOST_DESK_ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAnswer:
    """What was sent with the dialog."""

    answer_id: str
    words: str  # the answer or a link to it; "" if it was given elsewhere


def desk_dialog(answer_id: str) -> View:
    """Return the dialog; it carries the id of the reply that was passed on."""
    return {
        "type": "modal",
        "callback_id": action_ids.CLOSE_REQUEST,
        "private_metadata": answer_id,
        "title": plain(phrase("mark_answered"), 24),
        "submit": plain(phrase("feedback_send"), 24),
        "close": plain(phrase("feedback_cancel"), 24),
        "blocks": [
            text_area(
                action_ids.DESK_ANSWER,
                label=phrase("desk_label"),
                hint=phrase("desk_hint"),
                most=MOST_DESK_ANSWER,
            )
        ],
    }


def given_answer(view: Mapping[str, Any]) -> DeskAnswer:
    """Return what was sent with the dialog (the `view` of a `view_submission`).

    Raises:
        ValueError: it is not the dialog of `desk_dialog`.
    """
    try:
        words, answer_id = typed_in(view, action_ids.DESK_ANSWER), view["private_metadata"]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not the dialog of a request: {error!r}") from error
    return DeskAnswer(answer_id=str(answer_id), words=words[:MOST_DESK_ANSWER])
