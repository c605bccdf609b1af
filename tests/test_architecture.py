"""Imports run one way; the learner's side is light and pure; nothing in the project knows one machine."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Which rooms there are, and into which others each may reach. A new module needs a room.
ROOMS = {
    "words": "course.language course.labels course.document course.policy course.shelf",
    "phrases": "course.phrases",
    "replies": "course.replies",
    "content": "course.beat course.effects course.scenario course.roster course.marking course.questions course.drillbook course.cardbook course.hotter course.forms",
    "engine": "course.moment course.reply course.turn course.wording course.dialogue course.hearing course.debrief",
    "proof": "course.own_check course.search course.players course.invariants course.map course.atlas course.script course.agreement",
    "record": "course.record course.history course.pen course.learners course.journal",
    "story": "course.own_form course.own_customer course.own_shelf course.attempts course.answers course.conversation course.observers course.bundle course.backup course.restore course.erase",
    "progress": "course.practice course.growth course.way course.certificate_facts course.certificate_words course.certificate_html course.certificate_pdf course.export course.xapi course.parcel course.past course.agenda course.plans course.visits course.fading course.rehearsal course.sitting",
    "desktop": "course.shortcut",
    "screen": "course.views",
    "class": "course.classroom",
    "names": "course",
    "commands": "course.__main__ course.check course.notebooks course.catalogues course.workspace course.lab course.page_server course.plain_page course.data_commands course.certificate_check course.export_command",
    "grader": "autograder",
}
ARROWS = {
    "words": set(),
    "phrases": {"words"},
    "replies": {"words"},
    "content": {"words"},
    "engine": {"replies", "content", "words"},
    "proof": {"replies", "engine", "content", "words"},
    "record": {"words"},
    "story": {"replies", "record", "engine", "content", "phrases", "words"},
    "progress": {"story", "record", "engine", "content", "phrases", "words"},
    "desktop": {"words"},
    "screen": {"desktop", "proof", "progress", "replies", "story", "record", "engine", "content", "phrases", "words"},
    "class": {"screen", "replies", "story", "record", "engine", "content", "words"},
    "names": set(),
    "commands": {"desktop", "progress", "replies", "proof", "story", "record", "engine", "content", "words"},
    "grader": {"proof", "replies", "screen", "story", "record", "engine", "content", "words"},
}
BELONGS = {module: room for room, modules in ROOMS.items() for module in modules.split()}

FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("course", "autograder")
    for path in sorted((ROOT / package).rglob("*.py"))
}
TREES = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in FILES.items()}


def imports(tree: ast.AST) -> Iterator[str]:
    """Every name imported, at the top, in a function, or by its name in text."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(source), names=names, level=0):
                yield from (f"{source}.{alias.name}" for alias in names)
            case ast.ImportFrom():
                yield "a relative import"
            case ast.Call(func=ast.Name("import_module" | "__import__"), args=[ast.Constant(str(name)), *_]):
                yield name


def inside(name: str) -> str:
    """The module of ours that an imported name is or belongs to, "" for others'."""
    while name and name not in FILES:
        name = name.rpartition(".")[0]
    return name


def room(module: str) -> str:
    """The room of a module of ours: its own, or its package's."""
    while module not in BELONGS:
        parent = module.rpartition(".")[0]
        assert "." in parent or parent == "autograder", f"{module} has no room: give it one in ROOMS"
        module = parent
    return BELONGS[module]


ARROWS_FOUND = {module: {inside(name) for name in imports(tree)} - {""} for module, tree in TREES.items()}


def outside(module: str) -> set[str]:
    """The top-level packages of others that a module imports."""
    return {name.partition(".")[0] for name in imports(TREES[module]) if not inside(name)}


def reached(module: str) -> set[str]:
    """A module and all of ours that importing it leads to, packages included."""
    seen, todo = set(), [module]
    while todo:
        if (here := todo.pop()) in seen:
            continue
        seen.add(here)
        todo += [*ARROWS_FOUND[here], *filter(None, [inside(here.rpartition(".")[0])])]
    return seen


@pytest.mark.parametrize("module", FILES)
def test_imports_run_one_way(module):
    assert "a relative import" not in imports(TREES[module])
    allowed = ARROWS[room(module)] | {room(module)}
    assert {target for target in ARROWS_FOUND[module] if room(target) not in allowed | {"names"}} == set()


