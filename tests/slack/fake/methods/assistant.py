"""assistant.threads.*: what the agent view shows while the app works."""

from typing import Any

from ..values import Json, SlackError
from ..web_api import Context, method
from . import reach

PROMPTS = 4  # at most ("assistant.threads.setSuggestedPrompts", docs.slack.dev)


@method("assistant.threads.setStatus", scopes="chat:write", required="channel_id status thread_ts")
def set_status(context: Context) -> Json:
    channel = reach.find(context, "channel_id")
    if (channel.id, context.text("thread_ts")) not in context.workspace.messages:
        raise SlackError("invalid_thread_ts")
    context.workspace.statuses.append(dict(context.arguments))
    return {}


@method(
    "assistant.threads.setSuggestedPrompts", scopes="assistant:write", required="channel_id prompts"
)
def set_suggested_prompts(context: Context) -> Json:
    reach.find(context, "channel_id")
    prompts: Any = context.arguments["prompts"]
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= PROMPTS:
        raise SlackError.because("invalid_arguments", f"prompts must be a list of 1 to {PROMPTS}")
    for at, prompt in enumerate(prompts):
        if not isinstance(prompt, dict) or not prompt.get("title") or not prompt.get("message"):
            wrong = f"missing title or message [json-pointer:/prompts/{at}]"
            raise SlackError.because("invalid_arguments", wrong)
    context.workspace.prompts.append(dict(context.arguments))
    return {}
