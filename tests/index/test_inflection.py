"""Number and article of names."""

import pytest

from index_builder.index.inflection import article, plurals, singular


@pytest.mark.parametrize(
    "name",
    """
    a DUA, an NDA, an MOU, an SOW, a Non-Disclosure Agreement, an agreement, a user,
    a university, an hour, a one-off, a European, an E-MOU, a FERPA, a HIPAA, an IRB, a P20 WIN,
    an umbrella, an uninvited guest, a unit, an honest one, a UTF
    """.replace("\n", " ").split(","),
)  # fmt: skip
def test_an_article_goes_by_sound(name: str) -> None:
    """Acronyms are said by letters, unless they are long and can be said as words."""
    right, _, said = name.strip().partition(" ")
    assert article(said) == right


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("Non-Disclosure Agreement", "Non-Disclosure Agreements"),
        ("Statement of Work", "Statements of Work"),
        ("policy", "policies"),
        ("Business process", "Business processes"),
        ("Point of Contact for records", "Points of Contact for records"),
        ("key day", "key days"),
    ],
)
def test_the_head_of_a_name_has_its_number(one: str, many: str) -> None:
    """The word before "of", else the last."""
    assert plurals(one)[-1] == many
    assert singular(many) == one
    assert singular(one) == one


def test_a_latin_plural_may_be_either() -> None:
    """Both are right; the regular one comes last."""
    assert plurals("memorandum of understanding") == (
        "memoranda of understanding",
        "memorandums of understanding",
    )
    assert singular("Memoranda of Understanding") == "Memorandum of Understanding"


@pytest.mark.parametrize("name", ["", "status", "access", "P20 WIN", "of"])
def test_other_names_stay(name: str) -> None:
    """A name that is not a plural has no other singular."""
    assert singular(name) == name
