"""What a message needs to know besides the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.answering.citation import Citation
from assistant.slack.views.quoting.site_links import NO_LINKS, SiteLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyContext:
    """Where an answer is shown, and to whom."""

    answer_id: str  # what its buttons carry; 1 to 75 characters
    notice: Citation | None = None  # the playbook's own words on its scope; once a thread
    extra_notice: str | None = None  # the administrators' words; once a thread
    limited: bool = False  # the channel is answered only from some sections
    limited_to: tuple[str, ...] = ()  # the titles of those, as far as they are to be named
    whole_directly: bool = True  # a direct message is answered from all of the playbook
    asker: str | None = None  # user id to name first, if the reply does not follow the question
    changed: Mapping[str, str] = field(default_factory=dict)  # path -> page's last change, ISO date
    has_owner: bool = False  # "Ask a person" has somebody to pass it on to
    shareable: bool = False  # only the asker sees it, and a button shares it
    links: SiteLinks = NO_LINKS  # what the links of the playbook's pages lead to
    has_more: bool = False  # the answer's section has passages that the answer does not quote
