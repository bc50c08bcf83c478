"""The small home of the desk's tests of the gateway: the one of the pages of runs."""

from tests.desk.runs.conftest import home, loaded, mapping, policies, stocked

__all__ = ["home", "loaded", "mapping", "policies", "stocked"]
