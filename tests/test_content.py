"""The shipped playbook, as readers get it: the site Jekyll builds, and the facts it must hold."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from surroundings import SITE_URL, corpus_at

ROOT = Path(__file__).resolve().parents[1]
CONTENT = ROOT / "content"
PAGES = sorted(CONTENT.glob("*.md"))
SETTINGS: dict[str, str] = yaml.safe_load((CONTENT / "_config.yml").read_text(encoding="utf-8"))

ADDRESSES = [
    "/",
    "/preparing-a-successful-data-request/#requesting-data-through-p20-win",
    "/enabling-data-sharing/#review-data-for-implicit-biases",
    "/responding-to-data-requests/#identify-the-type-of-legal-data-sharing-agreement-you-will-need",
    "/safeguarding-data/#establish-a-privacy-policy",
    "/transferring-data/#enterprise-secure-file-transport-services",
    "/linking-datasets/#transferring-and-linking-data-in-p20-win",
    "/steps-to-use-sftp/",
    "/resource-library/",
    "/setting-smart-goals/",
]

P20_WIN = "https://portal.ct.gov/OPM/P20Win"
# Published target -> ours, where the published one was mended.
MENDED = {
    # The published pages give the Learning Agenda two targets; this is the one they moved to.
    f"{P20_WIN}/Research-Agenda": f"{P20_WIN}/Learning-Agenda",
    # A page of the playbook itself, linked as if it were another site.
    "https://ctopendata.github.io/data-sharing-playbook/preparing-a-successful-data-request/": (
        "/data-sharing-playbook/preparing-a-successful-data-request/"
    ),
}
# Hosts known to serve https, where the published pages still say http.
SECURED = (
    r"^http:(?=//(d4bl|edsight\.ct|www-personal\.umich|www\.datasciencepublicpolicy"
    r"|www\.statedatasharing)\.)"
)
# Files that the published site serves and the State keeps; they are no part of the Markdown.
HOSTED = {"Vital-Records-Flow.pdf", "SAR-Data-Request-Fee-Schedule.docx"}

FACTS = """
20 MB; 35 MB; 100 GB; 1.5 GB; more than 5 GB; 60 days; 860-622-2300; Option 9; FileZilla; WinSCP;
8:00 AM to 4:00 PM; 24 x 7 x 365; December 31; § 4-67p; section 4-67p; po.state.ct.us; Axway;
10,000 pairs; 13 people; in 2019; Skylight Digital; Data Integration Hub; Exhibit F; SFT Liaison;
CT High Value Data Inventory Change Request; Delegated Admin; Data Governing Board; Act of 1996;
Outreach and Engagement Coordinator; Protected Health Information; from 2 minutes to 1 minute
""".replace("\n", " ").split(";")


@dataclass(slots=True, kw_only=True)
class BuiltPage:
    """What one built page offers (ids) and asks for (links, images)."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)  # target, visible text
    images: list[tuple[str, str]] = field(default_factory=list)  # target, alternative text
    lang: str = ""


class PageReader(HTMLParser):
    """Collect a built page's ids, links and images."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.page = BuiltPage()
        self._href: str | None = None
        self._text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an id, an image, the language, or the start of a link."""
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.page.ids.append(given["id"])
        if tag == "html":
            self.page.lang = given.get("lang", "")
        if tag == "img":
            self.page.images.append((given["src"], given.get("alt", "")))
        if tag == "a" and "href" in given:
            self._href, self._text = given["href"], ""

    def handle_data(self, data: str) -> None:
        """Gather the text of the link that is open, if any."""
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        """Close a link."""
        if tag == "a" and self._href is not None:
            self.page.links.append((self._href, " ".join(self._text.split())))
            self._href = None


