"""A build makes anew what changed and nothing else, and the result shows no trace of that."""

import dataclasses
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from folders import files_of, published_files
from grimp import build_graph
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index_builder.building import builder as builder_module
from index_builder.building import cut_cache, provenance
from index_builder.building.build_report import BuildReport
from index_builder.building.builder import BuildOptions, build, preview
from index_builder.index.embedding import Embedding
from index_builder.index.errors import EncoderError
from index_builder.index.exported_encoder import ExportedEncoder
from index_builder.index.layout import published_names
from index_builder.reading.site_options import SiteOptions
from index_builder.storage.cache import MB, Cache
from index_builder.storage.writer_lock import writing

Build = Callable[[], BuildReport]


@pytest.fixture
def options(farm: Path, empty_index: Path, small_model: Path) -> BuildOptions:
    return BuildOptions(content=farm, index=empty_index, encoder=str(small_model))


@pytest.fixture
def built(options: BuildOptions) -> BuildReport:
    return build(options)


def counts(report: BuildReport) -> dict[str, int]:
    """Return the counts that are not zero, and what was embedded."""
    held = {**report.counts(), "embedded": report.embedded}
    return {name: count for name, count in held.items() if count}


def replaced(page: Path, old: str, new: str) -> None:
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")


PARTS = st.sampled_from(
    ["Goats eat hay.", "Bees swarm.", "A list:\n\n- one\n- two", "## Goats", "## Bees", "Hay."]
)
FOLDERS = st.dictionaries(
    st.sampled_from(["a.md", "b.md", "c/d.md"]), st.lists(PARTS, min_size=1, max_size=4), min_size=1
)


@pytest.mark.slow
@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(FOLDERS, min_size=2, max_size=4))
def test_whatever_was_edited_the_bytes_are_those_of_a_build_from_nothing(
    steps: list[dict[str, list[str]]], small_model: Path, small_encoders: Path
):
    """Pages added, edited, renamed, removed, the same text in several places: no trace is left."""
    with tempfile.TemporaryDirectory() as held:
        content, index = Path(held) / "content", Path(held) / "index"
        for at, pages in enumerate(steps):
            shutil.rmtree(content, ignore_errors=True)
            for path, parts in pages.items():
                (content / path).parent.mkdir(parents=True, exist_ok=True)
                (content / path).write_text("\n\n".join(["Begin.", *parts, ""]), encoding="utf-8")
            fresh = Path(held) / f"fresh{at}"
            for folder in (index, fresh):
                folder.mkdir(exist_ok=True)
                if not (folder / "encoders").exists():
                    (folder / "encoders").symlink_to(small_encoders)
                build(BuildOptions(content=content, index=folder, encoder=str(small_model)))
            assert published_files(index) == published_files(fresh)


def test_an_edited_sentence_is_embedded_alone(options: BuildOptions, built: BuildReport):
    """One passage is changed and embedded; the others keep their vectors."""
    replaced(options.content / "bees.md", "windows", "doors")
    report = build(options)
    assert counts(report) == {"changed": 1, "unchanged": report.passages - 1, "embedded": 1}


def test_a_renamed_page_keeps_its_vectors(options: BuildOptions, built: BuildReport):
    """Its passages are moved, and none is embedded."""
    (options.content / "farm.md").rename(options.content / "goats.md")
    report = build(options)
    assert counts(report) == {"moved": report.passages - 1, "unchanged": 1}


def test_a_deleted_page_is_gone_and_an_added_one_there(options: BuildOptions, built: BuildReport):
    """Each is counted as what it is; a page that comes back is not embedded again."""
    text = (options.content / "bees.md").read_bytes()
    (options.content / "bees.md").unlink()
    assert counts(build(options)) == {"removed": 1, "unchanged": built.passages - 1}
    (options.content / "bees.md").write_bytes(text)
    assert counts(build(options)) == {"added": 1, "unchanged": built.passages - 1}


