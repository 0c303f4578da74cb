"""Markdown -> the text that is read, roughly: for pages that no index is made of."""

import re

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_TEMPLATE = re.compile(r"\{[%{:].*?[%}]?\}")
_TAG = re.compile(r"<[^>]{1,200}>")
_MARK = re.compile(r"\*\*|__|`")
_SPACES = re.compile(r"[ \t]+")
_WORD = re.compile(r"[a-z0-9]{2,}")
_STOP = frozenset(
    "the an of to in is are and or for on with how what do does can we you it my our your be if "
    "when who where which why should may must have has this that at by from as not will would "
    "could there their they was were am me us about into use using get".split()
)


def plain(markdown: str) -> str:
    """Return Markdown without comments, link targets, templates, tags and marks of emphasis."""
    text = _LINK.sub(r"\1", _COMMENT.sub(" ", markdown))
    text = _TAG.sub(" ", _TEMPLATE.sub(" ", text))
    return _SPACES.sub(" ", _MARK.sub("", text)).strip()


def words(text: str) -> list[str]:
    """Return the words of a text that say something, each once, in the order of the alphabet.

    The order is fixed, so that nothing made from the words depends on how a run hashes strings.
    """
    return sorted(set(_WORD.findall(text.lower())) - _STOP)
