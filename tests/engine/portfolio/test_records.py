"""A run's assumptions and making, told row by row with their sources."""

from kehu.portfolio.records import about, assumptions


def test_every_rate_stands_with_its_source(small_run):
    rows = {entry: (value, source) for entry, value, source in assumptions(small_run)}
    value, source = rows["commission_rates 1"]
    assert value == "line *, channel direct, rate 0.0"
    assert source == "assumption: direct business pays no commission"


def test_groups_and_lists_are_told_in_words(small_run):
    rows = {entry: value for entry, value, _ in assumptions(small_run)}
    assert rows["currency"] == "CNY"
    assert rows["identity.largest_group"] == "20"
    assert rows["value_tiers 4"] == "name D, share 1.0"
    assert "identity_type; identity_number" in rows["identity.rules"]


def test_the_making_of_a_run_names_batches_stages_and_controls(small_run):
    rows = {entry: (value, note) for entry, value, note in about(small_run)}
    assert rows["Batch B000001"] == ("core", "loaded 2025-01-02T03:04:05+00:00")
    assert rows["Control earned premium"] == ("5500.10", "agrees with the book: 5500.10")
    assert rows["Stage identity"][0] == "0.5 s, 90.0 MiB"
