"""Links into the repository that the content is kept in, for a playbook without a site of its own.

The page is shown as it was at one commit, with its lines marked, so such a link never shows other
words than the quote. How each host writes it: "Permanent links to files" in GitHub's documentation,
"File browser" in GitLab's, "Permalinks" in Forgejo's, "Hyperlink to source code" in Bitbucket's.
A Bitbucket of one's own (Data Center) has other addresses than bitbucket.org: those of its pages
that show a file, with the commit after `at=`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_SCP_LIKE = re.compile(r"(?:[^@/:]+@)?(?P<host>[^/:]+):(?P<path>[^/].*)")  # git-clone(1), "URLs"
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z][a-z0-9]*")  # the last part has no hyphen
_PATH = "/:@!$&'()*+,;=~"  # kept as they are besides letters, digits, "-._": RFC 3986, 3.3

# {path} is percent-encoded; {first} and {last} are lines, 1-based.
_GITHUB = "{web}/{repository}/blob/{commit}/{path}?plain=1#L{first}-L{last}"
_GITLAB = "{web}/{repository}/-/blob/{commit}/{path}?plain=1#L{first}-{last}"
_FORGEJO = "{web}/{repository}/src/commit/{commit}/{path}?display=source#L{first}-L{last}"
_BITBUCKET = "{web}/{repository}/src/{commit}/{path}#lines-{first}:{last}"
_SOURCEHUT = "{web}/{repository}/tree/{commit}/item/{path}?view-source#L{first}-{last}"
_DATA_CENTER = (
    "{web}/projects/{project}/repos/{repository}/browse/{path}?at={commit}#{first}-{last}"
)
_HOSTS = {
    "github.com": _GITHUB,
    "gitlab.com": _GITLAB,
    "codeberg.org": _FORGEJO,
    "gitea.com": _FORGEJO,
    "bitbucket.org": _BITBUCKET,
    "git.sr.ht": _SOURCEHUT,
}
# Hosts of one's own are recognised by their usual names.
_USUAL_NAMES = (
    ("github.", _GITHUB),
    ("gitlab.", _GITLAB),
    ("forgejo.", _FORGEJO),
    ("gitea.", _FORGEJO),
    ("codeberg.", _FORGEJO),
    ("bitbucket.", _DATA_CENTER),
)
# Where SSH is answered at the port of HTTPS: "Using SSH over the HTTPS port" in GitHub's
# documentation, and the like in the others'.
_OTHER_NAMES = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Where the content is kept, at one commit."""

    template: str  # of a link, with {path}, {first} and {last}
    folder: str  # of the pages in the repository: "content/", "" if it is all of it
    other: tuple[str, ...] = ()  # pages that are not at that commit as they were indexed

    def link(self, path: str, lines: tuple[int, int]) -> str:
        """Return the address of lines of a page, "" if they are not there."""
        if path in self.other:
            return ""
        return self.template.format(
            path=quote(self.folder + path, safe=_PATH), first=lines[0], last=lines[1]
        )


def repository_at(
    origin: str, commit: str, folder: str, other: Collection[str]
) -> Repository | None:
    """Return the repository at a commit; None if its host is unknown.

    `origin` is a URL as git has it. A user name or password in `origin` is left out.
    """
    web, host, path = _place(origin.strip())
    template = _HOSTS.get(host) or next(
        (t for name, t in _USUAL_NAMES if host.startswith(name)), ""
    )
    repository = path.strip("/").removesuffix(".git")
    project = ""
    if template == _DATA_CENTER:  # https://host/scm/PROJECT/name.git
        start, _, inner = f"/{repository}".rpartition("/scm/")
        web, (project, _, repository) = web + start, (inner.strip("/")).partition("/")
    if not template or "/" not in f"{project}/{repository}".strip("/"):
        return None
    filled = template.replace("{web}", web).replace("{commit}", commit)
    filled = filled.replace("{project}", quote(project, safe=_PATH))
    braced = quote(repository, safe=_PATH)
    return Repository(
        template=filled.replace("{repository}", braced),
        folder=folder,
        other=tuple(sorted(other)),
    )


def _place(origin: str) -> tuple[str, str, str]:
    """Return the address of an origin's web pages, its host, and the path of the repository.

    `origin` is a web, SSH, git or scp-like address; anything else has no host. The port of a web
    address is that of the pages; that of another is not.
    """
    if "://" not in origin:
        found = _SCP_LIKE.fullmatch(origin)
        host = _known_name(found["host"]) if found else ""
        return f"https://{host}", host, found["path"] if found else ""
    try:
        split = urlsplit(origin)
        host, port = _known_name(split.hostname or ""), split.port
    except ValueError:  # a malformed IPv6 host, or no number for a port
        return "", "", ""
    if split.scheme in ("https", "http"):
        own = split.scheme if host not in _HOSTS else "https"
        return f"{own}://{host}{f':{port}' if port else ''}", host, split.path
    return f"https://{host}", host if split.scheme in ("ssh", "git") else "", split.path


def _known_name(written: str) -> str:
    """Return the host that is meant; "" for a name that only the user's SSH settings explain.

    Such a name, as in `git@github.com-work:o/r`, is usually a host's with something after it.
    """
    host = written.lower()
    host = _OTHER_NAMES.get(host, host)
    meant = next((known for known in _HOSTS if re.match(rf"{re.escape(known)}[-_]", host)), host)
    return meant if _HOST.fullmatch(meant) else ""
