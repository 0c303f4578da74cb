"""The ways to send a message to Slack; links never unfurl."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient, WebhookResponse

from assistant.slack.memory.slack_question import SlackQuestion
from assistant.slack.replies.channel_queues import Later
from assistant.slack.replies.delivery import Payload, Posted, Send, Undeliverable, new_reference
from assistant.slack.views.block_kit.message import Message

_TIMEOUT = 10  # seconds
_QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}

Response = Mapping[str, Any]


def in_thread(client: WebClient, channel: str, thread: str) -> Send:
    """Return what posts into a thread or, if `thread` is "", into the channel.

    With a user's id as the channel, it posts into the direct message with them.
    """

    def send(payload: Payload) -> Response:
        # Quoted words sent as plain text must not turn bold.
        plain: Payload = {} if "blocks" in payload else {"mrkdwn": False}
        posted = _data(
            client.chat_postMessage(
                channel=channel, thread_ts=thread or None, **_QUIET, **plain, **payload
            )
        )
        if thread and not (posted.get("message") or {}).get("thread_ts"):
            _take_back(client, channel, thread, str(posted.get("ts") or ""))
        return posted

    return send


def _take_back(client: WebClient, channel: str, thread: str, ts: str) -> None:
    """Delete a reply whose question is gone: Slack shows such a reply in the channel itself.

    Raises:
        Undeliverable: the question had been deleted.
    """
    try:
        client.conversations_replies(channel=channel, ts=thread, limit=1)
    except SlackApiError as error:
        if error.response.get("error") != "thread_not_found":
            return
        client.chat_delete(channel=channel, ts=ts)
        raise Undeliverable(new_reference(), "the question was deleted") from error


def in_place_of(client: WebClient, channel: str, ts: str) -> Send:
    """Return what replaces a message of the bot's; its old blocks go, even if no new ones come."""

    def send(payload: Payload) -> Response:
        return _data(client.chat_update(channel=channel, ts=ts, **{"blocks": [], **payload}))

    return send


def deleting(client: WebClient, channel: str, ts: str) -> Send:
    """Return what deletes a message of the bot's; one that is gone already counts as deleted."""

    def send(_payload: Payload) -> Response:
        try:
            return _data(client.chat_delete(channel=channel, ts=ts))
        except SlackApiError as error:
            if error.response.get("error") == "message_not_found":
                return {}
            raise

    return send


def to_one(client: WebClient, channel: str, thread: str, user: str) -> Send:
    """Return what sends a message that only one person sees, in a thread if there is one."""

    def send(payload: Payload) -> Response:
        return _data(
            client.chat_postEphemeral(
                channel=channel, user=user, thread_ts=thread or None, **payload
            )
        )

    return send


def responding(response_url: str, **more: object) -> Send:
    """Return what replies to an interaction by its `response_url`; only one person sees it.

    The address is valid for 30 minutes and five replies. `more` has further fields to send.
    """
    client = WebhookClient(response_url, timeout=_TIMEOUT)
    fixed = {"response_type": "ephemeral", "replace_original": False, **_QUIET, **more}

    def send(payload: Payload) -> Response:
        response = client.send_dict({**fixed, **payload})
        if response.status_code != 200:
            refusal = _as_of_the_api(client, response)
            raise SlackApiError("refused", refusal)  # type: ignore[no-untyped-call] # in slack_sdk
        return {}

    return send


def removing(response_url: str) -> Send:
    """Return what removes a message that only one person sees."""
    client = WebhookClient(response_url, timeout=_TIMEOUT)

    def send(_payload: Payload) -> Response:
        client.send_dict({"delete_original": True})
        return {}

    return send


def where_posted(client: WebClient, question: SlackQuestion, message: Message) -> Posted | None:
    """Return where a reply is, if its thread has it already; None if it has not or can't be read.

    A reply is recognised by the id its buttons carry, or by its words.

    Raises:
        Later: Slack asks to wait.
    """
    if not question.thread:
        return None
    try:
        replies = client.conversations_replies(
            channel=question.channel, ts=question.thread, oldest=question.ts, limit=200
        )
    except SlackApiError as error:
        if error.response.status_code == 429:
            raise Later(1.0) from error
        return None
    for posted in replies.get("messages") or []:
        ours = question.id in json.dumps(posted) or posted.get("text") == message.text
        if posted.get("bot_id") and ours:
            return Posted(question.channel, str(posted["ts"]))
    return None


def _data(response: SlackResponse) -> Response:
    return response.data if isinstance(response.data, dict) else {}


def _as_of_the_api(client: WebhookClient, response: WebhookResponse) -> SlackResponse:
    """Return a refusal in the Web API's form; Slack often sends no more than the error's name."""
    try:
        refusal = json.loads(response.body)
    except ValueError:
        refusal = None
    return SlackResponse(
        client=client, http_verb="POST", api_url="", req_args={},
        data=refusal if isinstance(refusal, dict) else {"ok": False, "error": response.body},
        headers=dict(response.headers), status_code=response.status_code,
    )  # fmt: skip
