"""The group of commands, and the border where expected errors become one line."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from corpus.errors import ReportQAError
from qa.cli.asking import ask, cite, outline, search
from qa.cli.checking import feedback, verify
from qa.cli.evaluating import evaluation
from qa.cli.explaining import explain, suggest
from qa.cli.figures import figures
from qa.cli.serving import serve
from qa.cli.upkeep import doctor, index, model

_OUTPUT_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
"""How writing the output fails where a disk, a quota or a file's size limit is at its end."""


class Border(click.Group):
    """The group of commands: the one place where an expected error becomes a line on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own type)
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ReportQAError as error:
            raise click.ClickException(_one_line(error)) from error
        except OSError as error:
            if error.errno not in _OUTPUT_FULL:
                raise
            _drop_output()
            raise click.ClickException(f"cannot write the output: {error.strerror}; free some space") from error


def _drop_output() -> None:
    """Let what is still to be written go nowhere: Python would fail again when it writes that at its end."""
    with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


def _one_line(error: ReportQAError) -> str:
    """Return an error's message on one line, without control characters that came in with a name or a question."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(error)).split())


@click.group(cls=Border, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="report-qa")
def main() -> None:
    """Ask a government work report questions; answers are quotes that cite the exact sentence.

    \b
    Example:  report-qa ask "2017年地区生产总值是多少？"
    """
    if sys.stdout is None:  # closed by the caller
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 (open until the process ends)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


for _command in (
    ask, search, cite, outline, figures, explain, suggest, evaluation, serve, verify, feedback, index, model, doctor,
):  # fmt: skip
    main.add_command(_command)
