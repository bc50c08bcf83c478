"""`kehu map` proposes a mapping for a person to finish."""

import tomllib


def test_a_proposal_is_toml_that_knows_the_headings(kehu, tiny):
    told = kehu("map", tiny / "files" / "policies.csv")
    assert told.exit_code == 0
    assert "premium" in told.stdout
    assert tomllib.loads(told.stdout)["files"]


def test_a_proposal_is_written_to_a_new_file_only(kehu, tiny):
    kehu("map", tiny / "files" / "policies.csv", "--out", tiny / "new.toml")
    written = (tiny / "new.toml").read_bytes()
    again = kehu("map", tiny / "files" / "policies.csv", "--out", tiny / "new.toml")
    assert tomllib.loads(written.decode())["tables"]
    assert (again.exit_code, (tiny / "new.toml").read_bytes()) == (2, written)


def test_a_file_that_cannot_be_read_is_refused(kehu, tmp_path):
    (tmp_path / "policies.csv").write_bytes(b"PK\x03\x04 not text")
    told = kehu("map", tmp_path / "policies.csv")
    assert (told.exit_code, "XLSX" in told.stderr) == (1, True)
