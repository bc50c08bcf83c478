"""The command that serves the desk: where it listens, what it refuses, what its processes are told."""

import dataclasses
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kehu_desk.serving import Served, ServingError, answering, check, environment, is_loopback, keep, prepare

pytestmark = pytest.mark.slow

PLAIN = Served(Path("home"), None, "127.0.0.1", 8000, 2, None, None, None, is_behind_proxy=False)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "kehu.toml").write_text("")
    return tmp_path


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_this_machine_is_known_by_its_addresses(address):
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["0.0.0.0", "10.0.0.5", "desk.example"])
def test_other_addresses_are_open_to_others(address):
    assert not is_loopback(address)


def test_a_folder_that_is_no_home_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(ServingError, match="kehu init"):
        check(dataclasses.replace(PLAIN, home=tmp_path))


def test_plain_http_is_refused_on_an_open_address(home):
    with pytest.raises(ServingError, match="--behind-proxy"):
        check(dataclasses.replace(PLAIN, home=home, address="0.0.0.0"))


def test_an_open_address_is_served_behind_a_proxy(home):
    check(dataclasses.replace(PLAIN, home=home, address="0.0.0.0", is_behind_proxy=True))


def test_a_certificate_needs_its_key(home):
    with pytest.raises(ServingError, match="belong together"):
        check(dataclasses.replace(PLAIN, home=home, certificate=Path("desk.pem")))


def test_processes_are_told_to_speak_plain_http_on_this_machine_only(monkeypatch):
    monkeypatch.setenv("KEHU_PLAIN_HTTP", "yes")
    assert environment(PLAIN)["KEHU_PLAIN_HTTP"] == "yes"
    assert "KEHU_PLAIN_HTTP" not in environment(dataclasses.replace(PLAIN, is_behind_proxy=True))


def test_processes_get_the_database_that_is_named():
    named = dataclasses.replace(PLAIN, database="postgresql://kehu@localhost/kehu")
    assert environment(named)["KEHU_DATABASE_URL"] == "postgresql://kehu@localhost/kehu"


def test_the_address_to_type_says_https_where_there_is_a_certificate():
    assert PLAIN.url == "http://127.0.0.1:8000/"
    assert dataclasses.replace(PLAIN, certificate=Path("desk.pem")).url.startswith("https://")


def test_the_server_is_given_its_certificate():
    command = answering(dataclasses.replace(PLAIN, certificate=Path("desk.pem"), key=Path("desk.key")))
    assert command[command.index("--certfile") + 1] == "desk.pem"


def test_a_desk_that_cannot_be_prepared_is_refused(monkeypatch):
    monkeypatch.setattr("kehu_desk.serving.DESK", [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(ServingError, match="reason stands above"):
        prepare({}, is_demo=False)


@pytest.fixture
def started(monkeypatch):
    """Processes that were started, the web server being one that sleeps and the worker one that ends at once."""
    processes = []
    begin = subprocess.Popen

    def begun(*arguments, **named):
        processes.append(begin(*arguments, **named))
        return processes[-1]

    monkeypatch.setattr("kehu_desk.serving.answering", lambda served: ["sleep", "60"])
    monkeypatch.setattr("kehu_desk.serving.DESK", [sys.executable, "-c", "raise SystemExit(4)"])
    monkeypatch.setattr("kehu_desk.serving.subprocess.Popen", begun)
    monkeypatch.setattr("kehu_desk.serving.PAUSE", 0.2)
    return processes


def test_a_worker_that_ends_is_started_again_and_the_desk_goes_on(started):
    def end_the_web_server():
        started[0].terminate()

    threading.Timer(2.0, end_the_web_server).start()
    assert keep(PLAIN, environment(PLAIN)) != 0
    assert len(started) >= 4
    assert all(process.poll() is not None for process in started)


def test_a_web_server_that_ends_ends_the_desk(started, monkeypatch):
    monkeypatch.setattr("kehu_desk.serving.answering", lambda served: [sys.executable, "-c", "raise SystemExit(3)"])
    assert keep(PLAIN, environment(PLAIN)) == 3
    assert all(process.poll() is not None for process in started)


def test_a_signal_ends_both_in_peace(started, monkeypatch):
    monkeypatch.setattr("kehu_desk.serving.DESK", [sys.executable, "-c", "import time; time.sleep(60)"])
    threading.Timer(1.0, os.kill, [os.getpid(), signal.SIGTERM]).start()
    assert keep(PLAIN, environment(PLAIN)) == 0
    assert all(process.poll() is not None for process in started)
