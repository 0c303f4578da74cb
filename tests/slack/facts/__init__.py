"""What Slack says of the methods and the manifest that the tests use: names, kinds and limits.

Slack's prose is left out, and so is what no test uses. `python -m tests.slack.facts FOLDER` writes
both files, for a new method of the fake or a new field of the manifest. FOLDER holds `methods.json`
(arguments, scopes and errors of each method of the Web API) and `manifest.schema.2.0.0.json` (of
slackapi/manifest-schema, MIT).
"""

from pathlib import Path

METHODS = Path(__file__).with_name("methods.json")
MANIFEST = Path(__file__).with_name("manifest.schema.json")
