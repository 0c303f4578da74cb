"""What `/playbook status` shows."""

from importlib.metadata import version

from assistant.slack.bot import Bot


def status_facts(bot: Bot, channel: str) -> list[tuple[str, str]]:
    """Return names and values: facts about the bot, and how it behaves in a channel."""
    generation, counts = bot.serving.generation, bot.store.counts()
    here = bot.settings.of(channel)
    told = {
        "Version": version("playbook-assistant"),
        "Index": f"{generation.name}, {len(generation.passages)} passages of "
        f"{generation.manifest.pages} pages",
        "Content": generation.manifest.commit or "of no known commit",
        "Last change": max(generation.manifest.dates.values(), default="not known"),
        "Questions": f"{counts.get('replied', 0)} replied to, {counts.get('answered', 0)} of them "
        f"answered, {counts.get('failed', 0)} failed",
        "Waiting": str(bot.replying.queues.waiting()),
        "Here": f"mode {here.mode}, {', '.join(here.sections) or 'every section'}",
        "Kept": f"{bot.settings.keep_days} days",
    }
    return list(told.items())
