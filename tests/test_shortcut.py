"""The icon on the desktop: made for real on Linux and as a Mac's bundle, told to a stand-in for Windows."""

import configparser
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pyshortcuts
import pytest
from pyshortcuts import darwin

from course import __main__ as command
from course.shortcut import NoIconError, make_shortcut
from course.workspace import COURSE

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="writes a Linux desktop's file")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a space in its name, in which nothing was set up."""
    place = tmp_path / "my home"
    place.mkdir()
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.delenv("SUDO_USER", raising=False)
    monkeypatch.delenv("MODULE_NINE_DATA", raising=False)
    return place


@pytest.fixture
def asked(home, monkeypatch):
    """What the system is asked for, in place of asking it."""
    calls = []

    def make(script, **named):
        calls.append({"script": script, **named})
        return SimpleNamespace(desktop_dir=str(home), target="Module-Nine.lnk")

    monkeypatch.setattr(pyshortcuts, "make_shortcut", make)
    return calls


def entry(path):
    written = configparser.ConfigParser(interpolation=None)
    written.optionxform = str
    written.read_string(path.read_text(encoding="utf-8"))
    return written["Desktop Entry"]


@linux_only
def test_the_icon_runs_the_course_as_this_command_did(home, capsys):
    assert command.main(["shortcut"]) == 0
    icon = home / "Desktop" / "Module-Nine.desktop"
    assert str(icon) in capsys.readouterr().out
    assert icon.stat().st_mode & 0o100
    made = entry(icon)
    assert made["Terminal"] == "true"
    assert Path(made["Icon"]).is_file()
    assert shlex.split(made["Exec"]) == [sys.executable, "-m", "course", "open"]
    assert entry(home / ".local" / "share" / "applications" / icon.name)["Exec"] == made["Exec"]


@linux_only
def test_a_folder_for_the_data_goes_along(home, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(home / "what I do, ä"))
    made = entry(make_shortcut())
    words = shlex.split(made["Exec"])
    assert words[1:] == ["-m", "course", "--data", str(home / "what I do, ä"), "open"]
    run = subprocess.run([*words, "--help"], cwd=made["Path"], capture_output=True, text=True, check=True)
    assert "course open" in run.stdout


@linux_only
def test_a_second_icon_takes_the_place_of_the_first(home):
    assert make_shortcut() == make_shortcut()
    assert len([*(home / "Desktop").iterdir()]) == 1


def test_a_mac_gets_a_bundle_with_the_command_in_it(home, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(pyshortcuts, "make_shortcut", darwin.make_shortcut)
    monkeypatch.setattr(darwin.subprocess, "run", lambda *args, **named: None)  # asks macOS to trust it
    bundle = make_shortcut()
    script = (bundle / "Contents" / "MacOS" / "Module-Nine").read_text(encoding="utf-8")
    python = Path(sys.executable).as_posix()
    assert f'do script "\\"{python}\\" -m course open"' in script
    picture = bundle / "Contents" / "Resources" / "Module-Nine.icns"
    assert picture.read_bytes() == (COURSE / "icons" / "module-nine.icns").read_bytes()


def test_windows_is_told_the_python_apart_and_an_icon_of_its_kind(asked, home, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    assert make_shortcut() == home / "Module-Nine.lnk"
    assert asked[0]["script"] == "-m course open"
    assert asked[0]["executable"] == Path(sys.executable).as_posix()
    assert Path(asked[0]["icon"]).suffix == ".ico"
    assert Path(asked[0]["icon"]).is_file()


@pytest.mark.parametrize("bad", ['say "hi"', "$HOME", "100 %", "a`b"], ids=["quotes", "dollar", "percent", "backtick"])
def test_a_folder_that_no_icon_can_name_is_a_sentence(asked, monkeypatch, capsys, bad):
    monkeypatch.setenv("MODULE_NINE_DATA", bad)
    assert command.main(["shortcut"]) == 1
    said = capsys.readouterr().err
    assert "which an icon can't hold" in said
    assert asked == []


def test_a_desktop_that_cannot_be_written_to_is_a_sentence(home, capsys):
    (home / "Desktop").write_text("a file", encoding="utf-8")
    with pytest.raises(NoIconError, match="The icon can't be made"):
        make_shortcut()
    assert command.main(["shortcut"]) == 1
    assert "make course" in capsys.readouterr().err
