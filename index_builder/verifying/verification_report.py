"""A verification -> the lines a person reads, and JSON. Pure."""

import json
from collections import Counter
from collections.abc import Iterator

from index_builder.index.change_display import change_fields, change_place
from index_builder.index.changes import Change, ChangeKind
from index_builder.index.printable import printable, printable_json
from index_builder.verifying.current_content import CurrentContent
from index_builder.verifying.integrity import GenerationIntegrity
from index_builder.verifying.verification import Verification

SCHEMA = 1
_KINDS: tuple[ChangeKind, ...] = ("unchanged", "edited", "moved", "removed", "added")
_REPAIR = "run `playbook index` to build it again; if it happens again, check the disk"


def verification_lines(verification: Verification, content: str) -> Iterator[str]:
    """Yield the lines: each generation, the weights, what changed in the content, the verdict."""
    yield from map(printable, _lines(verification, content))


def _lines(verification: Verification, content: str) -> Iterator[str]:
    for at, generation in enumerate(verification.generations):
        yield from _generation(generation, current=at == 0)
    yield f"encoder weights: {_weights(verification)}"
    if verification.present is None:
        yield "content: not compared"
    else:
        yield f"{content}: {_sums(verification)}"
        yield from _settings(verification.present, verification.generations[0])
        yield from (
            _changed(change) for change in verification.changes if change.kind != "unchanged"
        )
    yield _verdict(verification)


def _generation(check: GenerationIntegrity, *, current: bool) -> Iterator[str]:
    name = f"generation {check.name}{' (current)' if current else ''}"
    if check.generation and check.is_sound:
        manifest = check.generation.manifest
        yield (
            f"{name}: sound; {manifest.pages} pages, {manifest.passages} passages, "
            f"encoder {manifest.encoder.name}"
        )
        return
    yield f"{name}: not sound"
    yield from (f"  {fault}" for fault in check.faults)


def _weights(verification: Verification) -> str:
    if verification.weights:
        return verification.weights
    return (
        "those of the index" if verification.weights_checked else "not on this machine, not checked"
    )


def _settings(present: CurrentContent, current: GenerationIntegrity) -> Iterator[str]:
    """Say if the content's addresses are made differently, which makes everything look moved."""
    manifest = current.generation and current.generation.manifest
    if manifest and (manifest.site_url, manifest.anchors) != (present.site_url, present.anchors):
        yield (
            f"  built for {manifest.site_url or 'no address'} with {manifest.anchors} anchors, "
            f"now {present.site_url or 'no address'} with {present.anchors}: if the site has "
            "not changed, give --site-url and --anchors as for `playbook index`"
        )


def _sums(verification: Verification) -> str:
    counts = Counter(change.kind for change in verification.changes)
    sums = {kind: f"{counts[kind]} {kind}" for kind in _KINDS}
    if verification.shifted:
        sums["unchanged"] += f" ({verification.shifted} at other lines)"
    return ", ".join(sums.values())


def _changed(change: Change) -> str:
    first, *_, last = [side for side in (change.before, change.after) if side] * 2
    links = f"  {first.url} → {last.url}" if first.url != last.url else ""
    return f"  {change.kind:<8} {change_place(change)}  {last.breadcrumb}{links}"


def _verdict(verification: Verification) -> str:
    if verification.weights or not verification.generations[0].is_sound:
        return f"not sound: {_REPAIR}"
    if not verification.is_sound:
        return "the current generation is sound, an older one is not: you cannot roll back to it"
    if verification.present and verification.present.failures:
        return "sound; some pages of the content could not be read"
    if not verification.is_current:
        return "sound; the content has changed since: run `playbook index`"
    if verification.present is None:
        return "sound; not compared with any content: name its folder to see whether it is current"
    return "all good"


def verification_json(verification: Verification, content: str) -> str:
    """Return the verification as one JSON object."""
    fields = {
        "schema": SCHEMA,
        "sound": verification.is_sound,
        "current": verification.is_current if verification.present else None,
        "generations": [
            {
                "name": check.name,
                "sound": check.is_sound,
                "passages": len(check.generation.passages) if check.generation else None,
                "faults": list(check.faults),
            }
            for check in verification.generations
        ],
        "weights": {"checked": verification.weights_checked, "fault": verification.weights},
        "content": verification.present and _content(verification, content),
    }
    return printable_json(json.dumps(fields, indent=2, ensure_ascii=False))


def _content(verification: Verification, content: str) -> dict[str, object]:
    counts = Counter(change.kind for change in verification.changes)
    failures = verification.present.failures if verification.present else ()
    return {
        "folder": content,
        **{kind: counts[kind] for kind in _KINDS},
        "shifted": verification.shifted,
        "changes": [
            change_fields(change) for change in verification.changes if change.kind != "unchanged"
        ],
        "failures": [
            {"path": failure.path, "line": failure.line, "reason": failure.reason}
            for failure in failures
        ],
    }
