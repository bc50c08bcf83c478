"""The filters of the service plan."""

from kehu_desk.service.forms import PlanFilters


def test_only_states_and_services_that_there_are_can_be_asked_for():
    assert PlanFilters({"state": "never", "whom": "quiet", "kind": "check"}, kinds=["check"]).is_valid()
    assert not PlanFilters({"state": "held_out"}, kinds=[]).is_valid()
    assert not PlanFilters({"kind": "survey"}, kinds=["check"]).is_valid()
