"""What a model can be read beside: the same in other runs, of a peril its other model."""

from kehu_desk import engine
from kehu_desk.modelling.panels import beside, runs_beside


def test_other_runs_that_have_the_model_are_offered(told):
    assert [label for label, _shown in runs_beside(told)] == ["R000001"]
    (link,) = beside(told)
    assert (link.label, link.href) == (
        "Beside R000001, as of 31 Dec 2023",
        "/models/motor/frequency/compare?with=R000001",
    )


def test_a_peril_s_model_stands_beside_its_other_one(home):
    (link,) = beside(engine.peril_model("R000002", "motor", "other", "frequency"))
    assert (link.label, link.href) == ("Cost of a claim", "/models/motor/severity/?peril=other")
