"""Sites that `lint` was wrong about."""

from linting.folders import findings
from surroundings import corpus_at


def test_a_docusaurus_site_without_faults() -> None:
    """Home page, files, blog and the lists it makes are there; the base is put first."""
    assert findings(corpus_at("field/40-lint-docusaurus") / "site") == ()
