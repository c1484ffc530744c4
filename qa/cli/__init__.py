"""The command line. Commands load what they need when they run; nothing heavy is imported to show help."""

from qa.cli.main import main

__all__ = ["main"]
