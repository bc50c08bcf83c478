"""The command line: `kehu`, every command of the engine with help, progress and machine-readable output."""

from kehu.cli.app import app, main

__all__ = ["app", "main"]
