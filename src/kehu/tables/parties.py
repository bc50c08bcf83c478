"""Who the insurer deals with: persons and organisations as each source sent them, and the people who sell.

Declares `parties` and `producers`; holds no data.
A party is a record, not a customer: the identity stage finds the customer behind several records.
"""

from __future__ import annotations

import ibis.expr.types as ir

from kehu.tables.schema import Table, code, date, rule, text

KNOWN = "Date on which the insurer knew of the row"


class Parties(Table):
    """A person or organisation as one source sent it."""

    key = ("party_id",)

    party_id = text("The source's own key of the record, with the source's name before it", required=True)
    source = text("Name of the source that sent the record", required=True)
    kind = code("Person or organisation", "person", "organisation", required=True)
    name = text("Name as written by the source", personal=True)
    identity_type = code("What the identity number is", "national_id", "company_code", "passport", "permit", "other")
    identity_number = text("Identity number as written by the source", personal=True)
    birth_date = date("Date of birth of a person", personal=True)
    gender = code("Gender of a person", "female", "male", "other")
    licence_date = date("Date on which the driving licence was obtained")
    phone = text("Telephone number as written by the source", personal=True)
    email = text("Electronic mail address", personal=True)
    address = text("Postal address as written by the source", personal=True)
    postcode = text("Postal code", personal=True)
    region = text("Region of the party, in the source's own division")
    industry = text("Industry of an organisation, or trade of a person")
    parent_party_id = text("The organisation that owns this one, where the source says so", refers_to="parties")
    first_contact_date = date("Date of the first contact that the source recorded")
    known_date = date(KNOWN, required=True)

    @rule(on="licence_date", advice="Correct whichever date is wrong; a licence cannot precede the holder's birth.")
    def licensed_after_birth(row: ir.Table) -> ir.BooleanValue:
        """The driving licence was obtained after the date of birth."""
        return row.licence_date > row.birth_date

    @rule(
        on="birth_date", advice="Correct the date of birth, or check the order of day, month and year in the mapping."
    )
    def born_before_known(row: ir.Table) -> ir.BooleanValue:
        """The date of birth lies before the date on which the party became known."""
        return row.birth_date <= row.known_date


class Producers(Table):
    """A person or firm that brings business: employee, agent, broker or dealer."""

    key = ("producer_id",)

    producer_id = text("The source's key of the producer", required=True)
    name = text("Name of the producer", personal=True)
    kind = code("What kind of producer", "employee", "agent", "broker", "dealer", "platform", "other", required=True)
    branch = text("Branch path, from the company down, parts joined by '/'")
    team = text("Team of the producer")
    licence_number = text("Registration of the producer", personal=True)
    phone = text("Telephone number of the producer", personal=True)
    parent_producer_id = text("The producer above this one in the hierarchy", refers_to="producers")
    joined_date = date("Date on which the producer began")
    left_date = date("Date on which the producer left", known="left_date")
    known_date = date(KNOWN, required=True)

    @rule(on="left_date", advice="Correct whichever date is wrong, or leave the leaving date empty.")
    def leaves_after_joining(row: ir.Table) -> ir.BooleanValue:
        """A producer leaves on or after the day of joining."""
        return row.left_date >= row.joined_date
