"""Steps have names in the reader's language."""

from django.utils import translation

from kehu.pipeline import PIPELINE
from kehu_desk.engine import made_run
from kehu_desk.published.publishing import STEPS as COPIED
from kehu_desk.runs.steps import STEPS, TOTALS, step_name, total_name


def test_every_stage_and_every_part_of_a_publishing_has_a_name():
    assert {stage.about.capitalize() for stage in PIPELINE} <= set(STEPS)
    assert set(COPIED) <= set(STEPS)


def test_a_step_that_names_a_file_is_shown_as_reported():
    assert step_name("Reading 保单.csv") == "Reading 保单.csv"


def test_chinese_readers_read_chinese():
    with translation.override("zh-hans"):
        assert step_name("customers") == "复制客户"


def test_every_total_that_a_run_checks_has_a_name(loaded, db):
    assert {control.name for control in made_run("R000001").controls} <= set(TOTALS)
    assert total_name("a_new_total") == "a new total"
