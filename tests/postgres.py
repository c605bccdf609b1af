"""A real PostgreSQL of our own: nobody else reaches it, and it is gone after the tests."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql")  # a folder for each version, none of them on the PATH


def find_program(name: str) -> str:
    """A program of PostgreSQL's. Without one: a skip on a laptop, a failure where CI is set."""
    found = shutil.which(name) or next((str(path) for path in sorted(DEBIAN.glob(f"*/bin/{name}"))), None)
    if found:
        return found
    reason = f"no {name} here: install PostgreSQL to run the tests of a gradebook in it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class Postgres:
    """A server with its files in a folder, which it doesn't share with root: it refuses to be run by root."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._folder = folder
        self._user = "postgres" if getattr(os, "geteuid", lambda: 1)() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        self._run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        self._run("pg_ctl", "start", "--wait", f"--log={self._folder / 'log'}", f"--options={options}")

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")

    def url(self, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def say(self, statement: str, database: str = "postgres") -> None:
        """Run a statement outside of any transaction."""
        from sqlalchemy import create_engine, text

        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _run(self, program: str, *words: str) -> None:
        command = [find_program(program), *words, "--pgdata", str(self._folder / "data")]
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, check=True, cwd=self._folder, user=self._user, **quiet)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    """A server that runs, with no databases of ours."""
    find_program("initdb")
    # Not among pytest's own folders: those are closed to all but who runs the tests.
    with tempfile.TemporaryDirectory() as folder:
        server = Postgres(Path(folder))
        server.start()
        yield server
        server.stop()
