"""A quote of more than eight lines shows what answers and what that needs; one press shows all.

Long sentences are made of one word, repeated: 75 characters are a line.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from splitting.cutting import cut

from assistant.answering.citation import Citation
from assistant.slack.views.block_kit import action_ids
from assistant.slack.views.block_kit.message import Message
from assistant.slack.views.quoting.passage_parts import Part, passage_parts
from assistant.slack.views.quoting.shortened import MOST_LINES, count_lines, shown_at
from assistant.slack.views.reply import reply_message
from index_builder.index.passage import Label, Passage, Sentence

from .showing import SHOWN, answer, bold, buttons, citation, elements, quote, texts

LINE = "word " * 14  # with its number, nearly a line


def passage(text: str) -> Passage:
    """The only passage of a page."""
    (found,) = cut(f"## Hay\n\n{text}\n").passages
    return found


def marking(held: Passage, *words: str) -> Citation:
    """A citation that marks the sentences with these words, and their labels in the passage."""
    chosen = [one for one in held.sentences if any(word in one.text for word in words)]
    marks = {one.span: one for one in chosen}
    for label in (label for one in chosen for label in one.labels):
        marks.setdefault(label.span, Sentence(span=label.span, text=label.text))
    return citation(held, *(marks[span] for span in sorted(marks)))


def shown(*cited: Citation) -> tuple[str, bool]:
    """The quote of an answer, and whether more of it is a press away."""
    message = reply_message(answer(cited[0], continued=cited[1:]), SHOWN)
    return quote(message.blocks), action_ids.MORE in buttons(message)


def lines(message: Message) -> list[str]:
    """What stands behind the bar, item by item."""
    held = elements(message.blocks, "rich_text_quote", "rich_text_list")
    entries = [one["elements"] if "style" in one else [one] for one in held]
    return ["".join(texts(entry)) for of_one in entries for entry in of_one]


def sentences(count: int) -> str:
    """So many sentences, each nearly a line."""
    return " ".join(f"Line {at} {LINE.strip()}." for at in range(1, count + 1))


def test_eight_lines_are_shown_whole_with_the_answer_bold_in_its_place():
    """There is nothing more to show then."""
    held = passage(sentences(8))
    message = reply_message(answer(marking(held, "Line 3")), SHOWN)
    assert quote(message.blocks) == held.text
    assert bold(message.blocks).strip() == f"Line 3 {LINE.strip()}."
    assert action_ids.MORE not in buttons(message)


def test_of_more_only_what_answers_is_shown():
    """What is left out between two sentences is seen."""
    held = passage(sentences(9))
    first, more = shown(marking(held, "Line 3"))
    assert (first, more) == (f"Line 3 {LINE.strip()}.", True)
    both, _ = shown(marking(held, "Line 3", "Line 4", "Line 7"))
    assert both == " ".join(
        [f"Line 3 {LINE.strip()}.", f"Line 4 {LINE.strip()}.", "…", f"Line 7 {LINE.strip()}."]
    )


def test_without_marks_the_first_eight_lines_are_shown():
    """The cut falls between sentences, and never after words that announce more."""
    held = passage(sentences(12))
    assert shown(citation(held)) == (" ".join(held.text.split(" Line 9")[:1]), True)
    announced = passage(f"{sentences(7)} All of these:\n\n- {LINE * 2}\n- {LINE}\n")
    assert shown(citation(announced)) == (sentences(7), True)


def test_an_item_comes_with_the_items_it_is_in_and_what_introduces_them():
    """So that it is clear of which files it is said."""
    items = "\n".join(f"- Kind {at} of files:\n  - Rule {at} of these." for at in range(9))
    held = passage(f"{sentences(2)}\n\nHow files are sent:\n\n{items}")
    message = reply_message(answer(marking(held, "Rule 4")), SHOWN)
    expected = ["How files are sent:\n…", "Kind 4 of files:", "Rule 4 of these."]
    assert lines(message) == expected
    assert action_ids.MORE in buttons(message)
    # Even where nothing says that the outer item is its label.
    alone = citation(held, *(one for one in held.sentences if "Rule 4" in one.text))
    assert lines(reply_message(answer(alone), SHOWN)) == expected


def test_code_comes_with_the_words_that_announce_it():
    """The command is what was asked for."""
    held = passage(
        f"{sentences(8)}\n\nRun this:\n\n```\nmake test\nmake lint\n```\n\nWait a minute."
    )
    message = reply_message(answer(marking(held, "Run this")), SHOWN)
    assert quote(message.blocks) == "Run this:\nmake test\nmake lint"
    assert "make test" not in quote(reply_message(answer(marking(held, "minute")), SHOWN).blocks)


def test_a_definition_comes_with_its_term():
    """Not with the term before, which it would then seem to define."""
    terms = "\n\n".join(f"Term {at}\n: is so and so, and {LINE}, for {at}." for at in range(9))
    held = passage(terms)
    message = reply_message(answer(marking(held, "for 4")), SHOWN)
    assert lines(message) == [f"Term 4\nis so and so, and {LINE}, for 4."]
    assert message.text.startswith("Hay: Term 4\nis so")


def test_a_row_comes_with_its_table_s_header():
    """Rows that are left out are a row of dots."""
    rows = "\n".join(f"| kind {at} | way {at} |" for at in range(12))
    held = passage(f"| Kind | Way |\n|---|---|\n{rows}")
    words, more = shown(marking(held, "kind 4"))
    assert words.splitlines() == ["Kind | Way", "… | ", "kind 4 | way 4"]
    assert more


@pytest.mark.parametrize("kind", ["1. Step {at} is this.", "| step {at} | this |"])
def test_a_list_or_table_that_answers_as_a_whole_is_not_cut(kind: str):
    """The limit is for what stands around an answer."""
    rows = "\n".join(kind.format(at=at) for at in range(1, 21))
    held = passage(f"| Step | What |\n|---|---|\n{rows}" if kind[0] == "|" else rows)
    words, more = shown(marking(held, "tep"))
    assert all(f"tep {at} " in words for at in range(1, 21)) or kind[0] == "1"
    assert words.count("is this.") == 20 or kind[0] == "|"
    assert not more


def test_what_continues_an_answer_is_shown_as_far_as_it_answers():
    """What answers there is shown whole; if nothing does, none of it, and a press shows all."""
    first, second = (
        replace(passage("\n".join(f"- Step {word} {at}." for at in range(1, 21))), id=word)
        for word in ("one", "two")
    )
    words, more = shown(marking(first, "Step"), citation(second, *second.sentences, row=1))
    assert "Step two 20." in words and not more
    words, more = shown(marking(first, "Step one 3."), citation(second, row=1))
    assert words == "Step one 3." and more


def test_a_sentence_that_narrows_the_answer_is_shown_with_it():
    """Even if it is not marked, as where it begins the next passage."""
    held = passage(f"{sentences(5)} However, not on Sundays. {sentences(5)}")
    words, more = shown(marking(held, "Line 5"))
    assert words.count("However, not on Sundays.") == 1
    assert "Line 1 " not in words and more
    leaning, _ = shown(citation(held, held.sentences[5]))
    assert leaning.startswith("Line 5 ") and leaning.endswith(" However, not on Sundays.")


def test_a_label_that_the_passage_lacks_stands_before_the_quote():
    """It was cut off with the passage before: the words would mislead without it."""
    held = passage("May be mailed only encrypted. Ask first.")
    only, other = held.sentences
    named = replace(only, labels=(Label(span=(-20, -1), text="- Restricted files:"),))
    held = replace(held, sentences=(named, other))
    message = reply_message(answer(citation(held, named)), SHOWN)
    assert lines(message) == ["Restricted files:", "May be mailed only encrypted. Ask first."]
    assert bold(message.blocks) == "May be mailed only encrypted."
    assert message.text.startswith("Hay: Restricted files: May be mailed only encrypted.\n")


def test_in_the_notification_each_cell_has_its_column_s_heading():
    """A row alone would not say what its figures are; an empty cell has nothing to say."""
    held = passage(
        "| Way | Limit | Note |\n|---|---|---|\n| Mail | 10 MB | |\n| Drive | 1 GB | x |\n"
        "| | 2 GB | paid |\n| `\\|` | none | bar |"
    )
    message = reply_message(answer(marking(held, "Mail")), SHOWN)
    assert message.text.startswith("Hay: Way: Mail; Limit: 10 MB\n")
    message = reply_message(answer(marking(held, "Drive")), SHOWN)
    assert message.text.startswith("Hay: Way: Drive; Limit: 1 GB; Note: x\n")
    message = reply_message(answer(marking(held, "paid")), SHOWN)
    assert "\nLimit: 2 GB; Note: paid\n" in message.text
    message = reply_message(answer(marking(held, "none")), SHOWN)
    assert message.text.startswith("Hay: Limit: none; Note: bar\n")


def test_in_the_notification_an_item_has_the_item_it_is_under():
    """Numbers of steps stay; the marks of lists don't."""
    held = passage("- Restricted files:\n  - May be mailed.\n  - Never faxed.\n- Open files: free.")
    message = reply_message(answer(marking(held, "mailed", "faxed")), SHOWN)
    assert message.text.startswith("Hay: Restricted files: May be mailed.\nNever faxed.\n")
    steps = passage("1. Ask.\n2. Wait.")
    message = reply_message(answer(marking(steps, "Wait")), SHOWN)
    assert message.text.startswith("Hay: 2. Wait.\n")


