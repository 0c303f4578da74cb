"""An index that carries a reranker: opened, refused, mended, and asked."""

import dataclasses
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
from folders import files_of, published_files
from forging import forge
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import ask
from assistant.answering.rereading import RANK_OFFSET, READ, read, reordered
from assistant.answering.retrieval import retrieve
from index_builder.building.builder import BuildOptions, build
from index_builder.index.errors import IndexRefused
from index_builder.index.exported_model import TOKENIZER, WEIGHTS_SUFFIX, sealed
from index_builder.index.exported_reader import Reading
from index_builder.index.exported_reranker import DESCRIPTION, GRAPH
from index_builder.index.generation import Generation, open_current
from index_builder.index.manifest import Manifest

pytestmark = pytest.mark.slow


def exported_folder(index: Path) -> Path:
    (folder,) = (index / "rerankers").iterdir()
    return folder


def readings(generation: Generation, question: str, rows: Sequence[int]) -> dict[int, Reading]:
    return read(generation, generation.encoder.embed_query(question), question, rows)


def test_without_the_option_there_is_no_reranker(farm_index: Path):
    """It is off unless it is named, and leaves no trace in the index."""
    generation = open_current(farm_index)
    assert generation.reranker is None
    assert not (farm_index / "rerankers").exists()
    assert b"reranker" not in published_files(farm_index)["manifest.json"]
    rows = range(len(generation.passages))
    assert readings(generation, "What do goats eat?", rows) == {}


def test_the_command_takes_a_cross_encoder_by_its_path(
    playbook, farm, empty_index, small_model, cross_encoder, rerankers
):
    """`index --reranker PATH` builds an index that carries it; a build without it drops it."""
    (empty_index / "rerankers").symlink_to(rerankers)
    command = ("index", farm, "--index", empty_index, "--encoder", small_model)
    built = playbook(*command, "--reranker", cross_encoder)
    assert built.returncode == 0, built.stderr.decode()
    held = open_current(empty_index)
    assert held.reranker
    assert held.manifest.reranker
    assert held.manifest.reranker.name == held.reranker.name == "judge"
    assert playbook("ask", "goats eat hay", "--index", empty_index).returncode in (0, 3)
    assert playbook(*command).returncode == 0
    assert open_current(empty_index).reranker is None


def test_a_manifest_says_the_same_after_reading(judged_index: Path):
    """The reference survives being written and read, and names the generation."""
    manifest = open_current(judged_index).manifest
    assert Manifest.from_bytes(manifest.to_bytes(), "here") == manifest
    assert manifest.reranker
    assert manifest.reranker.fingerprint.startswith(exported_folder(judged_index).name)


def test_a_change_of_reranker_embeds_nothing(
    farm: Path, farm_index: Path, small_model, cross_encoder, rerankers
):
    """Passages' vectors are the encoder's alone; the generation is another one."""
    (farm_index / "rerankers").symlink_to(rerankers)
    before = open_current(farm_index)
    report = build(
        BuildOptions(
            content=farm, index=farm_index, encoder=str(small_model), reranker=str(cross_encoder)
        )
    )
    assert report.embedded == 0
    assert report.generation != before.name


def test_an_export_that_is_there_is_not_made_again(
    build_judged: Callable[[], Path], judged_index: Path
):
    """A second build reads it through and leaves it as it is."""
    files = list(exported_folder(judged_index).iterdir())
    before = [held.stat().st_mtime_ns for held in files]
    build_judged()
    assert [held.stat().st_mtime_ns for held in files] == before


@pytest.mark.parametrize("name", [GRAPH, GRAPH + WEIGHTS_SUFFIX, TOKENIZER])
def test_opening_an_index_does_not_read_the_reranker(judged_index: Path, name: str):
    """Its large files are read when the first pair is scored, and checked then."""
    path = exported_folder(judged_index) / name
    path.write_bytes(path.read_bytes()[:-1])
    opened = open_current(judged_index)
    with pytest.raises(IndexRefused, match=r"is damaged.*run `playbook index`") as caught:
        readings(opened, "What do goats eat?", [0])
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    "harm",
    {
        "emptied": lambda path: path.write_bytes(b""),
        "cut short": lambda path: path.write_bytes(path.read_bytes()[:-2]),
        "gone": Path.unlink,
        "changed": lambda path: path.write_bytes(path.read_bytes().replace(b"256", b"255")),
        "another version": lambda path: reseal(path, format=99),
        "another model's": lambda path: reseal(path, fingerprint="0" * 64),
        "without a window": lambda path: reseal(path, window=None),
    }.items(),
    ids=lambda held: held[0],
)
def test_a_damaged_description_is_refused(judged_index: Path, harm):
    """Nothing is scored by a model that is not the one the index was built with."""
    folder = exported_folder(judged_index)
    assert b"256" in (folder / DESCRIPTION).read_bytes()
    harm[1](folder / DESCRIPTION)
    with pytest.raises(IndexRefused, match="run `playbook index`") as caught:
        open_current(judged_index)
    assert str(folder) in str(caught.value)


