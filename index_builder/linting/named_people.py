"""Which names are people's, not roles' or teams': they have an address, or readers may ask them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from index_builder.linting.addressing import EXAMPLES, is_below
from index_builder.linting.linted_folder import LintedFolder
from index_builder.linting.linted_page import LintedPage
from index_builder.linting.page_parts import Link

_ADDRESS = re.compile(r"(?<![\w.+-])([A-Za-z][\w.+-]*)@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b")
_LOWER_WORD = re.compile(r"(?<![\w@.'’-])[a-z]{2,}(?![\w@'’-]|\.\w)")
# Two or three words with capitals, wherever they begin: "Ask Mary Major" has "Mary Major" too.
_CAPITAL = r"[A-Z][\w'’-]+"
_NAMES = re.compile(rf"(?<!\w)(?=({_CAPITAL}(?: [A-Z]\.?)? {_CAPITAL})( {_CAPITAL})?)")
_ASKED = re.compile(
    r"\b(?:[Cc]ontact|[Ee]-?mail|[Cc]all|[Aa]sk|(?:[Ww]rite|[Ss]peak|[Rr]each out) to) "
    rf"({_CAPITAL}(?: [A-Z]\.?)? {_CAPITAL})\b(?! [A-Z])"
)
_BEFORE, _AFTER = 120, 60  # characters around an address in which to look for its owner's name
# Words of shared mailboxes and organisations that the pages may not have in lower case.
_ROLES = frozenset(
    "access accounts admin administration agency analytics appeals applicants applications "
    "archive archives ask assets assistance audit authority bank benefits billing board booking "
    "bookings branch budget bureau campus careers cases catalog center centre certification "
    "chief city claims clinic collections college commission communications community "
    "complaints compliance consumer contact contracts coordination correspondence council "
    "county court cross customer customs cyber data department desk digital director dispatch "
    "district division donations dpo duty editor editorial education elections emergency "
    "employment enforcement engineering enquiries environment estates ethics events evidence "
    "exams expenses facilities family feedback finance fleet foi forms fraud front funding "
    "general governance grants group hearings hello help helpdesk hires hospital housing hr "
    "human immigration info information inquiries inspections institute insurance intake "
    "integrity investigations it jobs labor leadership learning legal legislative library "
    "licensing loans mail mailbox mailroom maintenance management manager marketing media "
    "medical members membership network news no noreply notices notifications office officer "
    "ombudsman online open operations ops orders organisation organization outreach parking "
    "partners payments payroll pensions people permits person pharmacy planning platform police "
    "policy portal postmaster press prevention privacy procurement product program programme "
    "project prosecutor provider providers public publications purchasing quality queries "
    "reception records recruitment recycling referral referrals refunds region regional "
    "registrar registry regulatory relations rentals repairs reply reporting reports request "
    "requests research residents resources response review risk roads safety sales school "
    "secretariat secretary security service services social standards state statistics stewards "
    "students submissions suggestions supplier suppliers support survey surveys system systems "
    "talent tax taxes team tech technical tenders tickets training transport transportation "
    "travel treasury unit university user users vendor vendors veterans visitor visitors "
    "volunteer volunteers voter water web webmaster welcome welfare workforce youth zoning".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalAddress:
    """A mail address of one person; `name` is what the page calls them, "" if it does not."""

    page: LintedPage
    address: str
    name: str
    line: int  # 1-based


def personal_addresses(folder: LintedFolder) -> list[PersonalAddress]:
    """Return every place where a page gives a person's mail address, each once per line."""
    words = _ordinary_words(folder)
    found: dict[tuple[str, int, str], PersonalAddress] = {}
    for page in folder.pages:
        for mention in _mentions(page):
            if _is_personal(mention, words):
                key = (page.path, mention.line, mention.address.lower())
                if not found.get(key) or not found[key].name:
                    found[key] = mention
    return list(found.values())


def contact_names(folder: LintedFolder, addresses: Iterable[PersonalAddress]) -> frozenset[str]:
    """Return the names of people that the pages give as contacts, with or without an address.

    A name that readers are told to ask is a person's if no page has a word of it in lower case.
    """
    words = _ordinary_words(folder)
    texts = (prose.text for page in folder.pages for prose in page.parts.prose)
    asked = (found[1] for text in texts for found in _ASKED.finditer(text))
    named = (name for name in asked if not any(word.lower() in words for word in name.split()))
    return frozenset(address.name for address in addresses if address.name).union(named)


def _ordinary_words(folder: LintedFolder) -> frozenset[str]:
    """Return the words that the pages write in lower case, as names never are."""
    texts = (prose.text for page in folder.pages for prose in page.parts.prose)
    return _ROLES.union(word for text in texts for word in _LOWER_WORD.findall(text))


def _mentions(page: LintedPage) -> Iterator[PersonalAddress]:
    for link in page.parts.links:
        address = _mailed(link)
        if address:
            name = _name_of(link.text, address)
            yield PersonalAddress(page=page, address=address, name=name, line=link.line)
    for prose in page.parts.prose:
        for found in _ADDRESS.finditer(prose.text):
            around = prose.text[max(0, found.start() - _BEFORE) : found.end() + _AFTER]
            name = _name_of(around, found[0])
            line = prose.line_at(found.start())
            yield PersonalAddress(page=page, address=found[0], name=name, line=line)


def _mailed(link: Link) -> str:
    scheme, _, rest = link.target.partition(":")
    found = _ADDRESS.match(unquote(rest)) if scheme.lower() == "mailto" else None
    return found[0] if found else ""


def _is_personal(mention: PersonalAddress, words: frozenset[str]) -> bool:
    local, _, host = mention.address.lower().partition("@")
    if is_below(host, EXAMPLES) or mention.address.partition("@")[0].isupper():
        return False  # "FOI.TEAM@" is written as a mailbox's name
    parts = re.split(r"[._]", local)
    if mention.name or len(parts) not in (2, 3) or not all(part.isalpha() for part in parts):
        return bool(mention.name) and not _is_teams(mention.name, words)
    long = [part for part in parts if len(part) > 1]
    return bool(long) and len(parts[-1]) > 2 and not any(part in words for part in long)


def _is_teams(name: str, words: frozenset[str]) -> bool:
    """Return whether a name in capitals is that of a team or a desk: "Help Desk", "FOI Requests".

    One word of a role is enough; a person may be called Mark, as a word that pages use as well.
    """
    parts = name.split()
    said = [part.lower() for part in parts]
    is_short = any(part.isupper() and len(part) > 1 for part in parts)
    return is_short or bool(_ROLES & {*said}) or all(part in words for part in said)


def _name_of(text: str, address: str) -> str:
    """Return the name in a text that an address is made from, "" if there is none."""
    local = address.partition("@")[0]
    for found in _NAMES.finditer(text):
        for name in (found[1], f"{found[1]}{found[2] or ''}"):
            if _is_of(name, local):
                return name
    return ""


def _is_of(name: str, local: str) -> bool:
    """Return whether an address's local part is made from a name: jane.smith, jsmith, smithj."""
    first, *_, last = (re.sub(r"\W", "", word) for word in name.lower().split())
    plain = re.sub(r"[^a-z]", "", local.lower())
    return plain in (first + last, last + first, first[0] + last, last + first[0], first + last[0])
