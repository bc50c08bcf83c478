"""What happened with a party besides cover: contacts, services, surveys and referrals.

Declares `interactions`, `services`, `surveys` and `referrals`; holds no data.
Later stages measure what contact and service changed; the ground floor only keeps them, dated.
"""

from __future__ import annotations

import ibis.expr.types as ir

from kehu.tables.parties import KNOWN
from kehu.tables.schema import Table, code, date, flag, money, number, rule, text

CHANNELS = ("call", "visit", "mail", "message", "chat", "letter", "event", "other")


class Interactions(Table):
    """A contact with a party, on any channel."""

    key = ("interaction_id",)

    interaction_id = text("The source's key of the contact", required=True)
    party_id = text("The party", required=True, refers_to="parties")
    policy_id = text("The policy it was about, if one", refers_to="policies")
    producer_id = text("Who had the contact", refers_to="producers")
    medium = code("How", *CHANNELS, required=True)
    direction = code("Who began it", "in", "out")
    topic = text("What it was about")
    note = text("What was said, in the source's words", personal=True)
    occurred_date = date("When", required=True)
    known_date = date(KNOWN, required=True)


class Services(Table):
    """A service given to a party: survey, hazard check, warning, training, value-added service."""

    key = ("service_id",)

    service_id = text("The source's key of the service", required=True)
    party_id = text("The party", required=True, refers_to="parties")
    policy_id = text("The policy under which it was given, if one", refers_to="policies")
    kind = text("Service of the catalogue", required=True)
    given_date = date("When it was given", required=True)
    cost = money("What it cost the insurer", least=0)
    is_held_out = flag("The party was due the service and was left without it at random, to measure the effect")
    finding = text("What was found", personal=True)
    known_date = date(KNOWN, required=True)


class Surveys(Table):
    """An answer of a party to a question about satisfaction."""

    key = ("survey_id",)

    survey_id = text("The source's key of the answer", required=True)
    party_id = text("The party", required=True, refers_to="parties")
    policy_id = text("The policy it was about, if one", refers_to="policies")
    event = text("What was asked about: a claim, a renewal, a visit, a service")
    score = number("Likelihood to recommend", unit="0 to 10", least=0)
    comment = text("In the party's words", personal=True)
    answered_date = date("When", required=True)
    known_date = date(KNOWN, required=True)

    @rule(on="score", advice="Give a score from 0 to 10, or convert the source's scale in the mapping.")
    def scores_at_most_ten(row: ir.Table) -> ir.BooleanValue:
        """A score is at most ten."""
        return row.score <= 10


class Referrals(Table):
    """A party brought another party to the insurer."""

    key = ("referral_id",)

    referral_id = text("The source's key of the referral", required=True)
    party_id = text("The party who recommended", required=True, refers_to="parties")
    referred_party_id = text("The party who came", required=True, refers_to="parties")
    referred_date = date("When", required=True)
    known_date = date(KNOWN, required=True)

    @rule(on="referred_party_id", advice="Name two different parties.")
    def refers_somebody_else(row: ir.Table) -> ir.BooleanValue:
        """Nobody refers himself."""
        return row.party_id != row.referred_party_id
