"""The language that is spoken, and its phrases.

A language is one module like `en.py` and one line in LANGUAGES. A process speaks one language.
"""

from assistant.phrases.codes import PhraseCode, Phrases
from assistant.phrases.en import ENGLISH

LANGUAGES: dict[str, Phrases] = {"en": ENGLISH}

_spoken = ENGLISH


def speak(language: str) -> None:
    """Take the phrases from `language`, a key of LANGUAGES, from now on; English until then."""
    global _spoken
    _spoken = LANGUAGES[language]


def phrase(code: PhraseCode, **values: str) -> str:
    """Return a phrase with its names in braces filled in; other braces stay as they are."""
    text = _spoken[code]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
