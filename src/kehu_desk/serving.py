"""The command `kehu serve`: the desk at an address, from nothing to the sign-in page.

Reads the home folder; prepares the desk's database, publishes the current run where none is on the desk, and keeps two
processes: gunicorn, which answers, and a worker, which loads and runs in the background and is started again where it
ends.
"""

from __future__ import annotations

import ipaddress
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

DESK = [sys.executable, "-m", "kehu_desk"]
PATIENCE = 20  # seconds that the processes have to end
PAUSE = 3  # seconds before a worker that has ended is started again

app = typer.Typer()


class ServingError(RuntimeError):
    """The desk cannot be served; the message says why and what to do."""


@dataclass(frozen=True)
class Served:
    """Where and how the desk is served."""

    home: Path
    database: str | None
    address: str
    port: int
    processes: int
    hosts: str | None
    certificate: Path | None
    key: Path | None
    is_behind_proxy: bool

    @property
    def is_plain(self) -> bool:
        """Whether the desk speaks plain HTTP, which it does to this machine only."""
        return is_loopback(self.address) and self.certificate is None and not self.is_behind_proxy

    @property
    def url(self) -> str:
        """The address that one types into the browser."""
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://{'127.0.0.1' if self.address in ('0.0.0.0', '::') else self.address}:{self.port}/"


@app.command(rich_help_panel="The desk")
def serve(
    home: Annotated[Path, typer.Option(envvar="KEHU_HOME", help="The home folder.")] = Path(),
    database: Annotated[
        str | None, typer.Option(envvar="KEHU_DATABASE_URL", help="postgresql://… ; SQLite in the home if left out.")
    ] = None,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    processes: Annotated[int, typer.Option(min=1, help="Processes that answer, of four threads each.")] = 2,
    hosts: Annotated[str | None, typer.Option(envvar="KEHU_HOSTS", help="Names of the desk, between commas.")] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM).", exists=True)] = None,
    key: Annotated[Path | None, typer.Option(help="TLS key (PEM).", exists=True)] = None,
    behind_proxy: Annotated[bool, typer.Option(help="A proxy before the desk speaks HTTPS for it.")] = False,
    demo: Annotated[bool, typer.Option(help="Make one user for each role and print the passwords.")] = False,
) -> None:
    """Serve the desk: the pages on which people work, in the browser.

    Plain HTTP is spoken to this machine only; on another address give a certificate, or stand behind a proxy.

    Example: `kehu serve --home insurer --database postgresql://kehu@localhost/kehu`
    """
    served = Served(home, database, address, port, processes, hosts, certificate, key, behind_proxy)
    check(served)
    settings = environment(served)
    prepare(settings, is_demo=demo)
    typer.echo(f"\nThe desk: {served.url}   (Ctrl+C ends it)")
    raise typer.Exit(keep(served, settings))


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def check(served: Served) -> None:
    """Raise ServingError where the desk would stand open, or has no home."""
    if not (served.home / "kehu.toml").is_file():
        raise ServingError(f"{served.home}: is no home folder of Kehu. Make one: kehu init {served.home}")
    if (served.certificate is None) != (served.key is None):
        raise ServingError("--certificate and --key belong together: give both or none.")
    if not (is_loopback(served.address) or served.certificate or served.is_behind_proxy):
        raise ServingError(
            f"{served.address} is open to others, and plain HTTP would show them passwords. "
            "Give --certificate and --key, or --behind-proxy where a proxy speaks HTTPS."
        )


def environment(served: Served) -> dict[str, str]:
    """The environment of the desk's processes."""
    given = {
        "DJANGO_SETTINGS_MODULE": "kehu_desk.settings",
        "KEHU_HOME": str(served.home.resolve()),
        "KEHU_DATABASE_URL": served.database,
        "KEHU_HOSTS": served.hosts,
        "KEHU_PLAIN_HTTP": "yes" if served.is_plain else None,
        "KEHU_BEHIND_PROXY": "yes" if served.is_behind_proxy else None,
    }
    others = {name: value for name, value in os.environ.items() if name not in given}
    return others | {name: value for name, value in given.items() if value is not None}


def prepare(settings: Mapping[str, str], *, is_demo: bool) -> None:
    """Bring the desk's database and files up to date, in a process of its own; raises ServingError where it fails."""
    command = [*DESK, "prepare", *(["--demo"] if is_demo else [])]
    if subprocess.run(command, env=dict(settings), check=False).returncode != 0:
        raise ServingError("The desk could not be prepared; the reason stands above. Nothing was changed by halves.")


def keep(served: Served, settings: Mapping[str, str]) -> int:
    """Run the two processes until a signal comes or the web server ends; gives the exit code.

    A worker that ends, for instance because its database was away, is started again after a pause.
    """
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: asked.append(received))
    web, worker, ended_at = _begun(answering(served), settings), _begun([*DESK, "work"], settings), None
    while not asked and web.poll() is None:
        time.sleep(0.2)
        if worker.poll() is not None:
            ended_at = ended_at or time.monotonic()
            if time.monotonic() - ended_at >= PAUSE:
                typer.echo("The worker had ended and is started again.", err=True)
                worker, ended_at = _begun([*DESK, "work"], settings), None
    codes = [_ended(process) for process in (web, worker)]
    return 0 if asked else max(1, codes[0])


def _begun(command: list[str], settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, env=dict(settings), start_new_session=True)


def answering(served: Served) -> list[str]:
    """The command of the web server."""
    command = [sys.executable, "-m", "gunicorn", "kehu_desk.wsgi:application", "--worker-class", "gthread"]
    command += ["--workers", str(served.processes), "--threads", "4", "--bind", f"{served.address}:{served.port}"]
    command += ["--max-requests", "20000", "--max-requests-jitter", "2000", "--log-level", "warning"]
    command += ["--graceful-timeout", str(PATIENCE), "--keep-alive", "15", "--worker-tmp-dir", _memory()]
    if served.certificate and served.key:
        command += ["--certfile", str(served.certificate), "--keyfile", str(served.key)]
    return command


def _memory() -> str:
    """A folder in memory for the server's heartbeat, where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else "."


def _ended(process: subprocess.Popen[bytes]) -> int:
    """Ask a process to end, and end it where it does not; gives its exit code."""
    process.terminate()
    try:
        return abs(process.wait(PATIENCE))
    except subprocess.TimeoutExpired:
        process.kill()
        return abs(process.wait())
