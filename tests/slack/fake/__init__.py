"""A Slack for tests: Web API, Socket Mode, signed HTTP events, and people in channels.

    with FakeSlack() as fake:
        ana = fake.user("ana")
        general = fake.channel("general", ana)
        start_the_bot(env=fake.environment)
        fake.wait_connected()
        question = fake.say(general, ana, "How do I request data?", mention=True)
        [answer] = fake.wait_for(lambda: fake.replies(question))
        fake.click(answer, ana, "helpful")

For HTTP mode set `fake.request_url`; `AppSettings.from_manifest(…)` makes an app from a manifest.
`peopling.py` has who there is, `speaking.py` what people write, `pressing.py` what they press,
`looking.py` what happened and how to wait for it, and `breaking.py` what goes wrong.

The fake refuses what Slack refuses. Mistakes that Slack lets pass (arguments that do not exist,
acks of nothing) are listed in `fake.workspace.complaints`, which must be empty when a test ends.
"""

from .server import FakeSlack
from .settings import AppSettings
from .values import Call, Channel, Message, Team, User

__all__ = ["AppSettings", "Call", "Channel", "FakeSlack", "Message", "Team", "User"]
