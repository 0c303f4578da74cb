"""Hypothesis strategies: pages of Markdown from a grammar of blocks, and raw garbage."""

from hypothesis import strategies as st

WORDS = (
    "data share agency request form owner record secure send transfer link match privacy review "
    "sign agree table step note value file folder key plan goal law rule page week 2022 35 100"
).split()
GARBAGE = [
    *"[^a]: x|[^a]|[^b]: |\n|\n\n|    |- |1. |> |`|```|~~~|:::|::: note|!!! note".split("|"),
    *"{.c}|{: #i}|{{ x }}|{% comment %}|{% endcomment %}|{% raw %}|{% endraw %}".split("|"),
    *"{{|}}|<%|%>|<!--|-->|{/*|*/}|{::comment}|{:/}|[|]|(|)|![|*|**|_|~~|<div>|<script>".split("|"),
    *"</|>|<![x|&amp;|&#0;|\t|\r|\r\n|\0|term\n: def|: d|  |word|Word. |# |===|---|***".split("|"),
    *"[a]: b|\\|[ ] |{|}|%|:|!|\u00a0|\ufeff|\u2028|\x0b|\ue000|export x".split("|"),
    *("| a | b |\n|---|---|\n", "|"),
]

words = st.sampled_from(WORDS)


def prose(most: int = 12) -> st.SearchStrategy[str]:
    """Return strategies for words on one line."""
    return st.lists(words, min_size=1, max_size=most).map(" ".join)


sentence = prose().map(lambda text: f"{text.capitalize()}.")
span = st.one_of(
    sentence,
    prose(3).map(lambda text: f"*{text}*"),
    prose(3).map(lambda text: f"**{text}**"),
    prose(3).map(lambda text: f"`{text}`"),
    prose(3).map(lambda text: f"[{text}](x.md)"),
    prose(3).map(lambda text: f"[{text}]({{{{ site.url }}}}/x/)"),
    prose(2).map(lambda text: f"![{text}](x.png)"),
    st.sampled_from(["[^one]", "[^two]", "[^three]", "<br>", "<!-- unseen -->", "{{ unseen }}"]),
)
line = st.lists(span, min_size=1, max_size=5).map(lambda spans: " ".join(["So", *spans]))
paragraph = st.lists(line, min_size=1, max_size=5).map("\n".join)
heading = st.tuples(st.integers(1, 4), prose(6)).map(lambda drawn: f"{'#' * drawn[0]} {drawn[1]}")
underlined = prose(5).map(lambda text: f"{text}\n===")
fence = st.lists(prose(8), min_size=1, max_size=8).map(
    lambda lines: "```text\n" + "\n".join(lines) + "\n```"
)
rows = st.lists(st.tuples(prose(8), prose(8)), min_size=1, max_size=6).map(
    lambda drawn: "\n".join(f"| {left} | {right} |" for left, right in drawn)
)
table = st.tuples(prose(3), prose(3), rows).map(
    lambda drawn: f"| {drawn[0]} | {drawn[1]} |\n|---|---|\n{drawn[2]}"
)
html = prose(10).map(lambda text: f'<div class="unseen">\n<p>{text}</p>\n</div>')
empty = st.sampled_from(
    [
        "---",
        "<!-- unseen -->",
        "{% include unseen.html %}",
        "{: .unseen}",
        "[r]: x.md",
        "![](x.png)",
    ]
)
definitions = st.lists(st.tuples(prose(3), sentence), min_size=1, max_size=3).map(
    lambda drawn: "\n\n".join(f"{term}\n: {text}" for term, text in drawn)
)


def indented(text: str, by: str) -> str:
    """Return a text with all its lines but blank ones moved to the right."""
    return "\n".join(by + line if line else line for line in text.split("\n"))


def bullets(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return strategies for lists of inner blocks, tight or loose."""
    return st.tuples(st.lists(inner, min_size=1, max_size=5), st.sampled_from(["\n", "\n\n"])).map(
        lambda drawn: drawn[1].join("- " + indented(text, "  ")[2:] for text in drawn[0])
    )


def steps(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return strategies for numbered lists of inner blocks, from any number on."""
    return st.tuples(st.lists(inner, min_size=1, max_size=6), st.integers(1, 9)).map(
        lambda drawn: "\n".join(
            f"{number}. ".ljust(4) + indented(text, "    ")[4:]
            for number, text in enumerate(drawn[0], drawn[1])
        )
    )


leaf = st.one_of(paragraph, line)
nested = st.recursive(leaf, lambda inner: bullets(inner) | steps(inner), max_leaves=6)
quotation = nested.map(lambda text: "\n".join(f"> {line}".rstrip() for line in text.split("\n")))
admonition = st.tuples(prose(3), nested).map(
    lambda drawn: f'!!! note "{drawn[0]}"\n{indented(drawn[1], "    ")}'
)
container = st.tuples(prose(3), nested).map(
    lambda drawn: f":::note[{drawn[0]}]\n\n{drawn[1]}\n\n:::"
)
block = st.one_of(
    heading,
    paragraph,
    nested,
    table,
    fence,
    html,
    empty,
    definitions,
    quotation,
    admonition,
    container,
    underlined,
)
footnotes = st.tuples(prose(6), prose(30), prose(3)).map(
    lambda drawn: f"[^one]: {drawn[0]}\n\n[^two]: {drawn[1]}\n\n[^three]: {drawn[2]}[^one]"
)
pages = st.tuples(st.lists(block, max_size=6), footnotes, st.lists(block, max_size=2)).map(
    lambda drawn: "\n\n".join(["See[^three].", *drawn[0], drawn[1], *drawn[2]]) + "\n"
)
garbage = st.lists(st.sampled_from(GARBAGE) | words | st.text(max_size=3), max_size=40).map("".join)