def test_the_notification_has_all_that_answers_not_only_what_the_first_passage_has():
    """Steps cut in two, and the footnote that narrows a rule: half of them would mislead."""
    held = cut(
        "## Hay\n\n| Way | Limit |\n|---|---|\n| Mail | 10 MB[^1] |\n\n[^1]: Until June: 5 MB.\n"
    ).passages
    row, note = (citation(one, *one.sentences, row=at) for at, one in enumerate(held))
    message = reply_message(answer(row, continued=[note]), SHOWN)
    assert message.text.startswith("Hay: Way: Mail; Limit: 10 MB [1]\n\n[1] Until June: 5 MB.\n")
    message = reply_message(answer(note, continued=[row]), SHOWN)
    assert message.text.startswith("Hay: Way: Mail; Limit: 10 MB [1]\n\n[1] Until June: 5 MB.\n")


def test_footnotes_begin_lines_and_have_no_marks_of_markdown():
    """Nor has a heading that cites one; the notification has no mark of a note it leaves out."""
    notes = "[^1]: Until June.[^b]\n[^b]: Says Ana."
    held = cut(f"# Hay[^b]\n\nHay is dry.[^1] Oats are not.\n\n{notes}\n").passages
    first, *others = (citation(one, row=at) for at, one in enumerate(held))
    marked = replace(first, marks=held[0].sentences[:1])
    message = reply_message(answer(marked, continued=others), SHOWN)
    assert quote(message.blocks) == (
        "Hay is dry. [1] Oats are not.\n\n[1] Until June. [b]\n[b] Says Ana."
    )
    assert message.text.startswith("Hay: Hay is dry.\n")


