"""The real playbook at eight dates, each built over the one before."""

import shutil
from pathlib import Path

import pytest
from replay import replay
from surroundings import corpus_at


@pytest.mark.slow
def test_each_date_is_built_as_from_nothing_and_embeds_what_is_new(
    small_model: Path, small_encoders: Path, tmp_path: Path
):
    """Renames, rewrites, a page that takes over another's address: the same bytes at each step."""
    shutil.copytree(small_encoders, tmp_path / "encoders")
    steps = list(replay(corpus_at("playbook"), tmp_path, str(small_model)))
    assert len(steps) == 8
    assert all(same for _, _, same in steps)
    first, *later = [report for _, report, _ in steps]
    # One text may stand in two places: it is embedded once.
    assert first.embedded <= first.counts()["added"] == first.passages
    for report in later:
        counts = report.counts()
        assert report.embedded <= counts["added"] + counts["changed"] + counts["moved"]
    assert sum(report.embedded for report in later) < sum(report.passages for report in later)