def test_without_a_change_nothing_is_cut_embedded_or_written(
    options: BuildOptions, built: BuildReport, monkeypatch
):
    """The whole index folder stays as it is, except for who signed its lock last."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("it was called")

    before = files_of(options.index)
    monkeypatch.setattr(cut_cache.CutCache, "cut", never)
    monkeypatch.setattr(ExportedEncoder, "embed_document", never)
    monkeypatch.setattr(builder_module, "publish", never)
    report = build(options)
    assert counts(report) == {"unchanged": built.passages}
    assert dataclasses.replace(report, changes=built.changes, embedded=4, seconds=0) == (
        dataclasses.replace(built, embedded=4, seconds=0)
    )
    after = files_of(options.index)
    assert after.keys() == before.keys()
    assert [name for name in before if before[name] != after[name]] in ([], ["lock"])


def made_otherwise(**changed: str) -> Callable[[], dict[str, str]]:
    held = {**provenance.made_with(), **changed}
    return lambda: held


@pytest.mark.parametrize("changed", [{"code": "0" * 16}, {"bm25s": "0.0.1"}, {"python": "3.99.0"}])
def test_another_code_or_library_is_no_build_without_a_change(
    options: BuildOptions, built: BuildReport, monkeypatch, changed: dict[str, str]
):
    """Everything is cut and written anew; vectors stay, as their maker is the same."""
    made_with = made_otherwise(**changed)
    monkeypatch.setattr(cut_cache, "made_with", made_with)
    monkeypatch.setattr(builder_module, "made_with", made_with)
    cut: list[object] = []
    split = cut_cache.CutCache.cut
    monkeypatch.setattr(cut_cache.CutCache, "cut", lambda *held: cut.append(1) or split(*held))
    report = build(options)
    assert cut
    assert report.generation != built.generation
    assert counts(report) == {"unchanged": built.passages}


def test_the_provenance_covers_what_decides_bytes(tmp_path: Path):
    """A changed word or file name there makes it other code; in a lint rule or a report not."""
    package = Path(provenance.__file__).parents[1]
    assert provenance._code(package) == provenance.made_with()["code"]
    copy = tmp_path / "index_builder"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for untold in ("linting/registry.py", "verifying/command.py", "building/build_report.py"):
        (copy / untold).write_text("", encoding="utf-8")
    assert provenance._code(copy) == provenance._code(package)
    deep = copy / "splitting" / "packing.py"
    replaced(deep, "TARGET = 200", "TARGET = 201")
    other = provenance._code(copy)
    deep.rename(deep.with_name("other.py"))
    assert len({provenance._code(package), other, provenance._code(copy)}) == 3


def test_every_module_of_a_build_is_said_to_decide_bytes_or_not():
    """No module that the builder imports can be forgotten: one of two lists must name it."""
    package = Path(provenance.__file__).parents[1]
    places = {*provenance.DECISIVE, *provenance.BESIDE}
    assert all((package / place).exists() for place in places)
    graph = build_graph("index_builder")
    called = graph.find_upstream_modules("index_builder.building.builder")
    files = {
        "/".join(name.split(".")[1:]) + ".py"
        for name in called
        if not (package / "/".join(name.split(".")[1:])).is_dir()
    }
    assert {file for file in files if not {file, file.split("/")[0]} & places} == set()


@pytest.mark.parametrize(
    "setting", [SiteOptions(site_url="https://example.org"), SiteOptions(anchors="github")]
)
def test_another_setting_is_no_build_without_a_change(
    options: BuildOptions, built: BuildReport, setting: SiteOptions
):
    """A setting that decides addresses changes the passages; the words keep their vectors."""
    report = build(dataclasses.replace(options, site=setting))
    assert report.generation != built.generation
    assert report.embedded == 0


def test_a_damaged_generation_is_no_build_without_a_change(
    options: BuildOptions, built: BuildReport
):
    """The current generation is left alone only if it is whole."""
    before = published_files(options.index)
    folder = options.index / "generations" / published_names(options.index)[0]
    (folder / "tokens.npy").write_bytes(b"")
    report = build(options)
    assert (report.generation, report.embedded) == (built.generation, 0)
    assert published_files(options.index) == before


HARM: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "another": lambda path: path.write_bytes(next(path.parent.iterdir()).read_bytes() + b"x"),
    "a bit flipped": lambda path: path.write_bytes(
        path.read_bytes()[:-1] + bytes([path.read_bytes()[-1] ^ 1])
    ),
    "a pickle": lambda path: path.write_bytes(b"\x80\x04cos\nsystem\n"),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "gone": Path.unlink,
}


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_cache_is_made_anew(
    options: BuildOptions, built: BuildReport, tmp_path: Path, harm: str
):
    """With each entry harmed, all is cut and embedded again, to the same bytes, and kept again."""
    before = published_files(options.index)
    for entry in (options.index / "cache").iterdir():
        HARM[harm](entry)
    shutil.rmtree(options.index / "generations")
    (options.index / "current").unlink()
    report = build(options)
    assert report.embedded == report.passages
    assert published_files(options.index) == before
    (options.content / "bees.md").rename(options.content / "wasps.md")
    assert build(options).embedded == 0


def test_an_entry_under_another_key_is_none(tmp_path: Path):
    """The key is part of what is checked: an entry that swapped places with another is refused."""
    cache = Cache(tmp_path)
    cache.put("a" * 64, b"one")
    (tmp_path / ("a" * 64)).rename(tmp_path / ("b" * 64))
    assert cache.get("b" * 64) is None


def test_what_was_embedded_before_a_failure_is_not_embedded_again(
    options: BuildOptions, monkeypatch
):
    """A build that is stopped halfway has not done its work for nothing."""
    embed = ExportedEncoder.embed_document
    made: list[str] = []

    def failing(self: ExportedEncoder, text: str) -> Embedding:
        if len(made) == 2:
            raise EncoderError("stopped")
        made.append(text)
        return embed(self, text)

    monkeypatch.setattr(ExportedEncoder, "embed_document", failing)
    with pytest.raises(EncoderError, match="stopped"):
        build(options)
    monkeypatch.setattr(ExportedEncoder, "embed_document", embed)
    report = build(options)
    assert report.embedded == report.passages - 2


def test_the_cache_forgets_what_was_unused_longest(options: BuildOptions, built: BuildReport):
    """Over the limit the oldest go; what the present content needs stays whatever the limit is."""
    small = dataclasses.replace(options, cache_limit=0)
    replaced(options.content / "bees.md", "windows", "doors")
    build(small)
    kept = {held.name for held in (options.index / "cache").iterdir()}
    replaced(options.content / "bees.md", "doors", "hatches")
    assert build(small).embedded == 1
    assert kept & {held.name for held in (options.index / "cache").iterdir()}
    replaced(options.content / "bees.md", "hatches", "windows")
    assert build(small).embedded == 1, "the first text was to be forgotten"
    wide = dataclasses.replace(options, cache_limit=MB)
    replaced(options.content / "bees.md", "windows", "doors")
    build(wide)
    replaced(options.content / "bees.md", "doors", "windows")
    assert build(wide).embedded == 0


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """Return every file and folder with its size and times."""
    held = [folder, *folder.rglob("*")]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in held}


def test_a_dry_run_says_what_a_build_would_do_and_writes_nothing(
    options: BuildOptions, built: BuildReport
):
    """Its counts are those of the build that follows; not even a time in the index changes."""
    replaced(options.content / "bees.md", "windows", "doors")
    (options.content / "farm.md").rename(options.content / "goats.md")
    (options.content / "new.md").write_text("# New\n\nText.\n", encoding="utf-8")
    before = tree(options.index)
    said = preview(options)
    assert tree(options.index) == before
    done = build(options)
    assert said.generation is None
    assert dataclasses.replace(said, generation=done.generation, seconds=0) == (
        dataclasses.replace(done, seconds=0)
    )
    again = preview(options)
    assert (again.generation, again.embedded) == (done.generation, 0)


@pytest.mark.slow
def test_a_dry_run_without_an_index_makes_none(
    farm: Path, tmp_path: Path, small_model: Path, playbook
):
    """It makes neither folder nor lock; the encoder needed to count tokens goes elsewhere."""
    index = tmp_path / "none"
    done = playbook(
        "index", farm, "--index", index, "--encoder", small_model, "--dry-run", "--json"
    )
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    assert report["generation"] is None
    assert report["embedded"] == report["added"] == report["passages"]
    assert not index.exists()


def test_a_dry_run_does_not_wait_for_a_builder(options: BuildOptions, built: BuildReport):
    """It takes no lock, so it can be run at any time."""
    with writing(options.index, lambda: None):
        assert preview(options).generation == built.generation


def test_content_is_read_again_after_waiting(options: BuildOptions, built: BuildReport):
    """A build that waited does not put older pages in place of what was saved meanwhile."""
    import threading

    reports: list[BuildReport] = []
    waits = threading.Event()
    with writing(options.index, lambda: None):
        thread = threading.Thread(
            target=lambda: reports.append(build(options, waiting=waits.set)), daemon=True
        )
        thread.start()
        assert waits.wait(60)
        replaced(options.content / "bees.md", "windows", "doors")
    thread.join(60)
    assert counts(reports[0])["changed"] == 1
    assert preview(options).generation == reports[0].generation
