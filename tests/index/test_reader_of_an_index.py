"""An index whose encoder has a reader: what the index keeps of passages, how they are read."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from folders import published_files

from assistant.answer import ask
from assistant.answering.rereading import RANK_OFFSET, READ, read
from assistant.answering.retrieval import Hit, retrieve
from assistant.hosting.following import Serving
from index_builder.index.errors import IndexRefused
from index_builder.index.exported_encoder import ExportedEncoder
from index_builder.index.exported_reader import READER_GRAPH, ExportedReader
from index_builder.index.generation import Generation, open_current

Build = Callable[..., Path]
QUESTION = "What do goats eat?"


@pytest.fixture
def herds(farm: Path, build_reading: Build) -> Generation:
    """A generation of more passages than are read."""
    sections = (f"## Herd {at}\n\nHerd {at} eats {'hay ' * at}.\n" for at in range(READ + 4))
    (farm / "herds.md").write_text("\n".join(sections), encoding="utf-8")
    return open_current(build_reading())


def test_each_token_of_a_passage_has_a_state(reading_index: Path):
    """Special tokens and the prompt's too, in the passages' order; as wide as the manifest says.

    A question has one for each of its tokens as well.
    """
    generation = open_current(reading_index)
    width = generation.manifest.encoder.state_dimension
    assert width == 384
    assert generation.states.packed.shape == (sum(p.tokens for p in generation.passages), width)
    for row, passage in enumerate(generation.passages):
        states = generation.embedding(row).states
        assert states.shape == (passage.tokens, width)
        assert np.array_equal(states, generation.encoder.embed_document(passage.embedded).states)
    asked = generation.encoder.embed_query(QUESTION)
    assert asked.states.shape == (generation.encoder.count_tokens(QUESTION), width)
    assert len(asked.states) > len(asked.tokens)


def test_an_encoder_without_a_reader_keeps_no_states(farm_index: Path):
    """There are no states at all, and no reader to use them."""
    generation = open_current(farm_index)
    assert generation.encoder.reader is None
    assert generation.states.packed.shape == (len(generation.tokens.packed), 0)
    assert generation.encoder.embed_query(QUESTION).states.shape[1] == 0


def test_states_after_edits_are_those_of_a_build_from_nothing(farm: Path, build_reading: Build):
    """An edited, an added, a renamed and a removed page: byte for byte, and from the cache too."""
    index = build_reading()
    (farm / "farm.md").rename(farm / "goats.md")
    bees = farm / "bees.md"
    bees.write_text(bees.read_text(encoding="utf-8").replace("windows", "doors"), encoding="utf-8")
    (farm / "new.md").write_text("# New\n\nA new page.\n", encoding="utf-8")
    build_reading()
    (farm / "new.md").unlink()
    build_reading()
    assert published_files(index) == published_files(build_reading("fresh"))
    shutil.rmtree(index / "generations")
    (index / "current").unlink()
    build_reading()  # from what the cache kept
    assert published_files(index) == published_files(build_reading("fresh"))


def test_what_is_kept_of_a_text_is_not_made_again(
    farm: Path, build_reading: Build, monkeypatch: pytest.MonkeyPatch
):
    """States come from the cache as vectors do."""
    index = build_reading()
    before = published_files(index)
    monkeypatch.setattr(ExportedEncoder, "embed_document", None)
    shutil.rmtree(index / "generations")
    (index / "current").unlink()
    build_reading()
    assert published_files(index) == before


def test_a_reading_depends_on_question_and_passage_alone(herds: Generation):
    """Whatever else is read, before or beside it: the same numbers to the last bit."""
    asked = herds.encoder.embed_query("hay")
    rows = list(range(len(herds.passages)))
    assert len(rows) > READ
    together = read(herds, asked, "hay", rows)
    assert list(together) == rows[:READ]
    other = herds.encoder.embed_query("Who milks the goats at dawn?")
    for row in rows[:READ][::-1]:
        read(herds, other, "Who milks the goats at dawn?", rows[row:])
        alone = read(herds, asked, "hay", [row])[row]
        assert alone.logit == together[row].logit
        assert np.array_equal(alone.tokens, together[row].tokens)
        assert alone.tokens.shape == (herds.passages[row].tokens,)
    assert len({held.logit for held in together.values()}) == READ


def test_what_may_be_seen_changes_no_reading(herds: Generation):
    """A passage is read the same whether others are hidden or not."""
    everything = {hit.row: hit.reading for hit in retrieve(herds, QUESTION, READ)}
    some = retrieve(herds, QUESTION, READ, allowed=lambda held: held.path == "herds.md")
    both = [hit for hit in some if everything.get(hit.row)]
    assert both
    for hit in both:
        theirs = everything[hit.row]
        assert theirs
        assert hit.reading
        assert hit.reading.logit == theirs.logit


def logit(hit: Hit) -> float:
    assert hit.reading
    return hit.reading.logit


def test_the_best_are_ranked_by_both_and_the_others_as_they_were(herds: Generation):
    """Late interaction's best are ordered by the sum of their reciprocal ranks in both orders."""
    everything = len(herds.passages)
    late = retrieve(herds, QUESTION, everything, "late")
    hits = retrieve(herds, QUESTION, everything)
    assert {hit.reading for hit in late} == {None}
    first, others = hits[:READ], hits[READ:]
    assert {hit.row for hit in first} == {hit.row for hit in late[:READ]}
    assert [hit.row for hit in others] == [hit.row for hit in late[READ:]]
    assert {hit.reading for hit in others} == {None}
    by_likeness = [hit.row for hit in late[:READ]]
    by_logit = [hit.row for hit in sorted(first, key=logit, reverse=True)]
    worth = [
        sum(1 / (RANK_OFFSET + 1 + order.index(hit.row)) for order in (by_likeness, by_logit))
        for hit in first
    ]
    assert worth == sorted(worth, reverse=True)
    assert [hit.row for hit in first] != [hit.row for hit in late[:READ]]
    assert {hit.row: hit.score for hit in hits} == {hit.row: hit.score for hit in late}


