"""What a reader does not see does not exist."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from kehu_desk.matching.seen import whole_record
from kehu_desk.published.models import PublishedRun


@pytest.fixture
def request_of(asking, desk_user):
    def made(branch):
        request = RequestFactory().get("/")
        request.run, request.user = PublishedRun.objects.get(), desk_user("branch_manager", branch)
        return request

    return made


def test_a_customer_of_the_own_branch_is_told_whole(request_of, asking):
    one = asking["ids"][0]
    assert whole_record(request_of(""), one).customer_id == one


@pytest.mark.parametrize(("branch", "customer"), [("HQ/South", 0), ("", "C-NOBODY")])
def test_any_other_is_not_found(request_of, asking, branch, customer):
    key = asking["ids"][customer] if isinstance(customer, int) else customer
    with pytest.raises(Http404):
        whole_record(request_of(branch), key)
