"""Somebody shares a private reply in the channel, under their name."""

from slack_bolt import App

from assistant.phrases.codes import PhraseCode
from assistant.slack.bot import Bot
from assistant.slack.events.buttons.button_press import ButtonPress, on_press
from assistant.slack.memory.slack_question import SlackQuestion
from assistant.slack.views.block_kit.action_ids import SHARE
from assistant.slack.views.short_messages import phrase_message


def register(app: App, bot: Bot) -> None:
    """Listen to the button."""
    on_press(app, bot, SHARE, _share)


def _share(bot: Bot, press: ButtonPress) -> None:
    reply = bot.store.reply(press.value)
    refusal = _refusal(bot, reply.question) if reply else "gone"
    if reply is None or refusal:
        send = press.to_presser(bot.clients(press.team))
        bot.tell(press.queue, send, phrase_message(refusal or "gone"))
        return
    key = f"share {reply.question.id}"
    question = bot.question(
        team=press.team,
        channel=reply.question.channel,
        ts=key,
        thread="",
        asker=press.user,
        text=reply.question.text,
        surface="channel",
        response_url=press.response_url,
    )
    bot.replying.take(question, key)


def _refusal(bot: Bot, question: SlackQuestion) -> PhraseCode | None:
    """Return why a reply may not be shared any more; None if it may."""
    if bot.replying.composing.may_share(question):
        return None
    off = bot.settings.of(question.channel).mode == "off"
    return "share_off" if off else "outsiders"
