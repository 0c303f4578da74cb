"""What stands above quotes and links, in a terminal as in Slack."""

NEAREST = "Related, not an answer:"
ALSO = "Also relevant:"
BEFORE = "Before it on the page:"
AFTER = "After it on the page:"
CONTACT = "Whom to ask, in the playbook's words:"
MISSING = "Not mentioned there:"
SEARCHED_FOR = "Searched for:"
