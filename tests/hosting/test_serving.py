"""A running bot follows what is published, and never gives up a sound index for a bad one."""

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.answer import ask
from assistant.hosting import following as module
from assistant.hosting.following import Serving
from index_builder.building.builder import BuildOptions, build
from index_builder.index.exported_encoder import DESCRIPTION, GRAPH
from index_builder.index.exported_model import TOKENIZER, WEIGHTS_SUFFIX
from index_builder.index.layout import POINTER, pointing_to, published_names
from index_builder.index.lexical import LEXICAL_FILES
from index_builder.storage.durable import replace_bytes

from .conftest import Build, Heard, Serve, edit, flip_a_bit, kept, metric, serve_an_older

FILES_OF_A_GENERATION = (
    "manifest.json",
    "passages.jsonl",
    "vectors.faiss",
    "tokens.npy",
    "states.npy",
    "pages.jsonl",
    "vocabulary.json",
    *(f"lexical/{name}" for name in LEXICAL_FILES),
)
HARM: dict[str, Callable[[Path], object]] = {
    "generations gone": lambda index: shutil.rmtree(index / "generations"),
    "gone": shutil.rmtree,
    "pointing outside": lambda index: (index / POINTER).write_bytes(b'{"generations": ["../x"]}'),
    "pointer emptied": lambda index: (index / POINTER).write_bytes(b""),
    "pointer gone": lambda index: (index / POINTER).unlink(),
    "pointer a folder": lambda index: ((index / POINTER).unlink(), (index / POINTER).mkdir()),
    "a file": lambda index: (shutil.rmtree(index), index.write_bytes(b"")),
}
PUBLISHES = 20


@pytest.mark.slow
def test_questions_go_on_through_many_publishes_each_from_one_generation(
    farm: Path, empty_index: Path, build_farm: Build, heard: Heard
):
    """While a builder publishes, asking threads get every answer, each from one version."""
    edit(farm, "0")
    meals = {build_farm(): "0"}  # what both pages say, by generation
    answers: list[tuple[str, list[str]]] = []
    done = threading.Event()

    def ask_once(serving: Serving) -> None:
        generation = serving.generation
        answer = ask(generation, "What do goats and bees eat?", at_least=0.0)
        said = [held.passage.quote.split()[-2] for held in answer.citations]
        answers.append((generation.name, said))

    def ask_on(serving: Serving) -> None:
        while not done.is_set():
            ask_once(serving)

    with (
        Serving(empty_index, every=0.01, changed=heard.changed) as serving,
        ThreadPoolExecutor() as pool,
    ):
        askers = [pool.submit(ask_on, serving) for _ in range(2)]
        try:
            for at in range(1, PUBLISHES + 1):
                edit(farm, str(at))
                name = build_farm()
                meals[name] = str(at)
                heard.wait_for(name)
                ask_once(serving)
        finally:
            done.set()
        for asker in askers:
            asker.result()  # raises what asking raised
    assert not heard.refusals
    assert [new for _, new in heard.changes] == list(meals)[1:]
    assert {tuple(said) for name, said in answers if said != [meals[name]] * 2} == set()
    assert {name for name, _ in answers} >= set(list(meals)[1:])


def test_a_rollback_is_followed(farm: Path, empty_index: Path, build_farm: Build, serve: Serve):
    """The generation that the pointer names first answers, even if it is an older one."""
    first = build_farm()
    edit(farm, "5")
    second = build_farm()
    serving = serve(empty_index)
    assert serving.generation.name == second
    replace_bytes(empty_index / POINTER, pointing_to([first, second]))
    serving.look()
    assert serving.generation.name == first


@pytest.mark.parametrize("name", FILES_OF_A_GENERATION)
def test_a_damaged_generation_is_refused_once_and_taken_when_repaired(
    farm: Path, empty_index: Path, build_farm: Build, serve: Serve, heard: Heard, name: str
):
    """The old one goes on answering; the reason is logged once and counted; a repair is noticed."""
    serving = serve_an_older(farm, empty_index, build_farm, serve)
    old, new = serving.generation, published_names(empty_index)[0]
    with kept(empty_index / "generations" / new):
        flip_a_bit(empty_index / "generations" / new / name)
        serving.look()
        serving.look()
        assert serving.generation is old
        assert len(heard.refusals) == 1
        assert f"{new}/{name}" in heard.refusals[0]
        assert metric(serving, "playbook_generations_refused_total") == 1
        assert metric(serving, "playbook_index_refused") == 1
    serving.look()
    assert serving.generation.name == new
    assert metric(serving, "playbook_index_refused") == 0
    assert heard.changes == [(old.name, new)]