def reseal(path: Path, **changed: object) -> None:
    """Change fields of a description and seal it again."""
    held = json.loads(path.read_bytes())
    del held["sha256"]
    path.write_bytes(sealed({**held, **changed}))


@pytest.mark.parametrize("reference", [{}, {"name": "judge"}, "judge", None, 1])
def test_a_reference_that_is_none_is_refused(judged_index: Path, reference: object):
    """A manifest that says something else about its reranker is not of this version."""
    held = json.loads(open_current(judged_index).manifest.to_bytes())
    with pytest.raises(IndexRefused, match="is not a manifest of this version"):
        Manifest.from_bytes(json.dumps({**held, "reranker": reference}).encode(), "here")


def test_a_rebuild_mends_a_damaged_reranker(
    build_judged: Callable[[], Path], judged_index: Path, rerankers: Path
):
    """Doing what the message says helps: it is exported anew, to the same bytes."""
    graph = exported_folder(judged_index) / GRAPH
    graph.write_bytes(graph.read_bytes()[:-1])
    build_judged()
    assert files_of(judged_index / "rerankers") == files_of(rerankers)


def test_a_reranker_of_another_name_still_opens(judged_index: Path):
    """The manifest says what a model is called; its fingerprint says which model it is."""
    reference = open_current(judged_index).manifest.reranker
    assert reference
    forge(judged_index, reranker=dataclasses.replace(reference, name="other"))
    held = open_current(judged_index).reranker
    assert held
    assert held.name == "other"


@pytest.fixture
def herds(farm: Path, build_judged: Callable[[], Path]) -> Generation:
    """A generation of more passages than are read."""
    sections = (f"## Herd {at}\n\nHerd {at} eats {'hay ' * at}.\n" for at in range(READ + 4))
    (farm / "herds.md").write_text("\n".join(sections), encoding="utf-8")
    return open_current(build_judged())


def test_the_best_are_read_and_the_others_keep_their_places(herds: Generation):
    """Ten pairs at the most; each logit is the pair's own, whatever stands beside it."""
    rows = list(range(len(herds.passages)))[::-1]
    assert len(rows) > READ
    found = readings(herds, "hay", rows)
    assert list(found) == rows[:READ]
    assert herds.reranker
    for row in rows[:READ]:
        alone = herds.reranker.logit("hay", herds.passages[row].embedded)
        assert found[row].logit == alone == readings(herds, "hay", [row])[row].logit
        assert found[row].tokens.shape == (0,)
    ordered = reordered(herds, rows, found)
    assert ordered[READ:] == rows[READ:]
    assert ordered[:READ] != rows[:READ]


def test_it_ranks_alone(herds: Generation):
    """Late interaction's scores decide which passages are read, and nothing after that."""
    hits = retrieve(herds, "What do herds eat?", len(herds.passages))
    assert all(hit.reading for hit in hits[:READ])
    logits = [hit.reading.logit for hit in hits[:READ] if hit.reading]
    assert logits == sorted(logits, reverse=True)
    scores = [hit.score for hit in hits[:READ]]
    assert scores != sorted(scores, reverse=True), "else late interaction might have ranked them"
    late = retrieve(herds, "What do herds eat?", len(herds.passages), "late")
    assert {hit.row for hit in late[:READ]} == {hit.row for hit in hits[:READ]}
    assert [hit.row for hit in late[READ:]] == [hit.row for hit in hits[READ:]]


def test_how_sure_it_is_comes_from_likeness_alone(judged_index: Path):
    """Nobody measured what a cross-encoder's logits are worth: they don't decide if it answers."""
    answer = ask(open_current(judged_index), "What do goats eat?")
    assert answer.considered[0].reading
    assert answer.confidence
    assert not answer.confidence.is_known
    unread = dataclasses.replace(answer.confidence, logit=None)
    assert answer.confidence.probability == unread.probability


@pytest.mark.parametrize("has_reranker", [True, False])
@given(
    rows=st.lists(st.integers(0, 50), unique=True),
    logits=st.dictionaries(st.integers(0, 50), st.sampled_from([-2.0, 0.0, 0.25, 5.0])),
)
def test_reordering_loses_nothing_and_is_stable(
    has_reranker: bool, rows: list[int], logits: dict[int, float]
):
    """What was read comes first, better before worse; equals and the others keep their order.

    A cross-encoder's logits order alone; a reader's ranks, together with late interaction's.
    """
    generation = cast(Generation, SimpleNamespace(reranker=object() if has_reranker else None))
    none = np.zeros(0, np.float32)
    found = {row: Reading(logit=logit, tokens=none) for row, logit in logits.items()}
    ordered = reordered(generation, rows, found)
    assert sorted(ordered) == sorted(rows)

    def place(row: int) -> tuple[bool, float, int]:
        if row not in logits:
            return True, 0.0, rows.index(row)
        by_likeness = [other for other in rows if other in logits]
        by_logit = sorted(by_likeness, key=lambda other: -logits[other])
        if has_reranker:
            return False, -logits[row], rows.index(row)
        worth = sum(1 / (RANK_OFFSET + 1 + order.index(row)) for order in (by_likeness, by_logit))
        return False, -worth, rows.index(row)

    assert [place(row) for row in ordered] == sorted(map(place, rows))
