"""The server of a live class: pages, and the line to whoever opens one. Transport only."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from io import BytesIO
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import segno
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from course.classroom.addresses import addresses
from course.classroom.archive import Archive
from course.classroom.hall import Hall
from course.classroom.keys import clean, desk_key, is_secret
from course.classroom.log import LogError
from course.classroom.outbox import ChannelClosed
from course.classroom.page_words import PAGES, words_for_all, words_for_leaders
from course.classroom.reception import Reception
from course.document import DocumentError
from course.language import _
from course.scenario import NoCustomerError

LONGEST = 8192  # bytes of one message
_SHOWN = {"/": "join.html", "/projector": "projector.html", "/desk": "desk.html", "/minutes": "minutes.html"}
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_OTHERS = 1008  # the close code for who isn't let in


class Classroom:
    """What is served: a hall, behind a secret. `bases` are the addresses that it has besides this machine's own.

    Such an address may have a path, which a proxy takes off or leaves on. `port` is the one that phones are told.
    """

    def __init__(self, hall: Hall, secret: bytes, port: int, bases: Collection[str] = ()) -> None:
        self._hall, self._secret, self._port = hall, secret, port
        self._bases = sorted(bases)
        self._origins = frozenset("{0.scheme}://{0.netloc}".format(urlsplit(base)) for base in self._bases)
        self._paths = {urlsplit(base).path for base in self._bases} - {""}
        self._reception = Reception(hall, secret)

    @property
    def app(self) -> ASGIApp:
        """The application: pages, the room's address, rooms for who holds the secret, and the line."""
        shown = [Route(path, self._page(PAGES / name)) for path, name in _SHOWN.items()]
        parts = [
            Route(f"/{path.name}", self._page(path))
            for path in sorted(PAGES.iterdir())
            if path.suffix in {".js", ".css", ".svg"}
        ]
        made = [
            Route("/words.js", self._words),
            Route("/desk_words.js", self._desk_words),
            Route("/join.svg", self._code),
            Route("/address", self._address),
            Route("/rooms", self._rooms, methods=["POST"]),
            *Archive(self._hall, self._secret).routes,
            WebSocketRoute("/live", self._live),
        ]
        return self._guarded(Starlette(routes=[*shown, *parts, *made]))

    def knows(self, connection: HTTPConnection) -> bool:
        """Whether a browser asks for this server by a name that is its own, from a page that is its own.

        A name that somebody else's page made to point here isn't: only addresses in numbers, localhost, and `bases`.
        """
        host, origin = connection.headers.get("host", ""), connection.headers.get("origin")
        if any(urlsplit(known).netloc == host for known in self._origins):
            return origin is None or origin in self._origins
        return _is_number(host) and origin in (None, f"http://{host}", f"https://{host}")

    def _guarded(self, app: ASGIApp) -> ASGIApp:
        """The application as it is for who asks for this server by its own name; it is nobody else's."""
        elsewhere = PlainTextResponse("Not here.", 421, {"Content-Security-Policy": "default-src 'none'"})

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_safely(message: Message) -> None:
                if message["type"] == "http.response.start":
                    MutableHeaders(scope=message).update(self._headers(HTTPConnection(scope)))
                await send(message)

            if scope["type"] != "http":
                await app(self._inside(scope), receive, send)
            elif self.knows(HTTPConnection(scope)):
                begins = RedirectResponse(f"{scope['path']}/") if scope["path"] in self._paths else app
                await begins(self._inside(scope), receive, send_safely)
            else:
                await elsewhere(scope, receive, send)

        return guarded

    def _inside(self, scope: Scope) -> Scope:
        """What is asked for, without the path that this server has at a proxy."""
        path = scope.get("path", "")
        ours = next((known for known in self._paths if path.startswith(f"{known}/")), "")
        return {**scope, "path": path.removeprefix(ours)} if ours else scope

    def _headers(self, connection: HTTPConnection) -> Mapping[str, str]:
        """What a page from here may do: use what comes from here, and nothing else."""
        line = f"{'wss' if connection.url.scheme == 'https' else 'ws'}://{connection.headers['host']}"
        return {
            "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
            f"img-src 'self' data:; connect-src 'self' {line}; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors 'self' {' '.join(('http://localhost:*', 'http://127.0.0.1:*', *sorted(self._origins)))}",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-cache",
        }

    def _page(self, path: Path) -> Callable[[Request], Awaitable[Response]]:
        async def page(_request: Request) -> Response:
            return FileResponse(path, media_type=_TYPES[path.suffix])

        return page

    async def _words(self, _request: Request) -> Response:
        return Response(words_for_all(), media_type="text/javascript")

    async def _desk_words(self, _request: Request) -> Response:
        return Response(words_for_leaders(), media_type="text/javascript")

    async def _code(self, request: Request) -> Response:
        """The QR code by which a phone joins."""
        joined = self._joined(clean(request.query_params.get("code", "")))
        if not joined:
            return PlainTextResponse(_("There is no address that a phone could reach."), 404)
        drawn = BytesIO()
        segno.make(joined[0], error="m", micro=False).save(drawn, kind="svg", scale=8, border=4, light="#fff")
        return Response(drawn.getvalue(), media_type="image/svg+xml")

    async def _address(self, request: Request) -> Response:
        """Where a phone joins, and a word to who can't."""
        joined = self._joined(clean(request.query_params.get("code", "")))
        return JSONResponse({"addresses": joined, "note": "" if self._bases else note(joined)})

    async def _rooms(self, request: Request) -> Response:
        """Open a room, for who holds the secret: `{scenario, new}`."""
        if not is_secret(self._secret, request.headers.get("authorization", "")):
            return JSONResponse({"error": "secret"}, 403)
        try:
            asked = await request.json()
            code = await self._hall.open(str(asked["scenario"]), new=bool(asked.get("new")))
        except (NoCustomerError, DocumentError) as mistake:
            return JSONResponse({"error": str(mistake).encode(errors="replace").decode()}, 404)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return JSONResponse({"error": "scenario"}, 400)
        except LogError as trouble:
            return JSONResponse({"error": str(trouble)}, 503)
        return JSONResponse({"code": code, "key": desk_key(self._secret, code)})

    def _joined(self, code: str) -> list[str]:
        """The addresses at which phones join a room: those of a name that was given, else this machine's."""
        bases = self._bases or [f"http://{address}:{self._port}" for address in addresses()]
        return [f"{base}/#{code}" for base in bases]

    async def _live(self, socket: WebSocket) -> None:
        if not self.knows(socket):
            await socket.close(_OTHERS)
            return
        await socket.accept()
        await self._reception.serve(_Line(socket))


