"""The assumptions of markets."""

import pytest
from pydantic import ValidationError

from tests.marketed import assumed


@pytest.mark.parametrize("wrong", [{"years": 0}, {"least_credibility": 1.5}, {"most_told": 0}])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValidationError):
        assumed(**wrong)
