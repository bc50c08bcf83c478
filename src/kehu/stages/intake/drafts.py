"""Which of Kehu's tables a file feeds, and by what expressions.

Reads what headings mean and what values look like; gives a `Draft` for each table, complete in its required columns,
with a doubt beside every entry that a person must check. Only the logic of the vocabulary is used: a key that the
file lacks is made of what it has, and a date that it lacks is the nearest one that it gives.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kehu.stages.intake.headings import line_meant
from kehu.stages.intake.looks import Look, date_of, is_company
from kehu.stages.intake.seen import Entry, Seen, quoted
from kehu.tables import SOURCES, Kind

SOURCE = "my_source"
OWNERS = {
    "policy_id": "policies",
    "party_id": "parties",
    "producer_id": "producers",
    "term_id": "terms",
    "claim_id": "claims",
}
SIGNS: Mapping[str, tuple[str, ...]] = {
    "producers": ("name", "licence_number", "joined_date", "left_date", "team"),
    "policy_roles": ("role",),
    "insured_objects": ("object_id", "plate", "vin"),
    "endorsements": ("endorsement_id", "premium_change"),
    "renewal_offers": ("offer_id", "offered_premium", "outcome"),
    "claims": ("claim_id", "occurred_date", "paid", "claim_count"),
    "claim_movements": ("movement_id", "paid_change", "outstanding_change"),
    "interactions": ("interaction_id", "medium"),
    "services": ("service_id", "given_date"),
    "surveys": ("survey_id", "score"),
    "referrals": ("referral_id", "referred_party_id"),
}
PARTY_SIGNS = ("name", "identity_number", "birth_date", "licence_date", "phone", "email", "gender")
POLICY_SIGNS = ("line", "product", "channel", "branch", "first_inception_date")
EVENTS = (
    "endorsements",
    "renewal_offers",
    "claim_movements",
    "interactions",
    "services",
    "surveys",
    "referrals",
    "policy_roles",
)
KEY_PARTS = {
    "terms": ("policy_id", "inception_date"),
    "claims": ("policy_id", "occurred_date"),
    "renewal_offers": ("policy_id", "renewal_date"),
    "endorsements": ("term_id", "effective_date"),
    "claim_movements": ("claim_id", "known_date"),
    "insured_objects": ("policy_id", "plate"),
}
CONSTANTS = {
    ("policies", "channel"): "'direct'",
    ("policies", "branch"): "'head_office'",
    ("producers", "kind"): "'agent'",
    ("interactions", "medium"): "'other'",
    ("renewal_offers", "outcome"): "'open'",
    ("policy_roles", "role"): "'insured'",
}


@dataclass
class Draft:
    """A table's entries as proposed; `codes` holds, by column, the source's word and the code it stands for."""

    table: str
    entries: dict[str, Entry]
    where: Entry | None = None
    one_per_key: bool = False
    coded: dict[str, Look] = field(default_factory=dict)


def draft(seen: Seen) -> list[Draft]:
    """A draft for every table that the file feeds, in the catalogue's order."""
    fed = fed_tables(seen)
    drafts = {
        table: _finished(Draft(table, _entries(table, fed, seen)), fed, seen) for table in SOURCES if table in fed
    }
    _tie_claims_to_cover(drafts)
    return list(drafts.values())


def _tie_claims_to_cover(drafts: Mapping[str, Draft]) -> None:
    """A claim on a row that is no cover has no term."""
    terms, claims = drafts.get("terms"), drafts.get("claims")
    if terms and terms.where and claims and "term_id" in claims.entries:
        term = claims.entries["term_id"]
        claims.entries["term_id"] = Entry(f"CASE WHEN {terms.where.sql} THEN {term.sql} END", term.doubt)


def fed_tables(seen: Seen) -> set[str]:
    """The tables that the file has enough for."""
    fed = {table for table, signs in SIGNS.items() if seen.has(table, *signs)}
    if seen.has("terms", "inception_date") and seen.has("terms", "expiry_date", "written_premium"):
        fed.add("terms")
    is_of_events = bool(fed & {*EVENTS, "claims"}) and "terms" not in fed
    if not is_of_events and seen.has("policies", "policy_id") and seen.has("policies", *POLICY_SIGNS):
        fed.add("policies")
    if "terms" in fed and (seen.has("parties", "party_id", *PARTY_SIGNS) or seen.has("policies", *POLICY_SIGNS)):
        fed.add("policies")
    if not is_of_events and "producers" not in fed and seen.has("parties", *PARTY_SIGNS):
        fed.add("parties")
    if "policies" in fed and not seen.has("parties", "party_id"):
        fed.add("parties")
    if {"policies", "terms"} <= fed:
        fed.add("producers")
    return fed if seen.has("producers", "producer_id") else fed - {"producers"}


