"""Champion and challenger: every recipe for a model tried on the same folds, and the one that wins promoted.

Reads a finished run with the book that it was made of; writes `challenges/<label>/`, whole or not at all, and, when
somebody promotes a recipe, an entry in the home's file of promotions. The next run fits what was promoted. A run as of
a day before the comparison does not know of it, so that no backtest profits from a choice that was made later.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from pydantic import ValidationError

from kehu import parameters
from kehu.assumptions import ModelPromotion, Recipe
from kehu.engines import EngineSettings, open_engine
from kehu.runs import Report
from kehu.stages import risk
from kehu.stores import decided, promotion_file, run_folders
from kehu.stores.home import Home
from kehu.stores.numbered import CHALLENGES, NumberedFolder, read_rows, write_rows
from kehu.tables.challenges import ModelTrials, TrialBands

PARAMETERS = "kehu.toml"


@dataclass(frozen=True)
class Choice:
    """A recipe for a line's model."""

    line: str
    model: str
    recipe: str


class ChallengeError(RuntimeError):
    """A challenge or a promotion that was refused; the message says why and what to do."""


@dataclass(frozen=True)
class Challenge:
    """What a challenge says, as plain rows: of each recipe, and of tenths of the book."""

    label: str
    run: str
    as_of: datetime.date
    trials: list[dict[str, Any]]
    bands: list[dict[str, Any]]
    untried: list[str]


def challenge(
    home: Home,
    *,
    run: str | None,
    lines: Sequence[str],
    started_at: datetime.datetime,
    settings: EngineSettings,
    report: Report,
) -> NumberedFolder:
    """Try every recipe for the models of a run (the current one where none is named) on what that run knew.

    Raises ChallengeError where there is no run or no such line, and HomeError where another challenge is being made.
    """
    home.check()
    made_of = run_folders.find(home, run) if run else run_folders.current(home)
    if made_of is None:
        raise ChallengeError(f"{home.folder}: there is no run yet. Make one first: kehu run")
    with home.writing(CHALLENGES.place) as work:
        folder = work / CHALLENGES.next_label(home)
        folder.mkdir()
        with open_engine(replace(settings, spill=settings.spill or work / "spill")) as engine:
            try:
                found = risk.challenge(
                    engine=engine,
                    snapshot=run_folders.open_snapshot(made_of, engine=engine),
                    identities=engine.read([made_of.table("identities")]),
                    # Single relativities are of the models that a challenge makes anew.
                    decisions=decided.read(home, with_edits=False),
                    parameters=parameters.read(made_of.folder / PARAMETERS),
                    lines=lines,
                    report=report,
                )
            except LookupError as error:
                raise ChallengeError(str(error.args[0])) from None
        write_rows(folder, ModelTrials, found.trials)
        write_rows(folder, TrialBands, found.bands)
        manifest = {
            "challenge": folder.name,
            "run": made_of.label,
            "as_of": made_of.as_of,
            "started_at": started_at,
            "untried": [f"{line}: {model}" for line, model in found.untried],
        }
        return CHALLENGES.add(home, folder, manifest)


def read(made: NumberedFolder) -> Challenge:
    """What a finished challenge says."""
    said = made.manifest
    as_of = datetime.date.fromisoformat(said["as_of"])
    trials, bands = read_rows(made, ModelTrials), read_rows(made, TrialBands)
    return Challenge(made.label, said["run"], as_of, trials, bands, said["untried"])


def promote(
    home: Home,
    choice: Choice,
    *,
    challenge: str,
    by: str,
    reason: str,
    promoted_at: datetime.datetime,
) -> ModelPromotion:
    """Make a recipe champion of a model from the next run on, as a recorded act that names the challenge it rests on.

    Raises ChallengeError where the challenge did not try it or where name or reason are missing, and HomeError where
    there is no such challenge.
    """
    home.check()
    said = read(CHALLENGES.find(home, challenge))
    chosen = next((row for row in said.trials if vars(choice).items() <= row.items()), None)
    if chosen is None:
        raise ChallengeError(_not_tried(said, choice))
    try:
        promotion = ModelPromotion(
            line=choice.line,
            model=chosen["model"],
            recipe=chosen["recipe"],
            as_of=said.as_of,
            challenge=said.label,
            deviance_change=round(chosen["deviance_change"], 2),
            standard_error=round(chosen["standard_error"], 2),
            by=by.strip(),
            reason=reason.strip(),
            promoted_at=promoted_at,
        )
    except ValidationError:
        raise ChallengeError("A promotion needs the name of who makes it, and a reason.") from None
    promotion_file.add_promotion(home, promotion)
    return promotion


def _not_tried(said: Challenge, choice: Choice) -> str:
    """Why a recipe cannot be promoted."""
    models = sorted({(row["line"], row["model"]) for row in said.trials})
    if (choice.line, choice.model) not in models:
        there = ", ".join(f"{line} {model}" for line, model in models) or "none"
        return f"{said.label} did not try the {choice.model} model of {choice.line}. It tried: {there}."
    return f"{said.label} did not try the recipe {choice.recipe!r}. Recipes: {', '.join(get_args(Recipe))}."
