"""Whom the playbook names: sentences that tell readers to turn to somebody, and no others."""

import pytest

from assistant.contact import _TURN_TO

NAMES = [
    "Contact your agency data officer.",
    "For access, e-mail the help desk.",
    "Call (860) 555-0100 on weekdays.",
    "Contact P20 WIN staff at OPM with questions.",
    "The main contact for the service is the liaison.",
    "If the owner is unknown, ask the agency data officer.",
    "Write to the board before you start.",
    "Get in touch with legal counsel first.",
]
NAMES_NOBODY = [
    "The form asks for phone numbers and contact details.",
    "This is called linking.",
    "E-mail is not safe for confidential files.",
    "Contact information is personal data.",
    "Agencies keep a contact list.",
    "The call ended.",
]


@pytest.mark.parametrize("sentence", NAMES)
def test_it_names_a_contact(sentence):
    """An instruction with somebody behind it."""
    assert _TURN_TO.search(sentence)


@pytest.mark.parametrize("sentence", NAMES_NOBODY)
def test_it_names_none(sentence):
    """The same words about something else."""
    assert not _TURN_TO.search(sentence)
