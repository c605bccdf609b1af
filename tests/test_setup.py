"""What is installed, in each of the ways to install it: pyproject.toml, the lock, conda, the wheel."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from itertools import chain
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = re.findall(r"^([a-z0-9._-]+)==(\S+)(?: ; ([^\\\n]+))? \\\n((?:    --hash=\S+(?: \\)?\n)+)", LOCK, re.MULTILINE)
SYSTEMS = [("linux", "posix", "Linux"), ("darwin", "posix", "Darwin"), ("win32", "nt", "Windows")]


def asked() -> list[Requirement]:
    return [Requirement(line) for line in [*PROJECT["dependencies"], *chain(*EXTRAS.values())]]


def test_conda_gets_what_pip_gets():
    conda = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *packages, last = conda["dependencies"]
    *by_pip, ours = last["pip"]
    assert ours == "-e ."
    assert {*packages, *by_pip} == {
        f"python{PROJECT['requires-python']}",
        "pip",
        *PROJECT["dependencies"],
        # Conda's own packages have what pip's are asked for in brackets.
        *(
            re.sub(r"\[\w+\]", "", wanted)
            for wanted in [*EXTRAS["instructor"], *EXTRAS["cluster"], *EXTRAS["classroom"]]
        ),
    }


def test_the_lock_pins_everything_asked_for_within_its_bounds():
    pinned = {name: Version(version) for name, version, _, _ in PINS}
    assert {
        str(wanted): pinned.get(wanted.name)
        for wanted in asked()
        if wanted.name not in pinned or pinned[wanted.name] not in wanted.specifier
    } == {}


def test_every_line_of_the_lock_is_a_pin_with_hashes_and_no_address():
    lines = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(lines) == len(PINS) > 100
    assert "://" not in LOCK
    assert re.findall(r"^\s*-(?!-hash=sha256:[0-9a-f]{64})", LOCK, re.MULTILINE) == []


@pytest.mark.parametrize("system", SYSTEMS, ids=[name for *_, name in SYSTEMS])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_the_lock_names_each_package_once_on_every_system(python, system):
    place = dict(zip(["sys_platform", "os_name", "platform_system"], system, strict=True))
    place |= {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_machine": "x86_64",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    here = [
        name
        for name, version, marker, _ in PINS
        if not marker or Requirement(f"{name}=={version}; {marker}").marker.evaluate(place)
    ]
    assert len(here) == len(set(here))
    assert {wanted.name for wanted in asked()} <= set(here)
    assert ("pywinpty" in here) == (system[0] == "win32")


def test_the_wheel_carries_both_packages_and_their_data(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.iterdir()
    carried = {Path(name) for name in zipfile.ZipFile(wheel).namelist()}
    made = {"__pycache__", ".ipynb_checkpoints"}
    ours = {
        path.relative_to(ROOT)
        for package in ("course", "autograder")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not made & set(path.parts)
    }
    assert ours <= carried
    assert {path.parts[0] for path in carried} == {
        "course",
        "autograder",
        f"module_nine-{PROJECT['version']}.dist-info",
    }
    assert {".py", ".yaml", ".md", ".ipynb", ".js", ".css", ".gz"} <= {path.suffix for path in carried}


def test_the_judge_of_typed_replies_is_small_enough_to_be_sent_to_a_browser():
    data = [path for path in (ROOT / "course" / "replies").iterdir() if path.is_file() and path.suffix != ".py"]
    assert 0 < sum(path.stat().st_size for path in data) < 5_000_000


@pytest.mark.skipif(not shutil.which("make"), reason="no make on this system")
def test_without_a_fitting_python_make_says_which_to_get(tmp_path):
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, tmp_path)
    tried = subprocess.run(
        ["make", "install", "PYTHON=python2 no-such-python"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert tried.returncode != 0
    assert "needs Python 3.11, 3.12, 3.13 or 3.14" in tried.stderr
    assert not (tmp_path / ".venv").exists()


def test_the_pages_name_no_command_that_make_lacks():
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        used = set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE))
        assert used <= known, page


def test_every_text_file_ends_its_lines_the_same_way():
    assert "* text=auto eol=lf" in (ROOT / ".gitattributes").read_text(encoding="utf-8")
