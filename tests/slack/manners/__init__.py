"""When the bot speaks without being mentioned: judged threads, the fit, and what is measured.

`threads/NAME.jsonl` has threads over one handbook each: "content-a" and "content-b" over our own
pages, kept aside from every fit, the others over our own pages and four other handbooks. Each row
is a thread, and a message in it that mentions nobody's bot:

    {"id": "a001", "thread": [["ann", "@playbook How …?"], ["playbook"], ["bob", "good to know"]],
     "message": ["ann", "and who can delete them"], "for_bot": true, "answered": true,
     "quote": "words of the page that answers"}

`["playbook"]` is a reply of the bot. `answered` says whether the handbook's pages answer the
message, as its author judged. The authors wrote without sight of the program and of each other.

    python -m tests.slack.manners            # measures what is shipped on every set at hand
    python -m tests.slack.manners.fit        # fits anew, and writes assistant/asking/addressee.json
"""
