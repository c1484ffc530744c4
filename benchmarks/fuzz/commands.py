"""The command line as a target: any arguments end with 0, 1 or 2 and, where they fail, with one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from benchmarks.crash.tasks import QUESTIONS, TEXT
from benchmarks.fuzz.encodings import harm
from benchmarks.fuzz.files import LINE, changed, written
from benchmarks.fuzz.searching import question
from benchmarks.fuzz.texts import run
from qa.cli import main

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

COMMANDS = (
    "ask",
    "search",
    "cite",
    "outline",
    "figures",
    "explain",
    "suggest",
    "verify",
    "eval",
    "feedback",
    "nothing",
)
OPTIONS: tuple[str, ...] = (
    "--json",
    "-k",
    "--batch",
    "--export",
    "--report",
    "--model",
    "--index-dir",
    "--rerank",
    "--csv",
    "--since",
)
OPTIONS += ("--verdict", "--folder", "--", "-", "--help", "--out", "--sample", "--no-reader", "--lexical", "--excel")


class Commands:
    """No arguments and no file give a traceback; what is refused is refused in one line on stderr."""

    at_once = 1

    def __init__(self, folder: Path, _shared: Path) -> None:
        """Write a report and take the folder in which files are handed over."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "county.txt").write_text(TEXT, encoding="utf-8")
        self._folder, self._files = folder, ("county.txt", "given.txt", "none.txt", ".")

    def make(self, random: Random, /) -> tuple[list[str], bytes]:
        """Return arguments, a file among them, and what the file holds."""
        command = random.choice(COMMANDS)
        ways = (question, self._file, self._file, lambda r: run(r, 3), lambda r: r.choice(OPTIONS), _reference)
        arguments = [_passable(random.choice(ways)(random)) for _ in range(random.randint(0, 3))]
        given = written(random, changed(random, LINE)) if random.random() < 0.5 else harm(random, TEXT.encode())
        return [command, *arguments], given

    def _file(self, random: Random) -> str:
        return (
            random.choice(("--report", "--batch", "--export", ""))
            + random.choice(("=", ""))
            + random.choice(self._files)
        )

    def check(self, cases: Sequence[tuple[list[str], bytes]], /) -> None:
        """Run the command by words alone, over the small report unless another is named."""
        for arguments, given in cases:
            (self._folder / "given.txt").write_bytes(given)
            placed = [self._placed(argument) for argument in arguments]
            own = ["--report", str(self._folder / "county.txt"), "--lexical", "--index-dir", str(self._folder / "i")]
            if arguments[0] in ("feedback", "nothing") or "--report" in " ".join(arguments):
                own = own[2:] if arguments[0] not in ("feedback", "nothing") else []
            result = CliRunner().invoke(main, [placed[0], *own, *placed[1:]])
            fault = result.exception
            assert fault is None or isinstance(fault, SystemExit), repr(fault)
            assert result.exit_code in (0, 1, 2), result.exit_code
            last = result.stderr.rstrip("\n").rpartition("\n")[2]
            assert result.exit_code != 1 or last.startswith("Error: ") or placed[0] in ("verify", "explain"), (
                result.stderr
            )

    def _placed(self, argument: str) -> str:
        for file in self._files[:3]:
            argument = argument.replace(file, str(self._folder / file))
        return argument


def _reference(random: Random) -> str:
    return random.choice(("P001", "P2.1", "p3", "P000.1", "P999", "P2.99", "P2a", QUESTIONS[0]))


def _passable(argument: str) -> str:
    """Return an argument as a system hands it over: without NUL, bytes that are no UTF-8 as lone surrogates."""
    return argument.replace("\0", "").encode("utf-8", "surrogatepass").decode("utf-8", "surrogateescape")
