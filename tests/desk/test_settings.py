"""The settings as an insurer's server has them: the examination for deployment, cookies, headers, migrations."""

import importlib
import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

READ = (
    "import json, kehu_desk.settings as s;"
    "print(json.dumps({k: v for k, v in vars(s).items() if k.isupper() and isinstance(v, str | int | None)}))"
)


def deployed(home, *command, **more):
    """What a command says under the settings of a server, whatever this process or another test has set."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KEHU_", "DJANGO_"))}
    environment = inherited | {"KEHU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kehu_desk.settings"} | more
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def settings_of(tmp_path_factory):
    def read(**more):
        return json.loads(deployed(tmp_path_factory.mktemp("home"), "-c", READ, **more).stdout)

    return read


@pytest.mark.slow
def test_the_examination_for_deployment_finds_nothing(tmp_path):
    answer = deployed(tmp_path, "-m", "kehu_desk", "check", "--deploy", "--fail-level", "DEBUG")
    assert answer.returncode == 0, answer.stderr


def test_cookies_go_over_https_to_this_host_only_and_scripts_do_not_read_them(settings_of):
    settings = settings_of()
    for cookie in ("SESSION", "CSRF", "LANGUAGE"):
        assert settings[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{cookie}_COOKIE_SECURE"] is True
    assert settings["CSRF_COOKIE_HTTPONLY"] is True
    assert settings["SESSION_EXPIRE_AT_BROWSER_CLOSE"] is True


def test_plain_http_and_the_word_of_a_proxy_must_be_asked_for(settings_of):
    assert settings_of()["SECURE_SSL_REDIRECT"] is True
    assert settings_of()["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert settings_of(KEHU_PLAIN_HTTP="yes")["SECURE_SSL_REDIRECT"] is False
    assert settings_of(KEHU_BEHIND_PROXY="yes")["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


def test_debugging_is_never_on(settings_of):
    assert settings_of(DEBUG="1", KEHU_DEBUG="yes")["DEBUG"] is False


def test_the_browser_is_told_to_come_back_by_https_only(client, settings, db):
    server = importlib.import_module("kehu_desk.settings")
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 63_072_000, True
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/account/login/").url == "https://testserver/account/login/"
    answer = client.get("/account/login/", secure=True)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000; includeSubDomains")
    assert server.X_FRAME_OPTIONS == "DENY"


def test_every_change_of_a_model_has_its_migration(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
