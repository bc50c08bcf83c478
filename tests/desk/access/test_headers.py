"""The headers of every kind of answer, graded as a browser's security scanner does."""

import pytest

REQUIRED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
POLICY = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
ANSWERS = {
    "page": ("/administration/audit/", {}, 200),
    "fragment": ("/administration/audit/", {"HX-Request": "true"}, 200),
    "sign-in": ("/account/login/", {}, 200),
    "not found": ("/nowhere/", {}, 404),
    "refused": ("/administration/users/", {}, 403),
    "wrong method": ("/account/language/", {}, 405),
    "sent elsewhere": ("/", {}, 302),
}


@pytest.fixture(params=ANSWERS, ids=list(ANSWERS))
def answer(request, client, desk_user, signed_in):
    place, headers, status = ANSWERS[request.param]
    browser = client if request.param == "sign-in" else signed_in(desk_user("compliance_officer"))
    answer = browser.get(place, headers=headers)
    assert answer.status_code == status
    return answer


def test_every_answer_carries_the_headers(answer):
    assert REQUIRED.items() <= dict(answer.headers).items()
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "geolocation=()" in answer.headers["Permissions-Policy"]


def test_no_answer_lets_foreign_or_inline_scripts_run(answer):
    policy = answer.headers["Content-Security-Policy"]
    assert all(part in policy for part in POLICY)
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_answer_of_the_desk_is_kept_by_a_browser_or_proxy(answer):
    assert "no-store" in answer.headers["Cache-Control"]


def test_static_files_are_kept_and_still_guarded(client, settings, tmp_path, db):
    (tmp_path / "desk.css").write_text("body {}")
    settings.STATIC_ROOT = tmp_path
    answer = client.get("/static/desk.css")
    assert answer.status_code == 200
    assert REQUIRED.items() <= dict(answer.headers).items()
    assert "max-age" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.close()
