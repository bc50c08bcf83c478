"""A portfolio goes into the database as plain values and comes back exactly."""

import json

from kehu_desk.engine import document_of, open_feed, portfolio_of


def test_what_a_run_says_comes_back_to_the_cent(loaded):
    with open_feed("R000001") as feed:
        scoped = [one.document for one in feed.portfolios()]
    for document in scoped:
        kept = json.loads(json.dumps(document))
        assert document_of(portfolio_of(kept)) == document
