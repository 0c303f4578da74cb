"""A Slack for tests: Web API, Socket Mode, signed HTTP events, and people in channels.

    with FakeSlack() as fake:
        ana = fake.user("ana")
        general = fake.channel("general", ana)
        start_the_bot(env=fake.environment)
        fake.wait_connected()
        question = fake.say(general, ana, "How do I request data?", mention=True)
        [answer] = fake.wait_for(lambda: fake.replies(question))
        fake.click(answer, ana, "helpful")

For HTTP mode set `fake.request_url`; an app like a manifest's is `AppSettings.from_manifest(…)`.
Who there is stands in `peopling.py`, what people write in `speaking.py` and press in `pressing.py`,
what happened, and waiting for it, in `looking.py`, what goes wrong in `breaking.py`.

It refuses what Slack refuses. What Slack lets pass though it is a mistake (arguments that do not
exist, acks of nothing) stands in `fake.workspace.complaints`: tests end with that empty.
"""

from .server import FakeSlack
from .settings import AppSettings
from .values import Call, Channel, Message, Team, User

__all__ = ["AppSettings", "Call", "Channel", "FakeSlack", "Message", "Team", "User"]
