"""Addresses of models, of perils and of levels."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

from kehu_desk import engine
from kehu_desk.modelling.addresses import edit_href, href, peril_href


def test_a_model_has_an_address(told):
    assert href("model", told) == "/models/motor/frequency/"


def test_a_peril_of_any_name_has_an_address(home):
    peril = replace(engine.perils("R000002", "motor")[0], modelled_as="fire / smoke & soot")
    address = urlsplit(peril_href("model", peril, "severity"))
    assert address.path == "/models/motor/severity/"
    assert parse_qs(address.query) == {"peril": ["fire / smoke & soot"]}


def test_a_level_is_named_in_the_query_and_only_where_it_may_be_set(told):
    query = parse_qs(urlsplit(edit_href(told, ("age",), ("≤ 29",))).query)
    assert query == {"factor": ["age"], "level": ["≤ 29"]}
    assert edit_href(replace(told, peril="fire"), ("age",), ("≤ 29",)) == ""
