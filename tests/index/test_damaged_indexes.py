"""Whatever is wrong with a file of the index: refused, in one line that says what to do."""

import dataclasses
import io
import json
import shutil
import struct
from collections.abc import Callable
from functools import partial
from pathlib import Path

import faiss
import numpy as np
import pytest
from forging import forge

from assistant.answer import ask
from index_builder.index import generation as on_disk
from index_builder.index.errors import IndexMissing, IndexRefused
from index_builder.index.exported_encoder import DESCRIPTION, FORMAT, GRAPH, read_encoder
from index_builder.index.exported_model import TOKENIZER, WEIGHTS_SUFFIX, sealed
from index_builder.index.exported_reader import READER_GRAPH
from index_builder.index.generation import open_current
from index_builder.index.layout import published_names
from index_builder.index.lexical import LEXICAL_FILES, lexical_files

OF_A_GENERATION = (
    "manifest.json",
    "passages.jsonl",
    "vectors.faiss",
    "tokens.npy",
    "states.npy",
    "pages.jsonl",
    "vocabulary.json",
    *(f"lexical/{f}" for f in LEXICAL_FILES),
)
OF_THE_ENCODER = (GRAPH, GRAPH + WEIGHTS_SUFFIX, TOKENIZER, DESCRIPTION)


def flip(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


HARM: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "a bit flipped": lambda path: path.write_bytes(
        flip(path.read_bytes(), 4 * path.stat().st_size)
    ),
    "its last bit flipped": lambda path: path.write_bytes(
        flip(path.read_bytes(), 8 * path.stat().st_size - 1)
    ),
    "a byte added": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    "gone": Path.unlink,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.fixture
def spoilt(farm_index: Path, tmp_path: Path) -> Path:
    """An index of its own, encoder included, to spoil."""
    return Path(shutil.copytree(farm_index, tmp_path / "spoilt"))


@pytest.fixture
def spoilt_reader(reading_index: Path, tmp_path: Path) -> Path:
    """The same with a reader."""
    return Path(shutil.copytree(reading_index, tmp_path / "spoilt-reader"))


def file_of(index: Path, name: str) -> Path:
    if name in (*OF_THE_ENCODER, READER_GRAPH):
        return open_current(index).encoder.folder / name
    return index / "generations" / published_names(index)[0] / name


def refusal(index: Path) -> str:
    with pytest.raises(IndexRefused) as caught:
        ask(open_current(index), "What do goats eat?")
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("name", OF_A_GENERATION + OF_THE_ENCODER)
@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_file_is_refused_and_named(spoilt: Path, name: str, harm: str):
    """Each file, each kind of harm: the message names the file and the way out."""
    path = file_of(spoilt, name)
    HARM[harm](path)
    said = refusal(spoilt)
    assert str(path) in said
    assert "run `playbook index`" in said


@pytest.mark.slow
@pytest.mark.parametrize("name", [READER_GRAPH, "states.npy"])
@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_reader_is_refused_and_named(spoilt_reader: Path, name: str, harm: str):
    """It decides what is answered: no file of it is left out, and no damaged one is read."""
    assert ask(open_current(spoilt_reader), "What do goats eat?").confidence
    path = file_of(spoilt_reader, name)
    HARM[harm](path)
    said = refusal(spoilt_reader)
    assert str(path) in said
    assert "run `playbook index`" in said


@pytest.mark.parametrize("name", ["current", DESCRIPTION])
def test_no_single_bit_of_a_file_without_a_checksum_elsewhere_goes_unnoticed(
    spoilt: Path, name: str
):
    """The pointer and the encoder's description carry what they are checked by."""
    path = spoilt / name if name == "current" else file_of(spoilt, name)
    good = path.read_bytes()
    opened = partial(open_current, spoilt)
    if name == DESCRIPTION:
        opened = partial(read_encoder, path.parent, "small")
    opened()
    for bit in range(0, 8 * len(good), 7):  # each byte, at changing places
        path.write_bytes(flip(good, bit))
        with pytest.raises(IndexRefused):
            opened()


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"\0" * 40,
        b"null",
        b"[" * 100_000,
        b'{"generations": "abc"}',
        b'{"generations": [1]}',
        b'{"generations": ["../../../../etc"]}',
        b'{"generations": ["0123456789ABCDEF"]}',
        b'{"generations": ["0123456789abcdef\\n"]}',
        b'{"generations": ["/bin"]}',
    ],
)
def test_a_pointer_that_is_not_ours_is_refused(spoilt: Path, held: bytes):
    """Names are sixteen hex digits: nothing outside the folder can be pointed to."""
    (spoilt / "current").write_bytes(held)
    assert "current" in refusal(spoilt)


