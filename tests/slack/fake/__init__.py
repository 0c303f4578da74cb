"""A Slack for tests: Web API, Socket Mode, signed HTTP events, and people in channels.

    with FakeSlack() as fake:
        ana = fake.user("ana")
        general = fake.channel("general", ana)
        start_the_bot(env=fake.environment)
        fake.wait_connected()
        question = fake.say(general, ana, "How do I request data?", mention=True)
        answer = fake.wait_for(lambda: fake.replies(question))[0]

It refuses what Slack refuses. What Slack lets pass though it is a mistake (arguments that do not
exist, acks of nothing) stands in `fake.workspace.complaints`.
"""

from .server import FakeSlack
from .settings import AppSettings
from .values import Call, Channel, Message, Team, User

__all__ = ["AppSettings", "Call", "Channel", "FakeSlack", "Message", "Team", "User"]
