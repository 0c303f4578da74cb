"""Where an answer stands in the playbook's files: for editors, so not in the answer itself."""

from assistant.phrases.phrasebook import phrase
from assistant.slack.views.block_kit.elements import link, rich_text, section, text
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.block_kit.safe_text import cut, escaped
from assistant.slack.views.fallback import linked
from assistant.slack.views.quoting.file_lines import file_and_lines
from assistant.slack.views.quoting.quote_block import short_breadcrumb, short_url
from index_builder.index.passage import Passage

_MOST_PATH = 1_000  # characters of a file's path


def place_message(passage: Passage) -> Message:
    """Return the whole path, the lines, and the section as a link."""
    place = file_and_lines(passage, _MOST_PATH)
    url, where = short_url(passage.address), short_breadcrumb(passage)
    words = f"{phrase('place_of')} {place}"
    block = rich_text(section(text(words), text("\n"), link(url, where)))
    return Message(blocks=(block,), text=cut(f"{escaped(words)}\n{linked(where, url)}", 3_000))