def _entries(table: str, fed: set[str], seen: Seen) -> dict[str, Entry]:
    entries = {}
    for name, column in SOURCES[table].columns.items():
        entry = _entry(table, name, fed, seen)
        if entry is None and column.required and name not in ("source", "known_date"):
            entry = Entry("NULL", "required, and no column looks like it: write what gives it")
        if entry is not None:
            entries[name] = entry
    return entries


def _entry(table: str, name: str, fed: set[str], seen: Seen) -> Entry | None:
    if is_key(table, name):
        key = _key(table, name, fed, seen)
        if key is None or name in SOURCES[table].key:
            return key
        other = SOURCES[table].columns[name].refers_to
        return Entry(key.sql, "" if other in fed else f"do the {other} come from another file?")
    if name == "known_date":
        return _known(table, fed, seen)
    made = _FALLBACKS.get((table, name))
    found = seen.entry(table, name)
    if found is None and made is not None:
        return made(fed, seen)
    if found is None and (table, name) in CONSTANTS:
        return Entry(CONSTANTS[table, name], "the same for every row?")
    return found


def is_key(table: str, name: str) -> bool:
    """Whether a column holds a key, its own table's or another's."""
    return name.endswith("_id") and (name in SOURCES[table].key or SOURCES[table].columns[name].refers_to is not None)


def _key(table: str, name: str, fed: set[str], seen: Seen) -> Entry | None:
    found = seen.entry(table, name) or seen.entry(OWNERS.get(name, table), name)
    if found is not None:
        return Entry(f"'{SOURCE}:' || {found.sql}", found.doubt)
    if name == "party_id" and table in ("parties", "policies"):
        return _party_key(seen)
    if name == "term_id" and table != "terms" and "terms" in fed:
        return _made_key("terms", fed, seen)
    if name in SOURCES[table].key and table in KEY_PARTS:
        return _made_key(table, fed, seen)
    return None


def _party_key(seen: Seen) -> Entry | None:
    identity, policy = seen.entry("parties", "identity_number"), seen.entry("policies", "policy_id")
    if identity is not None:
        return Entry(f"'{SOURCE}:' || {identity.sql}", "no customer number: the identity number stands for it")
    if policy is not None:
        return Entry(f"'{SOURCE}:' || {policy.sql}", "no customer number: each policy is a record of its own")
    return None


def _made_key(table: str, fed: set[str], seen: Seen) -> Entry | None:
    first, second = KEY_PARTS[table]
    parent, part = _key(table, first, fed, seen), _entry(table, second, fed, seen)
    if parent is None or part is None:
        return None
    is_date = SOURCES[table].columns[second].kind is Kind.DATE
    told = f"strftime({part.sql}, '%Y%m%d')" if is_date else part.sql
    return Entry(f"{parent.sql} || '/' || {told}", "no key of its own: check that this is one a record")


def _known(table: str, fed: set[str], seen: Seen) -> Entry | None:
    """The day on which a row became known: its own, or the first on which it can have been."""
    is_beside_terms = table == "claims" and "terms" in fed
    own = None if is_beside_terms else seen.meanings.get(("any", "known_date"))
    if own is not None:
        return Entry(quoted(own.heading))
    nearest = (
        _entry("claims", "reported_date", fed, seen) if table == "claims" else seen.entry("terms", "inception_date")
    )
    return Entry(nearest.sql, "the day on which the insurer knew of the row?") if nearest else None


def _kind_of_party(_: set[str], seen: Seen) -> Entry:
    identity = seen.meanings.get(("parties", "identity_number"))
    values = seen.looks[identity.heading].values if identity else ()
    companies = sum(map(is_company, values))
    if identity and 0 < companies < len(values):
        is_person = rf"regexp_matches({quoted(identity.heading)}, '^(\d{{17}}[\dXx]|[XYZ0-9]\d{{7}}[A-Z])$')"
        return Entry(f"CASE WHEN {is_person} THEN 'person' ELSE 'organisation' END", "told by the identity number")
    if values and companies == len(values):
        return Entry("'organisation'", "told by the identity numbers")
    return Entry("'person'", "persons only?")


def _type_of_identity(_: set[str], seen: Seen) -> Entry | None:
    kind = _kind_of_party(_, seen)
    if not seen.has("parties", "identity_number"):
        return None
    return Entry(kind.sql.replace("'person'", "'national_id'").replace("'organisation'", "'company_code'"), kind.doubt)


