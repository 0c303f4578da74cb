"""`python -m tests.slack.facts FOLDER`: take the facts over from Slack's own lists."""

import json
import sys
from pathlib import Path

from .taken_over import facts

for path, found in facts(Path(sys.argv[1])).items():
    path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