def front_matter(page: Path) -> dict[str, object]:
    """Return a page's front matter."""
    return dict(yaml.safe_load(page.read_text(encoding="utf-8").split("---\n")[1]))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as Debian's jekyll does -> the folder it is in."""
    jekyll = shutil.which("jekyll")
    if jekyll is None:
        pytest.skip("jekyll is not installed (Debian: apt-get install jekyll)")
    work = tmp_path_factory.mktemp("jekyll")
    source, built = work / "content", work / "site"
    shutil.copytree(CONTENT, source)  # a generator may leave caches beside what it reads
    command = [jekyll, "build", "--strict_front_matter", "-s", str(source), "-d", str(built)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return built


@pytest.fixture(scope="module")
def built(site: Path) -> dict[str, BuiltPage]:
    """Return every built page by its address below the site's own."""
    return {
        "/" + file.relative_to(site).as_posix().removesuffix("index.html"): PageReader(
            file.read_text(encoding="utf-8")
        ).page
        for file in site.rglob("*.html")
    }


def fault(target: str, page: BuiltPage, site: Path, built: dict[str, BuiltPage]) -> str:
    """Say what is wrong with an internal target found on `page`; empty when it holds."""
    address, fragment = urldefrag(target)
    if address:
        base = SETTINGS["baseurl"]
        if not address.startswith(base + "/"):
            return f"{target}: not below {base}/"
        path = unquote(address.removeprefix(base))
        if not path.endswith("/"):
            return "" if (site / path[1:]).is_file() else f"{target}: no such file"
        if path not in built:
            return f"{target}: no such page"
        page = built[path]
    return "" if not fragment or fragment in page.ids else f"{target}: no such id"


def test_every_internal_link_and_image_resolves(site: Path, built: dict[str, BuiltPage]) -> None:
    """An internal link or image leads to a built file, its fragment to an id of that page."""
    targets = [
        (address, target, page)
        for address, page in built.items()
        for target, _ in page.links + page.images
        if not urlsplit(target).scheme
    ]
    faults = [(address, fault(target, page, site, built)) for address, target, page in targets]
    assert len(targets) > len(built) ** 2  # the navigation alone has this many
    assert [entry for entry in faults if entry[1]] == []


def test_a_broken_link_would_be_noticed(site: Path, built: dict[str, BuiltPage]) -> None:
    """The check above reports a missing page, file, id, and a link that leaves the base."""
    base, home = SETTINGS["baseurl"], built["/"]
    for target in (f"{base}/linking-datasests/", f"{base}/a.png", f"{base}/#gone", "#gone", "/a/"):
        assert fault(target, home, site, built)


@pytest.mark.parametrize("address", ADDRESSES)
def test_published_addresses_stay(address: str, built: dict[str, BuiltPage]) -> None:
    """Addresses that others have linked to exist, with their fragment."""
    page, fragment = urldefrag(address)
    assert page in built
    assert not fragment or fragment in built[page].ids


def test_pages_are_accessible(built: dict[str, BuiltPage]) -> None:
    """A page states its language, repeats no id, and describes every image in words."""
    assert built["/"].images
    for address, page in built.items():
        repeated = [name for name, count in Counter(page.ids).items() if count > 1]
        assert (page.lang, repeated) == ("en-US", []), address
        assert all(len(alt.split()) > 5 for _, alt in page.images), address


def test_link_texts_say_where_they_lead(built: dict[str, BuiltPage]) -> None:
    """A link's text names its target: it is never empty, nor "here" and its like."""
    texts = {text.lower() for page in built.values() for _, text in page.links}
    assert texts.isdisjoint({"", "here", "click here", "link", "this link", "this page", "more"})


def test_front_matter_is_complete_and_unambiguous() -> None:
    """Every page has the five keys; no two share an address or a place in the navigation."""
    found = [front_matter(page) for page in PAGES]
    assert all(set(entry) == {"layout", "title", "permalink", "nav", "weight"} for entry in found)
    assert {str(entry["permalink"]) for entry in found} == {
        urldefrag(address).url for address in ADDRESSES
    }
    assert sorted(int(str(entry["weight"])) for entry in found) == list(range(len(PAGES)))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_name_roles_and_safe_links(page: Path) -> None:
    """No mail address, no `print` view, no plain http."""
    source = page.read_text(encoding="utf-8")
    assert re.findall(r"mailto:|[\w.]+@[\w-]+\.\w+|/print\b|http://", source) == []


def test_the_drawing_explains_itself() -> None:
    """The process drawing is well-formed, has a title and a description, and loads nothing."""
    drawing = CONTENT / "assets/images/sharing-process.svg"
    root = ElementTree.parse(drawing).getroot()
    names = {element.tag.rpartition("}")[2]: (element.text or "").strip() for element in root}
    assert names["title"]
    assert len(names["desc"].split()) > 30
    assert "href" not in drawing.read_text(encoding="utf-8")


@pytest.mark.parametrize("fact", [fact.strip() for fact in FACTS])
def test_figures_and_names_survive(fact: str) -> None:
    """Limits, dates, numbers and names a reader acts on stand in the pages."""
    assert any(fact in page.read_text(encoding="utf-8") for page in PAGES)


@pytest.fixture(scope="module")
def published() -> list[Path]:
    """Return the pages the facts are taken from."""
    newest = corpus_at("playbook/2022-10-26")
    goals = corpus_at("playbook/2020-12-16") / "6_appendix-a-setting-smart-goals.md"
    return [*sorted(newest.glob("*.md")), goals]


def inline_tokens(page: Path) -> Iterator[Token]:
    """Yield a page's running text, headings and front matter left out."""
    source = re.sub(r"\A---\n.*?\n---\n", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    tokens = MarkdownIt("commonmark").enable("table").parse(source)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and (before is None or before.type != "heading_open"):
            yield token


def sentences(page: Path) -> set[str]:
    """Return a page's sentences of eight words and more, as plain lower-case words.

    Link texts are left out: they are titles and names, which stay as they are.
    """
    found = set()
    for token in inline_tokens(page):
        text, depth = "", 0
        for child in token.children or []:
            depth += child.nesting if child.type in {"link_open", "link_close"} else 0
            text += "" if depth or child.type == "image" else child.content or " "
        for sentence in re.split(r"[.?!:](?:\s|$)", text.lower()):
            words = re.findall(r"[\w.-]*\w", re.sub("['\u2019]", "", sentence))
            if len(words) >= 8:
                found.add(" ".join(words))
    return found


def targets(page: Path) -> set[str]:
    """Return every link target of a page, as written."""
    tokens = [child for token in inline_tokens(page) for child in token.children or []]
    return {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}


def mended(target: str) -> str:
    """Return our form of a published target."""
    return re.sub(SECURED, "https:", MENDED.get(target, target))


def test_pages_link_to_each_other_without_a_host() -> None:
    """Only files hosted beside the published site are linked by its full address."""
    home = SITE_URL
    own = {target for page in PAGES for target in targets(page) if target.startswith(home)}
    assert {target.rpartition("/")[2] for target in own} == HOSTED


def test_no_sentence_is_copied(published: list[Path]) -> None:
    """Facts carry over, sentences do not; the library's entries are titles and authors."""
    theirs = set().union(*map(sentences, published))
    prose = [page for page in PAGES if front_matter(page)["permalink"] != "/resource-library/"]
    assert len(theirs) > 150
    assert {page.name: sorted(sentences(page) & theirs) for page in prose} == {
        page.name: [] for page in prose
    }


def test_every_published_target_is_ours_too(published: list[Path]) -> None:
    """Each page the published playbook sends its readers to, we send them to, mended or not."""
    ours = set().union(*map(targets, PAGES))
    theirs = {target for page in published for target in targets(page) if "://" in target}
    assert set(MENDED) <= theirs
    assert {mended(target) for target in theirs} - ours == set()