def test_the_reader_says_how_sure_it_is(reading_index: Path):
    """The logit of the passage that is shown first, not of another."""
    answer = ask(open_current(reading_index), QUESTION)
    first = answer.considered[0]
    assert first.reading
    assert answer.confidence
    assert answer.confidence.logit == first.reading.logit


def test_opening_an_index_does_not_load_the_reader(reading_index: Path):
    """Its graph is loaded, and checked, when it reads its first passage."""
    index = Path(shutil.copytree(reading_index, reading_index.with_name("copy")))
    graph = open_current(index).encoder.folder / READER_GRAPH
    graph.write_bytes(graph.read_bytes()[:-1])
    opened = open_current(index)
    asked = opened.encoder.embed_query(QUESTION)
    with pytest.raises(IndexRefused, match=r"is damaged.*run `playbook index`") as caught:
        read(opened, asked, QUESTION, [0])
    assert str(graph) in str(caught.value)


def test_a_bot_has_loaded_the_reader_before_it_is_asked(reading_index: Path):
    """The first question must not wait for it, or find it gone."""
    held = Serving(reading_index, changed=lambda *_: None)
    with held as serving:
        reader = serving.generation.encoder.reader
    assert reader
    assert "_session" in vars(reader)


def test_a_reranker_reads_in_its_place(reading_index: Path, monkeypatch: pytest.MonkeyPatch):
    """The reranker that was chosen for the index reads; the encoder's own reader does not."""

    class Judge:
        def logit(self, *pair: str) -> float:
            return float(len(pair[1]))

    def never(*_: object) -> None:
        raise AssertionError("the encoder's reader was asked")

    monkeypatch.setattr(ExportedReader, "read", never)
    generation = dataclasses.replace(open_current(reading_index), reranker=Judge())
    hits = retrieve(generation, QUESTION, 4)
    lengths = [len(hit.passage.embedded) for hit in hits]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("count", [1, 2, 33, 200])
def test_any_lengths_are_read(reading_index: Path, count: int):
    """From a single token on each side up to what the encoder reads at once."""
    generation = open_current(reading_index)
    asked = generation.encoder.embed_query("goats")
    reader = generation.encoder.reader
    assert reader
    states = np.resize(generation.states.packed, (count, 384))
    for question in (asked.states, asked.states[:1]):
        reading = reader.read(question, states)
        assert np.isfinite(reading.logit)
        assert reading.tokens.shape == (count,)
