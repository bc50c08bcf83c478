"""Folders that are finished once: found by their manifest, numbered without a gap in time."""

from kehu.stores.numbered import finished, next_label


def make(place, name, *, is_finished=True):
    (place / name).mkdir(parents=True)
    if is_finished:
        (place / name / "manifest.json").write_text("{}")


def test_finished_folders_stand_in_their_order(tmp_path):
    for name in ("R000010", "R000002", "C000001"):
        make(tmp_path, name)
    assert [path.name for path in finished(tmp_path, "R")] == ["R000002", "R000010"]
    assert next_label(tmp_path, "R") == "R000011"


def test_a_folder_without_a_manifest_does_not_count(tmp_path):
    make(tmp_path, "R000007", is_finished=False)
    assert finished(tmp_path, "R") == ()
    assert next_label(tmp_path, "R") == "R000001"


def test_a_place_that_is_not_there_holds_nothing(tmp_path):
    assert finished(tmp_path / "nowhere", "R") == ()
