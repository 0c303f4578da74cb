"""The bot's own fixtures."""

from ..bot.conftest import fake, served

__all__ = ["fake", "served"]
