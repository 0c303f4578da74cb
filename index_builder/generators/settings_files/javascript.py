"""The settings that a JavaScript or TypeScript program exports, found without running it.

Not an interpreter: it follows literals, constants of the same file, texts joined with `+` or in a
template, defaults of environment variables, and the object that a function returns. What it can't
follow is a value that says so, with its line.
"""

from index_builder.generators.settings_files.javascript_program import JsProgram, Span
from index_builder.generators.settings_files.javascript_reader import JsReader
from index_builder.generators.settings_files.javascript_values import JsValue

_MAX_HOPS = 20  # from a name to its function, to what that returns, …
_LOADING = ("require", "import")  # of another file


def exported_settings(written: str) -> JsValue:
    """Return what a program exports as its settings: an object, or a value that can't be known.

    The object may be what a function returns, or the first argument of a call that only checks
    types (`defineConfig({…})`).
    """
    program = JsProgram(written)
    reader = JsReader(program)
    span = program.exported()
    for _ in range(_MAX_HOPS):
        if span is None:
            break
        inner = _within(program, span)
        if inner is None:
            return reader.value(span)
        span = inner
    return JsValue(line=1, written="an export that leads nowhere" if span else "no export")


def _within(program: JsProgram, span: Span) -> Span | None:
    """Return the expression that gives an exported one its value; None if it is its own."""
    start, stop = program.untyped(span)
    first, last = program.word(start), program.word(stop - 1)
    if first in ("async", "await"):
        return start + 1, stop
    if first == "function":
        return program.returned(start, stop)
    tops = program.tops((start, stop))
    arrow = next((at for at in tops if program.word(at) == "=>"), None)
    if arrow is not None:
        is_block = program.word(arrow + 1) == "{"
        return program.returned(arrow, stop) if is_block else (arrow + 1, stop)
    if stop - start == 1 and first in program.functions:
        place = program.functions[first]
        return program.returned(place, len(program.tokens))
    if stop - start == 1 and first in program.constants and first not in program.changed:
        return program.declared(first)
    if first == "(" and program.closing.get(start) == stop - 1:
        return start + 1, stop - 1
    if last == ")":
        return _called(program, start, tops)
    return None


def _called(program: JsProgram, start: int, tops: list[int]) -> Span | None:
    """Return what a call gives: the function's object, else its first argument."""
    opening = tops[-1]
    name = program.word(start)
    if program.word(opening) != "(" or program.tokens[start].kind != "word" or name in _LOADING:
        return None
    if opening == start + 1 and name in program.functions:
        return program.returned(program.functions[name], len(program.tokens))
    if opening == start + 1 and name in program.constants:
        return program.declared(name)
    arguments = program.parts((opening + 1, program.closing[opening]))
    return arguments[0] if arguments else None