def test_a_pointer_to_nothing_is_refused(spoilt: Path):
    """The generation that should answer is gone: no other one answers in its place."""
    (spoilt / "current").write_text('{"generations": ["0123456789abcdef"]}')
    assert "0123456789abcdef" in refusal(spoilt)


def test_an_empty_pointer_is_no_index(spoilt: Path):
    """That nothing is published is different from damage."""
    (spoilt / "current").write_text('{"generations": []}')
    with pytest.raises(IndexMissing, match="run `playbook index"):
        open_current(spoilt)


def test_another_format_version_is_refused_as_such(spoilt: Path):
    """The message says which version was found and which is read."""
    forge(spoilt, format=99)
    assert "has index format 99, this version reads 5" in refusal(spoilt)


def test_another_version_of_the_encoder_s_export_is_refused_as_such(spoilt: Path):
    """The same for the encoder's files."""
    path = file_of(spoilt, DESCRIPTION)
    held = json.loads(path.read_bytes())
    path.write_bytes(sealed({**held, "format": 99}))
    assert f"has format 99, this version reads {FORMAT}" in refusal(spoilt)


def of_type(index: faiss.Index) -> bytes:
    return bytes(faiss.serialize_index(index).tobytes())


def filled(index: faiss.Index, rows: int) -> faiss.Index:
    index.add(np.eye(32, dtype=np.float32)[np.arange(rows) % 32])
    return index


def claiming(data: bytes, at: int, number: int) -> bytes:
    return data[:at] + struct.pack("<q", number) + data[at + 8 :]


@pytest.fixture
def rows(spoilt: Path) -> int:
    return len(open_current(spoilt).passages)


@pytest.mark.parametrize(
    "forged",
    {
        "another type": lambda rows: of_type(filled(faiss.IndexHNSWFlat(32, 8), rows)),
        "another metric": lambda rows: of_type(filled(faiss.IndexFlatL2(32), rows)),
        "too few": lambda rows: of_type(filled(faiss.IndexFlatIP(32), rows - 1)),
        "too many": lambda rows: of_type(filled(faiss.IndexFlatIP(32), rows + 1)),
        "none": lambda _: of_type(faiss.IndexFlatIP(32)),
        "another dimension": lambda _: of_type(faiss.IndexFlatIP(64)),
        "a wrapped index": lambda _: of_type(faiss.IndexIDMap(faiss.IndexFlatIP(32))),
        "a count beyond the file": lambda rows: claiming(
            of_type(filled(faiss.IndexFlatIP(32), rows)), 12, 1 << 60
        ),
        "a size beyond the file": lambda rows: claiming(
            of_type(filled(faiss.IndexFlatIP(32), rows)), 37, 1 << 60
        ),
        "no index": lambda _: b"IxFI",
    }.items(),
    ids=lambda held: held[0],
)
def test_other_vectors_never_reach_faiss(spoilt: Path, rows: int, forged, monkeypatch):
    """Type and size are checked before the library that would trust them reads the file."""
    data = forged[1](rows)

    def trusted(*_: object) -> None:
        raise AssertionError("faiss was given an unchecked file")

    forge(spoilt, {"vectors.faiss": data})
    monkeypatch.setattr(faiss, "deserialize_index", trusted)
    monkeypatch.setattr(faiss, "read_index", trusted)
    assert "is not a flat index of" in refusal(spoilt)


def test_the_real_vectors_do_reach_faiss(spoilt: Path):
    """A forgery that changes nothing passes, so the tests above refuse for the right reason."""
    forge(spoilt, generator="forged")
    assert ask(open_current(spoilt), "What do goats eat?").citations


def test_a_lexical_index_of_other_passages_is_refused(spoilt: Path, rows: int, tmp_path: Path):
    """Row i must be passage i in every part."""
    other = lexical_files(["goats"] * (rows + 1))
    forge(spoilt, {f"lexical/{name}": data for name, data in other.items()})
    assert f"is of {rows + 1} passages, not of {rows}" in refusal(spoilt)


def test_a_pickle_is_not_loaded(spoilt: Path, tmp_path: Path):
    """Nothing is unpickled, ever: an array of objects is refused unread."""
    np.save(tmp_path / "x.npy", np.array([Path], dtype=object), allow_pickle=True)
    forge(spoilt, {f"lexical/{LEXICAL_FILES[0]}": (tmp_path / "x.npy").read_bytes()})
    assert "lexical can't be read" in refusal(spoilt)


@pytest.mark.slow
@pytest.mark.parametrize("width", [0, 383, 385])
def test_states_of_another_width_are_refused(spoilt_reader: Path, width: int):
    """A state must have as many numbers as the manifest says, or the reader can't use it."""
    count = len(open_current(spoilt_reader).states.packed)
    held = io.BytesIO()
    np.save(held, np.zeros((count, width), dtype=np.int8))
    forge(spoilt_reader, {"states.npy": held.getvalue()})
    assert "states.npy can't be read" in refusal(spoilt_reader)


