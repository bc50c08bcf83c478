"""The gains of own records on real panels, against the published ones.

The French motor panel, of which the file is one part: on all parts rates 54.685 and with the record 50.865 in 2006
(-7.0%), 52.742 and 48.367 in 2007 (-8.3%). The fund's figures are our own, with room for other versions' last digits.
"""

import argparse

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from benchmarks import fund_record, own_record

pytestmark = [pytest.mark.slow, pytest.mark.realdata]


def options(path):
    named = {"policy": "IDpol", "year": "Year", "claims": "NbClaim", "exposure": "Expo", "customer": None}
    return argparse.Namespace(data=path, **named)


@pytest.mark.parametrize(("year", "rates", "percent"), [(2006, 54.685, 7.0), (2007, 52.742, 8.3)])
def test_a_motor_record_gains_what_is_published(engine, books, year, rates, percent):
    table = own_record.read(options(books / "fr_motor2_freq_panel.parquet"))
    found = own_record.measure(engine, table, test_year=year)
    assert found["mean_poisson_deviance_x100"]["rates"] == pytest.approx(rates, rel=0.02)
    gains = {name: one["gain_percent"] for name, one in found["against_rates"].items()}
    assert gains["record"] == pytest.approx(percent, abs=0.7)
    assert gains["record_by_rate"] > percent
    assert gains["fading_record_by_rate"] > gains["record_by_rate"] > gains["record"] + 0.3
    assert 1.0 < found["strength"]["lower"] < found["strength"]["upper"] < 1.2


def test_a_record_across_six_lines_is_no_worse_than_one_a_line(engine, books):
    panel = pq.read_table(books / "us_lgpif_multiline_panel.parquet")
    rows = pa.concat_tables([fund_record.lined(panel, line, test_year=2011) for line in fund_record.LINES])
    found = fund_record.measure(engine, rows, test_year=2011)["mean_poisson_deviance_x100"]
    ladder = ["mean_only", "rates", "rates_and_one_record_for_all", "rates_and_a_record_a_line"]
    figures = [found[name]["all"] for name in [*ladder, "rates_and_a_record_across_lines"]]
    assert figures == sorted(figures, reverse=True)
    assert figures[-1] < 0.65 * figures[1]
