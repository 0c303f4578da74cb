"""The manifest: a generation's description of itself."""

import dataclasses
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from index_builder.index.errors import IndexRefused
from index_builder.index.repository import Repository

# SHA-256 of the weights of all-MiniLM-L6-v2, which has no reader.
PUBLISHED_WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
FORMAT = 5  # of the index on disk; any other is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderReference:
    """Which encoder made the vectors; its export lies beside the generations."""

    name: str
    weights_sha256: str
    fingerprint: str
    dimension: int  # of a passage's vector
    token_dimension: int  # of a token's vector
    state_dimension: int  # of a token's state; 0 if the encoder has no reader
    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RerankerReference:
    """Which cross-encoder re-orders the best passages; its export lies beside the generations."""

    name: str
    weights_sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation holds and what it was made from; no time, so that its bytes repeat."""

    encoder: EncoderReference
    splitter: dict[str, int]  # the settings that decide where passages are cut
    generator: str  # whose rule made the addresses
    anchors: str  # whose rule made the anchors
    site_url: str
    content_digest: str  # sha256 over the pages' paths and bytes
    commit: str | None  # of the last change to the content, if git knows it
    pages: int
    passages: int
    files: dict[str, str]  # path within the generation -> sha256, hex
    made_with: dict[str, str]  # the code and the libraries it was made with: provenance.py
    dates: dict[str, str]  # page -> day of its last change, YYYY-MM-DD; absent if unknown
    glossary: tuple[tuple[str, ...], ...] = ()  # the playbook's term, then its other names
    reranker: RerankerReference | None = None
    repository: Repository | None = None  # where pages without a site of their own can be opened
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """Return the manifest as JSON, the same bytes for the same values."""
        fields = dataclasses.asdict(self)
        # Without them, the bytes are the same as before there were any.
        for name in ("reranker", "repository"):
            if fields[name] is None:
                del fields[name]
        text = json.dumps(fields, indent=2, sort_keys=True, ensure_ascii=False)
        return text.encode() + b"\n"

    @property
    def generation(self) -> str:
        """The generation's name: 16 hex digits of the manifest's sha256."""
        return generation_name(self.to_bytes())

    @classmethod
    def from_bytes(cls, data: bytes, where: str) -> "Manifest":
        """Read a manifest; `where` names it in messages.

        Raises:
            IndexRefused: it can't be read, or is of another format version.
        """
        try:
            fields = json.loads(data)
            if fields["format"] != FORMAT:
                raise IndexRefused(
                    f"{where} has index format {fields['format']}, this version reads {FORMAT}; "
                    "run `playbook index` to build it again"
                )
            encoder = EncoderReference(**fields["encoder"])
            reranker = RerankerReference(**fields["reranker"]) if "reranker" in fields else None
            return cls(
                **{
                    **fields,
                    "encoder": encoder,
                    "reranker": reranker,
                    "repository": _repository(fields.get("repository")),
                    "files": dict(fields["files"]),
                    "made_with": dict(fields["made_with"]),
                    "dates": {str(path): str(day) for path, day in fields["dates"].items()},
                    "glossary": tuple(tuple(map(str, row)) for row in fields["glossary"]),
                }
            )
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise IndexRefused(
                f"{where} is not a manifest of this version ({error}); "
                "run `playbook index` to build it again"
            ) from error


def _repository(fields: dict[str, Any] | None) -> Repository | None:
    return Repository(**{**fields, "other": tuple(fields["other"])}) if fields else None


def generation_name(manifest: bytes) -> str:
    """Return the name that goes with a manifest's bytes."""
    return hashlib.sha256(manifest).hexdigest()[:16]
