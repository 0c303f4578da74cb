"""Expressions of a JavaScript program -> values, as far as they can be known."""

from collections.abc import Sequence
from itertools import pairwise

from index_builder.generators.settings_files.javascript_program import JsProgram, Span
from index_builder.generators.settings_files.javascript_tokens import unescaped
from index_builder.generators.settings_files.javascript_values import (
    JsAbsent,
    JsFlag,
    JsFunction,
    JsList,
    JsObject,
    JsText,
    JsValue,
    JsVariable,
)

_MAX_DEPTH = 60  # of brackets and constants; the deepest real settings file so far has 12
_MAX_ITEMS = 1_000  # of a list, entries of an object
_MAX_CHARS = 2_000  # of a text that is put together
_FLAGS = {"true": True, "false": False}
_NOTHING = ("null", "undefined")
_OTHERS = ("??", "||")
# With one of these the value depends on what only a run knows, or is no text.
_UNFOLLOWED = frozenset("? && === !== == != < > - * / % new typeof ! in instanceof".split())
_BEFORE_METHODS = ("async", "get", "set")
_PATH_FUNCTIONS = ("join", "resolve")
_VARIABLES = (("process", ".", "env"), ("import", ".", "meta", ".", "env"))


class JsReader:
    """Reads the expressions of one program; each constant is read once."""

    def __init__(self, program: JsProgram) -> None:
        """Read nothing yet."""
        self._program = program
        self._constants: dict[str, JsValue] = {}
        self._depth = 0

    def value(self, span: Span) -> JsValue:
        """Return the value of an expression."""
        if self._depth > _MAX_DEPTH:
            return self._program.unknown(span)
        self._depth += 1
        try:
            return self._value(self._program.untyped(span))
        finally:
            self._depth -= 1

    def _value(self, span: Span) -> JsValue:
        start, stop = span
        if start >= stop:
            return self._program.unknown(span)
        word = self._program.word
        if word(start) == "await":
            return self.value((start + 1, stop))
        if word(stop - 1) == "!" and stop - start > 1:  # TypeScript's "not null"
            return self.value((start, stop - 1))
        marks = {word(at) for at in self._program.tops(span)}
        if "=>" in marks or word(start) in ("function", "async", "class"):
            return JsFunction(line=self._program.line(start))
        if self._program.tokens[start].kind in ("number", "regex") and stop - start == 1:
            return JsFunction(line=self._program.line(start))
        if marks & _UNFOLLOWED:
            return self._program.unknown(span)
        if marks & set(_OTHERS):
            return self._first_of(span)
        if "+" in marks:
            return self._joined(span, [self.value(part) for part in self._split(span, ("+",))])
        return self._single(span)

    def _split(self, span: Span, marks: Sequence[str]) -> list[Span]:
        start, stop = span
        places = [at for at in self._program.tops(span) if self._program.word(at) in marks]
        edges = [start - 1, *places, stop]
        return [(first + 1, last) for first, last in pairwise(edges)]

    def _first_of(self, span: Span) -> JsValue:
        """Return the first value that counts of `a ?? b` or `a || b`."""
        variable, line = "", self._program.line(span[0])
        for part in self._split(span, _OTHERS):
            value = self.value(part)
            if isinstance(value, JsVariable):
                variable = value.variable
            elif isinstance(value, JsText):
                return JsText(line=line, text=value.text, variable=value.variable or variable)
            elif not isinstance(value, JsAbsent):
                return self._program.unknown(span) if variable or not value.is_known else value
        return JsVariable(line=line, variable=variable) if variable else JsAbsent(line=line)

    def _joined(self, span: Span, values: Sequence[JsValue]) -> JsValue:
        texts = [value for value in values if isinstance(value, JsText)]
        text = "".join(value.text for value in texts)
        if len(texts) < len(values) or len(text) > _MAX_CHARS:
            return self._program.unknown(span)
        variable = next((value.variable for value in texts if value.variable), "")
        return JsText(line=self._program.line(span[0]), text=text, variable=variable)

    def _single(self, span: Span) -> JsValue:
        start, stop = span
        token = self._program.tokens[start]
        line = self._program.line(start)
        behind = self._program.closing.get(start, start) + 1
        if token.kind == "word":
            return self._named(span)
        if behind != stop:
            return self._program.unknown(span)
        inner = (start + 1, stop - 1)
        match token.text if token.kind == "mark" else token.kind:
            case "text":
                return JsText(line=line, text=unescaped(token.text))
            case "template":
                return self._template(span)
            case "(":
                return self.value(inner)
            case "[":
                return self._list(inner, line)
            case "{":
                return self._object(inner, line)
        return self._program.unknown(span)

    def _template(self, span: Span) -> JsValue:
        """Return a template's text, if all its parts are known."""
        values: list[JsValue] = []
        line = self._program.line(span[0])
        rest = self._program.tokens[span[0]].text
        while "${" in rest:
            text, _, rest = rest.partition("${")
            name, closed, rest = rest.partition("}")
            inner = JsProgram(name)
            if not closed or len(values) > _MAX_ITEMS:
                return self._program.unknown(span)
            values += [JsText(line=line, text=unescaped(text)), self._inner(inner)]
        return self._joined(span, [*values, JsText(line=line, text=unescaped(rest))])

    def _inner(self, inner: JsProgram) -> JsValue:
        """Return the value of an expression in a template, which knows this program's constants."""
        inner.constants = {}
        reader = JsReader(inner)
        reader._depth = self._depth
        reader._constants = {name: self._constant(name) for name in self._names_in(inner)}
        return reader.value((0, len(inner.tokens)))

    def _names_in(self, inner: JsProgram) -> set[str]:
        names = {token.text for token in inner.tokens if token.kind == "word"}
        return names & self._program.constants.keys()

    def _constant(self, name: str) -> JsValue:
        if name in self._constants:
            return self._constants[name]
        span = self._program.declared(name)
        if span is None:
            return JsValue(line=1, written=name)
        self._constants[name] = JsValue(line=self._program.line(span[0]), written=name)  # a circle
        value = self.value(span)
        changed = self._program.changed.get(name)
        if changed and isinstance(value, JsObject):
            later = {
                key: self._program.unknown((at, self._program.end(at)))
                for key, at in changed.items()
            }
            value = JsObject(line=value.line, entries={**value.entries, **later}, rest=value.rest)
        self._constants[name] = value
        return value

    def _named(self, span: Span) -> JsValue:
        start, stop = span
        line, word = self._program.line(start), self._program.word(start)
        if stop - start == 1:
            if word in _FLAGS:
                return JsFlag(line=line, flag=_FLAGS[word])
            if word in _NOTHING:
                return JsAbsent(line=line)
            if word == "__dirname":
                return JsText(line=line, text=".")
            known = word in self._constants or word in self._program.constants
            return self._constant(word) if known else self._program.unknown(span)
        return self._variable(span) or self._call(span) or self._member(span)

    def _variable(self, span: Span) -> JsValue | None:
        """Return an environment variable: process.env.NAME or process.env["NAME"]."""
        start, stop = span
        words = tuple(self._program.word(at) for at in range(start, stop))
        for before in _VARIABLES:
            size = len(before)
            if words[:size] != before or stop - start < size + 2:
                continue
            if words[size] == "." and len(words) == size + 2:
                return JsVariable(line=self._program.line(start), variable=words[-1])
            if words[size] == "[" and len(words) == size + 3:
                name = self._program.tokens[start + size + 1].text
                return JsVariable(line=self._program.line(start), variable=name)
        return None

    def _call(self, span: Span) -> JsValue | None:
        """Return what require.resolve("x") and path.join(__dirname, "x") give."""
        start, stop = span
        opening = self._program.tops(span)[-1]
        if self._program.word(opening) != "(" or opening not in self._program.closing:
            return None
        name = [self._program.word(at) for at in range(start, opening)]
        values = [self.value(part) for part in self._program.parts((opening + 1, stop - 1))]
        if name == ["require", ".", "resolve"] and values:
            return values[0]
        texts = [value.text for value in values if isinstance(value, JsText)]
        is_path = name[-1:] and name[-1] in _PATH_FUNCTIONS and name[:-1] in ([], ["path", "."])
        if is_path and texts and len(texts) == len(values):
            return JsText(line=self._program.line(start), text="/".join(texts))
        return self._program.unknown(span)

    def _member(self, span: Span) -> JsValue:
        """Return an entry of a constant object: `SITE.base.path`."""
        start, stop = span
        value = self._named((start, start + 1))
        for at in range(start + 1, stop, 2):
            if self._program.word(at) not in (".", "?.") or not isinstance(value, JsObject):
                return self._program.unknown(span)
            if value.rest and self._program.word(at + 1) not in value.entries:
                return self._program.unknown(span)
            value = value.get(self._program.word(at + 1))
        return value

    def _list(self, span: Span, line: int) -> JsValue:
        items: list[JsValue] = []
        for start, stop in self._program.parts(span):
            if self._program.word(start) == "...":
                value = self.value((start + 1, stop))
                items += value.items if isinstance(value, JsList) else [value]
            else:
                items.append(self.value((start, stop)))
            if len(items) > _MAX_ITEMS:
                return self._program.unknown(span)
        return JsList(line=line, items=tuple(items))

    def _object(self, span: Span, line: int) -> JsValue:
        entries: dict[str, JsValue] = {}
        rest: list[JsValue] = []
        for start, stop in self._program.parts(span):
            if self._program.word(start) == "...":
                value = self.value((start + 1, stop))
                if isinstance(value, JsObject):
                    entries.update(value.entries)
                    rest += value.rest
                else:
                    rest.append(self._program.unknown((start + 1, stop)))
            else:
                self._entry(start, stop, entries, rest)
        if len(entries) > _MAX_ITEMS or len(rest) > _MAX_ITEMS:
            return self._program.unknown(span)
        return JsObject(line=line, entries=entries, rest=tuple(dict.fromkeys(rest)))

    def _entry(
        self, start: int, stop: int, entries: dict[str, JsValue], rest: list[JsValue]
    ) -> None:
        token = self._program.tokens[start]
        if token.kind not in ("word", "text", "number"):
            rest.append(self._program.unknown((start, stop)))  # a computed key
        elif self._program.word(start + 1) == ":" and start + 1 < stop:
            entries[token.text] = self.value((start + 2, stop))
        elif stop - start == 1:
            entries[token.text] = self._named((start, stop))
        else:  # a method, `name() {…}` or `async name() {…}`
            at = start + 1 if token.text in _BEFORE_METHODS and stop - start > 1 else start
            name = self._program.word(at) if self._program.word(at) != "(" else token.text
            entries[name] = JsFunction(line=self._program.line(start))
