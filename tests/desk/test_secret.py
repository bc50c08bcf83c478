"""The key with which the desk signs: made once, kept, and nobody else's to read."""

import pytest

from kehu_desk.secret import secret_key


@pytest.fixture
def desk(tmp_path):
    """The desk's folder of a home."""
    (tmp_path / "kehu.toml").touch()
    return tmp_path / "desk"


def test_the_key_is_made_once_and_kept(desk):
    first = secret_key(desk)
    assert len(first) >= 50
    assert secret_key(desk) == first


def test_only_its_owner_can_read_the_key(desk):
    secret_key(desk)
    assert (desk / "secret.key").stat().st_mode & 0o077 == 0


def test_nothing_is_left_beside_the_key(desk):
    secret_key(desk)
    assert [path.name for path in desk.iterdir()] == ["secret.key"]


def test_outside_a_home_nothing_is_written(tmp_path):
    assert secret_key(tmp_path / "desk") != secret_key(tmp_path / "desk")
    assert not list(tmp_path.iterdir())
