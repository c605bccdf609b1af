"""The class behind TLS, as docs/class.md says: nginx and Caddy with the configurations that stand there, and bots."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from live_pages import Room, Server
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from course.notebooks import ROOT

GUIDE = (ROOT / "docs" / "class.md").read_text(encoding="utf-8")
NAME = "class.example"
PHONE = "0123456789abcdef0123456789abcdef"
PATIENCE = 30.0
WRONG = 10  # wrong codes until an address has to wait


def written(language, holding=""):
    """A configuration of the guide."""
    return next(text for text in re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL) if holding in text)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that nobody but this test trusts."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here")
    folder = tmp_path_factory.mktemp("certificate")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-addext", f"subjectAltName=DNS:{NAME}", "-out", folder / "cert.pem", "-keyout", folder / "key.pem"]
    subprocess.run([*made, *files], check=True, capture_output=True)
    return folder


def nginx(folder, certificate, port, inner, path):
    """The guide's nginx, told where things are in this test. Returns the command that runs it."""
    sites = written("nginx", "server_name")
    if path:
        whole = re.search(r"    location / \{.*?\n    \}\n", sites, re.DOTALL)[0]
        sites = sites.replace(whole, written("nginx", "location /services"))
    if len(inner) > 1:
        shared = written("nginx", "upstream")
        for given, ours in zip(("10.0.0.11:8899", "10.0.0.12:8899"), inner, strict=True):
            assert given in shared
            shared = shared.replace(given, f"127.0.0.1:{ours}")
        sites = shared + sites.replace("http://127.0.0.1:8899", "http://class")
    for given, ours in {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/class.example.pem": certificate / "cert.pem",
        "/etc/ssl/class.example.key": certificate / "key.pem",
    }.items():
        assert given in sites
        sites = sites.replace(given, str(ours))
    sites = sites.replace("127.0.0.1:8899", f"127.0.0.1:{inner[0]}")
    folders = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{folders}{sites}}}\n"
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    return ["nginx", "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "error.log"]


def caddy(folder, certificate, port, inner, _path):
    """The guide's Caddy, with a certificate of ours."""
    files = f"{certificate}/cert.pem {certificate}/key.pem"
    alone = "{\n    admin off\n    auto_https disable_redirects\n}\n"
    own = f"{alone}{NAME}:{port} {{\n    bind 127.0.0.1\n    tls {files}"
    text = written("caddy").replace(f"{NAME} {{", own).replace("127.0.0.1:8899", f"127.0.0.1:{inner[0]}")
    (folder / "Caddyfile").write_text(text, encoding="utf-8")
    return ["caddy", "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"]


class Site:
    """A class as the world sees it: at a name, over TLS."""

    def __init__(self, server: Server, room: Room, origin: str, path: str, trust: ssl.SSLContext) -> None:
        self.server, self.room, self.origin, self.path, self._trust = server, room, origin, path, trust
        self._port = int(origin.rpartition(":")[2])

    def reach(self, source: str = "127.0.0.1") -> socket.socket:
        """A connection from an address of its own, as from another machine."""
        return socket.create_connection(("127.0.0.1", self._port), PATIENCE, source_address=(source, 0))

    def line(self, origin: str | None, source: str = "127.0.0.1", **headers: str):
        """A WebSocket, as a page of `origin` opens it."""
        return connect(
            f"{self.origin.replace('https', 'wss')}{self.path}/live",
            sock=self.reach(source),
            ssl=self._trust,
            server_hostname=NAME,
            origin=origin,
            additional_headers=headers,
            proxy=None,
        )

    def get(self, path: str, **headers: str) -> tuple[str, str]:
        """The head and the body of what is at a path."""
        with self._trust.wrap_socket(self.reach(), server_hostname=NAME) as line:
            sent = {"Host": self.origin.removeprefix("https://"), "Connection": "close", **headers}
            lines = [f"GET {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
            line.sendall("\r\n".join(lines).encode())
            answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()
        head, _, body = answer.partition("\r\n\r\n")
        return head, body

    def tries(self, code: str, source: str, **headers: str) -> dict[str, object]:
        """What somebody hears who tries a code."""
        with self.line(self.origin, source, **headers) as line:
            line.send(json.dumps({"do": "join", "code": code, "phone": PHONE}))
            return json.loads(line.recv(PATIENCE))


@contextmanager
def behind(proxy, folder: Path, certificate: Path, path: str = "", redis: str = ""):
    """A class server behind a proxy, while it lasts; two of them where they share a Redis."""
    if not shutil.which(proxy.__name__):
        pytest.skip(f"no {proxy.__name__} here")
    port = free_port()
    origin = f"https://{NAME}:{port}"
    servers = []
    try:
        for at in range(2 if redis else 1):
            (folder / f"data-{at}").mkdir()
            log = ["--redis", redis] if redis else []
            servers.append(Server(folder / f"data-{at}", "--origin", origin + path, *log))
        with running(proxy(folder, certificate, port, [server.port for server in servers], path), folder, port):
            trust = ssl.create_default_context(cafile=certificate / "cert.pem")
            yield Site(servers[0], servers[0].open("angry/wrong-part"), origin, path, trust)
    finally:
        for server in servers:
            server.kill()


@contextmanager
def running(command, folder: Path, port: int):
    """A proxy, from when it takes connections."""
    with (folder / "proxy.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)})
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), PATIENCE).close()
                break
            time.sleep(0.1)
        assert process.poll() is None, (folder / "proxy.log").read_text(encoding="utf-8")
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(
    params=[(nginx, ""), (nginx, "/services/class"), (caddy, "")], ids=["nginx", "nginx below a path", "caddy"]
)
def site(request, tmp_path, certificate):
    proxy, path = request.param
    with behind(proxy, tmp_path, certificate, path) as site:
        yield site


def test_phones_join_by_the_name_and_no_page_of_a_stranger_does(site):
    code = site.room.code
    assert site.tries(code, "127.0.0.1") == {"hello": {"code": code}}
    for origin in ("https://evil.example", f"https://{NAME}", site.origin.replace("https", "http"), "null"):
        with pytest.raises((InvalidStatus, ConnectionClosed)), site.line(origin) as line:
            line.recv(PATIENCE)
    head, page = site.get(f"{site.path}/")
    assert head.startswith("HTTP/1.1 200")
    assert f"connect-src 'self' {site.origin.replace('https', 'wss')};" in head
    assert "join.js" in page
    told = json.loads(site.get(f"{site.path}/address?code={code}")[1])
    assert told == {"addresses": [f"{site.origin}{site.path}/#{code}"], "note": ""}
    if site.path:
        assert f"{site.path}/" in re.search(r"(?i)^location: (.*)$", site.get(site.path)[0], re.MULTILINE)[1]


def test_who_guesses_codes_waits_and_nobody_else_does(site):
    guesser, phone = "127.0.0.2", "127.0.0.3"
    heard = [
        site.tries("aaaaaa", guesser, **{"X-Forwarded-For": f"10.1.1.{at}"}).get("error") for at in range(WRONG + 3)
    ]
    assert heard[:WRONG] == ["code"] * WRONG
    assert heard[-1] == "wait"
    assert site.tries("aaaaaa", phone) == {"error": "code"}
    assert "hello" in site.tries(site.room.code, phone)


def test_an_answer_goes_all_the_way_and_back(site):
    site.room.lead("ask", round=1, way="vote")
    with site.line(site.origin) as line:
        line.send(json.dumps({"do": "join", "code": site.room.code, "phone": PHONE}))
        line.send(json.dumps({"id": "an-answer", "do": "answer", "round": 1, "option": "pause"}))
        while json.loads(line.recv(PATIENCE)) != {"id": "an-answer", "verdict": "counted"}:
            pass
    assert site.room.counts() == {"pause": 1}


def test_of_two_servers_either_serves_anybody_and_one_is_enough(tmp_path, certificate, redis_server, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_CLASS_SECRET", "shared by both of the servers")
    with behind(nginx, tmp_path, certificate, redis=redis_server.address) as site:
        code = site.room.code
        assert [site.tries(code, f"127.0.0.{at}") for at in range(2, 8)] == [{"hello": {"code": code}}] * 6
        _head, told = site.get(f"/minutes.json?code={code}", Authorization=f"Bearer {site.room.key}")
        assert json.loads(told)["people"] == 1
        site.server.kill()
        assert [site.tries(code, f"127.0.0.{at}") for at in range(2, 8)] == [{"hello": {"code": code}}] * 6
        _head, told = site.get(f"/minutes.json?code={code}", Authorization=f"Bearer {site.room.key}")
        assert json.loads(told)["people"] == 1  # it was the same phone all the time
