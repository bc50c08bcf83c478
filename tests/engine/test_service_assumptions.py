"""The assumptions of service, and the names under which sources record what the catalogue offers."""

import pytest
from pydantic import ValidationError

from tests.serviced import assumed, kind


def test_two_services_have_two_names_in_the_catalogue_and_in_the_source():
    with pytest.raises(ValidationError, match="services of one name: \\['check'\\]"):
        assumed(kind(), kind(name="other", recorded_as=("check",)))


def test_a_service_of_the_source_has_its_name_in_the_catalogue():
    assert assumed(kind(recorded_as=("检测", "check-up"))).catalogue_names == {"检测": "check", "check-up": "check"}


@pytest.mark.parametrize("wrong", [{"claims_factor": 1.1}, {"cost": -1}, {"lines": ()}, {"claims": "some"}])
def test_a_service_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValidationError):
        kind(**wrong)
