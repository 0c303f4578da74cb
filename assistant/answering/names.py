"""Whether a question names something that has a label: which of several labels it means. Pure."""

import re
from collections.abc import Sequence

from assistant.english.closed_words import content_words, words
from index_builder.index.lexical import terms

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def named(labels: Sequence[str], asked: frozenset[str], *, by_some: bool) -> list[bool]:
    """Return which labels of a group are named; one without a label is, if any other is.

    `asked` are `asked_terms` of the question. A word that every label has tells none from the
    others; nor does one that most labels have, such as "agreement", unless the question has all the
    words of a label. Of two labels that share the words asked for, the one that has no other word
    is meant: "SECRET" before "TOP SECRET". If not `by_some` of its words, a label is named by all
    of them.
    """
    held = [content_terms(label) for label in labels if label]
    common = {one for one in asked if 2 * sum(one in words for words in held) > len(held)}
    exact = asked_wholly(labels, asked)
    both = shared(labels)
    # "SECRET" beside "TOP SECRET" has nothing but what both have.
    is_part = any(one and _told(at, labels) <= both for at, one in zip(labels, exact, strict=True))
    alike = frozenset[str]() if is_part else both
    told = [
        (_told(label, labels) & asked) - (alike if is_exact else common)
        if is_exact or by_some
        else frozenset[str]()
        for label, is_exact in zip(labels, exact, strict=True)
    ]
    most = max(map(len, told))

    def is_meant(at: int) -> bool:
        if not told[at] or any(told[at] < other for other in told):
            return False
        as_exact = any(told[at] == told[other] for other in range(len(told)) if exact[other])
        return exact[at] or (len(told[at]) == most and not as_exact)

    meant = [is_meant(at) for at in range(len(labels))]
    return [any(meant) and (one or not label) for one, label in zip(meant, labels, strict=True)]


def asked_wholly(labels: Sequence[str], asked: frozenset[str]) -> list[bool]:
    """Return which labels a question has all words of; what all of them have need not be asked.

    It need be for a label that has nothing else, as "SECRET" beside "TOP SECRET".
    """
    both = shared(labels)
    return [
        is_asked_whole(label, asked if _told(label, labels) <= both else asked | both, labels)
        for label in labels
    ]


def shared(labels: Sequence[str]) -> frozenset[str]:
    """Return the terms that all labels of several have."""
    held = [content_terms(label) for label in labels if label]
    return frozenset.intersection(*held) if len(held) > 1 else frozenset()


def is_asked_whole(label: str, asked: frozenset[str], among: Sequence[str] = ()) -> bool:
    """Whether a question has all of a label's words, or all of one of its two names.

    Words such as "before" count only where another label `among` some has the same words besides.
    """
    telling = _telling(label, among)
    return telling <= asked and any(held and held <= asked for held in names_of(label))


def names_of(label: str) -> list[frozenset[str]]:
    """Return the terms of a label's names: "Loan agreement (LA)" has two."""
    names = [_IN_BRACKETS.sub(" ", label), *_IN_BRACKETS.findall(label)]
    return [content_terms(name) for name in names]


def content_terms(text: str) -> frozenset[str]:
    """Return the terms of the words that may name something."""
    return frozenset(term for word in content_words(text) for term in terms(word))


def asked_terms(question: str) -> frozenset[str]:
    """Return what a question may name labels by: its terms, and all of its words."""
    return content_terms(question) | frozenset(words(question))


def _told(label: str, among: Sequence[str]) -> frozenset[str]:
    return content_terms(label) | _telling(label, among)


def _telling(label: str, among: Sequence[str]) -> frozenset[str]:
    """Return the words that tell a label from others with the same terms: "Before", "After" ten."""
    held = content_terms(label)
    own = frozenset(words(label))
    twins = [frozenset(words(one)) for one in among if one and content_terms(one) == held]
    return own - frozenset.intersection(own, *twins)