@pytest.mark.parametrize("name", [GRAPH, GRAPH + WEIGHTS_SUFFIX, TOKENIZER, DESCRIPTION])
def test_a_damaged_encoder_is_refused_though_its_copy_in_memory_is_sound(
    farm: Path,
    empty_index: Path,
    own_encoders: Path,
    build_farm: Build,
    serve: Serve,
    heard: Heard,
    name: str,
):
    """Otherwise a bot that restarts would find no usable index, with no warning beforehand."""
    serving = serve_an_older(farm, empty_index, build_farm, serve)
    flip_a_bit(serving.generation.encoder.folder / name)
    old = serving.generation
    serving.look()
    assert serving.generation is old
    assert name in heard.refusals[0]
    assert ask(old, "What do goats eat?", at_least=0.0).answered


@pytest.mark.parametrize(
    "harm",
    HARM.values(),
    ids=HARM,
)
def test_an_index_that_goes_away_leaves_its_answers(
    farm: Path,
    empty_index: Path,
    own_encoders: Path,
    build_farm: Build,
    serve: Serve,
    heard: Heard,
    harm: Callable[[Path], object],
):
    """All that an answer needs is in memory; once the index is back, it is followed again."""
    serving = serve_an_older(farm, empty_index, build_farm, serve)
    old, new = serving.generation, published_names(empty_index)[0]
    said = ask(old, "What do goats eat?", at_least=0.0)
    with kept(empty_index):
        harm(empty_index)
        serving.look()
        serving.look()
        assert serving.generation is old
        assert ask(old, "What do goats eat?", at_least=0.0) == said
        assert len(heard.refusals) == 1
        if empty_index.is_file():
            empty_index.unlink()
    serving.look()
    assert serving.generation.name == new


def test_a_question_keeps_its_generation_when_the_folder_is_gone(
    farm: Path, empty_index: Path, own_encoders: Path, build_farm: Build, serve: Serve
):
    """Even a question never asked before is answered when no file of the generation is left."""
    build_farm()
    generation = serve(empty_index).generation
    shutil.rmtree(empty_index)
    assert ask(generation, "When do bees swarm and what then?", at_least=0.0).citations


def test_the_encoder_is_in_memory_once(
    farm: Path, empty_index: Path, build_farm: Build, serve: Serve
):
    """A generation with the same encoder shares the one that is already loaded."""
    serving = serve_an_older(farm, empty_index, build_farm, serve)
    encoder = serving.generation.encoder
    serving.look()
    assert serving.generation.encoder is encoder


@pytest.mark.slow
def test_another_encoder_takes_over_with_its_generation(
    farm: Path,
    empty_index: Path,
    build_farm: Build,
    small_model: Path,
    tmp_path: Path,
    serve: Serve,
):
    """Vectors and encoder change together: a question never meets vectors of another encoder."""
    from small_model import save_small_model

    build_farm()
    serving = serve(empty_index)
    save_small_model(tmp_path / "other", "Goats and bees eat hay and honey.")
    build(BuildOptions(content=farm, index=empty_index, encoder=str(tmp_path / "other")))
    serving.look()
    generation = serving.generation
    assert generation.encoder.fingerprint == generation.manifest.encoder.fingerprint
    assert generation.encoder.name == "other"
    assert ask(generation, "What do goats eat?", at_least=0.0).answered


def test_what_an_index_is_not_to_blame_for_is_tried_again(
    farm: Path,
    empty_index: Path,
    build_farm: Build,
    serve: Serve,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
):
    """Out of memory, the old one goes on answering; later the same files open after all."""
    serving = serve_an_older(farm, empty_index, build_farm, serve)
    real = module.open_generation

    def short_of_memory(index: Path, name: str) -> object:
        raise MemoryError("no room")

    monkeypatch.setattr(module, "open_generation", short_of_memory)
    serving.look()
    assert heard.refusals == ["unexpected MemoryError: no room"]
    monkeypatch.setattr(module, "open_generation", real)
    serving.look()
    assert not heard.changes
    monkeypatch.setattr(module, "AGAIN", 0.0)
    serving._refusals._until = 0.0
    serving.look()
    assert len(heard.changes) == 1
