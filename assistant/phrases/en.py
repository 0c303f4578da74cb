"""English."""

from types import MappingProxyType

from assistant.phrases.codes import Phrases

# A name in braces is filled in: see `phrasebook.phrase`.
ENGLISH: Phrases = MappingProxyType(
    {
        # Each says what is the matter and what to do next: no apologies, no blame, nothing that a
        # screen reader would stumble over.
        "empty": "There is no question here that I can read. Ask one in your own words.",
        "too_long": (
            "That is more text than I can read at once. "
            "Ask the one thing you need to know, in a sentence or two."
        ),
        "too_vague": (
            "I can't tell what this is about. Name the subject and what you need to know about it."
        ),
        "not_a_question": (
            "Hello! I look things up in the playbook and quote its own words. "
            "Ask me a question about what it covers."
        ),
        "not_in_playbook": (
            "The playbook does not answer this. "
            "If other words might be used for it there, ask again with those."
        ),
        "off_topic": (
            "This is outside what the playbook covers. Ask me about something it is meant for."
        ),
        "may_answer": "Not sure: this may help",
        "read_source": "Read it at its source before you rely on it.",
        "searched_for": "Searched for:",
        "also": "Also relevant:",
        "nearest": "Related, not an answer:",
        "before": "Before it on the page:",
        "after": "After it on the page:",
        "missing": "Not mentioned there:",
        "contact": "Who to ask, in the playbook's words:",
        "asked": "asked:",
        "you_asked": "You asked:",
        "changed": "page last changed on {date}",
        "page_changed": "Page changed {date}",
        "date": "{day} {month} {year}",
        "months": (
            "January February March April May June July August September October November December"
        ),
        "lines": "{file}, lines {lines}",
        "line": "{file}, line {lines}",
        "place_of": "The answer is from",
        "scope": "What this playbook is for:",
        "limited": "In this channel I look only in some sections of the playbook.",
        "limited_to": "In this channel I look only in these sections of the playbook: {sections}.",
        "limited_direct": "In a direct message I look in all of it.",
        "and_others": "{sections} and others",
        "rest": "There is no room here for all of it. Read the whole",
        "not_shown": "This is too long to show here. Read it",
        "answer_too_long": "The answer is too long to show here. Read it in the playbook:",
        "rest_link": "in the playbook",
        "helpful": "Helpful",
        "not_helpful": "Not helpful",
        "helpful_label": "This answer is helpful",
        "not_helpful_label": "This answer is not helpful: say why",
        "more": "Show more",
        "ask_person": "Ask a person",
        "share": "Share in this channel",
        "feedback_title": "What is wrong with it?",
        "feedback_send": "Send",
        "feedback_cancel": "Cancel",
        "feedback_what": "The answer is",
        "wrong": "Wrong: it does not answer my question",
        "incomplete": "Incomplete: something is missing",
        "out_of_date": "Out of date: the playbook has to change",
        "feedback_comment": "In a sentence, if you like",
        "feedback_hint": "It is kept with the answer for {days} days. Leave out personal data.",
        "thanks": "Thank you. This is kept with the answer for {days} days.",
        "person_wanted": "could not find this in the playbook and asks you:",
        "person_near": "The nearest the playbook has:",
        "person_thread": "Answer in the thread",
        "mark_answered": "Mark as answered",
        "person_asked": "I have passed this on. Somebody will answer here.",
        "passed_to": "I have passed this on to",
        "person_answered": "This was marked as answered by",
        "content_changed": "The playbook has changed since this was answered.",
        "no_longer": "The text quoted here is no longer in the playbook.",
        "home_title": "The playbook, in its own words",
        "home_what": (
            "Ask a question and get the passage that answers it, word for word, with a link to the "
            "place. Where the playbook does not answer, you are told so. Nothing is made up."
        ),
        "home_covers": "What it covers",
        "home_changed": "The playbook last changed on {date}.",
        "home_more": "… and {count} more pages",
        "sample": "{heading}: what does the playbook say?",
        "home_try": "Try one of these",
        "home_ask": "Write to me under Messages, mention me in a channel, or type {command}.",
        "home_stored": "How questions are stored",
        "stored": "Questions are kept for {days} days, so that a thread can go on.",
        "help": (
            "I answer from the playbook, in its own words:\n"
            "Mention me in a channel and ask; I answer in the thread, where you can go on asking.\n"
            "Write to me directly.\n"
            "Type {command} and your question; only you see the answer, and can share it.\n"
            "Choose “{shortcut}” from the menu of somebody's message.\n"
            "If you edit your question, the answer changes with it."
        ),
        "status": "Status",
        "error": (
            "Something went wrong here, and your question is not answered. Please ask again in a "
            "minute. If this keeps happening, give this number to the bot's administrator: "
            "{reference}"
        ),
        "moment": "Many questions at once. Yours is in the queue, a moment please.",
        "outsiders": (
            "People from outside can read this channel, so I do not answer here. "
            "Write to me directly."
        ),
        "gone": "I no longer have that answer. Please ask again.",
        "not_allowed": "Only administrators can do that.",
        "not_a_member": "I am not in this channel. Invite me here, then share it again.",
        "asked_already": "This has been passed on already.",
        "looking": "is looking in the playbook…",
    }
)
