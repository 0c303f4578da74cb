"""Several workspaces: each installs the app by itself; its token is kept, rotated and forgotten."""

import html
import re
import sqlite3
import stat
from http.client import HTTPConnection
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from assistant.slack.setup.app_manifest import app_manifest

from ..fake import AppSettings, FakeSlack
from .harness import SURE, answered
from .processes import listening, process

PUBLIC = "https://bot.example"


@pytest.fixture
def fake():
    """A Slack whose app was made of the manifest for several workspaces."""
    app = AppSettings.from_manifest(app_manifest(url=PUBLIC, oauth=True))
    with FakeSlack(app) as held:
        yield held
        assert not held.workspace.complaints


def get(address: str, path: str, cookie: str = "") -> tuple[int, str, str]:
    """Return status, body and cookie of a page."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    held = response.getheader("Set-Cookie") or ""
    return response.status, response.read().decode(), held.partition(";")[0]


def install(fake: FakeSlack, address: str, team) -> None:
    """Go the way of an administrator: the install page, Slack's page, back again."""
    status, page, cookie = get(address, "/slack/install")
    assert status == 200
    link = re.search(r'"(https://slack\.com/oauth/v2/authorize\?[^"]+)"', page)
    assert link
    asked = parse_qs(urlsplit(html.unescape(link[1])).query)
    assert set(asked["scope"][0].split(",")) == set(fake.app.scopes)
    query = urlencode({"code": fake.new_code(team), "state": asked["state"][0]})
    status, page, _ = get(address, f"/slack/oauth_redirect?{query}", cookie)
    assert status == 200, page


def environment(fake: FakeSlack) -> dict[str, str]:
    """Return what the process needs; no token is among it."""
    return {
        "SLACK_API_URL": fake.api_url,
        "SLACK_SIGNING_SECRET": fake.app.signing_secret,
        "SLACK_CLIENT_ID": fake.app.client_id,
        "SLACK_CLIENT_SECRET": fake.app.client_secret,
    }


@pytest.mark.slow
def test_two_workspaces(fake, index, tmp_path):
    """Each is answered with its own token, even after a restart; a removed one is forgotten."""
    log, state = tmp_path / "log", tmp_path / "state"
    options = ["--http", "--oauth", "--port", "0", "--index", index, "--state", state]
    city = fake.install(fake.new_team("city"))
    people = {}
    with process(fake, log, options, env=environment(fake)) as bot:
        address = listening(fake, log)
        fake.request_url = f"{address}/slack/events"
        for team in (fake.team, city):
            install(fake, address, team)
            people[team.id] = fake.user("ana", team=team)
            answered(fake, fake.dm(people[team.id], SURE))
        bot.terminate()
        assert bot.wait(30) == 0
    second = tmp_path / "second-log"
    with process(fake, second, options, env=environment(fake)):
        fake.request_url = f"{listening(fake, second)}/slack/events"
        answered(fake, fake.dm(people[city.id], SURE))
        fake.revoke(city)
        fake.settle()
        answered(fake, fake.dm(people[fake.team.id], SURE))
    file = state / "installations.sqlite"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with sqlite3.connect(file) as kept:
        teams = {row[0] for row in kept.execute("SELECT team_id FROM slack_bots")}
    assert teams == {fake.team.id}
    written = log.read_text() + second.read_text()
    assert "xox" not in written and fake.app.client_secret not in written


def test_tokens_are_rotated(fake, index, tmp_path):
    """A token near its end is exchanged for a new one before it is used."""
    log, state = tmp_path / "log", tmp_path / "state"
    options = ["--http", "--oauth", "--port", "0", "--index", index, "--state", state]
    with process(fake, log, options, env=environment(fake)):
        address = listening(fake, log)
        fake.request_url = f"{address}/slack/events"
        install(fake, address, fake.team)
        ana = fake.user("ana")
        answered(fake, fake.dm(ana, SURE))
        first = fake.bot_token
        with sqlite3.connect(state / "installations.sqlite") as kept:
            for table in ("slack_bots", "slack_installations"):
                kept.execute(f"UPDATE {table} SET bot_token_expires_at = '2020-01-01 00:00:00'")  # noqa: S608
        answered(fake, fake.dm(ana, SURE))
    assert fake.bot_token != first
    assert fake.calls("chat.postMessage")[-1].token == fake.bot_token


def test_a_forged_state_installs_nothing(fake, index, tmp_path):
    """Only whoever opened the install page can finish it."""
    log, state = tmp_path / "log", tmp_path / "state"
    options = ["--http", "--oauth", "--port", "0", "--index", index, "--state", state]
    with process(fake, log, options, env=environment(fake)):
        address = listening(fake, log)
        query = urlencode({"code": fake.new_code(fake.team), "state": "guessed"})
        assert get(address, f"/slack/oauth_redirect?{query}")[0] == 400
        assert get(address, "/slack/oauth_redirect?%ff=%ff")[0] == 400
    assert not fake.calls("oauth.v2.access")
