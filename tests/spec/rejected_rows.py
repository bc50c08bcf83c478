"""Sources of which one row is rejected, with its line in the file of rejects."""

from __future__ import annotations

from tests.cast import CLAIMS, MAPPING, claim, lines, year
from tests.spec.broken_sources import GOOD, Rejected, with_claims, years

GERMAN = lines(*GOOD, year("P3", premium="1,5").replace("1,5", "1§5")).replace(",", ";").replace("§", ",")
SHAPED = "Put text that holds the delimiter into quotes, or complete a row that was cut off."
AMOUNT = "Correct the amount, or set `decimal` in the mapping to the sign the file uses."
DATED = "Correct the date, or add its format under `dates` in the mapping."
FILL = "Fill it in at the source, or map another column."

REJECTED = (
    Rejected(
        "The file was cut off in the middle of a row",
        {"years.csv": lines(*GOOD) + "P3,H-P3,motor,A,2024-0"},
        *(4, "", "P3,H-P3,motor,A,2024-0", "has_the_headings_fields", SHAPED),
    ),
    Rejected(
        "A row has too many fields",
        years(*GOOD, year("P3", holder="Wang, Fang")),
        *(4, "", year("P3", holder="Wang, Fang"), "has_the_headings_fields", SHAPED),
    ),
    Rejected("A row has too few fields", years(*GOOD, "P3,H"), 4, "", "P3,H", "has_the_headings_fields", SHAPED),
    Rejected(
        "A date does not exist",
        years(*GOOD, year("P3", inception="2024-02-31")),
        *(4, "inception", "2024-02-31", "is_a_date", DATED),
    ),
    Rejected(
        "An amount has a decimal comma in a file of decimal points",
        {"years.csv": GERMAN},
        *(4, "premium", "1,5", "is_an_amount", AMOUNT),
    ),
    Rejected(
        "An amount is a text",
        years(*GOOD, year("P3", premium="a lot")),
        *(4, "premium", "a lot", "is_an_amount", AMOUNT),
    ),
    Rejected(
        "A premium is negative",
        years(*GOOD, year("P3", premium="-5")),
        *(4, "premium", "-5", "is_not_negative"),
        "Correct the sign; a return of premium is an endorsement or a return premium.",
    ),
    Rejected(
        "Cover ends before it begins",
        years(*GOOD, year("P3", expiry="2023-01-01")),
        *(4, "expiry", "2023-01-01", "expires_after_inception"),
        "Give the day after the last day of cover, later than the inception date.",
    ),
    Rejected(
        "Cover is cancelled outside its term",
        years(*GOOD, year("P3", cancelled="2026-01-01")),
        *(4, "cancelled", "2026-01-01", "cancelled_within_its_term"),
        "Give a day between inception and expiry, or leave it empty.",
    ),
    Rejected(
        "A key stands twice",
        years(*GOOD, year("P2", premium="7")),
        *(4, "term_id", "P2/2024", "is_unique"),
        "Keep one of the rows with this key, or give the other a key of its own.",
    ),
    Rejected(
        "A code is unknown",
        years(*GOOD, year("P3", channel="Z")),
        *(4, "channel", "Z", "is_a_known_code"),
        "Correct the code, or add it under `codes` in the mapping. Known: A, B.",
    ),
    Rejected(
        "A value that must be there is empty", years(*GOOD, year("P3", line="")), 4, "line", "", "is_present", FILL
    ),
    Rejected("The key is empty", years(*GOOD, year("", holder="H")), 4, "policy", "", "is_present", FILL, also=2),
    Rejected(
        "A claim lies outside its term",
        with_claims(claim("C1"), claim("C2", occurred="2025-02-01", reported="2025-02-01")),
        *(3, "occurred", "2025-02-01", "occurs_within_its_term"),
        "Name the term in force on that day, or correct the date.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
    Rejected(
        "A claim is reported before it occurred",
        with_claims(claim("C1"), claim("C2", reported="2024-04-01")),
        *(3, "reported", "2024-04-01", "reported_after_it_occurred"),
        "Correct whichever date is wrong; no claim is reported before it occurs.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
    Rejected(
        "A claim names an unknown policy",
        with_claims(claim("C1"), claim("C2", policy="P9", term="")),
        *(3, "policy", "P9", "refers_to_known_policies"),
        "Load the policies first or together, or correct the key.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
    Rejected(
        "A claim names the term of another policy",
        with_claims(claim("C1"), claim("C2", policy="P2")),
        *(3, "policy", "P2", "stands_on_the_policy_of_its_term"),
        "Name the policy of that term, or the term of that policy.",
        *(MAPPING + CLAIMS, "claims.csv"),
    ),
)
