import os
import sys
from pathlib import Path

import pytest

from course import language
from course.classroom import __main__ as module
from course.classroom.log import LogError


@pytest.fixture
def served(monkeypatch, tmp_path):
    """What would be served, instead of being served."""
    from course.classroom import serving

    served = []

    async def instead(options, data):
        served.append((options, data))

    monkeypatch.setattr(serving, "serve", instead)
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path))
    yield served
    language.speak(language.ENGLISH)


def test_by_default_it_is_where_phones_reach_it_and_keeps_rooms_in_files(served, tmp_path, capsys):
    assert module.main([]) == 0
    ((options, data),) = served
    assert (options.port, options.bind, options.redis, options.origin, options.open) == (
        8899,
        "0.0.0.0",
        None,
        [],
        None,
    )
    assert data == tmp_path
    assert "Its rooms are kept" in capsys.readouterr().out


def test_each_option_is_heeded(served, tmp_path):
    words = [
        "--port",
        "0",
        "--bind",
        "127.0.0.1",
        "--redis",
        "redis://r",
        "--origin",
        "https://a",
        "--origin",
        "https://b",
    ]
    assert module.main([*words, "--data", str(tmp_path / "here"), "--open"]) == 0
    ((options, data),) = served
    assert (options.port, options.bind, options.redis) == (0, "127.0.0.1", "redis://r")
    assert options.origin == ["https://a", "https://b"]
    assert options.open == "class_90"
    assert data == tmp_path / "here" == Path(os.environ["MODULE_NINE_DATA"])


@pytest.mark.parametrize(
    "origin", ["https://a.example", "http://10.0.0.5:8080", "https://a.example/services/class", "https://[::1]:1/x"]
)
def test_an_address_may_have_a_port_and_a_path(served, origin):
    assert module.main(["--origin", origin, "--origin", f"{origin}/"]) == 0
    assert served[0][0].origin == [origin, origin]


def test_it_speaks_the_language_that_was_asked_for(served, known):
    assert module.main(["--language", known]) == 0
    assert language.language() == known


@pytest.mark.parametrize(
    "words",
    [
        ["--port", "x"],
        ["--language", "tlh"],
        ["--nothing"],
        ["extra"],
        *(
            ["--origin", origin]
            for origin in ("class.example", "https://", "ftp://a", "https://a b", "https://A;", "https://a:x")
        ),
        *(["--origin", f"https://a{rest}"] for rest in ("/?x", "/#x", "//", ":0")),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_said(served, words, capsys):
    with pytest.raises(SystemExit) as ended:
        module.main(words)
    assert ended.value.code == 2
    assert "usage: python -m course.classroom" in capsys.readouterr().err
    assert served == []


@pytest.mark.parametrize("trouble", [LogError("the disk is full"), OSError("the port is taken")], ids=["log", "port"])
@pytest.mark.usefixtures("served")
def test_what_keeps_it_from_serving_is_said(monkeypatch, trouble, capsys):
    from course.classroom import serving

    async def fails(_options, _data):
        raise trouble

    monkeypatch.setattr(serving, "serve", fails)
    assert module.main([]) == 1
    assert capsys.readouterr().err == f"The class can't be served: {trouble}\n"


@pytest.mark.usefixtures("served")
def test_ctrl_c_is_no_failure(monkeypatch):
    from course.classroom import serving

    async def stopped(_options, _data):
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "serve", stopped)
    assert module.main([]) == 0


@pytest.mark.usefixtures("served")
def test_what_isnt_installed_is_named_with_its_remedy(monkeypatch, capsys):
    monkeypatch.delitem(sys.modules, "course.classroom.serving")
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert module.main([]) == 1
    assert capsys.readouterr().err == "The live class needs “uvicorn”: pip install 'module-nine[classroom]'\n"
