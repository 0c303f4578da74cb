"""The methods of the Web API; importing this registers them all."""

from . import apps, assistant, chat, conversations, oauth, people, views

__all__ = ["apps", "assistant", "chat", "conversations", "oauth", "people", "views"]
