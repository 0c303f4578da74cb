"""What a JavaScript or TypeScript settings file says, found without running it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.generators.settings_files.javascript import exported_settings
from index_builder.generators.settings_files.javascript_values import (
    JsFlag,
    JsFunction,
    JsList,
    JsObject,
    JsText,
    JsValue,
    JsVariable,
)

UNKNOWN, FUNCTION = "?", "function"


def plain(value: JsValue) -> object:
    """Return a value as Python has it; what can't be known is "?"."""
    match value:
        case JsText():
            return value.text
        case JsFlag():
            return value.flag
        case JsList():
            return [plain(item) for item in value.items]
        case JsObject():
            entries = {key: plain(inner) for key, inner in value.entries.items()}
            return entries | ({"...": UNKNOWN} if value.rest else {})
        case JsFunction():
            return FUNCTION
        case JsVariable():
            return f"${value.variable}"
    return UNKNOWN if not value.is_known else None


FORMS = [
    ("module.exports = {url: 'a'}", {"url": "a"}),
    ("export default {url: 'a'} satisfies Config;", {"url": "a"}),
    ("const c: Config<A, B> = {url: 'a'}\nexport default c", {"url": "a"}),
    ("/** @type {import('x').Config} */\nconst c = {url: 'a'};\nmodule.exports = c;", {"url": "a"}),
    ("export default defineConfig<T>({url: 'a'})", {"url": "a"}),
    ("export default withMermaid(defineConfig({url: 'a'}))", {"url": "a"}),
    ("export default async function make() { const x = 'a'; return {url: x} }", {"url": "a"}),
    ("module.exports = async () => ({url: 'a'})", {"url": "a"}),
    ("module.exports = () => { if (x) { return 1 } return {url: 'a'} }", {"url": "a"}),
    ("function make(e) { return {url: 'a'}; }\nmodule.exports = make;", {"url": "a"}),
    ("export = {url: 'a'}", {"url": "a"}),
    ("module.exports = require('./other')", UNKNOWN),
    ("run()", UNKNOWN),
    ("", UNKNOWN),
]
VALUES = [
    ("'a' + 'b'", "ab"),
    ("`a${'b'}c`", "abc"),
    ("`${BASE}docs`", "/b/docs"),
    ("BASE", "/b/"),
    ("SITE.base", "/s/"),
    ("SITE['base']", UNKNOWN),
    ("SITE.none", None),
    ("later", UNKNOWN),
    ("'it\\'s \\u0041'", "it's A"),
    ("'a' + b()", UNKNOWN),
    ("`a${b()}`", UNKNOWN),
    ("x ? 'a' : 'b'", UNKNOWN),
    ("isProd && 'a'", UNKNOWN),
    ("process.env.X", "$X"),
    ("process.env['X'] ?? '/x/'", "/x/"),
    ("process.env.X || BASE", "/b/"),
    ("import.meta.env.X || '/x/'", "/x/"),
    ("process.env.X ?? other()", UNKNOWN),
    ("undefined ?? 'a'", "a"),
    ("require.resolve('./s.js')", "./s.js"),
    ("path.resolve(__dirname, '../docs')", "./../docs"),
    ("`${__dirname}/docs`", "./docs"),
    ("['a', ...MORE, 'c']", ["a", "m", "c"]),
    ("['a', ...more()]", ["a", UNKNOWN]),
    ("{a: 'x', ...SITE}", {"a": "x", "base": "/s/"}),
    ("{a: 'x', ...more()}", {"a": "x", "...": UNKNOWN}),
    ("{[key]: 'x', b: 'y'}", {"b": "y", "...": UNKNOWN}),
    ("{async build() { return {v: '}'} }, f: (a, b) => ({v: a}), n: 12, r: /['\"]/g}",
     {"build": FUNCTION, "f": FUNCTION, "n": FUNCTION, "r": FUNCTION}),
    ("'a' as const", "a"),
    ("true", True),
    ("circle", {"...": UNKNOWN}),
    ("cleanUrl!", "c"),
    ("changed", UNKNOWN),
    ("MUTATED", {"a": "1", "b": UNKNOWN}),
]  # fmt: skip
CONSTANTS = """
const BASE = '/b/', NEXT = 'n'
const SITE = {base: '/s/'};
const MORE = ['m'];
const circle = {...other}; const other = circle.x;
let cleanUrl = 'c'
let changed = 'a'; changed = 'b';
const MUTATED = {a: '1'}; MUTATED.b = '2';
// const comment = 'no';
"""


@pytest.mark.parametrize(("program", "expected"), FORMS)
def test_where_the_settings_are(program: str, expected: object) -> None:
    """The exported object is found through names, functions and calls that only wrap it."""
    assert plain(exported_settings(program)) == expected


@pytest.mark.parametrize(("written", "expected"), VALUES)
def test_what_an_expression_is_worth(written: str, expected: object) -> None:
    """Literals, constants and defaults are known; all else is a value that says it is not."""
    found = exported_settings(f"{CONSTANTS}module.exports = {{key: {written}}}")
    assert plain(found) == {"key": expected}


def test_an_unknown_value_says_where_and_how_it_is_written() -> None:
    """Its line and words let a warning name it; the default of a variable names the variable."""
    program = "module.exports = {\n  url: make( 'a' ),\n  base: process.env.BASE ?? '/b/',\n}"
    found = exported_settings(program)
    assert isinstance(found, JsObject)
    assert found.get("url") == JsValue(line=2, written="make( 'a' )")
    assert found.get("base") == JsText(line=3, text="/b/", variable="BASE")


@pytest.mark.parametrize(
    "program",
    ["module.exports = " + "[" * 50_000, "`" * 50_001 + "/*" * 50_000, "}}}]]) {url: 'a'",
     "export default " + "(" * 20_000 + ")" * 20_000, "const a = a + a; export default {x: a}",
     "".join(f"const a{n} = [...a{n + 1}, ...a{n + 1}];" for n in range(40)) + "export default a0",
     "".join(f"const a{n} = a{n + 1} + a{n + 1};" for n in range(40))
     + "const a40 = 'x'; export default {x: a0}", "export default {url: `${`${`"],
)  # fmt: skip
def test_no_program_is_too_odd(program: str) -> None:
    """Unclosed, deeply nested and doubling programs give a value, never an error."""
    assert isinstance(exported_settings(program), JsValue)


_PIECES = ["const a = ", "export default ", "module.exports = ", "{", "}", "[", "]", "(", ")", "'",
           "`", "${", ",", ":", ";", "a", "...", "=>", "??", "+", "/", "\\", "\n", "return ",
           "function f", "process.env.X", "as "]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
def test_any_pieces_of_a_program_give_a_value(program: str) -> None:
    """However its pieces are put together, reading a program ends with a value."""
    assert isinstance(exported_settings(program), JsValue)
