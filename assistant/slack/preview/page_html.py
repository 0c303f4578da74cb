"""The page around a previewed message: no scripts, nothing to load, a light and a dark look."""

from html import escape

_STYLE = """\
:root { color-scheme: light dark; --paper: #fff; --ink: #1d1c1d; --soft: #616061; --rule: #dddddd;
  --link: #1264a3; --code: #f8f8f8; --mention: #e8f5fa; --primary: #007a5a; }
@media (prefers-color-scheme: dark) { :root { --paper: #1a1d21; --ink: #d1d2d3; --soft: #ababad;
  --rule: #45484c; --link: #1d9bd1; --code: #222529; --mention: #1d3a4a; } }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 15px/1.46668 Lato, "Noto Sans", Arial, sans-serif; }
main { max-width: 46rem; padding: 1.25rem; margin: 0 auto; overflow-wrap: anywhere; }
a { color: var(--link); text-decoration: none; } a:hover { text-decoration: underline; }
p, h2, h3, ul, ol, pre, blockquote { margin: 0; }
h3 { font-size: 1.2em; } .block { margin: 0 0 8px; } h3.block { margin-top: 1em; }
.message { display: grid; grid-template-columns: 36px 1fr; gap: 10px; }
.avatar { width: 36px; height: 36px; border-radius: 6px; background: #4a154b; }
.avatar::after { content: "\\201C"; color: #fff; font: 700 40px/52px Georgia, "DejaVu Serif", serif;
  display: block; text-align: center; }
.asked { margin-bottom: 8px; } .asked .avatar { background: #2bac76; }
.asked .avatar::after { content: ""; }
.who { margin-bottom: 2px; }
.app { font-size: 10px; padding: 1px 3px; border-radius: 2px; background: var(--rule);
  color: var(--soft); vertical-align: 1px; }
.bar { border-left: 4px solid var(--rule); padding: 2px 0 2px 12px; }
ul, ol { padding-left: 1.75em; } .free ul { padding-left: 1.4em; }
pre { font: 12px/1.50001 "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre-wrap;
  background: var(--code); border: 1px solid var(--rule); border-radius: 4px; padding: 8px;
  margin: 2px 0; }
.context { color: var(--soft); font-size: 13px; display: flex; gap: 8px; }
.soft { color: var(--soft); font-size: 13px; }
.mention { color: var(--link); background: var(--mention); padding: 0 2px; border-radius: 3px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; } .end { justify-content: end; }
.button { border: 1px solid var(--rule); border-radius: 8px; padding: 2px 12px; font-weight: 700;
  font-size: 13px; line-height: 24px; }
.primary { background: var(--primary); border-color: var(--primary); color: #fff; }
.thumb { color: var(--soft); font-size: 13px; }
.thumb svg { width: 15px; height: 15px; vertical-align: -2px; fill: none; stroke: var(--soft); }
.down svg { transform: rotate(180deg); } .menu { letter-spacing: 1px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; }
td { border: 1px solid var(--rule); padding: 4px 12px; vertical-align: top; text-align: left; }
.top { font-weight: 700; }
.modal { border: 1px solid var(--rule); border-radius: 10px; padding: 20px; max-width: 32rem; }
.modal h2 { font-size: 22px; margin-bottom: 16px; } .modal .block { margin-bottom: 20px; }
.radio { display: inline-block; width: 14px; height: 14px; border: 1px solid var(--soft);
  border-radius: 50%; vertical-align: -2px; }
.field { border: 1px solid var(--soft); border-radius: 4px; height: 4.5em; margin: 4px 0; }
"""


def page_html(title: str, body: str) -> str:
    """Return an HTML page; `body` is HTML that is escaped already."""
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
