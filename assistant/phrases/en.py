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
        "together": "Read together with the earlier question “{question}”.",
        "also": "Also relevant:",
        "nearest": "Related, not an answer:",
        "before": "Before it on the page:",
        "after": "After it on the page:",
        "missing": "Not mentioned there:",
        "contact": "Who to ask, in the playbook's words:",
        "served_name": "Playbook",
        "served_skip": "Skip to the text",
        "served_pages": "All pages",
        "served_ask": "Ask the playbook",
        "served_ask_button": "Ask",
        "served_neighbours": "Neighbouring pages",
        "served_on_site": "This page on its site",
        "served_missing": "There is no such page",
        "served_missing_next": (
            "The playbook has no page at this address. Ask for what you were looking for, or "
            "choose from all pages."
        ),
        "served_like": "Pages with a similar address",
        "served_trouble": "Something went wrong",
        "served_trouble_next": (
            "This can't be shown. The window that the pages are served from says why."
        ),
        "asked": "asked:",
        "you_asked": "You asked:",
        "months": (
            "January February March April May June July August September October November December"
        ),
        "date": "{day} {month} {year}",
        "changed": "page last changed on {date}",
        "page_changed": "Page changed {date}",
        "lines": "{file}, lines {lines}",
        "line": "{file}, line {lines}",
        "place_of": "The answer is from",
        "scope": "What this playbook is for:",
        "limited": (
            "Here I look only in some sections of the playbook, and they do not answer this."
        ),
        "limited_to": (
            "Here I look only in these sections of the playbook, and they do not answer "
            "this: {sections}."
        ),
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
        "person_in": "in",
        "person_wanted": "was told that the playbook does not answer this, and asks you:",
        "person_talk": "would like to talk to a person, and wrote:",
        "person_shown": "was shown the passage below, and asks you:",
        "person_helpful": "It was marked as helpful.",
        "person_not_helpful": "It was marked as not helpful.",
        "person_why": "The reason given:",
        "person_was_shown": "What was shown:",
        "person_near": "The nearest the playbook has:",
        "person_thread": "Answer in the thread",
        "person_private": (
            "It was asked where only the asker can read. Your answer reaches them if you type it "
            "after pressing the button."
        ),
        "mark_answered": "Mark as answered",
        "person_asked": "I have passed this on. Somebody will answer here.",
        "passed_to": "I have passed this on to",
        "person_answered": "This was marked as answered by",
        "person_says": "answers:",
        "desk_label": "Your answer, or a link to it",
        "desk_hint": (
            "It is posted where the question was asked, under your name. Leave it empty if the "
            "answer is there already."
        ),
        "desk_only": "Only those who were asked, and whoever asked, can mark this as answered.",
        "desk_elsewhere": (
            "Only whoever asked can mark this as answered here. Those who were asked do so below "
            "the message that they got."
        ),
        "desk_unknown": (
            "I can't find out who belongs to the group that was asked, so only whoever asked can "
            "mark this as answered. The bot's administrator can mend that: it needs the scope "
            "usergroups:read."
        ),
        "desk_no_dialog": "Slack did not open the form. Please press the button again.",
        "desk_undelivered": (
            "Your answer could not be posted where the question was asked. The bot's administrator "
            "finds the reason by this number: {reference}"
        ),
        "desk_deleted": "The question that was here is gone: whoever asked it took it back.",
        "desk_gone": "The question is gone: it was deleted, or is too old to be kept.",
        "closed_already": "This has been marked as answered already.",
        "nobody_set": "Nobody is set to answer such questions, so I can't pass this on.",
        "content_changed": "The playbook has changed since this was answered.",
        "no_longer": "The text quoted here is no longer in the playbook.",
        "home_title": "The playbook, in its own words",
        "home_what": (
            "Ask a question and get the passage that answers it, word for word, with a link to the "
            "place. Where the playbook does not answer, you are told so. Nothing is made up."
        ),
        "home_search": "Ask the playbook",
        "home_search_hint": "The answer comes as a direct message: see Messages, above.",
        "home_asked": "You asked “{question}”. The answer is under Messages, above.",
        "home_covers": "What it covers",
        "home_changed": "The playbook last changed on {date}.",
        "home_more": "… and {count} more pages",
        "home_try": "Try one of these",
        "home_ask": "Write to me under Messages, mention me in a channel, or type {command}.",
        "home_stored": "What is kept, and who sees it",
        "stored": (
            "For {days} days I keep what I was asked, by whom and where, what I answered, what "
            "people said of my answers, who was asked to help, and who wrote when in a thread that "
            "I answered in. Then it is deleted.\n"
            "Whoever runs this bot can read that; through me, nobody else can.\n"
            "What you ask in a channel, and my answer, everybody in the channel sees. What you ask "
            "here, in a direct message or with {command}, only you see, unless you share the "
            "answer or ask a person."
        ),
        "stored_examples": (
            "A question that several people asked in the same words may be shown above as an "
            "example; nobody is named."
        ),
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
        "share_off": "I have been told not to answer in this channel, so I can't share it here.",
        "not_allowed": "Only administrators can do that.",
        "not_a_member": "I am not in this channel. Invite me here, then share it again.",
        "asked_already": "This has been passed on already.",
        "welcome": "You're welcome.",
        "offer_person": (
            "Press the button, and I pass the question on to the people who look after this."
        ),
        "your_question": "The question:",
        "switched_off": "The playbook is switched off here.",
        "looking": "is looking in the playbook…",
    }
)