def test_states_of_other_passages_are_refused(spoilt_reader: Path):
    """As many as there are tokens in the passages, no more and no fewer."""
    states = open_current(spoilt_reader).states.packed
    held = io.BytesIO()
    np.save(held, states[:-1])
    forge(spoilt_reader, {"states.npy": held.getvalue()})
    assert "states.npy can't be read" in refusal(spoilt_reader)


@pytest.mark.parametrize("lines", [b"{}\n", b"[]\n", b"null\n", b"\xff\n", b'{"id": 1}\n', b"x"])
def test_passages_of_another_shape_are_refused(spoilt: Path, lines: bytes):
    """A line that is no passage names the file."""
    forge(spoilt, {"passages.jsonl": lines})
    assert "passages.jsonl can't be read" in refusal(spoilt)


def test_files_outside_a_generation_are_not_read(spoilt: Path):
    """A manifest lists the files of its generation and no others."""
    manifest = open_current(spoilt).manifest
    forge(spoilt, listed={**manifest.files, "../../current": "0" * 64})
    assert "lists other files than ours" in refusal(spoilt)


@pytest.mark.parametrize(
    "field",
    [{"fingerprint": "0" * 64}, {"state_dimension": 384}, {"token_dimension": 31}],
    ids=str,
)
def test_another_encoder_s_export_is_refused(spoilt: Path, field: dict[str, object]):
    """Vectors are compared only with a question embedded by the model that made them."""
    path = file_of(spoilt, DESCRIPTION)
    held = json.loads(path.read_bytes())
    del held["sha256"]
    path.write_bytes(sealed({**held, **field}))
    assert "is not the encoder that made the vectors" in refusal(spoilt)


def test_a_changed_quote_is_not_shown(farm_index: Path):
    """The last gate: a passage other than its page's bytes is refused, whatever let it in."""
    opened = open_current(farm_index)
    swapped = tuple(dataclasses.replace(held, quote="Never!") for held in opened.passages)
    with pytest.raises(IndexRefused, match="is not the source it was cut from"):
        ask(dataclasses.replace(opened, passages=swapped), "What do goats eat?")


@pytest.mark.parametrize("name", OF_A_GENERATION + OF_THE_ENCODER)
def test_a_rebuild_mends_every_damage(
    spoilt: Path, farm: Path, small_model: Path, small_encoders: Path, name: str
):
    """Doing what the message says helps: afterwards it answers, from the same generation."""
    from index_builder.building.builder import BuildOptions, build

    before = published_names(spoilt)
    HARM["a bit flipped"](file_of(spoilt, name))
    if name in OF_THE_ENCODER:  # exporting anew takes long; another test does it once
        shutil.rmtree(spoilt / "encoders")
        (spoilt / "encoders").symlink_to(small_encoders)
    build(BuildOptions(content=farm, index=spoilt, encoder=str(small_model)))
    assert published_names(spoilt) == before
    assert ask(open_current(spoilt), "What do goats eat?").citations


@pytest.mark.parametrize("name", [READER_GRAPH, "states.npy"])
def test_a_rebuild_mends_a_damaged_reader(
    spoilt_reader: Path, farm: Path, reading_model: Path, reading_encoders: Path, name: str
):
    """The same with a reader: its states are made again, to the same generation."""
    from index_builder.building.builder import BuildOptions, build

    before = published_names(spoilt_reader)
    HARM["a bit flipped"](file_of(spoilt_reader, name))
    if name == READER_GRAPH:  # its model has no reader: the export stands in for one
        shutil.rmtree(spoilt_reader / "encoders")
        (spoilt_reader / "encoders").symlink_to(reading_encoders)
    build(BuildOptions(content=farm, index=spoilt_reader, encoder=str(reading_model)))
    assert published_names(spoilt_reader) == before
    assert ask(open_current(spoilt_reader), "What do goats eat?").confidence


@pytest.mark.slow
def test_a_damaged_export_is_made_anew(spoilt: Path, small_model: Path):
    """The builder exports again what no longer matches its checksum, to the same bytes."""
    from index_builder.models.encoder import Encoder

    path = file_of(spoilt, GRAPH)
    good = path.read_bytes()
    HARM["cut short"](path)
    assert Encoder.find(str(small_model), spoilt / "encoders").exported.dimension == 32
    assert path.read_bytes() == good
    assert read_encoder(path.parent, "small").window == 200


def test_only_one_file_imports_faiss():
    """One module knows the format of the vectors."""
    package = Path(on_disk.__file__).parents[1]
    users = [
        held.name for held in package.rglob("*.py") if "import faiss" in held.read_text("utf-8")
    ]
    assert users == ["vectors.py"]
