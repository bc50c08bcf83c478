"""What journeys need: a desk that is served as insurers serve it, and a real browser in which people work.

Gives `desk` (the address, and the password of one user for each role) and `visit` (a browser signed in as a role, in a
language, at a width). Every request to another host, every error on the browser's console and every answer of 400 or
more fails the journey that met it.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
KEHU = Path(sys.executable).with_name("kehu")
PATIENCE = 120
REPLACED = ("htmx:afterRequest", "htmx:sendAbort")  # what htmx says of a request that it gave up for a later one


@dataclass(frozen=True)
class Desk:
    """A desk that is being served."""

    url: str
    passwords: dict[str, str]
    home: Path


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over a simulated insurer, served by `kehu serve --demo`; journeys share it."""
    folder = tmp_path_factory.mktemp("desk")
    command = [KEHU, "demo", "--home", folder / "demo", "--customers", "700"]
    subprocess.run(command, check=True, capture_output=True)
    home = folder / "demo" / "kehu-home"
    with served(home, folder / "log") as found:
        yield found


@contextmanager
def served(home: Path, log: Path) -> Iterator[Desk]:
    """Serve a home for the time of a `with` block; what the processes print goes to a log."""
    port = free_port()
    command = [KEHU, "serve", "--home", home, "--demo", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KEHU_", "DJANGO_"))}
    with log.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=environment)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_open(url, process, log)
        lines = re.findall(r"^([a-z-]+) +(\S{8,}) ", log.read_text(encoding="utf-8"), re.MULTILINE)
        yield Desk(url, dict(lines), home)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def wait_until_open(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the desk answers; fails with its own words where it does not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{url}/account/login/", timeout=5)
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the desk did not open:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, closed with its module: while it is open, Django takes the thread for an asynchronous one."""
    path = os.environ.get("KEHU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail("no Chromium: apt-get install chromium fonts-noto-cjk, or set KEHU_CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, desk: Desk) -> Iterator[Callable[..., Page]]:
    """`visit("actuary", language="zh-hans", width=390)` is a page on which that role is signed in."""
    pages, faults = [], []

    def begin(role: str, *, language: str = "en", width: int = 1440, theme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=language)
        cookies = {"kehu_language": language, "kehu_theme": theme}
        context.add_cookies([{"name": name, "value": value, "url": desk.url} for name, value in cookies.items()])
        page = context.new_page()
        watch(page, desk.url, faults)
        sign_in(page, desk, role)
        pages.append(page)
        return page

    yield begin
    for page in pages:
        page.context.close()
    assert not faults, faults


def watch(page: Page, url: str, faults: list[str]) -> None:
    """Note every request to another host, every error of the console, every refused answer."""
    page.on("request", lambda one: faults.append(f"asks {one.url}") if not one.url.startswith((url, "data:")) else None)
    page.on("console", lambda one: faults.append(f"console: {one.text}") if is_fault(one) else None)
    page.on("pageerror", lambda one: faults.append(f"error: {one}"))
    page.on("response", lambda one: faults.append(f"{one.status} {one.url}") if one.status >= 400 else None)


def is_fault(message: ConsoleMessage) -> bool:
    """An error of the console, unless it says that a later request took the place of an earlier one."""
    return message.type == "error" and not any(said in message.text for said in REPLACED)


def sign_in(page: Page, desk: Desk, role: str) -> None:
    """Sign in as a role."""
    page.goto(f"{desk.url}/")
    page.fill("input[name=login]", role)
    page.fill("input[name=password]", desk.passwords[role])
    with page.expect_navigation():
        page.keyboard.press("Enter")


def open_page(page: Page, desk: Desk, address: str) -> Any:
    """Open an address of the desk."""
    answer = page.goto(f"{desk.url}{address}")
    page.wait_for_load_state("networkidle")
    return answer
