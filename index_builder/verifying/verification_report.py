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
_MEND = "run `playbook index` to build it anew; if it happens again, check the disk"


def verification_lines(held: Verification, content: str) -> Iterator[str]:
    """Yield the lines: each generation, the weights, what the content says otherwise, a verdict."""
    yield from map(printable, _lines(held, content))


def _lines(held: Verification, content: str) -> Iterator[str]:
    for at, generation in enumerate(held.generations):
        yield from _generation(generation, current=at == 0)
    yield f"encoder weights: {_weights(held)}"
    if held.present is None:
        yield "content: not compared"
    else:
        yield f"{content}: {_sums(held)}"
        yield from _settings(held.present, held.generations[0])
        yield from (_changed(one) for one in held.changes if one.kind != "unchanged")
    yield _verdict(held)


def _generation(held: GenerationIntegrity, *, current: bool) -> Iterator[str]:
    name = f"generation {held.name}{' (current)' if current else ''}"
    if held.generation and held.is_sound:
        manifest = held.generation.manifest
        yield (
            f"{name}: sound; {manifest.pages} pages, {manifest.passages} passages, "
            f"encoder {manifest.encoder.name}"
        )
        return
    yield f"{name}: not sound"
    yield from (f"  {fault}" for fault in held.faults)


def _weights(held: Verification) -> str:
    if held.weights:
        return held.weights
    return "those of the index" if held.weights_checked else "not on this machine, not checked"


def _settings(present: CurrentContent, current: GenerationIntegrity) -> Iterator[str]:
    """Say where the content's addresses are made otherwise: by mistake, everything has moved."""
    manifest = current.generation and current.generation.manifest
    if manifest and (manifest.site_url, manifest.anchors) != (present.site_url, present.anchors):
        yield (
            f"  built for {manifest.site_url or 'no address'} with {manifest.anchors} anchors, "
            f"now {present.site_url or 'no address'} with {present.anchors}: if that is no change "
            "of the site's, name --site-url and --anchors as for the index"
        )


def _sums(held: Verification) -> str:
    counts = Counter(one.kind for one in held.changes)
    sums = {kind: f"{counts[kind]} {kind}" for kind in _KINDS}
    if held.shifted:
        sums["unchanged"] += f" ({held.shifted} at other lines)"
    return ", ".join(sums.values())


def _changed(held: Change) -> str:
    first, *_, last = [side for side in (held.before, held.after) if side] * 2
    links = f"  {first.url} → {last.url}" if first.url != last.url else ""
    return f"  {held.kind:<8} {change_place(held)}  {last.breadcrumb}{links}"


def _verdict(held: Verification) -> str:
    if held.weights or not held.generations[0].is_sound:
        return f"not sound: {_MEND}"
    if not held.is_sound:
        return "the current generation is sound, an older one is not: it can't be gone back to"
    if held.present and held.present.failures:
        return "sound; some pages of the content could not be read"
    if not held.is_current:
        return "sound; the content has changed since: run `playbook index`"
    return "all good"


def verification_json(held: Verification, content: str) -> str:
    """Return the verification as one JSON object."""
    found = {
        "schema": SCHEMA,
        "sound": held.is_sound,
        "current": held.is_current if held.present else None,
        "generations": [
            {
                "name": one.name,
                "sound": one.is_sound,
                "passages": len(one.generation.passages) if one.generation else None,
                "faults": list(one.faults),
            }
            for one in held.generations
        ],
        "weights": {"checked": held.weights_checked, "fault": held.weights},
        "content": held.present and _content(held, content),
    }
    return printable_json(json.dumps(found, indent=2, ensure_ascii=False))


def _content(held: Verification, content: str) -> dict[str, object]:
    counts = Counter(one.kind for one in held.changes)
    failures = held.present.failures if held.present else ()
    return {
        "folder": content,
        **{kind: counts[kind] for kind in _KINDS},
        "shifted": held.shifted,
        "changes": [change_fields(one) for one in held.changes if one.kind != "unchanged"],
        "failures": [
            {"path": one.path, "line": one.line, "reason": one.reason} for one in failures
        ],
    }
