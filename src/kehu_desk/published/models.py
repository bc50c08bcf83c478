"""The desk's copy of a run: the few columns that screens search, filter and sort by.

Declares `PublishedRun`, `Branch`, `Customer`, `SearchKey` and `Portfolio`. Every row carries its run, and one run is
current (the database itself sees to that). Details of one customer are not here but in the run's files (ADR 11).
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

TESTED = ("branch_number", "claim_count", "kind", "channel")
ORDERED = ("next_expiry_date", "customer_since_date", "earned_premium_cents", "incurred_cents")


class PublishedRun(models.Model):
    """A run whose customers stand in the tables below."""

    id = models.SmallAutoField(primary_key=True)
    label = models.CharField(max_length=16, db_index=True)
    as_of = models.DateField()
    currency = models.CharField(max_length=3)
    customer_count = models.IntegerField()
    ranges = models.JSONField(default=dict, help_text="First and last place of each tier and of those who lose money")
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.CharField(max_length=150, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta:
        """At most one run is current."""

        constraints = (
            models.UniqueConstraint(fields=["is_current"], condition=Q(is_current=True), name="one_current"),
        )


class Branch(models.Model):
    """A branch in a run. Numbers follow the tree, so that a branch with all below it is one range of numbers."""

    run = models.ForeignKey(PublishedRun, on_delete=models.CASCADE)
    number = models.IntegerField()
    last_number = models.IntegerField(help_text="The greatest number below the branch, or its own")
    path = models.CharField(max_length=500)
    customer_count = models.IntegerField(help_text="Customers of the branch and of all below it")

    class Meta:
        """A path stands once in a run."""

        constraints = (models.UniqueConstraint(fields=["run", "path"], name="branch_once"),)


class Customer(models.Model):
    """A customer in a run, as lists show it. `place` is the rank by result; who has no account follows.

    The columns by which lists are narrowed stand first, since SQLite reads a row from its beginning.
    """

    pk = models.CompositePrimaryKey("run_id", "place")
    run = models.ForeignKey(PublishedRun, on_delete=models.CASCADE, db_index=False)
    place = models.IntegerField()
    branch_number = models.IntegerField(help_text="Number of the branch in the run; 0 without a branch")
    next_expiry_date = models.DateField(null=True)
    policies_in_force = models.IntegerField()
    claim_count = models.IntegerField()
    earned_premium_cents = models.BigIntegerField()
    incurred_cents = models.BigIntegerField()
    result_cents = models.BigIntegerField()
    customer_since_date = models.DateField(null=True)
    kind = models.CharField(max_length=16)
    channel = models.CharField(max_length=64, blank=True)
    lines = models.CharField(max_length=300, blank=True, help_text="Lines in force, each between commas")
    producer_id = models.CharField(max_length=100, blank=True)
    is_ranked = models.BooleanField(help_text="Whether the customer has an account")
    party_count = models.IntegerField()
    policy_count = models.IntegerField()
    tier = models.CharField(max_length=32, blank=True)
    customer_id = models.CharField(max_length=32)
    name = models.CharField(max_length=300, blank=True)
    branch = models.CharField(max_length=500, blank=True)
    producer_name = models.CharField(max_length=200, blank=True)

    class Meta:
        """Each index begins with the run and goes on to the place: filters and orders of the list.

        That of the branch holds what lists are ordered by, and that of the expiry what they are narrowed by, so that a
        branch is put in order, and what is due narrowed, without a look at the rows.
        """

        indexes = (
            models.Index(fields=["run", "customer_id"], name="customer_by_id"),
            models.Index(fields=["run", "branch_number", "place", *ORDERED], name="customer_by_branch"),
            models.Index(fields=["run", "producer_id", "place"], name="customer_by_producer"),
            models.Index(fields=["run", "next_expiry_date", "place", *TESTED], name="customer_by_expiry"),
            models.Index(fields=["run", "customer_since_date", "place"], name="customer_by_since"),
            models.Index(fields=["run", "earned_premium_cents", "place"], name="customer_by_premium"),
            models.Index(fields=["run", "incurred_cents", "place"], name="customer_by_incurred"),
        )

    @property
    def earned_premium(self) -> Decimal:
        """Earned premium in the run's currency."""
        return Decimal(self.earned_premium_cents) / 100

    @property
    def incurred(self) -> Decimal:
        """Incurred claims of priced business in the run's currency."""
        return Decimal(self.incurred_cents) / 100

    @property
    def result(self) -> Decimal:
        """Result in the run's currency."""
        return Decimal(self.result_cents) / 100

    @property
    def title(self) -> str:
        """The name; the number of a customer without one."""
        return self.name or self.customer_id

    @property
    def branch_name(self) -> str:
        """The last part of the branch's path, by which its people call it."""
        return self.branch.rpartition("/")[2]

    @property
    def line_codes(self) -> list[str]:
        """The lines in force."""
        return [line for line in self.lines.split(",") if line]


class SearchKey(models.Model):
    """A way of asking for a customer: a name, its sound, a part of a telephone number or of a plate.

    The table is made by hand in the migration: on SQLite without a row id, on PostgreSQL with a covering index.
    """

    pk = models.CompositePrimaryKey("run_id", "key", "place")
    run_id = models.SmallIntegerField()
    key = models.CharField(max_length=120)
    place = models.IntegerField()
    branch_number = models.IntegerField()

    class Meta:
        """The name of the table that the migration makes."""

        db_table = "published_searchkey"


class Portfolio(models.Model):
    """The portfolio of a branch with all below it ("" for the whole company), ready to be shown."""

    run = models.ForeignKey(PublishedRun, on_delete=models.CASCADE)
    scope = models.CharField(max_length=500, blank=True)
    document = models.JSONField()

    class Meta:
        """A scope stands once in a run."""

        constraints = (models.UniqueConstraint(fields=["run", "scope"], name="portfolio_once"),)
