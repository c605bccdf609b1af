"""The class behind TLS, as docs/class.md says: nginx and Caddy with the configurations that stand there, and bots."""

import json
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


def nginx(folder, certificate, port, inner, path=""):
    """The guide's nginx, told where things are in this test. Returns the command that runs it."""
    sites = written("nginx", "server_name")
    if path:
        whole = re.search(r"    location / \{.*?\n    \}\n", sites, re.DOTALL)[0]
        sites = sites.replace(whole, written("nginx", "location /services"))
    for given, ours in {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/class.example.pem": certificate / "cert.pem",
        "/etc/ssl/class.example.key": certificate / "key.pem",
        "127.0.0.1:8899": f"127.0.0.1:{inner}",
    }.items():
        assert given in sites
        sites = sites.replace(given, str(ours))
    folders = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{folders}{sites}}}\n"
    (folder / "nginx.conf").write_text(text, encoding="utf-8")
    return ["nginx", "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "error.log"]


def caddy(folder, certificate, port, inner, _path=""):
    """The guide's Caddy, with a certificate of ours."""
    own = f"{{\n    admin off\n    auto_https disable_redirects\n}}\n{NAME}:{port} {{\n    bind 127.0.0.1\n    tls {certificate}/cert.pem {certificate}/key.pem"
    text = written("caddy").replace(f"{NAME} {{", own).replace("127.0.0.1:8899", f"127.0.0.1:{inner}")
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

    def get(self, path: str) -> tuple[str, str]:
        """The head and the body of what is at a path."""
        with self._trust.wrap_socket(self.reach(), server_hostname=NAME) as line:
            host = self.origin.removeprefix("https://")
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            answer = b"".join(iter(lambda: line.recv(65536), b"")).decode()
        head, _, body = answer.partition("\r\n\r\n")
        return head, body

    def tries(self, code: str, source: str, **headers: str) -> dict[str, object]:
        """What somebody hears who tries a code."""
        with self.line(self.origin, source, **headers) as line:
            line.send(json.dumps({"do": "join", "code": code, "phone": PHONE}))
            return json.loads(line.recv(PATIENCE))


@contextmanager
def behind(proxy, folder: Path, certificate: Path, path: str = ""):
    """A class server behind a proxy, while it lasts."""
    if not shutil.which(proxy.__name__):
        pytest.skip(f"no {proxy.__name__} here")
    port = free_port()
    origin = f"https://{NAME}:{port}"
    (folder / "data").mkdir()
    server = Server(folder / "data", "--origin", origin + path)
    command = proxy(folder, certificate, port, server.port, path)
    with (folder / "proxy.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/bin:/usr/local/bin"}
        )
    try:
        site = Site(
            server,
            server.open("angry/wrong-part"),
            origin,
            path,
            ssl.create_default_context(cafile=certificate / "cert.pem"),
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            with suppress(OSError):
                site.reach().close()
                break
            time.sleep(0.1)
        assert process.poll() is None, (folder / "proxy.log").read_text(encoding="utf-8")
        yield site
    finally:
        process.terminate()
        process.wait(20)
        server.kill()


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
