"""What a policy, a role and a thing insured must have, and the rule of things insured."""

from kehu.tables.policies import InsuredObjects, Policies, PolicyRoles


def test_the_end_of_an_object_s_cover_lies_after_its_beginning(judged):
    days = ("2024-01-01", "2024-01-02", "2024-01-03")
    rows = [{"from_date": "2024-01-02", "to_date": day} for day in days]
    assert judged(InsuredObjects, "covered_from_before_to", *rows) == [False, False, True]


def test_an_object_may_be_covered_without_end(judged):
    assert judged(InsuredObjects, "covered_from_before_to", {"from_date": "2024-01-02"}, {}) == [True, True]
    assert [rule.name for rule in InsuredObjects.rules] == ["covered_from_before_to"]


def test_a_policy_has_a_holder_a_line_a_channel_and_a_branch():
    required = {name for name, column in Policies.columns.items() if column.required}
    assert required == {"policy_id", "party_id", "line", "channel", "branch", "known_date"}
    assert Policies.references() == {"party_id": "parties", "producer_id": "producers"}


def test_a_party_may_play_several_parts_on_a_policy():
    assert PolicyRoles.key == ("policy_id", "party_id", "role")
    assert {"insured", "payer", "driver"} < set(PolicyRoles.columns["role"].codes)
