"""The settings in use: replaced as a whole when the file changes while the bot runs."""

from assistant.slack.setup.settings import Settings


class SettingsInUse:
    """Holds the settings; whoever needs them asks each time, and keeps none of them."""

    def __init__(self, settings: Settings) -> None:
        """Start with settings that were checked."""
        self._now = settings

    @property
    def now(self) -> Settings:
        """The settings; take them once for each question."""
        return self._now

    def replace(self, settings: Settings) -> None:
        """Use other settings, also checked, from now on."""
        self._now = settings
