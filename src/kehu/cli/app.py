"""The application: which commands there are, and how a refusal is told.

Gives `app` and `main`; a command's module is imported when the command is called, so that `kehu --help` need not wait
for the engine. Every error that Kehu itself declares explains itself: it becomes one message without a traceback and
exit code 1; wrong usage gives 2, and any other error is a defect and shows where it happened.
"""

from __future__ import annotations

import importlib
import importlib.metadata
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

import kehu
from kehu.cli.terminal import refuse

SETTING_UP, BOOK, RUNS = "Set up and learn", "The book", "Runs and what they say"
ADDED = "kehu.commands"  # the group of entry points by which another package adds commands, such as the desk


@dataclass(frozen=True)
class Entry:
    """A command: the module that has it, what it does in a line, and the panel of the help that lists it."""

    module: str
    about: str
    panel: str


COMMANDS = {
    "demo": Entry(
        "demonstrating", "The whole way in one command, with a simulated insurer or your own book.", SETTING_UP
    ),
    "init": Entry("starting", "Make a home folder with a commented file of assumptions.", SETTING_UP),
    "simulate": Entry("simulating", "Write the files of a simulated insurer, and the truth beside them.", SETTING_UP),
    "tables": Entry("starting", "Explain the tables: their columns, units and rules.", SETTING_UP),
    "load": Entry("loading", "Load files or a database into the book.", BOOK),
    "map": Entry("proposing", "Propose a mapping for a file, for a person to finish.", BOOK),
    "mappings": Entry("mappings", "List the mappings that come with Kehu.", BOOK),
    "batches": Entry("batches", "List the batches of the book.", BOOK),
    "unload": Entry("batches", "Take a batch back.", BOOK),
    "run": Entry("running", "Find the customers and settle their accounts, as of a date.", RUNS),
    "runs": Entry("running", "List the runs.", RUNS),
    "use": Entry("running", "Make an earlier run current again.", RUNS),
    "backtest": Entry("backtesting", "Replay a run of the past and compare it with what then came.", RUNS),
    "monitor": Entry("monitoring", "Hold an earlier run against what is known now, and say what to do.", RUNS),
    "challenge": Entry("challenging", "Try other recipes for the models of a run, on the same folds.", RUNS),
    "promote": Entry("challenging", "Make a recipe the champion of a model, from the next run on.", RUNS),
    "show": Entry("showing", "Show a run: overview, lines, customers, concentration and more.", RUNS),
    "customer": Entry("showing", "Show one customer: records, policies, account, claims.", RUNS),
    "segment": Entry("segmenting", "Choose customers by any facts of a run, and see what they come to.", RUNS),
    "export": Entry("exporting", "Write a run as an Excel workbook.", RUNS),
}


class Commands(TyperGroup):
    """The group of all commands, each imported when it is called."""

    def __init__(self, **options: Any) -> None:
        """The group, with a name and a line for each command."""
        super().__init__(**{**options, "commands": _briefly() | _added()})

    def get_command(self, _context: Any, name: str) -> Any:
        """The command of that name, from its module."""
        if name not in COMMANDS:
            return self.commands.get(name)
        module = importlib.import_module(f"kehu.cli.{COMMANDS[name].module}")
        return typer.main.get_group(module.app).commands[name]

    def format_help(self, context: Any, formatter: Any) -> None:
        """Write the help from the list above, without importing a command."""
        listed = TyperGroup(
            name=self.name,
            commands=dict(self.commands),
            params=self.params,
            help=self.help,
            rich_markup_mode=self.rich_markup_mode,
        )
        listed.format_help(context, formatter)

    def invoke(self, context: Any) -> Any:
        """Carry out a command; what Kehu or the disk refuses ends in one message and exit code 1."""
        try:
            return super().invoke(context)
        except OSError as error:
            place = f"{error.filename}: " if error.filename else ""
            refuse(f"{place}{error.strerror or error}")
        except Exception as error:
            if not is_refusal(error):
                raise
            refuse(str(error))
        raise typer.Exit(1)


def _briefly() -> dict[str, TyperCommand]:
    return {name: TyperCommand(name, help=entry.about, rich_help_panel=entry.panel) for name, entry in COMMANDS.items()}


def _added() -> dict[str, Any]:
    """The commands that other installed packages add, by the names under which they do."""
    entries = importlib.metadata.entry_points(group=ADDED)
    return {entry.name: typer.main.get_command(entry.load()) for entry in entries}


def is_refusal(error: Exception) -> bool:
    """Whether an error is one that Kehu declares, engine or desk, and so explains itself to the user."""
    return type(error).__module__.startswith(("kehu.", "kehu_desk."))


def _version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"kehu {kehu.__version__}")
        raise typer.Exit


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def kehu_command(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """From an insurer's book of policies to its book of customers.

    Start with `kehu demo`. On your own files: `kehu init`, `kehu load FOLDER`, `kehu run`, `kehu show`.
    """


def main() -> None:
    """Run the command line."""
    app(prog_name="kehu")