@pytest.mark.parametrize("module", [module for module in FILES if "." in module])
def test_each_module_has_a_file_of_tests(module):
    name = "_".join(part.strip("_") for part in module.split(".")[1:])
    assert (ROOT / "tests" / f"test_{name}.py").exists() or module in {"course.views", "course.classroom"}


def test_no_imports_run_in_a_circle():
    tuple(TopologicalSorter({module: found - {"course"} for module, found in ARROWS_FOUND.items()}).static_order())


@pytest.mark.parametrize("module", [module for module in FILES if room(module) in {"engine", "proof", "words"}])
def test_the_engine_has_no_clock_no_chance_no_files_and_no_widgets(module):
    effects = {"os", "io", "time", "datetime", "random", "secrets", "uuid", "socket", "subprocess", "threading"}
    screens = {"ipywidgets", "anywidget", "IPython", "traitlets"}
    assert outside(module) & (effects | screens) == set()


@pytest.mark.parametrize("module", ["course.moment", "course.dialogue"])
def test_the_engine_decides_in_integers(module):
    for node in ast.walk(TREES[module]):
        match node:
            case (
                ast.BinOp(op=ast.Div())
                | ast.AugAssign(op=ast.Div())
                | ast.Constant(value=float())
                | ast.Name(id="float" | "round")
            ):
                pytest.fail(f"{module}, line {node.lineno}: a fraction decides differently on different machines")


@pytest.mark.parametrize("module", [module for module in FILES if room(module) not in {"class", "commands", "grader"}])
def test_what_a_learner_imports_is_pure_python_and_few_packages(module):
    few = {
        "anywidget",
        "fpdf",
        "fsrs",
        "ipywidgets",
        "IPython",
        "platformdirs",
        "pydantic",
        "pydantic_core",
        "pyshortcuts",
        "traitlets",
        "yaml",
    }
    assert outside(module) - few - set(sys.stdlib_module_names) == set()


def test_a_grader_worker_loads_no_widgets():
    for module in reached("autograder.checks"):
        assert outside(module) & {"ipywidgets", "anywidget"} == set(), module


@pytest.mark.parametrize("module", FILES)
def test_nothing_is_only_there_on_one_system(module):
    assert outside(module) & {"fcntl", "grp", "msvcrt", "pwd", "pty", "resource", "termios", "winreg"} == set()


@pytest.mark.parametrize("module", FILES)
def test_text_is_read_and_written_the_same_on_every_system(module):
    for node in ast.walk(TREES[module]):
        if not isinstance(node, ast.Call):
            continue
        said = {keyword.arg for keyword in node.keywords}
        match node.func:
            case ast.Attribute(attr="read_text"):
                assert "encoding" in said, f"line {node.lineno}"
            case ast.Attribute(attr="write_text"):
                assert {"encoding", "newline"} <= said, f"line {node.lineno}"


def test_import_course_is_light():
    heavy = {"anywidget", "IPython", "ipywidgets", "jupyterlab", "platformdirs", "pydantic", "rich", "yaml"}
    code = "import sys, course; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(loaded.stdout.split()) & heavy == set()


def project_files() -> list[Path]:
    """Every text file that is the project's, committed or about to be."""
    ask = ["git", "-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(ask, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only a git checkout knows which files are the project's")
    paths = [ROOT / name for name in listed.stdout.splitlines()]
    return [
        path for path in paths if path.is_file() and path.suffix not in {".gz", ".ico", ".icns", ".png", ".ttf", ".mo"}
    ]


def test_every_line_ends_the_same_way():
    assert [path for path in project_files() if b"\r" in path.read_bytes()] == []


def test_no_file_names_a_registry_or_a_place_on_one_machine():
    hosts = [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("debian", "org"), ("anaconda", "org")]
    places = [("/ro", "ot/"), ("/ho", "me/[a-z]"), ("/Us", "ers/[a-z]"), ("/op", "t/[a-z]")]
    known = re.compile("|".join([rf"{name}\.{end}" for name, end in hosts] + [a + b for a, b in places]), re.IGNORECASE)
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in project_files()
        for match in known.finditer(path.read_text(encoding="utf-8"))
    }
    assert found == set()
