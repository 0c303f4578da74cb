"""Who asks for a person, for help or says thanks gets that."""

import pytest

from assistant.asking.courtesies import courtesy


@pytest.mark.parametrize(
    "said",
    [
        "can I talk to a person?", "I'd like to speak with an actual person please", "human",
        "Is there somebody real I can reach?", "put me through to a person", "bot, get me a human!",
        "I want to talk to someone instead",
    ],
)  # fmt: skip
def test_a_person_is_asked_for(said):
    """With nothing else in the message."""
    assert courtesy(said) == "person"


@pytest.mark.parametrize(
    "said",
    [
        "help",
        "Help!",
        "help :sos:",
        "help me please",
        "how do I use this?",
        "bot, help",
        "what can you do",
    ],
)
def test_help_is_asked_for(said):
    """In a few words that mean nothing else."""
    assert courtesy(said) == "help"


@pytest.mark.parametrize(
    "said",
    [
        "thanks!", "Thank you so much", "ok thanks", "great, that helps", "ty bot",
        "thanks playbook", "Thanks, playbook!", "thank you! :pray:", ":tada: ty :tada:",
    ],
)  # fmt: skip
def test_thanks(said):
    """Alone or with more small talk."""
    assert courtesy(said) == "thanks"


@pytest.mark.parametrize(
    "said",
    [
        "Who can I talk to about an E-MOU?", "Which person signs it?", "help with SFTP",
        "thanks, and how long does it take?", "hello", "ok", "Is the data steward a person?",
        "What is an agent?", "Who is the contact person?", "What does a representative do?",
        "Can one person hold two roles?", "people", "",
    ],
)  # fmt: skip
def test_what_may_be_a_question(said):
    """Whatever names a subject is looked up; a greeting is only a greeting."""
    assert courtesy(said) is None
