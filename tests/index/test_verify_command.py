"""`playbook verify` finds what is wrong with an index, and where the content now differs."""

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import faiss
import numpy as np
import pytest
from folders import files_of
from forging import forge
from small_model import save_small_model
from surroundings import environment

from index_builder.index.exported_reader import READER_GRAPH
from index_builder.index.generation import open_current
from index_builder.index.layout import published_names
from index_builder.index.lexical import LEXICAL_FILES, lexical_files
from index_builder.verifying.integrity import check_generation
from index_builder.verifying.verification import Verification, VerifyOptions, verify

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
Build = Callable[[], str]


@pytest.fixture
def own_index(farm_index: Path, tmp_path: Path) -> Path:
    """An index of its own, encoder included, to spoil."""
    return Path(shutil.copytree(farm_index, tmp_path / "own"))


def edit(farm: Path, old: str, new: str) -> None:
    """Put other words into the page on goats."""
    text = (farm / "farm.md").read_text("utf-8")
    assert old in text
    (farm / "farm.md").write_text(text.replace(old, new), "utf-8")


def flip_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 4
    path.write_bytes(data)


def found(farm: Path, index: Path, **asked: str) -> Verification:
    return verify(VerifyOptions(index=index, content=farm, **asked))


def test_a_sound_index_of_unchanged_content(playbook, farm: Path, farm_index: Path):
    """Status 0, every generation and the content named, and nothing is written."""
    before = files_of(farm_index)
    done = playbook("verify", farm, "--index", farm_index)
    assert done.returncode == 0, done.stderr.decode()
    name = published_names(farm_index)[0]
    assert done.stdout.decode().splitlines() == [
        f"generation {name} (current): sound; 2 pages, 4 passages, encoder small",
        "encoder weights: not on this machine, not checked",
        f"{farm}: 4 unchanged, 0 edited, 0 moved, 0 removed, 0 added",
        "all good",
    ]
    assert files_of(farm_index) == before


@pytest.mark.parametrize("name", FILES_OF_A_GENERATION)
def test_a_damaged_file_of_an_older_generation_is_found(
    farm: Path, empty_index: Path, build_farm: Build, name: str
):
    """Rolling back to it would fail: the file is named, and the current generation is sound."""
    older = build_farm()
    edit(farm, "twice", "thrice")
    build_farm()
    flip_a_bit(empty_index / "generations" / older / name)
    held = found(farm, empty_index)
    assert [one.is_sound for one in held.generations] == [True, False]
    assert f"{older}/{name}" in held.generations[1].faults[0]
    assert held.is_current
    assert not held.is_sound


def test_every_fault_is_told(playbook, farm: Path, own_index: Path):
    """Not only the first: a disk seldom fails in one place."""
    folder = own_index / "generations" / published_names(own_index)[0]
    flip_a_bit(folder / "passages.jsonl")
    (folder / "tokens.npy").unlink()
    done = playbook("verify", farm, "--index", own_index)
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert [line.split("/")[-1].split()[0] for line in lines[1:3]] == [
        "passages.jsonl",
        "tokens.npy:",
    ]
    assert "content: not compared" in lines
    assert lines[-1].startswith("not sound: run `playbook index`")


@pytest.mark.parametrize("name", ["encoder.onnx", "encoder.onnx.data", "tokenizer.json"])
def test_a_damaged_encoder_is_found(playbook, farm: Path, own_index: Path, name: str):
    """Without it no question can be asked, however sound the generation."""
    flip_a_bit(open_current(own_index).encoder.folder / name)
    assert any(
        name in fault for fault in check_generation(own_index, published_names(own_index)[0]).faults
    )
    done = playbook("verify", farm, "--index", own_index)
    assert done.returncode == 1
    assert name in done.stdout.decode()


def scaled(index: Path) -> None:
    vectors = vectors_of(index)
    vectors[1] *= 1.01
    forge(index, {"vectors.faiss": flat(vectors)})


def mirrored(index: Path) -> None:
    forge(index, {"vectors.faiss": flat(-vectors_of(index))})


