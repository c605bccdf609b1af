"""After a class, for who holds the key to its desk: the minutes to read, as files to keep, and gone for good."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from course.classroom.hall import Hall
from course.classroom.keys import clean, opens
from course.classroom.log import LogError
from course.classroom.minutes import as_csv, minutes
from course.classroom.room import Room
from course.dialogue import assessed

_Answer = Callable[[Request], Awaitable[Response]]


class Archive:
    """What can be asked about a room, by its code. The key comes as an `Authorization`, never in an address."""

    def __init__(self, hall: Hall, secret: bytes) -> None:
        self._hall, self._secret = hall, secret

    @property
    def routes(self) -> list[Route]:
        """Where the minutes are (`minutes.json`, `minutes.csv`), and where a room is erased."""
        return [
            Route("/minutes.json", self._for_desk(self._json)),
            Route("/minutes.csv", self._for_desk(self._csv)),
            Route("/erase", self._for_desk(self._erase), methods=["POST"]),
        ]

    def _for_desk(self, answer: _Answer) -> _Answer:
        """The answer for who holds the key; who doesn't isn't told whether there is such a room."""

        async def answered(request: Request) -> Response:
            code = clean(request.query_params.get("code", ""))
            key = request.headers.get("authorization", "").removeprefix("Bearer ")
            if not (code and opens(self._secret, code, key)):
                return JSONResponse({"error": "key"}, 403)
            try:
                return await answer(request)
            except (LookupError, ValueError):
                return JSONResponse({"error": "code"}, 404)
            except LogError as trouble:
                return JSONResponse({"error": "log", "why": str(trouble)}, 503)

        return answered

    async def _room(self, request: Request) -> Room:
        return (await self._hall.find(clean(request.query_params["code"]))).room

    async def _json(self, request: Request) -> Response:
        return JSONResponse(minutes(await self._room(request), assessed))

    async def _csv(self, request: Request) -> Response:
        table = as_csv(minutes(await self._room(request), assessed))
        return Response(table.encode("utf-8-sig"), media_type="text/csv")  # with the mark by which Excel knows UTF-8

    async def _erase(self, request: Request) -> Response:
        code = clean(request.query_params["code"])
        await self._hall.find(code)
        await self._hall.erase(code)
        return JSONResponse({"erased": code})
