"""Parameter types that several commands share. Nothing heavy loads for a page of help."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from assistant.answering.retrieval import Method

QUESTIONS = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


class MethodName(click.ParamType["tuple[Method, ...]"]):
    """The name of a retrieval method, or "all"; gives the methods it stands for."""

    name = "method"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> "tuple[Method, ...]":
        """Return the methods; NumPy, which their module needs, loads here and not just for help."""
        from assistant.answering.retrieval import METHODS

        if isinstance(value, tuple):
            return value
        if value == "all":
            return METHODS
        found = tuple(method for method in METHODS if method == value)
        if not found:
            self.fail(f"{value!r} is not a method; choose {', '.join(METHODS)} or all", param, ctx)
        return found