def pointless(index: Path) -> None:
    tokens = open_current(index).tokens.packed.copy()
    tokens[3] = 0
    forge(index, {"tokens.npy": saved(tokens)})


def turned(index: Path) -> None:
    forge(index, {"tokens.npy": saved(-open_current(index).tokens.packed)})


def shuffled(index: Path) -> None:
    forge(index, {"states.npy": saved(np.roll(open_current(index).states.packed, 1, axis=0))})


def saved(array: np.ndarray) -> bytes:
    held = io.BytesIO()
    np.save(held, array)
    return held.getvalue()


def of_other_texts(index: Path) -> None:
    files = lexical_files(["goats"] * len(open_current(index).passages))
    forge(index, {f"lexical/{name}": data for name, data in files.items()})


def misquoted(index: Path) -> None:
    path = index / "generations" / published_names(index)[0] / "passages.jsonl"
    forge(index, {"passages.jsonl": path.read_bytes().replace(b"twice a day", b"once a year")})


def of_other_words(index: Path) -> None:
    path = index / "generations" / published_names(index)[0] / "vocabulary.json"
    forge(index, {"vocabulary.json": path.read_bytes().replace(b'"goats"', b'"sheep"')})


def shifted_tokens(index: Path) -> None:
    path = index / "generations" / published_names(index)[0] / "passages.jsonl"
    data = path.read_bytes()
    forge(index, {"passages.jsonl": re.sub(rb'"tokens": \[\d+,', b'"tokens": [0,', data)})


def vectors_of(index: Path) -> np.ndarray:
    generation = open_current(index)
    return np.stack([generation.embedding(row).vector for row in range(len(generation.passages))])


def flat(vectors: np.ndarray) -> bytes:
    held = faiss.IndexFlatIP(vectors.shape[1])
    held.add(np.ascontiguousarray(vectors))
    return faiss.serialize_index(held).tobytes()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (scaled, "has length 1.010000, wanted 1"),
        (mirrored, "is not the encoder's: cosine"),
        (pointless, "has no direction"),
        (turned, "a token vector of passage "),
        (of_other_texts, "the lexical index has"),
        (misquoted, "is not the source it was cut from"),
        (of_other_words, "vocabulary.json is not what the passages give"),
        (shifted_tokens, "have other tokens than the encoder reads"),
    ],
)
def test_what_checksums_cannot_tell_is_found(
    farm: Path, own_index: Path, harm: Callable[[Path], None], said: str
):
    """Files that are exactly as they were written, but by a builder that was wrong."""
    harm(own_index)
    assert any(said in fault for fault in found(farm, own_index).generations[0].faults)


def test_states_that_are_not_the_encoder_s_are_found(farm: Path, reading_index: Path):
    """The reader would use states of other words: this is reported for each sampled passage."""
    assert found(farm, reading_index).is_sound
    shuffled(reading_index)
    faults = found(farm, reading_index).generations[0].faults
    assert len(faults) == 4
    assert all(fault.startswith("the states of passage ") for fault in faults)


@pytest.mark.parametrize(("by", "faults"), [(1, 0), (2, 1)])
def test_a_state_may_differ_by_one_step(farm: Path, reading_index: Path, by: int, faults: int):
    """Another processor may round differently; a difference of two steps is not rounding."""
    states = open_current(reading_index).states.packed.copy()
    states[5, 7] += by if states[5, 7] < 0 else -by
    forge(reading_index, {"states.npy": saved(states)})
    assert len(found(farm, reading_index).generations[0].faults) == faults


def test_a_damaged_reader_is_found(playbook, farm: Path, reading_index: Path, tmp_path: Path):
    """It is one of the encoder's files: without it no question can be asked."""
    index = Path(shutil.copytree(reading_index, tmp_path / "own-reader"))
    flip_a_bit(open_current(index).encoder.folder / READER_GRAPH)
    assert any(
        READER_GRAPH in fault for fault in check_generation(index, published_names(index)[0]).faults
    )
    done = playbook("verify", farm, "--index", index)
    assert done.returncode == 1
    assert READER_GRAPH in done.stdout.decode()


