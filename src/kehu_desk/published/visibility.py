"""Which customers a person may see: those whose branch lies in the person's.

Gives `visible`, `tested` and `scope_of`; every query of customers begins here. Whoever has no branch sees the whole
company, and whoever has one that the run does not know sees nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from kehu_desk.published.models import Branch, Customer, PublishedRun


@dataclass(frozen=True)
class Scope:
    """A branch and all below it in a run; `path` "" is the whole company."""

    run: PublishedRun
    path: str
    first: int
    last: int
    customer_count: int

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole company."""
        return self.path == ""

    def holds(self, branch: str) -> bool:
        """Whether a branch lies in the scope."""
        return self.is_whole or branch == self.path or branch.startswith(f"{self.path}/")


def scope_of(run: PublishedRun, branch: str) -> Scope:
    """The scope of whoever stands at a branch."""
    if branch == "":
        return Scope(run, "", 0, 2**31 - 1, run.customer_count)
    found = Branch.objects.filter(run=run, path=branch).first()
    if found is None:
        return Scope(run, branch, -1, -1, 0)
    return Scope(run, branch, found.number, found.last_number, found.customer_count)


def visible(scope: Scope) -> QuerySet[Customer]:
    """The customers of a scope."""
    return Customer.objects.filter(in_scope(scope))


def tested(scope: Scope) -> QuerySet[Customer]:
    """The same customers, with the branch as a condition to test and not as an index to use.

    For whoever knows a better way to the rows: places, a producer, the order of a list.
    """
    whole = Customer.objects.filter(run_id=scope.run.pk)
    if scope.is_whole:
        return whole
    return whole.alias(tested=F("branch_number") + 0).filter(tested__range=(scope.first, scope.last))


def in_scope(scope: Scope) -> Q:
    """The condition by which a row with `run_id` and `branch_number` lies in a scope."""
    own_run = Q(run_id=scope.run.pk)
    return own_run if scope.is_whole else own_run & Q(branch_number__range=(scope.first, scope.last))
