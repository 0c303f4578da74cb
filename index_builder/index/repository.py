"""Links into the repository that the content is kept in, for a playbook without a site of its own.

The page is shown as it was at one commit, with its lines marked, so such a link never shows other
words than the quote. How each host writes it: "Permanent links to files" in GitHub's documentation,
"File browser" in GitLab's, "Permalinks" in Forgejo's, "Hyperlink to source code" in Bitbucket's.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

_SCP_LIKE = re.compile(r"(?:[^@/:]+@)?(?P<host>[^/:]+):(?P<path>[^/].*)")  # git-clone(1), "URLs"
_PATH = "/:@!$&'()*+,;=~"  # kept as they are besides letters, digits, "-._": RFC 3986, 3.3

# {path} is percent-encoded; {first} and {last} are lines, 1-based.
_GITHUB = "https://{host}/{repository}/blob/{commit}/{path}?plain=1#L{first}-L{last}"
_GITLAB = "https://{host}/{repository}/-/blob/{commit}/{path}?plain=1#L{first}-{last}"
_FORGEJO = "https://{host}/{repository}/src/commit/{commit}/{path}?display=source#L{first}-L{last}"
_BITBUCKET = "https://{host}/{repository}/src/{commit}/{path}#lines-{first}:{last}"
_SOURCEHUT = "https://{host}/{repository}/tree/{commit}/item/{path}?view-source#L{first}-{last}"
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
    ("bitbucket.", _BITBUCKET),
)


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
    host, path = _host_and_path(origin.strip())
    template = _HOSTS.get(host) or next(
        (t for name, t in _USUAL_NAMES if host.startswith(name)), ""
    )
    repository = path.strip("/").removesuffix(".git")
    if not template or "/" not in repository:
        return None
    filled = template.replace("{host}", host).replace("{commit}", commit)
    braced = quote(repository, safe=_PATH)
    return Repository(
        template=filled.replace("{repository}", braced),
        folder=folder,
        other=tuple(sorted(other)),
    )


def _host_and_path(origin: str) -> tuple[str, str]:
    """Return host and path of a web, SSH, git or scp-like address; empty ones for anything else."""
    if "://" not in origin:
        found = _SCP_LIKE.fullmatch(origin)
        return (found["host"].lower(), found["path"]) if found else ("", "")
    try:
        split = urlsplit(origin)
        host = split.hostname or ""
    except ValueError:  # a malformed IPv6 host
        return "", ""
    return (host, split.path) if split.scheme in ("https", "http", "ssh", "git") else ("", "")