def test_the_weights_of_the_model_are_compared(
    farm: Path, farm_index: Path, small_model: Path, tmp_path: Path
):
    """One model's vectors are useless to another: if a model is named, its weights are checked."""
    held = found(farm, farm_index, encoder=str(small_model))
    assert held.weights_checked
    assert held.is_sound
    other = tmp_path / "other"
    save_small_model(other, "Other words.")
    held = found(farm, farm_index, encoder=str(other))
    assert "the index was made with" in (held.weights or "")
    assert not held.is_sound


def test_a_change_of_the_content_is_told_by_kind(playbook, farm: Path, farm_index: Path):
    """Edited, moved, removed and added passages, with their old and new places: status 3."""
    edit(farm, "twice a day", "three times a day")
    edit(farm, "## Milking\n\n1. Wash your hands.\n2. Warm the udder.\n\nMilk the goats", "Milk")
    (farm / "bees.md").rename(farm / "hives.md")
    (farm / "hens.md").write_text("# Hens\n\nHens lay eggs in the barn.\n", "utf-8")
    done = playbook("verify", farm, "--index", farm_index)
    assert done.returncode == 3, done.stderr.decode()
    said = [line.split("  ") for line in done.stdout.decode().splitlines() if line[:2] == "  "]
    assert sorted(line[1].split()[0] for line in said) == [
        "added",
        "edited",
        "moved",
        "removed",
    ]
    assert "sound; the content has changed since" in done.stdout.decode()


def test_lines_that_shifted_make_an_index_stale(playbook, farm: Path, farm_index: Path):
    """The words are unchanged, but a citation names lines where they no longer stand: status 3."""
    edit(farm, "Everything about", "\n\nEverything about")
    done = playbook("verify", farm, "--index", farm_index, "--json")
    assert done.returncode == 3
    held = json.loads(done.stdout)
    assert (held["sound"], held["current"]) == (True, False)
    content = held["content"]
    assert (content["unchanged"], content["shifted"], content["changes"]) == (4, 3, [])


def test_a_page_that_cannot_be_read_is_an_error(playbook, farm: Path, farm_index: Path):
    """What a page says is unknown while it can't be read: status 1, and the page is named."""
    (farm / "bees.md").write_bytes(b"\xff\xfe\x00")
    done = playbook("verify", farm, "--index", farm_index)
    assert done.returncode == 1
    assert b"bees.md:1" in done.stderr


def test_other_addresses_are_explained(playbook, farm: Path, farm_index: Path):
    """If an option of the build is forgotten, everything seems moved: the message names it."""
    done = playbook("verify", farm, "--index", farm_index, "--site-url", "https://farm.example")
    assert done.returncode == 3
    assert b"give --site-url and --anchors as for `playbook index`" in done.stdout


def test_without_content_the_index_is_checked_by_itself(playbook, farm_index: Path, tmp_path: Path):
    """On a machine that only answers there is no content, and nothing is wrong with that."""
    empty = tmp_path / "empty"
    empty.mkdir()
    done = playbook("verify", "--index", farm_index, folder=empty)
    assert done.returncode == 0, done.stderr.decode()
    assert b"content: not compared" in done.stdout


def test_no_index_and_no_content_are_errors_that_say_so(
    playbook, farm: Path, farm_index: Path, tmp_path: Path
):
    """One line, status 1, what to do."""
    done = playbook("verify", farm, "--index", tmp_path / "none")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"run `playbook index" in done.stderr
    done = playbook("verify", tmp_path / "nowhere", "--index", farm_index)
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)


def test_it_loads_no_torch(farm: Path, farm_index: Path):
    """Checking and splitting need the export alone."""
    code = (
        "import sys; from click.testing import CliRunner; from assistant.cli import playbook\n"
        "result = CliRunner().invoke(playbook, ['verify', sys.argv[1], '--index', sys.argv[2]])\n"
        "assert result.exit_code == 0, result.output\n"
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    )
    command = [sys.executable, "-c", code, str(farm), str(farm_index)]
    subprocess.run(command, check=True, env=environment())
