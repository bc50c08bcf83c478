"""The runs that a model can be set beside."""

from kehu_desk.modelling.panels import other_runs, runs_beside


def test_other_runs_that_have_the_model_are_offered(told):
    assert [label for label, _shown in runs_beside(told)] == ["R000001"]
    (link,) = other_runs(None, told)
    assert (link.label, link.href) == (
        "Beside R000001, as of 31 Dec 2023",
        "/models/motor/frequency/compare?with=R000001",
    )