def test_marks_of_footnotes_are_left_out_where_the_note_is_not_shown():
    """In the quote and in the notification; other words in brackets stay."""
    held, *_ = cut("## Hay\n\nHay is dry[^2] in [most] years.\n\n[^2]: Says Ana.\n").passages
    message = reply_message(answer(citation(held)), SHOWN)
    assert quote(message.blocks) == "Hay is dry in [most] years."
    assert message.text.startswith("Hay: Hay is dry in [most] years.\n")


kinds = st.sampled_from(["text", "item", "row"])
lengths = st.integers(1, 200)


@given(st.lists(st.tuples(kinds, lengths, st.integers(0, 4), st.booleans()), min_size=1))
def test_whatever_the_parts_all_that_is_marked_is_kept(made):
    """In order, with nothing that is not of the passage but dots; it is whole if nothing is cut."""
    parts = [
        Part(
            kind=kind,
            words={"text": "w" * length, "item": f"- {'i' * length}", "row": f"r | {'r' * length}"}[
                kind
            ],
            joint="\n",
            column=column if kind == "item" else 0,
            marked=marked,
        )
        for kind, length, column, marked in made
    ]
    found = shown_at(parts)
    assert found == sorted(set(found))
    assert set(found) >= {at for at, part in enumerate(parts) if part.marked}
    if count_lines(parts) <= MOST_LINES:
        assert len(found) == len(parts)
    elif not any(part.marked for part in parts):
        assert len(found) == 1 or count_lines([parts[at] for at in found]) <= MOST_LINES


def test_lines_are_counted_as_they_are_shown():
    """Sentences run on; items and rows begin anew; a blank line is none."""
    text = passage_parts(
        passage(f"{'x' * 79}. {'y' * 79}.\n\n- a\n- b\n\n| c | d |\n|--|--|\n| e | f |")
    )
    assert count_lines(text) == 3 + 2 + 2
