"""The gateway reads what a run plans of service."""

from kehu.stores import run_folders
from kehu_desk.engine import servicing as engine
from tests.servicing import write_service


def test_everything_is_read_by_the_label_of_the_run(loaded):
    run = run_folders.current(loaded)
    write_service(run.folder, [{}, {"customer_id": "C2", "state": "no_hours"}])
    assert engine.service_is_planned(run.label)
    assert engine.service_figures(run.label, scope="").planned_count == 1
    assert engine.services_due(run.label, scope="", state="planned", whom="", kind="", after=0).count == 1
    assert engine.service_kinds(run.label)[0].kind == "check"
    assert engine.service_branches(run.label)[0].branch == "HQ/North"
    assert engine.service_effects(run.label)[0].measure == "renewal"