def note(joined: Collection[str]) -> str:
    """A plain word on how phones get here."""
    if not joined:
        return _(
            "This computer is in no network. Connect it to the Wi-Fi that the phones are in, and load this page again."
        )
    return _(
        "A phone has to be in the same Wi-Fi as this computer. If the page doesn’t open there, the Wi-Fi keeps devices "
        "apart, as guest networks do, or this computer’s firewall does: use a phone’s hotspot, or take a show of hands."
    )


class _Line:
    """A WebSocket as a channel."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self.address = socket.client.host if socket.client else ""

    async def receive(self) -> str:
        try:
            return await self._socket.receive_text()
        except (WebSocketDisconnect, KeyError, RuntimeError):
            raise ChannelClosed from None

    async def send(self, message: str) -> None:
        try:
            await self._socket.send_text(message)
        except (WebSocketDisconnect, RuntimeError, OSError):
            raise ChannelClosed from None

    async def close(self) -> None:
        try:
            await self._socket.close(_OTHERS)
        except (WebSocketDisconnect, RuntimeError, OSError):
            return


def _is_number(host: str) -> bool:
    """Whether a host is localhost, or an address in numbers, with or without a port."""
    try:
        parts = urlsplit(f"//{host}")
        name, port = parts.hostname or "", parts.port
        known = name == "localhost" or bool(ip_address(name))
    except ValueError:
        return False
    shown = f"[{name}]" if ":" in name else name
    return known and host.lower() in (shown, f"{shown}:{port}")
