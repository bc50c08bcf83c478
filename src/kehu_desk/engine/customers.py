"""One customer of a run, read from the run's files by key.

Gives the engine's `CustomerPage`, frozen and free of frames, in milliseconds.
"""

from __future__ import annotations

from kehu.portfolio import CustomerPage, PartyRecord, customer_page
from kehu.portfolio import party_records as records_of
from kehu_desk.engine.homes import find_run


def customer(label: str, customer_id: str) -> CustomerPage:
    """The page of a customer in a run, also by an id of an earlier run.

    Raises UnknownCustomerError where there is none.
    """
    return customer_page(find_run(label), customer_id)


def party_records(label: str, customer_id: str) -> tuple[PartyRecord, ...]:
    """The records behind a customer of a run, without the rest of its page."""
    return records_of(find_run(label), customer_id)
