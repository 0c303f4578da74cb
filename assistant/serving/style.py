"""The one style sheet: calm, readable narrow and printed, light and dark by the reader's choice."""

import base64
import hashlib

# Foreground and background pairs; each contrast is tested against WCAG 2.2's level AA.
LIGHT = {
    "paper": "#fdfdfb", "ink": "#1f2328", "soft": "#57606a", "rule": "#d4d7dc", "edge": "#767d86",
    "link": "#0b57a4", "field": "#ffffff", "panel": "#f3f4f1", "mark": "#fff0a8",
    "button": "#0b57a4", "on-button": "#ffffff", "warn": "#7a4300",
}  # fmt: skip
DARK = {
    "paper": "#16191d", "ink": "#dfe3e8", "soft": "#a4adb8", "rule": "#3a4048", "edge": "#7d8691",
    "link": "#85b8f5", "field": "#1f242a", "panel": "#20252b", "mark": "#463b08",
    "button": "#85b8f5", "on-button": "#10151b", "warn": "#f0b46a",
}  # fmt: skip


def _variables(colours: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


STYLE = (
    f"""\
:root {{ color-scheme: light dark; {_variables(LIGHT)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_variables(DARK)} }} }}
"""
    + """\
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word; }
.skip { position: absolute; left: -100vw; top: 0; padding: .5rem 1rem; background: var(--paper); }
.skip:focus { left: 0; z-index: 1; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1rem; padding-bottom: 1rem; display: flex; flex-wrap: wrap;
  gap: .75rem 1.5rem; align-items: center; }
header form { flex: 1 1 20rem; }
form { display: flex; gap: .5rem; align-items: center; flex-wrap: wrap; }
label { font-size: .9375rem; color: var(--soft); }
input[type=search] { flex: 1 1 12rem; min-width: 0; font: inherit; color: var(--ink);
  background: var(--field); border: 1px solid var(--edge); border-radius: .375rem;
  padding: .375rem .625rem; }
button { font: inherit; font-weight: 600; color: var(--on-button); background: var(--button);
  border: 1px solid var(--button); border-radius: .375rem; padding: .375rem 1rem; cursor: pointer; }
a { color: var(--link); text-underline-offset: .15em; } a:not([href]) { color: inherit; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main { padding-top: .5rem; padding-bottom: 2rem; } main:focus { outline: none; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2em 0 .5em; text-wrap: balance; }
h1 { font-size: 1.875rem; margin-top: .5em; } h2 { font-size: 1.4375rem; }
h3 { font-size: 1.1875rem; } h4, h5, h6 { font-size: 1.0625rem; }
p, ul, ol, dl, pre, blockquote, table, .wide, .box { margin: 0 0 1em; }
ul, ol { padding-left: 1.5em; } li { margin: .2em 0; } dt { font-weight: 600; }
dd { margin: 0 0 .5em 1.5em; }
blockquote { margin-left: 0; padding-left: 1em; border-left: 3px solid var(--rule); }
code, pre, kbd, samp { font: .9375em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas,
  "DejaVu Sans Mono", monospace; }
code, kbd, samp { background: var(--panel); border-radius: .25rem; padding: .1em .25em; }
pre { background: var(--panel); border-radius: .375rem; padding: .75rem 1rem; overflow-x: auto; }
pre code { padding: 0; background: none; font-size: 1em; }
.wide { overflow-x: auto; } .wide table { margin: 0; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--rule); padding: .375rem .625rem;
  text-align: left; vertical-align: top; } th { background: var(--panel); }
hr { border: 0; border-top: 1px solid var(--rule); margin: 2em 0; }
sup { line-height: 0; } .notes { border-top: 1px solid var(--rule); margin-top: 2.5em;
  padding-top: 1em; font-size: .9375rem; } .notes ul { list-style: none; padding: 0; }
.notes p { display: inline; } .box { background: var(--panel); border-left: 3px solid var(--edge);
  border-radius: .25rem; padding: .75rem 1rem; } .box > :last-child { margin-bottom: 0; }
.box-title { font-weight: 600; margin-bottom: .25em; }
.image { border: 1px dashed var(--edge); border-radius: .25rem; padding: .1em .4em;
  color: var(--soft); }
mark { background: var(--mark); color: inherit; border-radius: .15em; padding: .05em 0; }
::target-text { background: var(--mark); color: var(--ink); }
.where { font-weight: 600; margin: 0 0 .5em; } .place, .soft { color: var(--soft);
  font-size: .9375rem; }
.quote { border-left: 3px solid var(--link); padding: .125rem 0 .125rem 1rem;
  margin: 0 0 .75em; } .source { white-space: pre-wrap; }
.quote .back { display: none; } .quote .heading { font-weight: 600; }
.quote > :last-child { margin-bottom: 0; }
.verdict { color: var(--warn); font-weight: 600; margin-bottom: .25em; }
.cited { margin-bottom: 2rem; } .cited p { margin-bottom: .25em; } .list li { margin: 0 0 .75em; }
.list { list-style: none; padding: 0; } .list p { margin: 0; }
footer { border-top: 1px solid var(--rule); padding-top: 1rem; padding-bottom: 2rem;
  color: var(--soft); font-size: .9375rem; } footer p { margin: 0 0 .5em; }
.turn { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .5rem 2rem;
  margin-bottom: 1em; }
@media (max-width: 34rem) { label { flex-basis: 100%; } h1 { font-size: 1.5rem; } }
@media print { header, .skip, .turn, .back { display: none; } body { font-size: 11pt; }
  main, footer { max-width: none; padding: 0; } a { color: inherit; } pre { white-space: pre-wrap; }
  h1, h2, h3, h4 { break-after: avoid; } }
"""
)
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
