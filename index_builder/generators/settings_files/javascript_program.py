"""A program as spans of tokens: where its expressions, constants and functions are."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from index_builder.generators.settings_files.javascript_tokens import (
    Token,
    closing_brackets,
    tokens,
)
from index_builder.generators.settings_files.javascript_values import JsValue

Span = tuple[int, int]  # tokens [start, stop)

_SHOWN = 60  # characters of what can't be followed
_TYPED = ("as", "satisfies")
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_DECLARING = ("const", "let", "var")
_ASSIGNING = ("=", "+=")
# A value may follow these words on the same or the next line.
_OPEN_ENDED = frozenset("new await async typeof function return as satisfies in of".split())
_TYPE_LENGTH = 60  # tokens of a type between a constant's name and its `=`


class JsProgram:
    """The tokens of a program, and what is declared in it."""

    def __init__(self, written: str) -> None:
        """Cut the program up; it may be anything."""
        self.written = written
        self.tokens: list[Token] = list(tokens(written))
        self.closing = closing_brackets(self.tokens)
        self.constants: dict[str, int | None] = {}  # where its value begins; None: not only there
        self.functions: dict[str, int] = {}  # where its name stands
        self.changed: dict[str, dict[str, int]] = {}  # constant -> key -> where it is assigned
        self._line_ends = [at for at, sign in enumerate(written) if sign == "\n"]
        for at in range(len(self.tokens)):
            self._declare(at)

    def word(self, at: int) -> str:
        """Return the token there as written, "" behind the last and for quoted texts."""
        if not 0 <= at < len(self.tokens) or self.tokens[at].kind in ("text", "template"):
            return ""
        return self.tokens[at].text

    def line(self, at: int) -> int:
        """Return the 1-based line of a token."""
        if not self.tokens:
            return 1
        place = self.tokens[min(at, len(self.tokens) - 1)].start
        return bisect_right(self._line_ends, place - 1) + 1

    def unknown(self, span: Span) -> JsValue:
        """Return the value of an expression that can't be followed."""
        start, stop = span
        source = ""
        if start < stop <= len(self.tokens):
            source = self.written[self.tokens[start].start : self.tokens[stop - 1].stop]
        shown = " ".join(source.split())
        shown = f"{shown[:_SHOWN]}…" if len(shown) > _SHOWN else shown
        return JsValue(line=self.line(start), written=shown or "nothing")

    def exported(self) -> Span | None:
        """Return the exported expression; the last, if there are several."""
        found = None
        for at in range(len(self.tokens)):
            if self.word(at) == "export" and self.word(at + 1) == "default":
                found = at + 2
            elif self._words(at, 4) == ["module", ".", "exports", "="]:
                found = at + 4
            elif self.word(at) == "export" and self.word(at + 1) == "=":
                found = at + 2
        return None if found is None else (found, self.end(found))

    def end(self, start: int) -> int:
        """Return where the expression that begins at `start` ends, with or without a semicolon."""
        at = start
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == "mark" and (token.text in _CLOSING or token.text in ";,"):
                break
            if at > start and token.kind == "word" and self._begins_statement(at):
                break
            at = self.closing.get(at, at) + 1
        return at

    def tops(self, span: Span) -> list[int]:
        """Return the places of the tokens of a span that are in none of its brackets."""
        at, stop = span
        found = []
        while at < stop:
            found.append(at)
            at = self.closing.get(at, at) + 1
        return found

    def parts(self, span: Span) -> list[Span]:
        """Return what commas separate in a span, without empty parts."""
        start, stop = span
        commas = [at for at in self.tops(span) if self.word(at) == ","]
        edges = [start - 1, *commas, stop]
        return [(first + 1, last) for first, last in pairwise(edges) if first + 1 < last]

    def untyped(self, span: Span) -> Span:
        """Return an expression without the type that TypeScript gives it (`as const`)."""
        for at in self.tops(span):
            if at > span[0] and self.word(at) in _TYPED and self.word(at - 1) != ".":
                return span[0], at
        return span

    def declared(self, name: str) -> Span | None:
        """Return the value of a constant, None if it has another one later."""
        start = self.constants.get(name)
        return None if start is None else (start, self.end(start))

    def returned(self, start: int, stop: int) -> Span | None:
        """Return what the function returns whose head begins at `start`, by its last `return`."""
        block = next((at for at in self.tops((start, stop)) if self.word(at) == "{"), None)
        if block is None or block not in self.closing:
            return None
        body = self.tops((block + 1, self.closing[block]))
        found = [at for at in body if self.word(at) == "return"]
        return (found[-1] + 1, self.end(found[-1] + 1)) if found else None

    def _words(self, at: int, count: int) -> list[str]:
        return [self.word(place) for place in range(at, at + count)]

    def _begins_statement(self, at: int) -> bool:
        """Return whether a word can't belong to the expression before it."""
        before = self.tokens[at - 1]
        if self.word(at) in (*_TYPED, "in", "instanceof") or before.text in _OPEN_ENDED:
            return False
        return before.kind != "mark" or before.text in _CLOSING

    def _declare(self, at: int) -> None:
        word, name = self.word(at), self.word(at + 1)
        if word in _DECLARING and self._is_name(at + 1):
            place = next(self._assignments(at + 2), None)
            if place is not None:
                self.constants[name] = None if name in self.constants else place + 1
        elif word == "function" and self._is_name(at + 1):
            self.functions.setdefault(name, at + 1)
        elif self._is_name(at):
            self._assign(at, word, name)

    def _assign(self, at: int, word: str, mark: str) -> None:
        """Note what is assigned to a constant, or to one of its keys, after its declaration."""
        before = self.word(at - 1)
        if mark in _ASSIGNING and before not in (*_DECLARING, ".", "export"):
            if word in self.constants:
                self.constants[word] = None
        elif mark == "." and before != "." and self.word(at + 3) in _ASSIGNING:
            self.changed.setdefault(word, {})[self.word(at + 2)] = at + 4

    def _is_name(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].kind == "word"

    def _assignments(self, at: int) -> Iterator[int]:
        """Yield where the `=` behind a constant's name is, past its type."""
        if self.word(at) == "=":
            yield at
        elif self.word(at) == ":":
            for place in self.tops((at, min(at + _TYPE_LENGTH, len(self.tokens)))):
                if self.word(place) in ("=", ";"):
                    if self.word(place) == "=":
                        yield place
                    return
