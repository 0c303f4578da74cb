"""An editors' list of other names: `_glossary.tsv` in the content folder. Part of the contract."""

NAME = "_glossary.tsv"  # generators leave files with an underscore out of the site


def read_glossary(text: str) -> tuple[tuple[str, ...], ...]:
    """Return a glossary's rows: the playbook's term, then the other names people have for it.

    One a line, a tab between names; lines that are empty or start with "#" say nothing.

    Raises:
        ValueError: a line has no other name.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        names = tuple(name for held in line.split("\t") if (name := " ".join(held.split())))
        if len(names) < 2:
            raise ValueError(
                f"line {number} has one name, {line.strip()!r}; write the playbook's term, a tab, "
                "then the other names with a tab between them"
            )
        rows.append(names)
    return tuple(rows)
