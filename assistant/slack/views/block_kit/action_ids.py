"""The ids by which Slack says which button was pressed and which dialog was sent."""

REPLY = "reply"  # the block of the buttons below a reply
THUMBS = "reply_feedback"  # the block of the feedback buttons
RATE = "answer_feedback"  # the feedback buttons
HELPFUL = "answer_helpful"  # two buttons of replies posted before there were feedback buttons
NOT_HELPFUL = "answer_not_helpful"
MORE = "answer_more"
PLACE = "answer_place"  # the menu with file and lines
ASK_PERSON = "answer_ask_person"
SHARE = "answer_share"
REQUEST = "person_request"  # the block of the owner's button
MARK_ANSWERED = "person_answered"
HOME_QUESTION = "home_question"  # followed by a number, as the action ids of a view must differ

FEEDBACK = "feedback"  # callback id of the dialog
VERDICT = "feedback_verdict"  # block id and action id of its choice
COMMENT = "feedback_comment"  # block id and action id of its sentence
