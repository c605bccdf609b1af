"""After a class: the minutes for who holds the key to its desk, and for nobody else; erased, it is gone."""

import csv
import io

import pytest
from memory_class import SCENARIO, SECRET, School, run
from starlette.testclient import TestClient

from course.classroom.keys import desk_key
from course.classroom.server import Classroom

HOST = "http://127.0.0.1:8899"


@pytest.fixture
def client():
    """The pages of a server, asked by a browser on its own machine."""
    school = School()
    app = Classroom(school.hall, SECRET, 8899).app
    with TestClient(app, base_url=HOST) as client:
        yield client


def opened(client):
    answer = client.post("/rooms", json={"scenario": SCENARIO}, headers={"Authorization": f"Bearer {SECRET.decode()}"})
    room = answer.json()
    return room["code"], {"Authorization": f"Bearer {room['key']}"}


def test_the_minutes_come_for_the_key_as_json_and_as_a_table(client):
    code, key = opened(client)
    told = client.get("/minutes.json", params={"code": code}, headers=key)
    assert (told.status_code, told.json()["customer"], told.json()["people"]) == (200, SCENARIO, 0)
    table = client.get("/minutes.csv", params={"code": code}, headers=key)
    assert table.headers["content-type"].startswith("text/csv")
    assert next(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))[0] == "moment"


@pytest.mark.parametrize("where", ["/minutes.json", "/minutes.csv"])
@pytest.mark.parametrize("key", ["", "Bearer ", "Bearer 00", "Bearer ü"], ids=["none", "empty", "wrong", "strange"])
def test_nobody_else_reads_them(client, where, key):
    code, _ = opened(client)
    headers = {"Authorization": key.encode()} if key else {}
    assert client.get(where, params={"code": code}, headers=headers).status_code == 403


def test_a_key_opens_its_own_room_alone(client):
    code, _ = opened(client)
    other = {"Authorization": f"Bearer {desk_key(SECRET, 'zzzzzz')}"}
    assert client.get("/minutes.json", params={"code": code}, headers=other).status_code == 403
    assert client.get("/minutes.json", params={"code": "zzzzzz"}, headers=other).status_code == 404
    assert client.get("/minutes.json", headers=other).status_code == 403


def test_erasing_takes_the_key_and_a_post_and_leaves_nothing(client):
    code, key = opened(client)
    assert client.get("/erase", params={"code": code}, headers=key).status_code == 405
    assert client.post("/erase", params={"code": code}).status_code == 403
    assert client.post("/erase", params={"code": code}, headers=key).json() == {"erased": code}
    assert client.get("/minutes.json", params={"code": code}, headers=key).status_code == 404
    assert client.post("/erase", params={"code": code}, headers=key).status_code == 404


def test_a_log_that_is_away_is_said():
    async def story():
        school = School()
        code = await school.hall.open(SCENARIO)
        return school, code

    school, code = run(story())
    school.log.away = True
    app = Classroom(school.hall, SECRET, 8899).app
    with TestClient(app, base_url=HOST) as client:
        headers = {"Authorization": f"Bearer {desk_key(SECRET, code)}"}
        answer = client.post("/erase", params={"code": code}, headers=headers)
    assert answer.status_code == 503