def _line(_: set[str], seen: Seen) -> Entry:
    line = line_meant([seen.file_name, *seen.looks])
    return Entry(f"'{line or 'to_be_named'}'", "the same for every row?")


def _expiry(_: set[str], seen: Seen) -> Entry | None:
    start = seen.entry("terms", "inception_date")
    return Entry(f"CAST({start.sql} + INTERVAL 1 YEAR AS DATE)", "no end of cover: a year is taken") if start else None


def _nearest(*places: tuple[str, str], doubt: str) -> Callable[[set[str], Seen], Entry | None]:
    """The first of these columns that has a heading, with a doubt."""

    def find(_: set[str], seen: Seen) -> Entry | None:
        found = next((entry for table, name in places if (entry := seen.entry(table, name))), None)
        return Entry(found.sql, doubt) if found else None

    return find


def _valued(fed: set[str], seen: Seen) -> Entry | None:
    if not seen.has("claims", "paid", "outstanding"):
        return None
    return _nearest(
        ("claims", "closed_date"),
        ("claims", "reported_date"),
        ("claims", "occurred_date"),
        ("terms", "expiry_date"),
        doubt="the day on which the amounts were true?",
    )(fed, seen)


_FALLBACKS: Mapping[tuple[str, str], Callable[[set[str], Seen], Entry | None]] = {
    ("parties", "kind"): _kind_of_party,
    ("parties", "identity_type"): _type_of_identity,
    ("policies", "line"): _line,
    ("terms", "expiry_date"): _expiry,
    ("terms", "cancellation_known_date"): _nearest(("terms", "cancellation_date"), doubt="known on the day itself?"),
    ("insured_objects", "kind"): lambda _, seen: Entry(
        "'vehicle'" if seen.has("insured_objects", "plate", "vin") else "'other'"
    ),
    ("claims", "occurred_date"): _nearest(("terms", "inception_date"), doubt="no date of loss in the file"),
    ("claims", "reported_date"): _nearest(
        ("claims", "occurred_date"), ("terms", "expiry_date"), doubt="no date of report"
    ),
    ("claims", "valued_date"): _valued,
    ("renewal_offers", "decided_date"): _nearest(("renewal_offers", "renewal_date"), doubt="no date of the outcome"),
}


def _finished(made: Draft, fed: set[str], seen: Seen) -> Draft:
    """The draft with conditions, codes, and whether several rows give one record."""
    made.one_per_key = made.table in ("parties", "policies", "producers") and bool(fed & {"terms", "claims"})
    for (table, column), meaning in seen.meanings.items():
        if table == made.table and SOURCES[table].columns[column].kind is Kind.CODE:
            made.coded[column] = seen.looks[meaning.heading]
    if made.table == "claims" and "terms" in fed and not seen.has("claims", "claim_id"):
        amounts = [entry.sql for name in ("claim_count", "paid") if (entry := seen.entry("claims", name))]
        made.where = Entry(" OR ".join(f"{amount} > 0" for amount in amounts)) if amounts else None
    if made.table == "terms":
        _doubt_cancellations(made, seen)
    return made


def _doubt_cancellations(made: Draft, seen: Seen) -> None:
    """Rows cancelled on the first day were never cover; a date outside the term is not this term's."""
    names = [seen.meanings.get(("terms", name)) for name in ("inception_date", "expiry_date", "cancellation_date")]
    start, end, stop = (meaning.heading if meaning else "" for meaning in names)
    if not (start and end and stop):
        return
    dates = [[_date(row.get(name), seen.looks[name]) for name in (start, end, stop)] for row in seen.rows]
    known = [(first, last, off) for first, last, off in dates if first and last and off]
    first_sql, last_sql, stop_sql = map(quoted, (start, end, stop))
    if any(off <= first for first, _, off in known):
        made.where = Entry(
            f"coalesce({stop_sql} > {first_sql}, true)",
            "cancelled by the first day: offers that were declined, and no cover?",
        )
    if any(not first < off < last for first, last, off in known):
        within = f"CASE WHEN {stop_sql} > {first_sql} AND {stop_sql} < {last_sql} THEN {stop_sql} END"
        for name in ("cancellation_date", "cancellation_known_date"):
            made.entries[name] = Entry(within, "some dates lie outside the term")


def _date(text: str | None, look: Look) -> datetime.date | None:
    return date_of((text or "").strip(), look.formats[0]) if look.formats else None
